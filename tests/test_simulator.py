"""Does the simulator give the numbers that were worked out by hand or printed by a source?"""

from fractions import Fraction

import pytest

from simulator.answer import figures, monthly
from simulator.course import Course, Habit
from simulator.need import Goal
from simulator.rounding import ONE
from tests.simulator_cases import (
    DRIVERS,
    KEPT,
    OTHERS,
    ask,
    ask_company,
    changed,
    city,
    codes,
    company,
    goal,
    july_2024,
    standing,
    terms,
    two_groups,
    values,
)


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
    found = ask_company(workers, months, start_month, terms=terms(funding_source=source))
    assert figures(found)["total_idr"] == printed_idr


def test_a_year_from_october_2026_follows_the_relief_month_by_month():
    # other sectors: 3 x 8,400 (Oct-Dec) + 9 x 16,800; transport: 6 x 8,400 (Oct-Mar) + 6 x 16,800
    granted = terms(relief_for_csr=True)
    found = ask_company(terms=granted)
    assert found.total_idr == 176_400
    assert ask_company(terms=granted, transport=True).total_idr == 151_200
    assert ask_company().total_idr == ask_company(transport=True).total_idr == 201_600
    rows = monthly(found)
    assert [row["other_idr_per_worker"] for row in rows] == [8_400] * 3 + [16_800] * 9
    assert [row["transport_idr_per_worker"] for row in rows] == [8_400] * 6 + [16_800] * 6
    assert (rows[0]["month"], found.end_month, found.renewal_month) == ("2026-10", "2027-09", "2027-10")


@pytest.mark.parametrize("source", ["apbd_kota", "apbd_provinsi", "dbh_sawit", "apbn"])
@pytest.mark.parametrize("transport", [True, False])
def test_public_money_gets_no_relief_even_with_the_switch_on(source, transport):
    found = ask_company(transport=transport, terms=terms(funding_source=source, relief_for_csr=True))
    assert (found.total_idr, found.saving_if_relief_idr) == (201_600, 0)
    assert values(found, "relief_excluded") == {"funding_source": source}


def test_who_pays_alone_gets_the_relief_by_law_whatever_the_switch_says():
    for switch in (False, True):
        found = ask_company(terms=terms(funding_source="mandiri", relief_for_csr=switch))
        assert (found.total_idr, found.saving_if_relief_idr) == (176_400, 0)
        assert "relief_unconfirmed" not in codes(found)


def test_the_gap_to_the_computed_target():
    found = ask(july_2024(), city())
    assert found.target_workers == 62_221  # 0.29 x 214,555 = 62,220.95
    assert (found.people_needed, found.due) == (47_407, "2025-01")
    assert found.total_idr == 9_557_251_200
    # 47,407 x 20,000 / 199,741 = 4,746.85: rounded down for the first group, the rest are others
    assert found.by_group[-1].tolist() == [4_746, 42_661]


def test_the_gap_to_the_printed_target():
    found = ask(july_2024(), city(goals=(goal("2025-01", 60_220),)))
    assert (found.people_needed, found.total_idr) == (45_406, 9_153_849_600)
    assert found.peak == ("2025-01", 762_820_800)
    assert found.monthly.tolist() == [0] * 6 + [762_820_800] * 12


def test_city_pays_each_group_its_own_tariff():
    asked = city(
        base_month="2026-10",
        goals=(goal("2026-12", 1_100),),
        held_until="2027-04",
        start_month="2026-12",
        terms=terms(relief_for_csr=True),
    )
    found = ask(two_groups(400, 600, protected=1_000), asked)
    # Dec: 100 x 8,400; Jan-Mar: 40 drivers x 8,400 + 60 x 16,800; Apr: 100 x 16,800
    assert found.monthly.tolist() == [0, 0, 840_000, *[1_344_000] * 3, 1_680_000]
    assert (found.total_idr, found.peak) == (6_552_000, ("2027-04", 1_680_000))
    assert found.saving_if_relief_idr == 5 * 1_680_000 - 6_552_000
    ends = [dict(caution.values) for caution in found.cautions if caution.code == "relief_ends"]
    assert [(end["transport"], end["last_month"], end["rise_idr"]) for end in ends] == [
        (True, "2027-03", 8_400),
        (False, "2026-12", 8_400),
    ]
    assert [end["rise_total_idr"] for end in ends] == [40 * 8_400, 4 * 60 * 8_400]


def test_the_saving_is_shown_whether_the_switch_is_on_or_off():
    asked = city(
        base_month="2026-10", goals=(goal("2026-12", 100),), start_month="2026-12", held_until="2027-04"
    )
    off, on = (ask(two_groups(400, 600), changed(asked, terms=terms(relief_for_csr=x))) for x in (0, 1))
    assert on.saving_if_relief_idr == off.saving_if_relief_idr == off.total_idr - on.total_idr > 0


def test_brackets_and_old_age_saving_raise_the_price():
    # bracket 1: 10,000 + 6,800 + 20,000; bracket 33: 207,000 + 6,800 + 414,000
    for bracket, idr in ((1, 36_800), (33, 627_800)):
        asked = terms(package="jkk_jkm_jht", bracket=bracket)
        assert ask_company(1, 1, "2025-01", terms=asked).total_idr == idr
    # relief halves 10,000 + 6,800 and leaves JHT alone
    asked = terms(package="jkk_jkm_jht", relief_for_csr=True)
    assert ask_company(1, 1, "2026-12", terms=asked).total_idr == 28_400


def test_a_budget_buys_whole_covers_and_keeps_the_rest():
    found = ask_company(months=6, start_month="2024-11", question="budget", budget_idr=500_000_000)
    # 6 x 16,800 = 100,800; 500,000,000 // 100,800 = 4,960; rest 32,000
    assert (found.workers, found.total_idr, found.rest_idr) == (4_960, 499_968_000, 32_000)
    assert (found.end_month, found.least_idr) == ("2025-04", 100_800)


@pytest.mark.parametrize(("people", "warned"), [(4_000, True), (4_960, True), (4_961, False)])
def test_a_budget_beyond_the_workers_says_so(people, warned):
    asked = company(question="budget", budget_idr=499_968_000, months=6, start_month="2026-11")
    found = ask(two_groups(other=people), asked)
    assert found.workers == min(people, 4_960)
    assert found.rest_idr == (4_960 - found.workers) * 100_800
    assert ("workers_run_out" in codes(found)) == warned


@pytest.mark.parametrize(("budget_idr", "workers"), [(1, 0), (100_799, 0), (100_800, 1), (201_599, 1)])
def test_a_budget_around_one_cover(budget_idr, workers):
    found = ask_company(months=6, start_month="2024-11", question="budget", budget_idr=budget_idr)
    assert (found.workers, found.rest_idr) == (workers, budget_idr - workers * 100_800)
    assert ("budget_below_one_cover" in codes(found)) == (workers == 0)


def test_overhead_is_paid_on_top_of_the_iuran():
    found = ask_company(4_960, 6, "2024-11", overhead=1_000)
    assert (found.overhead_idr, found.total_idr) == (49_996_800, 549_964_800)
    # one cover takes 100,800 + 10,080
    short = ask_company(1, 6, "2024-11", question="budget", budget_idr=110_879, overhead=1_000)
    assert short.workers == 0
    assert values(short, "budget_below_one_cover") == {"budget_idr": 110_879, "cover_idr": 110_880}


def test_months_are_solved_for_from_money_and_workers():
    # 5,000 x 16,800 = 84,000,000 a month; 500,000,000 // 84,000,000 = 5, rest 80,000,000
    found = ask_company(5_000, start_month="2027-04", question="months", budget_idr=500_000_000)
    assert (found.workers, found.length, found.rest_idr) == (5_000, 5, 80_000_000)
    poor = ask_company(5_000, start_month="2027-04", question="months", budget_idr=83_999_999)
    assert (poor.workers, poor.total_idr) == (0, 0)
    assert values(poor, "budget_below_one_cover") == {"budget_idr": 83_999_999, "cover_idr": 84_000_000}
    rich = ask_company(1, question="months", budget_idr=10**9)
    assert rich.length == 24  # nobody buys more months ahead


def test_the_relief_shows_how_many_more_a_budget_would_cover():
    asked = {"months": 3, "question": "budget", "budget_idr": 1_000_000}
    off, on = ask_company(**asked), ask_company(**asked, terms=terms(relief_for_csr=True))
    # 3 x 16,800 = 50,400 -> 19; 3 x 8,400 = 25,200 -> 39
    assert (off.workers, off.workers_if_relief) == (19, 39)
    assert (on.workers, on.workers_if_relief) == (39, 39)
    assert values(on, "relief_unconfirmed") == {"funding_source": "csr_bumn", "saving_idr": 39 * 25_200}


def test_a_reached_target_costs_nothing_and_says_so():
    found = ask(july_2024(), city(goals=(Goal(month="2025-01", share="0.05"),)))
    assert (found.target_workers, found.people_needed, found.total_idr) == (10_728, 0, 0)
    assert codes(found) == ["target_reached"]


def test_every_unprotected_worker_can_be_needed():
    found = ask(july_2024(), city(goals=(Goal(month="2025-01", share="1"),)))
    assert found.by_group[-1].tolist() == [20_000, 179_741]


@pytest.mark.parametrize(("months", "is_short"), [(1, True), (2, True), (3, False)])
def test_covers_under_three_months_are_warned_of(months, is_short):
    assert ("cover_short" in codes(ask_company(months=months))) == is_short


def test_months_beyond_the_known_law_are_priced_at_the_last_rule_and_named():
    found = ask_company(start_month="2027-01", months=6)
    assert values(found, "tariff_beyond_known") == {
        "known_through": "2027-03",
        "next_month": "2027-04",
        "months": 3,
    }
    assert found.prices[-1].tolist() == [16_800, 16_800]
    assert "tariff_beyond_known" not in codes(ask_company(start_month="2027-01", months=3))
    assert values(ask_company(start_month="2040-01", months=2), "tariff_beyond_known")["months"] == 2


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
    people = two_groups(other=universe, base_month="2024-07")
    assert ask(people, city(goals=(Goal(month="2025-01", share=share),))).target_workers == target


def test_everyone_counts_who_would_be_covered_anyway():
    people = two_groups(other=60, protected=40)
    found = ask(people, company(workers=50, people="everyone"))
    assert (found.available, found.additional, found.public_moved) == (100, 30, 20)
    assert (found.protected_before, found.protected_after) == (40, 70)
    assert values(found, "not_additional") == {"workers": 20, "additional": 30}
    assert values(found, "public_moved") == {"workers": 20}


def test_expiring_covers_are_followed_one_after_the_other():
    paid = [
        (OTHERS, "csr_bumn", "2026-10", 10),
        (OTHERS, "csr_bumn", "2026-11", 20),
        (DRIVERS, "csr_bumn", "2026-12", 5),
        (DRIVERS, "csr_bumn", "2027-01", 7),  # not within three months
    ]
    people = standing([(DRIVERS, 50), (OTHERS, 50)], paid)
    course = Course(habits={"csr_bumn": Habit(renewal=ONE // 2, months=6)})
    asked = company(people="expiring", within=3, workers=25, months=2, start_month="2026-11", course=course)
    found = ask(people, asked)
    assert found.available == 35
    # 10 from November, 15 of 20 from December: two months each
    assert found.months == ("2026-11", "2026-12", "2027-01")
    assert found.by_group.tolist() == [[0, 10], [0, 25], [0, 15]]
    assert found.total_idr == 50 * 16_800
    assert found.additional == 5 + 15 * 10 // 20  # half of each row would be renewed
    late = ask(people, changed(asked, start_month="2026-12", workers=35))
    assert values(late, "cover_gap") == {"workers": 10, "months": 1}
    assert late.by_group.tolist() == [[0, 30], [5, 30], [5, 0]]


def test_who_is_covered_elsewhere_does_not_expire():
    people = two_groups(other=60, protected=40)
    asked = company(people="expiring", workers=100, universe=300, protected=150, start_month="2026-11")
    found = ask(people, asked)
    assert (found.available, found.universe) == (40, 300)


def test_an_annual_target_of_all_workers_counts_people_beyond_the_extract():
    asked = city(
        base_month="2026-10",
        goals=(goal("2026-11", "0.5"),),
        start_month="2026-11",
        held_until="2027-01",
        universe=300,
        protected=60,
        course=Course(habits={"apbd_kota": KEPT}),
    )
    found = ask(two_groups(10, 80, protected=10), asked)
    assert (found.target_workers, found.people_needed, found.total_idr) == (150, 90, 3 * 90 * 16_800)
    assert values(found, "counts_more_than_bpu") == {"universe": 300, "listed": 100}
    assert found.cliff.tolist() == [60, 50, 50, 50]  # 50 are covered elsewhere
