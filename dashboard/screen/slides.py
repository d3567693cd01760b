"""What stands on each slide? One message, in the words, numbers and charts of the pages."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dashboard import map_drawing
from dashboard.answers import breakdown_answer, funding_answer, summary_answer
from dashboard.basis import basis_of
from dashboard.blocks import bars, expiry, funding, trend
from dashboard.blocks.breakdown import rows_by_gap, rows_of
from dashboard.blocks.expiry_renewal import ending_of
from dashboard.changes import month_before
from dashboard.city import city
from dashboard.documents.decisions import decisions
from dashboard.documents.ending import renewal_item
from dashboard.documents.moved import moved_lines
from dashboard.documents.movements import movements
from dashboard.documents.numbers import five_numbers, headline_of
from dashboard.drawing import Drawing
from dashboard.forms import listed, month, number, share
from dashboard.frame import View
from dashboard.incomplete import incomplete_months
from dashboard.names import names
from dashboard.screen.slide import HIGH, WIDE, Meter, Slide, unfollowed
from dashboard.words import word

MOST_ROWS = 6  # of a ranking; more would be too small to read across a room
MOST_PAYERS = 8
ROW = 35  # [units] a row of a chart: a line of text and its bar
MOST_MOVED = 2  # lines of what is measured otherwise


def slide_of(name: str, view: View) -> Slide:
    """The named slide. Raises ExtractMissing."""
    return MAKERS[name](view)


def _summary(view: View) -> Slide:
    lang, row = view.lang, headline_of(view)
    basis = basis_of(view.selection)
    said = summary_answer(names(lang), row, basis, view.selection, city_name=city().called(lang))
    protected, coverage, *others = five_numbers(view, month_before(view))
    return Slide(
        label=word(lang, "page.summary.nav"),
        title=said,
        hero=coverage,
        numbers=(protected, *others),
        meter=_meter(lang, row) if row["universe"] else None,
    )


def _meter(lang: str, row: Mapping[str, Any]) -> Meter:
    target = row["target_workers"]
    return Meter(
        active=row["active"],
        universe=row["universe"],
        target=target,
        label=word(lang, "screen.target", workers=number(lang, target)) if target is not None else "",
    )


def _months(view: View) -> Slide:
    lang, doubtful = view.lang, sorted(incomplete_months())
    months = listed(lang, [month(lang, period) for period in doubtful])
    note = word(lang, "chart.trend.incomplete", months=months) if doubtful else ""
    return _drawn(view, "briefing.months", trend.drawing(view), note=note)


def _moves(view: View) -> Slide:
    lang, since = view.lang, month_before(view)
    period = month(lang, view.selection.period)
    title = word(lang, "screen.moves", since=month(lang, since), period=period) if since else period
    moved = moved_lines(lang, since, view.selection.period)[:MOST_MOVED]
    # Movements between two months are not published by place.
    note = word(lang, "screen.moves.whole_city") if view.selection.kecamatan else ""
    return Slide(
        label=word(lang, "page.changes.nav"),
        title=title,
        items=(*moved, *(item.text for item in movements(view, since))),
        note=note,
    )


def _ending(view: View) -> Slide:
    row = ending_of(view)
    note = renewal_item(view, row["ending_3"]).text if row and row["ending_3"] else ""
    return _drawn(view, "page.expiry.nav", expiry.drawing(view), note=note)


def _groups(view: View, dimension: str) -> Slide:
    lang = view.lang
    rows = rows_by_gap(view, dimension)
    drawing = bars.drawing(view, dimension)
    is_long = len(rows) > MOST_ROWS
    counted = word(lang, "screen.first_rows", shown=MOST_ROWS, whole=len(rows)) if is_long else ""
    return _ranked(
        _drawn(view, f"page.{dimension}.nav", drawing),
        title=breakdown_answer(names(lang), dimension, rows_of(view, dimension), view.selection),
        shown=range(len(rows))[:MOST_ROWS],
        note=f"{counted} {unfollowed(view, dimension)}",
    )


def _payers(view: View) -> Slide:
    lang, rows = view.lang, funding.rows_of(view)
    largest = sorted(range(len(rows)), key=lambda place: -rows[place]["registered"])[:MOST_PAYERS]
    note = word(lang, "screen.largest", shown=MOST_PAYERS, whole=len(rows)) if len(rows) > MOST_PAYERS else ""
    return _ranked(
        _drawn(view, "page.funding.nav", funding.drawing(view)),
        title=funding_answer(names(lang), rows, view.selection),
        shown=sorted(largest),
        note=f"{note} {unfollowed(view, 'funding_source')}",
    )


def _places(view: View) -> Slide:
    lang, level, called = view.lang, view.level, names(view.lang)
    rows, drawing = rows_by_gap(view, level), map_drawing.drawing(view)
    left_out = unfollowed(view, "opd", "sector") if level == "kelurahan" else ""
    return Slide(
        label=word(lang, "page.region.nav"),
        title=breakdown_answer(called, level, rows_of(view, level), view.selection),
        drawing=drawing,
        note=f"{drawing.note if drawing else ''} {left_out}".strip(),
        size=HIGH,
        rows=tuple(
            (
                called.of(level, row["id"]),
                number(lang, row["unprotected"]),
                share(lang, row["active"], row["universe"], in_column=True),
            )
            for row in rows[:MOST_ROWS]
        ),
    )


def _decide(view: View) -> Slide:
    found = [item.text for item in decisions(view)]
    none = word(view.lang, "screen.decide.none")
    return Slide(
        label=word(view.lang, "page.briefing.nav"),
        title=word(view.lang, "briefing.decide"),
        items=tuple(found) or (none,),
    )


def _drawn(view: View, label: str, drawing: Drawing | None, *, note: str = "") -> Slide:
    """A slide with a chart over its whole width, its title above it."""
    lang = view.lang
    if drawing is None:
        nothing = word(lang, "screen.nothing", period=month(lang, view.selection.period))
        return Slide(label=word(lang, label), title=nothing)
    return Slide(
        label=word(lang, label), title=drawing.title, drawing=drawing, note=f"{note} {drawing.note}".strip()
    )


def _ranked(slide: Slide, *, title: str, shown: Sequence[int], note: str) -> Slide:
    """The slide with those rows of its chart alone; numbers stand beside each, so it needs no axis."""
    drawing = slide.drawing
    if drawing is None:
        return dataclasses.replace(slide, title=title)
    bars_layer, *others = drawing.spec["layer"]
    x = {**bars_layer["encoding"]["x"], "axis": None}
    layers = [{**bars_layer, "encoding": {**bars_layer["encoding"], "x": x}}, *others]
    kept = drawing.rows.filter(pc.is_in(drawing.rows.column("position"), pa.array(shown, pa.int64())))
    drawing = dataclasses.replace(drawing, rows=kept, spec={**drawing.spec, "layer": layers})
    size = (WIDE[0], ROW * len(shown))
    return dataclasses.replace(slide, title=title, drawing=drawing, size=size, note=note.strip())


MAKERS: dict[str, Callable[[View], Slide]] = {
    "ringkasan": _summary,
    "tren": _months,
    "pergerakan": _moves,
    "segera-habis": _ending,
    "opd": partial(_groups, dimension="opd"),
    "sektor": partial(_groups, dimension="sector"),
    "sumber-dana": _payers,
    "wilayah": _places,
    "keputusan": _decide,
}
