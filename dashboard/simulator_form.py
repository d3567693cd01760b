"""What does the reader fill in? The form of the simulator, kept in the session and in the URL.

Works as `dashboard.filters` does: an URL that differs from the one last written wins. Two forms of one
what-if: the simple one asks three things, the full one shows every assumption.
"""

from collections.abc import Mapping
from fractions import Fraction

import streamlit as st

from dashboard.choices import Choice
from dashboard.filters import show_notices
from dashboard.forms import decimal, month, number, quoted, rupiah
from dashboard.names import names
from dashboard.number_reader import read_number
from dashboard.simulator_inputs import FULL, OFF, ON, PREFIX, SIMPLE, Inputs, changed, read_inputs
from dashboard.simulator_start import Start
from dashboard.simulator_words import group_name, months_text
from dashboard.words import word

KEPT = "sim_chosen"  # what differs from the defaults
SEEN = "sim_chosen_in_url"
# Which fields each question asks in both forms, and which only in the full one.
ASKED = {
    "city": ("sim_target", "sim_due"),
    "budget": ("sim_budget", "sim_months"),
    "workers": ("sim_workers", "sim_months"),
    "months": ("sim_workers", "sim_budget"),
}
COVER = ("sim_start", "sim_payer", "sim_relief", "sim_package", "sim_bracket", "sim_overhead")
WHO = ("sim_people", "sim_sector", "sim_rule")
# Fields that are typed: whole people or rupiah, and shares in percent.
WHOLE = ("sim_number", "sim_budget", "sim_workers", "sim_capacity")
UNREAD = "form_unread"  # what was typed and is no number, by field


def page_keys() -> tuple[str, ...]:
    """The parameters of the URL that this page reads itself."""
    return tuple(name for name in st.query_params if name.startswith(PREFIX))


def settle_inputs(fields: Mapping[str, Choice], lang: str) -> Inputs:
    """The values in force; draws what of the link was not followed and brings the URL in step."""
    given = {name: st.query_params.get_all(name) for name in page_keys()}
    ours = {name: found[-1] for name, found in given.items()}
    if KEPT in st.session_state and (not ours or ours == st.session_state.get(SEEN)):
        given = {name: [value] for name, value in st.session_state[KEPT].items() if name in fields}
    values, notices = read_inputs(given, fields)
    show_notices(notices, lang)
    wanted = changed(values, fields)
    # A page that asks less leaves the rest to the page that asks it.
    others = {name: value for name, value in st.session_state.get(KEPT, {}).items() if name not in fields}
    st.session_state[KEPT], st.session_state[SEEN] = others | wanted, wanted
    if wanted != ours:
        foreign = {name: st.query_params.get_all(name) for name in st.query_params if name not in ours}
        st.query_params.from_dict({**foreign, **wanted})
    return values


def keep_input(name: str, value: str) -> None:
    """Let a field have `value` from the next drawing on."""
    st.session_state[KEPT] = {**st.session_state.get(KEPT, {}), name: value}


def pick_question(fields: Mapping[str, Choice], inputs: Inputs, lang: str) -> None:
    """Draw the choice between the questions."""
    st.session_state["form_sim_question"] = inputs["sim_question"]
    st.radio(
        word(lang, "simulator.input.sim_question"),
        fields["sim_question"].codes,
        key="form_sim_question",
        format_func=lambda code: word(lang, f"simulator.question.{code}"),
        on_change=take_input,
        args=("sim_question",),
    )


def draw_form(start: Start, inputs: Inputs, lang: str) -> None:
    """Draw the fields of the chosen question."""
    question = inputs["sim_question"]
    asked = list(ASKED[question])
    if "sim_target" in asked and inputs["sim_target"] in ("share", "number"):
        asked.insert(1, f"sim_{inputs['sim_target']}")
    for name in asked:
        draw_field(start, name, inputs, lang)
    _draw_switch("sim_mode", inputs, lang, on=FULL, off=SIMPLE)
    if inputs["sim_mode"] == SIMPLE:
        return
    with st.expander(word(lang, "simulator.section.cover"), icon=":material/health_and_safety:"):
        if question == "city":
            for name in ("sim_held", "sim_block", "sim_capacity"):
                draw_field(start, name, inputs, lang)
        for name in COVER:
            draw_field(start, name, inputs, lang)
    with st.expander(word(lang, "simulator.section.who"), icon=":material/groups:"):
        for name in WHO if question != "city" else ("sim_rule",):
            draw_field(start, name, inputs, lang)
            if name == "sim_people" and inputs[name] == "expiring":
                draw_field(start, "sim_within", inputs, lang)
        if inputs["sim_rule"] == "near":
            draw_field(start, "sim_near", inputs, lang)
        st.caption(word(lang, f"simulator.rule.{inputs['sim_rule']}.explained"))


def draw_field(start: Start, name: str, inputs: Inputs, lang: str) -> None:
    """Draw one field; what is chosen or typed in it is kept."""
    if name == "sim_relief":
        _draw_switch(name, inputs, lang, on=ON, off=OFF)
        st.caption(word(lang, "simulator.relief.explained"))
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
        format_func=lambda code: label_of(start, name, code, lang),
        on_change=take_input,
        args=(name,),
    )


def _draw_number(name: str, inputs: Inputs, lang: str) -> None:
    # A field of numbers would follow the browser: there 1.234 is one and a bit.
    st.session_state[f"form_{name}"] = written(name, inputs[name], lang)
    st.text_input(
        word(lang, f"simulator.input.{name}"), key=f"form_{name}", on_change=_take_number, args=(name,)
    )
    unread = st.session_state.get(UNREAD, {}).pop(name, None)
    if unread is not None:
        st.warning(word(lang, "simulator.unread", text=quoted(unread), now=written(name, inputs[name], lang)))
    if name == "sim_budget":
        st.caption(rupiah(lang, int(inputs[name])))


def written(name: str, value: str, lang: str) -> str:
    """A value of the link as the reader writes it."""
    if not value:
        return ""
    if name in WHOLE:
        return number(lang, int(value))
    exact = Fraction(value)
    return decimal(lang, exact, digits=next(n for n in range(5) if (exact * 10**n).denominator == 1))


def _take_number(name: str) -> None:
    text = st.session_state[f"form_{name}"]
    value = read_number(text, whole=name in WHOLE)
    if value is not None:
        keep_input(name, str(int(value)) if name in WHOLE else f"{value:f}")
    elif text.strip():
        st.session_state[UNREAD] = {name: text}
    else:
        st.session_state[KEPT] = {each: kept for each, kept in st.session_state[KEPT].items() if each != name}


def _draw_switch(name: str, inputs: Inputs, lang: str, *, on: str, off: str) -> None:
    st.session_state[f"form_{name}"] = inputs[name] == on
    st.toggle(
        word(lang, f"simulator.input.{name}"),
        key=f"form_{name}",
        on_change=_take_switch,
        args=(name, on, off),
        wrap=True,
    )


def label_of(start: Start, name: str, code: str, lang: str) -> str:
    """What a code of a field is called."""
    called = names(lang)
    if name in ("sim_start", "sim_due"):
        return month(lang, code)
    if name == "sim_payer":
        return called.of("funding_source", code)
    if name == "sim_sector":
        return group_name(called, code)
    if name == "sim_near":
        return called.of("kecamatan", code)
    if name == "sim_block" and code == OFF:
        return word(lang, "simulator.months.needed")
    if name in ("sim_months", "sim_block", "sim_held", "sim_within"):
        return months_text(lang, int(code))
    if name == "sim_bracket":
        income = rupiah(lang, start.tariff.brackets[int(code)] or 0)
        return word(lang, "simulator.bracket", number=code, income=income)
    if name == "sim_target" and code in start.offer.ucj:
        return called.of("target", code)
    if name == "sim_target" and code == "selection" and start.basis.target is not None:
        return called.of("target", str(start.basis.target["id"]))
    return word(lang, f"{name.replace('sim_', 'simulator.')}.{code}")


def take_input(name: str) -> None:
    """In a callback: keep what was chosen in the field of `name`."""
    keep_input(name, str(st.session_state[f"form_{name}"]))


def _take_switch(name: str, on: str, off: str) -> None:
    keep_input(name, on if st.session_state[f"form_{name}"] else off)
