"""What does a month of cover cost, for drivers and for all others, over many months?"""

import numpy as np

from simulator.month import add_months
from simulator.rounding import ONE
from simulator.standing import Whole
from simulator.tariff import Tariff, Terms

TRANSPORT, OTHER = 0, 1  # places of the two price groups


def price_path(tariff: Tariff, terms: Terms, months: tuple[str, ...]) -> Whole:
    """[rupiah a worker-month] months x 2: transport, other. Raises as `Tariff.rate`."""
    return np.array(
        [[tariff.rate(month, terms, transport=drives) for drives in (True, False)] for month in months],
        dtype=np.int64,
    )


def cover_price(tariff: Tariff, terms: Terms, start_month: str, months: int) -> tuple[int, int]:
    """[rupiah] one worker's cover of `months`: transport, other."""
    path = price_path(tariff, terms, tuple(add_months(start_month, later) for later in range(months)))
    transport, other = path.sum(axis=0).tolist()
    return transport, other


def overhead(iuran_idr: int, basis_points: int) -> int:
    """[rupiah] for collecting and registering, on top of the iuran; rounded half up."""
    return (iuran_idr * basis_points + ONE // 2) // ONE
