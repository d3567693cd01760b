"""Where in the city is coverage low, and where are the most workers without cover?"""

import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import db
from dashboard.answers import breakdown_answer
from dashboard.blocks import breakdown
from dashboard.blocks.breakdown import parameters_of, rows_of
from dashboard.blocks.parts import show_legend
from dashboard.city import city
from dashboard.forms import spoken
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.map import (
    LAYER,
    MAP_PIXELS,
    deck,
    map_note,
    map_url,
    map_version,
    outline,
    view_of,
)
from dashboard.map_circles import legend_circles, scale_of
from dashboard.map_classes import legend_entries
from dashboard.names import names
from dashboard.places import open_place
from dashboard.tables import show_table
from dashboard.words import word


def show_answer(view: View) -> None:
    """The sentence, and the numbers it stands on."""
    breakdown.show_answer(view, view.level)


def show_map(view: View, chosen: str | None) -> None:
    """The cells of the level with a legend; a click opens the kecamatan or kelurahan."""
    rows = rows_of(view, view.level)
    if not rows:
        return
    _show_legend(view)
    lang, level = view.lang, view.level
    url = map_url(
        level, parameters_of(view, level), lang=lang, version=map_version(level, db.state().revision)
    )
    marked = [outline(level, chosen, view.theme)] if chosen else []
    key = f"map {level} {view.selection.kecamatan} {chosen}"  # a selection holds for one level only
    st.pydeck_chart(
        deck(url, view_of(level, [row["id"] for row in rows], city()), lang, *marked),
        height=MAP_PIXELS,
        alt=spoken(breakdown_answer(names(lang), level, rows, view.selection)),
        key=key,
        on_select=lambda: _open_cell(key, level),
        selection_mode="single-object",
    )
    st.caption(map_note(level, lang))


@kept
def _show_legend(view: View) -> None:
    lang = view.lang
    rows = rows_of(view, view.level)
    st.subheader(word(lang, "map.title", group=word(lang, f"group.{view.level}")), anchor=False)
    show_legend(legend_entries(rows, lang), view)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for label, picture in legend_circles(scale_of(rows), lang).items():
            st.markdown(f"![]({picture}) :small[{label}]", width="content")
    st.caption(word(lang, f"map.open.{view.level}"))
    st.markdown(f"[{word(lang, 'map.to_table')}](#{_anchor(_table_title(view))})")


def _open_cell(key: str, level: str) -> None:
    """What was clicked, as the browser says, which may be anything."""
    picked = st.session_state[key].selection.objects.get(LAYER)
    cell = picked[0] if isinstance(picked, list) and picked else None
    properties = cell.get("properties") if isinstance(cell, Mapping) else None
    code: Any = properties.get("code") if isinstance(properties, Mapping) else None
    open_place(str(code), level)


def show_rows(view: View) -> None:
    """The same as a table, whose rows open what they name, and as a file."""
    lang, level = view.lang, view.level
    rows = breakdown.rows_by_gap(view, level)
    if not rows:
        return
    title = _table_title(view)
    st.subheader(title, anchor=False)
    key = f"rows {level} {view.selection.kecamatan}"
    show_table(
        rows,
        breakdown.columns_of(view, level),
        alt=title,
        key=key,
        on_pick=lambda place: open_place(rows[place]["id"], level),
    )
    st.caption(word(lang, "table.open", group=word(lang, f"group.{level}")))
    breakdown.show_files(view, level)


def _table_title(view: View) -> str:
    return word(view.lang, "table.breakdown.alt", group=word(view.lang, f"group.{view.level}"))


def _anchor(title: str) -> str:
    """How Streamlit names a heading in the page; a name of our own would come with one more stop for keys."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def show_making(view: View) -> None:
    """How the numbers were made."""
    breakdown.show_making(view, view.level)
