"""What do the presets of the simulator need to know of the city that is shown?"""

from decimal import Decimal

from dashboard.city import city
from dashboard.names import reference
from dashboard.simulator_standing import participants, standing, tariff
from simulator.course import measured_course
from simulator.known_city import City, Facts, Target


def preset_city(period: str) -> City:
    """The city in `period`. Raises ExtractMissing and TariffError."""
    people = standing(period)
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
    return City(standing=people, course=measured_course(people), tariff=tariff(), facts=facts)


def _exact(share: Decimal | None) -> str | None:
    """Decimal text without trailing zeros: 0.29."""
    return None if share is None else f"{share.normalize():f}"
