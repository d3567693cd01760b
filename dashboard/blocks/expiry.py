"""Who falls off if nobody renews: when, paid by whom, and where?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.answers import payer, place
from dashboard.blocks.breakdown import part_of
from dashboard.blocks.expiry_renewal import ending_of, renewal_url
from dashboard.blocks.parts import (
    Card,
    Figure,
    show_cards,
    show_downloads,
    show_drawing,
    with_making,
)
from dashboard.choices import SLICE
from dashboard.city import city
from dashboard.drawing import Drawing, image_links
from dashboard.expiry_chart import cliff_spec, named_bars
from dashboard.expiry_words import cliff_title, expiry_answer
from dashboard.forms import month, number, share
from dashboard.frame import View
from dashboard.incomplete import is_incomplete
from dashboard.kept import kept
from dashboard.names import Names, names, short_names
from dashboard.palette import SOURCES
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
GROUPS = ("funding_source", "kecamatan", "sector", "opd")  # what cover that runs out is split by
GROUP_KEY = "expiry_groups"  # of the tab that is open; a table in another would only keep the page waiting


def parameters_of(view: View, dimension: str | None = None) -> dict[str, str | None]:
    """What the queries are asked for this view; one of a dimension is not narrowed by it."""
    return view.selection.parameters("period", *(name for name in SLICE if name != dimension))


def groups_of(view: View, dimension: str) -> list[dict[str, Any]]:
    """The groups of `dimension` in the slice; of its own dimension only the chosen one."""
    rows = db.run_query(f"expiry_by_{dimension}", **parameters_of(view, dimension)).to_pylist()
    chosen = getattr(view.selection, dimension)
    return [row for row in rows if chosen in (None, row["id"])]


@kept
def show_answer(view: View) -> None:
    """How many lose cover within 3 and 12 months, whose runs out first, and the numbers behind it."""
    sentence, told, cards = answer_of(view)
    st.header(sentence, anchor=False)
    for text in told:
        (st.caption if cards else st.markdown)(text)
    if cards:
        show_cards(cards, view)


def answer_of(view: View) -> tuple[str, list[str], list[Card]]:
    """The sentence, what to know besides, and the numbers: none where nobody is covered."""
    lang, row = view.lang, ending_of(view)
    sentence = expiry_answer(names(lang), row, groups_of(view, "funding_source"), view.selection)
    if row is None:
        return sentence, [word(lang, "answer.expiry.why_none")], []
    told = word(lang, "note.expiry.incomplete", period=month(lang, view.selection.period))
    return sentence, [told] if is_incomplete(view.selection.period) else [], _cards(lang, row)


def _cards(lang: str, row: Row) -> list[Card]:
    ends = {"3": month(lang, row["month_3"]), "12": month(lang, row["month_12"])}
    return [
        Card(
            label=word(lang, "card.active"),
            value=number(lang, row["active"]),
            note=word(lang, "card.active_now"),
        ),
        Card(
            label=word(lang, "card.ending_3"),
            value=number(lang, row["ending_3"]),
            note=word(
                lang, "card.ending_note", part=part_of(lang, row["ending_3"], row["active"]), month=ends["3"]
            ),
        ),
        Card(
            label=word(lang, "card.ending_12"),
            value=number(lang, row["ending_12"]),
            note=word(
                lang,
                "card.ending_note",
                part=part_of(lang, row["ending_12"], row["active"]),
                month=ends["12"],
            ),
        ),
        Card(
            label=word(lang, "card.covered_12"),
            value=number(lang, row["covered_12"]),
            note=word(lang, "card.covered_12.note", month=ends["12"]),
        ),
    ]


@kept
def show_chart(view: View) -> None:
    """Who is still covered month by month, stacked by who pays."""
    drawn = drawing(view)
    if drawn is not None:
        show_drawing(drawn, view)


def drawing(view: View) -> Drawing | None:
    """Those still covered by month and payer; None when nobody is."""
    lang, called = view.lang, names(view.lang)
    rows = db.run_query("expiry_by_month", **parameters_of(view)).to_pylist()
    if not rows:
        return None
    title = cliff_title(lang, rows)
    return Drawing(
        spec=cliff_spec(lang=lang, theme=view.theme),
        rows=_drawn(called, rows),
        title=title,
        alt=title,
        query="expiry_by_month",
        legend={called.of("funding_source", code): SOURCES[code] for code in _sources(rows)},
    )


def _sources(rows: Sequence[Row]) -> list[str]:
    found = {row["funding_source"] for row in rows}
    return [code for code in SOURCES if code in found]


def _drawn(called: Names, rows: Sequence[Row]) -> pa.Table:
    lang = called.lang
    first_of_month = {row["month"]: row for row in reversed(rows)}
    totals = [row["covered_total"] for row in sorted(first_of_month.values(), key=lambda row: row["month"])]
    is_named = dict(zip(sorted(first_of_month), named_bars(totals), strict=True))
    order = {code: rank for rank, code in enumerate(SOURCES)}

    def label(row: Row) -> str | None:
        stands = row is first_of_month[row["month"]] and is_named[row["month"]]
        return number(lang, row["covered_total"]) if stands else None

    return pa.table(
        {
            "month": [row["month"] for row in rows],
            "month_name": [month(lang, row["month"]) for row in rows],
            "source": [row["funding_source"] for row in rows],
            "source_name": [called.of("funding_source", row["funding_source"]) for row in rows],
            "rank": pa.array([order[row["funding_source"]] for row in rows], pa.int8()),
            "covered": [row["covered"] for row in rows],
            "ended": [row["ended"] for row in rows],
            "total": [row["covered_total"] for row in rows],
            "total_label": pa.array([label(row) for row in rows], pa.string()),
        }
    )


@kept
def show_months(view: View) -> None:
    """The chart as a table, and as a file."""
    rows, columns = months_of(view)
    if rows:
        show_table(rows, columns, alt=word(view.lang, "table.expiry.alt"))
        asked = parameters_of(view)
        show_downloads(
            {"expiry_by_month": asked, "expiry_headline": asked},
            view,
            images=image_links("expiry_by_month", view.selection),
        )


def months_of(view: View) -> tuple[list[dict[str, Any]], list[Column]]:
    """The same as rows and columns."""
    lang, called = view.lang, names(view.lang)
    rows = db.run_query("expiry_by_month", **parameters_of(view)).to_pylist()
    months: dict[str, dict[str, Any]] = {}
    for row in rows:
        line = months.setdefault(row["month"], {"month": row["month"], **row})
        line[row["funding_source"]] = row["covered"]

    def counted(key: str) -> Callable[[Row], str]:
        return lambda line: number(lang, line[key])

    return (
        list(months.values()),
        [
            # "2026-10" sorts as time does; a written month would not.
            Column(head=word(lang, "table.month"), cell=lambda line: line["month"], is_number=False),
            Column(head=word(lang, "table.still_covered"), cell=counted("covered_total")),
            Column(head=word(lang, "table.ended"), cell=counted("ended_total")),
            *(Column(head=called.of("funding_source", code), cell=counted(code)) for code in _sources(rows)),
        ],
    )


def show_groups(view: View) -> None:
    """Who loses cover within three months: by payer, kecamatan, sector or city body, as the reader turns."""
    lang = view.lang
    if ending_of(view) is None:
        return
    st.subheader(word(lang, "expiry.groups.title"), anchor=False)
    heads = [word(lang, f"table.{dimension}") for dimension in GROUPS]
    tabs = st.tabs(heads, key=GROUP_KEY, on_change="rerun")
    for tab, dimension in zip(tabs, GROUPS, strict=True):
        if tab.open:
            with tab:
                _show_group(view, dimension)
    _show_group_files(view)


@kept
def _show_group_files(view: View) -> None:
    show_downloads({f"expiry_by_{dimension}": parameters_of(view, dimension) for dimension in GROUPS}, view)


@kept
def _show_group(view: View, dimension: str) -> None:
    alt = word(view.lang, "table.expiry_group.alt", group=word(view.lang, f"table.{dimension}"))
    show_table(groups_of(view, dimension), group_columns(view, dimension), alt=alt)


def group_columns(view: View, dimension: str) -> list[Column]:
    """The columns of the table of a dimension."""
    lang, short = view.lang, short_names(view.lang)
    codes = names(lang).names[dimension]

    def address(row: Row) -> str:
        if row["id"] not in codes or not row["ending_3"]:
            return ""  # nobody to renew, or merged cells, which the simulator cannot point at
        return renewal_url(view, row["ending_3"], **{dimension: row["id"]})

    return [
        Column(
            head=word(lang, f"table.{dimension}"),
            cell=lambda row: short.of(dimension, row["id"]),
            is_number=False,
        ),
        Column(head=word(lang, "table.ending_3"), cell=lambda row: number(lang, row["ending_3"])),
        Column(
            head=word(lang, "table.ending_3_share"),
            cell=lambda row: share(lang, row["ending_3"], row["active"], in_column=True),
        ),
        Column(head=word(lang, "table.ending_12"), cell=lambda row: number(lang, row["ending_12"])),
        Column(head=word(lang, "table.active"), cell=lambda row: number(lang, row["active"])),
        Column(head=word(lang, "table.first_ended"), cell=lambda row: number(lang, row["first_ended"])),
        Column(head=word(lang, "table.first_month"), cell=lambda row: row["first_month"], is_number=False),
        Column(
            head=word(lang, "table.simulate"),
            cell=address,
            is_number=False,
            link=word(lang, "simulate.link"),
        ),
    ]


@with_making
def show_making(view: View) -> Figure:
    """How the numbers were made."""
    st.caption(word(view.lang, "note.merged"))
    return figure_of(view)


def figure_of(view: View) -> Figure:
    """What is divided by what."""
    lang, called = view.lang, names(view.lang)
    where = place(called, view.selection, city_name=city().called(lang))
    return Figure(
        definition=word(lang, "figure.expiry.definition"),
        numerator=word(lang, "figure.expiry.numerator"),
        denominator=word(lang, "figure.expiry.denominator", place=where, payer=payer(called, view.selection)),
        query="expiry_headline",
    )
