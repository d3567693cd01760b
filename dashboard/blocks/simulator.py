"""What would more cover cost, and what does a budget buy?"""

import streamlit as st

from dashboard.answers import coverage_numerator, payer
from dashboard.basis import basis_of
from dashboard.blocks.law import show_benefits
from dashboard.blocks.parts import Figure, show_cards, with_making
from dashboard.blocks.simulator_answer import Result, work_out
from dashboard.blocks.simulator_formula import show_formula
from dashboard.blocks.simulator_months import show_cost, show_months, show_path
from dashboard.blocks.simulator_people import show_people
from dashboard.city import city
from dashboard.folded import folded
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import names
from dashboard.simulator_inputs import SIMPLE, Inputs
from dashboard.simulator_start import Start, starting_point
from dashboard.simulator_words import error_sentence
from dashboard.words import word
from simulator.city import CityAnswer
from simulator.errors import ScenarioError, TariffError

SIMPLE_CARDS = 4
# What JKK and JKM pay, of the benefits that hold for the self-employed.
WORTH = (
    "jkm_total", "jkm_bpu_early", "jkm_scholarship", "jkk_care", "jkk_death_bpu_lowest", "jkk_scholarship",
)  # fmt: skip


def begin(view: View) -> Start | None:
    """Where the chosen slice stands; None, with the reason drawn, where there is nothing to ask about."""
    try:
        start = starting_point(view.revision, view.selection)
    except TariffError as error:
        st.error(error_sentence(names(view.lang), error), icon=":material/block:")
        return None
    if start is None:
        st.info(word(view.lang, "simulator.empty"))
    return start


@kept
def show_answer(view: View, inputs: Inputs) -> None:
    """The sentence, what to know before its price, and its numbers; or why there is no answer."""
    lang = view.lang
    try:
        result = work_out(view, inputs)
    except ScenarioError as error:
        st.error(error_sentence(names(lang), error), icon=":material/block:")
        return
    show_sentence(result)
    if view.selection.funding_source and inputs["sim_question"] == "city":
        source = payer(names(lang), view.selection).strip()
        st.warning(word(lang, "simulator.caution.payer", payer=source), icon=":material/filter_alt:")
    for sentence in result.after:
        st.warning(sentence, icon=":material/warning:")
    _show_main_chart(view, result)
    cards = result.cards[:SIMPLE_CARDS] if inputs["sim_mode"] == SIMPLE else result.cards
    show_cards(cards, view, columns=2)
    if result.answer.total_idr and inputs["sim_mode"] != SIMPLE and isinstance(result.answer, CityAnswer):
        show_cost(view, result.answer)


def show_sentence(result: Result) -> None:
    """The answer in one sentence, after what the law makes of it."""
    for sentence in result.before:
        st.warning(sentence, icon=":material/gavel:")
    st.header(result.sentence, anchor=False)


def show_details(view: View, inputs: Inputs) -> None:
    """The months, who is covered, and the formulas, each worked out when it is unfolded."""
    lang = view.lang
    with folded(word(lang, "simulator.table.title"), key="fold_months", icon=":material/table:") as is_open:
        if is_open:
            _show_detail(view, inputs, "months")
    with folded(word(lang, "simulator.people.title"), key="fold_people", icon=":material/groups:") as is_open:
        if is_open:
            _show_detail(view, inputs, "people")
    with folded(
        word(lang, "simulator.formula.title"), key="fold_formula", icon=":material/function:"
    ) as is_open:
        if is_open:
            _show_detail(view, inputs, "formula")


@kept
def _show_detail(view: View, inputs: Inputs, part: str) -> None:
    try:
        result = work_out(view, inputs)
    except ScenarioError as error:
        st.markdown(error_sentence(names(view.lang), error))
        return
    if part == "months":
        show_months(view, result.answer)
    elif part == "people":
        show_people(view, result.answer)
    else:
        show_formula(view, result.start.tariff, result.answer, result.cards)


def _show_main_chart(view: View, result: Result) -> None:
    """One chart: the way to the target, or the months that a company pays."""
    if isinstance(result.answer, CityAnswer):
        show_path(view, result.answer)
    elif result.answer.total_idr:
        show_cost(view, result.answer)


def show_worth(view: View) -> None:
    """What a cover is worth in law; never a forecast of claims."""
    lang = view.lang
    with folded(word(lang, "simulator.worth.title"), key="fold_worth", icon=":material/favorite:") as is_open:
        if is_open:
            st.markdown(word(lang, "simulator.worth.explained"))
            show_benefits(view, WORTH)


@with_making
def show_making(view: View) -> Figure:
    """Where the numbers that a what-if starts from come from."""
    called = names(view.lang)
    return Figure(
        definition=word(view.lang, "simulator.definition"),
        numerator=coverage_numerator(called, view.selection, city_name=city().called(view.lang)),
        denominator=called.of("denominator", str(basis_of(view.selection).denominator["id"])),
        query="coverage_headline",
    )
