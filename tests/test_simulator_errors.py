"""Does every question without an answer get its own code, with the value, the limit and a way out?"""

import ast
from decimal import Decimal
from pathlib import Path

import pytest

import simulator
from simulator.cautions import CAUTION_VALUES
from simulator.checks import MAX_IDR
from simulator.course import Course, Habit, YearBudget
from simulator.errors import ERROR_VALUES, ScenarioError
from simulator.need import Goal
from simulator.scenario import Pledge
from simulator.standing import read_standing
from simulator.tariff import Tariff
from tests.simulator_cases import (
    JKM,
    OTHERS,
    PAYER,
    ask,
    city,
    company,
    goal,
    july_2024,
    row,
    standing,
    terms,
    two_groups,
)

# Reading links, documents and lists has tests of its own.
MODEL = (
    *("allocation", "checks", "city", "company", "course", "flow", "month", "need", "people", "pool"),
    *("prices", "purchase", "scenario", "standing", "tariff", "tariff_row"),
)


def of_city(**changes):
    return lambda: ask(july_2024(), city(**changes))


def of_company(**changes):
    return lambda: ask(two_groups(other=100), company(**changes))


def target(**changes):
    return lambda: Goal(**{"month": "2025-01", **changes})


def budgets(*money):
    return lambda: Course(budgets=tuple(YearBudget(source=s, year=y, idr=idr) for s, y, idr in money))


def table(*rows, payers=PAYER):
    return lambda: Tariff.from_rows(rows, payers)


def flooded():
    money = (YearBudget(source="apbd_kota", year=2026, idr=10**9),)
    return ask(two_groups(other=100), company(start_month="2026-12", course=Course(budgets=money)))


WITHOUT_SOURCE = {column: value for column, value in row().items() if column != "source"}
PLEDGE = Pledge(start_month="2025-01", months=3, workers=1)

CASES = [
    (of_company(start_month="2026-13"), "month_unreadable", {"field": "start_month", "value": "2026-13"}),
    (of_company(start_month="2026-1"), "month_unreadable", {"value": "2026-1"}),
    (of_company(start_month=None), "month_unreadable", {"value": None}),
    (of_company(start_month="2026-10\n"), "month_unreadable", {"value": "2026-10\n"}),
    (of_company(start_month="٢٠٢٦-10"), "month_unreadable", {"value": "٢٠٢٦-10"}),
    (target(month="9999-01"), "month_out_of_range", {"field": "target_month", "maximum": "2099-12"}),
    (of_city(base_month="1999-12"), "month_out_of_range", {"field": "base_month", "minimum": "2000-01"}),
    (of_company(workers=1.5), "number_not_whole", {"field": "workers", "value": 1.5}),
    (of_company(workers=True), "number_not_whole", {"field": "workers", "value": True}),
    (of_company(months="12"), "number_not_whole", {"field": "months", "value": "12"}),
    (of_company(workers=0), "number_out_of_range", {"field": "workers", "value": 0, "minimum": 1}),
    (of_company(months=0), "number_out_of_range", {"field": "months", "value": 0, "minimum": 1}),
    (of_company(within=25), "number_out_of_range", {"field": "within", "maximum": 24}),
    (of_company(overhead=5_001), "number_out_of_range", {"field": "overhead", "maximum": 5_000}),
    (of_city(months=25), "number_out_of_range", {"field": "months", "value": 25, "maximum": 24}),
    (of_city(months=-1), "number_out_of_range", {"field": "months", "minimum": 0}),
    (of_city(capacity=0), "number_out_of_range", {"field": "capacity", "minimum": 1}),
    (of_company(budget_idr=-5), "number_out_of_range", {"field": "budget_idr", "value": -5, "minimum": 1}),
    (of_company(budget_idr=MAX_IDR + 1), "number_out_of_range", {"maximum": MAX_IDR}),
    (of_city(universe=10, protected=-1), "number_out_of_range", {"field": "protected", "value": -1}),
    (of_city(universe=0, protected=0), "number_out_of_range", {"field": "universe", "minimum": 1}),
    (target(workers=0), "number_out_of_range", {"field": "target_workers", "minimum": 1}),
    (lambda: Habit(renewal=10_001, months=1), "number_out_of_range", {"field": "renewal"}),
    (lambda: Habit(renewal=1, months=0), "number_out_of_range", {"field": "renewal_months"}),
    (lambda: Habit(renewal=1, months=1, new=-1), "number_out_of_range", {"field": "new"}),
    (lambda: Course(growth=1_001), "number_out_of_range", {"field": "growth", "minimum": -500}),
    (budgets(("apbn", 1999, 1)), "number_out_of_range", {"field": "year"}),
    (target(share=0.29), "share_unreadable", {"value": 0.29, "example": "0.5"}),
    (target(share="29 %"), "share_unreadable", {"value": "29 %"}),
    (target(share="nan"), "share_unreadable", {"value": "nan"}),
    (target(share="Infinity"), "share_unreadable", {"value": "Infinity"}),
    (target(share="1e999999999"), "share_unreadable", {"value": "1e999999999"}),
    (target(share="1e-999999999"), "share_unreadable", {"value": "1e-999999999"}),
    (target(share="1.01"), "share_out_of_range", {"value": "1.01", "maximum": "1"}),
    (target(share=Decimal("-0.1")), "share_out_of_range", {"value": Decimal("-0.1")}),
    (target(share="0"), "share_out_of_range", {"value": "0"}),
    (target(), "target_not_single", {"value": "none"}),
    (target(share="0.29", workers=60_220), "target_not_single", {"value": "both"}),
    (of_city(goals=()), "target_not_single", {"value": "none"}),
    (of_city(goals=(goal("2024-06", "0.5"),)), "target_in_past", {"value": "2024-06", "minimum": "2024-07"}),
    (
        of_city(goals=(goal("2025-02", "0.5"), goal("2025-02", "0.6"))),
        "goals_out_of_order",
        {"value": "2025-02", "minimum": "2025-02"},
    ),
    (of_city(held_until="2024-12"), "held_before_target", {"value": "2024-12", "minimum": "2025-01"}),
    (of_city(held_until="2034-08"), "horizon_too_long", {"value": "2034-08", "maximum": 120}),
    (of_city(start_month="2024-06"), "start_in_past", {"value": "2024-06", "minimum": "2024-07"}),
    (of_city(start_month="2025-02"), "start_after_target", {"value": "2025-02", "maximum": "2025-01"}),
    (
        of_city(goals=(goal("2025-01", 214_556),)),
        "target_over_universe",
        {"value": 214_556, "maximum": 214_555},
    ),
    (of_city(capacity=10), "target_unreachable", {"value": 10, "needed": 47_407, "held_until": "2025-12"}),
    (of_city(universe=300_000), "universe_not_whole", {"value": "universe"}),
    (of_city(protected=300_000), "universe_not_whole", {"value": "protected"}),
    (of_city(universe=9, protected=10), "protected_over_universe", {"value": 10, "maximum": 9}),
    (
        of_city(universe=214_554, protected=14_814),
        "universe_too_small",
        {"value": 214_554, "minimum": 214_555, "protected": 14_814, "minimum_protected": 14_814},
    ),
    (of_city(universe=300_000, protected=14_813), "universe_too_small", {"protected": 14_813}),
    (
        of_company(base_month="2026-09", start_month="2026-10"),
        "base_month_differs",
        {"value": "2026-09", "known": "2026-10"},
    ),
    (
        of_company(sector=("nelayan", "x")),
        "stratum_unknown",
        {"field": "sector", "value": "x", "known": ("becak", "nelayan")},
    ),
    (of_company(sector=("becak",)), "nobody_there", {"value": "becak"}),
    (of_company(rule="loudest"), "rule_unknown", {"value": "loudest"}),
    (of_company(rule="near"), "place_missing", {"value": "near"}),
    (of_company(rule="near", near="k9"), "place_unknown", {"value": "k9", "known": ()}),
    (of_company(people="all"), "value_unknown", {"field": "people", "value": "all"}),
    (of_company(question="why"), "value_unknown", {"field": "question", "value": "why"}),
    (of_city(pledges=(PLEDGE,) * 13), "too_many", {"field": "pledges", "value": 13, "maximum": 12}),
    (lambda: Pledge(start_month="2025-01", months=3), "pledge_not_single", {"value": "none"}),
    (
        lambda: Pledge(start_month="2025-01", months=3, workers=1, idr=1),
        "pledge_not_single",
        {"value": "both"},
    ),
    (budgets(("csr_bumn", 2027, 1)), "budget_source", {"value": "csr_bumn"}),
    (budgets(("apbn", 2027, 1), ("apbn", 2027, 2)), "budget_twice", {"value": "apbn", "year": 2027}),
    (
        flooded,
        "budget_over_universe",
        {"value": 10**9, "workers": 29_761, "maximum_workers": 100, "maximum_idr": 3_360_000},
    ),
    (lambda: terms(package="jp"), "package_unknown", {"value": "jp", "known": ("jkk_jkm", "jkk_jkm_jht")}),
    (of_company(terms=terms(segment="pu")), "segment_unknown", {"value": "pu", "known": ("bpu",)}),
    (of_company(terms=terms(funding_source="zakat")), "funding_source_unknown", {"value": "zakat"}),
    (of_company(terms=terms(bracket=34)), "bracket_unknown", {"value": 34, "minimum": 1, "maximum": 33}),
    (of_company(terms=terms(bracket=0)), "bracket_unknown", {"value": 0}),
    (
        lambda: ask(
            two_groups(other=9, base_month="2015-01"),
            company(base_month="2015-01", start_month="2015-02", held_until="2015-02"),
        ),
        "tariff_missing",
        {"month": "2015-01", "first_month": "2015-07"},
    ),
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


@pytest.mark.parametrize(
    ("work", "code", "details"), CASES, ids=[f"{place}-{code}" for place, (_, code, _) in enumerate(CASES)]
)
def test_a_question_without_an_answer_names_what_is_wrong(work, code, details):
    with pytest.raises(ScenarioError) as caught:
        work()
    assert caught.value.code == code
    assert caught.value.values.items() >= details.items()
    assert set(caught.value.values) == ERROR_VALUES[code]
    assert code in str(caught.value)


def raised(name: str) -> set[str]:
    """Codes that a module of the simulator raises."""
    tree = ast.parse((Path(simulator.__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("ScenarioError", "TariffError")
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_error_of_the_model_has_a_case_and_no_listed_code_is_dead():
    modules = [path.stem for path in Path(simulator.__file__).parent.glob("*.py")]
    of_model = set.union(*map(raised, MODEL))
    assert {code for _, code, _ in CASES} >= of_model
    assert set.union(*map(raised, modules)) <= set(ERROR_VALUES)


@pytest.mark.parametrize(
    ("sector", "source", "through", "workers", "match"),
    [
        ("nelayan", "mandiri", "2026-09", 1, "no place for a cover"),
        ("nelayan", "nobody", "2026-11", 1, "no place for a cover"),
        ("becak", "mandiri", "2026-11", 1, "no place for a cover"),
        ("nelayan", "mandiri", "2026-11", 11, "more covers than people"),
    ],
)
def test_a_standing_that_contradicts_itself_is_refused(sector, source, through, workers, match):
    paid = [(("k1", "o1", sector), source, through, workers)]
    with pytest.raises(ValueError, match=match):
        read_standing("2026-10", [(OTHERS, 10)], paid, ["mandiri"])


def cautious_answers():
    granted, public = terms(relief_for_csr=True), terms(funding_source="apbn", relief_for_csr=True)
    paid = [(OTHERS, "csr_bumn", "2026-10", 40), (OTHERS, "apbd_kota", "2026-12", 10)]
    people = standing([(OTHERS, 100)], paid)
    now = {"base_month": "2026-10", "start_month": "2026-11", "held_until": "2027-06"}
    plan = {**now, "course": Course(), "goals": (goal("2026-12", "0.8"),)}
    joining = Course(habits={"csr_bumn": Habit(renewal=10_000, months=1, new=20)})
    for asked in (
        city(**plan, terms=granted),
        city(**plan, terms=public),
        city(**plan, capacity=30),
        city(**plan, universe=500, protected=100),
        city(**{**plan, "held_until": "2026-12"}),
        city(**{**plan, "goals": (goal("2026-12", "0.01"),), "held_until": "2026-12"}),
        city(**{**plan, "goals": (goal("2027-03", "0.3"),)}),  # 50 now, but their covers run out
        city(**{**plan, "course": joining, "goals": (goal("2026-11", "0.8"),), "months": 6}),
        company(people="expiring", workers=45, start_month="2026-12"),
        company(people="everyone", workers=80, months=2, start_month="2026-11"),
        company(question="budget", budget_idr=1),
        company(question="budget", budget_idr=10**9),
        company(workers=1_000),
    ):
        yield ask(people, asked)


def test_every_caution_carries_the_values_it_promises():
    seen: dict[str, set[frozenset[str]]] = {}
    for found in cautious_answers():
        for caution in found.cautions:
            seen.setdefault(caution.code, set()).add(frozenset(caution.values))
    assert seen == {code: {values} for code, values in CAUTION_VALUES.items()}
