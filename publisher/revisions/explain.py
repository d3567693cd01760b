"""Why does one revision count other workers than another? Parts that add up to each change exactly.

Two revisions of one month differ because the later one corrects the earlier. From one month to a later one,
the published flows say who came (`new`), stayed by paying again (`renewed`, which changes no count) and fell
out (`lapsed`). `denominator` is the change of the city's list of workers, split over the lists that changed
the same way. The rest is `moved`: counted in another cell than before (OPD, sector, payer, merged into
'lainnya'); over all cells it comes to 0. `corrected`: the earlier revision was itself replaced since.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.revisions.difference import cell_name, changed_cells, total_by
from publisher.revisions.manifest import in_force
from publisher.revisions.release import read_tables
from publisher.revisions.revision_tables import months_after, revision_tables

CELL = ("opd", "sector", "funding_source")
WHY = {"enrolled": ("new", 1), "renewed": ("renewed", 0), "lapsed": ("lapsed", -1), "ended": ("lapsed", -1)}
ORDER = ("new", "renewed", "lapsed", "moved", "corrected", "denominator")
Counts = Mapping[tuple[str, ...], int]


class MonthsUnordered(Exception):
    """The first revision speaks of a later month than the second."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One reason: how many people [workers] it speaks of, and what it adds to the count, with its sign."""

    why: str
    people: int
    adds: int


@dataclass(frozen=True, kw_only=True)
class Explained:
    """One measure of one cell before and after, and the parts of its change."""

    table: str
    measure: str
    cell: str
    before: int
    after: int
    parts: tuple[Part, ...]


def explain(extracts: Path, manifest: Mapping[str, Any], first: str, second: str) -> list[Explained]:
    """What differs between two revisions (`2026-09.r1`, `2026-10.r1`) and why.

    Raises RevisionUnknown, MonthsUnordered, MonthMissing.
    """
    before, after = (revision_tables(extracts, manifest, name) for name in (first, second))
    start, end = (name.rpartition(".r")[0] for name in (first, second))
    if start == end:
        return [
            Explained(
                table=cell.table, measure=cell.measure, cell=cell.cell, before=cell.before, after=cell.after,
                parts=(Part(why="corrected", people=abs(cell.change), adds=cell.change),),
            )
            for cell in changed_cells(before, after)
        ]  # fmt: skip
    if start > end:
        raise MonthsUnordered
    shown = read_tables(extracts, in_force(manifest, start)) or before
    flows = [after["flows"]]
    for month in list(months_after(start, end, manifest))[1:]:
        flows += read_tables(extracts, {"flows": in_force(manifest, month)["flows"]}).values()
    return [
        *protected_changes(before, shown, after, flows),
        *unprotected_changes(before, shown, after, flows),
    ]


def counted(tables: Mapping[str, pa.Table], *, active: bool) -> Counts:
    """Protected workers by OPD, sector and payer; or the others by OPD and sector."""
    coverage = tables["coverage"]
    mask = pc.equal(coverage["status"], "active")
    rows = coverage.filter(mask if active else pc.invert(mask)).to_pandas()
    return total_by(rows, CELL if active else CELL[:2], "workers")


def movements(flows: Iterable[pa.Table]) -> dict[str, Counter[tuple[str, ...]]]:
    """People of the flows of some months, by reason and then by cell."""
    found = {why: Counter[tuple[str, ...]]() for why, _ in WHY.values()}
    for table in flows:
        for (*cell, movement), people in total_by(table.to_pandas(), (*CELL, "movement"), "workers").items():
            found[WHY[movement][0]][tuple(cell)] += people
    return found


def protected_parts(
    cell: tuple[str, ...], change: int, corrected: int, moves: Mapping[str, Counter[tuple[str, ...]]]
) -> dict[str, Part]:
    """The parts of the change of one cell of protected workers."""
    adds = {"new": moves["new"][cell], "lapsed": -moves["lapsed"][cell], "corrected": corrected}
    adds["moved"] = change - sum(adds.values())
    parts = {why: Part(why=why, people=abs(value), adds=value) for why, value in adds.items() if value}
    if moves["renewed"][cell]:
        parts["renewed"] = Part(why="renewed", people=moves["renewed"][cell], adds=0)
    return parts


def protected_changes(
    before: Mapping[str, pa.Table], shown: Mapping[str, pa.Table], after: Mapping[str, pa.Table],
    flows: Iterable[pa.Table],
) -> Iterator[Explained]:  # fmt: skip
    """Protected workers of every OPD, sector and payer."""
    old, replaced, new = (counted(tables, active=True) for tables in (before, shown, after))
    moves = movements(flows)
    cells = set(old) | set(replaced) | set(new) | {cell for counter in moves.values() for cell in counter}
    for cell in sorted(cells):
        start, end = old.get(cell, 0), new.get(cell, 0)
        parts = protected_parts(cell, end - start, replaced.get(cell, 0) - start, moves)
        if parts:
            yield explained("active", CELL, cell, start, end, parts)


def unprotected_changes(
    before: Mapping[str, pa.Table], shown: Mapping[str, pa.Table], after: Mapping[str, pa.Table],
    flows: Iterable[pa.Table],
) -> Iterator[Explained]:  # fmt: skip
    """All other listed workers of every OPD and sector: who is newly protected leaves them."""
    left: dict[tuple[str, ...], Counter[str]] = {}
    for change in protected_changes(before, shown, after, flows):
        cell = tuple(part.partition("=")[2] for part in change.cell.split())[:2]
        counter = left.setdefault(cell, Counter())
        counter.update({part.why: -part.adds for part in change.parts if part.why != "corrected"})
    old, replaced, new = (counted(tables, active=False) for tables in (before, shown, after))
    cells = sorted(set(old) | set(replaced) | set(new) | set(left))
    for cell in cells:
        left.setdefault(cell, Counter())["corrected"] = replaced.get(cell, 0) - old.get(cell, 0)
    # what is left of each change is that of the whole list of the cell
    lists = {cell: new.get(cell, 0) - old.get(cell, 0) - left[cell].total() for cell in cells}
    grown = apportioned(lists)
    for cell in cells:
        adds = left[cell]
        adds["denominator"] = grown[cell]
        adds["moved"] += lists[cell] - grown[cell]
        parts = {why: Part(why=why, people=abs(value), adds=value) for why, value in adds.items() if value}
        if parts:
            start, end = old.get(cell, 0), new.get(cell, 0)
            yield explained("unprotected", CELL[:2], cell, start, end, parts)


def apportioned(changes: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """The sum of all `changes`, split over those of its sign in proportion, in whole workers.

    A list that grew where the city's did has new people on it; the rest of its change came from other lists.
    """
    total = sum(changes.values())
    same = {cell: change for cell, change in changes.items() if change * total > 0}
    base = sum(same.values())
    parts = {cell: total * change // base for cell, change in same.items()}
    by_rest = sorted(same, key=lambda cell: (-(total * same[cell] % base) * (1 if base > 0 else -1), cell))
    for cell in by_rest[: total - sum(parts.values())]:
        parts[cell] += 1
    return {cell: parts.get(cell, 0) for cell in changes}


def explained(
    measure: str, keys: tuple[str, ...], cell: tuple[str, ...], before: int, after: int,
    parts: Mapping[str, Part],
) -> Explained:  # fmt: skip
    """One row of `coverage` with its parts in their order."""
    ordered = tuple(parts[why] for why in ORDER if why in parts)
    return Explained(
        table="coverage", measure=measure, cell=cell_name(keys, cell), before=before, after=after,
        parts=ordered,
    )  # fmt: skip
