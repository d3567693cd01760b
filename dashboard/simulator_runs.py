"""What is a price made of? Pure: months in a row at the same price, their people and their law."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from simulator.answer import Answer
from simulator.city import CityAnswer
from simulator.tariff import Tariff
from simulator.tariff_row import TariffRow


@dataclass(frozen=True, kw_only=True)
class Run:
    """Months in a row at one price for one price group."""

    transport: bool
    start_month: str
    end_month: str
    workers: tuple[int, ...]  # by month
    idr_per_worker: int  # [rupiah a month]
    rows: tuple[TariffRow, ...]  # one a programme

    @property
    def worker_months(self) -> int:
        return sum(self.workers)

    @property
    def is_steady(self) -> bool:
        """Whether the same number is covered in every month."""
        return len(set(self.workers)) == 1

    @property
    def idr(self) -> int:
        """[rupiah] worker-months x price."""
        return self.worker_months * self.idr_per_worker


def answer_months(answer: Answer) -> tuple[str, ...]:
    """The months that the arrays of an answer speak of."""
    return answer.flow.months if isinstance(answer, CityAnswer) else answer.months


def runs_of(tariff: Tariff, answer: Answer) -> Sequence[Run]:
    """The iuran of an answer, term by term: the sum of `idr` is the iuran. By group, then by month."""
    months, terms = answer_months(answer), answer.scenario.terms
    found: list[Run] = []
    for group, transport in enumerate((True, False)):
        workers = answer.by_group[:, group].tolist()
        laws = [tariff.rows_for(month, terms, transport=transport) for month in months]
        for _, places in groupby(range(len(months)), key=lambda place: (laws[place], workers[place] > 0)):
            span = list(places)
            if workers[span[0]]:
                found.append(
                    Run(
                        transport=transport,
                        start_month=months[span[0]],
                        end_month=months[span[-1]],
                        workers=tuple(workers[place] for place in span),
                        idr_per_worker=int(answer.prices[span[0], group]),
                        rows=laws[span[0]],
                    )
                )
    return found


def paid_span(answer: Answer) -> tuple[str, str] | None:
    """The first and the last month that is paid; None where nothing is."""
    months = answer_months(answer)
    paid = [month for month, idr in zip(months, answer.iuran.tolist(), strict=True) if idr]
    return (paid[0], paid[-1]) if paid else None
