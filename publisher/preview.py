"""What would the public see change if this month were published now? Nothing is written to find out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from publisher.headlines import Headlines, headlines, reproduced_figures
from publisher.revisions.difference import CellChange, changed_cells
from publisher.revisions.manifest import in_force, revision_id
from publisher.revisions.release import State, read_tables
from publisher.text import number, percent, signed
from publisher.words import word

SHOWN = 10  # largest changes printed
PEOPLE = ("workers", "cases")


@dataclass(frozen=True, kw_only=True)
class LostFigure:
    """A printed figure that the extract reproduces and would no longer."""

    id: str
    name: str
    printed: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The published state beside the one that would take its place."""

    period: str
    compared_with: str | None  # revision; None: nothing was published before
    is_new_period: bool
    cells: tuple[CellChange, ...]  # against the same month; a new month has nothing to change
    before: Headlines | None
    after: Headlines
    lost_figures: tuple[LostFigure, ...]
    notes: tuple[str, ...] = ()  # who was paid twice and what looks wrong, in the reader's language


def preview(
    *, extracts: Path, state: State, tables: Mapping[str, pa.Table], period: str, city_dir: Path, lang: str
) -> Preview:
    """Compare the tables of a month with what is published of it, or of the month before it."""
    published = {one["period"] for one in state.manifest["resources"] if one["period"] <= period}
    entries = in_force(state.manifest, max(published)) if published else {}
    before = read_tables(extracts, entries)
    is_new = period not in published
    after_heads = headlines(tables, city_dir, lang)
    before_heads = headlines(before, city_dir, lang) if before else None
    lost: list[LostFigure] = []
    if before_heads and not is_new:
        after_figures = reproduced_figures(tables, after_heads.targets, city_dir, period)
        for key, (row, names) in reproduced_figures(before, before_heads.targets, city_dir, period).items():
            if not names & after_figures.get(key, ({}, set()))[1]:
                printed = row["printed"] or row["value"]
                lost.append(
                    LostFigure(id=key, name=row[f"figure_{lang}"], printed=printed, source=row["source"])
                )
    return Preview(
        period=period, is_new_period=is_new, before=before_heads, after=after_heads,
        compared_with=revision_id(entries["coverage"]) if entries else None,
        cells=() if is_new else tuple(changed_cells(before, tables)), lost_figures=tuple(lost),
    )  # fmt: skip


def preview_lines(found: Preview, lang: str) -> Iterator[str]:
    """The preview as sentences."""
    against = found.compared_with
    if against is None:
        yield word(lang, "preview.first", period=found.period)
    elif found.is_new_period:
        yield word(lang, "preview.new_period", period=found.period, revision=against)
    elif not found.cells:
        yield word(lang, "preview.nothing", period=found.period, revision=against)
    else:
        yield word(lang, "preview.correction", period=found.period, revision=against)
        yield from cell_lines(found.cells, lang)
    yield from headline_lines(found.before, found.after, lang)
    yield from target_lines(found.before, found.after, lang)
    for figure in found.lost_figures:
        yield word(
            lang, "preview.figure_lost", id=figure.id, name=figure.name, printed=figure.printed,
            source=figure.source,
        )  # fmt: skip
    yield from found.notes
    yield word(lang, "preview.dry")


def cell_lines(cells: tuple[CellChange, ...], lang: str) -> Iterator[str]:
    """How many cells change, and the largest changes of people."""
    people = [cell for cell in cells if cell.measure in PEOPLE]
    count = len({(cell.table, cell.cell) for cell in cells})
    new, gone = sum(not cell.before for cell in people), sum(not cell.after for cell in people)
    yield word(
        lang, "preview.cells", count=number(count, lang), new=number(new, lang), gone=number(gone, lang),
        changed=number(count - new - gone, lang), tables=", ".join(sorted({cell.table for cell in cells})),
    )  # fmt: skip
    for cell in sorted(people, key=lambda cell: (-abs(cell.change), cell.table, cell.cell))[:SHOWN]:
        yield word(
            lang, "preview.cell", table=cell.table, cell=cell.cell, before=number(cell.before, lang),
            after=number(cell.after, lang), change=signed(cell.change, lang),
        )  # fmt: skip


def headline_lines(before: Headlines | None, after: Headlines, lang: str) -> Iterator[str]:
    """Universe, protected and coverage, before and after."""
    for name in ("universe", "protected", "coverage"):
        form = percent if name == "coverage" else number
        new, old = getattr(after, name), getattr(before, name) if before else None
        yield word(
            lang, f"preview.{name}", before="–" if old is None else form(old, lang),
            after="–" if new is None else form(new, lang),
        )  # fmt: skip


def target_lines(before: Headlines | None, after: Headlines, lang: str) -> Iterator[str]:
    """The gap to each target, and which are reached or lost."""
    for key, target in after.targets.items():
        old = before.targets.get(key) if before else None
        yield word(
            lang, "preview.gap", name=target.name, target=number(target.workers, lang),
            before=number(old.gap, lang) if old else "–", after=number(target.gap, lang),
        )  # fmt: skip
        if old and bool(old.gap) != bool(target.gap):
            yield word(lang, "preview.lost" if target.gap else "preview.reached", name=target.name)
