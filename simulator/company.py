"""What does a company's money buy: rupiah, workers and months, each from the other two; and for whom?"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from simulator.allocation import EQUAL, allocate, order_of
from simulator.cautions import Caution, company_cautions
from simulator.checks import MAX_MONTHS
from simulator.course import PUBLIC
from simulator.flow import Flow, project
from simulator.month import add_months, months_from
from simulator.people import people_of
from simulator.prices import OTHER, TRANSPORT, overhead, price_path
from simulator.rounding import take_share
from simulator.scenario import BUDGET, EVERYONE, EXPIRING, MONTHS, UNPROTECTED, Scenario
from simulator.standing import Standing, Stratum, Whole
from simulator.tariff import Tariff


@dataclass(frozen=True, kw_only=True, eq=False)
class Pool:
    """Who can be covered: L lots of people of one stratum whose cover would begin in one month."""

    stratum: Whole  # L places in the strata
    start: Whole  # L [months] after the base month
    room: Whole  # L [workers]
    additional: Whole  # L [workers] of them who would have no cover
    public: Whole  # L [workers] of them whom a public budget pays


@dataclass(frozen=True, kw_only=True, eq=False)
class CompanyAnswer:
    """Counts in [workers], money in [rupiah]. H months from the first month of the cover on."""

    scenario: Scenario  # with the workers, months and rupiah that were found
    strata: tuple[Stratum, ...]
    months: tuple[str, ...]  # H
    workers: int
    length: int  # [months] of each cover
    available: int  # [workers] who could be covered
    by_stratum: Whole  # N
    by_group: Whole  # H x 2 in cover: transport, other
    prices: Whole  # H x 2 [rupiah a worker-month]: transport, other
    saving_if_relief_idr: int
    budget_idr: int | None  # that was given; None when the question was its size
    workers_if_relief: int  # the same question answered with the relief granted
    additional: int  # [workers] who would have no cover without this money
    public_moved: int  # [workers] whom a public budget pays at present
    universe: int  # [workers] of the people asked about, in the first month of the cover
    protected_before: int
    others_after: int  # [workers] protected by others in the month after the last cover ends
    cautions: tuple[Caution, ...]

    @cached_property
    def iuran(self) -> Whole:
        """[rupiah] H."""
        return (self.by_group * self.prices).sum(axis=1)

    @cached_property
    def overhead_idr(self) -> int:
        """[rupiah] on top of the iuran."""
        return overhead(int(self.iuran.sum()), self.scenario.overhead)

    @property
    def total_idr(self) -> int:
        """[rupiah] iuran and overhead."""
        return int(self.iuran.sum()) + self.overhead_idr

    @property
    def rest_idr(self) -> int | None:
        """[rupiah] of the budget that are left."""
        return None if self.budget_idr is None else self.budget_idr - self.total_idr

    @property
    def worker_months(self) -> int:
        return int(self.by_group.sum())

    @property
    def additional_worker_months(self) -> int:
        """Months of cover that would not be there without this money."""
        return self.additional * self.length

    @property
    def protected_after(self) -> int:
        """[workers] protected in the first month of the cover, this money included."""
        return self.protected_before + self.additional

    @property
    def end_month(self) -> str:
        """The last month that is paid."""
        return self.months[-1]

    @property
    def renewal_month(self) -> str:
        """The first month without cover unless somebody pays again."""
        return add_months(self.end_month, 1)


def answer_company(tariff: Tariff, standing: Standing, scenario: Scenario) -> CompanyAnswer:
    """Solve for workers (question `budget`), rupiah (`workers`) or months (`months`); whole covers only.

    Raises ScenarioError as `people_of`, `order_of` and `Tariff.rate`.
    """
    people = people_of(standing, scenario)
    start = months_from(scenario.base_month, scenario.start_month)
    flow = project(tariff, people, scenario.course, start + MAX_MONTHS + scenario.within + 1)
    pool = pool_of(people, scenario, flow, start)
    order = None if scenario.rule == EQUAL else _lot_order(people, scenario, pool)
    paths = {
        switch: price_path(tariff, replace(scenario.terms, relief_for_csr=switch), flow.months)
        for switch in (False, True)
    }
    solve = _Solver(scenario, people, pool, order)
    relief = scenario.terms.relief_for_csr
    workers, length = solve.answer(paths[relief])
    given = solve.lots(workers)
    last = int((pool.start[given > 0] if workers else pool.start[:1]).max(initial=start)) + length
    by_group = solve.in_cover(given, length, slice(start, last))
    prices = {switch: path[start:last] for switch, path in paths.items()}
    end = start if not workers else last
    answer = CompanyAnswer(
        scenario=scenario,
        strata=people.strata,
        months=flow.months[start:last],
        workers=workers,
        length=length,
        available=int(pool.room.sum()),
        by_stratum=np.bincount(pool.stratum, given, len(people.strata)).astype(np.int64),
        by_group=by_group,
        prices=prices[relief],
        saving_if_relief_idr=int((by_group * (prices[False] - prices[True])).sum()),
        budget_idr=scenario.budget_idr if scenario.question in (BUDGET, MONTHS) else None,
        workers_if_relief=solve.answer(paths[True])[0],
        additional=int((given * pool.additional // np.maximum(pool.room, 1)).sum()),
        public_moved=int((given * pool.public // np.maximum(pool.room, 1)).sum()),
        universe=int(flow.universe[start].sum()),
        protected_before=int(flow.others[start].sum()),
        others_after=int(flow.others[min(end, len(flow.months) - 1)].sum()),
        cautions=(),
    )
    return replace(answer, cautions=tuple(company_cautions(tariff, answer)))


def pool_of(people: Standing, scenario: Scenario, flow: Flow, start: int) -> Pool:
    """Who may be covered, lot by lot."""
    places = np.arange(len(people.strata))
    public = [source in PUBLIC for source in people.sources]
    if scenario.people == EXPIRING:
        return _expiring(people, scenario, start, np.array(public))
    room = np.maximum(flow.room[start], 0)
    if scenario.people == UNPROTECTED:
        nobody = np.zeros_like(room)
        return Pool(
            stratum=places, start=np.full_like(room, start), room=room, additional=room, public=nobody
        )
    assert scenario.people == EVERYONE
    return Pool(
        stratum=places,
        start=np.full_like(room, start),
        room=flow.universe[start],
        additional=room,
        public=flow.protected[start][public].sum(axis=0),
    )


def _expiring(people: Standing, scenario: Scenario, start: int, public: np.ndarray) -> Pool:
    """Covers that run out within some months, the first ones first, followed without a gap if possible."""
    within = min(scenario.within, people.paid_through.shape[0])
    ends = people.paid_through[:within]  # months x S x N
    renewal = np.array([scenario.course.habit(source).renewal for source in people.sources], dtype=np.int64)
    lapse = sum(
        (ends[:, place] - take_share(ends[:, place], renewal[place]) for place in range(len(renewal))),
        start=np.zeros((within, len(people.strata)), dtype=np.int64),
    )
    months, strata = np.indices(lapse.shape)
    return Pool(
        stratum=strata.ravel(),
        start=np.maximum(months.ravel() + 1, start),
        room=ends.sum(axis=1).ravel(),
        additional=lapse.ravel(),
        public=ends[:, public].sum(axis=1).ravel(),
    )


def _lot_order(people: Standing, scenario: Scenario, pool: Pool) -> tuple[int, ...]:
    place_in_order = np.empty(len(people.strata), dtype=np.int64)
    place_in_order[list(order_of(people, scenario.rule, scenario.near))] = np.arange(len(people.strata))
    return tuple(np.lexsort([place_in_order[pool.stratum], pool.start]).tolist())


@dataclass(frozen=True, eq=False)
class _Solver:
    """One question over the lots of a pool."""

    scenario: Scenario
    people: Standing
    pool: Pool
    order: tuple[int, ...] | None

    def lots(self, workers: int) -> Whole:
        """[workers] covered in each lot."""
        return allocate(min(workers, self.most), self.pool.room, self.scenario.rule, self.order)

    @cached_property
    def most(self) -> int:
        return int(self.pool.room.sum())

    @cached_property
    def group(self) -> Whole:
        """Price group of each lot."""
        return np.where(self.people.transport[self.pool.stratum], TRANSPORT, OTHER)

    def cost(self, workers: int, length: int, path: Whole) -> int:
        """[rupiah] with overhead. `path`: prices from the base month on."""
        running = np.concatenate([np.zeros((1, 2), dtype=np.int64), path.cumsum(axis=0)])
        price = (running[self.pool.start + length] - running[self.pool.start])[
            np.arange(len(self.group)), self.group
        ]
        iuran = int((self.lots(workers) * price).sum())
        return iuran + overhead(iuran, self.scenario.overhead)

    def answer(self, path: Whole) -> tuple[int, int]:
        """(workers, months) that the question comes to."""
        scenario = self.scenario
        if scenario.question == BUDGET:
            return self._largest(
                self.most, lambda many: self.cost(many, scenario.months, path)
            ), scenario.months
        workers = min(scenario.workers, self.most)
        if scenario.question == MONTHS:
            months = self._largest(MAX_MONTHS, lambda length: self.cost(workers, length, path))
            return (workers, months) if months else (0, 1)
        return workers, scenario.months

    def _largest(self, most: int, cost) -> int:  # type: ignore[no-untyped-def]
        """The largest number whose cost is within the budget; costs never fall."""
        low, high = 0, most
        while low < high:
            middle = (low + high + 1) // 2
            if cost(middle) <= self.scenario.budget_idr:
                low = middle
            else:
                high = middle - 1
        return low

    def in_cover(self, given: Whole, length: int, span: slice) -> Whole:
        """[workers] months of `span` x 2: transport, other."""
        months = np.arange(span.start, span.stop)[:, None]
        running = (self.pool.start <= months) & (months < self.pool.start + length)
        return np.stack(
            [(running * given * (self.group == group)).sum(axis=1) for group in (TRANSPORT, OTHER)], axis=1
        )
