"""What does it cost to keep some workers covered from one month to another?"""

from dataclasses import dataclass, replace

from simulator.checks import MAX_MONTHS, MAX_WORKERS, MIN_MONTHS, check_count
from simulator.month import add_months, check_month
from simulator.tariff import Tariff, Terms
from simulator.tariff_row import NO_RELIEF, TariffRow


@dataclass(frozen=True, kw_only=True)
class CoverMonth:
    """One month of a cover, with the tariff rows that price it."""

    month: str
    workers: int
    idr_per_worker: int  # [rupiah]
    idr: int  # [rupiah] workers x idr_per_worker
    rows: tuple[TariffRow, ...]  # one a programme

    @property
    def is_relieved(self) -> bool:
        """Whether a relief lowers the rate of this month."""
        return any(row.relief != NO_RELIEF for row in self.rows)

    @property
    def legal_basis(self) -> tuple[str, ...]:
        """The legal texts behind the rate, each once."""
        return tuple(dict.fromkeys(row.legal_basis for row in self.rows))


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The same workers covered for consecutive months, paid month by month (A1, A2)."""

    transport: bool
    workers: int
    months: tuple[CoverMonth, ...]

    @property
    def start_month(self) -> str:
        return self.months[0].month

    @property
    def end_month(self) -> str:
        """The last month that is paid."""
        return self.months[-1].month

    @property
    def idr_per_worker(self) -> int:
        """The price of the cover of one worker [rupiah]."""
        return sum(month.idr_per_worker for month in self.months)

    @property
    def total_idr(self) -> int:
        """The price of the cover of all workers [rupiah]."""
        return self.workers * self.idr_per_worker


def price_cover(
    tariff: Tariff, terms: Terms, *, transport: bool, workers: int, months: int, start_month: str
) -> Cover:
    """Price `workers` covered for `months` [months] from `start_month`, each month at its own tariff.

    Raises ScenarioError number_not_whole or number_out_of_range (workers, months),
    month_unreadable or month_out_of_range (start_month), and as `Tariff.rows_for`.
    """
    check_count(workers, "workers", minimum=0, maximum=MAX_WORKERS)
    check_count(months, "months", minimum=MIN_MONTHS, maximum=MAX_MONTHS)
    check_month(start_month, "start_month")
    priced = []
    for later in range(months):
        month = add_months(start_month, later)
        rows = tariff.rows_for(month, terms, transport=transport)
        rate = sum(row.idr_per_worker_month for row in rows)
        priced.append(
            CoverMonth(month=month, workers=workers, idr_per_worker=rate, idr=workers * rate, rows=rows)
        )
    return Cover(transport=transport, workers=workers, months=tuple(priced))


def relief_saving(tariff: Tariff, terms: Terms, cover: Cover) -> int:
    """What the relief makes cheaper in this cover if it is granted where the law is silent [rupiah].

    The same whether the switch of `terms` is on or off; 0 where the law itself grants or excludes it.
    """

    def total_idr(switch: bool) -> int:
        return price_cover(
            tariff,
            replace(terms, relief_for_csr=switch),
            transport=cover.transport,
            workers=cover.workers,
            months=len(cover.months),
            start_month=cover.start_month,
        ).total_idr

    return total_idr(False) - total_idr(True)
