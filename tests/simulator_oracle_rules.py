"""The oracle's prices, orders and sums, which its answers share."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import atan2, cos, radians, sin, sqrt
from typing import Any

from simulator.errors import ScenarioError
from simulator.month import months_from
from simulator.scenario import Scenario
from simulator.tariff import Tariff, Terms
from tests.simulator_oracle import People, filled, shared


def order_of(people: People, rule: str, near: str | None) -> list[int] | None:
    """Places in the order of the rule, as the base month shows them; None: everybody has the same chance."""
    has, whole = people.others(0), people.first_universe
    share = [Fraction(count, max(all_, 1)) for count, all_ in zip(has, whole, strict=True)]
    centre = {each.kecamatan: (each.lat, each.lon) for each in people.strata if each.lat is not None}
    keys = {
        "lowest_coverage": lambda place: (share[place],),
        "largest_gap": lambda place: (has[place] - whole[place], share[place]),
        "highest_risk": lambda place: (-people.strata[place].risk, share[place]),
        "near": lambda place: (_km(centre, near or "", people.strata[place].kecamatan), share[place]),
    }
    if rule == "near" and near not in centre:
        raise ScenarioError("place_unknown")
    return None if rule == "equal" else sorted(range(len(has)), key=lambda place: (*keys[rule](place), place))


def _km(centre: dict, one: str, other: str) -> float:
    if other not in centre:
        return 10_000.0
    (lat, lon), (to_lat, to_lon) = ([radians(each) for each in centre[name]] for name in (one, other))
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return round(6371 * 2 * atan2(sqrt(half), sqrt(1 - half)), 3)


def given_to(workers: int, room: Sequence[int], order: list[int] | None) -> list[int]:
    return shared(workers, room) if order is None else filled(workers, room, order)


def plus_overhead(idr: int, basis_points: int) -> int:
    return int(Fraction(idr * basis_points, 10_000) + Fraction(1, 2))


def largest(most: int, cost: Callable[[int], int], budget_idr: int) -> int:
    """The largest number that the budget pays for."""
    return bisect_right(range(most + 1), budget_idr, key=cost) - 1


def price(tariff: Tariff, scenario: Scenario, month: str, drives: bool, relief: bool) -> int:
    asked = scenario.terms
    terms = Terms(
        funding_source=asked.funding_source,
        package=asked.package,
        bracket=asked.bracket,
        segment=asked.segment,
        relief_for_csr=relief,
    )
    return tariff.rate(month, terms, transport=drives)


def later_months(scenario: Scenario) -> tuple[int, int]:
    """Months after the base month of (the first that may be paid, the last that is followed)."""
    first = months_from(scenario.base_month, scenario.start_month)
    return first, months_from(scenario.base_month, scenario.held_until)


def row(tariff: Tariff, scenario: Scenario, month: str, by_group: list[int]) -> dict[str, Any]:
    prices = [price(tariff, scenario, month, x, scenario.terms.relief_for_csr) for x in (True, False)]
    return {
        "month": month,
        "transport_workers": by_group[0],
        "transport_idr_per_worker": prices[0],
        "other_workers": by_group[1],
        "other_idr_per_worker": prices[1],
        "iuran_idr": by_group[0] * prices[0] + by_group[1] * prices[1],
    }


def saving(tariff: Tariff, scenario: Scenario, rows: list[dict[str, Any]]) -> int:
    """[rupiah] less if the relief were granted."""
    return sum(
        each[f"{group}_workers"]
        * (price(tariff, scenario, each["month"], x, False) - price(tariff, scenario, each["month"], x, True))
        for each in rows
        for group, x in (("transport", True), ("other", False))
    )


def by_group(people: People, given: list[int]) -> list[int]:
    return [
        sum(n for n, s in zip(given, people.strata, strict=True) if s.transport == x) for x in (True, False)
    ]
