"""What does protection look like where two dimensions cross?"""

from collections.abc import Callable

import streamlit as st

from dashboard import db
from dashboard.answers import payer, place
from dashboard.blocks.parts import Figure, show_downloads, show_drawing, with_making
from dashboard.choices import SLICE
from dashboard.city import city
from dashboard.drawing import Drawing, image_links
from dashboard.explorer import Grid, counts_text, explorer_answer, grid_of, head_of, name_of, value_text
from dashboard.explorer_chart import (
    DRAWN_COLUMNS,
    DRAWN_ROWS,
    drawn_cells,
    drawn_codes,
    heat_spec,
    legend,
)
from dashboard.explorer_choices import TOTAL, Crossing
from dashboard.frame import View
from dashboard.incomplete import MARK, incomplete_months, incomplete_note
from dashboard.kept import kept
from dashboard.names import Names, names, short_names
from dashboard.tables import Column, show_table
from dashboard.words import word

QUERY = "crosstab"


def parameters_of(view: View, crossing: Crossing) -> dict[str, str | None]:
    """What the query is asked for this view; codes of the allow-lists only."""
    return {
        "rows": crossing.rows,
        "columns": crossing.columns,
        **view.selection.parameters("period", *SLICE),
    }


def grid_in(view: View, crossing: Crossing) -> Grid:
    """The pairs of this view."""
    found = db.run_query(QUERY, **parameters_of(view, crossing)).to_pylist()
    return grid_of(crossing, found, names(view.lang), incomplete=incomplete_months())


@kept
def show_answer(view: View, crossing: Crossing) -> None:
    """The sentence with its number."""
    st.header(_answer(view, grid_in(view, crossing)), anchor=False)


def _answer(view: View, grid: Grid) -> str:
    city_name = city().called(view.lang)
    return explorer_answer(names(view.lang), grid, view.selection, city_name=city_name)


@kept
def show_chart(view: View, crossing: Crossing) -> None:
    """The largest groups as cells, darker where there is more."""
    lang = view.lang
    grid = grid_in(view, crossing)
    rows, columns = drawn_codes(grid)
    drawn = drawing(view, crossing)
    if drawn is None:
        return
    show_drawing(drawn, view)
    if len(rows) < len(grid.rows) or len(columns) < len(grid.columns):
        months = "period" in crossing.dimensions
        key = "explorer.cut.months" if months else "explorer.cut"
        st.caption(word(lang, key, rows=DRAWN_ROWS, columns=DRAWN_COLUMNS))
    if crossing.measure == "iuran":
        st.caption(word(lang, "explorer.millions"))


def drawing(view: View, crossing: Crossing) -> Drawing | None:
    """The cells of two crossed dimensions; None when there are none."""
    lang = view.lang
    grid = grid_in(view, crossing)
    _, columns = drawn_codes(grid)
    if not columns:
        return None
    called = short_names(lang)
    lines = max(len(name_of(called, crossing.columns, code).split()) for code in columns)
    return Drawing(
        spec=heat_spec(lang=lang, theme=view.theme, lines=lines),
        rows=drawn_cells(called, grid, view.theme),
        title=_title(lang, crossing),
        alt=_answer(view, grid),
        query=QUERY,
        legend=legend(grid, lang),
    )


def _title(lang: str, crossing: Crossing) -> str:
    return word(
        lang,
        "explorer.chart.title",
        measure=word(lang, f"explorer.measure.{crossing.measure}"),
        rows=word(lang, f"explorer.dimension.{crossing.rows}"),
        columns=word(lang, f"explorer.dimension.{crossing.columns}"),
    )


@kept
def show_rows(view: View, crossing: Crossing) -> None:
    """All pairs as a table with its totals, and as a file."""
    lang = view.lang
    grid = grid_in(view, crossing)
    if not grid.rows:
        return
    called = short_names(lang)
    of_rows = [TOTAL] if crossing.rows != "period" else []
    of_columns = [TOTAL] if crossing.columns != "period" else []
    show_table(
        [{"id": code} for code in (*grid.rows, *of_rows)],
        [
            Column(
                head=word(lang, f"explorer.dimension.{crossing.rows}"),
                cell=_name(called, grid),
                is_number=False,
            ),
            *(
                Column(head=head_of(called, grid, crossing.columns, code), cell=_cell(lang, grid, code))
                for code in (*of_columns, *grid.columns)
            ),
        ],
        alt=_title(lang, crossing),
    )
    if "period" in crossing.dimensions:
        st.caption(word(lang, "explorer.no_month_total"))
        if note := incomplete_note(lang, {*grid.rows, *grid.columns}):
            st.caption(note)
    st.caption(f"{word(lang, 'note.merged')} {word(lang, 'explorer.safe')}")
    show_downloads(
        {QUERY: parameters_of(view, crossing)},
        view,
        images=image_links(QUERY, view.selection, **crossing.changed()),
    )


def _name(called: Names, grid: Grid) -> Callable:
    dimension = grid.crossing.rows

    def name(row: dict[str, str]) -> str:
        if dimension != "period":
            return head_of(called, grid, dimension, row["id"])
        # "2026-10" sorts as time does; a written month would not.
        return f"{row['id']} {MARK}" if row["id"] in grid.incomplete else row["id"]

    return name


def _cell(lang: str, grid: Grid, column: str) -> Callable:
    """The texts of a column; of coverage the share first, in one width, so that it sorts."""
    measure = grid.crossing.measure
    if measure != "coverage":
        return lambda row: value_text(lang, measure, grid.cells[row["id"], column])
    shares = {
        row: value_text(lang, measure, grid.cells[row, column], in_column=True) for row, _ in grid.cells
    }
    width = max(map(len, shares.values()))

    def text(row: dict[str, str]) -> str:
        cell = grid.cells[row["id"], column]
        counts = f"  ({counts_text(lang, cell)})" if cell["universe"] else ""
        return f"{shares[row['id']].rjust(width)}{counts}"

    return text


@with_making
def show_making(view: View, crossing: Crossing) -> Figure:
    """How the numbers were made."""
    lang = view.lang
    called = names(lang)
    where = place(called, view.selection, city_name=city().called(lang))
    by_payer = {"funding_source", "status"} & set(crossing.dimensions)
    return Figure(
        definition=word(lang, "figure.explorer.definition"),
        numerator=word(
            lang,
            "figure.explorer.numerator",
            measure=word(lang, f"explorer.said.{crossing.measure}"),
            place=where,
            payer=payer(called, view.selection),
        ),
        denominator=word(
            lang, "figure.explorer.denominator.group" if by_payer else "figure.explorer.denominator.pair"
        ),
        query=QUERY,
        params=parameters_of(view, crossing),
        page_parameters=crossing.changed(),
    )
