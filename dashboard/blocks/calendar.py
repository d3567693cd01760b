"""When are sheets and data due, what comes next, and is anything late?"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import clock, db
from dashboard.blocks.method import explained
from dashboard.blocks.parts import show_downloads
from dashboard.forms import number
from dashboard.frame import View
from dashboard.freshness import freshness, freshness_sentences
from dashboard.kept import kept
from dashboard.tables import Column, show_reading_table
from dashboard.words import word


def show_calendar(view: View) -> None:
    """What is due next or late today, and the days of the calendar with their basis."""
    _show_calendar(view, clock.today())


@kept
def _show_calendar(view: View, today: dt.date) -> None:
    lang, found = view.lang, freshness(today)
    if found is None:
        st.markdown(word(lang, "calendar.none"))
        return
    for sentence in freshness_sentences(lang, found):
        st.markdown(sentence)
    st.markdown(word(lang, "calendar.lead"))
    show_reading_table(
        db.run_query("calendar_list").to_pylist(),
        [
            Column(head=word(lang, "calendar.what"), cell=lambda row: f"**{row[f'name_{lang}']}**"),
            Column(head=word(lang, "calendar.day"), cell=lambda row: _day(lang, row)),
            Column(head=word(lang, "calendar.basis"), cell=lambda row: explained(lang, row)),
        ],
        alt=word(lang, "calendar.alt"),
    )
    show_downloads({"calendar_list": {}, "missing_sender_list": {}}, view)


def _day(lang: str, row: Mapping[str, Any]) -> str:
    return word(
        lang,
        "calendar.day.of",
        day=number(lang, row["day"]),
        count=row["months_after"],
        months=number(lang, row["months_after"]),
    )
