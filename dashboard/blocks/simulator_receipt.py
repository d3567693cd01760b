"""What does a link that remembers its result say, then and today? And the questions that stand ready."""

from collections.abc import Mapping

import streamlit as st

from dashboard import db
from dashboard.choices import choices, selection_of
from dashboard.cities import city_parameter
from dashboard.frame import View
from dashboard.names import names
from dashboard.simulator_back import inputs_of
from dashboard.simulator_facts import preset_city
from dashboard.simulator_form import keep_input
from dashboard.simulator_inputs import Inputs, changed
from dashboard.simulator_report import comparison_lines
from dashboard.simulator_standing import extract_sha256, standing
from dashboard.simulator_start import Start, starting_point
from dashboard.simulator_words import error_sentence
from dashboard.state import state_key
from dashboard.words import word
from simulator.errors import ScenarioError
from simulator.link import unpack
from simulator.people import DIMENSIONS
from simulator.presets import presets
from simulator.receipt import check_period, compare
from simulator.scenario import CITY, Scenario


def show_receipt(view: View, start: Start, inputs: Inputs) -> None:
    """Draw the remembered result beside today's, with the reasons for every difference."""
    if not inputs["sim_link"]:
        return
    lang = view.lang
    with st.container(border=True):
        st.subheader(word(lang, "simulator.receipt.title"), anchor=False)
        try:
            receipt = unpack(inputs["sim_link"])
            period = check_period(receipt, db.state().periods)
            people = standing(period)
            if view.selection.funding_source:
                people = people.paid_by(view.selection.funding_source)
            found = compare(receipt, start.tariff, people, extract_sha256(period))
            st.markdown("\n\n".join(comparison_lines(names(lang), found)))
        except ScenarioError as error:
            st.error(error_sentence(names(lang), error), icon=":material/link_off:")
        st.button(
            word(lang, "simulator.receipt.close"),
            key="close_receipt",
            icon=":material/close:",
            on_click=keep_input,
            args=("sim_link", ""),
        )


def adopt_link() -> None:
    """Let a link that holds nothing but a remembered result fill the form with its scenario."""
    text = st.query_params.get("sim_link", "")
    others = [name for name in st.query_params if name.startswith("sim_") and name != "sim_link"]
    if not text or others or st.session_state.get("adopted") == text:
        return
    st.session_state["adopted"] = text
    try:
        receipt = unpack(text)
        check_period(receipt, db.state().periods)
    except ScenarioError:
        return  # the panel says why
    given = {name: st.query_params[name] for name in st.query_params}
    asked = parameters_of(receipt.scenario, given)
    if asked is not None:
        st.query_params.from_dict({**given, **asked})


def pick_preset(view: View) -> None:
    """Draw the ready-made questions; choosing one fills form, filters and link."""
    lang = view.lang
    offered = _presets(view.revision, view.selection.period)
    st.selectbox(
        word(lang, "simulator.preset"),
        tuple(offered),
        index=None,
        key="preset",
        placeholder=word(lang, "simulator.preset.choose"),
        format_func=lambda code: word(lang, f"simulator.preset.{code}"),
        on_change=_open_preset,
        args=(offered, {"lang": lang}),
    )


def _open_preset(offered: Mapping[str, Mapping[str, str]], kept: Mapping[str, str]) -> None:
    code = st.session_state["preset"]
    if code is not None:
        st.session_state["preset"] = None
        st.query_params.from_dict({**kept, **offered[code]})


@st.cache_data(max_entries=8, show_spinner=False)
def _presets(revision: str, period: str) -> dict[str, dict[str, str]]:  # noqa: ARG001  the key: of a state
    """The parameters of the ready-made questions that the form can ask, by code."""
    found = {}
    for code, scenario in presets(preset_city(period)).items():
        asked = parameters_of(scenario, {})
        if asked is not None:
            found[code] = asked
    return found


def parameters_of(scenario: Scenario, given: Mapping[str, str]) -> dict[str, str] | None:
    """Filters and inputs of a link that asks `scenario`, beside the payer that `given` names.

    None where the form cannot ask it. Raises ExtractMissing.
    """
    filters = {"period": scenario.base_month, **city_parameter()}
    for dimension in DIMENSIONS:
        codes = getattr(scenario, dimension)
        in_form = dimension == "sector" and scenario.question != CITY
        if len(codes) == 1 and not in_form:
            filters[dimension] = codes[0]
    offered = choices()
    values = {name: choice.default for name, choice in offered.items()}
    payer = given.get("funding_source", "")
    if payer in offered["funding_source"].codes and payer:
        filters["funding_source"] = payer
    if any(code not in offered[name].codes for name, code in filters.items()):
        return None
    selection = selection_of({**values, **filters})
    start = starting_point(state_key(), selection)
    inputs = None if start is None else inputs_of(scenario, start.offer)
    return None if start is None or inputs is None else filters | changed(inputs, start.fields)
