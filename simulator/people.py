"""Whose cover is the question about?"""

from collections.abc import Mapping, Sequence

from simulator.errors import ScenarioError
from simulator.scenario import Scenario
from simulator.standing import Standing

DIMENSIONS = ("kecamatan", "opd", "sector")


def people_of(standing: Standing, scenario: Scenario) -> Standing:
    """The strata that a scenario is about, with all others whom its target counts as one more.

    Raises ScenarioError base_month_differs, universe_too_small, and as `slice_of`.
    """
    if scenario.base_month != standing.base_month:
        raise ScenarioError("base_month_differs", value=scenario.base_month, known=standing.base_month)
    chosen = slice_of(standing, {dimension: getattr(scenario, dimension) for dimension in DIMENSIONS})
    chosen = chosen.with_sources(scenario.course.payers)
    if scenario.universe is not None and scenario.protected is not None:
        return chosen.with_elsewhere(scenario.universe, scenario.protected)
    return chosen


def slice_of(standing: Standing, codes: Mapping[str, Sequence[str]]) -> Standing:
    """The strata whose kecamatan, opd and sector are among `codes`; an empty list keeps all.

    Raises ScenarioError stratum_unknown, nobody_there.
    """
    if not any(codes.values()) and standing.universe.any():
        return standing
    for dimension, wanted in codes.items():
        known = {getattr(each, dimension) for each in standing.strata}
        for code in wanted:
            if code not in known:
                known_codes = tuple(sorted(known))
                raise ScenarioError("stratum_unknown", field=dimension, value=code, known=known_codes)
    places = [
        place
        for place, stratum in enumerate(standing.strata)
        if all(not wanted or getattr(stratum, dimension) in wanted for dimension, wanted in codes.items())
    ]
    if not places or not standing.universe[places].any():
        raise ScenarioError("nobody_there", value=", ".join(code for each in codes.values() for code in each))
    return standing if len(places) == len(standing.strata) else standing.only(places)
