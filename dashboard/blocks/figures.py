"""What was printed in public about the protection of workers, and does it hold?"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from dashboard import db
from dashboard.blocks.method import explained
from dashboard.blocks.parts import show_downloads
from dashboard.forms import formula, number
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.known_figures import UNIT_KINDS, amount, place_name, said_on
from dashboard.tables import Column, show_reading_table, show_table
from dashboard.words import word

Row = Mapping[str, Any]
DIFFERING = ("conflicts", "holds_under_definition")


@kept
def show_answer(view: View) -> None:
    """How many figures there are, and how many hold."""
    st.header(answer_of(view.lang), anchor=False)


def answer_of(lang: str) -> str:
    """The sentence."""
    rows = {row["status"]: row for row in db.run_query("figures_by_status").to_pylist()}

    def figures(status: str) -> str:
        return number(lang, rows[status]["figures"] if status in rows else 0)

    return word(
        lang,
        "answer.figures",
        all=number(lang, max((row["all_figures"] for row in rows.values()), default=0)),
        reproduced=figures("reproduced"),
        holds=figures("holds_under_definition"),
        conflicts=figures("conflicts"),
        unchecked=figures("not_checkable"),
    )


def _newest_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The city's own figures before those of the province and the country, each newest first."""
    latest = db.state().latest_period
    newest = sorted(rows, key=lambda row: (row["date"][:7] <= latest, row["date"]), reverse=True)
    return sorted(newest, key=lambda row: row["place"] != _own_place(rows))


def _own_place(rows: list[dict[str, Any]]) -> str:
    """The place that most figures speak of: the city itself."""
    places = [row["place"] for row in rows]
    return max(sorted(set(places)), key=places.count, default="")


def _amount(lang: str, row: Row) -> str:
    value = row["as_computed"]
    if value is None:
        return "–"
    return amount(lang, Decimal(str(value)), UNIT_KINDS.get(row["unit"], "count"))


@kept
def show_differences(view: View) -> None:
    """Figures that do not compute, or hold under one definition only, with the difference in words."""
    rows, columns = differences_of(view.lang)
    if rows:
        title = word(view.lang, "figures.differences")
        st.subheader(title, anchor=False)
        show_reading_table(rows, columns, alt=title)


def differences_of(lang: str) -> tuple[list[dict[str, Any]], list[Column]]:
    """The same as rows and columns, cells in Markdown."""

    def reason(row: Row) -> str:
        verdict = word(lang, f"verdict.{row['status']}")
        sums = formula(lang, row["computation"])
        return explained(lang, row, f"**{verdict}**", sums, row[f"definition_{lang}"])

    def figure(row: Row) -> str:
        return word(
            lang,
            "figures.figure",
            figure=row[f"figure_{lang}"],
            date=said_on(lang, row["date"]),
            printed=row["printed"] or "–",
            computed=_amount(lang, row),
        )

    rows = [row for status in DIFFERING for row in _newest_first(_rows()) if row["status"] == status]
    return rows, [
        Column(head=word(lang, "table.figure"), cell=figure, is_number=False),
        Column(head=word(lang, "table.verdict"), cell=reason, is_number=False),
    ]


def _rows() -> list[dict[str, Any]]:
    return db.run_query("published_figure_list").to_pylist()


@kept
def show_register(view: View) -> None:
    """All figures, to be searched and sorted."""
    lang = view.lang
    rows, columns = register_of(lang)
    st.subheader(word(lang, "figures.register"), anchor=False)
    st.caption(word(lang, "figures.register.lead"))
    show_table(rows, columns, alt=word(lang, "figures.register"))
    show_downloads({"published_figure_list": {}, "figures_by_month": {}}, view)


def register_of(lang: str) -> tuple[list[dict[str, Any]], list[Column]]:
    """The same as rows and columns."""

    def column(head: str, cell: Any) -> Column:
        return Column(head=word(lang, head), cell=cell, is_number=False)

    return (
        _newest_first(_rows()),
        [
            column("table.figure", lambda row: row[f"figure_{lang}"]),
            # "2025-10-29" sorts as time does; a written day would not.
            column("table.date", lambda row: row["date"]),
            column("table.printed", lambda row: row["printed"] or "–"),
            column("table.computed", lambda row: _amount(lang, row)),
            column("table.verdict", lambda row: word(lang, f"verdict.{row['status']}")),
            column("figures.definition", lambda row: row[f"definition_{lang}"]),
            column("figures.confidence", lambda row: word(lang, f"confidence.{row['confidence']}")),
            column("figures.place", lambda row: place_name(lang, row["place"])),
            column("table.source", lambda row: row["source"]),
        ],
    )
