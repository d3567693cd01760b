"""What do several what-ifs say of the same things, so that they can stand beside each other?"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.answer import Answer
from simulator.city import CityAnswer


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One what-if among several. Counts in [workers], money in [rupiah]."""

    people: int  # covered by the money that is asked for: when the target is due, or when the cover begins
    worker_months: int
    total_idr: int
    idr_per_worker_month: int | None  # None where nothing is paid; rounded half up
    peak_idr: int  # of the dearest month, without overhead
    protected: int  # by anybody in that month
    universe: int
    difference_idr: int  # dearer than the first


def beside(answers: Sequence[Answer]) -> list[Beside]:
    """No new money (as the first answer would have it), then the answers in their order."""
    first = answers[0]
    without = _beside(first, first.total_idr, paid=False)
    return [without, *(_beside(each, first.total_idr, paid=True) for each in answers)]


def _beside(found: Answer, first_idr: int, *, paid: bool) -> Beside:
    if isinstance(found, CityAnswer):
        place = found.flow.months.index(found.due)
        people, universe = int(found.covered[place].sum()), int(found.flow.universe[place].sum())
        others = int(found.flow.others[place].sum() + found.pledged[place])
        peak = int(found.iuran.max())
    else:
        people, universe, others = found.workers, found.universe, found.protected_before
        peak = int(found.iuran.max(initial=0))
    more = people if isinstance(found, CityAnswer) else found.additional
    total, months = (found.total_idr, int(found.by_group.sum())) if paid else (0, 0)
    return Beside(
        people=people if paid else 0,
        worker_months=months,
        total_idr=total,
        idr_per_worker_month=(total + months // 2) // months if months else None,
        peak_idr=peak if paid else 0,
        protected=others + (more if paid else 0),
        universe=universe,
        difference_idr=total - first_idr,
    )
