"""Who pledged, who paid, who paid twice, in sentences? Pure: rows and names in, true words out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.forms import month, number, rupiah, share
from dashboard.names import MERGED, Names
from dashboard.words import word

Row = Mapping[str, Any]
LEDGER = (
    *("pledged_idr", "paid_idr", "unpaid_idr", "beyond_idr"),
    *("paid_worker_months", "begun_worker_months", "ahead_worker_months"),
    *("paid_covers", "running_covers", "ended_covers"),
)
BESIDE = ("active", "paid_twice", "other")
WHOLE = 1000  # [0.1 %] all payers together


def funder_name(lang: str, row: Row) -> str:
    """The funder as printed; who did not agree to be named has no name here."""
    return row["name"] or word(lang, "funder.unnamed")


def pledged(rows: Sequence[Row]) -> list[Row]:
    """Those who pledge before they pay; budgets and own payers do not."""
    return [row for row in rows if row["pledged_idr"] is not None]


def pledge_answer(lang: str, rows: Sequence[Row], period: str) -> str:
    """What was pledged, what of it is paid, and what runs."""
    promised = pledged(rows)
    if not promised:
        return word(lang, "answer.pledge.none", period=month(lang, period))
    sums = {
        key: sum(row[key] for row in promised)
        for key in ("pledged_idr", "pledged_worker_months", "unpaid_idr", "running_covers")
    }
    values = {
        "period": month(lang, period),
        "funders": number(lang, len({row["funder"] for row in promised})),
        "pledged": rupiah(lang, sums["pledged_idr"]),
        "months": number(lang, sums["pledged_worker_months"]),
        "unpaid": rupiah(lang, sums["unpaid_idr"]),
        "running": number(lang, sums["running_covers"]),
        "ended": number(lang, sum(row["ended_worker_months"] for row in promised)),
    }
    return word(lang, "answer.pledge.owed" if sums["unpaid_idr"] else "answer.pledge.paid", **values)


def ledger_answer(lang: str, rows: Sequence[Row], covers: Sequence[Row]) -> str:
    """How pledged, paid, delivered, running and ended of the kinds of payer that pledge add up, as a list.

    `covers` sets the running beside the active, by kind of payer.
    """
    kinds = {row["funding_source"] for row in pledged(rows)}
    ours = [row for row in rows if row["funding_source"] in kinds]
    sums = {key: sum(row[key] or 0 for row in ours) for key in LEDGER}
    # Paid by those who pledged nothing (a named pledge may be paid in a merged row) is beyond a pledge too.
    sums["beyond_idr"] += sum(row["paid_idr"] for row in ours if row["pledged_idr"] is None)
    values = {
        key: rupiah(lang, sums[key]) if key.endswith("_idr") else number(lang, sums[key]) for key in sums
    }
    money = "beyond" if sums["beyond_idr"] else "money"
    lines = [word(lang, f"answer.ledger.{part}", **values) for part in (money, "months", "covers")]
    beside = [row for row in covers if row["funding_source"] in kinds]
    if all(row["paid_twice"] is not None for row in beside):
        parts = {key: number(lang, sum(row[key] for row in beside)) for key in BESIDE}
        lines.append(word(lang, "answer.ledger.active", running=values["running_covers"], **parts))
    return "\n".join([word(lang, "answer.ledger.title"), *(f"- {line}" for line in lines)])


def stage(lang: str, row: Row) -> str:
    """Where a funder's money stands: nothing paid yet, running until a month, or ended."""
    if row["running_until"]:
        return word(lang, "funder.running", month=row["running_until"])
    return word(lang, "funder.ended" if row["paid_worker_months"] else "funder.waiting")


def tenths(lang: str, row: Row, *, in_column: bool = False) -> str:
    """The share to be shown; all payers' add up to 100 %."""
    return share(lang, row["share_tenths"], WHOLE, in_column=in_column)


def payers_answer(names: Names, rows: Sequence[Row], when: str) -> str:
    """Who paid for most months of protection."""
    lang = names.lang
    if not rows:
        return word(lang, "answer.payers.none", when=when)
    first = rows[0]
    values = {
        "when": when,
        "months": number(lang, first["all_worker_months"]),
        "iuran": rupiah(lang, sum(row["iuran_idr"] for row in rows)),
        "first": names.of("funding_source", first["funding_source"]),
        "first_share": tenths(lang, first),
    }
    if len(rows) == 1:
        return word(lang, "answer.payers.one", **values)
    second = names.of("funding_source", rows[1]["funding_source"])
    return word(lang, "answer.payers.main", **values, second=second, second_share=tenths(lang, rows[1]))


def overlap_answer(names: Names, rows: Sequence[Row], payers: Sequence[Row], when: str) -> str:
    """For how many months two paid, with how many rupiah, and where most."""
    lang = names.lang
    told, months = (payers[0]["overlap_months"], payers[0]["months"]) if payers else (0, 0)
    if not told:
        return word(lang, "answer.overlap.unpublished", when=when)
    partly = "" if told == months else " " + word(lang, "answer.overlap.partly", told=told, months=months)
    if not rows:
        return word(lang, "answer.overlap.none", when=when) + partly
    whole = payers[0]["all_worker_months"]
    twice = sum(row["worker_months"] for row in rows)
    sentence = word(
        lang,
        "answer.overlap.main",
        when=when,
        months=number(lang, twice),
        share=share(lang, twice, whole),
        whole=number(lang, whole),
        iuran=rupiah(lang, sum(row["iuran_idr"] for row in rows)),
        pair=_pair(names, rows[0]),
        most=number(lang, rows[0]["worker_months"]),
    )
    return sentence + partly


def payer_cell(names: Names, key: str) -> Callable[[Row], str]:
    """What the payer in a column of overlaps is called: merged ones are several, not one called others."""
    return lambda row: (
        word(names.lang, "payers.several") if row[key] == MERGED else names.of("funding_source", row[key])
    )


def _pair(names: Names, row: Row) -> str:
    counted, other = (payer_cell(names, key)(row) for key in ("funding_source", "also_paid_by"))
    return word(names.lang, "payers.pair", counted=counted, other=other)
