"""When do the next data come, and if they are late: by how many days, and whose list is missing?"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import db
from dashboard.forms import date, listed, month, number
from dashboard.names import names
from dashboard.words import word


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """Lists of a published month that are not in its data."""

    period: str
    senders: tuple[str, ...]  # `opd:<id>`, or a kind of sheet
    due_on: dt.date
    days_late: int  # [days] 0 while they are not due


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """The month to be published next, and the lists that published months still wait for."""

    next_period: str
    due_on: dt.date
    days_late: int  # [days] 0 while it is not due
    awaited: tuple[Awaited, ...]
    is_left_out: bool = False  # next_period was published, but no revision of it is whole

    @property
    def is_late(self) -> bool:
        """Whether anything is past its day."""
        return self.days_late > 0 or any(each.days_late for each in self.awaited)


def freshness(today: dt.date) -> Freshness | None:
    """What is due on `today`; None when the calendar of the city sets no days. Raises ExtractMissing."""
    (row,) = db.run_query("next_release").to_pylist()
    missing: dict[tuple[str, dt.date], list[str]] = {}
    for line in db.run_query("missing_sender_list").to_pylist():
        missing.setdefault((line["period"], line["due_on"]), []).append(line["sender"])
    if row["due_on"] is None or any(due_on is None for _, due_on in missing):
        return None
    left_out = {each.values["period"] for each in db.state().problems if each.code == "period_left_out"}
    return Freshness(
        next_period=row["next_period"],
        is_left_out=row["next_period"] in left_out,
        due_on=row["due_on"],
        days_late=_days_after(row["due_on"], today),
        awaited=tuple(
            Awaited(
                period=period, senders=tuple(senders), due_on=due_on, days_late=_days_after(due_on, today)
            )
            for (period, due_on), senders in missing.items()
        ),
    )


def _days_after(due_on: dt.date, today: dt.date) -> int:
    return max(0, (today - due_on).days)


def sender_name(lang: str, sender: str) -> str:
    """What a sender of lists is called: a body by its name, else the kind of sheet."""
    kind, _, opd = sender.partition(":")
    return names(lang).of("opd", opd) if opd else word(lang, f"sender.{kind}")


def freshness_sentences(lang: str, found: Freshness) -> list[str]:
    """When the next data come or how late they are, then the same of each month that is not complete."""
    return [_next_sentence(lang, found), *(_awaited_sentence(lang, each) for each in found.awaited)]


def _next_sentence(lang: str, found: Freshness) -> str:
    values = {"month": month(lang, found.next_period), "due": date(lang, found.due_on.isoformat())}
    if found.is_left_out:
        return word(lang, "freshness.left_out", **values)
    if found.days_late:
        days = number(lang, found.days_late)
        return word(lang, "freshness.late", **values, count=found.days_late, days=days)
    return word(lang, "freshness.next", **values)


def _awaited_sentence(lang: str, each: Awaited) -> str:
    senders: Sequence[str] = [sender_name(lang, sender) for sender in each.senders]
    return word(
        lang,
        "freshness.awaited.late" if each.days_late else "freshness.awaited.due",
        month=month(lang, each.period),
        senders=listed(lang, list(senders)),
        due=date(lang, each.due_on.isoformat()),
        count=each.days_late,
        days=number(lang, each.days_late),
    )
