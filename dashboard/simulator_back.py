"""Which inputs of the form ask a given scenario? Pure: the way back from `scenario_of`."""

from decimal import Decimal

from dashboard.simulator_inputs import (
    NUMBER,
    OFF,
    ON,
    OTHER,
    SHARE,
    TRANSPORT,
    Offer,
    offered,
    scenario_of,
    sectors_of,
    usual_course,
)
from dashboard.simulator_lists import percent_text, write_budgets, write_goals, write_habits, write_pledges
from simulator.errors import ScenarioError
from simulator.month import months_from
from simulator.scenario import CITY, Scenario


def inputs_of(scenario: Scenario, offer: Offer) -> dict[str, str] | None:
    """The inputs, or None where the form of this slice cannot ask the scenario."""
    given = {name: choice.default for name, choice in offered(offer).items()}
    sectors = () if offer.selection.sector else scenario.sector
    group = _group(sectors, offer)
    if group is None:
        return None
    given |= {
        "sim_question": scenario.question,
        "sim_sector": group if scenario.question != CITY else "",
        "sim_start": scenario.start_month,
        "sim_payer": scenario.terms.funding_source,
        "sim_package": scenario.terms.package,
        "sim_bracket": str(scenario.terms.bracket),
        "sim_relief": ON if scenario.terms.relief_for_csr else OFF,
        "sim_rule": scenario.rule,
        "sim_near": scenario.near or given["sim_near"],
        "sim_people": scenario.people,
        "sim_within": str(scenario.within),
        "sim_capacity": "" if scenario.capacity is None else str(scenario.capacity),
        "sim_overhead": percent_text(scenario.overhead),
        "sim_growth": percent_text(scenario.course.growth),
        "sim_habits": write_habits(scenario.course.habits, usual_course(sectors, offer)),
        "sim_budgets": write_budgets(scenario.course.budgets),
        "sim_pledges": write_pledges(scenario.pledges),
        "sim_budget": str(scenario.budget_idr),
        "sim_workers": str(scenario.workers),
        "sim_block" if scenario.question == CITY else "sim_months": str(scenario.months),
        **_target(scenario, offer),
    }
    return given if _asks(scenario, given, offer) else None


def _target(scenario: Scenario, offer: Offer) -> dict[str, str]:
    if not scenario.goals:
        return {}
    first, last = scenario.goals[0], scenario.goals[-1]
    found = {
        "sim_due": first.month,
        "sim_held": str(months_from(last.month, scenario.held_until) + 1),
        "sim_goals": write_goals(scenario.goals[1:]),
    }
    if scenario.universe is not None:
        exact = Decimal(first.share or 0)
        names = (
            name for name, ucj in offer.ucj.items() if (ucj.share, ucj.universe) == (exact, scenario.universe)
        )
        return found | {"sim_target": next(names, NUMBER)}
    if first.share is not None:
        percent = f"{Decimal(first.share).scaleb(2).normalize():f}"
        return found | {"sim_target": SHARE, "sim_share": percent}
    return found | {"sim_target": NUMBER, "sim_number": str(first.workers)}


def _group(sectors: tuple[str, ...], offer: Offer) -> str | None:
    """The code of a group of sectors; None where the form has none for it."""
    if len(sectors) < 2:
        return "".join(sectors)
    groups = (code for code in (OTHER, TRANSPORT) if sectors_of(code, offer.standing) == sectors)
    return next(groups, None)


def _asks(scenario: Scenario, given: dict[str, str], offer: Offer) -> bool:
    """Whether the form would ask just this; a company's question may carry another target along."""
    try:
        asked = scenario_of(given, offer)
    except ScenarioError:
        return False
    if scenario.question != CITY:
        unasked = {"goals": scenario.goals, "held_until": scenario.held_until}
        asked = type(asked)(**{**vars(asked), **unasked})
    return asked == scenario
