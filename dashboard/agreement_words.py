"""How far is the agreement (PKS) of each body, and what did coverage do? Pure: rows in, words out."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.forms import date, listed, month, number
from dashboard.names import Names
from dashboard.words import word

Row = Mapping[str, Any]
# In the order of the road that an agreement goes, the end first. Never by colour: each has its own sign.
STAGES = {"running": "●", "signed": "◉", "draft": "◔", "none": "○", "unknown": "?"}
SIGNED = ("running", "signed")


def tracker_answer(lang: str, rows: Sequence[Row]) -> str:
    """How many bodies are at which stage."""
    counted = {stage: sum(row["stage"] == stage for row in rows) for stage in STAGES}
    if counted["unknown"] == len(rows):
        return word(lang, "agreement.answer.unknown", bodies=number(lang, len(rows)))
    parts = [
        word(lang, f"agreement.count.{stage}", number=number(lang, count))
        for stage, count in counted.items()
        if count
    ]
    return word(lang, "agreement.answer", bodies=number(lang, len(rows)), stages=listed(lang, parts))


def stage_word(lang: str, row: Row) -> str:
    """The stage with its sign."""
    stage = row["stage"]
    return f"{STAGES[stage]} {word(lang, f'agreement.stage.{stage}')}"


def stage_date(lang: str, row: Row) -> str:
    """When the stage was reached, as precise as it is known; what is no date stands as it is."""
    if row["date"] is None:
        return word(lang, "agreement.no_date")
    if row["first_day"] is None or row["last_day"] is None:
        return str(row["date"])
    return " – ".join(date(lang, part) for part in row["date"].split("/"))


def age(lang: str, row: Row) -> str:
    """Days since the stage was reached; least and most where the date is not a day.

    A stage that was reached after the month says so.
    """
    if row["is_after"]:
        return word(lang, "agreement.later")
    least, most = row["age_days_least"], row["age_days_most"]
    if least is None or most is None:
        return "–"
    if least == most:
        return number(lang, most)
    return f"{number(lang, least)}–{number(lang, most)}"


def effect_title(lang: str, rows: Sequence[Row]) -> str:
    """In how many bodies coverage rose, fell or stayed from before the signature to after it."""
    moves = [row["change_points"] for row in rows if row["change_points"] is not None]
    if not moves:
        return word(lang, "agreement.effect.none")
    return word(
        lang,
        "agreement.effect",
        up=number(lang, sum(move > 0 for move in moves)),
        down=number(lang, sum(move < 0 for move in moves)),
        same=number(lang, sum(move == 0 for move in moves)),
        count=len(moves),
        bodies=number(lang, len(moves)),
    )


def left_out(called: Names, tracked: Sequence[Row], drawn: Sequence[Row]) -> str | None:
    """Who signed and is not drawn: nobody told the month, or no month around it is published."""
    shown = {row["opd"] for row in drawn}
    bodies = [row["opd"] for row in tracked if row["stage"] in SIGNED and row["opd"] not in shown]
    if not bodies:
        return None
    return word(
        called.lang,
        "agreement.left_out",
        bodies=listed(called.lang, [called.of("opd", body) for body in bodies]),
    )


def months_since(lang: str, months: int) -> str:
    """ "3 bulan sebelum", "bulan tanda tangan", "12 bulan sesudah"."""
    if months == 0:
        return word(lang, "agreement.month.of")
    key = "agreement.month.before" if months < 0 else "agreement.month.after"
    return word(lang, key, count=abs(months), months=number(lang, abs(months)))


def measured_in(lang: str, period: str | None, shown: str) -> str:
    """A share with the month it was measured in; a dash when there is none."""
    return "–" if period is None else f"{shown} ({month(lang, period)})"
