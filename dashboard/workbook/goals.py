"""Inputs of the city's question: goals, months, capacity, and what other companies have pledged."""

from dataclasses import dataclass

from dashboard.words import word
from dashboard.workbook.cells import Cell, both, empty, largest, quotient, when
from dashboard.workbook.inputs import Inputs
from dashboard.workbook.prices import Prices
from simulator.checks import MAX_IDR, MAX_MONTHS, MAX_WORKERS, read_share
from simulator.scenario import MAX_OVERHEAD, Scenario


@dataclass(frozen=True, kw_only=True)
class GoalCells:
    """One goal: from `month` on [months after the base month] a share or a number of workers."""

    month: Cell
    numerator: Cell
    scale: int
    workers: Cell

    def in_workers(self, universe: Cell) -> Cell:
        """[workers] rounded up."""
        by_share = quotient(self.numerator * universe + (self.scale - 1), self.scale)
        return when(empty(self.workers), by_share, self.workers)


@dataclass(frozen=True, kw_only=True)
class PledgeCells:
    """One pledge: who is covered from `start` on for `months`."""

    start: Cell
    months: Cell
    workers: Cell

    def covered(self, later: Cell) -> Cell:
        """[workers] in one month."""
        return when(both(later >= self.start, later < self.start + self.months), self.workers, 0)


@dataclass(frozen=True, kw_only=True)
class CityInputs:
    """What a reader may change of the city's question, months in months after the base month."""

    goals: tuple[GoalCells, ...]
    held: Cell
    start: Cell
    months: Cell
    capacity: Cell
    overhead: Cell  # [basis points]
    pledges: tuple[PledgeCells, ...]


def write_goals(inputs: Inputs, scenario: Scenario) -> tuple[GoalCells, ...]:
    """The goals; each is a share or a number, whichever cell is filled in."""
    lang, goals = inputs.lang, []
    for number, goal in enumerate(scenario.goals, start=1):
        key = "" if number == 1 else f"_{number}"
        labels = {
            each: word(lang, f"workbook.input.target_{each}", number=number)
            for each in ("month", "share", "workers")
        }
        month = inputs.month(f"target_month{key}", goal.month, labels["month"])
        share = None if goal.share is None else read_share(goal.share)
        why = word(lang, "workbook.why.target")
        numerator, scale = inputs.share(f"target_share{key}", share, labels["share"], why=why)
        workers = inputs.number(
            f"target_workers{key}",
            goal.workers,
            labels["workers"],
            "workers",
            least=1,
            most=MAX_WORKERS,
            why=why,
        )
        goals.append(GoalCells(month=month, numerator=numerator, scale=scale, workers=workers))
    return tuple(goals)


def write_overhead(inputs: Inputs, scenario: Scenario) -> Cell:
    """[basis points] on top of the iuran."""
    return inputs.basis_points(
        "overhead",
        scenario.overhead,
        word(inputs.lang, "workbook.input.overhead"),
        least=0,
        most=MAX_OVERHEAD,
        why=word(inputs.lang, "workbook.why.overhead"),
    )


def write_city_inputs(inputs: Inputs, scenario: Scenario) -> CityInputs:
    """All of them but the pledges, which need prices."""
    lang = inputs.lang
    label = {each: word(lang, f"workbook.input.{each}") for each in ("held", "start", "months", "capacity")}
    return CityInputs(
        goals=write_goals(inputs, scenario),
        held=inputs.month("held", scenario.held_until, label["held"], why=word(lang, "workbook.why.held")),
        start=inputs.month("start", scenario.start_month, label["start"]),
        months=inputs.number(
            "months",
            scenario.months,
            label["months"],
            "months",
            least=0,
            most=MAX_MONTHS,
            why=word(lang, "workbook.why.months"),
        ),
        capacity=inputs.number(
            "capacity",
            scenario.capacity,
            label["capacity"],
            "workers_a_month",
            least=1,
            most=MAX_WORKERS,
            why=word(lang, "workbook.why.capacity"),
        ),
        overhead=write_overhead(inputs, scenario),
        pledges=(),
    )


def write_pledges(inputs: Inputs, prices: Prices, scenario: Scenario) -> tuple[PledgeCells, ...]:
    """What each company has promised: workers, or rupiah for as many covers as they buy."""
    lang, pledges = inputs.lang, []
    for number, pledge in enumerate(scenario.pledges, start=1):
        key = f"pledge_{number}"
        label = {
            each: word(lang, f"workbook.input.pledge_{each}", number=number)
            for each in ("start", "months", "workers", "idr")
        }
        start = inputs.month(f"{key}_start", pledge.start_month, label["start"])
        months = inputs.number(
            f"{key}_months", pledge.months, label["months"], "months", least=1, most=MAX_MONTHS
        )
        why = word(lang, "workbook.why.pledge")
        given = inputs.number(
            f"{key}_workers", pledge.workers, label["workers"], "workers", least=1, most=MAX_WORKERS, why=why
        )
        idr = inputs.number(f"{key}_idr", pledge.idr, label["idr"], "rupiah", least=1, most=MAX_IDR, why=why)
        # the prices reach as far as covers can matter; outside, nobody is covered in any month shown
        bought = quotient(idr, largest(1, *prices.covers(prices.holds, start, months)))
        workers = inputs.reckon(f"{key}_workers", when(empty(given), bought, given))
        pledges.append(PledgeCells(start=start, months=months, workers=workers))
    return tuple(pledges)
