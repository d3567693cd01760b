"""Which what-if is asked? Pure: the fields of the form, what a link really chooses, and the scenario.

A link holds only what differs from the defaults, which start from the numbers of the slice.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.basis import Basis
from dashboard.choices import Choice, Notice, Selection, read_parameters
from dashboard.simulator_kept import LONGEST
from dashboard.simulator_lists import read_budgets, read_goals, read_habits, read_pledges
from simulator.allocation import RULES
from simulator.checks import MAX_MONTHS
from simulator.course import Course, course_of_part
from simulator.month import add_months
from simulator.need import Goal
from simulator.people import DIMENSIONS
from simulator.rounding import ONE
from simulator.scenario import CITY, PEOPLE, QUESTIONS, Scenario
from simulator.standing import Standing
from simulator.tariff import PACKAGES, Tariff, Terms

PREFIX = "sim_"
SIMPLE, FULL = "simple", "full"
OTHER, TRANSPORT = "other", "transport"  # groups of sectors with one tariff
ON, OFF = "1", "0"
STARTS, DUES, HELD = 24, 60, 60  # months that may be chosen
SELECTION, SHARE, NUMBER = (
    "selection",
    "share",
    "number",
)  # targets; else the id of one that counts all workers
_LIST = r"[a-z0-9_:.,-]{0,600}"
# Free entries: the simulator itself judges them, so that its sentence names the limit.
TYPED = {
    "sim_share": re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,4})?"),  # [percent]
    "sim_number": re.compile(r"-?[0-9]{1,12}"),  # [workers]
    "sim_budget": re.compile(r"-?[0-9]{1,15}"),  # [rupiah]
    "sim_workers": re.compile(r"-?[0-9]{1,12}"),  # [workers]
    "sim_capacity": re.compile(r"-?[0-9]{0,12}"),  # [workers a month]; empty: no limit
    "sim_overhead": re.compile(r"-?[0-9]{1,4}(\.[0-9]{1,2})?"),  # [percent] of the iuran
    "sim_growth": re.compile(r"-?[0-9]{1,4}(\.[0-9]{1,2})?"),  # [percent a year]
    "sim_habits": re.compile(_LIST),
    "sim_budgets": re.compile(_LIST),
    "sim_pledges": re.compile(_LIST),
    "sim_goals": re.compile(_LIST),
    "sim_weights": re.compile(r"[0-9]{1,2}(:[0-9]{1,2}){2}"),  # gap, risk, cover that runs out
    "sim_link": re.compile(r"[A-Za-z0-9_.-]{0,1850}"),
    "sim_kept": re.compile(rf"[A-Za-z0-9_-]{{0,{LONGEST}}}"),
}

Inputs = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Ucj:
    """The target that counts all workers: how many there are, how many have cover [workers]."""

    universe: int
    protected: int
    share: Decimal


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What the form may ask about the slice."""

    selection: Selection
    basis: Basis
    target_workers: int | None  # None where the chosen target does not fit the slice
    standing: Standing  # of the slice
    course: Course  # what happens anyway, as measured
    tariff: Tariff
    ucj: Mapping[str, Ucj]  # by the id of the target; only for the whole city


def offered(offer: Offer) -> dict[str, Choice]:
    """The fields of the form with their codes and defaults; typed fields have a default only."""
    base = offer.standing.base_month
    has_target = offer.target_workers is not None
    targets = ((SELECTION,) if has_target else ()) + (SHARE, NUMBER) + tuple(offer.ucj)
    starts = tuple(add_months(base, later) for later in range(STARTS + 1))
    dues = tuple(add_months(base, later) for later in range(DUES + 1))
    sectors = tuple(sorted({each.sector for each in offer.standing.strata}))
    groups = ("", OTHER, TRANSPORT, *sectors) if offer.selection.sector is None else ("",)
    places = tuple(sorted({each.kecamatan for each in offer.standing.strata}))
    wished = offer.target_workers if has_target else int(offer.standing.universe.sum())
    fields = (
        Choice(name="sim_mode", codes=(SIMPLE, FULL), default=SIMPLE),
        Choice(name="sim_question", codes=QUESTIONS, default=CITY),
        Choice(name="sim_target", codes=targets, default=targets[0]),
        Choice(name="sim_share", codes=(), default="30"),
        Choice(name="sim_number", codes=(), default=str(wished)),
        Choice(name="sim_due", codes=dues, default=dues[12]),
        Choice(name="sim_held", codes=tuple(map(str, range(1, HELD + 1))), default="12"),
        Choice(name="sim_budget", codes=(), default="500000000"),
        Choice(name="sim_workers", codes=(), default="1000"),
        Choice(name="sim_sector", codes=groups, default=""),
        Choice(name="sim_months", codes=tuple(map(str, range(1, MAX_MONTHS + 1))), default="12"),
        Choice(name="sim_block", codes=tuple(map(str, range(MAX_MONTHS + 1))), default="0"),
        Choice(name="sim_start", codes=starts, default=starts[1]),
        Choice(name="sim_payer", codes=tuple(offer.tariff.relief_rules), default="csr_swasta"),
        Choice(name="sim_package", codes=tuple(PACKAGES), default="jkk_jkm"),
        Choice(name="sim_bracket", codes=tuple(map(str, offer.tariff.brackets)), default="1"),
        Choice(name="sim_relief", codes=(OFF, ON), default=OFF),
        Choice(name="sim_rule", codes=RULES, default=RULES[0]),
        Choice(name="sim_near", codes=places, default=places[0]),
        Choice(name="sim_people", codes=PEOPLE, default=PEOPLE[0]),
        Choice(name="sim_within", codes=tuple(map(str, range(1, 13))), default="3"),
        Choice(name="sim_capacity", codes=(), default=""),
        Choice(name="sim_overhead", codes=(), default="0"),
        Choice(name="sim_growth", codes=(), default="0"),
        Choice(name="sim_habits", codes=(), default=""),
        Choice(name="sim_budgets", codes=(), default=""),
        Choice(name="sim_pledges", codes=(), default=""),
        Choice(name="sim_goals", codes=(), default=""),
        Choice(name="sim_kept", codes=(), default=""),
        Choice(name="sim_weights", codes=(), default="5:2:3"),
        Choice(name="sim_link", codes=(), default=""),
    )
    return {field.name: field for field in fields}


def read_inputs(
    given: Mapping[str, Sequence[str]], fields: Mapping[str, Choice]
) -> tuple[dict[str, str], tuple[Notice, ...]]:
    """The value of every field, and what of `given` was not followed."""
    typed = {
        name: found[-1]
        for name, found in given.items()
        if name in fields and name in TYPED and TYPED[name].fullmatch(found[-1])
    }
    values, notices = read_parameters(
        {name: found for name, found in given.items() if name not in typed}, fields
    )
    return values | typed, notices


def changed(values: Inputs, fields: Mapping[str, Choice]) -> dict[str, str]:
    """The values that differ from the defaults: what a link must hold."""
    return {name: values[name] for name, field in fields.items() if values[name] != field.default}


def scenario_of(inputs: Inputs, offer: Offer) -> Scenario:
    """The scenario that the form asks. Raises ScenarioError."""
    selection, is_city = offer.selection, inputs["sim_question"] == CITY
    ucj = offer.ucj.get(inputs["sim_target"]) if is_city else None
    sectors = () if is_city or selection.sector else sectors_of(inputs["sim_sector"], offer.standing)
    usual = usual_course(sectors, offer)
    goals = (_goal(inputs, offer), *read_goals(inputs["sim_goals"]))
    capacity, people = inputs["sim_capacity"], people_codes(selection)
    return Scenario(
        question=inputs["sim_question"],
        base_month=offer.standing.base_month,
        **{**people, "sector": people["sector"] or sectors},
        goals=goals,
        held_until=add_months(goals[-1].month, int(inputs["sim_held"]) - 1),
        universe=ucj.universe if ucj else None,
        protected=ucj.protected if ucj else None,
        start_month=inputs["sim_start"],
        months=int(inputs["sim_block" if is_city else "sim_months"]),
        terms=Terms(
            funding_source=inputs["sim_payer"],
            package=inputs["sim_package"],
            bracket=int(inputs["sim_bracket"]),
            relief_for_csr=inputs["sim_relief"] == ON,
        ),
        rule=inputs["sim_rule"],
        near=inputs["sim_near"] if inputs["sim_rule"] == "near" else None,
        capacity=None if capacity == "" else int(capacity),
        overhead=basis_points(inputs["sim_overhead"]),
        course=replace(
            usual,
            habits={**usual.habits, **read_habits(inputs["sim_habits"], usual)},
            growth=basis_points(inputs["sim_growth"]),
            budgets=read_budgets(inputs["sim_budgets"]),
        ),
        pledges=read_pledges(inputs["sim_pledges"]),
        budget_idr=int(inputs["sim_budget"]),
        workers=int(inputs["sim_workers"]),
        people=inputs["sim_people"],
        within=int(inputs["sim_within"]),
    )


def usual_course(sectors: tuple[str, ...], offer: Offer) -> Course:
    """What happens anyway to the people of some sectors of the slice; empty: of all."""
    if not sectors:
        return offer.course
    places = [place for place, each in enumerate(offer.standing.strata) if each.sector in sectors]
    part = offer.standing.only(places).unprotected.sum()
    return course_of_part(offer.course, int(part), int(offer.standing.unprotected.sum()))


def basis_points(percent: str) -> int:
    """Percent as written, in whole basis points: 1.5 is 150."""
    return int(Decimal(percent) * ONE / 100)


def _goal(inputs: Inputs, offer: Offer) -> Goal:
    month, target = inputs["sim_due"], inputs["sim_target"]
    if target in offer.ucj:
        return Goal(month=month, share=f"{offer.ucj[target].share.normalize():f}")
    if target == SHARE:
        return Goal(month=month, share=f"{Decimal(inputs['sim_share']).scaleb(-2):f}")
    if target == NUMBER or offer.target_workers is None:
        return Goal(month=month, workers=int(inputs["sim_number"]))
    # A share of another universe than that of the slice is a number here.
    if offer.basis.target_share is not None and offer.basis.denominator_workers is None:
        return Goal(month=month, share=f"{offer.basis.target_share.normalize():f}")
    return Goal(month=month, workers=offer.target_workers)


def people_codes(selection: Selection) -> dict[str, tuple[str, ...]]:
    """Kecamatan, OPD and sector whose people are chosen; empty: all."""
    codes = selection.parameters(*DIMENSIONS)
    return {dimension: () if code is None else (code,) for dimension, code in codes.items()}


def sectors_of(code: str, standing: Standing) -> tuple[str, ...]:
    """The sectors of a group; empty: everybody."""
    if code in (OTHER, TRANSPORT):
        wanted = code == TRANSPORT
        return tuple(sorted({each.sector for each in standing.strata if each.transport == wanted}))
    return () if code == "" else (code,)
