"""How much company money reaches a target and holds it, month by month, and what happens without it?"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from simulator.allocation import EQUAL, allocate, order_of
from simulator.cautions import Caution, city_cautions
from simulator.errors import ScenarioError
from simulator.flow import Flow, project
from simulator.month import months_from
from simulator.need import bought, earliest_due, enrolled_in_time, least_capacity, target_path
from simulator.people import people_of
from simulator.prices import cover_price, overhead, price_path
from simulator.scenario import Pledge, Scenario
from simulator.standing import Standing, Stratum, Whole
from simulator.tariff import Tariff


@dataclass(frozen=True, kw_only=True, eq=False)
class CityAnswer:
    """T + 1 months from the base month on. Counts in [workers], money in [rupiah]."""

    scenario: Scenario
    flow: Flow  # everybody but the company money that is asked for
    strata: tuple[Stratum, ...]
    sources: tuple[str, ...]
    target: Whole  # T + 1; 0 before the first goal
    pledged: Whole  # T + 1 covered by pledges
    path: Whole  # T + 1 that must be covered, those enrolled ahead because of the capacity among them
    begun: Whole  # T + 1 covers begun
    covered: Whole  # T + 1 x N covered by the money that is asked for
    prices_unrelieved: Whole  # T + 1 x 2 [rupiah a worker-month]: transport, other
    prices_relieved: Whole  # the same with the relief granted where the law is silent
    cliff: Whole  # T + 1 still covered if nobody renews and nobody joins
    capacity_needed: int  # [workers a month] that the target would take
    due: str  # the month of the first goal, or the earliest that the capacity allows
    cautions: tuple[Caution, ...]

    @property
    def prices(self) -> Whole:
        """[rupiah a worker-month] T + 1 x 2 that hold: transport, other."""
        return self.prices_relieved if self.scenario.terms.relief_for_csr else self.prices_unrelieved

    @cached_property
    def by_group(self) -> Whole:
        """[workers] T + 1 x 2 in cover: transport, other."""
        drives = np.array([each.transport for each in self.strata], dtype=bool)
        return np.stack([self.covered[:, drives].sum(axis=1), self.covered[:, ~drives].sum(axis=1)], axis=1)

    @cached_property
    def iuran(self) -> Whole:
        """[rupiah] T + 1."""
        return (self.by_group * self.prices).sum(axis=1)

    @cached_property
    def overhead(self) -> Whole:
        """[rupiah] T + 1 on top of the iuran."""
        return np.array(
            [overhead(idr, self.scenario.overhead) for idr in self.iuran.tolist()], dtype=np.int64
        )

    @cached_property
    def monthly(self) -> Whole:
        """[rupiah] T + 1 in all."""
        return self.iuran + self.overhead

    @property
    def total_idr(self) -> int:
        return int(self.monthly.sum())

    @property
    def saving_if_relief_idr(self) -> int:
        """[rupiah] of iuran that would not be due if the relief were granted where the law is silent.

        The same whether the switch is on or off.
        """
        return int((self.by_group * (self.prices_unrelieved - self.prices_relieved)).sum())

    @property
    def peak(self) -> tuple[str, int]:
        """The dearest month and its rupiah; the first of several."""
        place = int(self.monthly.argmax())
        return self.flow.months[place], int(self.monthly[place])

    @property
    def people_needed(self) -> int:
        """[workers] whom company money covers in the month the target is due."""
        return int(self.path[self.flow.months.index(self.due)])

    @property
    def goal_now(self) -> int:
        """[workers] of the first goal in the base month."""
        goal = self.scenario.goals[0]  # a number may be beyond today's universe and within a grown one
        return goal.workers or goal.in_workers(int(self.flow.universe[0].sum()))

    @property
    def gap_now(self) -> int:
        """[workers] who are missing to the first goal in the base month."""
        return max(0, self.goal_now - int(self.flow.others[0].sum()))

    @property
    def target_workers(self) -> int:
        return int(self.target[self.flow.months.index(self.due)])

    @property
    def protected(self) -> Whole:
        """[workers] T + 1 protected by anybody, the money that is asked for included."""
        return self.flow.others.sum(axis=1) + self.pledged + self.covered.sum(axis=1)


def answer_city(tariff: Tariff, standing: Standing, scenario: Scenario) -> CityAnswer:
    """The least company money that reaches every goal in time and holds it (A16), or as early as can be.

    Raises ScenarioError target_over_universe, target_unreachable, place_unknown, and as `project`.
    """
    standing = people_of(standing, scenario)
    flow = project(tariff, standing, scenario.course, scenario.horizon)
    months, first = flow.months, months_from(scenario.base_month, scenario.start_month)
    universe, others = flow.universe.sum(axis=1), flow.others.sum(axis=1)
    target = target_path(scenario.goals, months, universe)
    pledged = np.minimum(pledge_path(tariff, scenario, len(months)), flow.room.sum(axis=1))
    helped = others + pledged
    missing = np.where(target > 0, np.maximum(target - helped, 0), 0)
    room = flow.room - allocate(pledged, flow.room, EQUAL, None)
    due, needed = scenario.goals[0].month, least_capacity(missing, room.sum(axis=1), first)
    if scenario.capacity is not None and needed > scenario.capacity:
        place = earliest_due(missing, room.sum(axis=1), first, scenario.capacity)
        if place is None:
            raise ScenarioError(
                "target_unreachable", value=scenario.capacity, needed=needed, held_until=scenario.held_until
            )
        due = months[place]
        missing[:place] = 0
    path = enrolled_in_time(missing, first, scenario.capacity)
    begun, running = bought(path, first, scenario.months)
    order = None if scenario.rule == EQUAL else order_of(standing, scenario.rule, scenario.near)
    running = np.minimum(running, room.sum(axis=1))
    prices = {
        switch: price_path(tariff, replace(scenario.terms, relief_for_csr=switch), months)
        for switch in (False, True)
    }
    answer = CityAnswer(
        scenario=scenario,
        flow=flow,
        strata=standing.strata,
        sources=standing.sources,
        target=target,
        pledged=pledged,
        path=path,
        begun=begun,
        covered=allocate(running, room, scenario.rule, order),
        prices_unrelieved=prices[False],
        prices_relieved=prices[True],
        cliff=standing.cliff(scenario.horizon),
        capacity_needed=needed,
        due=due,
        cautions=(),
    )
    return replace(answer, cautions=tuple(city_cautions(tariff, answer)))


def pledge_path(tariff: Tariff, scenario: Scenario, months: int) -> Whole:
    """[workers] T + 1 whom all pledges together would cover."""
    path = np.zeros(months, dtype=np.int64)
    for pledge in scenario.pledges:
        start = months_from(scenario.base_month, pledge.start_month)
        path[max(start, 0) : max(start + pledge.months, 0)] += pledged_workers(tariff, scenario, pledge)
    return path


def pledged_workers(tariff: Tariff, scenario: Scenario, pledge: Pledge) -> int:
    """[workers] that a pledge covers; rupiah are divided by the dearer of the two prices of a cover."""
    if pledge.workers is not None:
        return pledge.workers
    price = max(cover_price(tariff, scenario.terms, pledge.start_month, pledge.months))
    return (pledge.idr or 0) // price
