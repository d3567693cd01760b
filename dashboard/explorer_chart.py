"""How are the pairs of two dimensions coloured, and how is their chart drawn?"""

import functools
from collections.abc import Mapping
from typing import Any

import altair as alt
import pyarrow as pa

from dashboard.charts import Spec, finished_spec
from dashboard.explorer import Grid, counts_text, head_of, value_text
from dashboard.explorer_choices import TOTAL
from dashboard.forms import number, rupiah
from dashboard.map_classes import class_bounds, colour_of, legend_entries
from dashboard.names import Names
from dashboard.palette import INK, PAPER, RAMP
from dashboard.words import word

DRAWN_ROWS, DRAWN_COLUMNS = 24, 8  # more do not fit a phone; the table has all
ROW_HEIGHT, CELL_HEIGHT, LINE_HEIGHT = 46, 24, 13  # [pixels]
MILLION = 1_000_000
# Black or white, whichever has more contrast with the colour of the class (at least 4.5:1).
INKS = ("#000000", "#000000", "#000000", "#000000", "#ffffff")


def drawn_codes(grid: Grid) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rows and columns of the chart: the first that hold anything, months left to right as time goes."""
    rows = grid.rows[:DRAWN_ROWS]
    holding = [column for column in grid.columns if any(_is_drawn(grid, row, column) for row in rows)]
    columns = tuple(holding[:DRAWN_COLUMNS])
    return rows, columns[::-1] if grid.crossing.columns == "period" else columns


def count_step(largest: int) -> int:
    """Width of a class of counts: 1, 2 or 5 and zeros, so that five classes hold `largest`."""
    step = 1
    while step * len(RAMP) < largest:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _pairs(grid: Grid) -> list[Mapping[str, Any]]:
    rows, columns = drawn_codes(grid)
    return [grid.cells[row, column] for row in rows for column in columns if _is_drawn(grid, row, column)]


def _is_drawn(grid: Grid, row: str, column: str) -> bool:
    cell = grid.cells[row, column]
    return bool(cell["universe"] if grid.crossing.measure == "coverage" else grid.value(row, column))


def legend(grid: Grid, lang: str) -> dict[str, str]:
    """Names of the classes and their colours, lowest first."""
    if grid.crossing.measure == "coverage":
        return legend_entries(_pairs(grid), lang)
    step = count_step(_largest(grid))
    form = rupiah if grid.crossing.measure == "iuran" else number
    classes = range(min(len(RAMP), -(-_largest(grid) // step)))
    return {
        word(lang, "map.class", low=form(lang, step * place), high=form(lang, step * (place + 1))): RAMP[
            place
        ]
        for place in classes
    }


def _largest(grid: Grid) -> int:
    rows, columns = drawn_codes(grid)
    return max((grid.value(row, column) for row in rows for column in columns), default=0)


def _colours(grid: Grid) -> dict[tuple[str, str], str]:
    rows, columns = drawn_codes(grid)
    drawn = [(row, column) for row in rows for column in columns if _is_drawn(grid, row, column)]
    if grid.crossing.measure == "coverage":
        bounds = class_bounds(_pairs(grid))
        return {pair: colour_of(grid.cells[pair], bounds) for pair in drawn}
    step = count_step(_largest(grid))
    return {pair: RAMP[min((grid.value(*pair) - 1) // step, len(RAMP) - 1)] for pair in drawn}


def drawn_cells(called: Names, grid: Grid, theme: str) -> pa.Table:
    """What the chart draws, one row a pair."""
    rows, columns = drawn_codes(grid)
    colours = _colours(grid)
    return pa.Table.from_pylist(
        [
            {
                "row": row,
                "row_position": place,
                "name": row_label(called, grid, row) if column == columns[0] else None,
                "row_name": head_of(called, grid, grid.crossing.rows, row),
                "column": head_of(called, grid, grid.crossing.columns, column),
                "column_position": position,
                "fill": colours.get((row, column), PAPER[theme]),
                "ink": INKS[RAMP.index(colours[row, column])] if (row, column) in colours else INK[theme],
                "label": cell_label(called.lang, grid, row, column),
                "value": value_text(called.lang, grid.crossing.measure, grid.cells[row, column]),
                "counts": counts_text(called.lang, grid.cells[row, column]),
            }
            for place, row in enumerate(rows)
            for position, column in enumerate(columns)
        ]
    )


def row_label(called: Names, grid: Grid, row: str) -> str:
    """The total of a row where it has one, then its name: a phone cuts the end off."""
    name = head_of(called, grid, grid.crossing.rows, row)
    if (row, TOTAL) not in grid.cells:
        return name
    total = grid.cells[row, TOTAL]
    text = value_text(called.lang, grid.crossing.measure, total)
    counts = f" · {counts_text(called.lang, total)}" if grid.crossing.measure == "coverage" else ""
    return f"{text}  {name}{counts}"


def cell_label(lang: str, grid: Grid, row: str, column: str) -> str:
    """What stands in a cell; rupiah in millions, as the note under the chart says."""
    if not _is_drawn(grid, row, column):
        return ""
    if grid.crossing.measure != "iuran":
        return value_text(lang, grid.crossing.measure, grid.cells[row, column])
    millions = (grid.value(row, column) + MILLION // 2) // MILLION
    return number(lang, millions) if millions else "< 1"


@functools.cache
def heat_spec(*, lang: str, theme: str, lines: int) -> Spec:
    """A row of cells for each row of the grid under its name. Rows: see `drawn_cells`.

    Each word of a column's name has a line of its own; the longest has `lines`.
    """
    narrow = "width < 480"
    base = alt.Chart(alt.NamedData("rows")).encode(
        y=alt.Y(
            "row:N",
            sort=alt.EncodingSortField(field="row_position", op="min", order="ascending"),
            axis=None,
            scale=alt.Scale(paddingInner=0, paddingOuter=0),
        ),
        x=alt.X(
            "column:N",
            sort=alt.EncodingSortField(field="column_position", op="min", order="ascending"),
            title=None,
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelExpr="split(datum.label, ' ')",
                labelFontSize=alt.ExprRef(f"{narrow} ? 8 : 12"),
                offset=LINE_HEIGHT * max(lines - 2, 0),
                labelOverlap=False,
                labelFlush=False,
                labelLimit=alt.ExprRef("bandwidth('x')"),
                domain=False,
                ticks=False,
            ),
            scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
        ),
    )
    cells = base.mark_rect(height=CELL_HEIGHT, yOffset=10).encode(
        color=alt.Color("fill:N", scale=None),
        tooltip=[
            alt.Tooltip("row_name:N", title=word(lang, "explorer.rows")),
            alt.Tooltip("column:N", title=word(lang, "explorer.columns")),
            alt.Tooltip("value:N", title=word(lang, "explorer.measure")),
            alt.Tooltip("counts:N", title=word(lang, "explorer.counts")),
        ],
    )
    values = base.mark_text(
        yOffset=10, baseline="middle", fontSize=alt.ExprRef(f"{narrow} ? 9 : 12"), fontWeight=600
    ).encode(text="label:N", color=alt.Color("ink:N", scale=None))
    names = (
        base.transform_filter("isValid(datum.name)")
        .mark_text(
            align="left", baseline="bottom", dy=-4, fontSize=13, color=INK[theme], limit=alt.ExprRef("width")
        )
        .encode(x=alt.value(0), text="name:N")
    )
    return finished_spec((cells + values + names).properties(height=alt.Step(ROW_HEIGHT)), lang, theme=theme)
