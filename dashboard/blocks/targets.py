"""How far is every target at today's pace, and what is the share of every group it can be taken of?"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import db
from dashboard.blocks.parts import Figure, show_downloads, with_making
from dashboard.forms import date, month, number, share, signed
from dashboard.frame import View
from dashboard.names import names
from dashboard.tables import Cell, Column, show_reading_table, show_table
from dashboard.targets import pace_answer
from dashboard.words import word

Row = Mapping[str, Any]
GAPS, SHARES = "gap_by_target", "coverage_by_denominator"


@with_making
def show_pace(view: View) -> Figure:
    """Every target: what lacks, what a month takes until it is due, and when today's pace gets there."""
    lang, asked = view.lang, {"period": view.selection.period}
    called, rows = names(lang), db.run_query(GAPS, **asked).to_pylist()
    st.subheader(word(lang, "targets.title"), anchor=False)
    st.markdown(
        "  \n".join(
            pace_answer(called, row, view.selection.period)
            for row in rows
            if row["id"] == view.selection.target
        )
    )

    def counted(key: str) -> Cell:
        return lambda row: "–" if row[key] is None else number(lang, row[key])

    def column(key: str, cell: Cell, *, is_number: bool = True) -> Column:
        return Column(head=word(lang, f"targets.{key}"), cell=cell, is_number=is_number)

    def set_on(row: Row) -> str:
        later = row["superseded_by"]
        stated = date(lang, row["date_set"])
        if later is None:
            return stated
        return word(lang, "targets.superseded", date=stated, later=called.of("target", later))

    show_table(
        rows,
        [
            column("target", lambda row: called.of("target", row["id"]), is_number=False),
            column("gap", counted("gap_workers")),
            column("needed", counted("needed_a_month")),
            column("to_go", lambda row: _to_go(lang, row)),
            column("reached", counted("reached_workers")),
            column("asked", counted("target_workers")),
            column("change", lambda row: signed(lang, row["change_workers"])),
            column("pace_months", counted("pace_months")),
            column("due", lambda row: row["due"] or "–", is_number=False),
            column(
                "of",
                lambda row: called.of("denominator", row["denominator"]) if row["denominator"] else "–",
                is_number=False,
            ),
            column("set_on", set_on, is_number=False),
        ],
        alt=word(lang, "targets.title"),
    )
    st.caption(word(lang, "targets.explained"))
    show_downloads({GAPS: asked}, view)
    return _figure(view, "targets", GAPS)


def _to_go(lang: str, row: Row) -> str:
    if row["months_to_go"] is None:
        return word(lang, "targets.never")
    return number(lang, row["months_to_go"])


@with_making
def show_denominators(view: View) -> Figure:
    """The same month against every group that a share can be taken of, each with its day and source."""
    lang, asked = view.lang, {"period": view.selection.period}
    called, rows = names(lang), db.run_query(SHARES, **asked).to_pylist()
    st.subheader(word(lang, "shares.title", period=month(lang, view.selection.period)), anchor=False)
    st.markdown(word(lang, "shares.lead"))

    def name(row: Row) -> str:
        key = "shares.chosen" if row["id"] == view.selection.denominator else "shares.other"
        return word(lang, key, name=called.of("denominator", row["id"]))

    def column(key: str, cell: Cell) -> Column:
        return Column(head=word(lang, f"shares.{key}"), cell=cell, is_number=False)

    show_reading_table(
        rows,
        [
            column("group", name),
            column("share", lambda row: share(lang, row["workers"], row["universe"])),
            column(
                "made",
                lambda row: word(
                    lang,
                    f"shares.made.{row['scope']}",
                    workers=number(lang, row["workers"]),
                    universe=number(lang, row["universe"]),
                ),
            ),
            column("date", lambda row: date(lang, row["date"])),
            column("source", lambda row: row["source"]),
        ],
        alt=word(lang, "shares.title", period=month(lang, view.selection.period)),
    )
    show_downloads({SHARES: asked}, view)
    return _figure(view, "shares", SHARES)


def _figure(view: View, key: str, query: str) -> Figure:
    lang = view.lang
    return Figure(
        definition=word(lang, f"figure.{key}.definition"),
        numerator=word(lang, f"figure.{key}.numerator"),
        denominator=word(lang, f"figure.{key}.denominator"),
        query=query,
        params={"period": view.selection.period},
    )
