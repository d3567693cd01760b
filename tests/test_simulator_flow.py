"""Do covers end, get renewed and begin as one counts them on paper?"""

import numpy as np
import pytest

from simulator.course import Course, Habit, YearBudget, measure, measured_course
from simulator.flow import project
from simulator.need import bought
from simulator.rounding import ONE
from simulator.scenario import Pledge
from tests.simulator_cases import (
    DRIVERS,
    MEDAN,
    OTHERS,
    ask,
    city,
    codes,
    goal,
    standing,
    terms,
    two_groups,
    values,
)


def path(people, horizon, growth=0, budgets=(), **habits):
    flow = project(MEDAN, people, Course(habits=habits, growth=growth, budgets=budgets), horizon)
    return flow, flow.others.sum(axis=1).tolist()


def one_source(source, through, workers, universe=10_000):
    return standing([(OTHERS, universe)], [(OTHERS, source, through, workers)])


def autumn(**changes):
    """A target from November 2026 on, bought from then on, nobody else helping."""
    return city(
        **{
            "base_month": "2026-10",
            "start_month": "2026-11",
            "goals": (goal("2026-11", 10),),
            "held_until": "2027-02",
            "course": Course(),
        }
        | changes
    )


def test_a_cover_holds_through_its_last_month_and_ends():
    people = one_source("csr_bumn", "2026-12", 100)
    flow, protected = path(people, 4)
    assert protected == [100, 100, 100, 0, 0]
    assert flow.gone[:, 0].tolist() == [0, 0, 0, 100, 0]
    assert people.cliff(4).tolist() == [100, 100, 100, 0, 0]


def test_renewals_are_rounded_once_for_the_whole_and_shared_out():
    people = standing(
        [(DRIVERS, 50), (OTHERS, 50)],
        [(DRIVERS, "csr_bumn", "2026-10", 5), (OTHERS, "csr_bumn", "2026-10", 10)],
    )
    flow, protected = path(people, 3, csr_bumn=Habit(renewal=ONE // 2, months=2))
    # 15 x 0.5 = 7.5 -> 8; the drivers' 2.5 -> 3; after two months 8 x 0.5 = 4, drivers' 1.5 -> 2
    assert protected == [15, 8, 8, 4]
    assert flow.protected[1:, 0].tolist() == [[3, 5], [3, 5], [2, 2]]
    assert flow.renewed[:, 0].tolist() == [0, 8, 0, 4]
    assert flow.gone[:, 0].tolist() == [0, 7, 0, 4]


def test_self_payers_fall_away_and_join_month_by_month():
    people = one_source("mandiri", "2026-10", 1_000)
    flow, protected = path(people, 3, mandiri=Habit(renewal=9_000, months=1, new=50))
    # 1,000 x 0.9 + 50; 950 x 0.9 + 50; 905 x 0.9 = 814.5 -> 815, + 50
    assert protected == [1_000, 950, 905, 865]
    assert flow.gone[:, 0].tolist() == [0, 100, 95, 90]
    assert flow.joined[:, 0].tolist() == [0, 50, 50, 50]


def test_new_people_come_from_those_without_cover_in_proportion():
    people = standing([(DRIVERS, 10), (OTHERS, 20)], [(OTHERS, "mandiri", "2026-10", 0)])
    flow, protected = path(people, 5, mandiri=Habit(renewal=ONE, months=1, new=7))
    assert flow.protected[1, 0].tolist() == [2, 5]  # 7 x 10 / 30 = 2.3
    assert protected == [0, 7, 14, 21, 28, 30]  # nobody else is left
    assert flow.joined[5, 0] == 2


def test_public_budgets_are_spent_by_fiscal_year():
    people = one_source("apbd_kota", "2026-12", 100, universe=1_000)
    kept, ended = Habit(renewal=ONE, months=12), Habit(renewal=0, months=12)
    for workers in (60, 150):
        money = (YearBudget(source="apbd_kota", year=2027, idr=workers * 12 * 16_800 + 16_799),)
        flow, protected = path(people, 17, budgets=money, apbd_kota=kept)
        assert protected == [100] * 3 + [workers] * 15  # and goes on in 2028 (A14)
        change = workers - 100
        assert (flow.joined[3, 0], flow.gone[3, 0]) == (max(change, 0), max(-change, 0))
        _, protected = path(people, 17, budgets=money, apbd_kota=ended)
        assert protected == [100] * 3 + [workers] * 12 + [0] * 3


def test_a_budget_of_the_current_year_is_spent_from_the_next_month_on():
    people = one_source("apbd_kota", "2027-06", 100, universe=1_000)
    money = (
        YearBudget(source="apbd_kota", year=2026, idr=130 * 2 * 16_800),
        YearBudget(source="apbd_kota", year=2028, idr=0),
    )
    _, protected = path(people, 16, budgets=money, apbd_kota=Habit(renewal=ONE, months=12))
    assert protected == [100] + [130] * 14 + [0] * 2


def test_a_budget_of_a_payer_who_covers_nobody_yet_is_spent_too():
    money = (YearBudget(source="dbh_sawit", year=2026, idr=30 * 2 * 16_800),)
    found = ask(two_groups(other=100), autumn(course=Course(budgets=money)))
    assert found.flow.others.sum(axis=1).tolist() == [0, 30, 30, 0, 0]


def test_the_universe_grows_in_equal_steps_and_a_share_with_it():
    people = one_source("apbd_kota", "2026-10", 0, universe=1_000)
    flow, _ = path(people, 12, growth=1_000)
    assert flow.universe.sum(axis=1).tolist()[:3] == [1_000, 1_008, 1_017]  # 1,008.3; 1,016.7
    assert flow.universe.sum(axis=1)[12] == 1_100
    asked = autumn(goals=(goal("2026-11", "0.5"),), held_until="2027-10", course=Course(growth=1_000))
    found = ask(people, asked)
    assert (found.target[1], found.target[12]) == (504, 550)


def test_milestones_follow_each_other():
    asked = autumn(goals=(goal("2026-11", 10), goal("2027-01", 30)))
    found = ask(two_groups(other=100), asked)
    assert found.covered.sum(axis=1).tolist() == [0, 10, 10, 30, 30]
    assert (found.due, found.target_workers, found.people_needed) == ("2026-11", 10, 10)


@pytest.mark.parametrize(
    ("capacity", "expected", "due"),
    [
        (None, [0, 0, 0, 0, 100, 100], "2027-02"),
        (30, [0, 10, 40, 70, 100, 100], "2027-02"),
        (25, [0, 25, 50, 75, 100, 100], "2027-02"),
        (24, [0, 4, 28, 52, 76, 100], "2027-03"),
    ],
)
def test_people_are_enrolled_as_late_as_the_capacity_allows(capacity, expected, due):
    asked = autumn(goals=(goal("2027-02", 100),), held_until="2027-03", capacity=capacity)
    found = ask(two_groups(other=500), asked)
    assert found.covered.sum(axis=1).tolist() == expected
    assert (found.due, found.capacity_needed, found.people_needed) == (due, 25, 100)
    if due != "2027-02":
        assert values(found, "capacity_binds") == {
            "capacity": 24,
            "needed": 25,
            "wanted_month": "2027-02",
            "earliest_month": "2027-03",
        }


def test_who_still_has_cover_cannot_be_enrolled_ahead():
    people = one_source("csr_bumn", "2027-01", 100, universe=100)
    asked = autumn(goals=(goal("2027-02", "1"),), held_until="2027-06", capacity=30)
    found = ask(people, asked)
    assert found.covered.sum(axis=1).tolist() == [0, 0, 0, 0, 10, 40, 70, 100, 100]
    assert (found.due, found.capacity_needed) == ("2027-05", 100)


def test_blocks_follow_each_other_and_the_last_is_cut():
    found = ask(two_groups(other=100), autumn(months=3))
    assert found.begun.tolist() == [0, 10, 0, 0, 10]
    assert found.covered.sum(axis=1).tolist() == [0, 10, 10, 10, 10]
    assert found.total_idr == 4 * 10 * 16_800
    assert "cover_runs_over" not in codes(found)


def test_covers_that_outlast_the_need_are_warned_of():
    people = standing([(OTHERS, 100)], [(OTHERS, "mandiri", "2026-10", 0)])
    course = Course(habits={"mandiri": Habit(renewal=ONE, months=1, new=4)})
    found = ask(people, autumn(months=3, held_until="2027-01", course=course))
    # self-payers 4, 8, 12 leave 6, 2, 0 to do; 6 covers of three months are 4 + 6 too many
    assert found.path.tolist() == [0, 6, 2, 0]
    assert found.protected.tolist() == [0, 10, 14, 18]
    assert values(found, "cover_runs_over") == {"worker_months": 10, "idr": 168_000}
    exact = ask(people, autumn(months=0, held_until="2027-01", course=course))
    assert exact.total_idr == 8 * 16_800


@pytest.mark.parametrize(
    ("path_", "months", "begun", "running"),
    [
        ([0, 5, 3, 5, 5], 2, [0, 5, 0, 5, 0], [0, 5, 5, 5, 5]),
        ([0, 5, 8, 8, 8], 2, [0, 5, 3, 5, 3], [0, 5, 8, 8, 8]),
        ([0, 2, 1, 0, 1], 0, [0, 2, 1, 0, 1], [0, 2, 1, 0, 1]),
    ],
)
def test_a_cover_is_bought_when_somebody_is_missing(path_, months, begun, running):
    found = bought(np.array(path_), 1, months)
    assert [each.tolist() for each in found] == [begun, running]


def test_pledges_come_before_the_money_that_is_asked_for():
    pledges = (
        Pledge(start_month="2026-11", months=2, workers=4),
        # 1,000,000 // (3 x 16,800) = 19
        Pledge(start_month="2027-01", months=3, idr=1_000_000),
        Pledge(start_month="2026-06", months=2, workers=50),  # over before it matters
    )
    found = ask(two_groups(other=100), autumn(goals=(goal("2026-11", 25),), pledges=pledges))
    assert found.pledged.tolist() == [0, 4, 4, 19, 19]
    assert found.covered.sum(axis=1).tolist() == [0, 21, 21, 6, 6]
    assert found.protected.tolist() == [0, 25, 25, 25, 25]


def test_a_pledge_never_covers_more_than_are_without_cover():
    pledges = (Pledge(start_month="2026-10", months=24, workers=500),)
    found = ask(two_groups(other=100), autumn(pledges=pledges, terms=terms(relief_for_csr=True)))
    assert found.pledged.tolist() == [100] * 5
    assert codes(found) == ["target_reached"]


def test_shares_are_measured_from_what_moved():
    moved = {
        "mandiri": (("2026-09", 90, 10, 5), ("2026-10", 80, 20, 8)),
        "csr_bumn": (("2026-10", 0, 0, 30),),
    }
    people = standing([(OTHERS, 100)], [(OTHERS, "mandiri", "2026-10", 9)], moved=moved)
    found = measure(people, "mandiri")
    assert (found.renewal, found.low, found.high, found.ran_out) == (8_500, 8_000, 9_000, 200)
    assert (found.new, found.new_low, found.new_high) == (6, 5, 8)
    assert (found.first_month, found.last_month) == ("2026-09", "2026-10")
    assert measure(people, "csr_bumn") is None
    assert measured_course(people).habits == {"mandiri": Habit(renewal=8_500, months=1, new=6)}
