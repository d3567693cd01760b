"""Who of the informal workers is protected: by sex, age and disability, by programme, by segment?"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.answers import place, ranked
from dashboard.blocks.breakdown import part_of
from dashboard.blocks.parts import (
    Card,
    Figure,
    show_cards,
    show_downloads,
    show_drawing,
    with_making,
)
from dashboard.blocks.people_parts import (
    asked,
    bars_drawing,
    count_column,
    name_column,
    share_column,
    show_status_table,
    statuses_drawing,
    told,
)
from dashboard.city import city
from dashboard.drawing import Drawing, image_links
from dashboard.forms import share
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import names
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


@kept
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


@with_making
def show_groups(view: View) -> Figure | None:
    """Sex, age and disability: a bar and a line a group."""
    lang = view.lang
    groups = _groups(view)
    if not groups["sex"]:
        return None
    for dimension in GROUPS:
        drawn = group_drawing(view, dimension)
        if drawn is None:
            continue
        show_drawing(drawn, view)
        named = _named(view, dimension)
        if dimension == "disability" and (note := disability_note(lang, groups[dimension])):
            st.markdown(note)
        show_status_table(view, named, word(lang, f"people.{dimension}"), drawn.title)
    st.caption(word(lang, "note.merged"))
    images = {
        f"{kind} ({word(lang, f'people.{dimension}')})": address
        for dimension in GROUPS
        for kind, address in image_links(f"coverage_by_{dimension}", view.selection).items()
    }
    show_downloads({"demographics_by_group": view.selection.parameters(*FOLLOWED)}, view, images=images)
    return _figure(view, "demographics_by_group")


def group_drawing(view: View, dimension: str) -> Drawing | None:
    """The statuses of women and men, of ages or by disability; None when there is nobody."""
    named = _named(view, dimension)
    title = word(view.lang, f"people.{dimension}.title")
    return statuses_drawing(view, named, title, "demographics_by_group") if named else None


def _named(view: View, dimension: str) -> list[tuple[str, Row]]:
    return [(group_name(view.lang, dimension, row["id"]), row) for row in _groups(view)[dimension]]


@with_making
def show_programmes(view: View) -> Figure | None:
    """How many have each of the five programmes, and who may have them."""
    lang = view.lang
    drawn = programmes_drawing(view)
    if drawn is None:
        return None
    show_drawing(drawn, view, lead=word(lang, "people.programme.lead"))
    show_table(
        [{"name": name, **row} for name, row in _named_programmes(view)],
        [
            name_column(word(lang, "table.programme")),
            share_column(lang),
            count_column(lang, word(lang, "people.covered"), "workers"),
            count_column(lang, word(lang, "people.not_covered"), "not_covered"),
            count_column(lang, word(lang, "table.universe"), "universe"),
        ],
        alt=drawn.title,
    )
    show_downloads(
        {"coverage_by_programme": view.selection.parameters(*FOLLOWED)},
        view,
        images=image_links("coverage_by_programme", view.selection),
    )
    return _figure(view, "coverage_by_programme")


def programmes_drawing(view: View) -> Drawing | None:
    """Who has each programme, who has not, and who may not; None when nobody has any."""
    named = _named_programmes(view)
    if not any(row["workers"] for _, row in named):
        return None
    title = word(view.lang, "people.programme.title")
    parts = (word(view.lang, f"people.{key}") for key in ("covered", "not_covered", "not_open"))
    return bars_drawing(
        view,
        [(name, {**row, **_parts_of(row)}) for name, row in named],
        dict(zip(("active", "rest", "lapsed"), parts, strict=True)),
        title=title,
        alt=told(view, title, named),
        query="coverage_by_programme",
    )


def _named_programmes(view: View) -> list[tuple[str, Row]]:
    rows = asked(view, "coverage_by_programme", *FOLLOWED)
    return [(word(view.lang, f"people.programme.{row['programme']}"), row) for row in rows]


def _parts_of(row: Row) -> dict[str, int]:
    """The bar of a programme; who may not join it is no gap."""
    is_open = row["workers"] or row["programme"] not in WAGE_EARNERS_ONLY
    left = row["not_covered"]
    return {"active": row["workers"], "rest": left if is_open else 0, "lapsed": 0 if is_open else left}


@with_making
def show_segments(view: View) -> Figure | None:
    """The participation segments among the informal workers."""
    lang = view.lang
    drawn = segments_drawing(view)
    if drawn is None:
        return None
    show_drawing(drawn, view, lead=word(lang, "people.segment.lead"))
    show_status_table(view, _named_segments(view), word(lang, "explorer.dimension.segment"), drawn.title)
    show_downloads(
        {"coverage_by_segment": view.selection.parameters(*FOLLOWED)},
        view,
        images=image_links("coverage_by_segment", view.selection),
    )
    return _figure(view, "coverage_by_segment")


def segments_drawing(view: View) -> Drawing | None:
    """The statuses of each segment; None when there is nobody."""
    named = _named_segments(view)
    title = word(view.lang, "people.segment.title")
    return statuses_drawing(view, named, title, "coverage_by_segment") if named else None


def _named_segments(view: View) -> list[tuple[str, Row]]:
    rows = asked(view, "coverage_by_segment", *FOLLOWED)
    return [(word(view.lang, f"explorer.segment.{row['id']}"), row) for row in rows]


def _figure(view: View, query: str) -> Figure:
    lang = view.lang
    where = place(names(lang), view.selection, city_name=city().called(lang))
    return Figure(
        definition=word(lang, f"figure.{query}.definition"),
        numerator=word(lang, f"figure.{query}.numerator", place=where),
        denominator=word(lang, f"figure.{query}.denominator", place=where),
        query=query,
    )
