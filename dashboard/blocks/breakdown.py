"""Where are workers without cover: by OPD, by sector, by place?"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dashboard import db
from dashboard.answers import RANKED_FROM, breakdown_answer, coverage_numerator, ranked
from dashboard.blocks.parts import (
    Card,
    Figure,
    show_cards,
    show_downloads,
    with_making,
)
from dashboard.choices import LEVELS
from dashboard.city import city
from dashboard.drawing import image_links
from dashboard.filters import simulator_url
from dashboard.forms import number, share
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import Names, names, reference, short_names
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
# What each breakdown can be narrowed by; never by its own dimension.
NARROWED_BY = {
    "opd": ("sector", "kecamatan", "funding_source"),
    "sector": ("opd", "kecamatan", "funding_source"),
    "kecamatan": ("opd", "sector", "funding_source"),
    "kelurahan": ("kecamatan", "funding_source"),
}


def parameters_of(view: View, dimension: str) -> dict[str, str | None]:
    """What the query of `dimension` is asked for this view."""
    return view.selection.parameters("period", *NARROWED_BY[dimension])


def rows_of(view: View, dimension: str) -> list[dict[str, Any]]:
    """The groups of `dimension` that have workers in this view."""
    rows = db.run_query(f"coverage_by_{dimension}", **parameters_of(view, dimension)).to_pylist()
    return [row for row in rows if row["universe"]]


@kept
def show_answer(view: View, dimension: str) -> None:
    """The sentence, and the numbers it stands on."""
    sentence, cards = answer_of(view, dimension)
    st.header(sentence, anchor=False)
    if cards:
        show_cards(cards, view)


def answer_of(view: View, dimension: str) -> tuple[str, list[Card]]:
    """The sentence, and the numbers it stands on: none where no group may be ranked."""
    called, rows = names(view.lang), rows_of(view, dimension)
    sentence = breakdown_answer(called, dimension, rows, view.selection)
    groups = ranked(rows)
    if not groups:
        return sentence, []
    totals = {key: sum(row[key] for row in rows) for key in ("active", "universe", "unprotected")}
    extremes = (("best", groups[0]), ("worst", groups[-1]))
    cards = [
        *cover_cards(view.lang, totals),
        *(_extreme(called, dimension, key, row) for key, row in extremes),
    ]
    return sentence, cards


def cover_cards(lang: str, counts: Mapping[str, int]) -> list[Card]:
    """How many are protected and how many are not, of all; `counts`: active, unprotected, universe."""
    whole = counts["universe"]
    return [
        Card(
            label=word(lang, "card.coverage"),
            value=share(lang, counts["active"], whole),
            note=part_of(lang, counts["active"], whole),
        ),
        Card(
            label=word(lang, "card.unprotected"),
            value=number(lang, counts["unprotected"]),
            note=part_of(lang, counts["unprotected"], whole),
        ),
    ]


def part_of(lang: str, part: int, whole: int) -> str:
    """ "1.234 dari 5.678 pekerja"."""
    return word(lang, "card.of", part=number(lang, part), whole=number(lang, whole))


def _extreme(called: Names, dimension: str, key: str, row: Row) -> Card:
    lang = called.lang
    return Card(
        label=word(lang, f"card.{key}"),
        value=share(lang, row["active"], row["universe"]),
        note=f"{called.of(dimension, row['id'])}: {part_of(lang, row['active'], row['universe'])}",
    )


@kept
def show_rows(view: View, dimension: str) -> None:
    """The same as a table and as a file."""
    rows = rows_by_gap(view, dimension)
    if not rows:
        return
    alt = word(view.lang, "table.breakdown.alt", group=word(view.lang, f"group.{dimension}"))
    show_table(rows, columns_of(view, dimension), alt=alt)
    show_files(view, dimension)


def rows_by_gap(view: View, dimension: str) -> list[dict[str, Any]]:
    """The rows of the table: most workers without cover first."""
    return sorted(rows_of(view, dimension), key=lambda row: -row["unprotected"])


def show_files(view: View, dimension: str) -> None:
    """The rows as a file."""
    show_downloads(
        {f"coverage_by_{dimension}": parameters_of(view, dimension)},
        view,
        images=_image_links(view, dimension),
    )


def _image_links(view: View, dimension: str) -> dict[str, str]:
    if dimension in LEVELS:
        return image_links("coverage_map", view.selection, level=dimension)
    return image_links(f"coverage_by_{dimension}", view.selection)


def columns_of(view: View, dimension: str) -> list[Column]:
    """The columns of the table."""
    lang = view.lang
    short = short_names(lang)
    return [
        Column(
            head=word(lang, f"table.{dimension}"),
            cell=lambda row: short.of(dimension, row["id"]),
            is_number=False,
        ),
        Column(
            head=word(lang, "table.coverage"),
            cell=lambda row: share(lang, row["active"], row["universe"], in_column=True),
        ),
        *(
            Column(head=word(lang, f"table.{key}"), cell=_counter(lang, key))
            for key in ("active", "universe", "unprotected", "registered", "one_month", "lapsed", "never")
        ),
        *_simulator_column(view, dimension),
        *_more_columns(names(lang), dimension),
    ]


def _simulator_column(view: View, dimension: str) -> list[Column]:
    """A link that opens the simulator with the people of the row."""
    codes = names(view.lang).names[dimension]
    if dimension == "kelurahan":
        return []  # the what-if model knows people down to the kecamatan

    def address(row: Row) -> str:
        return simulator_url(view.selection, **{dimension: row["id"]}) if row["id"] in codes else ""

    head, link = word(view.lang, "table.simulate"), word(view.lang, "simulate.link")
    return [Column(head=head, cell=address, is_number=False, link=link)]


def _more_columns(called: Names, dimension: str) -> list[Column]:
    """What a reader needs to know a row by, where its short name is not enough."""
    lang = called.lang
    if dimension == "opd":
        head = word(lang, "table.full_name")
        return [Column(head=head, cell=lambda row: called.of("opd", row["id"]), is_number=False)]
    if dimension == "kelurahan":
        head = word(lang, "table.kecamatan")
        parent = Column(head=head, cell=lambda row: called.of("kecamatan", row["kecamatan"]), is_number=False)
        return [*_quota_column(lang), parent]
    return []


def _quota_column(lang: str) -> list[Column]:
    """The city's quota of each kelurahan, in cities that set one."""
    quotas = {code: row["quota"] for code, row in reference("kelurahan_list").items() if row["quota"]}
    if not quotas:
        return []
    head = word(lang, "table.quota")
    return [
        Column(head=head, cell=lambda row: number(lang, quotas[row["id"]]) if row["id"] in quotas else "")
    ]


def _counter(lang: str, key: str) -> Callable[[Row], str]:
    return lambda row: number(lang, row[key])


@with_making
def show_making(view: View, dimension: str) -> Figure:
    """How the numbers were made."""
    st.caption(word(view.lang, "note.merged"))
    return figure_of(view, dimension)


def figure_of(view: View, dimension: str) -> Figure:
    """What is divided by what."""
    lang = view.lang
    called = names(lang)
    return Figure(
        definition=word(
            lang,
            "figure.breakdown.definition",
            group=word(lang, f"group.{dimension}"),
            least=RANKED_FROM,
        ),
        numerator=coverage_numerator(called, view.selection, city_name=city().called(lang)),
        denominator=word(lang, "figure.breakdown.denominator", group=word(lang, f"group.{dimension}")),
        query=f"coverage_by_{dimension}",
        caveats=[word(lang, "caveat.transport")] if dimension == "sector" else [],
    )
