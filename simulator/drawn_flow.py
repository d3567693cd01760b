"""The flow of covers once for every draw: D draws x two price groups, in whole people (int64).

The same steps and roundings as `simulator.flow`, so the draw of the defaults gives its very numbers.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from simulator.course import Course
from simulator.flow import MONTHS_A_YEAR, budget_workers, starting_budgets
from simulator.month import add_months
from simulator.ranges import GROWTH, NEW, RENEWAL, Drawn
from simulator.rounding import ONE
from simulator.standing import Standing, Whole
from simulator.tariff import Tariff


@dataclass(frozen=True, kw_only=True, eq=False)
class DrawnFlow:
    """T + 1 months. All [workers], T + 1 x D x 2: transport, other."""

    months: tuple[str, ...]
    universe: Whole
    others: Whole  # protected by anybody


def share(total: Whole, weights: Whole) -> Whole:
    """`rounding.share_out` for D totals over D x 2 weights."""
    whole = weights[:, 0] + weights[:, 1]
    first = weights[:, 0] * total // np.maximum(whole, 1)
    return np.stack([first, np.where(whole > 0, total, 0) - first], axis=1)


def follow(tariff: Tariff, standing: Standing, course: Course, horizon: int, drawn: Drawn) -> DrawnFlow:
    """Follow every cover in every draw. `standing`: two strata.

    A yearly budget that would cover more people than there are covers all of them.
    """
    months = tuple(add_months(standing.base_month, later) for later in range(horizon + 1))
    universe = _grown(standing, drawn[GROWTH], horizon)
    size = len(drawn[GROWTH])
    now = [np.repeat(each[None], size, axis=0) for each in standing.protected]
    ends: list[dict[int, Whole]] = [defaultdict(lambda: np.zeros((size, 2), np.int64)) for _ in now]
    for place, source_ends in enumerate(ends):
        for later in np.flatnonzero(standing.paid_through[:, place].any(axis=1)).tolist():
            source_ends[later] += standing.paid_through[later, place]
    has = np.repeat(standing.protected.sum(axis=0)[None], size, axis=0)
    others = np.empty((horizon + 1, size, 2), dtype=np.int64)
    for t in range(horizon + 1):
        for place, source in enumerate(standing.sources if t else ()):
            over = ends[place].pop(t - 1, None)
            if over is not None:
                renewed = part(over, drawn.get(f"{RENEWAL}:{source}", course.habit(source).renewal))
                ends[place][t - 1 + course.habit(source).months] += renewed
                now[place] = now[place] - over + renewed
                has = has - over + renewed
        for place, idr in starting_budgets(course, standing, months[t], is_first=t == 1) if t else ():
            left = MONTHS_A_YEAR + 1 - int(months[t][5:])
            workers = budget_workers(tariff, standing.sources[place], months[t], idr)
            kept = _spent(workers, now[place], np.maximum(universe[t] - has, 0))
            has, now[place] = has - now[place] + kept, kept
            ends[place] = defaultdict(lambda: np.zeros((size, 2), np.int64), {t - 1 + left: kept.copy()})
        room = np.maximum(universe[t] - has, 0)
        for place, source in enumerate(standing.sources if t else ()):
            habit = course.habit(source)
            new = drawn.get(f"{NEW}:{source}", habit.new)
            if np.any(new):
                came = share(np.minimum(new, room[:, 0] + room[:, 1]), room)
                ends[place][t - 1 + habit.months] += came
                now[place] = now[place] + came
                has, room = has + came, room - came
        others[t] = has
    return DrawnFlow(months=months, universe=np.maximum(universe, others), others=others)


def part(over: Whole, basis_points: Whole | int) -> Whole:
    """`rounding.take_share` for D x 2."""
    first = (over[:, 0] * basis_points + ONE // 2) // ONE
    both = ((over[:, 0] + over[:, 1]) * basis_points + ONE // 2) // ONE
    return np.stack([first, both - first], axis=1)


def _spent(workers: int, has: Whole, room: Whole) -> Whole:
    had, free = has.sum(axis=1), room.sum(axis=1)
    fewer = share(np.minimum(workers, had), has)
    return np.where((workers <= had)[:, None], fewer, has + share(np.clip(workers - had, 0, free), room))


def _grown(standing: Standing, growth: Whole, horizon: int) -> Whole:
    later = np.arange(horizon + 1, dtype=np.int64)[:, None]
    whole = ONE * MONTHS_A_YEAR
    first, both = (
        (people * (whole + growth * later) + whole // 2) // whole
        for people in (int(standing.universe[0]), int(standing.universe.sum()))
    )
    return np.stack([first, both - first], axis=2)
