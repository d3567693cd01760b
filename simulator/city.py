"""How many people must still be covered to reach the city's target, and what does it cost?"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from simulator.cautions import Caution, caution, cover_cautions
from simulator.checks import MAX_WORKERS, check_count, read_share
from simulator.cover import Cover, price_cover, relief_saving
from simulator.errors import ScenarioError
from simulator.month import check_month, months_from
from simulator.split import split_in_proportion
from simulator.tariff import Tariff, Terms


@dataclass(frozen=True, kw_only=True)
class CityQuestion:
    """A target, where the city stands, and the cover that shall close the gap."""

    target_share: Fraction | Decimal | str | None = None  # [share 0-1] of the universe; or target_workers
    target_workers: int | None = None  # [workers]
    universe: int  # [workers] the denominator of the target
    protected: int  # [workers] active in JKK and JKM in base_month
    unprotected_transport: int  # [workers] who drive and are not active
    unprotected_other: int  # [workers] of all other sectors who are not active
    base_month: str  # the month these counts speak of
    target_month: str  # the month the target is due
    start_month: str  # the first month that is paid
    months: int  # [months] bought for each worker
    terms: Terms

    def __post_init__(self) -> None:
        if (self.target_share is None) == (self.target_workers is None):
            given = "none" if self.target_share is None else "both"
            raise ScenarioError("target_not_single", value=given)
        if self.target_share is not None:
            read_share(self.target_share)
        for field in ("universe", "protected", "unprotected_transport", "unprotected_other"):
            minimum = 1 if field == "universe" else 0
            check_count(getattr(self, field), field, minimum=minimum, maximum=MAX_WORKERS)
        if self.target_workers is not None:
            check_count(self.target_workers, "target_workers", minimum=1, maximum=MAX_WORKERS)
            if self.target_workers > self.universe:
                raise ScenarioError("target_over_universe", value=self.target_workers, maximum=self.universe)
        if self.protected > self.universe:
            raise ScenarioError("protected_over_universe", value=self.protected, maximum=self.universe)
        self._check_months()

    @property
    def target_as_workers(self) -> int:
        """The target as a whole number, rounded up: 28.9 workers are not reached by 28 [workers]."""
        if self.target_workers is not None:
            return self.target_workers
        return ceil(read_share(self.target_share) * self.universe)

    def _check_months(self) -> None:
        for field in ("base_month", "target_month", "start_month"):
            check_month(getattr(self, field), field)
        if self.target_month < self.base_month:
            raise ScenarioError("target_in_past", value=self.target_month, minimum=self.base_month)
        if self.start_month < self.base_month:
            raise ScenarioError("start_in_past", value=self.start_month, minimum=self.base_month)
        if self.start_month > self.target_month:
            raise ScenarioError("start_after_target", value=self.start_month, maximum=self.target_month)


@dataclass(frozen=True, kw_only=True)
class MonthTotal:
    """What all covers together cost in one month."""

    month: str
    workers: int
    idr: int  # [rupiah]


@dataclass(frozen=True, kw_only=True)
class CityAnswer:
    """The people who are missing and the money that covers them."""

    target_workers: int  # [workers] the target as a whole number, rounded up
    people_needed: int  # [workers] more than now
    covers: tuple[Cover, Cover]  # transport workers, then all others; their workers sum to people_needed
    monthly: tuple[MonthTotal, ...]
    total_idr: int  # [rupiah]
    peak: MonthTotal  # the dearest month; the first of several
    end_month: str  # the last month that is paid
    months_paid_by_target: int  # [months] of each cover up to and including the month of the target
    is_active_at_target: bool  # whether the cover still runs in the month of the target
    saving_if_relief_idr: int  # [rupiah] cheaper if the relief is granted where the law is silent
    cautions: tuple[Caution, ...]


def answer_city(tariff: Tariff, question: CityQuestion) -> CityAnswer:
    """Price the smallest number of people that reaches the target: A1 to A12.

    Raises ScenarioError target_over_unprotected when more people are needed than are without
    cover, and as `price_cover`.
    """
    target_workers = question.target_as_workers
    people_needed = max(0, target_workers - question.protected)
    covers = _cover_missing(tariff, question, people_needed)
    monthly = tuple(
        MonthTotal(month=first.month, workers=people_needed, idr=first.idr + second.idr)
        for first, second in zip(covers[0].months, covers[1].months, strict=True)
    )
    end_month = covers[0].end_month
    saving = sum(relief_saving(tariff, question.terms, cover) for cover in covers)
    return CityAnswer(
        target_workers=target_workers,
        people_needed=people_needed,
        covers=covers,
        monthly=monthly,
        total_idr=sum(month.idr for month in monthly),
        peak=max(monthly, key=lambda month: month.idr),
        end_month=end_month,
        months_paid_by_target=min(
            question.months, months_from(question.start_month, question.target_month) + 1
        ),
        is_active_at_target=end_month >= question.target_month,
        saving_if_relief_idr=saving,
        cautions=tuple(_cautions(tariff, question, covers, target_workers, saving)),
    )


def _cover_missing(tariff: Tariff, question: CityQuestion, people_needed: int) -> tuple[Cover, Cover]:
    """Cover transport workers and others in proportion to those of them without cover (A5)."""
    unprotected = (question.unprotected_transport, question.unprotected_other)
    if people_needed > sum(unprotected):
        raise ScenarioError(
            "target_over_unprotected",
            value=people_needed,
            maximum=sum(unprotected),
            reachable=question.protected + sum(unprotected),
        )
    transport, other = (
        price_cover(
            tariff,
            question.terms,
            transport=drives,
            workers=workers,
            months=question.months,
            start_month=question.start_month,
        )
        for drives, workers in zip(
            (True, False), split_in_proportion(people_needed, unprotected), strict=True
        )
    )
    return transport, other


def _cautions(
    tariff: Tariff, question: CityQuestion, covers: tuple[Cover, Cover], target_workers: int, saving: int
) -> Iterator[Caution]:
    if question.protected >= target_workers:
        yield caution("target_reached", target_workers=target_workers, protected=question.protected)
        return
    end_month = covers[0].end_month
    if end_month < question.target_month:
        yield caution(
            "cover_ends_before_target",
            end_month=end_month,
            target_month=question.target_month,
            months_missing=months_from(end_month, question.target_month),
        )
    yield from cover_cautions(tariff, question.terms, covers, saving_if_relief_idr=saving)
