"""What would more cover cost, and what does a budget buy?"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.answers import payer, place
from dashboard.basis import basis_of
from dashboard.blocks.parts import KEPT_BLOCKS, Figure, show_cards, show_downloads, show_provenance
from dashboard.blocks.simulator_answer import Result, work_out
from dashboard.blocks.simulator_months import csv_bytes, made_from, show_months
from dashboard.cities import city_dir
from dashboard.city import city
from dashboard.forms import rupiah
from dashboard.frame import View
from dashboard.names import names
from dashboard.simulator_inputs import Inputs
from dashboard.simulator_start import starting_point
from dashboard.simulator_words import error_sentence, formula
from dashboard.tables import Column, show_reading_table
from dashboard.words import word
from simulator import MODEL_VERSION
from simulator.errors import ScenarioError


@st.cache_data(max_entries=KEPT_BLOCKS, show_spinner=False)
def show_answer(view: View, inputs: Inputs) -> None:
    """The sentence, what to know before its price, and its numbers; or why there is no answer."""
    lang = view.lang
    try:
        result = _result(view, inputs)
    except ScenarioError as error:
        st.error(error_sentence(names(lang), error), icon=":material/block:")
        return
    st.header(result.sentence, anchor=False)
    if view.selection.funding_source and inputs["sim_question"] == "city":
        source = payer(names(lang), view.selection).strip()
        st.warning(word(lang, "simulator.caution.payer", payer=source), icon=":material/filter_alt:")
    for sentence in result.cautions:
        st.warning(sentence, icon=":material/warning:")
    show_cards(result.cards, view, columns=2)


@st.cache_data(max_entries=KEPT_BLOCKS, show_spinner=False)
def show_course(view: View, inputs: Inputs) -> None:
    """The months, and the formula with its values; nothing where there is no answer or no cost."""
    try:
        result = _result(view, inputs)
    except ScenarioError:
        return  # show_answer says why
    if result.covers:
        show_months(view, result)
        _show_formula(view, result, inputs["sim_question"])


def _result(view: View, inputs: Inputs) -> Result:
    return work_out(starting_point(view.revision, view.selection), inputs, view.selection)


def _show_formula(view: View, result: Result, question: str) -> None:
    lang = view.lang
    with st.expander(word(lang, "simulator.formula.title"), icon=":material/function:"):
        lines = [f"- {formula(cover, lang)}" for cover in result.covers]
        if len(lines) > 1:
            total = rupiah(lang, sum(cover.total_idr for cover in result.covers))
            lines.append(f"- {word(lang, 'simulator.formula.sum', total=total)}")
        st.markdown("\n".join([word(lang, "simulator.formula.lead"), "", *lines]))
        _show_tariff_rows(lang, result)
        st.markdown(word(lang, f"simulator.assumptions.{question}"))
        st.caption(word(lang, "simulator.assumptions.version", version=MODEL_VERSION))
        show_downloads({"tariff_list": {}}, view)


def _show_tariff_rows(lang: str, result: Result) -> None:
    """The rows of the tariff table that the price is made of, each once."""
    used = {
        (row, cover.transport): None for cover in result.covers for each in cover.months for row in each.rows
    }

    def what(cell: Mapping[str, Any]) -> str:
        group = word(lang, f"transport.{str(cell['transport']).lower()}")
        return f"{cell['row'].programme.upper()} · {group}"

    def law(cell: Mapping[str, Any]) -> str:
        row = cell["row"]
        relief, trust = word(lang, f"relief.{row.relief}"), word(lang, f"confidence.{row.confidence}")
        return f"{row.legal_basis} ({relief}; {trust})"

    show_reading_table(
        [{"row": row, "transport": transport} for row, transport in used],
        [
            Column(head=word(lang, "table.programme"), cell=what),
            Column(
                head=word(lang, "table.per_month"),
                cell=lambda cell: rupiah(lang, cell["row"].idr_per_worker_month),
            ),
            Column(head=word(lang, "simulator.table.basis"), cell=law),
        ],
        alt=word(lang, "simulator.formula.title"),
    )


def show_download(view: View, inputs: Inputs) -> None:
    """Draw the button that gives the months as CSV, made when it is asked for."""
    try:
        result = _result(view, inputs)
    except ScenarioError:
        return  # show_answer says why
    if result.covers:
        st.download_button(
            word(view.lang, "simulator.download"),
            data=lambda: csv_bytes(view, result),
            file_name=f"cakupan_{city_dir().name}_simulator_{inputs['sim_question']}_{made_from(view)}.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )


@st.cache_data(max_entries=KEPT_BLOCKS, show_spinner=False)
def show_making(view: View) -> None:
    """Where the numbers that a what-if starts from come from."""
    called = names(view.lang)
    where = place(called, view.selection, city_name=city().called(view.lang))
    figure = Figure(
        definition=word(view.lang, "simulator.definition"),
        numerator=word(
            view.lang, "figure.coverage.numerator", place=where, payer=payer(called, view.selection)
        ),
        denominator=called.of("denominator", str(basis_of(view.selection).denominator["id"])),
        query="coverage_headline",
    )
    show_provenance(figure, view)
