"""What does a company get that paid for workers? One page that anybody can check against the published files.

It says what was paid. How many were protected it only says as far as published data say it, of all payers of
that kind together: nobody publishes who of them the company paid for.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dashboard import db
from dashboard.certificates import number_of, verify_path
from dashboard.city import city
from dashboard.documents.source import source_line
from dashboard.documents.typeset import qr, typeset
from dashboard.forms import month, number, revision, rupiah, short_month
from dashboard.names import names
from dashboard.simulator_words import months_text
from dashboard.words import word

TEMPLATE = Path(__file__).with_name("certificate.typ")
Row = Mapping[str, Any]


def certificate(row: Row, *, lang: str, origin: str) -> bytes:
    """The PDF (UA-1) of a payment in force, a row of payment_list; the QR code leads to its check."""
    source = db.source_of("funding", row["period"])
    place = city().called(lang)
    address = f"{origin}{verify_path(number_of(row), lang)}"
    told = _told(row, lang)
    data = {
        "lang": lang,
        "title": word(lang, "certificate.title"),
        "publisher": word(lang, "cite.publisher", city=place),
        "banner": word(lang, "banner.synthetic") if source.synthetic else "",
        "answer": word(lang, "certificate.answer", **told, city=place),
        "facts": _facts(row, lang, told),
        "sections": [
            {"title": word(lang, f"certificate.{part}"), "lines": lines}
            for part, lines in (
                ("data", [published_sentence(row, lang)]),
                ("limits", [word(lang, "certificate.limits.told")]),
            )
        ],
        "source": source_line(lang, place=place, period=row["period"], table="funding"),
        "check": word(lang, "certificate.check"),
        "explained": word(lang, "certificate.check.explained"),
        "number_label": word(lang, "certificate.number"),
        "number": number_of(row),
        "address": address,
        "qr": qr(address),
        "qr_alt": word(lang, "certificate.qr"),
    }
    return typeset(TEMPLATE, data)


def _told(row: Row, lang: str) -> dict[str, str]:
    return {
        "funder": row["name"],
        "amount": rupiah(lang, row["amount_idr"]),
        "period": month(lang, row["period"]),
        "workers": number(lang, row["workers"]),
        "months": months_text(lang, row["months"]),
        "worker_months": number(lang, row["worker_months"]),
    }


def _facts(row: Row, lang: str, told: Mapping[str, str]) -> list[tuple[str, str]]:
    covered = f"{short_month(lang, row['period'])} – {short_month(lang, row['last_month'])}"
    values = {
        "funder": told["funder"],
        "source": names(lang).of("funding_source", row["funding_source"]),
        "period": told["period"],
        "workers": told["workers"],
        "months": f"{told['months']} ({covered})",
        "worker_months": told["worker_months"],
        "amount": told["amount"],
        "revision": revision(row["revision_id"]),
    }
    return [(word(lang, f"certificate.fact.{name}"), value) for name, value in values.items()]


def published_sentence(row: Row, lang: str) -> str:
    """How far published data bear the payment out: until when they reach, and how many they count then."""
    if row["active"] is None:
        return word(lang, "certificate.data.merged", until=month(lang, row["told_until"]))
    return word(
        lang,
        "certificate.data.open" if row["told_until"] < row["last_month"] else "certificate.data.whole",
        until=month(lang, row["told_until"]),
        last=month(lang, row["last_month"]),
        active=number(lang, row["active"]),
        source=names(lang).of("funding_source", row["funding_source"]),
    )
