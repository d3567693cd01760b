"""Does every question without an answer get its own code, with the value, the limit and a way out?"""

from decimal import Decimal

import pytest

from simulator.cautions import CAUTION_VALUES
from simulator.checks import MAX_IDR
from simulator.city import answer_city
from simulator.company import answer_budget, answer_workers
from simulator.errors import ERROR_VALUES, ScenarioError
from simulator.tariff import Tariff
from tests.simulator_cases import (
    JKM,
    MEDAN,
    PAYER,
    budget_question,
    city_question,
    row,
    terms,
    workers_question,
)


def city(**changes):
    return lambda: answer_city(MEDAN, city_question(**changes))


def budget(**changes):
    return lambda: answer_budget(MEDAN, budget_question(**changes))


def workers(**changes):
    return lambda: answer_workers(MEDAN, workers_question(**changes))


def table(*rows, payers=PAYER):
    return lambda: Tariff.from_rows(rows, payers)


WITHOUT_SOURCE = {column: value for column, value in row().items() if column != "source"}

CASES = [
    (workers(start_month="2026-13"), "month_unreadable", {"field": "start_month", "value": "2026-13"}),
    (workers(start_month="2026-1"), "month_unreadable", {"value": "2026-1"}),
    (workers(start_month=None), "month_unreadable", {"value": None}),
    (workers(start_month="2026-10\n"), "month_unreadable", {"value": "2026-10\n"}),
    (workers(start_month="٢٠٢٦-10"), "month_unreadable", {"value": "٢٠٢٦-10"}),
    (city(target_month="9999-01"), "month_out_of_range", {"field": "target_month", "maximum": "2099-12"}),
    (city(base_month="1999-12"), "month_out_of_range", {"field": "base_month", "minimum": "2000-01"}),
    (workers(workers=1.5), "number_not_whole", {"field": "workers", "value": 1.5}),
    (workers(workers=True), "number_not_whole", {"field": "workers", "value": True}),
    (workers(months="12"), "number_not_whole", {"field": "months", "value": "12"}),
    (workers(workers=0), "number_out_of_range", {"field": "workers", "value": 0, "minimum": 1}),
    (workers(months=0), "number_out_of_range", {"field": "months", "value": 0, "minimum": 1}),
    (city(months=25), "number_out_of_range", {"field": "months", "value": 25, "maximum": 24}),
    (budget(budget_idr=0), "number_out_of_range", {"field": "budget_idr", "value": 0, "minimum": 1}),
    (budget(budget_idr=-5), "number_out_of_range", {"field": "budget_idr", "value": -5}),
    (budget(budget_idr=MAX_IDR + 1), "number_out_of_range", {"maximum": MAX_IDR}),
    (budget(workers_available=-1), "number_out_of_range", {"field": "workers_available", "minimum": 0}),
    (city(protected=-1), "number_out_of_range", {"field": "protected", "value": -1}),
    (city(universe=0), "number_out_of_range", {"field": "universe", "minimum": 1}),
    (city(target_share=None, target_workers=-1), "number_out_of_range", {"field": "target_workers"}),
    (city(target_share=None, target_workers=0), "number_out_of_range", {"field": "target_workers"}),
    (city(target_share=0.29), "share_unreadable", {"value": 0.29, "example": "0.29"}),
    (city(target_share="29 %"), "share_unreadable", {"value": "29 %"}),
    (city(target_share="nan"), "share_unreadable", {"value": "nan"}),
    (city(target_share="Infinity"), "share_unreadable", {"value": "Infinity"}),
    (city(target_share="1e999999999"), "share_unreadable", {"value": "1e999999999"}),
    (city(target_share="1e-999999999"), "share_unreadable", {"value": "1e-999999999"}),
    (city(target_share="1.01"), "share_out_of_range", {"value": "1.01", "maximum": "1"}),
    (city(target_share=Decimal("-0.1")), "share_out_of_range", {"value": Decimal("-0.1")}),
    (city(target_share="0"), "share_out_of_range", {"value": "0"}),
    (city(target_share=None), "target_not_single", {"value": "none"}),
    (city(target_workers=60_220), "target_not_single", {"value": "both"}),
    (city(target_month="2024-06"), "target_in_past", {"value": "2024-06", "minimum": "2024-07"}),
    (city(start_month="2024-06"), "start_in_past", {"value": "2024-06", "minimum": "2024-07"}),
    (city(start_month="2026-01"), "start_after_target", {"value": "2026-01", "maximum": "2025-12"}),
    (
        city(target_share=None, target_workers=214_556),
        "target_over_universe",
        {"value": 214_556, "maximum": 214_555},
    ),
    (city(protected=214_556), "protected_over_universe", {"value": 214_556, "maximum": 214_555}),
    (
        city(unprotected_transport=400, unprotected_other=600),
        "target_over_unprotected",
        {"value": 47_407, "maximum": 1_000, "reachable": 15_814},
    ),
    (lambda: terms(package="jp"), "package_unknown", {"value": "jp", "known": ("jkk_jkm", "jkk_jkm_jht")}),
    (workers(terms=terms(segment="pu")), "segment_unknown", {"value": "pu", "known": ("bpu",)}),
    (workers(terms=terms(funding_source="zakat")), "funding_source_unknown", {"value": "zakat"}),
    (
        workers(terms=terms(bracket=34)),
        "bracket_unknown",
        {"value": 34, "minimum": 1, "maximum": 33},
    ),
    (workers(terms=terms(bracket=0)), "bracket_unknown", {"value": 0}),
    (workers(start_month="2015-01"), "tariff_missing", {"month": "2015-01", "first_month": "2015-07"}),
    (table(), "tariff_empty", {}),
    (table(row(), WITHOUT_SOURCE), "tariff_column_missing", {"row": 2, "column": "source"}),
    (table(row(), payers=[{"id": "payer"}]), "tariff_column_missing", {"row": 1, "column": "relief"}),
    (table(row(programme="jkp")), "tariff_value_invalid", {"row": 1, "column": "programme"}),
    (table(row(transport="yes")), "tariff_value_invalid", {"column": "transport", "value": "yes"}),
    (table(row(bracket="34")), "tariff_value_invalid", {"column": "bracket", "expected": "<= 33"}),
    (table(row(bracket="")), "tariff_value_invalid", {"column": "bracket", "value": None}),
    (table(row(idr_per_worker_month="10.000")), "tariff_value_invalid", {"value": "10.000"}),
    (table(row(idr_per_worker_month="0")), "tariff_value_invalid", {"expected": ">= 1"}),
    (table(row(valid_from="2020")), "tariff_value_invalid", {"column": "valid_from"}),
    (table(row(valid_to="2019-12")), "tariff_value_invalid", {"column": "valid_to", "value": "2019-12"}),
    (table(row(legal_basis="")), "tariff_value_invalid", {"column": "legal_basis"}),
    (
        table(row(), payers=[{"id": "payer", "relief": "maybe"}]),
        "tariff_value_invalid",
        {"column": "relief", "value": "maybe"},
    ),
    (table(row(), JKM, row()), "tariff_overlap", {"first_row": 1, "second_row": 3}),
]


@pytest.mark.parametrize(("ask", "code", "details"), CASES, ids=[f"{c}-{d}" for _, c, d in CASES])
def test_a_question_without_an_answer_names_what_is_wrong(ask, code, details):
    with pytest.raises(ScenarioError) as caught:
        ask()
    assert caught.value.code == code
    assert caught.value.values.items() >= details.items()
    assert set(caught.value.values) == ERROR_VALUES[code]
    assert code in str(caught.value)


def test_every_error_code_can_happen():
    assert {code for _, code, _ in CASES} == set(ERROR_VALUES)


def test_every_caution_carries_the_values_it_promises():
    granted = terms(relief_for_csr=True)
    public = terms(funding_source="apbn", relief_for_csr=True)
    answers = [
        workers(months=2)(),
        workers(months=12, terms=granted)(),
        workers(terms=public)(),
        city(months=3)(),
        city(target_share="0.01")(),
        budget(budget_idr=1)(),
        budget(workers_available=1)(),
    ]
    seen = {}
    for answer in answers:
        for caution in answer.cautions:
            seen[caution.code] = frozenset(caution.values)
    assert seen == CAUTION_VALUES
