"""Which laws must hold whatever is asked?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.checks import MAX_IDR
from simulator.city import answer_city
from simulator.company import answer_budget, answer_workers
from simulator.cover import price_cover
from simulator.month import add_months, months_from
from simulator.split import split_in_proportion
from simulator.tariff import PACKAGES
from tests.simulator_cases import MEDAN, budget_question, city_question, terms, workers_question

months_of_cover = st.integers(1, 24)
start_months = st.builds(add_months, st.just("2023-01"), st.integers(0, 90))
any_terms = st.builds(
    terms,
    funding_source=st.sampled_from(sorted(MEDAN.relief_rules)),
    package=st.sampled_from(sorted(PACKAGES)),
    bracket=st.integers(1, 33),
    relief_for_csr=st.booleans(),
)
purchases = st.fixed_dictionaries(
    {
        "transport": st.booleans(),
        "start_month": start_months,
        "months": months_of_cover,
        "terms": any_terms,
    }
)
budgets = st.integers(1, MAX_IDR)


@given(purchase=purchases, budget_idr=budgets, available=st.none() | st.integers(0, 10**6))
def test_money_is_spent_or_left_and_never_lost(purchase, budget_idr, available):
    answer = answer_budget(
        MEDAN, budget_question(**purchase, budget_idr=budget_idr, workers_available=available)
    )
    assert answer.spent_idr + answer.rest_idr == budget_idr
    assert answer.rest_idr >= 0
    assert answer.spent_idr == sum(month.idr for month in answer.cover.months)
    if available is None or answer.workers < available:
        assert answer.rest_idr < answer.cover.idr_per_worker
    assert answer.workers_if_relief >= answer.workers


@given(purchase=purchases, budget_idr=st.integers(1, MAX_IDR - 1), more=st.integers(1, 10**6))
def test_more_money_never_covers_fewer(purchase, budget_idr, more):
    less, rich = (
        answer_budget(MEDAN, budget_question(**purchase, budget_idr=idr))
        for idr in (budget_idr, min(MAX_IDR, budget_idr + more))
    )
    assert rich.workers >= less.workers


@given(purchase=purchases, budget_idr=budgets)
def test_budget_to_workers_and_back_wastes_less_than_one_cover(purchase, budget_idr):
    bought = answer_budget(MEDAN, budget_question(**purchase, budget_idr=budget_idr))
    if bought.workers == 0:
        return
    back = answer_workers(MEDAN, workers_question(**purchase, workers=bought.workers))
    assert back.total_idr == bought.spent_idr
    assert 0 <= budget_idr - back.total_idr < back.cover.idr_per_worker


@given(purchase=purchases, workers=st.integers(1, 10**6), times=st.integers(1, 1_000))
def test_cost_scales_with_the_workers(purchase, workers, times):
    one, many = (
        answer_workers(MEDAN, workers_question(**purchase, workers=count))
        for count in (workers, workers * times)
    )
    assert many.total_idr == times * one.total_idr
    assert many.saving_if_relief_idr == times * one.saving_if_relief_idr


@given(purchase=purchases, cut=st.integers(1, 23))
def test_a_cover_costs_what_its_two_halves_cost(purchase, cut):
    months, start_month = purchase["months"], purchase["start_month"]
    if cut >= months:
        return

    def total(start: str, length: int) -> int:
        return price_cover(
            MEDAN,
            purchase["terms"],
            transport=purchase["transport"],
            workers=7,
            months=length,
            start_month=start,
        ).total_idr

    assert total(start_month, months) == total(start_month, cut) + total(
        add_months(start_month, cut), months - cut
    )


@given(purchase=purchases)
def test_a_cover_runs_month_by_month_to_its_end(purchase):
    cover = answer_workers(MEDAN, workers_question(**purchase)).cover
    assert cover.start_month == purchase["start_month"]
    assert months_from(cover.start_month, cover.end_month) == purchase["months"] - 1
    assert len({month.month for month in cover.months}) == purchase["months"]


@given(purchase=purchases)
def test_the_relief_never_makes_a_cover_dearer_nor_cheaper_than_half(purchase):
    answer = answer_workers(MEDAN, workers_question(**purchase))
    asked = purchase["terms"]
    full = answer_workers(
        MEDAN, workers_question(**{**purchase, "terms": terms(package=asked.package, bracket=asked.bracket)})
    )
    assert full.total_idr <= 2 * answer.total_idr
    assert answer.total_idr <= full.total_idr
    assert 0 <= 2 * answer.saving_if_relief_idr <= full.total_idr


@st.composite
def city_questions(draw):
    protected = draw(st.integers(0, 10**6))
    transport, other = draw(st.integers(0, 10**6)), draw(st.integers(0, 10**6))
    universe = max(1, protected + transport + other)
    share = draw(st.none() | st.decimals("0.000001", "1", places=6))
    return {
        "target_share": share,
        "target_workers": draw(st.integers(1, universe)) if share is None else None,
        "universe": universe,
        "protected": min(protected, universe),
        "unprotected_transport": transport,
        "unprotected_other": max(other, universe - protected - transport),
        "base_month": "2026-10",
        "start_month": add_months("2026-10", draw(st.integers(0, 12))),
        "target_month": add_months("2026-10", draw(st.integers(12, 48))),
        "months": draw(months_of_cover),
        "terms": draw(any_terms),
    }


@given(asked=city_questions())
def test_the_city_reaches_its_target_with_the_fewest_people(asked):
    answer = answer_city(MEDAN, city_question(**asked))
    assert asked["protected"] + answer.people_needed >= answer.target_workers
    if answer.people_needed:
        assert asked["protected"] + answer.people_needed == answer.target_workers
    if asked["target_share"] is not None:
        share = asked["target_share"]
        assert share * asked["universe"] <= answer.target_workers < share * asked["universe"] + 1


@given(asked=city_questions())
def test_the_parts_of_the_city_sum_to_the_whole(asked):
    answer = answer_city(MEDAN, city_question(**asked))
    transport, other = answer.covers
    assert transport.workers + other.workers == answer.people_needed
    assert transport.workers <= asked["unprotected_transport"]
    assert other.workers <= asked["unprotected_other"]
    assert answer.total_idr == transport.total_idr + other.total_idr
    assert answer.total_idr == sum(month.idr for month in answer.monthly)
    assert answer.peak.idr == max(month.idr for month in answer.monthly)
    assert len(answer.monthly) == asked["months"]


@given(asked=city_questions())
def test_the_city_pays_what_its_groups_would_pay_alone(asked):
    answer = answer_city(MEDAN, city_question(**asked))
    for cover in answer.covers:
        if cover.workers:
            alone = answer_workers(
                MEDAN,
                workers_question(
                    workers=cover.workers,
                    transport=cover.transport,
                    start_month=asked["start_month"],
                    months=asked["months"],
                    terms=asked["terms"],
                ),
            )
            assert alone.total_idr == cover.total_idr


@given(weights=st.lists(st.integers(0, 10**9), min_size=1, max_size=8), data=st.data())
def test_parts_are_whole_sum_exactly_and_fit(weights, data):
    total = data.draw(st.integers(0, sum(weights)))
    parts = split_in_proportion(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert 0 <= part <= weight
        assert abs(part * sum(weights) - total * weight) < max(1, sum(weights))


def test_nothing_is_shared_out_over_nobody():
    assert split_in_proportion(0, (0, 0)) == (0, 0)
    with pytest.raises(ValueError, match="weights that are all 0"):
        split_in_proportion(1, (0, 0))


def test_equal_remainders_go_to_the_first():
    assert split_in_proportion(1, (5, 5)) == (1, 0)
