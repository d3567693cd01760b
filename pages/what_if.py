"""What would it cost to reach the target, and what does a company's budget buy?

Not called simulator.py: run alone, the folder of a page comes first on the path and would hide the
package of that name.
"""

import streamlit as st

from dashboard.blocks import simulator
from dashboard.blocks.simulator_compare import show_compare
from dashboard.blocks.simulator_range import show_range
from dashboard.blocks.simulator_ranking import show_ranking
from dashboard.blocks.simulator_receipt import adopt_link, pick_preset, show_receipt
from dashboard.blocks.simulator_share import show_share
from dashboard.filters import show_notices
from dashboard.frame import open_page
from dashboard.paper import PAPER
from dashboard.simulator_form import draw_form, page_keys, pick_question, settle_inputs
from dashboard.simulator_form_lists import draw_lists

adopt_link()
view = open_page("simulator", page_keys=(*page_keys(), PAPER))
start = simulator.begin(view)
if start is None:
    st.stop()
show_notices(start.basis.notices, view.lang)
inputs = settle_inputs(start.fields, view.lang)
show_receipt(view, start, inputs)
# On a phone the columns stand one below the other: the answer first, then the form.
answer, form = st.columns([5, 3], gap="medium")
with form:
    pick_preset(view)
    pick_question(start.fields, inputs, view.lang)
    draw_form(start, inputs, view.lang)
with answer:
    simulator.show_answer(view, inputs)
draw_lists(start, inputs, view.lang)
simulator.show_details(view, inputs)
show_range(view, inputs)
show_ranking(view, start, inputs)
show_compare(view, start, inputs)
show_share(view, inputs)
simulator.show_worth(view)
simulator.show_making(view)
