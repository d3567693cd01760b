"""Do the draws give the answer's own numbers at the defaults, and bands that hold them?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import drawn_city, drawn_company
from simulator.answer import figures
from simulator.course import Course, Habit
from simulator.errors import ScenarioError
from simulator.people import people_of
from simulator.ranges import draw, one_at_a_time, ranges_of
from simulator.rounding import ONE
from simulator.uncertainty import uncertainty
from tests.simulator_cases import MEDAN, OTHERS, ask, changed, city, company, goal, standing, terms
from tests.simulator_draws import cities, companies, courses, standings

steady = courses(growth=st.just(0))
MOVED = {"mandiri": tuple((f"2026-{month:02d}", 85 + month % 3, 10, 20 + month) for month in range(1, 11))}
PEOPLE = standing(
    [(OTHERS, 20_000)],
    [(OTHERS, "mandiri", "2026-10", 2_000), (OTHERS, "apbd_kota", "2026-12", 3_000)],
    moved=MOVED,
)
COURSE = Course(
    habits={
        "mandiri": Habit(renewal=8_900, months=1, new=25),
        "apbd_kota": Habit(renewal=ONE, months=12),
    }
)


def asked(**changes):
    return city(
        **{
            "base_month": "2026-10",
            "start_month": "2026-11",
            "goals": (goal("2027-01", "0.5"),),
            "held_until": "2028-12",
            "course": COURSE,
        }
        | changes
    )


def answer_or_none(people, scenario):
    try:
        return ask(people, scenario)
    except ScenarioError:
        return None


@settings(max_examples=100)
@given(people=standings(), scenario=cities(rule="equal", course=steady))
def test_the_draw_of_the_defaults_is_the_answer_of_the_city(people, scenario):
    found = answer_or_none(people, scenario)
    if found is None:
        return
    chosen = people_of(people, scenario)
    drawn = one_at_a_time(ranges_of(MEDAN, chosen, scenario))
    draws = drawn_city.answer_draws(MEDAN, chosen.by_transport(), scenario, drawn)
    shown = figures(found)
    assert draws.is_reached[0]
    assert draws.total_idr[0] == shown["total_idr"]
    assert draws.people_needed[0] == shown["people_needed"]
    assert draws.peak_idr[0] == shown["peak_idr"]


@settings(max_examples=100)
@given(people=standings(), scenario=companies(rule="equal", course=steady))
def test_the_draw_of_the_defaults_is_the_answer_of_the_company(people, scenario):
    found = answer_or_none(people, scenario)
    if found is None:
        return
    chosen = people_of(people, scenario)
    drawn = one_at_a_time(ranges_of(MEDAN, chosen, scenario))
    draws = drawn_company.answer_draws(MEDAN, chosen.by_transport(), scenario, drawn)
    shown = figures(found)
    assert draws.total_idr[0] == shown["total_idr"]
    assert draws.workers[0] == shown["workers"]
    assert draws.additional_worker_months[0] == shown["additional_worker_months"]


@settings(max_examples=40)
@given(people=standings(), scenario=cities(rule="equal", months=0, capacity=None, overhead=0))
def test_every_draw_is_what_its_own_scenario_answers(people, scenario):
    """Draws other than the default: renewal, new people and relief written into the scenario itself."""
    scenario = changed(scenario, course=Course(habits=scenario.course.habits))
    chosen = people_of(people, scenario) if answer_or_none(people, scenario) else None
    if chosen is None:
        return
    ranges = ranges_of(MEDAN, chosen, scenario)
    drawn = one_at_a_time(ranges)
    draws = drawn_city.answer_draws(MEDAN, chosen.by_transport(), scenario, drawn)
    for place, each in enumerate(ranges):
        if each.name == "renewal":
            before = scenario.course.habit(each.payer)
            changed_habit = Habit(renewal=each.low, months=before.months, new=before.new)
            habits = {**scenario.course.habits, each.payer: changed_habit}
            other = answer_or_none(people, changed(scenario, course=Course(habits=habits)))
            assert other is None or draws.total_idr[1 + 2 * place] == other.total_idr


@pytest.mark.parametrize(
    "scenario",
    [
        asked(),
        asked(capacity=4_000, months=6, overhead=200),
        asked(terms=terms(relief_for_csr=True)),
        company(question="budget", start_month="2026-11", course=COURSE),
        company(question="workers", start_month="2026-11", course=COURSE, people="expiring", workers=4_000),
        company(question="months", start_month="2026-11", course=COURSE, people="everyone", workers=4_000),
    ],
)
def test_bands_are_in_order_hold_the_answer_and_repeat(scenario):
    found = uncertainty(MEDAN, PEOPLE, scenario, power=11)
    shown = figures(ask(PEOPLE, scenario))
    assert found.draws == 2_048
    for name, band in found.bands.items():
        assert band.low <= band.median <= band.high, name
        assert band.low <= band.point <= band.high, name
        assert band.point == shown[name], name
    assert found == uncertainty(MEDAN, PEOPLE, scenario, power=11)
    point = found.bands[found.moved].point
    widths = [max(s.low, s.high, point) - min(s.low, s.high, point) for s in found.swings]
    assert widths == sorted(widths, reverse=True)
    assert 0 < len(widths) <= 5


def test_ranges_are_measured_or_stated_and_hold_their_default():
    found = {each.key: each for each in ranges_of(MEDAN, PEOPLE, asked(capacity=100))}
    assert set(found) == {
        *("renewal:mandiri", "new:mandiri", "renewal:apbd_kota"),
        *("growth", "capacity", "overhead", "relief", "drivers"),
    }
    measured = found["renewal:mandiri"]
    assert (measured.low, measured.default, measured.high) == (8_947 - 47, 8_900, 8_969)  # widened below
    assert (measured.basis, measured.unit) == ("measured", "basis_points")
    assert (found["new:mandiri"].low, found["new:mandiri"].high) == (21, 30)
    public = found["renewal:apbd_kota"]
    assert (public.low, public.default, public.high, public.basis) == (7_000, ONE, ONE, "A22")
    assert "relief" not in {
        each.key for each in ranges_of(MEDAN, PEOPLE, asked(terms=terms(funding_source="apbd_kota")))
    }


def test_half_of_the_draws_lie_on_either_side_of_a_default():
    ranges = ranges_of(MEDAN, PEOPLE, asked())
    drawn = draw(ranges, 12)
    for each in ranges:
        values = drawn[each.key]
        assert each.low <= values.min() <= values.max() <= each.high
        if each.name == "relief":
            assert abs((values != each.default).mean() - 0.25) < 0.01
        else:
            assert np.median(values) == pytest.approx(each.default, abs=1)


def test_draws_that_never_reach_the_target_are_counted_not_hidden():
    # the capacity that just does at the defaults does not do in draws that need more people
    needed = ask(PEOPLE, asked()).capacity_needed
    found = uncertainty(MEDAN, PEOPLE, asked(held_until="2027-01", capacity=needed), power=10)
    assert 0 < found.unreached < found.draws
    with pytest.raises(ScenarioError, match="target_unreachable"):
        uncertainty(MEDAN, PEOPLE, asked(held_until="2027-01", capacity=needed - 1), power=4)


def test_a_long_share_does_not_overflow():
    share = "0.500000000000000000000000000001"
    found = uncertainty(MEDAN, PEOPLE, asked(goals=(goal("2027-01", share),)), power=4)
    assert (
        found.bands["people_needed"].point
        == ask(PEOPLE, asked(goals=(goal("2027-01", share),))).people_needed
    )
