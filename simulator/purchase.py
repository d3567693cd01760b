"""How many whole covers does money buy, and what do covers for some workers cost?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.allocation import EQUAL, allocate
from simulator.checks import MAX_MONTHS
from simulator.pool import Pool
from simulator.prices import OTHER, TRANSPORT, overhead
from simulator.rounding import fill_in_order
from simulator.scenario import BUDGET, MONTHS, Scenario
from simulator.standing import Standing, Whole


@dataclass(frozen=True, eq=False)
class Purchase:
    """One question over the rows of a pool."""

    scenario: Scenario
    people: Standing
    pool: Pool
    order: Sequence[int] | None  # of the strata; None when all have the same chance

    @cached_property
    def most(self) -> int:
        """[workers] who could be covered."""
        return int(self.pool.room.sum())

    def given(self, workers: int) -> Whole:
        """[workers] covered, R x N: the first row is filled before the next, each by the rule.

        One worker more never takes a cover from another row or price group, so costs never fall.
        """
        rows = fill_in_order(min(workers, self.most), self._room)
        return allocate(rows, self.pool.room, self.scenario.rule, self.order)

    def of_whom(self, given: Whole, part: Whole) -> int:
        """[workers] of those covered who belong to `part` of the room, rounded down; R x N.

        Under the equal rule the whole row is one lot; under the others a stratum is filled or is the last.
        """
        if self.scenario.rule == EQUAL:
            given, part, room = (each.sum(axis=1) for each in (given, part, self.pool.room))
        else:
            room = self.pool.room
        return int((given * part // np.maximum(room, 1)).sum())

    def cost(self, workers: int, length: int, path: Whole) -> int:
        """[rupiah] with overhead. `path`: prices from the base month on, months x 2."""
        running = np.concatenate([np.zeros((1, 2), dtype=np.int64), path.cumsum(axis=0)])
        price = running[self.pool.start + length] - running[self.pool.start]
        iuran = int((self._by_group(self.given(workers)) * price).sum())
        return iuran + overhead(iuran, self.scenario.overhead)

    def answer(self, path: Whole) -> tuple[int, int]:
        """(workers, months) that the question comes to."""
        scenario = self.scenario
        if scenario.question == BUDGET:
            many = self._largest(self.most, lambda workers: self.cost(workers, scenario.months, path))
            return many, scenario.months
        workers = min(scenario.workers, self.most)
        if scenario.question == MONTHS:
            months = self._largest(MAX_MONTHS, lambda length: self.cost(workers, length, path))
            return (workers, months) if months and workers else (0, 1)
        return workers, scenario.months

    def least(self, path: Whole) -> int:
        """[rupiah] of the smallest purchase: one cover, or one month for all who are asked for."""
        if self.scenario.question == MONTHS:
            return self.cost(self.scenario.workers, 1, path)
        return self.cost(1, self.scenario.months, path)

    def in_cover(self, given: Whole, length: int, span: slice) -> Whole:
        """[workers] months of `span` x 2: transport, other."""
        months = np.arange(span.start, span.stop)[:, None]
        running = (self.pool.start <= months) & (months < self.pool.start + length)
        return running.astype(np.int64) @ self._by_group(given)

    @cached_property
    def _room(self) -> Whole:
        return self.pool.room.sum(axis=1)

    def _by_group(self, given: Whole) -> Whole:
        drives = self.people.transport
        groups = np.empty((len(given), 2), dtype=np.int64)
        groups[:, TRANSPORT] = given[:, drives].sum(axis=1)
        groups[:, OTHER] = given[:, ~drives].sum(axis=1)
        return groups

    def _largest(self, most: int, cost: Callable[[int], int]) -> int:
        """The largest number whose cost is within the budget; costs never fall."""
        low, high = 0, most
        while low < high:
            middle = (low + high + 1) // 2
            if cost(middle) <= self.scenario.budget_idr:
                low = middle
            else:
                high = middle - 1
        return low
