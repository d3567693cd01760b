"""Is a certificate what the named revision says, and does that still hold?

A certificate has a number that holds all it claims: month and revision, funder, kind of payer, months,
workers, rupiah. Whoever changes it asks about another payment, which the published files do not hold.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dashboard import db
from dashboard.cities import city_parameter

Row = Mapping[str, Any]
QUERY = "payment_list"
PATH = "/verifikasi"
PARAMETER = "nomor"  # of the address
LONGEST = 120  # [letters] of a number
NUMBER = re.compile(
    r"(?P<period>\d{4}-(?:0[1-9]|1[0-2]))\.r(?P<revision>[1-9]\d{0,3})"
    r"\.(?P<funder>[a-z][a-z0-9_]{0,40})\.(?P<funding_source>[a-z][a-z0-9_]{0,20})"
    r"\.(?P<months>[1-9]\d{0,3})\.(?P<workers>[1-9]\d{0,9})\.(?P<amount_idr>\d{1,15})",
    re.ASCII,
)
KEY = ("period", "funder", "funding_source", "months")  # one payment in every revision
COUNTED = ("workers", "amount_idr")
WHOLE = ("revision", "months", *COUNTED)  # written as whole numbers


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of a number: `status` (one of STATUSES), what it claims, and the rows to set beside it.

    `named` is the payment in the revision that the number names, `in_force` in the one that now counts; None
    where there is no such payment.
    """

    status: str
    claim: Row
    named: Row | None = None
    in_force: Row | None = None


STATUSES = (
    "valid",  # as in the revision in force
    "newer",  # as in its own revision; the one in force says the same
    "superseded",  # as in its own revision; the one in force says otherwise
    "revoked",  # as in its own revision; the one in force has no such payment
    "false",  # its own revision says otherwise
    "withdrawn",  # its revision is not published, or no longer
    "unknown",  # its revision holds no such payment that may be named
    "unreadable",  # no number of a certificate
)


def payments() -> list[dict[str, Any]]:
    """Every payment that may have a certificate, in all revisions. Raises ExtractMissing."""
    return db.run_query(QUERY, period=db.state().latest_period).to_pylist()


def number_of(row: Row) -> str:
    """The number of a payment's certificate."""
    told = (row["period"], f"r{row['revision']}", row["funder"], row["funding_source"], row["months"])
    return ".".join(map(str, (*told, *(row[name] for name in COUNTED))))


def verify(text: str) -> Verdict:
    """What the published files say of a number that anybody may have written. Raises ExtractMissing."""
    match = NUMBER.fullmatch(text)
    if match is None:
        return Verdict(status="unreadable", claim={})
    claim = {name: int(value) if name in WHOLE else value for name, value in match.groupdict().items()}
    rows = [row for row in payments() if all(row[name] == claim[name] for name in KEY)]
    return _judged(claim, rows)


def _judged(claim: Row, rows: Sequence[Row]) -> Verdict:
    named = next((row for row in rows if row["revision"] == claim["revision"]), None)
    in_force = next((row for row in rows if row["in_force"]), None)
    if named is None:
        status = "unknown" if _is_published(claim) else "withdrawn"
        return Verdict(status=status, claim=claim)
    if _differ(named, claim):
        status = "false"
    elif named["in_force"]:
        status = "valid"
    elif in_force is None:
        status = "revoked"
    else:
        status = "superseded" if _differ(in_force, claim) else "newer"
    return Verdict(status=status, claim=claim, named=named, in_force=in_force)


def _is_published(claim: Row) -> bool:
    revision = (claim["period"], claim["revision"])
    return any((each.period, each.revision) == revision for each in db.funding_files())


def _differ(row: Row, claim: Row) -> bool:
    return any(row[name] != claim[name] for name in COUNTED)


def verify_path(number: str, lang: str) -> str:
    """Address of the page that checks a number."""
    return f"{PATH}?{urlencode({**city_parameter(), 'lang': lang, PARAMETER: number})}"


def certificate_url(number: str, lang: str) -> str:
    """Address of the certificate."""
    return f"/dokumen/sertifikat.pdf?{urlencode({PARAMETER: number, **city_parameter(), 'lang': lang})}"
