"""Who is covered first? Rules that share people out over the strata: whole, exact, repeatable."""

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

import numpy as np

from simulator.errors import ScenarioError
from simulator.rounding import fill_in_order, share_out
from simulator.standing import Standing, Whole

EQUAL = "equal"  # every worker without cover has the same chance
LOWEST, GAP, RISK, NEAR = "lowest_coverage", "largest_gap", "highest_risk", "near"
RULES = (EQUAL, LOWEST, GAP, RISK, NEAR)
EARTH_KM = 6371
Centre = tuple[float | None, float | None]  # [degrees] latitude, longitude


def check_rule(rule: str, near: str | None) -> None:
    """Raises ScenarioError rule_unknown, or place_missing when `near` is to be used and not given."""
    if rule not in RULES:
        raise ScenarioError("rule_unknown", value=rule, known=RULES)
    if rule == NEAR and not near:
        raise ScenarioError("place_missing", value=rule)


def order_of(standing: Standing, rule: str, near: str | None = None) -> Sequence[int]:
    """Places of the strata in the order of the rule; ties go by coverage, then by name.

    Raises ScenarioError place_unknown.
    """
    covered, people = standing.protected.sum(axis=0), standing.universe
    share = covered / np.maximum(people, 1)
    if rule == LOWEST:
        keys = [share]
    elif rule == GAP:
        keys = [-standing.unprotected, share]
    elif rule == RISK:
        keys = [np.array([-each.risk for each in standing.strata]), share]
    else:
        keys = [distances(standing, near or ""), share]
    return tuple(np.lexsort([np.arange(len(people)), *reversed(keys)]).tolist())


def distances(standing: Standing, kecamatan: str) -> np.ndarray:
    """[km] from the centre of a kecamatan to that of each stratum's. Raises ScenarioError place_unknown."""
    centres = {each.kecamatan: (each.lat, each.lon) for each in standing.strata if each.lat is not None}
    if kecamatan not in centres:
        raise ScenarioError("place_unknown", value=kecamatan, known=tuple(sorted(centres)))
    here = centres[kecamatan]
    return np.array([_kilometres(here, centres.get(each.kecamatan)) for each in standing.strata])


def _kilometres(one: Centre, other: Centre | None) -> float:
    if other is None or None in one or None in other:
        return float(EARTH_KM)
    lat, lon, to_lat, to_lon = (radians(each or 0.0) for each in (*one, *other))
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return round(2 * EARTH_KM * asin(sqrt(half)), 3)


def allocate(workers: Whole | int, room: Whole, rule: str, order: Sequence[int] | None) -> Whole:
    """`workers` over the strata along the last axis, none above its room."""
    if rule == EQUAL or order is None:
        return share_out(workers, room)
    places = np.asarray(order)
    given = np.empty_like(room)
    given[..., places] = fill_in_order(workers, room[..., places])
    return given
