"""Whose list came on time, late or not at all? Pure: rows of `punctuality_by_opd` in, words out."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.forms import listed, month, number
from dashboard.names import Names
from dashboard.words import word

Row = Mapping[str, Any]
SIGNS = {"on_time": "✓", "late": "▲", "missing": "✕", "with_release": "◌", "not_awaited": "–"}


def sign(lang: str, row: Row) -> str:
    """What stands in a cell of the strip: the sign, and the days where there are any."""
    status = row["status"]
    days = "" if row["days_late"] is None else number(lang, row["days_late"])
    return f"{SIGNS[status]}{days}"


def told(lang: str, row: Row) -> str:
    """The same in words."""
    days = row["days_late"] or 0
    return word(lang, f"punctuality.{row['status']}", count=days, days=number(lang, days))


def sign_and_word(lang: str, row: Row) -> str:
    """Sign and words together, as tables show them."""
    return f"{SIGNS[row['status']]} {told(lang, row)}"


def counted(rows: Sequence[Row], status: str, opd: str | None = None) -> int:
    """Lists with a status, of one body or of all."""
    return sum(row["status"] == status and opd in (None, row["opd"]) for row in rows)


def punctuality_answer(called: Names, rows: Sequence[Row]) -> str:
    """How many lists of the months came on time, late, or are missing, and who was late or missing."""
    lang = called.lang
    periods = sorted({row["period"] for row in rows})
    awaited = [row for row in rows if row["status"] != "not_awaited"]
    values = {
        "first": month(lang, periods[0]),
        "last": month(lang, periods[-1]),
        "lists": number(lang, len(awaited)),
        **{status: number(lang, counted(awaited, status)) for status in ("on_time", "late", "missing")},
    }
    behind = _behind(called, awaited)
    if not behind:
        if counted(awaited, "with_release"):
            return word(lang, "punctuality.answer.with_release", **values)
        return word(lang, "punctuality.answer.all", **values)
    return word(lang, "punctuality.answer", **values, bodies=listed(lang, behind))


def _behind(called: Names, rows: Sequence[Row]) -> list[str]:
    """The bodies with the most lists late or missing, at most three, the worst first."""
    worst = {row["opd"]: 0 for row in rows}
    for row in rows:
        worst[row["opd"]] += row["status"] in ("late", "missing")
    found = sorted((opd for opd, count in worst.items() if count), key=lambda opd: -worst[opd])[:3]
    return [f"{called.of('opd', opd)} ({number(called.lang, worst[opd])})" for opd in found]
