"""What lies between two standings of one month? One replacement after the other, from the old to the new."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from simulator.rounding import share_out
from simulator.standing import Standing, Whole


@dataclass(frozen=True, kw_only=True, eq=False)
class Replacement:
    """`code` was replaced last; `standing` is what holds then."""

    code: str  # universe, protected or cover_ends
    values: Mapping[str, object]
    standing: Standing


def replacements(old: Standing, now: Standing) -> Iterator[Replacement]:
    """From `old` to `now`, both of the same strata: universe, protected by source, when covers end."""
    held = old
    if not np.array_equal(old.universe, now.universe):
        held = replace(held, universe=now.universe)
        before, after = int(old.universe.sum()), int(now.universe.sum())
        yield Replacement(code="universe", values={"before": before, "after": after}, standing=held)
    ends, wanted = _by_source(old), _by_source(now)
    for source in sorted({*ends, *wanted}):
        before_ends, after_ends = ends.get(source), wanted.get(source)
        if before_ends is not None and after_ends is not None:
            if np.array_equal(before_ends.sum(axis=0), after_ends.sum(axis=0)):
                continue
            ends[source] = _scaled(before_ends, after_ends)
        elif after_ends is not None:
            ends[source] = after_ends
        else:
            del ends[source]
        held = _with_ends(held, ends, now.sources)
        before, after = (0 if each is None else int(each.sum()) for each in (before_ends, after_ends))
        values = {"funding_source": source, "before": before, "after": after}
        yield Replacement(code="protected", values=values, standing=held)
    moved = sum(_differing(ends[source], wanted[source]) for source in wanted)
    if moved:
        yield Replacement(code="cover_ends", values={"workers": moved}, standing=now)


def _by_source(standing: Standing) -> dict[str, Whole]:
    """[workers] P x N by source: last month paid."""
    return {source: standing.paid_through[:, place] for place, source in enumerate(standing.sources)}


def _scaled(before: Whole, after: Whole) -> Whole:
    """As many people as in `after`, whose covers end as in `before` where anybody had one."""
    length = max(len(before), len(after))
    ends, wanted = _padded(before, length), _padded(after, length)
    scaled = share_out(wanted.sum(axis=0), ends.T).T
    return np.where(ends.sum(axis=0) > 0, scaled, wanted)


def _differing(one: Whole, other: Whole) -> int:
    """[workers] of the same number whose covers end in another month."""
    length = max(len(one), len(other))
    return int(np.abs(_padded(one, length) - _padded(other, length)).sum()) // 2


def _with_ends(standing: Standing, ends: Mapping[str, Whole], order: tuple[str, ...]) -> Standing:
    sources = (*(each for each in order if each in ends), *(each for each in ends if each not in order))
    length = max((len(each) for each in ends.values()), default=1)
    cube = np.zeros((length, len(sources), len(standing.strata)), dtype=np.int64)
    for place, source in enumerate(sources):
        cube[: len(ends[source]), place] = ends[source]
    return replace(standing, sources=sources, paid_through=cube)


def _padded(ends: Whole, length: int) -> Whole:
    return np.pad(ends, ((0, length - len(ends)), (0, 0)))
