"""The questions that the tests of the simulator vary, priced with the country's tariff table."""

from simulator.answer import answer
from simulator.course import Course, Habit
from simulator.need import Goal
from simulator.rounding import ONE
from simulator.scenario import Scenario
from simulator.standing import Standing, Stratum, read_standing
from simulator.tariff import Tariff, Terms
from tests.reference_files import rows as read_rows

MEDAN = Tariff.from_rows(read_rows("tariff"), read_rows("funding_source"))
KEPT = Habit(renewal=ONE, months=1)  # who is covered stays so


def terms(**changes) -> Terms:
    return Terms(**{"funding_source": "csr_bumn", **changes})


def stratum(kecamatan="k1", opd="o1", sector="s1", **changes) -> Stratum:
    return Stratum(kecamatan=kecamatan, opd=opd, sector=sector, **changes)


def standing(people, paid=(), base_month="2026-10", moved=None) -> Standing:
    """`people`: (stratum, universe); `paid`: (stratum, source, paid through, workers)."""
    sources = sorted({source for _, source, _, _ in paid}) or ["apbd_kota"]
    covers = [
        ((each.kecamatan, each.opd, each.sector), source, through, workers)
        for each, source, through, workers in paid
    ]
    return read_standing(base_month, people, covers, sources, moved)


DRIVERS, OTHERS = stratum(sector="becak", transport=True), stratum(sector="nelayan")


def two_groups(transport=0, other=0, *, base_month="2026-10", protected=0) -> Standing:
    """Drivers and others without cover, and `protected` others whom the city pays in the base month."""
    paid = [(OTHERS, "apbd_kota", base_month, protected)]
    return standing([(DRIVERS, transport), (OTHERS, other + protected)], paid, base_month)


def july_2024() -> Standing:
    """14,814 of 214,555 informal workers were covered; invented: 20,000 of the rest drive."""
    return two_groups(20_000, 179_741, base_month="2024-07", protected=14_814)


def city(**changes) -> Scenario:
    """29 % from 2025-01 on for a year; who is covered stays so."""
    question = {
        "question": "city",
        "base_month": "2024-07",
        "goals": (Goal(month="2025-01", share="0.29"),),
        "held_until": "2025-12",
        "start_month": "2025-01",
        "months": 0,
        "terms": terms(),
        "course": Course(habits={"apbd_kota": KEPT}),
    }
    return Scenario(**(question | changes))


def goal(month: str, target: int | str) -> Goal:
    """A share when it is text, workers otherwise."""
    return Goal(month=month, share=target) if isinstance(target, str) else Goal(month=month, workers=target)


def company(**changes) -> Scenario:
    question = {
        "question": "workers",
        "base_month": "2026-10",
        "held_until": "2027-09",
        "start_month": "2026-10",
        "months": 12,
        "terms": terms(),
        "workers": 1,
    }
    return Scenario(**(question | changes))


def ask(people: Standing, scenario: Scenario):
    return answer(MEDAN, people, scenario)


def ask_company(workers=1, months=12, start_month="2026-10", *, transport=False, **changes):
    """A company question about people of one price group, all without cover, in the first month paid."""
    people = two_groups(10**7 * transport, 10**7 * (not transport), base_month=start_month)
    asked = company(workers=workers, months=months, start_month=start_month, base_month=start_month)
    return ask(people, changed(asked, held_until=start_month, **changes))


def changed(scenario: Scenario, **changes) -> Scenario:
    """The same question with other inputs."""
    values = {name: getattr(scenario, name) for name in scenario.__dataclass_fields__}
    return Scenario(**(values | changes))


def codes(found) -> list[str]:
    return [caution.code for caution in found.cautions]


def values(found, code: str) -> dict:
    (value,) = [caution.values for caution in found.cautions if caution.code == code]
    return dict(value)


def row(**changes) -> dict[str, object]:
    fields = {
        "programme": "jkk",
        "segment": "bpu",
        "bracket": "1",
        "base_income_idr": "1000000",
        "transport": "any",
        "relief": "none",
        "valid_from": "2020-01",
        "valid_to": "",
        "idr_per_worker_month": "10000",
        "legal_basis": "first rule",
        "source": "invented",
        "confidence": "confirmed",
        "note": "",
    }
    return {**fields, **changes}


JKM = row(programme="jkm", bracket="0", base_income_idr="", idr_per_worker_month="6800")
PAYER = [{"id": "payer", "relief": "by_law"}]
