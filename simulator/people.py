"""Whose cover is the question about?"""

from simulator.errors import ScenarioError
from simulator.scenario import Scenario
from simulator.standing import Standing

DIMENSIONS = ("kecamatan", "opd", "sector")


def people_of(standing: Standing, scenario: Scenario) -> Standing:
    """The strata that a scenario is about, with all others whom its target counts as one more.

    Raises ScenarioError stratum_unknown, nobody_there, base_month_differs, universe_too_small.
    """
    if scenario.base_month != standing.base_month:
        raise ScenarioError("base_month_differs", value=scenario.base_month, known=standing.base_month)
    for dimension in DIMENSIONS:
        known = {getattr(each, dimension) for each in standing.strata}
        for code in getattr(scenario, dimension):
            if code not in known:
                raise ScenarioError(
                    "stratum_unknown", field=dimension, value=code, known=tuple(sorted(known))
                )
    wanted = [
        place
        for place, stratum in enumerate(standing.strata)
        if all(
            getattr(stratum, dimension) in (getattr(scenario, dimension) or (getattr(stratum, dimension),))
            for dimension in DIMENSIONS
        )
    ]
    if not wanted or not standing.universe[wanted].any():
        raise ScenarioError(
            "nobody_there", value=", ".join((*scenario.kecamatan, *scenario.opd, *scenario.sector))
        )
    chosen = standing if len(wanted) == len(standing.strata) else standing.only(wanted)
    if scenario.universe is not None and scenario.protected is not None:
        return chosen.with_elsewhere(scenario.universe, scenario.protected)
    return chosen
