"""How far is a target, how many a month does it take, and when does today's pace get there? Pure words."""

from collections.abc import Mapping
from typing import Any

from dashboard.forms import month, number, signed
from dashboard.names import Names
from dashboard.words import word

Row = Mapping[str, Any]


def pace_answer(names: Names, row: Row, period: str) -> str:
    """The chosen target: what lacks, what is needed a month, and what today's pace comes to."""
    lang = names.lang
    values = {
        "target": names.of("target", row["id"]),
        "period": month(lang, period),
        "gap": number(lang, row["gap_workers"]),
        "since": month(lang, row["since"]),
        "change": signed(lang, row["change_workers"]),
        "months": number(lang, row["pace_months"]),
    }
    if row["gap_workers"] == 0:
        return word(lang, "answer.pace.met", **values)
    sentence = word(lang, "answer.pace.gap", **values)
    return f"{sentence} {needed(lang, row)} {to_go(lang, row)}"


def needed(lang: str, row: Row) -> str:
    """How many more a month are needed until the target is due."""
    if row["due"] is None:
        return word(lang, "answer.pace.no_due")
    due = month(lang, row["due"])
    if row["needed_a_month"] is None:
        return word(lang, "answer.pace.overdue", due=due)
    return word(
        lang,
        "answer.pace.needed",
        due=due,
        left=number(lang, row["months_left"]),
        needed=number(lang, row["needed_a_month"]),
    )


def to_go(lang: str, row: Row) -> str:
    """After how many months today's pace closes the gap."""
    if row["months_to_go"] is None:
        return word(lang, "answer.pace.never")
    return word(lang, "answer.pace.to_go", months=number(lang, row["months_to_go"]))
