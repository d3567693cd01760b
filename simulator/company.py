"""How many whole covers does a budget buy, and what does a cover for a number of workers cost?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from simulator.cautions import Caution, caution, cover_cautions
from simulator.checks import MAX_IDR, MAX_WORKERS, check_count
from simulator.cover import Cover, price_cover, relief_saving
from simulator.tariff import Tariff, Terms


@dataclass(frozen=True, kw_only=True)
class BudgetQuestion:
    """Money a company can give, and the cover it wishes to give."""

    budget_idr: int  # [rupiah]
    workers_available: int | None = None  # [workers] without cover; None sets no limit
    transport: bool  # whether the workers drive
    start_month: str  # the first month that is paid
    months: int  # [months] bought for each worker
    terms: Terms

    def __post_init__(self) -> None:
        check_count(self.budget_idr, "budget_idr", minimum=1, maximum=MAX_IDR)
        if self.workers_available is not None:
            check_count(self.workers_available, "workers_available", minimum=0, maximum=MAX_WORKERS)


@dataclass(frozen=True, kw_only=True)
class BudgetAnswer:
    """What the budget buys."""

    cover: Cover  # of all workers the budget covers
    workers: int  # [workers] covered in full
    spent_idr: int  # [rupiah]
    rest_idr: int  # [rupiah] spent_idr + rest_idr is the budget
    workers_if_relief: int  # [workers] covered if the relief is granted where the law is silent
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, kw_only=True)
class WorkersQuestion:
    """Workers to be covered."""

    workers: int  # [workers]
    transport: bool  # whether they drive
    start_month: str  # the first month that is paid
    months: int  # [months] bought for each worker
    terms: Terms

    def __post_init__(self) -> None:
        check_count(self.workers, "workers", minimum=1, maximum=MAX_WORKERS)


@dataclass(frozen=True, kw_only=True)
class WorkersAnswer:
    """What covering them costs."""

    cover: Cover
    total_idr: int  # [rupiah]
    saving_if_relief_idr: int  # [rupiah] cheaper if the relief is granted where the law is silent
    cautions: tuple[Caution, ...]


def answer_budget(tariff: Tariff, question: BudgetQuestion) -> BudgetAnswer:
    """Buy whole covers until the money or the list of workers runs out: A1 to A4, A6, A8, A9, A12.

    A budget below one cover buys none and says so. Raises ScenarioError as `price_cover`.
    """
    terms, limit = question.terms, question.workers_available

    def cover_of(workers: int, terms: Terms) -> Cover:
        return price_cover(
            tariff,
            terms,
            transport=question.transport,
            workers=workers,
            months=question.months,
            start_month=question.start_month,
        )

    def affordable(terms: Terms) -> int:
        workers = question.budget_idr // cover_of(1, terms).total_idr
        return workers if limit is None else min(workers, limit)

    workers = affordable(terms)
    cover = cover_of(workers, terms)
    saving = relief_saving(tariff, terms, cover)
    return BudgetAnswer(
        cover=cover,
        workers=workers,
        spent_idr=cover.total_idr,
        rest_idr=question.budget_idr - cover.total_idr,
        workers_if_relief=affordable(replace(terms, relief_for_csr=True)),
        cautions=(
            *_budget_cautions(question, cover),
            *cover_cautions(tariff, terms, (cover,), saving_if_relief_idr=saving),
        ),
    )


def answer_workers(tariff: Tariff, question: WorkersQuestion) -> WorkersAnswer:
    """Price the cover of a number of workers: A1 to A4, A6, A8, A9.

    Raises ScenarioError as `price_cover`.
    """
    cover = price_cover(
        tariff,
        question.terms,
        transport=question.transport,
        workers=question.workers,
        months=question.months,
        start_month=question.start_month,
    )
    saving = relief_saving(tariff, question.terms, cover)
    return WorkersAnswer(
        cover=cover,
        total_idr=cover.total_idr,
        saving_if_relief_idr=saving,
        cautions=tuple(cover_cautions(tariff, question.terms, (cover,), saving_if_relief_idr=saving)),
    )


def _budget_cautions(question: BudgetQuestion, cover: Cover) -> Iterator[Caution]:
    rest_idr = question.budget_idr - cover.total_idr
    if question.budget_idr < cover.idr_per_worker:
        yield caution(
            "budget_below_one_cover", budget_idr=question.budget_idr, cover_idr=cover.idr_per_worker
        )
    elif rest_idr >= cover.idr_per_worker:
        yield caution("workers_run_out", workers=cover.workers, rest_idr=rest_idr)
