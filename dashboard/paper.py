"""On which paper is a document set? A4, or F4 (folio), on which Indonesian offices file their letters."""

import streamlit as st

from dashboard.choices import Choice, read_parameters
from dashboard.filters import show_notices
from dashboard.frame import View
from dashboard.words import word

PAPER = "kertas"  # parameter of the URL: one of SIZES
SIZES = {"a4": (210, 297), "f4": (215, 330)}  # [mm] width, height
USUAL = "a4"


def pick_paper(view: View) -> str:
    """Draw the choice of the paper, kept in the URL; the one in force. An unknown one is told."""
    offered = {PAPER: Choice(name=PAPER, codes=tuple(SIZES), default=USUAL)}
    given = {PAPER: st.query_params.get_all(PAPER)} if PAPER in st.query_params else {}
    values, notices = read_parameters(given, offered)
    show_notices(notices, view.lang)
    st.session_state["filter_paper"] = values[PAPER]
    st.segmented_control(
        word(view.lang, "paper.pick"),
        tuple(SIZES),
        key="filter_paper",
        required=True,
        format_func=lambda code: word(view.lang, f"paper.{code}"),
        on_change=_take,
    )
    return values[PAPER]


def _take() -> None:
    st.query_params[PAPER] = st.session_state["filter_paper"]
