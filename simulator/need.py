"""How many people must company money cover in each month, so that a target is reached and held?"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from simulator.checks import MAX_WORKERS, check_count, read_share
from simulator.errors import ScenarioError
from simulator.month import check_month
from simulator.standing import Whole


@dataclass(frozen=True, kw_only=True)
class Goal:
    """So many people protected from `month` on, until the next goal or the end."""

    month: str
    share: str | None = None  # [share 0-1] exact decimal text; or workers
    workers: int | None = None

    def __post_init__(self) -> None:
        check_month(self.month, "target_month")
        if (self.share is None) == (self.workers is None):
            raise ScenarioError("target_not_single", value="none" if self.share is None else "both")
        if self.share is not None:
            read_share(self.share)
        else:
            check_count(self.workers, "target_workers", minimum=1, maximum=MAX_WORKERS)

    def in_workers(self, universe: int) -> int:
        """The goal in people, rounded up: 28.9 are not reached by 28. Raises target_over_universe."""
        if self.workers is None:
            exact: Fraction = read_share(self.share) * universe
            return -(-exact.numerator // exact.denominator)
        if self.workers > universe:
            raise ScenarioError("target_over_universe", value=self.workers, maximum=universe)
        return self.workers


def target_path(goals: tuple[Goal, ...], months: tuple[str, ...], universe: Whole) -> Whole:
    """[workers] to be protected in each month; 0 before the first goal. `universe`: T + 1.

    Raises ScenarioError target_over_universe.
    """
    path = np.zeros(len(months), dtype=np.int64)
    for place, month in enumerate(months):
        due = [goal for goal in goals if goal.month <= month]
        if due:
            path[place] = due[-1].in_workers(int(universe[place]))
    return path


def enrolled_in_time(need: Whole, first: int, capacity: int | None) -> Whole:
    """The least people in cover by month if no month enrols more than `capacity`; as late as possible.

    `first` is the place of the first month that may be paid. It may still exceed the capacity: then the need
    cannot be met (`least_capacity`).
    """
    if capacity is None:
        return need
    path = need.copy()
    for place in range(len(need) - 2, first - 1, -1):
        path[place] = max(path[place], path[place + 1] - capacity)
    return path


def least_capacity(need: Whole, room: Whole, first: int) -> int:
    """[workers a month] that must be enrolled from `first` on to meet the need.

    Who still has another's cover cannot be enrolled ahead, so a month with little room is a new beginning.
    """
    need, room = need[first:], np.concatenate([[0], room[first:]])
    later = np.arange(1, len(need) + 1)
    months = later[:, None] - np.arange(len(room))[None, :]
    missing = np.where(months > 0, need[:, None] - room[None, :], 0)
    return int(np.max(-(-missing // np.maximum(months, 1)), initial=0))


def earliest_due(need: Whole, room: Whole, first: int, capacity: int) -> int | None:
    """Place of the first month from which the need can be met to the end; None if from no month."""
    reach, due = 0, first
    for place in range(first, len(need)):
        reach = min(reach + capacity, int(room[place]))
        if need[place] > reach:
            due = place + 1
    return due if due < len(need) else None


def bought(path: Whole, first: int, months: int) -> tuple[Whole, Whole]:
    """Covers begun in each month, and people in cover [workers], for blocks of `months`.

    A cover is bought when somebody is missing, not before; a block that would run past the last month is
    cut there. With `months` 0 a cover lasts exactly as long as it is needed (one month at a time).
    """
    length, end = months or 1, len(path)
    begun, running = np.zeros(end, dtype=np.int64), np.zeros(end, dtype=np.int64)
    for place in range(first, end):
        missing = max(0, int(path[place]) - int(running[place]))
        if missing:
            begun[place] = missing
            running[place : place + length] += missing
    return begun, running
