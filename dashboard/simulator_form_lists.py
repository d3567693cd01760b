"""The lists of the full form, below the answer."""

import streamlit as st

from dashboard.simulator_form_anyway import draw_anyway
from dashboard.simulator_form_path import draw_path
from dashboard.simulator_inputs import SIMPLE, Inputs
from dashboard.simulator_start import Start
from dashboard.words import word


def draw_lists(start: Start, inputs: Inputs, lang: str) -> None:
    """Draw the lists of the full form. One of a link that cannot be read is empty; the answer says why."""
    if inputs["sim_mode"] == SIMPLE:
        return
    with st.expander(word(lang, "simulator.section.anyway"), icon=":material/event_repeat:"):
        draw_anyway(start, inputs, lang)
    if inputs["sim_question"] == "city":
        with st.expander(word(lang, "simulator.section.path"), icon=":material/flag:"):
            draw_path(start, inputs, lang)
