"""What was paid, in words? Pure: rows and names in, true words out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.choices import Selection
from dashboard.forms import month, number, rupiah
from dashboard.names import Names
from dashboard.simulator_words import months_text
from dashboard.words import has_word, word

Row = Mapping[str, Any]
NOT_PUBLISHED = "–"


def published(lang: str, value: int | None, form: Callable[[str, int], str]) -> str:
    """A number in its form; a dash for what no published row holds, which need not be nothing."""
    return form(lang, value) if value else NOT_PUBLISHED


def programme_name(lang: str, code: str) -> str:
    """The programme with what its letters stand for."""
    return word(lang, f"benefits.programme.{code}")


def benefit_name(lang: str, code: str) -> str:
    """The kind of benefit; a kind without words is shown as it stands."""
    key = f"benefit.paid.{code}"
    return word(lang, key) if has_word(lang, key) else code


def benefits_answer(names: Names, row: Row, selection: Selection) -> str:
    """Cases and rupiah of the month and of the year up to it; or that nothing is published."""
    lang = names.lang
    place = ""
    if selection.kecamatan:
        place = " " + word(lang, "answer.benefits.place", name=names.of("kecamatan", selection.kecamatan))
    values = {
        "period": month(lang, row["period"]),
        "first_month": month(lang, row["first_month"]),
        "months": months_text(lang, row["months_published"]),
        "place": place,
        "cases": number(lang, row["cases"]),
        "amount": rupiah(lang, row["amount_idr"]),
        "cases_year": number(lang, row["cases_year"]),
        "amount_year": rupiah(lang, row["amount_idr_year"]),
    }
    if not row["months_with_cases"]:
        return word(lang, "answer.benefits.none", **values)
    return word(lang, "answer.benefits.main" if row["cases"] else "answer.benefits.silent", **values)


def paid_title(lang: str, rows: Sequence[Row]) -> str:
    """What the months show: the highest of them. `rows` are those of benefits_by_month."""
    most = max(rows, key=lambda row: row["amount_idr_total"] or 0)
    return word(
        lang,
        "chart.benefits.title",
        first=month(lang, rows[0]["period"]),
        last=month(lang, rows[-1]["period"]),
        most=rupiah(lang, most["amount_idr_total"]),
        peak=month(lang, most["period"]),
    )
