"""What does the mayor need to know before a meeting, on one sheet of paper?"""

import streamlit as st

from dashboard.blocks import sheet
from dashboard.changes import SINCE, pick_day, pick_since, settle_since, tell_since
from dashboard.frame import open_page
from dashboard.paper import PAPER, pick_paper

view = open_page("briefing", unused=("kecamatan",), page_keys=(SINCE, PAPER))
since = settle_since(view)
sheet.show_answer(view, since)
with st.container(horizontal=True):
    pick_since(view, since)
    pick_day(view, since)
    paper = pick_paper(view)
tell_since(view, since)
sheet.show_briefing(view, since, paper)
sheet.show_movements(view, since)
