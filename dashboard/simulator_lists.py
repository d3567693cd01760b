"""How do lists stand in a link? Pure: `item,item`, the parts of an item divided by colons.

Only what is written so is read; the simulator judges the numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from simulator.course import Course, Habit, YearBudget
from simulator.errors import ScenarioError
from simulator.need import Goal
from simulator.rounding import ONE
from simulator.scenario import Pledge

Item = TypeVar("Item")
PERCENT, WORKERS, RUPIAH = "p", "w", "r"  # what an amount counts


def read_habits(text: str, usual: Course) -> dict[str, Habit]:
    """`source:renewal percent:months:new people a month`. Raises ScenarioError."""

    def habit(parts: Sequence[str]) -> tuple[str, Habit]:
        source, renewal, months, new = parts
        if source not in usual.habits:
            raise ScenarioError(
                "value_unknown", field="funding_source", value=source, known=tuple(usual.habits)
            )
        points = int(Decimal(renewal) * ONE / 100)
        return source, replace(usual.habits[source], renewal=points, months=int(months), new=int(new))

    return dict(_items(text, "habits", 4, habit))


def write_habits(habits: Mapping[str, Habit], usual: Course) -> str:
    """Those that differ from the usual ones."""
    return ",".join(
        f"{source}:{percent_text(habit.renewal)}:{habit.months}:{habit.new}"
        for source, habit in habits.items()
        if habit != usual.habits.get(source)
    )


def read_budgets(text: str) -> tuple[YearBudget, ...]:
    """`source:year:rupiah`. Raises ScenarioError."""
    return tuple(
        _items(
            text, "budgets", 3, lambda part: YearBudget(source=part[0], year=int(part[1]), idr=int(part[2]))
        )
    )


def write_budgets(budgets: Sequence[YearBudget]) -> str:
    return ",".join(f"{each.source}:{each.year}:{each.idr}" for each in budgets)


def read_pledges(text: str) -> tuple[Pledge, ...]:
    """`first month:months:w and workers, or r and rupiah`. Raises ScenarioError."""

    def pledge(parts: Sequence[str]) -> Pledge:
        kind, amount = parts[2][:1], int(parts[2][1:])
        if kind not in (WORKERS, RUPIAH):
            raise ValueError(kind)
        return Pledge(
            start_month=parts[0],
            months=int(parts[1]),
            workers=amount if kind == WORKERS else None,
            idr=amount if kind == RUPIAH else None,
        )

    return tuple(_items(text, "pledges", 3, pledge))


def write_pledges(pledges: Sequence[Pledge]) -> str:
    return ",".join(
        f"{each.start_month}:{each.months}:"
        + (f"{WORKERS}{each.workers}" if each.workers is not None else f"{RUPIAH}{each.idr}")
        for each in pledges
    )


def read_goals(text: str) -> tuple[Goal, ...]:
    """`month:p and percent, or w and workers`: milestones after the first target. Raises ScenarioError."""

    def goal(parts: Sequence[str]) -> Goal:
        kind, amount = parts[1][:1], parts[1][1:]
        if kind == PERCENT:
            return Goal(month=parts[0], share=f"{Decimal(amount).scaleb(-2):f}")
        if kind != WORKERS:
            raise ValueError(kind)
        return Goal(month=parts[0], workers=int(amount))

    return tuple(_items(text, "goals", 2, goal))


def write_goals(goals: Sequence[Goal]) -> str:
    return ",".join(
        f"{each.month}:"
        + (
            f"{PERCENT}{Decimal(each.share).scaleb(2).normalize():f}"
            if each.share
            else f"{WORKERS}{each.workers}"
        )
        for each in goals
    )


def readable(text: str, read: Callable[[str], Sequence[Item]]) -> Sequence[Item]:
    """The items of a list; none where it cannot be read, which the answer tells."""
    try:
        return read(text)
    except ScenarioError:
        return ()


def percent_text(points: int) -> str:
    """Basis points as percent, as short as exact: 150 is 1.5."""
    return f"{Decimal(points).scaleb(-2).normalize():f}"


def _items(text: str, field: str, length: int, read: Callable[[Sequence[str]], Item]) -> list[Item]:
    found = []
    for item in filter(None, text.split(",")):
        parts = item.split(":")
        try:
            if len(parts) != length:
                raise ValueError(item)
            found.append(read(parts))
        except ScenarioError:
            raise
        except (ValueError, InvalidOperation) as error:
            raise ScenarioError("list_unreadable", field=field, value=item) from error
    return found
