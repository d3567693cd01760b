"""Who pays, and how many of those a payer registered are still active?"""

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.answers import funding_answer, one_month_answer
from dashboard.blocks.parts import (
    Card,
    Figure,
    show_cards,
    show_downloads,
    show_drawing,
    with_making,
)
from dashboard.charts import rows_spec
from dashboard.drawing import Drawing, image_links
from dashboard.forms import number, rounding_note, rupiah, share
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import Names, names, reference
from dashboard.palette import SEGMENTS
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
QUERY = "coverage_by_funding_source"
STATUSES = ("active", "one_month", "lapsed")


def parameters_of(view: View) -> dict[str, str | None]:
    """What the query is asked for this view."""
    return view.selection.parameters("period", "opd", "sector", "kecamatan")


def rows_of(view: View) -> list[dict[str, Any]]:
    """The payers that have registered anybody in this view."""
    rows = db.run_query(QUERY, **parameters_of(view)).to_pylist()
    return [row for row in rows if row["registered"]]


@kept
def show_answer(view: View) -> None:
    """Who pays for whom, and where registered and active differ most."""
    answer, told, cards = answer_of(view)
    st.header(answer, anchor=False)
    for sentence in told:
        st.markdown(sentence)
    if cards:
        show_cards(cards, view)
        st.markdown(_iuran_sentence(view.lang, rows_of(view)))


def answer_of(view: View) -> tuple[str, list[str], list[Card]]:
    """The sentence, what else is to be said, and the numbers: none where nobody is registered."""
    called, rows = names(view.lang), rows_of(view)
    told = [one_month_answer(called, rows)]
    if view.selection.is_whole_city:
        told += _target_sentences(called, rows)
    return funding_answer(called, rows, view.selection), told, _cards(called, rows) if rows else []


def _iuran_sentence(lang: str, rows: list[dict[str, Any]]) -> str:
    active, universe = sum(row["active"] for row in rows), rows[0]["universe"]
    values = {"active": number(lang, active), "universe": number(lang, universe)}
    iuran = rupiah(lang, sum(row["iuran_idr"] for row in rows))
    return word(lang, "answer.iuran", **values, iuran=iuran, share=share(lang, active, universe))


def _cards(called: Names, rows: list[dict[str, Any]]) -> list[Card]:
    lang = called.lang
    total = {key: sum(row[key] for row in rows) for key in ("registered", *STATUSES)}
    count = {key: number(lang, total[key]) for key in ("registered", *STATUSES)}
    cards = [
        Card(
            label=word(lang, "card.registered"),
            value=count["registered"],
            note=word(lang, "card.registered.note", **count),
        )
    ]
    for status in STATUSES:
        of_registered = share(lang, total[status], total["registered"])
        note = word(lang, "card.of_registered", share=of_registered, registered=count["registered"])
        cards.append(Card(label=word(lang, f"card.{status}"), value=count[status], note=note))
    return cards


def _target_sentences(called: Names, rows: list[dict[str, Any]]) -> list[str]:
    """How far each target that counts the registered of one payer is."""
    lang = called.lang
    registered = {row["funding_source"]: row["registered"] for row in rows}
    return [
        word(
            lang,
            "answer.registered_target",
            source=called.of("funding_source", target["scope"]),
            registered=number(lang, registered[target["scope"]]),
            target=number(lang, target["workers"]),
            share=share(lang, registered[target["scope"]], target["workers"]),
        )
        for target in reference("target_list").values()
        if target["scope"] in registered
    ]


@kept
def show_chart(view: View) -> None:
    """One bar a payer: active, one month only, lapsed."""
    drawn = drawing(view)
    if drawn is not None:
        show_drawing(drawn, view)


def drawing(view: View) -> Drawing | None:
    """The registered of each payer by status; None when nobody is registered."""
    lang = view.lang
    rows = rows_of(view)
    if not rows:
        return None
    return Drawing(
        spec=rows_spec(lang=lang, theme=view.theme),
        rows=_drawn(names(lang), rows),
        title=word(lang, "chart.funding.title"),
        alt=one_month_answer(names(lang), rows),
        query=QUERY,
        legend={word(lang, f"segment.{status}"): SEGMENTS[status] for status in STATUSES},
    )


def _drawn(called: Names, rows: list[dict[str, Any]]) -> pa.Table:
    lang = called.lang
    parts = [
        {
            "name": called.of("funding_source", row["funding_source"]),
            "position": position,
            "label": _bar_label(called, row) if rank == 0 else None,
            "segment": status,
            "segment_name": word(lang, f"segment.{status}"),
            "rank": rank,
            "workers": row[status],
        }
        for position, row in enumerate(rows)
        for rank, status in enumerate(STATUSES)
    ]
    return pa.Table.from_pylist(parts)


def _bar_label(called: Names, row: Row) -> str:
    return word(
        called.lang,
        "chart.funding.label",
        source=called.of("funding_source", row["funding_source"]),
        active=number(called.lang, row["active"]),
        registered=number(called.lang, row["registered"]),
    )


@kept
def show_rows(view: View) -> None:
    """The same as a table and as a file."""
    lang, rows = view.lang, rows_of(view)
    if not rows:
        return
    show_table(rows, columns_of(view), alt=word(lang, "table.funding.alt"))
    if note := rounding_note(lang, [row["active"] for row in rows]):
        st.caption(note)
    show_downloads({QUERY: parameters_of(view)}, view, images=image_links(QUERY, view.selection))


def columns_of(view: View) -> list[Column]:
    """The columns of the table."""
    lang = view.lang
    called = names(lang)
    active = sum(row["active"] for row in rows_of(view))

    def counted(key: str) -> Callable[[Row], str]:
        return lambda row: number(lang, row[key])

    def name(row: Row) -> str:
        return called.of("funding_source", row["funding_source"])

    return [
        Column(head=word(lang, "table.funding_source"), cell=name, is_number=False),
        *(Column(head=word(lang, f"table.{key}"), cell=counted(key)) for key in ("registered", *STATUSES)),
        Column(
            head=word(lang, "table.active_share"),
            cell=lambda row: share(lang, row["active"], active, in_column=True),
        ),
        Column(
            head=word(lang, "table.coverage"),
            cell=lambda row: share(lang, row["active"], row["universe"], in_column=True),
        ),
        Column(head=word(lang, "table.iuran"), cell=lambda row: rupiah(lang, row["iuran_idr"])),
    ]


@with_making
def show_making(view: View) -> Figure:
    """How the numbers were made."""
    st.caption(word(view.lang, "note.merged"))
    return figure_of(view)


def figure_of(view: View) -> Figure:
    """What is divided by what."""
    lang = view.lang
    return Figure(
        definition=word(lang, "figure.funding.definition"),
        numerator=word(lang, "figure.funding.numerator"),
        denominator=word(lang, "figure.funding.denominator"),
        query=QUERY,
    )
