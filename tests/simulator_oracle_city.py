"""The oracle's answer to the city question: figures and monthly rows as `simulator.answer` names them."""

from bisect import bisect_left
from fractions import Fraction
from math import ceil

from simulator.errors import ScenarioError
from simulator.month import add_months, months_from
from simulator.need import Goal
from simulator.scenario import Pledge, Scenario
from simulator.standing import Standing
from simulator.tariff import Tariff
from tests.simulator_oracle import People, shared
from tests.simulator_oracle_rules import (
    by_group,
    given_to,
    later_months,
    order_of,
    plus_overhead,
    price,
    row,
    saving,
)


def city(tariff: Tariff, standing: Standing, scenario: Scenario) -> tuple[dict, list[dict], dict]:
    """(figures, monthly rows, what else can be compared)."""
    first, last = later_months(scenario)
    people = People(tariff, standing, scenario, last)
    order = order_of(people, scenario.rule, scenario.near)
    targets, pledged, room, need = [], [], [], []
    for later, month in enumerate(people.months):
        reached = [goal for goal in scenario.goals if goal.month <= month]
        target = reached[-1].in_workers(sum(people.whole(later))) if reached else 0
        free = people.room(later)
        promised = min(
            sum(free), sum(_pledge(tariff, scenario, pledge, month) for pledge in scenario.pledges)
        )
        left = [a - b for a, b in zip(free, shared(promised, free), strict=True)]
        targets.append(target)
        pledged.append(promised)
        room.append(left)
        need.append(max(0, target - sum(people.others(later)) - promised))
    limits = [sum(left) for left in room]
    sizes = range(max(need) + 1)
    needed = bisect_left(sizes, True, key=lambda size: _path(need, limits, first, size) is not None)
    due, path = months_from(scenario.base_month, scenario.goals[0].month), need
    if scenario.capacity is not None:
        due, path = _soonest(need, limits, first, scenario.capacity, due)
    running = _blocks(path, first, scenario.months)
    rows, given = [], []
    for later, month in enumerate(people.months):
        given.append(given_to(min(running[later], limits[later]), room[later], order))
        rows.append(row(tariff, scenario, month, by_group(people, given[-1])))
    paid = [each["iuran_idr"] + plus_overhead(each["iuran_idr"], scenario.overhead) for each in rows]
    iuran = sum(each["iuran_idr"] for each in rows)
    figures = {
        "universe": sum(people.whole(0)),
        "protected": sum(people.others(0)),
        "gap_now": _gap_now(people, scenario.goals[0]),
        "target_workers": targets[due],
        "due": people.months[due],
        "people_needed": path[due],
        "worker_months": sum(map(sum, given)),
        "iuran_idr": iuran,
        "overhead_idr": sum(paid) - iuran,
        "total_idr": sum(paid),
        "peak_month": people.months[paid.index(max(paid))],
        "peak_idr": max(paid),
        "capacity_needed": needed,
        "saving_if_relief_idr": saving(tariff, scenario, rows),
    }
    protected = [sum(people.others(t)) + pledged[t] + sum(given[t]) for t in range(last + 1)]
    return figures, rows, {"covered": given, "protected": protected, "target": targets}


def _gap_now(people: People, goal: Goal) -> int:
    wanted = goal.workers or ceil(Fraction(goal.share or "1") * sum(people.whole(0)))
    return max(0, wanted - sum(people.others(0)))


def _soonest(
    need: list[int], limits: list[int], first: int, capacity: int, wanted: int
) -> tuple[int, list[int]]:
    """The first month from `wanted` on from which the need can be met, and the people in cover by month."""
    for due in range(wanted, len(need)):
        later_need = [0 if later < due else workers for later, workers in enumerate(need)]
        path = _path(later_need, limits, first, capacity)
        if path is not None:
            return due, path
    raise ScenarioError("target_unreachable")


def _path(need: list[int], limits: list[int], first: int, capacity: int) -> list[int] | None:
    """The least people in cover if no month enrols more than `capacity`; None if that is not possible."""
    path = list(need)
    for later in range(len(path) - 1, 0, -1):
        if later > first:
            path[later - 1] = max(path[later - 1], path[later] - capacity)
    if path[first] > capacity or any(a > b for a, b in zip(path, limits, strict=True)):
        return None
    return path


def _blocks(path: list[int], first: int, months: int) -> list[int]:
    """[workers] in cover by month when everybody who is missing gets a block of months (0: one month)."""
    running = [0] * len(path)
    for later in range(first, len(path)):
        missing = max(0, path[later] - running[later])
        for paid in range(later, min(later + (months or 1), len(path))):
            running[paid] += missing
    return running


def _pledge(tariff: Tariff, scenario: Scenario, pledge: Pledge, month: str) -> int:
    if not pledge.start_month <= month < add_months(pledge.start_month, pledge.months):
        return 0
    if pledge.workers is not None:
        return pledge.workers
    span = [add_months(pledge.start_month, later) for later in range(pledge.months)]
    relief = scenario.terms.relief_for_csr
    dearer = max(sum(price(tariff, scenario, each, x, relief) for each in span) for x in (True, False))
    return (pledge.idr or 0) // dearer
