"""The sheet of covers: who is covered anyway, month by month and payer by payer.

Two groups of people are enough, drivers and all others: totals do not depend on how people are divided
(simulator/rounding.py). Only in a shrinking universe they can, where a stratum has more covers than people;
then the sheet holds the numbers of the model instead of formulas, and says so.
"""

from dataclasses import dataclass

import numpy as np

from dashboard.names import Names
from dashboard.words import word
from dashboard.workbook.budgets import Budgets, write_budgets
from dashboard.workbook.cells import Cell, cell, largest, quotient
from dashboard.workbook.inputs import Inputs
from dashboard.workbook.pairs import GROUPS, NOBODY, Pair, added, pair, put
from dashboard.workbook.payers import FIRST_ROW, SHARED, Payer, join, keep, renew, running_out, write_payers
from dashboard.workbook.prices import Prices
from dashboard.workbook.sheets import Book, Page
from simulator.checks import MAX_WORKERS
from simulator.course import MAX_GROWTH, MIN_GROWTH
from simulator.flow import MONTHS_A_YEAR, Flow, project
from simulator.rounding import ONE
from simulator.scenario import Scenario
from simulator.standing import ELSEWHERE, Standing
from simulator.tariff import Tariff

UNIVERSE, OTHERS, ROOM = 2, 4, 6  # columns of the first group
YEAR = ONE * MONTHS_A_YEAR


@dataclass(frozen=True, kw_only=True)
class Covers:
    """[workers] by month from the base month on; pairs are transport, other."""

    later: tuple[Cell, ...]
    months: tuple[Cell, ...]
    universe: tuple[Pair, ...]
    others: tuple[Pair, ...]
    over_budget: tuple[Cell, ...] = ()  # whether a public budget buys more covers than there are people


def write_covers(
    book: Book,
    inputs: Inputs,
    prices: Prices,
    tariff: Tariff,
    people: Standing,
    scenario: Scenario,
    flow: Flow,
    called: Names,
) -> Covers:
    """The whole sheet, with its inputs. `flow`: what the model says, for the case that formulas do not do."""
    lang, horizon = book.lang, scenario.horizon
    page = book.page(word(lang, "workbook.sheet.covers"), (10, 12, *[13] * 6), FIRST_ROW)
    page.head(1, SHARED)
    labels = prices.from_base(prices.months)[: horizon + 1]
    later = tuple(page.data(FIRST_ROW + t, 0, t) for t in range(horizon + 1))
    months = tuple(page.formula(FIRST_ROW + t, 1, label) for t, label in enumerate(labels))
    if not is_divisible(tariff, people, scenario, flow):
        page.text(0, 0, word(lang, "workbook.covers.values"), "warning")
        return Covers(
            later=later,
            months=months,
            universe=_values(page, people, UNIVERSE, flow.universe),
            others=_values(page, people, OTHERS, flow.others),
        )
    two = people.by_transport()
    universe = _universe(page, inputs, two, scenario, later)
    apart = _elsewhere(inputs, two, scenario)
    payers = write_payers(page, inputs, two, scenario, called)
    budgets = write_budgets(book, inputs, tariff, scenario, flow.months, two.sources, called)
    others = [put(page, FIRST_ROW, OTHERS, added([*(each.now[0] for each in payers), apart]))]
    for t in range(1, horizon + 1):
        _step(page, payers, budgets, t, later[t], universe[t], apart)
        others.append(put(page, FIRST_ROW + t, OTHERS, added([*(each.now[t] for each in payers), apart])))
    # people with cover are not counted out of a shrinking universe
    counted = (
        pair(largest(people_then[g], covered[g]) for g in GROUPS)
        for people_then, covered in zip(universe, others, strict=True)
    )
    return Covers(
        later=later,
        months=months,
        universe=tuple(counted),
        others=tuple(others),
        over_budget=tuple(budgets.over),
    )


def is_divisible(tariff: Tariff, people: Standing, scenario: Scenario, flow: Flow) -> bool:
    """Whether two groups come to what all strata come to."""
    two = project(tariff, people.by_transport(), scenario.course, scenario.horizon)
    return all(
        np.array_equal(whole[:, group], strata[:, drives].sum(axis=1))
        for whole, strata in ((two.universe, flow.universe), (two.others, flow.others))
        for group, drives in enumerate((people.transport, ~people.transport))
    )


def _step(
    page: Page, payers: list[Payer], budgets: Budgets, t: int, later: Cell, universe: Pair, apart: Pair
) -> None:
    """One month: covers run out and are renewed, budgets are given out, people join."""
    renewed, kept = {}, {}
    for each in payers:
        reset, ending = budgets.reset(each.source, t), budgets.ending(each.source, t)
        over = running_out(page, each, t, later, reset, ending)
        renewed[each.source], kept[each.source] = renew(page, each, t, over)
    for budget in budgets.starting(t):
        everybody = added([*kept.values(), apart])
        kept[budget.source] = budgets.spend(budget, kept[budget.source], universe, everybody)
        renewed[budget.source] = NOBODY  # the budget pays them until December
    for each in payers:
        kept[each.source] = keep(page, each, t, kept[each.source])
    everybody = added([*kept.values(), apart])
    room = put(page, FIRST_ROW + t, ROOM, pair(largest(0, universe[g] - everybody[g]) for g in GROUPS))
    for each in payers:
        room = join(page, each, t, kept[each.source], renewed[each.source], room)


def _values(page: Page, people: Standing, column: int, whole: np.ndarray) -> tuple[Pair, ...]:
    groups = (people.transport, ~people.transport)
    return tuple(
        pair(page.data(FIRST_ROW + t, column + g, int(row[groups[g]].sum())) for g in GROUPS)
        for t, row in enumerate(whole)
    )


def _elsewhere(inputs: Inputs, two: Standing, scenario: Scenario) -> Pair:
    """[workers] whom the target counts as covered and the extract does not list; they do not drive."""
    if scenario.protected is None:
        return NOBODY
    label, why = word(inputs.lang, "workbook.input.protected"), word(inputs.lang, "workbook.why.universe")
    everybody = inputs.number(
        "protected", scenario.protected, label, "workers", least=0, most=MAX_WORKERS, why=why
    )
    return cell(0), everybody - (scenario.protected - int(two.protected[two.sources.index(ELSEWHERE)].sum()))


def _universe(
    page: Page, inputs: Inputs, two: Standing, scenario: Scenario, later: tuple[Cell, ...]
) -> tuple[Pair, ...]:
    """People of the target, growing in equal monthly steps."""
    lang = inputs.lang
    first = pair(page.data(FIRST_ROW, UNIVERSE + g, int(two.universe[g])) for g in GROUPS)
    if scenario.universe is not None:
        label, why = word(lang, "workbook.input.universe"), word(lang, "workbook.why.universe")
        everybody = inputs.number(
            "universe", scenario.universe, label, "workers", least=1, most=MAX_WORKERS, why=why
        )
        first = (first[0], page.formula(FIRST_ROW, UNIVERSE + 1, everybody - first[0]))
    growth = inputs.basis_points(
        "growth",
        scenario.course.growth,
        word(lang, "workbook.input.growth"),
        least=MIN_GROWTH,
        most=MAX_GROWTH,
        why=word(lang, "workbook.why.growth"),
    )
    both = [first]
    for t in range(1, len(later)):
        factor = YEAR + growth * later[t]
        drivers, all_people = (
            quotient(people * factor + YEAR // 2, YEAR) for people in (first[0], first[0] + first[1])
        )
        transport = page.formula(FIRST_ROW + t, UNIVERSE, drivers)
        both.append((transport, page.formula(FIRST_ROW + t, UNIVERSE + 1, all_people - transport)))
    return tuple(both)
