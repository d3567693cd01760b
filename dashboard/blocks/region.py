"""Where in the city is coverage low?"""

import streamlit as st

from dashboard import db
from dashboard.answers import breakdown_answer
from dashboard.blocks.breakdown import parameters_of, rows_of
from dashboard.blocks.parts import KEPT_BLOCKS, show_legend
from dashboard.city import city
from dashboard.frame import View
from dashboard.map import MAP_PIXELS, deck, legend_entries, map_note, map_url, map_version, view_of
from dashboard.names import names
from dashboard.words import word


def show_map(view: View) -> None:
    """The cells of the chosen level, coloured by coverage, with a legend."""
    _show_map(view, map_version(view.level, db.state().revision))


@st.cache_data(max_entries=KEPT_BLOCKS, show_spinner=False)
def _show_map(view: View, version: str) -> None:
    lang, level = view.lang, view.level
    rows = rows_of(view, level)
    if not rows:
        return
    st.subheader(word(lang, "map.title", group=word(lang, f"group.{level}")), anchor=False)
    show_legend(legend_entries(rows, lang), view)
    url = map_url(level, parameters_of(view, level), lang=lang, version=version)
    st.pydeck_chart(
        deck(url, view_of(level, [row["id"] for row in rows], city()), lang),
        height=MAP_PIXELS,
        alt=breakdown_answer(names(lang), level, rows, view.selection),
    )
    st.caption(map_note(level, lang))
