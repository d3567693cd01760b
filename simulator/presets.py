"""Which questions are asked again and again? Each is a function of a city, so that it fits every month.

A code is a stable key: links, words and golden files go by it. A preset that does not fit a city (no such
target, no such sector) is not offered there.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from simulator.course import Course, Habit
from simulator.errors import ScenarioError
from simulator.known_city import CSR_STATE, YEAR, City
from simulator.month import add_months
from simulator.need import Goal
from simulator.scenario import BUDGET, EXPIRING, MAX_HORIZON, WORKERS, Pledge, Scenario

KEPLING_PAYER = "mandiri_kepling"  # a city without it has no such programme
KEPLING_WORKERS = 25  # whom each kepling is asked to bring
Preset = Callable[[City], Scenario | None]


def _target(code: str) -> Preset:
    def preset(city: City) -> Scenario | None:
        target = city.facts.targets.get(code)
        return None if target is None else city.scenario(goals=city.goals(target.share, target.workers))

    return preset


def _main_target(city: City) -> Scenario | None:
    return _target(city.facts.main_target)(city)


def _of_all_workers(code: str) -> Preset:
    """A target that counts workers whom the extract does not list, by its own date, held for a year."""

    def preset(city: City) -> Scenario | None:
        target, base = city.facts.targets.get(code), city.standing.base_month
        if target is None or target.due is None or target.share is None or target.due <= base:
            return None
        held = min(add_months(target.due, YEAR - 1), add_months(base, MAX_HORIZON))
        return city.scenario(
            goals=(Goal(month=target.due, share=target.share),),
            held_until=held,
            universe=city.facts.denominators[target.denominator],
            protected=city.facts.participants,
        )

    return preset


def _lowest_kecamatan(city: City) -> Scenario | None:
    target = city.facts.targets.get(city.facts.main_target)
    if target is None or target.share is None:  # a number is asked of the whole city
        return None
    people: dict[str, list[int]] = {}
    covered = city.standing.protected.sum(axis=0).tolist()
    for stratum, universe, protected in zip(
        city.standing.strata, city.standing.universe.tolist(), covered, strict=True
    ):
        if stratum.lat is not None:  # a place, not the rest of small cells
            counts = people.setdefault(stratum.kecamatan, [0, 0])
            counts[0] += universe
            counts[1] += protected
    if not people:
        return None
    lowest = min(people, key=lambda code: (people[code][1] / max(people[code][0], 1), code))
    places = [n for n, each in enumerate(city.standing.strata) if each.kecamatan == lowest]
    goals = city.goals(target.share, None)
    return city.scenario(kecamatan=(lowest,), goals=goals, course=city.part(places))


def _all_fishers(city: City) -> Scenario | None:
    places = [n for n, each in enumerate(city.standing.strata) if each.sector == "nelayan"]
    workers = int(city.standing.only(places).unprotected.sum())
    if not workers:
        return None
    return city.scenario(question=WORKERS, sector=("nelayan",), workers=workers, course=city.part(places))


def _one_kepling(city: City) -> Scenario | None:
    if KEPLING_PAYER not in city.tariff.relief_rules:
        return None
    return city.scenario(question=WORKERS, workers=KEPLING_WORKERS)


def _renew_expiring(city: City) -> Scenario | None:
    within = 3  # months: 90 days
    workers = int(city.standing.paid_through[:within].sum())
    return (
        city.scenario(question=WORKERS, people=EXPIRING, within=within, workers=workers) if workers else None
    )


def _budget_500_million(city: City) -> Scenario | None:
    return city.scenario(question=BUDGET, budget_idr=500_000_000)


def _pelindo_gift(city: City) -> Scenario | None:
    """As Pelindo gave it in Medan in November 2024: Rp499,968,000."""
    return city.scenario(question=WORKERS, workers=4_960, months=6, payer=CSR_STATE)


def _three_pledges(city: City) -> Scenario | None:
    asked = _main_target(city)
    if asked is None:
        return None
    start = asked.start_month
    pledges = (
        Pledge(start_month=start, months=YEAR, workers=500),
        Pledge(start_month=add_months(start, 2), months=6, idr=500_000_000),
        Pledge(start_month=add_months(start, 5), months=YEAR, workers=250),
    )
    return replace(asked, pledges=pledges)


def _nobody_renews(city: City) -> Scenario | None:
    habits = {
        source: Habit(renewal=0, months=city.course.habit(source).months) for source in city.standing.sources
    }
    asked = _main_target(city)
    return None if asked is None else replace(asked, course=Course(habits=habits))


PRESETS: Mapping[str, Preset] = {
    "main_target": _main_target,
    "informal_60220": _target("informal_60220"),
    "ucj_2030": _of_all_workers("ucj_2030"),
    "rpjmn_2029": _of_all_workers("rpjmn_2029"),
    "lowest_kecamatan": _lowest_kecamatan,
    "all_fishers": _all_fishers,
    "one_kepling": _one_kepling,
    "renew_expiring": _renew_expiring,
    "budget_500_million": _budget_500_million,
    "pelindo_gift": _pelindo_gift,
    "three_pledges": _three_pledges,
    "nobody_renews": _nobody_renews,
}


def presets(city: City) -> dict[str, Scenario]:
    """Scenarios of all presets that fit the city, by code."""
    made = {code: preset(city) for code, preset in PRESETS.items()}
    return {code: scenario for code, scenario in made.items() if scenario is not None}


def preset(city: City, code: str) -> Scenario:
    """One preset. Raises ScenarioError preset_unknown, naming those that fit the city."""
    offered = presets(city)
    if code not in offered:
        raise ScenarioError("preset_unknown", value=code, known=tuple(offered))
    return offered[code]
