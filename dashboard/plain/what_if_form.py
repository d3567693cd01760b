"""What does the plain form of the simulator ask? The fields of the portal's form, all at once.

Without a script nothing appears or goes when a question is chosen, so each field says when it counts.
"""

from dashboard.choices import choices
from dashboard.forms import month
from dashboard.frame import View
from dashboard.names import names
from dashboard.plain.parts import Field, Form
from dashboard.simulator_form import label_of, written
from dashboard.simulator_inputs import Inputs
from dashboard.simulator_start import Start
from dashboard.words import word
from simulator.scenario import QUESTIONS

SLICES = ("period", "opd", "sector", "kecamatan", "funding_source")
# Fields that only some questions read; all others count in each.
READ_BY = {
    "sim_target": ("city",),
    "sim_share": ("city",),
    "sim_number": ("city",),
    "sim_due": ("city",),
    "sim_held": ("city",),
    "sim_block": ("city",),
    "sim_capacity": ("city",),
    "sim_budget": ("budget", "months"),
    "sim_workers": ("workers", "months"),
    "sim_months": ("budget", "workers"),
    "sim_people": ("budget", "workers", "months"),
    "sim_sector": ("budget", "workers", "months"),
    "sim_within": ("budget", "workers", "months"),
}
ASKED = (
    *("sim_target", "sim_share", "sim_number", "sim_due"),
    *("sim_budget", "sim_workers", "sim_months"),
)
MORE = (
    *("sim_held", "sim_block", "sim_capacity", "sim_start", "sim_payer", "sim_relief", "sim_package"),
    *("sim_bracket", "sim_overhead", "sim_growth", "sim_people", "sim_within", "sim_sector", "sim_rule"),
    "sim_near",
)


def form_of(start: Start, inputs: Inputs, view: View) -> Form:
    """The form with what is in force."""
    lang = view.lang
    question = Field(
        name="sim_question",
        label=word(lang, "simulator.input.sim_question"),
        value=inputs["sim_question"],
        options={code: word(lang, f"simulator.question.{code}") for code in QUESTIONS},
        radio=True,
    )
    return Form(
        title=word(lang, "plain.form"),
        fields=(question, *(_field(start, inputs, name, lang) for name in ASKED)),
        more=(*_slice(view), *(_field(start, inputs, name, lang) for name in MORE)),
    )


def _field(start: Start, inputs: Inputs, name: str, lang: str) -> Field:
    codes = start.fields[name].codes
    asked = READ_BY.get(name, ())
    questions = ", ".join(word(lang, f"simulator.question.{code}").lower() for code in asked)
    return Field(
        name=name,
        label=word(lang, f"simulator.input.{name}"),
        value=inputs[name] if codes else written(name, inputs[name], lang),
        options={code: _called(start, name, code, lang) for code in codes},
        note=word(lang, "plain.counts_for", questions=questions) if asked else "",
    )


def _called(start: Start, name: str, code: str, lang: str) -> str:
    if name == "sim_relief":
        return word(lang, f"plain.relief.{code}")
    return label_of(start, name, code, lang)


def _slice(view: View) -> tuple[Field, ...]:
    """Whose cover is asked about, and from which month on."""
    lang, called, offered = view.lang, names(view.lang), choices()
    chosen = view.selection.parameters(*SLICES)

    def told(name: str, code: str) -> str:
        if name == "period":
            return month(lang, code)
        return called.of(name, code) if code else word(lang, f"filter.{name}.all")

    return tuple(
        Field(
            name=name,
            label=word(lang, f"filter.{name}"),
            value=chosen[name] or "",
            options={code: told(name, code) for code in offered[name].codes},
        )
        for name in SLICES
    )
