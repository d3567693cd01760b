"""What does one what-if give: its sentence, its warnings, its numbers?"""

from dataclasses import dataclass

from dashboard.answers import place
from dashboard.blocks.parts import Card
from dashboard.blocks.simulator_cards import cards_of
from dashboard.city import city
from dashboard.frame import View
from dashboard.names import names
from dashboard.simulator_inputs import Inputs
from dashboard.simulator_start import Start, answered, inputs_key, starting_point
from dashboard.simulator_words import (
    caution_sentence,
    city_sentence,
    company_sentence,
    group_name,
    target_name,
)
from dashboard.words import word
from simulator.answer import Answer
from simulator.city import CityAnswer
from simulator.errors import ScenarioError


@dataclass(frozen=True, kw_only=True)
class Result:
    """An answer and what is said of it."""

    start: Start
    answer: Answer
    sentence: str
    before: tuple[str, ...]  # what the law makes of it, to be read before the price
    after: tuple[str, ...]
    cards: tuple[Card, ...]


def work_out(view: View, inputs: Inputs) -> Result:
    """Answer the question of the form. Raises ScenarioError."""
    start = starting_point(view.revision, view.selection)
    if start is None:
        raise ScenarioError("nobody_there", value=view.selection.sector or view.selection.opd or "")
    answer = answered(view.revision, view.selection, inputs_key(inputs))
    called = names(view.lang)
    where = place(called, view.selection, city_name=city().called(view.lang))
    if isinstance(answer, CityAnswer):
        target = target_name(called, inputs, start.offer)
        sentence = city_sentence(called, answer, target=target, place=where)
    else:
        sentence = company_sentence(called, answer, who=who_text(view, inputs, where))
    return Result(
        start=start,
        answer=answer,
        sentence=sentence,
        before=tuple(caution_sentence(called, each) for each in answer.cautions if each.is_law),
        after=tuple(caution_sentence(called, each) for each in answer.cautions if not each.is_law),
        cards=cards_of(view.lang, answer, start.year_ago),
    )


def who_text(view: View, inputs: Inputs, where: str) -> str:
    """The people that a company's question is about."""
    who = group_name(names(view.lang), inputs["sim_sector"])
    return word(view.lang, f"simulator.who.{inputs['sim_people']}", who=who, place=where)
