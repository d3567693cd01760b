"""The city's question in sheets: how much company money reaches the target and holds it?"""

from dataclasses import replace

from dashboard.names import Names
from dashboard.workbook.cells import Cell, either, find, largest, pick, top, total
from dashboard.workbook.cost import write_cost
from dashboard.workbook.covers import write_covers
from dashboard.workbook.goals import CityInputs, write_city_inputs, write_pledges
from dashboard.workbook.inputs import Inputs
from dashboard.workbook.need import Need, write_need
from dashboard.workbook.prices import Prices, write_prices
from dashboard.workbook.result import Results, check
from dashboard.workbook.sheets import Book
from simulator.allocation import EQUAL
from simulator.checks import MAX_MONTHS
from simulator.city import CityAnswer
from simulator.month import months_from
from simulator.people import people_of
from simulator.scenario import Scenario
from simulator.standing import Standing
from simulator.tariff import Tariff


def write_city(
    book: Book, inputs: Inputs, tariff: Tariff, standing: Standing, found: CityAnswer, called: Names
) -> Results:
    """All sheets but the first."""
    scenario = found.scenario
    asked = write_city_inputs(inputs, scenario)
    prices = write_prices(book, inputs, tariff, scenario, _span(scenario))
    asked = replace(asked, pledges=write_pledges(inputs, prices, scenario))
    people = people_of(standing, scenario)
    covers = write_covers(book, inputs, prices, tariff, people, scenario, found.flow, called)
    need = write_need(book, asked, covers)
    drivers = None if scenario.rule == EQUAL else found.by_group[:, 0].tolist()
    cost = write_cost(book, covers, need, prices, asked.overhead, drivers)
    peak = find(cost.total, top(cost.total))
    figures = {
        "universe": need.universe[0],
        "protected": need.others[0],
        "gap_now": largest(0, asked.goals[0].in_workers(need.universe[0]) - need.others[0]),
        "target_workers": pick(need.target, need.due),
        "due": pick(cost.months, need.due),
        "people_needed": pick(need.path, need.due),
        "worker_months": total(cost.workers),
        "iuran_idr": total(cost.iuran),
        "overhead_idr": total(cost.overhead),
        "total_idr": total(cost.total),
        "peak_month": pick(cost.months, peak),
        "peak_idr": top(cost.total),
        "capacity_needed": need.needed,
        "saving_if_relief_idr": total(cost.saving),
    }
    return Results(figures=figures, checks=_checks(scenario, asked, prices, need, covers.over_budget))


def _span(scenario: Scenario) -> range:
    """Months that need a price: those shown, and those of pledges that begin before or end after them."""
    starts = [months_from(scenario.base_month, each.start_month) for each in scenario.pledges]
    first = min([0, *(max(start, -MAX_MONTHS) for start in starts)])
    after = MAX_MONTHS if scenario.pledges else 0
    return range(first, scenario.horizon + after + 1)


def _checks(
    scenario: Scenario, asked: CityInputs, prices: Prices, need: Need, over_budget: tuple[Cell, ...]
) -> list[tuple[Cell, str]]:
    """What would make the model refuse the inputs, and the word for it."""
    first, last = asked.goals[0], asked.goals[-1]
    checks = [
        check(asked.start < 0, "start_in_past"),
        check(asked.start > first.month, "start_after_target"),
        check(asked.held < last.month, "held_before_target"),
        check(asked.held > scenario.horizon, "held_too_late"),
        check(_exceeds(need.target, need.universe), "target_over_universe"),
        check(need.binds * (need.due - asked.held) > 0, "target_unreachable"),
    ]
    pairs = zip(asked.goals, asked.goals[1:], strict=False)
    several = {
        "goals_out_of_order": [after.month <= before.month for before, after in pairs],
        "pledge_too_early": [each.start < prices.first for each in asked.pledges],
        "budget_over_universe": over_budget,
    }
    # one condition each: a spreadsheet nests no more than 64 of them
    checks += [check(either(conditions), name) for name, conditions in several.items() if conditions]
    return checks


def _exceeds(some: list[Cell], others: list[Cell]) -> Cell:
    """Whether any number is above its neighbour in the other column."""
    one, other = (f"{cells[0].text}:{cells[-1].place}" for cells in (some, others))
    over = any(a.whole > b.whole for a, b in zip(some, others, strict=True))
    return Cell(f"SUMPRODUCT(({one}>{other})*1)>0", over, 0)
