"""When does the price of a worker-month change, for drivers and for all others?"""

from dataclasses import dataclass

from simulator.month import add_months, months_from
from simulator.prices import TRANSPORT, price_path
from simulator.tariff import Tariff, Terms


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One change of a price."""

    month: str  # the first with the new price
    transport: bool
    before_idr: int  # [rupiah a worker-month]
    after_idr: int

    @property
    def is_rise(self) -> bool:
        return self.after_idr > self.before_idr


def turns(tariff: Tariff, terms: Terms, first_month: str, last_month: str) -> tuple[Turn, ...]:
    """The changes after `first_month` up to `last_month`, by month, all others before drivers.

    Raises as `Tariff.rate`.
    """
    months = tuple(
        add_months(first_month, later) for later in range(months_from(first_month, last_month) + 1)
    )
    path = price_path(tariff, terms, months).tolist()
    return tuple(
        Turn(
            month=month,
            transport=group == TRANSPORT,
            before_idr=before[group],
            after_idr=after[group],
        )
        for month, before, after in zip(months[1:], path, path[1:], strict=False)
        for group in reversed(range(len(after)))
        if before[group] != after[group]
    )
