"""Over which months does the reader add up who paid?"""

import streamlit as st

from dashboard import db
from dashboard.choices import Choice, read_parameters
from dashboard.filters import show_notices
from dashboard.forms import month
from dashboard.frame import View
from dashboard.words import word

WINDOW = "rentang"  # parameter of the URL
YEAR, ALL = "12", "all"  # twelve months up to the chosen one; all published months; else a year


def windows(view: View) -> tuple[str, ...]:
    """What can be chosen: twelve months, each calendar year up to the chosen month, all months."""
    years = sorted({period[:4] for period in _months(view)}, reverse=True)
    return (YEAR, *years, ALL)


def _months(view: View) -> list[str]:
    return [period for period in db.state().periods if period <= view.selection.period]


def settle_window(view: View) -> str:
    """The window of the URL, or twelve months, with notices."""
    offered = {WINDOW: Choice(name=WINDOW, codes=windows(view), default=YEAR)}
    given = {name: st.query_params.get_all(name) for name in st.query_params if name == WINDOW}
    values, notices = read_parameters(given, offered)
    show_notices(notices, view.lang)
    return values[WINDOW]


def pick_window(view: View, window: str) -> None:
    """Draw the choice of the window; it is kept in the URL."""
    st.session_state["filter_window"] = window
    st.selectbox(
        word(view.lang, "payers.window"),
        windows(view),
        key="filter_window",
        format_func=lambda each: _named(view, each),
        on_change=_take,
        width=320,
    )


def _take() -> None:
    st.query_params[WINDOW] = st.session_state["filter_window"]


def _named(view: View, window: str) -> str:
    if window in (YEAR, ALL):
        return word(view.lang, f"payers.window.{window}", period=month(view.lang, view.selection.period))
    return window


def window_parameters(view: View, window: str) -> dict[str, str]:
    """The first and the last month of a window, of the published ones up to the chosen month."""
    months = _months(view)
    if window == YEAR:
        months = months[-12:]
    elif window != ALL:
        months = [period for period in months if period.startswith(window)]
    return {"since": months[0], "period": months[-1]}


def window_words(lang: str, asked: dict[str, str]) -> str:
    """The window in words: one month, or from the first to the last."""
    first, last = month(lang, asked["since"]), month(lang, asked["period"])
    return first if first == last else word(lang, "payers.from_to", first=first, last=last)
