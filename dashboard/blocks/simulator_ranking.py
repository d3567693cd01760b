"""Where is a company's rupiah needed most?"""

import streamlit as st

from dashboard.folded import folded
from dashboard.forms import decimal, number, share
from dashboard.frame import View
from dashboard.names import names
from dashboard.simulator_form import keep_input
from dashboard.simulator_inputs import Inputs
from dashboard.simulator_start import Start
from dashboard.simulator_words import error_sentence
from dashboard.tables import Column, show_table
from dashboard.words import word
from simulator.errors import ScenarioError
from simulator.people import DIMENSIONS
from simulator.ranking import MOST_WEIGHT, Ranked, Weights, rank

MEASURES = ("gap", "risk", "ending")


def show_ranking(view: View, start: Start, inputs: Inputs) -> None:
    """Groups by gap, risk and cover that runs out, with the weights shown and free to change."""
    lang = view.lang
    title = word(lang, "simulator.ranking.title")
    with folded(title, key="fold_ranking", icon=":material/leaderboard:") as is_open:
        if not is_open:
            return
        st.markdown(word(lang, "simulator.ranking.explained"))
        numbers = [int(part) for part in inputs["sim_weights"].split(":")]
        for column, measure, weight in zip(st.columns(3), MEASURES, numbers, strict=True):
            st.session_state[f"form_weight_{measure}"] = weight
            column.slider(
                word(lang, f"simulator.ranking.{measure}"),
                0,
                MOST_WEIGHT,
                key=f"form_weight_{measure}",
                on_change=_take_weights,
            )
        try:
            weights = Weights(**dict(zip(MEASURES, numbers, strict=True)))
        except ScenarioError as error:
            st.error(error_sentence(names(lang), error), icon=":material/block:")
            return
        tabs = st.tabs([word(lang, f"table.{dimension}") for dimension in DIMENSIONS])
        for tab, dimension in zip(tabs, DIMENSIONS, strict=True):
            with tab:
                _show(view, rank(start.offer.standing, dimension, weights), dimension)


def _show(view: View, ranked: tuple[Ranked, ...], dimension: str) -> None:
    lang, called = view.lang, names(view.lang)
    show_table(
        [{"place": place, "group": group} for place, group in enumerate(ranked, start=1)],
        [
            Column(
                head=word(lang, f"table.{dimension}"),
                cell=lambda row: called.of(dimension, row["group"].code),
                is_number=False,
            ),
            Column(head=word(lang, "simulator.ranking.place"), cell=lambda row: number(lang, row["place"])),
            Column(
                head=word(lang, "simulator.ranking.score"),
                cell=lambda row: share(
                    lang, row["group"].score.numerator, row["group"].score.denominator, in_column=True
                ),
            ),
            Column(
                head=word(lang, "simulator.people.room"),
                cell=lambda row: number(lang, row["group"].unprotected),
            ),
            Column(
                head=word(lang, "simulator.ranking.soon"), cell=lambda row: number(lang, row["group"].ending)
            ),
            Column(
                head=word(lang, "simulator.ranking.group"), cell=lambda row: decimal(lang, row["group"].risk)
            ),
            Column(head=word(lang, "table.universe"), cell=lambda row: number(lang, row["group"].universe)),
        ],
        alt=word(lang, "simulator.ranking.title"),
    )


def _take_weights() -> None:
    weights = (st.session_state[f"form_weight_{measure}"] for measure in MEASURES)
    keep_input("sim_weights", ":".join(map(str, weights)))
