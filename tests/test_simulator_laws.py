"""Which laws must hold whatever is asked?"""

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, assume, settings
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st
from scipy.optimize import linprog

from simulator.answer import figures
from simulator.course import Course, Habit
from simulator.errors import ScenarioError
from simulator.flow import project
from simulator.month import months_from
from simulator.need import Goal, bought
from simulator.rounding import ONE, fill_in_order, share_out, take_share
from tests.simulator_cases import MEDAN, ask, changed, city, goal, terms, two_groups
from tests.simulator_draws import cities, companies, courses, standings, start_months

# A universe that grows is rounded by stratum: a person more or less.
steady = courses(growth=st.just(0))


def given(**draws):
    """Many random questions have no answer; that is no failure of the test."""
    few = settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
    return lambda test: few(hypothesis_given(**draws)(test))


def answered(people, scenario):
    """The answer; a question that has none is not looked at."""
    try:
        return ask(people, scenario)
    except ScenarioError:
        assume(False)


@given(people=standings(), scenario=cities())
def test_parts_of_the_city_sum_to_the_whole_and_nothing_is_negative(people, scenario):
    found = answered(people, scenario)
    assert found.covered.sum() == found.by_group.sum()
    assert found.total_idr == found.monthly.sum() == found.iuran.sum() + found.overhead.sum()
    assert found.peak[1] == found.monthly.max()
    for counts in (found.covered, found.flow.protected, found.begun, found.pledged, found.cliff):
        assert (counts >= 0).all()
    room = found.flow.room
    assert (found.covered <= room).all()
    assert (found.covered.sum(axis=1) + found.pledged <= room.sum(axis=1)).all()
    change = np.diff(found.flow.protected.sum(axis=2), axis=0)
    assert (change == (found.flow.joined - found.flow.gone)[1:]).all()


@given(people=standings(), scenario=cities())
def test_a_reached_target_is_held_in_every_month(people, scenario):
    found = answered(people, scenario)
    due = found.flow.months.index(found.due)
    assert (found.protected[due:] >= found.target[due:]).all()
    assert not found.covered[: months_from(scenario.base_month, scenario.start_month)].any()


@given(people=standings(), scenario=cities(months=0))
def test_no_money_is_asked_for_where_others_reach_the_target(people, scenario):
    found = answered(people, scenario)
    helped = found.flow.others.sum(axis=1) + found.pledged
    due = found.flow.months.index(found.due)
    reached = (helped >= found.target)[due:].all()
    assert reached == (found.total_idr == 0) or found.capacity_needed > (scenario.capacity or 10**9)
    if reached:
        assert (found.protected == helped).all()


@given(people=standings(), scenario=cities(months=0, capacity=st.integers(1, 60)))
def test_no_month_enrols_more_than_the_capacity(people, scenario):
    found = answered(people, scenario)
    people_in_cover = found.covered.sum(axis=1)
    assert (np.diff(people_in_cover, prepend=0) <= scenario.capacity).all()
    assert (found.due == scenario.goals[0].month) == (found.capacity_needed <= scenario.capacity)
    # and that capacity is enough, one less is not
    enough = answered(people, changed(scenario, capacity=max(1, found.capacity_needed)))
    assert enough.due == scenario.goals[0].month


@given(people=standings(), scenario=cities(months=0, capacity=None), more=st.integers(1, 30))
def test_a_higher_target_never_costs_less(people, scenario, more):
    first = scenario.goals[0].month
    low, high = (
        answered(people, changed(scenario, goals=(goal(first, workers),))) for workers in (20, 20 + more)
    )
    assert high.total_idr >= low.total_idr
    assert (high.covered.sum(axis=1) >= low.covered.sum(axis=1)).all()


@given(people=standings(), scenario=cities(rule="equal", course=steady))
def test_merging_neighbours_changes_no_total(people, scenario):
    scenario = changed(scenario, kecamatan=(), opd=(), sector=())
    fine, coarse = answered(people, scenario), answered(people.by_transport(), scenario)
    assert figures(fine) == figures(coarse)
    assert (fine.by_group == coarse.by_group).all()
    assert (fine.flow.protected.sum(axis=2) == coarse.flow.protected.sum(axis=2)).all()


@given(people=standings(), scenario=companies(rule="equal", course=steady))
def test_merging_neighbours_changes_no_purchase(people, scenario):
    scenario = changed(scenario, kecamatan=(), opd=(), sector=())
    assert figures(answered(people, scenario)) == figures(answered(people.by_transport(), scenario))


@given(people=standings(), scenario=companies(question="budget"), more=st.integers(1, 10**6))
def test_more_money_never_covers_fewer(people, scenario, more):
    poor, rich = (
        answered(people, changed(scenario, budget_idr=scenario.budget_idr + idr)) for idr in (0, more)
    )
    assert rich.workers >= poor.workers
    assert poor.total_idr + poor.rest_idr == scenario.budget_idr
    assert poor.rest_idr >= 0
    assert poor.additional <= poor.workers <= poor.available
    assert poor.by_stratum.sum() == poor.workers


@given(
    people=standings(),
    scenario=companies(question="budget", overhead=0, budget_idr=st.integers(10**6, 10**7)),
)
def test_budget_to_workers_and_back_wastes_less_than_one_cover(people, scenario):
    found = answered(people, scenario)
    assume(found.workers)
    back = ask(people, changed(scenario, question="workers", workers=found.workers))
    assert (back.total_idr, back.worker_months) == (found.total_idr, found.worker_months)
    if found.workers < found.available:
        one_more = ask(people, changed(scenario, question="workers", workers=found.workers + 1))
        assert back.total_idr <= scenario.budget_idr < one_more.total_idr


@given(people=standings(), scenario=companies(question="months"))
def test_one_month_more_would_be_too_dear(people, scenario):
    found = answered(people, scenario)
    assert found.total_idr <= scenario.budget_idr
    if found.workers and found.length < 24:
        longer = changed(scenario, question="workers", months=found.length + 1)
        assert ask(people, longer).total_idr > scenario.budget_idr


@given(people=standings(), scenario=cities(), switch=st.booleans())
def test_the_relief_never_makes_anything_dearer_nor_cheaper_than_half(people, scenario, switch):
    asked = replace(scenario.terms, relief_for_csr=switch)
    found = answered(people, changed(scenario, terms=asked, overhead=0, pledges=()))
    full = int((found.by_group * found.prices_unrelieved).sum())
    assert 0 <= 2 * found.saving_if_relief_idr <= full
    assert full - found.saving_if_relief_idr <= found.total_idr <= full


@given(times=st.integers(1, 1_000), share=st.sampled_from(("0.25", "0.5", "0.75")))
def test_cost_scales_with_the_people(times, share):
    asked = city(
        base_month="2026-10",
        start_month="2026-11",
        goals=(Goal(month="2026-11", share=share),),
        held_until="2027-06",
        terms=terms(relief_for_csr=True),
    )
    one, many = (ask(two_groups(400 * k, 600 * k, protected=1_000 * k), asked) for k in (1, times))
    assert many.total_idr == times * one.total_idr
    assert many.people_needed == times * one.people_needed


@given(
    universe=st.integers(1, 10**6),
    protected=st.integers(0, 10**6),
    months=st.integers(1, 24),
    workers=st.integers(1, 10**6),
    start=start_months,
)
def test_who_stays_covered_at_a_constant_price_leaves_a_product(universe, protected, months, workers, start):
    protected, workers = min(protected, universe), min(workers, universe)
    last = (int(start[:4]) * 12 + int(start[5:]) - 1) + months - 1
    asked = city(
        base_month=start,
        start_month=start,
        goals=(goal(start, workers),),
        held_until=f"{last // 12}-{last % 12 + 1:02d}",
    )
    found = ask(two_groups(other=universe - protected, base_month=start, protected=protected), asked)
    assert found.total_idr == max(0, workers - protected) * 16_800 * months


@given(people=standings(), horizon=st.integers(0, 8))
def test_without_anybody_paying_the_flow_is_the_cliff(people, horizon):
    nobody = Course(habits={source: Habit(renewal=0, months=1) for source in people.sources})
    flow = project(MEDAN, people, nobody, horizon)
    assert flow.others.sum(axis=1).tolist() == people.cliff(horizon).tolist()


@given(path=st.lists(st.integers(0, 50), min_size=2, max_size=20), months=st.integers(0, 6), data=st.data())
def test_a_block_ends_after_its_months_or_with_the_question(path, months, data):
    first = data.draw(st.integers(0, len(path) - 1))
    path = np.array([0] * first + path[first:])
    begun, running = bought(path, first, months)
    length = months or 1
    for place in range(len(path)):
        assert running[place] == begun[max(0, place - length + 1) : place + 1].sum()
        assert running[place] >= path[place]
        assert not begun[place] or running[place] == path[place]  # nobody is bought a cover too many


@given(people=standings(), scenario=cities(months=0, rule="equal", overhead=0, pledges=()))
def test_no_plan_is_cheaper_when_covers_last_as_long_as_needed(people, scenario):
    """The least money of all plans with both groups at the dearer price, from a linear programme."""
    scenario = changed(scenario, terms=terms(), goals=scenario.goals[:1])
    found = answered(people, scenario)
    size, first = len(found.flow.months), months_from(scenario.base_month, scenario.start_month)
    due = found.flow.months.index(found.due)
    others = found.flow.others.sum(axis=1)
    least = np.where(np.arange(size) >= due, np.maximum(found.target - others, 0), 0)
    room = found.flow.room.sum(axis=1)
    room[:first] = 0
    bounds = list(zip(least, room, strict=True))
    steps, limits = None, None
    if scenario.capacity is not None:
        steps = np.eye(size) - np.eye(size, k=-1)
        limits = np.full(size, scenario.capacity)
    plan = linprog(found.prices[:, 0].astype(float), A_ub=steps, b_ub=limits, bounds=bounds)
    assert plan.status == 0
    assert found.total_idr == round(plan.fun)


whole_parts = st.lists(st.integers(0, 10**9), min_size=1, max_size=8).map(np.array)


@given(weights=whole_parts, data=st.data())
def test_shared_parts_are_whole_sum_exactly_and_fit(weights, data):
    total = data.draw(st.integers(0, int(weights.sum())))
    for parts in (share_out(total, weights), fill_in_order(total, weights)):
        assert parts.sum() == total
        assert ((parts >= 0) & (parts <= weights)).all()
    exact = total * weights / max(1, weights.sum())
    assert (abs(share_out(total, weights) - exact) < 1 + 1e-6 * exact).all()


@given(parts=whole_parts, basis_points=st.integers(0, ONE))
def test_a_share_of_the_parts_is_the_rounded_share_of_the_whole(parts, basis_points):
    taken = take_share(parts, basis_points)
    assert taken.sum() == (int(parts.sum()) * basis_points + ONE // 2) // ONE
    assert ((taken >= 0) & (taken <= parts)).all()
    assert (taken + take_share(parts, ONE - basis_points) - parts).sum() in (0, 1)
