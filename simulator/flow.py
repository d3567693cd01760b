"""Who is covered month by month if nobody gives more: covers run out, some are renewed, some people join.

One step a month, whole people, every stratum at once. Totals do not depend on how people are divided, but
for a universe that grows or shrinks: it is rounded by stratum, and who has cover there stays counted.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.course import Course
from simulator.errors import ScenarioError
from simulator.month import add_months
from simulator.prices import price_path
from simulator.rounding import ONE, share_out, steps, take_share
from simulator.standing import Standing, Whole
from simulator.tariff import Tariff, Terms

MONTHS_A_YEAR = 12


@dataclass(frozen=True, kw_only=True, eq=False)
class Flow:
    """T + 1 months from the base month on, S sources, N strata. All [workers]."""

    months: tuple[str, ...]  # T + 1
    universe: Whole  # T + 1 x N
    protected: Whole  # T + 1 x S x N
    joined: Whole  # T + 1 x S: themselves, or for the money of a yearly budget
    renewed: Whole  # T + 1 x S
    gone: Whole  # T + 1 x S: cover ran out and was not paid again

    @property
    def others(self) -> Whole:
        """[workers] T + 1 x N protected by anybody."""
        return self.protected.sum(axis=1)

    @property
    def room(self) -> Whole:
        """[workers] T + 1 x N without cover."""
        return self.universe - self.others


def project(tariff: Tariff, standing: Standing, course: Course, horizon: int) -> Flow:
    """Follow every cover for `horizon` [months]. Raises ScenarioError budget_over_universe."""
    months = tuple(add_months(standing.base_month, later) for later in range(horizon + 1))
    habits = [course.habit(source) for source in standing.sources]
    joining = [place for place, habit in enumerate(habits) if habit.new]
    sources, strata = standing.protected.shape
    known = standing.paid_through.shape[0]
    longest = max((habit.months for habit in habits), default=1)
    ends = np.zeros((max(known, horizon) + longest + MONTHS_A_YEAR + 1, sources, strata), np.int64)
    ends[:known] = standing.paid_through
    # kept beside `ends`: most payers have nothing to renew in most months
    running_out: NDArray[np.bool_] = np.asarray(ends.any(axis=2))
    protected = np.zeros((horizon + 1, sources, strata), dtype=np.int64)
    protected[0] = standing.protected
    universe = grown(standing, course.growth, horizon)
    joined = np.zeros((horizon + 1, sources), dtype=np.int64)
    for t in range(1, horizon + 1):
        now = protected[t]
        np.copyto(now, protected[t - 1])
        for place in np.flatnonzero(running_out[t - 1]).tolist():
            over, habit = ends[t - 1, place], habits[place]
            now[place] -= over
            renewed = over if habit.renewal == ONE else take_share(over, habit.renewal)
            now[place] += renewed
            ends[t - 1 + habit.months, place] += renewed
            running_out[t - 1 + habit.months, place] = True
        for place, idr in starting_budgets(course, standing, months[t], is_first=t == 1):
            before = int(now[place].sum())
            _spend(tariff, standing, ends, now, universe[t], t, place, idr, months[t])
            running_out[:, place] = ends[:, place].any(axis=1)
            joined[t, place] = max(0, int(now[place].sum()) - before)
        if joining:
            room = universe[t] - now.sum(axis=0)
            np.maximum(room, 0, out=room)
            free = int(room.sum())
            for place in joining:
                many = min(habits[place].new, free)
                came = share_out(many, room)
                now[place] += came
                ends[t - 1 + habits[place].months, place] += came
                running_out[t - 1 + habits[place].months, place] = True
                room -= came
                free -= many
                joined[t, place] += many
    # Whoever is no longer there has gone; the other covers that ran out were renewed.
    totals = protected.sum(axis=2)
    gone, renewed_by = np.zeros_like(joined), np.zeros_like(joined)
    gone[1:] = totals[:-1] + joined[1:] - totals[1:]
    renewed_by[1:] = np.maximum(ends[:horizon].sum(axis=2) - gone[1:], 0)
    # people with cover are not counted out of a shrinking universe
    return Flow(
        months=months,
        universe=np.maximum(universe, protected.sum(axis=1)),
        protected=protected,
        joined=joined,
        renewed=renewed_by,
        gone=gone,
    )


def grown(standing: Standing, growth: int, horizon: int) -> Whole:
    """[workers] T + 1 x N: the universe, growing by `growth` [basis points] a year in equal monthly steps."""
    later = np.arange(horizon + 1, dtype=np.int64)[:, None]
    running = standing.universe.cumsum()[None, :]
    whole = ONE * MONTHS_A_YEAR
    rounded = (running * (whole + growth * later) + whole // 2) // whole
    return steps(rounded)


def starting_budgets(
    course: Course, standing: Standing, month: str, *, is_first: bool
) -> list[tuple[int, int]]:
    """(source, rupiah) of the yearly budgets whose money is given out from this month on."""
    if not (is_first or month.endswith("-01")):
        return []
    return [
        (standing.sources.index(each.source), each.idr)
        for each in course.budgets
        if each.year == int(month[:4]) and each.source in standing.sources
    ]


def _spend(
    tariff: Tariff,
    standing: Standing,
    ends: Whole,
    now: Whole,
    universe: Whole,
    t: int,
    place: int,
    idr: int,
    month: str,
) -> None:
    """Let a yearly budget cover as many workers as it can until December, instead of what went before."""
    left = MONTHS_A_YEAR + 1 - int(month[5:])
    workers = budget_workers(tariff, standing.sources[place], month, idr)
    room = np.maximum(universe - now.sum(axis=0), 0)
    have, free = int(now[place].sum()), int(room.sum())
    if workers > have + free:
        raise ScenarioError(
            "budget_over_universe",
            value=idr,
            funding_source=standing.sources[place],
            workers=workers,
            maximum_workers=have + free,
            maximum_idr=(have + free) * _price_to_december(tariff, standing.sources[place], month),
        )
    now[place] = (
        share_out(workers, now[place]) if workers <= have else now[place] + share_out(workers - have, room)
    )
    ends[t:, place] = 0
    ends[t - 1 + left, place] = now[place]


def budget_workers(tariff: Tariff, source: str, month: str, idr: int) -> int:
    """[workers] whom `idr` cover from `month` through December."""
    return idr // _price_to_december(tariff, source, month)


def _price_to_december(tariff: Tariff, source: str, month: str) -> int:
    """[rupiah a worker] at the dearer of the two prices of each month."""
    months = tuple(add_months(month, later) for later in range(MONTHS_A_YEAR + 1 - int(month[5:])))
    return int(price_path(tariff, Terms(funding_source=source), months).max(axis=1).sum())
