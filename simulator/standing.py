"""Where does everybody stand in the base month? Counts by stratum, and how long each cover is paid.

A stratum is one kecamatan x opd x sector. Strata of transport workers come first: sums over neighbouring
strata then round as the whole does (`simulator.rounding`), so merging neighbours never changes a total.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.errors import ScenarioError
from simulator.month import check_month, months_from

Whole = NDArray[np.int64]
ELSEWHERE = "elsewhere"  # protected people whom the extract does not list; they stay protected


@dataclass(frozen=True, kw_only=True, order=True)
class Stratum:
    """Who the people of one row are. `risk` is the JKK risk group 1 to 5 of their work, 0 if unknown."""

    kecamatan: str
    opd: str
    sector: str
    transport: bool = False
    risk: int = 0
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing:
    """The base month. N strata, S sources, P months: the base month and those after it."""

    base_month: str
    strata: tuple[Stratum, ...]  # N, transport first
    sources: tuple[str, ...]  # S funding sources
    universe: Whole  # [workers] N
    paid_through: Whole  # [workers] P x S x N: last month paid is the base month + p
    moved: Mapping[str, tuple[tuple[str, int, int, int], ...]] = field(default_factory=dict)
    """Funding source -> months with (month, renewed, ended or lapsed, enrolled) [workers], from `flows`."""

    @cached_property
    def protected(self) -> Whole:
        """[workers] active in the base month, S x N."""
        return self.paid_through.sum(axis=0)

    @cached_property
    def unprotected(self) -> Whole:
        """[workers] without cover in the base month, N."""
        return self.universe - self.protected.sum(axis=0)

    @cached_property
    def transport(self) -> NDArray[np.bool_]:
        """Whether the stratum's workers drive, N."""
        return np.array([each.transport for each in self.strata], dtype=bool)

    def cliff(self, horizon: int) -> Whole:
        """[workers] still covered in each month if nobody renews and nobody joins: `horizon` + 1 months."""
        elsewhere = np.array([source == ELSEWHERE for source in self.sources], dtype=bool)
        ends = self.paid_through.sum(axis=2)
        forever = ends[:, elsewhere].sum()
        still = ends[:, ~elsewhere].sum(axis=1)[::-1].cumsum()[::-1]
        whole = np.zeros(horizon + 1, dtype=np.int64)
        whole[: len(still)] = still[: horizon + 1]
        return whole + forever

    def only(self, wanted: Iterable[int]) -> "Standing":
        """The standing of some strata, by their places."""
        places = sorted(wanted)
        return replace(
            self,
            strata=tuple(self.strata[place] for place in places),
            universe=self.universe[places],
            paid_through=self.paid_through[:, :, places],
        )

    def paid_by(self, source: str) -> "Standing":
        """The same people, of whom only those count as covered whom `source` pays."""
        keep = np.array([each == source for each in self.sources])
        return replace(self, paid_through=self.paid_through * keep[None, :, None])

    def with_sources(self, sources: Iterable[str]) -> "Standing":
        """The same with further funding sources, who cover nobody yet."""
        more = tuple(source for source in dict.fromkeys(sources) if source not in self.sources)
        if not more:
            return self
        room = ((0, 0), (0, len(more)), (0, 0))
        return replace(self, sources=(*self.sources, *more), paid_through=np.pad(self.paid_through, room))

    def by_transport(self) -> "Standing":
        """The same people in two strata: who drives, and all others."""
        first_other = int(self.transport.sum())
        cuts = (slice(0, first_other), slice(first_other, None))
        return replace(
            self,
            strata=tuple(
                Stratum(kecamatan="", opd="", sector="", transport=drives) for drives in (True, False)
            ),
            universe=np.array([self.universe[cut].sum() for cut in cuts], dtype=np.int64),
            paid_through=np.stack([self.paid_through[:, :, cut].sum(axis=2) for cut in cuts], axis=2),
        )

    def with_elsewhere(self, universe: int, protected: int) -> "Standing":
        """A larger universe [workers]: who is not in the extract becomes one more stratum.

        Raises ScenarioError universe_too_small when they are fewer than the extract counts.
        """
        more, covered = universe - int(self.universe.sum()), protected - int(self.protected.sum())
        if more < covered or covered < 0:
            raise ScenarioError(
                "universe_too_small",
                value=universe,
                protected=protected,
                minimum=int(self.universe.sum()),
                minimum_protected=int(self.protected.sum()),
            )
        months, sources, strata = self.paid_through.shape
        paid = np.zeros((months, sources + 1, strata + 1), dtype=np.int64)
        paid[:, :sources, :strata] = self.paid_through
        paid[0, sources, strata] = covered
        return replace(
            self,
            strata=(*self.strata, Stratum(kecamatan=ELSEWHERE, opd=ELSEWHERE, sector=ELSEWHERE)),
            sources=(*self.sources, ELSEWHERE),
            universe=np.append(self.universe, more),
            paid_through=paid,
        )


def read_standing(
    base_month: str,
    people: Sequence[tuple[Stratum, int]],
    paid: Iterable[tuple[tuple[str, str, str], str, str, int]],
    sources: Sequence[str],
    moved: Mapping[str, tuple[tuple[str, int, int, int], ...]] | None = None,
) -> Standing:
    """Build from (stratum, universe [workers]) and ((kecamatan, opd, sector), source, paid through, workers).

    Raises ScenarioError month_unreadable; ValueError for a cover of a stratum or source that is not listed,
    or more covers than people.
    """
    check_month(base_month, "base_month")
    ordered = sorted(people, key=lambda each: (not each[0].transport, each[0]))
    places = {(each.kecamatan, each.opd, each.sector): place for place, (each, _) in enumerate(ordered)}
    rows = []
    for key, source, through, workers in paid:
        later = months_from(base_month, check_month(through, "paid_through"))
        if key not in places or source not in sources or later < 0:
            raise ValueError(f"no place for a cover: {key}, {source}, {through}")
        rows.append((later, sources.index(source), places[key], workers))
    cube = np.zeros(
        (max((row[0] for row in rows), default=0) + 1, len(sources), len(ordered)), dtype=np.int64
    )
    for later, source_place, place, workers in rows:
        cube[later, source_place, place] += workers
    universe = np.array([workers for _, workers in ordered], dtype=np.int64)
    if (cube.sum(axis=(0, 1)) > universe).any():
        raise ValueError("more covers than people in a stratum")
    return Standing(
        base_month=base_month,
        strata=tuple(each for each, _ in ordered),
        sources=tuple(sources),
        universe=universe,
        paid_through=cube,
        moved=dict(moved or {}),
    )
