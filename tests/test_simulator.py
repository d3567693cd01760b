"""Does the simulator give the numbers that were worked out by hand or printed by a source?"""

from fractions import Fraction

import pytest

from simulator.city import answer_city
from simulator.company import answer_budget, answer_workers
from tests.simulator_cases import MEDAN, budget_question, city_question, terms, workers_question


def codes(answer) -> list[str]:
    return [caution.code for caution in answer.cautions]


def values(answer, code: str) -> dict:
    (found,) = [caution.values for caution in answer.cautions if caution.code == code]
    return dict(found)


def total_idr(**changes) -> int:
    return answer_workers(MEDAN, workers_question(**changes)).total_idr


@pytest.mark.parametrize(
    ("workers", "months", "start_month", "source", "printed_idr"),
    [
        (4_960, 6, "2024-11", "csr_bumn", 499_968_000),  # Pelindo, 2024
        (17_360, 6, "2024-11", "csr_bumn", 1_749_888_000),  # four BUMN, 2024
        (11_797, 12, "2022-01", "apbd_kota", 2_378_275_200),  # printed as 2.3 billion
        (17_851, 11, "2025-02", "apbd_kota", 3_298_864_800),  # printed as 3.3 billion
    ],
)
def test_published_cases_come_out_to_the_rupiah(workers, months, start_month, source, printed_idr):
    question = workers_question(
        workers=workers, months=months, start_month=start_month, terms=terms(funding_source=source)
    )
    assert answer_workers(MEDAN, question).total_idr == printed_idr


def test_a_year_from_october_2026_follows_the_relief_month_by_month():
    # other sectors: 3 x 8,400 (Oct-Dec) + 9 x 16,800; transport: 6 x 8,400 (Oct-Mar) + 6 x 16,800
    granted = terms(relief_for_csr=True)
    assert total_idr(terms=granted) == 176_400
    assert total_idr(terms=granted, transport=True) == 151_200
    assert total_idr() == total_idr(transport=True) == 201_600
    cover = answer_workers(MEDAN, workers_question(terms=granted)).cover
    assert [month.idr_per_worker for month in cover.months] == [8_400] * 3 + [16_800] * 9
    assert cover.months[0].month == "2026-10"
    assert cover.end_month == "2027-09"
    assert cover.months[2].legal_basis == ("PP 50/2025 Pasal 3-4",)
    assert "PP 50/2025 Pasal 3-4" not in cover.months[3].legal_basis


@pytest.mark.parametrize("source", ["apbd_kota", "apbd_provinsi", "dbh_sawit", "apbn"])
@pytest.mark.parametrize("transport", [True, False])
def test_public_money_gets_no_relief_even_with_the_switch_on(source, transport):
    asked = terms(funding_source=source, relief_for_csr=True)
    answer = answer_workers(MEDAN, workers_question(terms=asked, transport=transport))
    assert answer.total_idr == 201_600
    assert answer.saving_if_relief_idr == 0
    assert values(answer, "relief_excluded") == {"funding_source": source}


def test_who_pays_alone_gets_the_relief_by_law_whatever_the_switch_says():
    for switch in (False, True):
        answer = answer_workers(
            MEDAN, workers_question(terms=terms(funding_source="mandiri", relief_for_csr=switch))
        )
        assert answer.total_idr == 176_400
        assert answer.saving_if_relief_idr == 0
        assert "relief_unconfirmed" not in codes(answer)


def test_the_gap_to_the_computed_target():
    answer = answer_city(MEDAN, city_question())
    assert answer.target_workers == 62_221  # 0.29 x 214,555 = 62,220.95
    assert answer.people_needed == 47_407
    assert answer.total_idr == 9_557_251_200
    # 47,407 x 20,000 / 199,741 = 4,746.85; the larger remainder is the drivers'
    assert [cover.workers for cover in answer.covers] == [4_747, 42_660]


def test_the_gap_to_the_printed_target():
    answer = answer_city(MEDAN, city_question(target_share=None, target_workers=60_220))
    assert answer.people_needed == 45_406
    assert answer.total_idr == 9_153_849_600
    assert answer.peak.idr == 762_820_800
    assert [month.idr for month in answer.monthly] == [762_820_800] * 12


def test_city_pays_each_group_its_own_tariff():
    question = city_question(
        target_share=None,
        target_workers=1_100,
        universe=2_000,
        protected=1_000,
        unprotected_transport=400,
        unprotected_other=600,
        base_month="2026-10",
        target_month="2027-06",
        start_month="2026-12",
        months=5,
        terms=terms(relief_for_csr=True),
    )
    answer = answer_city(MEDAN, question)
    # Dec: 100 x 8,400; Jan-Mar: 40 drivers x 8,400 + 60 x 16,800; Apr: 100 x 16,800
    assert [month.idr for month in answer.monthly] == [840_000, *[1_344_000] * 3, 1_680_000]
    assert answer.total_idr == 6_552_000
    assert (answer.peak.month, answer.peak.idr) == ("2027-04", 1_680_000)
    assert answer.saving_if_relief_idr == 5 * 1_680_000 - 6_552_000
    ends = [dict(caution.values) for caution in answer.cautions if caution.code == "relief_ends"]
    assert [(end["transport"], end["last_month"], end["rise_idr"]) for end in ends] == [
        (True, "2027-03", 336_000),
        (False, "2026-12", 504_000),
    ]


def test_brackets_and_old_age_saving_raise_the_price():
    # bracket 1: 10,000 + 6,800 + 20,000; bracket 33: 207,000 + 6,800 + 414,000
    for bracket, idr in ((1, 36_800), (33, 627_800)):
        asked = terms(package="jkk_jkm_jht", bracket=bracket)
        assert total_idr(terms=asked, months=1, start_month="2025-01") == idr
    # relief halves 10,000 + 6,800 and leaves JHT alone
    asked = terms(package="jkk_jkm_jht", relief_for_csr=True)
    assert total_idr(terms=asked, months=1, start_month="2026-12") == 28_400


def test_a_budget_buys_whole_covers_and_keeps_the_rest():
    answer = answer_budget(MEDAN, budget_question(budget_idr=500_000_000))
    # 6 x 16,800 = 100,800; 500,000,000 // 100,800 = 4,960; rest 32,000
    assert (answer.workers, answer.spent_idr, answer.rest_idr) == (4_960, 499_968_000, 32_000)
    assert answer.cover.end_month == "2025-04"
    assert answer.cover.idr_per_worker == 100_800


def test_a_budget_beyond_the_workers_says_what_is_left():
    answer = answer_budget(MEDAN, budget_question(workers_available=4_000))
    assert (answer.workers, answer.rest_idr) == (4_000, 960 * 100_800)
    assert values(answer, "workers_run_out") == {"workers": 4_000, "rest_idr": 96_768_000}
    one_short = answer_budget(MEDAN, budget_question(workers_available=4_959))
    assert values(one_short, "workers_run_out") == {"workers": 4_959, "rest_idr": 100_800}
    assert "workers_run_out" not in codes(answer_budget(MEDAN, budget_question(workers_available=4_960)))


@pytest.mark.parametrize(("budget_idr", "workers"), [(1, 0), (100_799, 0), (100_800, 1), (201_599, 1)])
def test_a_budget_around_one_cover(budget_idr, workers):
    answer = answer_budget(MEDAN, budget_question(budget_idr=budget_idr))
    assert (answer.workers, answer.rest_idr) == (workers, budget_idr - workers * 100_800)
    assert ("budget_below_one_cover" in codes(answer)) == (workers == 0)


def test_the_relief_shows_how_many_more_a_budget_would_cover():
    asked = budget_question(budget_idr=1_000_000, start_month="2026-10", months=3)
    off = answer_budget(MEDAN, asked)
    on = answer_budget(
        MEDAN,
        budget_question(
            budget_idr=1_000_000, start_month="2026-10", months=3, terms=terms(relief_for_csr=True)
        ),
    )
    # 3 x 16,800 = 50,400 -> 19; 3 x 8,400 = 25,200 -> 39
    assert (off.workers, off.workers_if_relief) == (19, 39)
    assert (on.workers, on.workers_if_relief) == (39, 39)
    assert values(on, "relief_unconfirmed") == {"funding_source": "csr_bumn", "saving_idr": 39 * 25_200}


def test_a_reached_target_costs_nothing_and_says_so():
    answer = answer_city(MEDAN, city_question(target_share="0.05"))
    assert (answer.target_workers, answer.people_needed, answer.total_idr) == (10_728, 0, 0)
    assert codes(answer) == ["target_reached"]


def test_every_unprotected_worker_can_be_needed():
    answer = answer_city(MEDAN, city_question(target_share="1"))
    assert [cover.workers for cover in answer.covers] == [20_000, 179_741]


@pytest.mark.parametrize(("months", "is_short"), [(1, True), (2, True), (3, False)])
def test_covers_under_three_months_are_warned_of(months, is_short):
    assert ("cover_short" in codes(answer_workers(MEDAN, workers_question(months=months)))) == is_short


@pytest.mark.parametrize(
    ("months", "target_month", "paid", "is_active", "missing"),
    [
        (12, "2025-12", 12, True, None),  # January to December
        (11, "2025-12", 11, False, 1),
        (12, "2025-06", 6, True, None),
        (3, "2025-12", 3, False, 9),
        (12, "2025-01", 1, True, None),
    ],
)
def test_cover_against_the_month_of_the_target(months, target_month, paid, is_active, missing):
    answer = answer_city(MEDAN, city_question(months=months, target_month=target_month))
    assert (answer.months_paid_by_target, answer.is_active_at_target) == (paid, is_active)
    assert ("cover_ends_before_target" in codes(answer)) == (missing is not None)
    if missing is not None:
        assert values(answer, "cover_ends_before_target")["months_missing"] == missing


def test_months_beyond_the_known_law_are_priced_at_the_last_rule_and_named():
    answer = answer_workers(MEDAN, workers_question(start_month="2027-01", months=6))
    assert values(answer, "tariff_beyond_known") == {
        "known_through": "2027-03",
        "next_month": "2027-04",
        "months": 3,
    }
    assert answer.cover.months[-1].idr_per_worker == 16_800
    assert "tariff_beyond_known" not in codes(
        answer_workers(MEDAN, workers_question(start_month="2027-01", months=3))
    )
    later = answer_workers(MEDAN, workers_question(start_month="2040-01", months=2))
    assert values(later, "tariff_beyond_known")["months"] == 2


@pytest.mark.parametrize(
    ("share", "universe", "target"),
    [
        ("0.07", 100, 7),  # 0.07 * 100 in floats is 7.000000000000001
        ("0.29", 100, 29),
        ("0.57", 100, 57),
        ("0.290001", 100, 30),
        (Fraction(1, 3), 300, 100),
        (Fraction(1, 3), 301, 101),
    ],
)
def test_a_share_of_a_universe_is_exact(share, universe, target):
    question = city_question(
        target_share=share,
        universe=universe,
        protected=0,
        unprotected_transport=0,
        unprotected_other=universe,
    )
    assert answer_city(MEDAN, question).target_workers == target
