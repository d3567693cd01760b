"""Which rows of the tariff can a scenario reach? Few enough to travel in a link."""

from typing import Any

from simulator.scenario import Scenario
from simulator.tariff import PACKAGES, Tariff, Terms
from simulator.tariff_row import ALL_BRACKETS, TariffRow

MAX_ROWS, MAX_IDR_A_MONTH = 64, 10**8


def rates_of(tariff: Tariff, scenario: Scenario) -> Tariff:
    """The same prices for this scenario, from the rows it can reach, without their legal texts."""
    budgets = [Terms(funding_source=each.source) for each in scenario.course.budgets]
    terms = [scenario.terms, *budgets]
    reached = [row for row in tariff.rows if any(_reaches(row, each) for each in terms)]
    payers = {each.funding_source for each in terms}
    return tariff_from(
        [_row(row) for row in reached],
        {payer: rule for payer, rule in sorted(tariff.relief_rules.items()) if payer in payers},
    )


def rates_plain(tariff: Tariff) -> list[list[Any]]:
    """One list a row: programme, segment, bracket, transport, relief, first and last month, rupiah."""
    return [_row(row) for row in tariff.rows]


def tariff_from(rows: list[list[Any]], relief_rules: dict[str, Any]) -> Tariff:
    """The tariff of such rows. Raises ValueError for a row of another shape, TariffError for wrong values."""
    if len(rows) > MAX_ROWS:
        raise ValueError(f"more than {MAX_ROWS} rows")
    read = []
    for programme, segment, bracket, drives, relief, valid_from, valid_to, idr in rows:
        if not isinstance(idr, int) or idr > MAX_IDR_A_MONTH:
            raise ValueError(f"no rupiah: {idr!r}")
        read.append(
            {
                "programme": programme,
                "segment": segment,
                "bracket": bracket,
                "base_income_idr": None,
                "transport": drives,
                "relief": relief,
                "valid_from": valid_from,
                "valid_to": valid_to,
                "idr_per_worker_month": idr,
                "legal_basis": "-",
                "source": "-",
                "confidence": None,
                "note": None,
            }
        )
    payers = [{"id": payer, "relief": rule} for payer, rule in relief_rules.items()]
    return Tariff.from_rows(read, payers)


def _reaches(row: TariffRow, terms: Terms) -> bool:
    return (
        row.segment == terms.segment
        and row.bracket in (ALL_BRACKETS, terms.bracket)
        and row.programme in PACKAGES[terms.package]
    )


def _row(row: TariffRow) -> list[Any]:
    drives = "any" if row.transport is None else str(row.transport).lower()
    return [
        *(row.programme, row.segment, row.bracket, drives, row.relief),
        *(row.valid_from, row.valid_to, row.idr_per_worker_month),
    ]
