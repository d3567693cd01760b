"""What does each number mean: one indicator in full, and all of them in a table?"""

import streamlit as st

from dashboard.catalog import load_queries
from dashboard.choices import read_one
from dashboard.city import city
from dashboard.db import state
from dashboard.filters import show_notices
from dashboard.frame import View
from dashboard.indicators import Indicator, indicators, indicators_of
from dashboard.kept import kept
from dashboard.tables import Column, show_reading_table
from dashboard.words import word

KEY = "indikator"  # parameter of the URL


def settle_indicator(view: View) -> str:
    """The indicator of the URL, or the first; an unknown one is told."""
    chosen, notices = read_one(KEY, st.query_params.get_all(KEY), indicators())
    show_notices(notices, view.lang)
    return chosen or next(iter(indicators()))


def pick_indicator(view: View, chosen: str) -> None:
    """Draw the choice of the indicator; it is kept in the URL."""
    st.session_state["filter_indicator"] = chosen
    st.selectbox(
        word(view.lang, "indicators.pick"),
        tuple(indicators()),
        key="filter_indicator",
        format_func=lambda name: indicators()[name].told(view.lang, "name"),
        on_change=_take,
        width=420,
    )


def _take() -> None:
    st.query_params[KEY] = st.session_state["filter_indicator"]


@kept
def show_answer(view: View) -> None:
    """How many there are, and what is told of each."""
    st.header(word(view.lang, "indicators.answer", count=len(indicators())), anchor=False)


@kept
def show_indicator(view: View, chosen: str) -> None:
    """One indicator in full."""
    lang, each = view.lang, indicators()[chosen]
    st.subheader(each.told(lang, "name"), anchor=False)
    st.table(_told(each, lang), border="horizontal", alt=each.told(lang, "name"))
    k = state().disclosure_k
    said = [word(lang, f"caveat.{name}", k=k, below=k - 1) for name in each.caveats]
    st.markdown("\n".join([word(lang, "provenance.caveats"), "", *(f"- {sentence}" for sentence in said)]))


def _told(each: Indicator, lang: str) -> dict[str, str]:
    holding = [query.name for query in load_queries().values() if each in indicators_of(query)]
    return {
        word(lang, "provenance.definition"): each.told(lang, "definition"),
        word(lang, "indicators.formula"): f"`{each.formula}`",
        word(lang, "provenance.numerator"): each.told(lang, "numerator"),
        word(lang, "provenance.denominator"): each.told(lang, "denominator"),
        word(lang, "indicators.unit"): word(lang, f"indicators.unit.{each.unit}"),
        word(lang, "indicators.owner"): word(
            lang, f"indicators.owner.{each.owner}", city=city().called(lang)
        ),
        word(lang, "indicators.code"): each.code or word(lang, "indicators.code.none"),
        word(lang, "indicators.queries"): ", ".join(f"`{name}`" for name in holding),
    }


@kept
def show_all(view: View) -> None:
    """Name, unit and definition of all."""
    lang = view.lang
    st.subheader(word(lang, "indicators.all"), anchor=False)
    show_reading_table(
        [{"each": each} for each in indicators().values()],
        [
            Column(
                head=word(lang, "indicators.name"), cell=lambda row: f"**{row['each'].told(lang, 'name')}**"
            ),
            Column(
                head=word(lang, "provenance.definition"),
                cell=lambda row: row["each"].told(lang, "definition"),
            ),
            Column(head=word(lang, "indicators.formula"), cell=lambda row: f"`{row['each'].formula}`"),
        ],
        alt=word(lang, "indicators.alt"),
    )
