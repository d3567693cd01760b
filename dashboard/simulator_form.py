"""What does the reader fill in? The form of the simulator, kept in the session and in the URL.

Works as `dashboard.filters` does: an URL that differs from the one last written wins.
"""

from collections.abc import Mapping

import streamlit as st

from dashboard.choices import Choice
from dashboard.filters import show_notices
from dashboard.forms import month, rupiah
from dashboard.names import names
from dashboard.simulator_inputs import OFF, ON, PREFIX, Inputs, changed, read_inputs
from dashboard.simulator_start import Start
from dashboard.simulator_words import group_name, months_text
from dashboard.words import word

KEPT = "sim_chosen"  # what differs from the defaults
SEEN = "sim_chosen_in_url"
# Which fields each question asks, in their order.
ASKED = {
    "city": ("sim_target", "sim_due"),
    "budget": ("sim_budget", "sim_sector"),
    "workers": ("sim_workers", "sim_sector"),
}
COVER = ("sim_months", "sim_start", "sim_payer", "sim_relief", "sim_package", "sim_bracket")
STEPS = {"sim_share": 1.0, "sim_number": 1_000, "sim_budget": 10_000_000, "sim_workers": 100}


def page_keys() -> tuple[str, ...]:
    """The parameters of the URL that this form reads."""
    return tuple(name for name in st.query_params if name.startswith(PREFIX))


def settle_inputs(fields: Mapping[str, Choice], lang: str) -> Inputs:
    """The values in force; draws what of the link was not followed and brings the URL in step."""
    given = {name: st.query_params.get_all(name) for name in page_keys()}
    ours = {name: found[-1] for name, found in given.items()}
    if KEPT in st.session_state and (not ours or ours == st.session_state.get(SEEN)):
        given = {name: [value] for name, value in st.session_state[KEPT].items()}
    values, notices = read_inputs(given, fields)
    show_notices(notices, lang)
    wanted = changed(values, fields)
    st.session_state[KEPT] = st.session_state[SEEN] = wanted
    if wanted != ours:
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in ours}
        st.query_params.from_dict({**others, **wanted})
    return values


def pick_question(fields: Mapping[str, Choice], inputs: Inputs, lang: str) -> None:
    """Draw the choice between the three questions."""
    st.session_state["form_sim_question"] = inputs["sim_question"]
    st.segmented_control(
        word(lang, "simulator.input.sim_question"),
        fields["sim_question"].codes,
        key="form_sim_question",
        required=True,
        format_func=lambda code: word(lang, f"simulator.question.{code}"),
        on_change=_take,
        args=("sim_question",),
    )


def draw_form(start: Start, inputs: Inputs, lang: str) -> None:
    """Draw the fields of the chosen question."""
    asked = list(ASKED[inputs["sim_question"]])
    if "sim_target" in asked and inputs["sim_target"] != "selection":
        asked.insert(1, f"sim_{inputs['sim_target']}")
    for name in (*asked, *COVER):
        if name == "sim_relief":
            _draw_relief(inputs, lang)
        elif start.fields[name].codes:
            _draw_choice(start, name, inputs, lang)
        else:
            _draw_number(name, inputs, lang)


def _draw_choice(start: Start, name: str, inputs: Inputs, lang: str) -> None:
    st.session_state[f"form_{name}"] = inputs[name]
    st.selectbox(
        word(lang, f"simulator.input.{name}"),
        start.fields[name].codes,
        key=f"form_{name}",
        format_func=lambda code: _label(start, name, code, lang),
        on_change=_take,
        args=(name,),
    )


def _draw_number(name: str, inputs: Inputs, lang: str) -> None:
    kind = float if name == "sim_share" else int
    st.session_state[f"form_{name}"] = kind(inputs[name])
    st.number_input(
        word(lang, f"simulator.input.{name}"),
        value=None,
        step=STEPS[name],
        format="%.2f" if kind is float else "%d",
        key=f"form_{name}",
        on_change=_take,
        args=(name,),
    )
    if name == "sim_budget":
        st.caption(rupiah(lang, int(inputs[name])))


def _draw_relief(inputs: Inputs, lang: str) -> None:
    st.session_state["form_sim_relief"] = inputs["sim_relief"] == ON
    st.toggle(
        word(lang, "simulator.input.sim_relief"),
        key="form_sim_relief",
        on_change=_take,
        args=("sim_relief",),
        wrap=True,
    )
    st.caption(word(lang, "simulator.relief.explained"))


def _label(start: Start, name: str, code: str, lang: str) -> str:
    called = names(lang)
    if name in ("sim_start", "sim_due"):
        return month(lang, code)
    if name == "sim_payer":
        return called.of("funding_source", code)
    if name == "sim_sector":
        return group_name(called, code)
    if name == "sim_months":
        return months_text(lang, int(code))
    if name == "sim_bracket":
        income = rupiah(lang, start.tariff.brackets[int(code)] or 0)
        return word(lang, "simulator.bracket", number=code, income=income)
    if name == "sim_target" and start.basis.target is not None:
        target = called.of("target", str(start.basis.target["id"]))
        return word(lang, f"simulator.target.{code}", name=target)
    return word(lang, f"{name.replace('sim_', 'simulator.')}.{code}")


def _take(name: str) -> None:
    value = st.session_state[f"form_{name}"]
    kept = dict(st.session_state[KEPT])
    if value is None:
        kept.pop(name, None)
    elif isinstance(value, bool):
        kept[name] = ON if value else OFF
    elif isinstance(value, float):
        kept[name] = f"{value:.2f}".rstrip("0").rstrip(".")
    else:
        kept[name] = str(value)
    st.session_state[KEPT] = kept
