"""What does a company's contribution come to, when does its price change, and what goes to its board?"""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard.blocks.parts import show_cards
from dashboard.blocks.sheet import show_sheet_table
from dashboard.blocks.simulator import show_sentence
from dashboard.blocks.simulator_answer import Result, work_out
from dashboard.blocks.simulator_months import show_cost
from dashboard.blocks.simulator_share import link_of, offer_files, show_link, workbook_of
from dashboard.documents.board import end_sentence, options_table, prices_table
from dashboard.filters import page_url, simulator_url
from dashboard.folded import folded
from dashboard.forms import month, rupiah
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import names
from dashboard.simulator_inputs import ON, Inputs
from dashboard.simulator_words import error_sentence, months_text
from dashboard.words import word
from simulator.company import CompanyAnswer, renewal_idr
from simulator.errors import ScenarioError
from simulator.month import add_months
from simulator.turns import Turn, turns

LEDGER = "/sumber-dana"  # what became of what companies pledged


@kept
def show_answer(view: View, inputs: Inputs) -> None:
    """What the contribution comes to in one sentence; or why it comes to nothing, with the limits."""
    try:
        show_sentence(work_out(view, inputs))
    except ScenarioError as error:
        st.error(error_sentence(names(view.lang), error), icon=":material/block:")


def has_answer(view: View, inputs: Inputs) -> bool:
    """Whether the steps have an answer, be it that nobody is covered."""
    return _found(view, inputs) is not None


@kept
def show_result(view: View, inputs: Inputs) -> None:
    """The other values, the money by month, when the price changes, and when the cover ends."""
    lang, found = view.lang, _found(view, inputs)
    if found is None:
        return
    result, answer = found
    st.subheader(word(lang, "company.result"), anchor=False)
    for sentence in result.after:
        st.warning(sentence, icon=":material/warning:")
    show_cards(result.cards, view)
    if not answer.workers:
        return
    show_cost(view, answer)
    _show_prices(view, inputs, result, answer)
    st.subheader(word(lang, "board.end"), anchor=False)
    st.markdown(end_sentence(lang, answer))
    st.markdown(
        word(
            lang,
            "company.renewal",
            renewal=month(lang, answer.renewal_month),
            months=months_text(lang, answer.length),
            cost=rupiah(lang, renewal_idr(result.start.tariff, answer)),
        )
    )
    st.subheader(word(lang, "board.options"), anchor=False)
    st.markdown(word(lang, "board.options.explained"))
    show_sheet_table(options_table(view, inputs), word(lang, "board.options"))


def show_files(view: View, inputs: Inputs, simulator: dict[str, str]) -> None:
    """The board paper, the spreadsheet and the reminder, and the way into the simulator.

    `simulator` are the parameters by which the simulator opens the same question.
    """
    lang, found = view.lang, _found(view, inputs)
    if found is None or not found[1].workers:
        return
    result = found[0]
    st.subheader(word(lang, "company.take"), anchor=False)
    st.link_button(
        word(lang, "company.simulator"),
        simulator_url(view.selection, **simulator),
        icon=":material/calculate:",
    )
    link = link_of(view, result)
    # Made when it is asked for: unlike the simulator's full form, these fields allow no number too large.
    offer_files(view, inputs, result, link=link, workbook=lambda: workbook_of(view, result, link))
    st.caption(word(lang, "company.take.explained"))
    if link:
        with folded(word(lang, "company.link"), key="fold_link", icon=":material/link:") as is_open:
            if is_open:
                show_link(view, link)
    st.markdown(word(lang, "company.ledger", address=page_url(LEDGER, view.selection)))


def _found(view: View, inputs: Inputs) -> tuple[Result, CompanyAnswer] | None:
    """None where there is no answer; `show_answer` says why."""
    try:
        result = work_out(view, inputs)
    except ScenarioError:
        return None
    return (result, result.answer) if isinstance(result.answer, CompanyAnswer) else None


def _show_prices(view: View, inputs: Inputs, result: Result, answer: CompanyAnswer) -> None:
    """The prices that this contribution meets, and every change that is known with its month."""
    lang = view.lang
    st.subheader(word(lang, "company.cliff"), anchor=False)
    show_sheet_table(prices_table(lang, result, answer), word(lang, "board.prices"))
    counted = "on" if inputs["sim_relief"] == ON else "off"
    lines = [turn_sentence(lang, turn) for turn in known_turns(result, answer)]
    st.markdown(word(lang, f"company.cliff.{counted}" if lines else "company.cliff.none"))
    st.markdown("\n".join(f"- {line}" for line in lines))


def known_turns(result: Result, answer: CompanyAnswer) -> Sequence[Turn]:
    """Every change of the price with the relief, from the month of the data until the renewal or the last
    rule that is known. Raises as `Tariff.rate`."""
    tariff, scenario = result.start.tariff, answer.scenario
    last = max(add_months(tariff.known_through, 1), answer.renewal_month)
    return turns(tariff, replace(scenario.terms, relief_for_csr=True), scenario.base_month, last)


def turn_sentence(lang: str, turn: Turn) -> str:
    """From when on whose price is how much."""
    return word(
        lang,
        "company.turn.up" if turn.is_rise else "company.turn.down",
        month=month(lang, turn.month),
        transport=word(lang, f"simulator.group.{str(turn.transport).lower()}"),
        before=rupiah(lang, turn.before_idr),
        after=rupiah(lang, turn.after_idr),
    )
