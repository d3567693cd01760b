"""How sure is an answer? Many draws of what is assumed, and what each assumption moves.

16,384 quasi-random draws (Sobol, always the same) over the ranges of `simulator.ranges`, each followed in
whole people and rupiah (int64) for the two price groups. People are shared out in proportion (rule `equal`);
other rules move money between strata, and the total only where the two prices differ. What the band leaves
out is said in assumption A23.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulator import drawn_city, drawn_company
from simulator.answer import answer
from simulator.people import people_of
from simulator.ranges import Drawn, Range, draw, one_at_a_time, ranges_of
from simulator.scenario import BUDGET, CITY, MONTHS, Scenario
from simulator.standing import Standing, Whole
from simulator.tariff import Tariff

POWER = 14  # 2^14 draws
TORNADO = 5
TOTAL, PEOPLE, PEAK, WORKERS, ADDITIONAL = (
    "total_idr",
    "people_needed",
    "peak_idr",
    "workers",
    "additional_worker_months",
)


@dataclass(frozen=True, kw_only=True)
class Band:
    """One figure: nine of ten draws are above `low`, half above `median`, one of ten above `high`.

    The band is widened where the answer at the defaults (`point`) lies outside.
    """

    low: int
    median: int
    high: int
    point: int


@dataclass(frozen=True, kw_only=True)
class Swing:
    """The figure when one assumption is at its low or at its high and all others are at their default."""

    of: Range
    low: int
    high: int


@dataclass(frozen=True, kw_only=True)
class Uncertainty:
    """Figures are named as in `answer.figures`: workers, worker-months, or rupiah where they end in _idr."""

    bands: Mapping[str, Band]
    moved: str  # the figure that the swings are of
    swings: tuple[Swing, ...]  # those that move it most, the widest first
    ranges: tuple[Range, ...]  # every assumption that was drawn
    draws: int
    unreached: int  # draws in which the capacity never reaches the target; the bands leave them out


def uncertainty(tariff: Tariff, standing: Standing, scenario: Scenario, *, power: int = POWER) -> Uncertainty:
    """Bands over 2^`power` draws. Raises ScenarioError as `answer`."""
    people = people_of(standing, scenario)
    ranges = ranges_of(tariff, people, scenario)
    coarse = people.by_transport()
    single, reached = _figures(tariff, coarse, scenario, one_at_a_time(ranges))
    if not reached[0]:
        answer(tariff, standing, scenario)  # says what capacity would do
    many, kept = _figures(tariff, coarse, scenario, draw(ranges, power))
    moved = ADDITIONAL if scenario.question in (BUDGET, MONTHS) else TOTAL  # a given budget hardly moves
    swings = [
        Swing(of=each, low=int(single[moved][1 + 2 * place]), high=int(single[moved][2 + 2 * place]))
        for place, each in enumerate(ranges)
    ]
    point = {name: int(values[0]) for name, values in single.items()}
    widest = sorted(swings, key=lambda each: -_width(each, point[moved]))
    return Uncertainty(
        bands={name: _band(values[kept], point[name]) for name, values in many.items()},
        moved=moved,
        swings=tuple(each for each in widest[:TORNADO] if _width(each, point[moved])),
        ranges=ranges,
        draws=len(kept),
        unreached=int((~kept).sum()),
    )


def _figures(
    tariff: Tariff, coarse: Standing, scenario: Scenario, drawn: Drawn
) -> tuple[dict[str, Whole], np.ndarray]:
    """(figures by draw, whether the draw has an answer)."""
    if scenario.question == CITY:
        city = drawn_city.answer_draws(tariff, coarse, scenario, drawn)
        figures = {TOTAL: city.total_idr, PEOPLE: city.people_needed, PEAK: city.peak_idr}
        return figures, city.is_reached
    company = drawn_company.answer_draws(tariff, coarse, scenario, drawn)
    figures = {
        TOTAL: company.total_idr,
        WORKERS: company.workers,
        ADDITIONAL: company.additional_worker_months,
    }
    return figures, np.ones(len(company.workers), dtype=bool)


def _band(values: Whole, point: int) -> Band:
    if not len(values):
        return Band(low=point, median=point, high=point, point=point)
    low, median, high = (int(each) for each in np.quantile(values, (0.1, 0.5, 0.9), method="nearest"))
    return Band(low=min(low, point), median=median, high=max(high, point), point=point)


def _width(swing: Swing, point: int) -> int:
    return max(swing.low, swing.high, point) - min(swing.low, swing.high, point)
