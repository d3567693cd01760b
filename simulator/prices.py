"""What does a month of cover cost, for drivers and for all others, over many months?"""

import numpy as np

from simulator.month import add_months, check_month
from simulator.rounding import ONE
from simulator.standing import Whole
from simulator.tariff import Tariff, Terms

TRANSPORT, OTHER = 0, 1  # places of the two price groups


def price_path(tariff: Tariff, terms: Terms, months: tuple[str, ...]) -> Whole:
    """[rupiah a worker-month] consecutive months x 2: transport, other. Raises as `Tariff.rate`."""
    if not months:
        return np.zeros((0, 2), dtype=np.int64)
    path = np.empty((len(months), 2), dtype=np.int64)
    check_month(months[-1], "month")
    # A rate holds from one turn to the next, so it is looked up once in between.
    turns = turns_of(tariff)
    places = [place for place, month in enumerate(months) if place == 0 or month in turns]
    for place in places:
        path[place:] = [tariff.rate(months[place], terms, transport=drives) for drives in (True, False)]
    return path


def turns_of(tariff: Tariff) -> set[str]:
    """Months in which a rule begins, or the one before has ended."""
    begins = {row.valid_from for row in tariff.rows}
    return begins | {add_months(row.valid_to, 1) for row in tariff.rows if row.valid_to}


def cover_price(tariff: Tariff, terms: Terms, start_month: str, months: int) -> tuple[int, int]:
    """[rupiah] one worker's cover of `months`: transport, other."""
    path = price_path(tariff, terms, tuple(add_months(start_month, later) for later in range(months)))
    transport, other = path.sum(axis=0).tolist()
    return transport, other


def overhead(iuran_idr: int, basis_points: int) -> int:
    """[rupiah] for collecting and registering, on top of the iuran; rounded half up."""
    return (iuran_idr * basis_points + ONE // 2) // ONE
