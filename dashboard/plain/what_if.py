"""What would more cover cost, and what does a budget buy? A plain form, answered by the simulator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.blocks import simulator_months
from dashboard.blocks.parts import stamp_of
from dashboard.blocks.simulator_answer import Result, work_out
from dashboard.blocks.summary import figure_of
from dashboard.choices import choices, read_parameters
from dashboard.filters import notice_sentences, page_url
from dashboard.forms import quoted
from dashboard.frame import View
from dashboard.names import names
from dashboard.number_reader import read_number
from dashboard.plain.address import Address
from dashboard.plain.making import making_of
from dashboard.plain.parts import Link, Page, Section
from dashboard.plain.tables import table_of
from dashboard.plain.views import page_of, shown_view
from dashboard.plain.what_if_form import SLICES, form_of
from dashboard.simulator_form import WHOLE, written
from dashboard.simulator_inputs import PREFIX, TYPED, Inputs, changed, read_inputs
from dashboard.simulator_start import Start, starting_point
from dashboard.simulator_words import error_sentence
from dashboard.words import word
from simulator.errors import ScenarioError, TariffError

Given = Mapping[str, Sequence[str]]
UNASKED = ("sim_link", "sim_kept")  # of the portal's own page
NUMBERS = tuple(
    name for name, pattern in TYPED.items() if pattern.pattern.startswith("-?")
)  # typed fields that hold one number


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What was asked: the view, the fields of the form, and what was not followed."""

    view: View
    start: Start
    inputs: Inputs
    told: tuple[str, ...]


def what_if_page(address: Address, *, origin: str, given: Given) -> Page:
    """The form with its answer; `given` is what the address asks for, which anybody can write.

    Raises ExtractMissing.
    """
    view, told = _view(address, origin=origin, given=given)
    lang = view.lang
    try:
        start = starting_point(view.revision, view.selection)
    except TariffError as error:
        return _refused(address, view, (*told, error_sentence(names(lang), error)))
    if start is None:
        return _refused(address, view, (*told, word(lang, "simulator.empty")))
    inputs, notices = _inputs(start, given, lang)
    asked = _Asked(view=view, start=start, inputs=inputs, told=(*told, *notices))
    try:
        return _answered(address, asked, work_out(view, inputs))
    except ScenarioError as error:
        refused = (*asked.told, error_sentence(names(lang), error))
        return _refused(address, view, refused, asked)


def _view(address: Address, *, origin: str, given: Given) -> tuple[View, tuple[str, ...]]:
    offered = {name: choice for name, choice in choices().items() if name in SLICES}
    own = [name for name in given if name.startswith(PREFIX)]
    values, notices = read_parameters(given, offered, page_keys=own)
    view = shown_view(address, origin=origin, asked=values)
    return view, tuple(notice_sentences(notices, view.lang))


def _inputs(start: Start, given: Given, lang: str) -> tuple[Inputs, tuple[str, ...]]:
    """The fields, numbers read as people write them; an empty one is not asked."""
    fields = {name: choice for name, choice in start.fields.items() if name not in UNASKED}
    asked: dict[str, list[str]] = {}
    unread = []
    for name, found in given.items():
        if not name.startswith(PREFIX) or not found[-1].strip():
            continue
        if name not in NUMBERS:
            asked[name] = list(found)
            continue
        value = read_number(found[-1], whole=name in WHOLE)
        if value is None:
            now = written(name, start.fields[name].default, lang)
            unread.append(word(lang, "simulator.unread", text=quoted(found[-1]), now=now))
        else:
            asked[name] = [str(int(value)) if name in WHOLE else f"{value:f}"]
    values, notices = read_inputs(asked, fields)
    every = {name: choice.default for name, choice in start.fields.items()} | values
    return every, (*unread, *notice_sentences(notices, lang))


def _answered(address: Address, asked: _Asked, result: Result) -> Page:
    view = asked.view
    lang = view.lang
    months, columns = simulator_months.months_of(lang, result.answer)
    title = word(lang, "simulator.table.title")
    return page_of(
        address,
        view,
        title=word(lang, "page.simulator.title"),
        answer=result.sentence,
        portal=_portal(asked),
        cards=result.cards,
        stamp=stamp_of(lang, view.selection.period),
        before=(*asked.told, *result.before),
        after=result.after,
        form=form_of(asked.start, asked.inputs, view),
        sections=(
            Section(
                title=title,
                table=table_of(months, columns, caption=word(lang, "simulator.table.alt")),
                making=making_of(figure_of(view), view),
            ),
        ),
    )


def _refused(address: Address, view: View, told: tuple[str, ...], asked: _Asked | None = None) -> Page:
    """The page without an answer: it says why, and the form stays to be changed."""
    lang = view.lang
    return page_of(
        address,
        view,
        title=word(lang, "page.simulator.title"),
        answer=word(lang, "plain.no_answer"),
        portal=_portal(asked) if asked else Link(href="/simulator", text=word(lang, "plain.portal")),
        before=told,
        form=form_of(asked.start, asked.inputs, view) if asked else None,
    )


def _portal(asked: _Asked) -> Link:
    """The same what-if in the portal."""
    own = changed(asked.inputs, asked.start.fields)
    href = page_url("/simulator", asked.view.selection, **own)
    return Link(href=href, text=word(asked.view.lang, "plain.portal"))
