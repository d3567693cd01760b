"""How does a table show its numbers in the language of the page?

Streamlit writes numbers by the browser's language or with English separators, so the cells are text in the
page's language. A short table is part of the page: it is read by screen readers, found by Ctrl+F, printed,
and stands at once. A longer one, or one whose rows can be chosen, is a grid: its cells are padded with
spaces to one width, so a click on a column head sorts them as numbers (only "< 0,1 %" comes last).
"""

import functools
import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard.forms import inert, spoken

Cell = Callable[[Mapping[str, Any]], str]

SHOWN_WHOLE = 25  # longer tables scroll inside themselves
MOST_CELLS = 300  # a browser draws each by itself; a grid of more stands sooner
SHOWN_ROWS = 12
ROW_PIXELS = 35
NAME_LETTERS = 28  # a pinned name must leave room for numbers on a phone
LETTER_PIXELS = 8
LINE_LETTERS = 48  # of other cells, above which Streamlit cuts them off
HEAD_LETTERS = 12  # a head may be so wide though its cells are not
WIDER_THAN_ANY_PAGE = 9_999  # [pixels] a table with a width stays in its page, and scrolls there, by keys too
EN_SPACE = "\u2002"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its head, the text of a row's cell, and whether it holds numbers.

    With `link` the cells are addresses (empty: none), shown as this text.
    """

    head: str
    cell: Cell
    is_number: bool = True
    link: str | None = None

    @property
    def stands_right(self) -> bool:
        """Whether its cells are numbers, in line at their ends."""
        return self.is_number and not self.link


def text_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> pa.Table:
    """The rows as padded text, one column a Column."""
    filled = {}
    for column in columns:
        cells = [column.cell(row) for row in rows]
        width = max(map(len, cells), default=0) if column.stands_right else 0
        filled[column.head] = pa.array([cell.rjust(width) for cell in cells], pa.string())
    return pa.table(filled)


def markdown_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> pa.Table:
    """The rows as Markdown that shows each text as it is, in lines of some length; the first column names
    the rows."""
    filled, described = {}, []
    for place, column in enumerate(columns):
        letters = LINE_LETTERS if place else NAME_LETTERS
        texts = [column.cell(row) for row in rows]
        cells = [_link(column.link, text) if column.link else _lines(text, letters) for text in texts]
        if place == 1 and not column.stands_right:  # Streamlit sets these closer to the names than their head
            cells = [EN_SPACE + cell for cell in cells]
        if column.stands_right and place:
            letters = min(letters, max([HEAD_LETTERS, *map(len, texts)]))
        head = _lines(column.head, letters)
        filled[head] = pa.array(cells, pa.string())
        described.append(_described(head, is_number=column.stands_right and place > 0))
    # What pandas writes beside its tables is the only way to tell a browser of row heads and of numbers.
    meaning = {"index_columns": list(filled)[:1], "columns": described, "column_indexes": [_described(None)]}
    return pa.table(filled).replace_schema_metadata({"pandas": json.dumps(meaning)})


def _described(head: str | None, *, is_number: bool = False) -> dict[str, Any]:
    kind = "float64" if is_number else "unicode"
    return {"name": head, "field_name": head, "pandas_type": kind, "numpy_type": "object", "metadata": None}


def _link(text: str, address: str) -> str:
    return f"[{inert(text)}](<{address}>)" if address else ""


def _lines(text: str, letters: int) -> str:
    return inert(text) if len(text) <= letters else _broken(text, letters)


@functools.lru_cache(maxsize=1024)  # most are heads and names, the same in every table
def _broken(text: str, letters: int) -> str:
    lines = textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False)
    return "\\\n".join(map(inert, lines))


def show_table(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    *,
    alt: str,
    key: str | None = None,
    on_pick: Callable[[int], None] | None = None,
) -> None:
    """Draw a table; the first column, which names the rows, stays in sight when it scrolls sideways.

    With `on_pick`, which needs a `key`, rows can be chosen: it is given the place of the row.
    """
    picking = _picking(key, on_pick) if key and on_pick else {}
    if picking or len(rows) > SHOWN_WHOLE or len(rows) * len(columns) > MOST_CELLS:
        _show_grid(rows, columns, alt=alt, picking=picking)
        return
    st.table(
        markdown_table(rows, columns),
        border="horizontal",
        width=WIDER_THAN_ANY_PAGE,
        hide_index=False,
        alt=spoken(alt),
    )


def _show_grid(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], *, alt: str, picking: Mapping[str, Any]
) -> None:
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
        **picking,
    )


def _picking(key: str, on_pick: Callable[[int], None]) -> dict[str, Any]:
    def pick() -> None:
        for place in st.session_state[key].selection.rows[:1]:
            on_pick(place)

    return {"key": key, "on_select": pick, "selection_mode": "single-row"}


def show_reading_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], *, alt: str) -> None:
    """Draw a table of sentences: its cells are Markdown and wrap, and a screen reader reads it as a table."""
    plain = {column.head: [column.cell(row) for row in rows] for column in columns}
    st.table(pa.table(plain), border="horizontal", hide_index=True, alt=spoken(alt))
