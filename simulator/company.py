"""What does a company's money buy: rupiah, workers and months, each from the other two; and for whom?"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from simulator.allocation import EQUAL, order_of
from simulator.cautions import Caution, company_cautions
from simulator.checks import MAX_MONTHS
from simulator.flow import project
from simulator.month import add_months, months_from
from simulator.people import people_of
from simulator.pool import pool_of
from simulator.prices import cover_price, overhead, price_path
from simulator.purchase import Purchase
from simulator.scenario import BUDGET, MONTHS, Scenario
from simulator.standing import Standing, Stratum, Whole
from simulator.tariff import Tariff


@dataclass(frozen=True, kw_only=True, eq=False)
class CompanyAnswer:
    """Counts in [workers], money in [rupiah]. H months from the first month of the cover on."""

    scenario: Scenario
    strata: tuple[Stratum, ...]
    months: tuple[str, ...]  # H
    workers: int
    length: int  # [months] of each cover
    available: int  # [workers] who could be covered
    by_stratum: Whole  # N
    room_by_stratum: Whole  # N without cover in the first month of the cover
    universe_by_stratum: Whole  # N
    by_group: Whole  # H x 2 in cover: transport, other
    prices: Whole  # H x 2 [rupiah a worker-month]: transport, other
    saving_if_relief_idr: int
    budget_idr: int | None  # that was given; None when the question was its size
    least_idr: int  # of the smallest purchase that answers the question
    workers_if_relief: int  # the same question answered with the relief granted
    additional: int  # [workers] who would have no cover without this money
    public_moved: int  # [workers] whom a public budget pays at present
    after_gap: int  # [workers] whose cover before runs out before this one can begin
    longest_gap: int  # [months]
    universe: int  # [workers] of the people asked about, in the first month of the cover
    protected_before: int
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
    def idr_per_worker_month(self) -> Fraction | None:
        """[rupiah] what a month of cover of one worker comes to, overhead included; None without covers."""
        return Fraction(self.total_idr, self.worker_months) if self.worker_months else None

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
    order = None if scenario.rule == EQUAL else order_of(people, scenario.rule, scenario.near)
    paths = {
        switch: price_path(tariff, replace(scenario.terms, relief_for_csr=switch), flow.months)
        for switch in (False, True)
    }
    purchase = Purchase(scenario, people, pool, order)
    relief = scenario.terms.relief_for_csr
    workers, length = purchase.answer(paths[relief])
    given = purchase.given(workers)
    begun = given.any(axis=1)
    last = int(pool.start[begun].max(initial=start)) + length
    by_group = purchase.in_cover(given, length, slice(start, last))
    prices = {switch: path[start:last] for switch, path in paths.items()}
    answer = CompanyAnswer(
        scenario=scenario,
        strata=people.strata,
        months=flow.months[start:last],
        workers=workers,
        length=length,
        available=purchase.most,
        by_stratum=given.sum(axis=0),
        room_by_stratum=flow.room[start],
        universe_by_stratum=flow.universe[start],
        by_group=by_group,
        prices=prices[relief],
        saving_if_relief_idr=int((by_group * (prices[False] - prices[True])).sum()),
        budget_idr=scenario.budget_idr if scenario.question in (BUDGET, MONTHS) else None,
        least_idr=purchase.least(paths[relief]),
        workers_if_relief=purchase.answer(paths[True])[0],
        additional=purchase.of_whom(given, pool.additional),
        public_moved=purchase.of_whom(given, pool.public),
        after_gap=int(given[pool.gap > 0].sum()),
        longest_gap=int(pool.gap[begun].max(initial=0)),
        universe=int(flow.universe[start].sum()),
        protected_before=int(flow.others[start].sum()),
        cautions=(),
    )
    return replace(answer, cautions=tuple(company_cautions(tariff, answer)))


def renewal_idr(tariff: Tariff, answer: CompanyAnswer) -> int:
    """[rupiah] the covers of the last month once more, as long, from the renewal month on, overhead included.

    Raises as `Tariff.rate`.
    """
    scenario = answer.scenario
    prices = cover_price(tariff, scenario.terms, answer.renewal_month, answer.length)
    iuran = int(answer.by_group[-1] @ prices)
    return iuran + overhead(iuran, scenario.overhead)
