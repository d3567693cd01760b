"""How does a reader get to another city?"""

import streamlit as st

from dashboard.choices import choices, url_parameters
from dashboard.cities import PARAMETER, city_dir, show_city
from dashboard.city import city_names
from dashboard.filters import language
from dashboard.kept import kept_widgets
from dashboard.problems import ExtractMissing
from dashboard.words import word


def pick_city(lang: str) -> None:
    """Draw the choice between the cities, when there are several."""
    called = city_names(lang)
    if len(called) > 1:
        shown = st.session_state["filter_kota"] = city_dir().name
        _show_list(shown, called, lang)


@kept_widgets
def _show_list(shown: str, called: dict[str, str], lang: str) -> None:  # noqa: ARG001  the key: it is set in the session
    st.selectbox(
        word(lang, "filter.kota"),
        list(called),
        key="filter_kota",
        format_func=called.__getitem__,
        on_change=_take_city,
    )


def _take_city() -> None:
    # Another city has other months, bodies and places: everything but the language begins anew.
    chosen = {PARAMETER: st.session_state["filter_kota"], "lang": language()}
    st.session_state.clear()
    st.query_params.from_dict(_address(chosen))


def _address(chosen: dict[str, str]) -> dict[str, str]:
    """All parameters of the city's page: written in two steps, going back would stop between them."""
    show_city(chosen[PARAMETER])
    try:
        offered = choices()
    except ExtractMissing:
        return chosen
    return url_parameters({name: choice.default for name, choice in offered.items()} | chosen, offered)
