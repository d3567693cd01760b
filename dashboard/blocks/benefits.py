"""What did the programmes pay, for what and where, and what is cover worth in law?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.benefits_chart import named_bars, paid_spec
from dashboard.benefits_words import benefit_name, benefits_answer, paid_title, programme_name, published
from dashboard.blocks.law import show_benefits
from dashboard.blocks.parts import (
    Card,
    Figure,
    show_cards,
    show_downloads,
    show_drawing,
    with_making,
)
from dashboard.blocks.simulator import WORTH
from dashboard.drawing import Drawing, image_links
from dashboard.folded import folded
from dashboard.forms import listed, month, number, rupiah
from dashboard.frame import View
from dashboard.incomplete import incomplete_months, incomplete_note, is_incomplete
from dashboard.kept import kept
from dashboard.names import Names, names
from dashboard.palette import PROGRAMMES
from dashboard.simulator_words import change_labels, months_text, unit_for
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]


def _parameters(view: View) -> dict[str, str | None]:
    return view.selection.parameters("period", "kecamatan")


def _rows(query: str, view: View) -> list[dict[str, Any]]:
    return db.run_query(query, **_parameters(view)).to_pylist()


@kept
def show_answer(view: View) -> None:
    """Cases and rupiah of the month and of twelve months, and what is not published."""
    lang = view.lang
    (row,) = _rows("benefits_headline", view)
    k = db.state().disclosure_k
    st.header(benefits_answer(names(lang), row, view.selection), anchor=False)
    st.markdown(word(lang, "note.benefits.withheld", k=k, below=k - 1))
    if view.selection.kecamatan:
        st.markdown(word(lang, "note.benefits.place"))
    if is_incomplete(row["period"]):
        st.caption(word(lang, "note.benefits.incomplete", period=month(lang, row["period"])))
    if row["months_with_cases"]:
        show_cards(_cards(lang, row), view, columns=2)


def _cards(lang: str, row: Row) -> list[Card]:
    months = months_text(lang, row["months_published"])
    last = month(lang, row["period"])
    span = word(lang, "card.paid.year", first=month(lang, row["first_month"]), last=last)
    kinds = (("cases", "cases", number), ("paid", "amount_idr", rupiah))
    return [
        *(
            Card(label=word(lang, f"card.{what}.month"), value=published(lang, row[key], form), note=last)
            for what, key, form in kinds
        ),
        *(
            Card(
                label=word(lang, f"card.{what}.twelve", months=months),
                value=form(lang, row[f"{key}_year"]),
                note=span,
            )
            for what, key, form in kinds
        ),
    ]


@kept
def show_chart(view: View) -> None:
    """Rupiah by month, stacked by programme; months without a published row are named."""
    lang = view.lang
    rows = _rows("benefits_by_month", view)
    if not rows:
        return
    show_drawing(_drawing(view, rows), view)
    silent = sorted({row["period"] for row in rows if row["amount_idr_total"] is None})
    if note := incomplete_note(lang, {row["period"] for row in rows}):
        st.caption(note)
    if silent:
        months = listed(lang, [month(lang, period) for period in silent])
        st.caption(word(lang, "note.benefits.silent", months=months))


def drawing(view: View) -> Drawing | None:
    """Rupiah by month and programme; None when no month has a case."""
    rows = _rows("benefits_by_month", view)
    return _drawing(view, rows) if rows else None


def _drawing(view: View, rows: Sequence[Row]) -> Drawing:
    lang = view.lang
    title = paid_title(lang, _compared(rows))
    paying = [code for code in PROGRAMMES if any(row["programme"] == code for row in rows)]
    unit = unit_for(row["amount_idr_total"] or 0 for row in rows)
    return Drawing(
        spec=paid_spec(lang=lang, theme=view.theme, unit=unit),
        rows=_drawn(names(lang), rows, unit),
        title=title,
        alt=title,
        query="benefits_by_month",
        legend={programme_name(lang, code): PROGRAMMES[code] for code in paying},
    )


def _compared(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows of complete months, which the sentence is about; all when no month is complete."""
    return [row for row in rows if row["period"] not in incomplete_months()] or rows


def _drawn(called: Names, rows: Sequence[Row], unit: int) -> pa.Table:
    lang = called.lang
    first_of_month = {row["period"]: row for row in reversed(rows)}
    totals = {period: row["amount_idr_total"] or 0 for period, row in sorted(first_of_month.items())}
    is_named = dict(zip(totals, named_bars(list(totals.values())), strict=True))
    order = {code: rank for rank, code in enumerate(PROGRAMMES)}
    incomplete = incomplete_months()

    def label(row: Row) -> str | None:
        stands = row is first_of_month[row["period"]] and is_named[row["period"]]
        return change_labels(lang, [totals[row["period"]]], unit)[0] if stands else None

    return pa.table(
        {
            "period": [row["period"] for row in rows],
            "month": [month(lang, row["period"]) for row in rows],
            "programme": [row["programme"] for row in rows],
            "rank": pa.array([order[row["programme"]] for row in rows], pa.int8()),
            "benefit": [
                f"{programme_name(lang, row['programme'])}: {benefit_name(lang, row['benefit'])}"
                for row in rows
            ],
            "amount": pa.array([_scaled(row["amount_idr"], unit) for row in rows], pa.float64()),
            "total": pa.array([_scaled(row["amount_idr_total"], unit) for row in rows], pa.float64()),
            "idr": [published(lang, row["amount_idr"], rupiah) for row in rows],
            "cases": [published(lang, row["cases"], number) for row in rows],
            "complete": [row["period"] not in incomplete for row in rows],
            "label": pa.array([label(row) for row in rows], pa.string()),
        }
    )


def _scaled(amount: int | None, unit: int) -> float | None:
    return None if amount is None else amount / unit


@kept
def show_rows(view: View) -> None:
    """Programmes and kinds of benefit; then the chart as a table; and both as files."""
    lang = view.lang
    rows = _rows("benefits_by_programme", view)
    if rows:
        show_table(rows, [*_kind_columns(lang), *_paid_columns(lang)], alt=word(lang, "table.benefits.alt"))
        _show_months(lang, _rows("benefits_by_month", view))
    show_downloads(
        dict.fromkeys(("benefits_by_programme", "benefits_by_month"), _parameters(view)),
        view,
        images=image_links("benefits_by_month", view.selection),
    )


def _kind_columns(lang: str) -> list[Column]:
    return [
        Column(
            head=word(lang, "table.benefit"),
            cell=lambda row: benefit_name(lang, row["benefit"]),
            is_number=False,
        ),
        Column(
            head=word(lang, "table.programme"),
            cell=lambda row: programme_name(lang, row["programme"]),
            is_number=False,
        ),
    ]


def _paid_columns(lang: str) -> list[Column]:
    def counted(key: str) -> Callable[[Row], str]:
        return lambda row: published(lang, row[key], number)

    def paid(key: str) -> Callable[[Row], str]:
        return lambda row: published(lang, row[key], rupiah)

    return [
        Column(head=word(lang, "table.cases"), cell=counted("cases")),
        Column(head=word(lang, "table.paid"), cell=paid("amount_idr")),
        Column(head=word(lang, "table.cases_year"), cell=counted("cases_year")),
        Column(head=word(lang, "table.paid_year"), cell=paid("amount_idr_year")),
        Column(head=word(lang, "table.months_with_cases"), cell=counted("months_with_cases")),
    ]


def _show_months(lang: str, rows: Sequence[Row]) -> None:
    with st.expander(word(lang, "benefits.months.title"), icon=":material/table:"):
        show_table(
            sorted(rows, key=lambda row: str(row["period"]), reverse=True),  # kinds keep their order
            [
                Column(head=word(lang, "table.month"), cell=lambda row: row["period"], is_number=False),
                *_kind_columns(lang),
                Column(
                    head=word(lang, "table.cases"), cell=lambda row: published(lang, row["cases"], number)
                ),
                Column(
                    head=word(lang, "table.paid"), cell=lambda row: published(lang, row["amount_idr"], rupiah)
                ),
            ],
            alt=word(lang, "benefits.months.title"),
        )


@kept
def show_places(view: View) -> None:
    """The same by kecamatan; cases too few in a kecamatan stand together."""
    lang, called = view.lang, names(view.lang)
    parameters = view.selection.parameters("period")
    rows = db.run_query("benefits_by_kecamatan", **parameters).to_pylist()
    chosen = view.selection.kecamatan
    kept = [row for row in rows if chosen in (None, row["kecamatan"])]
    if not kept:
        return
    st.subheader(word(lang, "benefits.places.title"), anchor=False)
    if all(called.names["kecamatan"].get(row["kecamatan"]) is None for row in kept):
        st.markdown(word(lang, "note.benefits.merged"))
    place = Column(
        head=word(lang, "table.kecamatan"),
        cell=lambda row: called.of("kecamatan", row["kecamatan"]),
        is_number=False,
    )
    show_table(
        kept, [place, *_kind_columns(lang), *_paid_columns(lang)], alt=word(lang, "table.benefits_places.alt")
    )
    show_downloads({"benefits_by_kecamatan": parameters}, view)


def show_worth(view: View) -> None:
    """What cover is worth in law: what holds for the self-employed first, then all of it."""
    lang = view.lang
    st.subheader(word(lang, "simulator.worth.title"), anchor=False)
    st.markdown(word(lang, "simulator.worth.explained"))
    show_benefits(view, WORTH)
    st.markdown(word(lang, "benefits.jkp"))
    with folded(word(lang, "benefits.all.title"), key="fold_benefits", icon=":material/gavel:") as is_open:
        if is_open:
            show_benefits(view)


@with_making
def show_making(view: View) -> Figure:
    """How the numbers were made."""
    lang = view.lang
    return Figure(
        definition=word(lang, "figure.benefits.definition"),
        numerator=word(lang, "figure.benefits.numerator"),
        denominator=word(lang, "figure.benefits.denominator"),
        query="benefits_by_programme",
    )
