"""Which what-if is asked? Pure: the fields of the form, what a link really chooses, and the question.

A link holds only what differs from the defaults, which start from the numbers of the slice.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard.basis import Basis
from dashboard.choices import Choice, Notice, Selection, read_parameters
from simulator.city import CityQuestion
from simulator.company import BudgetQuestion, WorkersQuestion
from simulator.month import add_months
from simulator.tariff import PACKAGES, Tariff, Terms

PREFIX = "sim_"
QUESTIONS = ("city", "budget", "workers")
OTHER, TRANSPORT = "other", "transport"  # groups of sectors with one tariff
ON, OFF = "1", "0"
STARTS, DUES = 24, 60  # months that may be chosen after the base month
# Free entries: the simulator itself judges the number, so that its sentence names the limit.
TYPED = {
    "sim_share": re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,4})?"),  # [percent]
    "sim_number": re.compile(r"-?[0-9]{1,12}"),  # [workers]
    "sim_budget": re.compile(r"-?[0-9]{1,15}"),  # [rupiah]
    "sim_workers": re.compile(r"-?[0-9]{1,12}"),  # [workers]
}

Inputs = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where the slice stands in the base month [workers]."""

    period: str
    universe: int
    protected: int
    target_workers: int | None  # None where the chosen target does not fit the slice
    unprotected: Mapping[str, int]  # by group and by sector code; merged sectors have no number


def offered(
    selection: Selection, standing: Standing, tariff: Tariff, sectors: Sequence[str]
) -> dict[str, Choice]:
    """The fields of the form with their codes and defaults; typed fields have a default only."""
    has_target = standing.target_workers is not None
    targets = ("selection", "share", "number") if has_target else ("share", "number")
    starts = tuple(add_months(standing.period, later) for later in range(STARTS + 1))
    dues = tuple(add_months(standing.period, later) for later in range(DUES + 1))
    group = selection.sector or OTHER
    wished = standing.target_workers if has_target else standing.universe
    return {
        field.name: field
        for field in (
            Choice(name="sim_question", codes=QUESTIONS, default=QUESTIONS[0]),
            Choice(name="sim_target", codes=targets, default=targets[0]),
            Choice(name="sim_share", codes=(), default="30"),
            Choice(name="sim_number", codes=(), default=str(wished)),
            Choice(name="sim_due", codes=dues, default=dues[12]),
            Choice(name="sim_budget", codes=(), default="500000000"),
            Choice(name="sim_workers", codes=(), default="1000"),
            Choice(name="sim_sector", codes=(OTHER, TRANSPORT, *sectors), default=group),
            Choice(name="sim_months", codes=tuple(map(str, range(1, 25))), default="12"),
            Choice(name="sim_start", codes=starts, default=starts[1]),
            Choice(name="sim_payer", codes=tuple(tariff.relief_rules), default="csr_swasta"),
            Choice(name="sim_package", codes=tuple(PACKAGES), default="jkk_jkm"),
            Choice(name="sim_bracket", codes=tuple(map(str, tariff.brackets)), default="1"),
            Choice(name="sim_relief", codes=(OFF, ON), default=OFF),
        )
    }


def read_inputs(
    given: Mapping[str, Sequence[str]], fields: Mapping[str, Choice]
) -> tuple[dict[str, str], tuple[Notice, ...]]:
    """The value of every field, and what of `given` was not followed."""
    typed = {
        name: found[-1] for name, found in given.items() if name in TYPED and TYPED[name].fullmatch(found[-1])
    }
    values, notices = read_parameters(
        {name: found for name, found in given.items() if name not in typed}, fields
    )
    return values | typed, notices


def changed(values: Inputs, fields: Mapping[str, Choice]) -> dict[str, str]:
    """The values that differ from the defaults: what a link must hold."""
    return {name: values[name] for name, field in fields.items() if values[name] != field.default}


def terms(inputs: Inputs) -> Terms:
    """Under which terms cover is bought."""
    return Terms(
        funding_source=inputs["sim_payer"],
        package=inputs["sim_package"],
        bracket=int(inputs["sim_bracket"]),
        relief_for_csr=inputs["sim_relief"] == ON,
    )


def city_question(inputs: Inputs, standing: Standing, basis: Basis) -> CityQuestion:
    """How much to reach the target. Raises ScenarioError."""
    share, number = basis.target_share, standing.target_workers
    if inputs["sim_target"] == "share":
        share = Decimal(inputs["sim_share"]).scaleb(-2)
    elif inputs["sim_target"] == "number":
        share, number = None, int(inputs["sim_number"])
    return CityQuestion(
        target_share=share,
        target_workers=None if share is not None else number,
        universe=standing.universe,
        protected=standing.protected,
        unprotected_transport=standing.unprotected[TRANSPORT],
        unprotected_other=standing.unprotected[OTHER],
        base_month=standing.period,
        target_month=inputs["sim_due"],
        **_cover(inputs),
    )


def budget_question(inputs: Inputs, standing: Standing, transport_sectors: frozenset[str]) -> BudgetQuestion:
    """What a budget buys. Raises ScenarioError."""
    return BudgetQuestion(
        budget_idr=int(inputs["sim_budget"]),
        workers_available=standing.unprotected.get(inputs["sim_sector"]),
        transport=drives(inputs, transport_sectors),
        **_cover(inputs),
    )


def workers_question(inputs: Inputs, transport_sectors: frozenset[str]) -> WorkersQuestion:
    """What cover for some workers costs. Raises ScenarioError."""
    return WorkersQuestion(
        workers=int(inputs["sim_workers"]), transport=drives(inputs, transport_sectors), **_cover(inputs)
    )


def drives(inputs: Inputs, transport_sectors: frozenset[str]) -> bool:
    """Whether the chosen group or sector has the transport tariff."""
    return inputs["sim_sector"] == TRANSPORT or inputs["sim_sector"] in transport_sectors


def _cover(inputs: Inputs) -> dict[str, Any]:
    return {
        "start_month": inputs["sim_start"],
        "months": int(inputs["sim_months"]),
        "terms": terms(inputs),
    }
