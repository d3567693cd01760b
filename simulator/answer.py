"""One way to every result: page, link, command line and spreadsheet all ask here."""

from simulator.city import CityAnswer, answer_city
from simulator.company import CompanyAnswer, answer_company
from simulator.scenario import CITY, Scenario
from simulator.standing import Standing
from simulator.tariff import Tariff

Answer = CityAnswer | CompanyAnswer
Figure = int | str | None


def answer(tariff: Tariff, standing: Standing, scenario: Scenario) -> Answer:
    """The answer to any question. Raises ScenarioError."""
    if scenario.question == CITY:
        return answer_city(tariff, standing, scenario)
    return answer_company(tariff, standing, scenario)


def figures(found: Answer) -> dict[str, Figure]:
    """The numbers that are shown of an answer: [workers], months, or [rupiah] where the name ends in _idr."""
    if isinstance(found, CityAnswer):
        peak_month, peak_idr = found.peak
        return {
            "universe": int(found.flow.universe[0].sum()),
            "protected": int(found.flow.others[0].sum()),
            "gap_now": found.gap_now,
            "target_workers": found.target_workers,
            "due": found.due,
            "people_needed": found.people_needed,
            "worker_months": int(found.covered.sum()),
            "iuran_idr": int(found.iuran.sum()),
            "overhead_idr": int(found.overhead.sum()),
            "total_idr": found.total_idr,
            "peak_month": peak_month,
            "peak_idr": peak_idr,
            "capacity_needed": found.capacity_needed,
            "saving_if_relief_idr": found.saving_if_relief_idr,
        }
    return {
        "universe": found.universe,
        "protected": found.protected_before,
        "protected_after": found.protected_after,
        "available": found.available,
        "workers": found.workers,
        "months": found.length,
        "worker_months": found.worker_months,
        "iuran_idr": int(found.iuran.sum()),
        "overhead_idr": found.overhead_idr,
        "total_idr": found.total_idr,
        "rest_idr": found.rest_idr,
        "additional": found.additional,
        "additional_worker_months": found.additional_worker_months,
        "public_moved": found.public_moved,
        "end_month": found.end_month,
        "renewal_month": found.renewal_month,
        "saving_if_relief_idr": found.saving_if_relief_idr,
        "workers_if_relief": found.workers_if_relief,
    }


def monthly(found: Answer) -> list[dict[str, Figure]]:
    """One row a month: workers and price by price group, iuran, overhead; what the totals are sums of."""
    months = found.flow.months if isinstance(found, CityAnswer) else found.months
    rows: list[dict[str, Figure]] = []
    for place, month in enumerate(months):
        transport, other = found.by_group[place].tolist()
        transport_idr, other_idr = found.prices[place].tolist()
        rows.append(
            {
                "month": month,
                "transport_workers": transport,
                "transport_idr_per_worker": transport_idr,
                "other_workers": other,
                "other_idr_per_worker": other_idr,
                "iuran_idr": int(found.iuran[place]),
            }
        )
    return rows
