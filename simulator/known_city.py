"""What is known of a city, and what does a question about it usually look like?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.course import Course, course_of_part
from simulator.month import add_months
from simulator.need import Goal
from simulator.scenario import Scenario
from simulator.standing import Standing
from simulator.tariff import Tariff, Terms

YEAR = 12  # [months]
CSR_PRIVATE, CSR_STATE = "csr_swasta", "csr_bumn"


@dataclass(frozen=True, kw_only=True)
class Target:
    """A target as the city's reference has it: a share of a denominator, or a number of workers."""

    share: str | None  # [share 0-1] exact decimal text
    workers: int | None
    denominator: str
    due: str | None  # month


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a city beside the people of its extract."""

    targets: Mapping[str, Target]
    main_target: str
    denominators: Mapping[str, int]  # [workers]
    participants: int  # [workers] of every kind with cover in the base month


@dataclass(frozen=True, kw_only=True)
class City:
    """What a preset starts from."""

    standing: Standing
    course: Course
    tariff: Tariff
    facts: Facts

    def scenario(self, **changes: Any) -> Scenario:
        """A scenario from next month on for a year, everything else as measured.

        The city's question covers people as long as they are needed, a company's for a year.
        """
        base = self.standing.base_month
        payer = changes.pop("payer", CSR_PRIVATE)
        given: dict[str, Any] = {
            "base_month": base,
            "held_until": add_months(base, 2 * YEAR - 1),
            "start_month": add_months(base, 1),
            "months": YEAR if "question" in changes else 0,
            "terms": Terms(funding_source=payer),
            "course": self.course,
        }
        return Scenario(**(given | changes))

    def part(self, places: Iterable[int]) -> Course:
        """The usual course of a part of the city: as many join as its share of those without cover."""
        part = int(self.standing.only(places).unprotected.sum())
        return course_of_part(self.course, part, int(self.standing.unprotected.sum()))

    def goals(self, share: str | None, workers: int | None) -> tuple[Goal, ...]:
        """One goal, due in a year."""
        due = add_months(self.standing.base_month, YEAR)
        return (Goal(month=due, share=share, workers=workers),)
