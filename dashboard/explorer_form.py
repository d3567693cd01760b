"""What does the reader cross, by widget or by link? Kept in the session and in the URL, as the filters."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard.choices import Notice
from dashboard.explorer_choices import DIMENSIONS, KEYS, Crossing, read_crossing
from dashboard.words import word

KEPT = "cross_chosen"  # what differs from the defaults
SEEN = "cross_chosen_in_url"


def settle_crossing() -> tuple[Crossing, tuple[Notice, ...]]:
    """The crossing in force and what of the link was not followed; changes nothing that can be seen."""
    given = {name: st.query_params.get_all(name) for name in KEYS if name in st.query_params}
    if KEPT in st.session_state and (not given or _last(given) == st.session_state.get(SEEN)):
        given = {name: [value] for name, value in st.session_state[KEPT].items()}
    return read_crossing(given)


def pick_crossing(crossing: Crossing, lang: str) -> None:
    """Draw what can be chosen and bring the URL in step with it."""
    offered = {"rows": DIMENSIONS, "columns": DIMENSIONS, "measure": crossing.measures}
    for column, (name, codes) in zip(st.columns(3), offered.items(), strict=True):
        st.session_state[f"cross_{name}"] = getattr(crossing, name)
        column.selectbox(
            word(lang, f"explorer.{name}"),
            codes,
            key=f"cross_{name}",
            format_func=_labeller("measure" if name == "measure" else "dimension", lang),
            on_change=_take,
            args=(name, crossing),
        )
    wanted = crossing.changed()
    st.session_state[KEPT] = st.session_state[SEEN] = wanted
    ours = {name: st.query_params.get_all(name) for name in KEYS if name in st.query_params}
    if ours != {name: [value] for name, value in wanted.items()}:
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in KEYS}
        st.query_params.from_dict({**others, **wanted})


def _labeller(kind: str, lang: str) -> Callable[[str], str]:
    return lambda code: word(lang, f"explorer.{kind}.{code}")


def _take(name: str, before: Crossing) -> None:
    values = {key: getattr(before, key) for key in KEYS} | {name: st.session_state[f"cross_{name}"]}
    if values["rows"] == values["columns"]:  # the dimension moves over, and the other takes its place
        values = {**values, "rows": before.columns, "columns": before.rows}
    chosen = Crossing(**values)
    if chosen.measure not in chosen.measures:
        chosen = replace(chosen, measure=chosen.measures[0])
    st.session_state[KEPT] = chosen.changed()


def _last(given: dict[str, list[str]]) -> dict[str, str]:
    return {name: values[-1] for name, values in given.items()}
