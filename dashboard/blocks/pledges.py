"""What became of the money that was pledged: paid, running, ended? By funder, and by payer."""

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.blocks.parts import (
    Figure,
    show_downloads,
    show_drawing,
    with_making,
)
from dashboard.certificates import PATH as VERIFY
from dashboard.charts import rows_spec
from dashboard.drawing import Drawing, image_links
from dashboard.filters import page_url
from dashboard.forms import month, number, rupiah
from dashboard.frame import View
from dashboard.funding_words import funder_name, ledger_answer, pledge_answer, stage
from dashboard.names import names
from dashboard.palette import SEGMENTS
from dashboard.tables import Cell, Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
QUERY, AGREEMENT = "pledge_by_funder", "covers_by_funding_source"
# What a bar is made of, and in which colour: ahead is protection, ended is past, unpaid is what lacks.
PARTS = {
    "begun_worker_months": "lapsed",
    "ahead_worker_months": "active",
    "unpaid_worker_months": "rest",
}


def _asked(view: View) -> dict[str, str]:
    return {"period": view.selection.period}


@with_making
def show_pledges(view: View) -> Figure | None:
    """From pledge to cover that has ended, by funder."""
    lang, asked = view.lang, _asked(view)
    rows = db.run_query(QUERY, **asked).to_pylist()
    st.divider()
    if not view.selection.is_whole_city:
        st.caption(word(lang, "pledges.whole_city"))
    drawn = drawing(view)
    if drawn is None:
        st.subheader(word(lang, "pledges.title"), anchor=False)
        st.markdown(pledge_answer(lang, rows, view.selection.period))
        st.caption(word(lang, "pledges.unknown"))
        return None
    show_drawing(drawn, view, lead=drawn.alt)
    show_table(rows, _columns(lang), alt=word(lang, "pledges.alt"))
    st.markdown(ledger_answer(lang, rows, db.run_query(AGREEMENT, **asked).to_pylist()))
    st.caption(word(lang, "pledges.unknown"))
    st.markdown(word(lang, "pledges.certificates", address=page_url(VERIFY, view.selection)))
    show_downloads({QUERY: asked, "funding_list": asked}, view, images=image_links(QUERY, view.selection))
    return Figure(
        definition=word(lang, "figure.pledges.definition"),
        numerator=word(lang, "figure.pledges.numerator"),
        denominator=word(lang, "figure.pledges.denominator"),
        query=QUERY,
        params=asked,
    )


def drawing(view: View) -> Drawing | None:
    """One bar a funder: what has run, what is ahead, what is not paid; None when nobody pledged."""
    lang = view.lang
    rows = db.run_query(QUERY, **_asked(view)).to_pylist()
    if not rows:
        return None
    return Drawing(
        spec=rows_spec(lang=lang, theme=view.theme, measure="worker_months"),
        rows=_drawn(lang, rows),
        title=word(lang, "pledges.title"),
        alt=pledge_answer(lang, rows, view.selection.period),
        query=QUERY,
        legend={word(lang, f"pledges.{part}"): SEGMENTS[colour] for part, colour in PARTS.items()},
    )


def _drawn(lang: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                # two rows of one name (several kinds of payer without a name) stay two bars
                "name": f"{funder_name(lang, row)} {position}",
                "position": position,
                "label": _label(lang, row) if rank == 0 else None,
                "segment": colour,
                "segment_name": word(lang, f"pledges.{part}"),
                "rank": rank,
                "workers": row[part] or 0,
            }
            for position, row in enumerate(rows)
            for rank, (part, colour) in enumerate(PARTS.items())
        ]
    )


def _label(lang: str, row: Row) -> str:
    return word(
        lang,
        "pledges.label",
        funder=funder_name(lang, row),
        months=number(lang, row["paid_worker_months"]),
    )


def _columns(lang: str) -> list[Column]:
    called = names(lang)

    def counted(key: str, form: Callable[[str, int], str] = number) -> Cell:
        return lambda row: "–" if row[key] is None else form(lang, row[key])

    def column(name: str, cell: Cell, *, is_number: bool = True) -> Column:
        return Column(head=word(lang, f"pledges.column.{name}"), cell=cell, is_number=is_number)

    return [
        column("funder", lambda row: funder_name(lang, row), is_number=False),
        column("stage", lambda row: stage(lang, row), is_number=False),
        column("pledged", counted("pledged_idr", rupiah)),
        column("paid", counted("paid_idr", rupiah)),
        column("unpaid", counted("unpaid_idr", rupiah)),
        column("covers", counted("paid_covers")),
        column("running", counted("running_covers")),
        column("lapsed", counted("ended_covers")),
        column("paid_months", counted("paid_worker_months")),
        column("delivered", counted("begun_worker_months")),
        column("ahead", counted("ahead_worker_months")),
        column("source", lambda row: called.of("funding_source", row["funding_source"]), is_number=False),
    ]


@with_making
def show_agreement(view: View) -> Figure | None:
    """Whether what was paid agrees with who is protected, payer by payer."""
    lang, asked = view.lang, _asked(view)
    called, rows = names(lang), db.run_query(AGREEMENT, **asked).to_pylist()
    if not rows:
        return None
    st.subheader(word(lang, "covers.title", period=month(lang, view.selection.period)), anchor=False)
    st.markdown(word(lang, "covers.explained"))

    def counted(key: str) -> Cell:
        return lambda row: "–" if row[key] is None else number(lang, row[key])

    show_table(
        rows,
        [
            Column(
                head=word(lang, "table.funding_source"),
                cell=lambda row: called.of("funding_source", row["funding_source"]),
                is_number=False,
            ),
            *(
                Column(head=word(lang, f"covers.{key}"), cell=counted(key))
                for key in ("running_covers", "active", "paid_twice", "other", "lapsed", "registered")
            ),
        ],
        alt=word(lang, "covers.alt"),
    )
    if any(row["paid_twice"] is None for row in rows):
        st.caption(word(lang, "covers.unpublished"))
    show_downloads({AGREEMENT: asked}, view)
    return Figure(
        definition=word(lang, "figure.covers.definition"),
        numerator=word(lang, "figure.covers.numerator"),
        denominator=word(lang, "figure.pledges.denominator"),
        query=AGREEMENT,
        params=asked,
    )
