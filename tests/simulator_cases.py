"""The questions that the tests of the simulator vary, priced with the country's tariff table."""

from simulator.city import CityQuestion
from simulator.company import BudgetQuestion, WorkersQuestion
from simulator.tariff import Tariff, Terms
from tests.reference_files import rows as read_rows

MEDAN = Tariff.from_rows(read_rows("tariff"), read_rows("funding_source"))


def terms(**changes) -> Terms:
    return Terms(**{"funding_source": "csr_bumn", **changes})


def city_question(**changes) -> CityQuestion:
    """July 2024: 14,814 of 214,555 informal workers were covered; invented: 20,000 of the rest drive."""
    question = {
        "target_share": "0.29",
        "universe": 214_555,
        "protected": 14_814,
        "unprotected_transport": 20_000,
        "unprotected_other": 179_741,
        "base_month": "2024-07",
        "target_month": "2025-12",
        "start_month": "2025-01",
        "months": 12,
        "terms": terms(),
    }
    return CityQuestion(**(question | changes))


def budget_question(**changes) -> BudgetQuestion:
    question = {
        "budget_idr": 499_968_000,
        "transport": False,
        "start_month": "2024-11",
        "months": 6,
        "terms": terms(),
    }
    return BudgetQuestion(**(question | changes))


def workers_question(**changes) -> WorkersQuestion:
    question = {"workers": 1, "transport": False, "start_month": "2026-10", "months": 12, "terms": terms()}
    return WorkersQuestion(**(question | changes))


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
