"""The company's question once for every draw: the steps of `simulator.company`, D draws, two price groups."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from simulator.checks import MAX_MONTHS
from simulator.drawn_city import split
from simulator.drawn_flow import DrawnFlow, follow, part
from simulator.month import add_months, months_from
from simulator.prices import price_path
from simulator.ranges import DRIVERS, OVERHEAD, RELIEF, RENEWAL, Drawn
from simulator.rounding import ONE
from simulator.scenario import BUDGET, EVERYONE, EXPIRING, WORKERS, Scenario
from simulator.standing import ELSEWHERE, Standing, Whole
from simulator.tariff import Tariff


@dataclass(frozen=True, kw_only=True, eq=False)
class DrawnCompany:
    """D draws."""

    total_idr: Whole
    workers: Whole
    additional_worker_months: Whole  # of cover that would not be there without this money


def answer_draws(tariff: Tariff, standing: Standing, scenario: Scenario, drawn: Drawn) -> DrawnCompany:
    """`standing`: two strata, transport first; everybody has the same chance within a price group."""
    start = months_from(scenario.base_month, scenario.start_month)
    flow = follow(tariff, standing, scenario.course, start, drawn)
    rows = _rows(standing, scenario, flow, start, drawn)
    most = sum(room.sum(axis=1) for _, room, _ in rows)
    prices = _prices(tariff, scenario, max(later for later, _, _ in rows) + MAX_MONTHS, drawn)

    def given(workers: Whole) -> list[Whole]:
        left, found = np.minimum(workers, most), []
        for _, room, _ in rows:
            found.append(np.minimum(left, room.sum(axis=1)))
            left = left - found[-1]
        return found

    def cost(workers: Whole, length: int) -> Whole:
        iuran = np.zeros_like(most)
        for (later, room, _), many in zip(rows, given(workers), strict=True):
            drivers = split(many, room, drawn[DRIVERS])
            price = prices[later + length] - prices[later]  # D x 2
            iuran += drivers * price[:, 0] + (many - drivers) * price[:, 1]
        return iuran + (iuran * drawn[OVERHEAD] + ONE // 2) // ONE

    workers, length = np.minimum(scenario.workers, most), np.full_like(most, scenario.months)
    if scenario.question == BUDGET:
        workers = _largest(most, lambda many: cost(many, scenario.months) <= scenario.budget_idr)
    elif scenario.question != WORKERS:
        costs = np.stack([cost(workers, months) for months in range(1, MAX_MONTHS + 1)])
        length = (costs <= scenario.budget_idr).sum(axis=0)
        workers = np.where(length > 0, workers, 0)
        total = np.where(length > 0, np.take_along_axis(costs, np.maximum(length - 1, 0)[None], axis=0)[0], 0)
    if scenario.question in (BUDGET, WORKERS):
        total = cost(workers, scenario.months)
    additional = sum(
        many * more.sum(axis=1) // np.maximum(room.sum(axis=1), 1)
        for (_, room, more), many in zip(rows, given(workers), strict=True)
    )
    return DrawnCompany(total_idr=total, workers=workers, additional_worker_months=additional * length)


def _rows(
    standing: Standing, scenario: Scenario, flow: DrawnFlow, start: int, drawn: Drawn
) -> list[tuple[int, Whole, Whole]]:
    """(months after the base month, room, of them who would have no cover): D x 2, as `pool.pool_of`."""
    without = flow.universe[start] - flow.others[start]
    if scenario.people != EXPIRING:
        return [(start, flow.universe[start] if scenario.people == EVERYONE else without, without)]
    rows = []
    for month in range(min(scenario.within, len(standing.paid_through))):
        room, lapse = np.zeros_like(without), np.zeros_like(without)
        for place, source in enumerate(standing.sources):
            if source != ELSEWHERE:
                ends = np.repeat(standing.paid_through[month, place][None], len(without), axis=0)
                renewal = drawn.get(f"{RENEWAL}:{source}", scenario.course.habit(source).renewal)
                room += ends
                lapse += ends - part(ends, renewal)
        rows.append((max(month + 1, start), room, lapse))
    return rows


def _prices(tariff: Tariff, scenario: Scenario, last: int, drawn: Drawn) -> Whole:
    """[rupiah] of all months before each: last + 1 x D x 2."""
    months = tuple(add_months(scenario.base_month, later) for later in range(last))
    full, less = (
        np.concatenate([np.zeros((1, 2), dtype=np.int64), path.cumsum(axis=0)])[:, None]
        for switch in (False, True)
        for path in [price_path(tariff, replace(scenario.terms, relief_for_csr=switch), months)]
    )
    relief = drawn.get(RELIEF, np.full(1, int(scenario.terms.relief_for_csr)))
    found: Whole = full + relief[None, :, None] * (less - full)
    return found


def _largest(most: Whole, is_paid: Callable[[Whole], np.ndarray]) -> Whole:
    """The largest number in each draw that is paid."""
    low, high = np.zeros_like(most), most.copy()
    while (low < high).any():
        middle = (low + high + 1) // 2
        paid = is_paid(middle)
        low, high = np.where(paid, middle, low), np.where(paid, high, np.maximum(middle - 1, low))
    return low
