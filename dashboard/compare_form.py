"""What does the reader compare the view with, by widget or by link? Kept as the filters are."""

from collections.abc import Callable

import streamlit as st

from dashboard.choices import Notice, Selection
from dashboard.compare_choices import EVERY, OTHER_KEYS, offered, read_other, said_of
from dashboard.filters import label_of
from dashboard.problems import ExtractMissing
from dashboard.words import word

KEPT = "compare_chosen"
SEEN = "compare_chosen_in_url"


def settle_other() -> tuple[dict[str, str], tuple[Notice, ...]]:
    """What is said of the second view, and what of the link was not followed."""
    given = {key: st.query_params.get_all(key) for key in OTHER_KEYS if key in st.query_params}
    in_url = {key: values[-1] for key, values in given.items()}
    if KEPT in st.session_state and (not given or in_url == st.session_state.get(SEEN)):
        given = {key: [value] for key, value in st.session_state[KEPT].items()}
    try:
        said, notices = read_other(given)
    except ExtractMissing:
        return {}, ()  # open_page tells what is missing
    st.session_state[KEPT] = st.session_state[SEEN] = said
    return said, notices


def pick_other(first: Selection, second: Selection) -> None:
    """Draw the choice of the second view, in the page."""
    lang = first.lang
    with st.container(border=True):
        st.markdown(f"**{word(lang, 'compare.other')}**")
        with st.container(horizontal=True, gap="small"):
            for key, name in OTHER_KEYS.items():
                st.session_state[f"filter_{key}"] = getattr(second, name) or EVERY
                st.selectbox(
                    word(lang, f"filter.{name}"),
                    offered()[key].codes,
                    key=f"filter_{key}",
                    format_func=_labeller(name, lang),
                    on_change=_take,
                    args=(first, second, key),
                    width=230,
                )


def _labeller(name: str, lang: str) -> Callable[[str], str]:
    return lambda code: label_of(name, "" if code == EVERY else code, lang)


def _take(first: Selection, second: Selection, changed: str) -> None:
    chosen = {name: getattr(second, name) for name in OTHER_KEYS.values()}
    value = st.session_state[f"filter_{changed}"]
    chosen[OTHER_KEYS[changed]] = None if value == EVERY else value
    st.session_state[KEPT] = said_of(first, Selection(**{**vars(second), **chosen}))
