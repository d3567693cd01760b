"""How much, for whom, for how long: what does a contribution come to, and what goes to the board?"""

import streamlit as st

from dashboard.blocks import company, simulator
from dashboard.company_form import (
    company_fields,
    draw_how_long,
    draw_how_much,
    draw_whom,
    simulator_parameters,
    whole_inputs,
)
from dashboard.filters import show_notices
from dashboard.frame import open_page
from dashboard.paper import PAPER
from dashboard.simulator_form import page_keys, settle_inputs

view = open_page("company", unused=("funding_source",), page_keys=(*page_keys(), PAPER))
start = simulator.begin(view)
if start is None:
    draw_whom(view, None, None)
    st.stop()
show_notices(start.basis.notices, view.lang)
asked = settle_inputs(company_fields(start.fields), view.lang)
inputs = whole_inputs(start, asked)
company.show_answer(view, inputs)
# Side by side; on a phone one below the other.
how_much, whom, how_long = st.columns(3, gap="small", border=True)
with how_much:
    draw_how_much(start, inputs, view.lang)
with whom:
    draw_whom(view, start, inputs)
with how_long:
    draw_how_long(start, inputs, view.lang)
if company.has_answer(view, inputs):
    company.show_result(view, inputs)
    simulator.show_details(view, inputs)
    company.show_files(view, inputs, simulator_parameters(start, asked))
simulator.show_making(view)
