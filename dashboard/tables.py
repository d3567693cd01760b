"""How does a table show its numbers in the language of the page?

Streamlit writes numbers by the browser's language or with English separators. So the cells are text in
the page's language, right-aligned and padded with spaces to one width: a click on a column head then
sorts them as numbers (only "< 0,1 %" comes last).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard.forms import spoken

Cell = Callable[[Mapping[str, Any]], str]

SHOWN_WHOLE = 25  # longer tables scroll inside themselves
SHOWN_ROWS = 12
ROW_PIXELS = 35
NAME_LETTERS = 28  # a pinned name must leave room for numbers on a phone
LETTER_PIXELS = 8


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its head, the text of a row's cell, and whether it holds numbers.

    With `link` the cells are addresses (empty: none), shown as this text.
    """

    head: str
    cell: Cell
    is_number: bool = True
    link: str | None = None


def text_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> pa.Table:
    """The rows as padded text, one column a Column."""
    filled = {}
    for column in columns:
        cells = [column.cell(row) for row in rows]
        width = max(map(len, cells), default=0) if column.is_number and not column.link else 0
        filled[column.head] = pa.array([cell.rjust(width) for cell in cells], pa.string())
    return pa.table(filled)


def show_table(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    *,
    alt: str,
    key: str | None = None,
    on_pick: Callable[[int], None] | None = None,
) -> None:
    """Draw a sortable table; the first column stays in sight when it scrolls sideways.

    With `on_pick`, which needs a `key`, rows can be chosen: it is given the place of the row.
    """
    table = text_table(rows, columns)
    longest = max((len(cell) for cell in table.column(0).to_pylist()), default=0)
    shown = len(rows) if len(rows) <= SHOWN_WHOLE else SHOWN_ROWS
    configured: dict[str, Any] = {
        column.head: st.column_config.LinkColumn(display_text=column.link)
        if column.link
        else st.column_config.TextColumn(alignment="right" if column.is_number else "left")
        for column in columns
    }
    configured[columns[0].head] = st.column_config.TextColumn(
        pinned=True, width=LETTER_PIXELS * min(longest + 2, NAME_LETTERS)
    )
    st.dataframe(
        table,
        hide_index=True,
        height=ROW_PIXELS * (shown + 1) + 3,
        column_config=configured,
        alt=spoken(alt),
        key=key,
        **(_picking(key, on_pick) if key and on_pick else {}),
    )


def _picking(key: str, on_pick: Callable[[int], None]) -> dict[str, Any]:
    def pick() -> None:
        for place in st.session_state[key].selection.rows[:1]:
            on_pick(place)

    return {"on_select": pick, "selection_mode": "single-row"}


def show_reading_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], *, alt: str) -> None:
    """Draw a table of sentences: its cells wrap, and a screen reader reads it as a table."""
    plain = {column.head: [column.cell(row) for row in rows] for column in columns}
    st.table(pa.table(plain), border="horizontal", hide_index=True, alt=spoken(alt))
