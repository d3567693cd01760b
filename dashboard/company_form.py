"""How much, for whom, for how long? The three steps of a company, in the session and in the URL.

The fields are those of the simulator's form, so both pages ask one question; who is asked about follows
the filters of every page.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.choices import Choice, choices
from dashboard.filters import choose, label_of
from dashboard.forms import number, rupiah
from dashboard.frame import View
from dashboard.paper import PAPER
from dashboard.simulator_form import ASKED, draw_field, page_keys, take_input
from dashboard.simulator_inputs import Inputs, changed
from dashboard.simulator_start import Start
from dashboard.words import word
from simulator.cautions import FULL_BENEFIT_MONTHS
from simulator.checks import MAX_IDR, MAX_MONTHS, MAX_WORKERS
from simulator.scenario import BUDGET, CITY, EXPIRING

# What a company is asked; all other inputs of the simulator keep their defaults here.
FIELDS = (
    "sim_question",
    "sim_budget",
    "sim_workers",
    "sim_people",
    "sim_within",
    "sim_months",
    "sim_start",
    "sim_relief",
)
PLACES = ("kecamatan", "sector")
MONTHS_FIELD = "sim_months"


def company_fields(fields: Mapping[str, Choice]) -> dict[str, Choice]:
    """The fields of the three steps: the city's question is none of them."""
    asked = {name: fields[name] for name in FIELDS}
    question = asked["sim_question"]
    codes = tuple(code for code in question.codes if code != CITY)
    return {**asked, "sim_question": replace(question, codes=codes, default=BUDGET)}


def whole_inputs(start: Start, asked: Inputs) -> dict[str, str]:
    """Every input of the simulator: what was asked, and the defaults."""
    return {name: field.default for name, field in start.fields.items()} | dict(asked)


def simulator_parameters(start: Start, asked: Inputs) -> dict[str, str]:
    """The parameters by which the simulator opens the same question."""
    return changed(whole_inputs(start, asked), start.fields)


def draw_how_much(start: Start, inputs: Inputs, lang: str) -> None:
    """Step 1: the rupiah, the workers, or both."""
    _head("much", lang)
    st.session_state["form_sim_question"] = inputs["sim_question"]
    st.radio(
        word(lang, "company.know"),
        company_fields(start.fields)["sim_question"].codes,
        key="form_sim_question",
        format_func=lambda code: word(lang, f"company.know.{code}"),
        on_change=take_input,
        args=("sim_question",),
    )
    for name in ASKED[inputs["sim_question"]]:
        if name != MONTHS_FIELD:
            draw_field(start, name, inputs, lang)
            st.caption(limits_text(lang, name))


def draw_whom(view: View, start: Start | None, inputs: Inputs | None) -> None:
    """Step 2: the place and the sector, and with a start also whose cover it is."""
    lang = view.lang
    _head("whom", lang)
    # A body is chosen on other pages; here it can be let go.
    for name in (*PLACES, "opd") if view.selection.opd else PLACES:
        st.session_state[f"flow_{name}"] = getattr(view.selection, name) or ""
        st.selectbox(
            word(lang, f"filter.{name}"),
            choices()[name].codes,
            key=f"flow_{name}",
            format_func=partial(label_of, name, lang=lang),
            on_change=_take_place,
            args=(name,),
        )
    if start is None or inputs is None:
        return
    draw_field(start, "sim_people", inputs, lang)
    if inputs["sim_people"] == EXPIRING:
        draw_field(start, "sim_within", inputs, lang)


def draw_how_long(start: Start, inputs: Inputs, lang: str) -> None:
    """Step 3: the months, from which one, and at which price."""
    _head("long", lang)
    if MONTHS_FIELD in ASKED[inputs["sim_question"]]:
        draw_field(start, MONTHS_FIELD, inputs, lang)
        st.caption(limits_text(lang, MONTHS_FIELD))
    else:
        st.markdown(word(lang, "company.long.found", maximum=number(lang, MAX_MONTHS)))
    draw_field(start, "sim_start", inputs, lang)
    draw_field(start, "sim_relief", inputs, lang)


def limits_text(lang: str, name: str) -> str:
    """From where to where a field may go."""
    most = {
        "sim_budget": rupiah(lang, MAX_IDR),
        "sim_workers": number(lang, MAX_WORKERS),
        MONTHS_FIELD: number(lang, MAX_MONTHS),
    }
    return word(lang, f"company.limit.{name}", maximum=most[name], full=number(lang, FULL_BENEFIT_MONTHS))


def _head(step: str, lang: str) -> None:
    st.subheader(word(lang, f"company.step.{step}"), anchor=False)


def _take_place(name: str) -> None:
    kept = {key: st.query_params[key] for key in (*page_keys(), PAPER) if key in st.query_params}
    choose({name: st.session_state[f"flow_{name}"]}, page=kept)
