"""What do the numbers stand on, and where can they be had?"""

import streamlit as st

from dashboard.blocks import calendar, dictionary, law, method
from dashboard.frame import open_page
from dashboard.words import word

SECTIONS = {
    "method.targets.title": method.show_targets,
    "method.figures.title": method.show_figures,
    "method.tariffs.title": law.show_tariffs,
    "method.benefits.title": law.show_benefits,
    "method.periods.title": method.show_periods,
    "method.calendar.title": calendar.show_calendar,
    "method.dictionary.title": dictionary.show_dictionary,
}

view = open_page("method", unused=("opd", "sector", "kecamatan", "funding_source", "denominator", "target"))
method.show_answer(view)
method.show_rules(view)
for title, show in SECTIONS.items():
    with st.expander(word(view.lang, title)):
        show(view)
