"""What do the presets of the simulator need to know of the city that is shown?"""

from decimal import Decimal

from dashboard.city import city
from dashboard.names import reference
from dashboard.simulator_standing import participants, standing, tariff
from simulator.course import measured_course
from simulator.errors import ScenarioError
from simulator.known_city import City, Facts, Target


def preset_city(period: str, payer: str | None = None) -> City:
    """The city in `period`, of whom only those count as covered whom `payer` pays, if one is named.

    Raises ExtractMissing and TariffError; ScenarioError funding_source_unknown.
    """
    people, rates = standing(period), tariff()
    if payer is not None:
        if payer not in rates.relief_rules:
            raise ScenarioError("funding_source_unknown", value=payer, known=tuple(rates.relief_rules))
        people = people.paid_by(payer)
    targets = {
        code: Target(
            share=_exact(row["share"]),
            workers=row["workers"],
            denominator=row["denominator"],
            due=row["due"],
        )
        for code, row in reference("target_list").items()
    }
    denominators = {code: int(row["workers"]) for code, row in reference("denominator_list").items()}
    facts = Facts(
        targets=targets,
        main_target=city().target,
        denominators=denominators,
        participants=participants(period),
    )
    return City(standing=people, course=measured_course(people), tariff=rates, facts=facts)


def _exact(share: Decimal | None) -> str | None:
    """Decimal text without trailing zeros: 0.29."""
    return None if share is None else f"{share.normalize():f}"
