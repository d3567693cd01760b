"""How far may each assumption be off? A default with its least and greatest likely value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from simulator.course import PUBLIC, SELF_PAYERS, measure
from simulator.rounding import ONE
from simulator.scenario import Scenario
from simulator.standing import ELSEWHERE, Standing, Whole
from simulator.tariff import RELIEF_IF_CONFIRMED, Tariff

SEED = 20_261_031  # the same question always gives the same band
RENEWAL, NEW = "renewal", "new"  # one each for every payer: "renewal:mandiri"
GROWTH, CAPACITY, OVERHEAD, RELIEF, DRIVERS = "growth", "capacity", "overhead", "relief", "drivers"
BASIS_POINTS, A_YEAR, A_MONTH, YES_NO = "basis_points", "basis_points_a_year", "workers_a_month", "yes_no"
MEASURED = "measured"
# Ranges that nothing measured, all of A22
PUBLIC_LOW = 7_000
UNMEASURED = 1_000  # [basis points] around the default
GROWTH_LOW, GROWTH_HIGH = -50, 200
OVERHEAD_HIGH = 1_000
DRIVERS_LOW, DRIVERS_HIGH = 5_000, 15_000
RELIEF_FLIPS = 0.25  # of the draws
Drawn = Mapping[str, Whole]  # name of a range -> D values


@dataclass(frozen=True, kw_only=True)
class Range:
    """One uncertain assumption. `low` <= `default` <= `high`, in `unit`."""

    name: str
    payer: str | None = None
    default: int
    low: int
    high: int
    unit: str
    basis: str  # "measured" in the flows of the payer, or the assumption that states it

    @property
    def key(self) -> str:
        """The name under which its draws are found."""
        return f"{self.name}:{self.payer}" if self.payer else self.name


def ranges_of(tariff: Tariff, standing: Standing, scenario: Scenario) -> tuple[Range, ...]:
    """Every assumption that can move the answer. `standing`: the people of the question.

    What was measured is widened where it does not hold the default.
    """
    found = []
    for source in standing.sources:
        if source == ELSEWHERE:
            continue
        habit, seen = scenario.course.habit(source), measure(standing, source)
        if source in PUBLIC:
            found.append(_range(RENEWAL, source, habit.renewal, PUBLIC_LOW, ONE, BASIS_POINTS, "A22"))
        elif seen:
            found.append(_range(RENEWAL, source, habit.renewal, seen.low, seen.high, BASIS_POINTS, MEASURED))
        else:
            low, high = max(0, habit.renewal - UNMEASURED), min(ONE, habit.renewal + UNMEASURED)
            found.append(_range(RENEWAL, source, habit.renewal, low, high, BASIS_POINTS, "A22"))
        if source in SELF_PAYERS and (habit.new or seen):
            low, high = (seen.new_low, seen.new_high) if seen else (habit.new // 2, habit.new * 3 // 2)
            found.append(_range(NEW, source, habit.new, low, high, A_MONTH, MEASURED if seen else "A22"))
    growth, extra = scenario.course.growth, scenario.overhead
    found.append(_range(GROWTH, None, growth, growth + GROWTH_LOW, growth + GROWTH_HIGH, A_YEAR, "A22"))
    if scenario.capacity is not None:
        size = scenario.capacity
        found.append(_range(CAPACITY, None, size, max(1, size * 3 // 4), size * 5 // 4, A_MONTH, "A22"))
    found.append(_range(OVERHEAD, None, extra, 0, OVERHEAD_HIGH, BASIS_POINTS, "A8"))
    if tariff.relief_rules[scenario.terms.funding_source] == RELIEF_IF_CONFIRMED:
        found.append(_range(RELIEF, None, int(scenario.terms.relief_for_csr), 0, 1, YES_NO, "A3"))
    found.append(_range(DRIVERS, None, ONE, DRIVERS_LOW, DRIVERS_HIGH, BASIS_POINTS, "A5"))
    return tuple(found)


def draw(ranges: Sequence[Range], power: int) -> Drawn:
    """2^`power` quasi-random draws: half of them below each default, half above, even on either side."""
    even = qmc.Sobol(len(ranges), seed=SEED).random_base2(power)
    return {each.key: _values(each, even[:, place]) for place, each in enumerate(ranges)}


def one_at_a_time(ranges: Sequence[Range]) -> Drawn:
    """The defaults, then each range at its low and at its high while the others stay: 1 + 2 x K draws."""
    drawn = {each.key: np.full(1 + 2 * len(ranges), each.default, dtype=np.int64) for each in ranges}
    for place, each in enumerate(ranges):
        drawn[each.key][1 + 2 * place : 3 + 2 * place] = each.low, each.high
    return drawn


def _range(name: str, payer: str | None, default: int, low: int, high: int, unit: str, basis: str) -> Range:
    low, high = min(low, default), max(high, default)
    return Range(name=name, payer=payer, default=default, low=low, high=high, unit=unit, basis=basis)


def _values(each: Range, even: NDArray[np.float64]) -> Whole:
    if each.name == RELIEF:
        return np.where(even < RELIEF_FLIPS, 1 - each.default, each.default)
    below = each.low + 2 * even * (each.default - each.low)
    above = each.default + (2 * even - 1) * (each.high - each.default)
    return np.rint(np.where(even < 0.5, below, above)).astype(np.int64)
