"""Who falls off, in one sentence? Pure: rows and names in, true words out."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.answers import payer
from dashboard.choices import Selection
from dashboard.forms import listed, month, number
from dashboard.names import Names
from dashboard.words import word

Row = Mapping[str, Any]
WITHIN, YEAR = 3, 12  # [months]


def expiry_answer(names: Names, row: Row | None, sources: Sequence[Row], selection: Selection) -> str:
    """How many lose cover within 3 and 12 months if nobody renews, and whose cover runs out first.

    `sources` are the rows of expiry_by_funding_source.
    """
    lang = names.lang
    period = month(lang, selection.period)
    if row is None:
        return word(lang, "answer.funding.none", period=period)
    values = {
        "period": period,
        "active": number(lang, row["active"]),
        "payer": payer(names, selection),
        "ending_3": number(lang, row["ending_3"]),
        "ending_12": number(lang, row["ending_12"]),
        "month_3": month(lang, row["month_3"]),
        "month_12": month(lang, row["month_12"]),
        **_first(names, sources),
    }
    if row["ending_12"] == 0:
        return word(lang, "answer.expiry.later", **values)
    return word(
        lang, "answer.expiry.all" if row["ending_3"] == row["active"] else "answer.expiry.main", **values
    )


def _first(names: Names, sources: Sequence[Row]) -> dict[str, str]:
    """Whose cover runs out first, most people first, and in which month."""
    soonest = min(row["first_month"] for row in sources)
    ending = sorted(
        (row for row in sources if row["first_month"] == soonest), key=lambda row: -row["first_ended"]
    )
    told = [
        word(
            names.lang,
            "answer.expiry.first",
            source=names.of("funding_source", row["id"]),
            workers=number(names.lang, row["first_ended"]),
        )
        for row in ending
    ]
    return {"first": listed(names.lang, told), "first_month": month(names.lang, soonest)}


def cliff_title(lang: str, rows: Sequence[Row]) -> str:
    """What the months show. `rows` are those of expiry_by_month."""
    at = {row["months_later"]: row for row in rows}
    return word(
        lang,
        "chart.expiry.title",
        now=number(lang, at[0]["covered_total"]),
        period=month(lang, at[0]["month"]),
        soon=number(lang, at[WITHIN]["covered_total"]),
        month_3=month(lang, at[WITHIN]["month"]),
        late=number(lang, at[YEAR]["covered_total"]),
        month_12=month(lang, at[YEAR]["month"]),
    )
