"""Who paid for how many months of protection, and for whom did two pay?"""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.blocks.parts import (
    Figure,
    show_downloads,
    with_making,
)
from dashboard.charts import rows_spec
from dashboard.drawing import Drawing, image_links
from dashboard.forms import number, rupiah, spoken
from dashboard.frame import View
from dashboard.funding_words import overlap_answer, payer_cell, payers_answer, tenths
from dashboard.names import Names, names
from dashboard.payer_window import WINDOW, pick_window, window_parameters, window_words
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
QUERY, OVERLAPS = "worker_months_by_funding_source", "overlap_by_funding_source"


def show_window(view: View, window: str) -> None:
    """The title of the part, and the choice of its months."""
    st.divider()
    st.subheader(word(view.lang, "payers.title"), anchor=False)
    pick_window(view, window)


@with_making
def show_shares(view: View, window: str) -> Figure | None:
    """Worker-months and rupiah by payer; the shares add up to 100 %."""
    lang, asked = view.lang, window_parameters(view, window)
    called, rows = names(lang), db.run_query(QUERY, **asked).to_pylist()
    st.markdown(payers_answer(called, rows, window_words(lang, asked)))
    drawn = drawing(view, window)
    if drawn is None:
        return None
    st.vega_lite_chart(drawn.rows, drawn.spec, alt=spoken(drawn.alt))
    show_table(
        rows,
        [
            Column(
                head=word(lang, "table.funding_source"),
                cell=lambda row: called.of("funding_source", row["funding_source"]),
                is_number=False,
            ),
            Column(
                head=word(lang, "table.worker_months"), cell=lambda row: number(lang, row["worker_months"])
            ),
            Column(head=word(lang, "payers.share"), cell=lambda row: tenths(lang, row, in_column=True)),
            Column(head=word(lang, "table.iuran"), cell=lambda row: rupiah(lang, row["iuran_idr"])),
        ],
        alt=word(lang, "payers.alt"),
    )
    st.caption(word(lang, "payers.rounding"))
    images = image_links(QUERY, view.selection, **{WINDOW: window})
    show_downloads({QUERY: asked}, view, images=images)
    return Figure(
        definition=word(lang, "figure.payers.definition"),
        numerator=word(lang, "figure.payers.numerator"),
        denominator=word(lang, "figure.payers.denominator", when=window_words(lang, asked)),
        query=QUERY,
        params=asked,
    )


def drawing(view: View, window: str) -> Drawing | None:
    """One bar a payer; None when nobody paid."""
    lang, asked = view.lang, window_parameters(view, window)
    called, rows = names(lang), db.run_query(QUERY, **asked).to_pylist()
    if not rows:
        return None
    return Drawing(
        spec=rows_spec(lang=lang, theme=view.theme, measure="worker_months"),
        rows=_drawn(called, rows),
        title=word(lang, "payers.title"),
        alt=payers_answer(called, rows, window_words(lang, asked)),
        query=QUERY,
        legend={},
    )


def _drawn(called: Names, rows: list[dict[str, Any]]) -> pa.Table:
    lang = called.lang
    return pa.Table.from_pylist(
        [
            {
                "name": called.of("funding_source", row["funding_source"]),
                "position": position,
                "label": word(
                    lang,
                    "payers.label",
                    source=called.of("funding_source", row["funding_source"]),
                    months=number(lang, row["worker_months"]),
                    share=tenths(lang, row),
                ),
                "segment": "active",
                "segment_name": word(lang, "segment.active"),
                "rank": 0,
                "workers": row["worker_months"],
            }
            for position, row in enumerate(rows)
        ]
    )


@with_making
def show_overlaps(view: View, window: str) -> Figure | None:
    """Months of protection that two paid for: counted once above, listed here with their rupiah."""
    lang, asked = view.lang, window_parameters(view, window)
    called, rows = names(lang), db.run_query(OVERLAPS, **asked).to_pylist()
    payers = db.run_query(QUERY, **asked).to_pylist()
    st.subheader(word(lang, "overlaps.title"), anchor=False)
    st.markdown(overlap_answer(called, rows, payers, window_words(lang, asked)))
    st.caption(word(lang, "overlaps.explained"))
    if not rows:
        return None
    show_table(
        rows,
        [
            *(
                Column(head=word(lang, f"overlaps.{key}"), cell=payer_cell(called, key), is_number=False)
                for key in ("funding_source", "also_paid_by")
            ),
            Column(
                head=word(lang, "overlaps.worker_months"),
                cell=lambda row: number(lang, row["worker_months"]),
            ),
            Column(head=word(lang, "overlaps.iuran"), cell=lambda row: rupiah(lang, row["iuran_idr"])),
            Column(head=word(lang, "overlaps.latest"), cell=lambda row: number(lang, row["latest_workers"])),
            Column(head=word(lang, "overlaps.months"), cell=lambda row: number(lang, row["months"])),
        ],
        alt=word(lang, "overlaps.title"),
    )
    show_downloads({OVERLAPS: asked}, view)
    return Figure(
        definition=word(lang, "figure.overlaps.definition"),
        numerator=word(lang, "figure.overlaps.numerator"),
        denominator=word(lang, "figure.payers.denominator", when=window_words(lang, asked)),
        query=OVERLAPS,
        params=asked,
    )
