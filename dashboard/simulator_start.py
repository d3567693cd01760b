"""What does a what-if start from: the tariff, where the slice stands, and what may be asked?"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard import db
from dashboard.basis import Basis, basis_of, headline_row
from dashboard.choices import Choice, Selection
from dashboard.names import reference
from dashboard.simulator_inputs import Inputs, Offer, Ucj, offered, people_codes, scenario_of
from dashboard.simulator_standing import participants, standing, tariff
from simulator.answer import Answer, answer
from simulator.course import Course, course_of_part, measured_course
from simulator.errors import ScenarioError
from simulator.month import add_months
from simulator.people import slice_of
from simulator.standing import Standing
from simulator.tariff import Tariff

YEAR = 12  # [months]
UNASKED = ("sim_mode", "sim_kept", "sim_link", "sim_weights")  # inputs that no answer depends on


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a what-if starts from. `standing` is that of the whole city, narrowed to the chosen payer."""

    tariff: Tariff
    standing: Standing
    basis: Basis
    offer: Offer
    fields: Mapping[str, Choice]
    year_ago: int | None  # [workers] protected twelve months before; None where that is not published

    @property
    def course(self) -> Course:
        """What happens anyway, as measured."""
        return self.offer.course


@functools.lru_cache(maxsize=256)
def starting_point(revision: str, selection: Selection) -> Start | None:  # noqa: ARG001  the key: of a state
    """Where the chosen slice stands; None when nobody is in it.

    Raises ExtractMissing, and TariffError for a wrong tariff table.
    """
    rates, city = tariff(), standing(selection.period)
    if selection.funding_source:
        city = city.paid_by(selection.funding_source)
    basis = basis_of(selection)
    row = headline_row(selection, basis)
    earlier = add_months(selection.period, -YEAR)
    has_earlier = earlier in db.state().periods
    try:
        people = slice_of(city, people_codes(selection))
    except ScenarioError:
        return None
    offer = Offer(
        selection=selection,
        basis=basis,
        target_workers=row["target_workers"],
        standing=people,
        course=course_of_part(measured_course(city), _without_cover(people), _without_cover(city)),
        tariff=rates,
        ucj=_ucj(selection),
    )
    return Start(
        tariff=rates,
        standing=city,
        basis=basis,
        offer=offer,
        fields=offered(offer),
        year_ago=headline_row(replace(selection, period=earlier), basis)["active"] if has_earlier else None,
    )


@functools.lru_cache(maxsize=512)
def answered(revision: str, selection: Selection, inputs: tuple[tuple[str, str], ...]) -> Answer:
    """The answer to the form. Raises ScenarioError; ExtractMissing and TariffError as `starting_point`."""
    start = starting_point(revision, selection)
    if start is None:
        raise ScenarioError(
            "nobody_there", value=selection.sector or selection.opd or selection.kecamatan or ""
        )
    return answer(start.tariff, start.standing, scenario_of(dict(inputs), start.offer))


def inputs_key(inputs: Inputs) -> tuple[tuple[str, str], ...]:
    """The inputs that an answer depends on, as a key."""
    return tuple((name, value) for name, value in inputs.items() if name not in UNASKED)


def _ucj(selection: Selection) -> dict[str, Ucj]:
    """The targets that count all workers, where the slice is the whole city."""
    protected = participants(selection.period)
    if not selection.is_whole_city or selection.funding_source or not protected:
        return {}
    bases = reference("denominator_list")
    return {
        code: Ucj(universe=bases[row["denominator"]]["workers"], protected=protected, share=row["share"])
        for code, row in reference("target_list").items()
        if row["scope"] == "ucj" and row["share"]
    }


def _without_cover(people: Standing) -> int:
    return int(people.unprotected.sum())
