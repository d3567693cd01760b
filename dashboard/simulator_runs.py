"""What is a price made of? Pure: months in a row with the same people and the same price, and their law."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.answer import Answer
from simulator.city import CityAnswer
from simulator.month import months_from
from simulator.tariff import Tariff
from simulator.tariff_row import TariffRow


@dataclass(frozen=True, kw_only=True)
class Run:
    """So many workers of one price group, so many months, at one price."""

    transport: bool
    start_month: str
    end_month: str
    workers: int
    idr_per_worker: int  # [rupiah a month]
    rows: tuple[TariffRow, ...]  # one a programme

    @property
    def months(self) -> int:
        return months_from(self.start_month, self.end_month) + 1

    @property
    def idr(self) -> int:
        """[rupiah] workers x months x price."""
        return self.workers * self.months * self.idr_per_worker

    @property
    def legal_basis(self) -> str:
        return "; ".join(dict.fromkeys(row.legal_basis for row in self.rows))


def answer_months(answer: Answer) -> tuple[str, ...]:
    """The months that the arrays of an answer speak of."""
    return answer.flow.months if isinstance(answer, CityAnswer) else answer.months


def runs_of(tariff: Tariff, answer: Answer) -> Sequence[Run]:
    """The iuran of an answer, add by add: the sum of `idr` is the iuran. By group, then by month."""
    months, terms = answer_months(answer), answer.scenario.terms
    found: list[Run] = []
    for group, transport in enumerate((True, False)):
        workers, prices = answer.by_group[:, group].tolist(), answer.prices[:, group].tolist()
        start = 0
        for place in range(1, len(months) + 1):
            same = place < len(months) and (workers[place], prices[place]) == (workers[start], prices[start])
            if same:
                continue
            if workers[start]:
                found.append(
                    Run(
                        transport=transport,
                        start_month=months[start],
                        end_month=months[place - 1],
                        workers=workers[start],
                        idr_per_worker=prices[start],
                        rows=tariff.rows_for(months[start], terms, transport=transport),
                    )
                )
            start = place
    return found


def paid_span(answer: Answer) -> tuple[str, str] | None:
    """The first and the last month that is paid; None where nothing is."""
    months = answer_months(answer)
    paid = [month for month, idr in zip(months, answer.iuran.tolist(), strict=True) if idr]
    return (paid[0], paid[-1]) if paid else None
