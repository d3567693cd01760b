"""Who of the informal workers is protected: by sex, age and disability, by programme, by segment?"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.answers import place, ranked
from dashboard.blocks.breakdown import part_of
from dashboard.blocks.parts import (
    KEPT_BLOCKS,
    Card,
    Figure,
    show_cards,
    show_downloads,
    show_legend,
    show_provenance,
)
from dashboard.blocks.people_parts import (
    asked,
    count_column,
    draw_bars,
    name_column,
    share_column,
    show_status_table,
    show_statuses,
    told,
)
from dashboard.city import city
from dashboard.forms import share
from dashboard.frame import View
from dashboard.names import names
from dashboard.palette import SEGMENTS
from dashboard.people import GROUPS, by_dimension, disability_note, group_name, people_answer
from dashboard.tables import show_table
from dashboard.words import word

Row = Mapping[str, Any]
FOLLOWED = ("period", "kecamatan")
WAGE_EARNERS_ONLY = ("jp", "jkp")


def _groups(view: View) -> dict[str, list[Row]]:
    return by_dimension(asked(view, "demographics_by_group", *FOLLOWED))


def _answer(view: View) -> str:
    city_name = city().called(view.lang)
    return people_answer(names(view.lang), _groups(view), view.selection, city_name=city_name)


@st.cache_data(max_entries=KEPT_BLOCKS, show_spinner=False)
def show_answer(view: View) -> None:
    """The sentence, and the groups it speaks of."""
    lang = view.lang
    groups = _groups(view)
    st.header(_answer(view), anchor=False)
    ages = ranked(groups["age_band"])
    spoken_of = [("sex", row) for row in groups["sex"] if row["id"] in ("p", "l")]
    spoken_of += [("age_band", row) for row in ([ages[0], ages[-1]] if len(ages) > 1 else ages)]
    cards = [
        Card(
            label=group_name(lang, dimension, row["id"]),
            value=share(lang, row["active"], row["universe"]),
            note=part_of(lang, row["active"], row["universe"]),
        )
        for dimension, row in spoken_of
    ]
    if cards:
        show_cards(cards, view)


@st.cache_data(max_entries=KEPT_BLOCKS, show_spinner=False)
def show_groups(view: View) -> None:
    """Sex, age and disability: a bar and a line a group."""
    lang = view.lang
    groups = _groups(view)
    if not groups["sex"]:
        return
    for dimension in GROUPS:
        title = word(lang, f"people.{dimension}.title")
        st.subheader(title, anchor=False)
        named = [(group_name(lang, dimension, row["id"]), row) for row in groups[dimension]]
        show_statuses(view, named, title)
        if dimension == "disability" and (note := disability_note(lang, groups[dimension])):
            st.markdown(note)
        show_status_table(view, named, word(lang, f"people.{dimension}"), title)
    st.caption(word(lang, "note.merged"))
    show_downloads({"demographics_by_group": view.selection.parameters(*FOLLOWED)}, view)
    show_provenance(_figure(view, "demographics_by_group"), view)


@st.cache_data(max_entries=KEPT_BLOCKS, show_spinner=False)
def show_programmes(view: View) -> None:
    """How many have each of the five programmes, and who may have them."""
    lang = view.lang
    rows = asked(view, "coverage_by_programme", *FOLLOWED)
    if not any(row["workers"] for row in rows):
        return
    title = word(lang, "people.programme.title")
    st.subheader(title, anchor=False)
    st.markdown(word(lang, "people.programme.lead"))
    parts = {key: word(lang, f"people.{key}") for key in ("covered", "not_covered", "not_open")}
    named = [(word(lang, f"people.programme.{row['programme']}"), row) for row in rows]
    bars = [(name, {**row, **_parts_of(row)}) for name, row in named]
    segments = dict(zip(("active", "rest", "lapsed"), parts.values(), strict=True))
    show_legend({name: SEGMENTS[code] for code, name in segments.items()}, view)
    draw_bars(view, bars, segments, alt=told(view, title, named))
    show_table(
        [{"name": name, **row} for name, row in named],
        [
            name_column(word(lang, "table.programme")),
            share_column(lang),
            count_column(lang, parts["covered"], "workers"),
            count_column(lang, parts["not_covered"], "not_covered"),
            count_column(lang, word(lang, "table.universe"), "universe"),
        ],
        alt=title,
    )
    show_downloads({"coverage_by_programme": view.selection.parameters(*FOLLOWED)}, view)
    show_provenance(_figure(view, "coverage_by_programme"), view)


def _parts_of(row: Row) -> dict[str, int]:
    """The bar of a programme; who may not join it is no gap."""
    is_open = row["workers"] or row["programme"] not in WAGE_EARNERS_ONLY
    left = row["not_covered"]
    return {"active": row["workers"], "rest": left if is_open else 0, "lapsed": 0 if is_open else left}


@st.cache_data(max_entries=KEPT_BLOCKS, show_spinner=False)
def show_segments(view: View) -> None:
    """The participation segments among the informal workers."""
    lang = view.lang
    rows = asked(view, "coverage_by_segment", *FOLLOWED)
    if not rows:
        return
    title = word(lang, "people.segment.title")
    st.subheader(title, anchor=False)
    st.markdown(word(lang, "people.segment.lead"))
    named = [(word(lang, f"explorer.segment.{row['id']}"), row) for row in rows]
    show_statuses(view, named, title)
    show_status_table(view, named, word(lang, "explorer.dimension.segment"), title)
    show_downloads({"coverage_by_segment": view.selection.parameters(*FOLLOWED)}, view)
    show_provenance(_figure(view, "coverage_by_segment"), view)


def _figure(view: View, query: str) -> Figure:
    lang = view.lang
    where = place(names(lang), view.selection, city_name=city().called(lang))
    return Figure(
        definition=word(lang, f"figure.{query}.definition"),
        numerator=word(lang, f"figure.{query}.numerator", place=where),
        denominator=word(lang, f"figure.{query}.denominator", place=where),
        query=query,
    )
