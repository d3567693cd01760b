"""What does one what-if give: its sentence, its warnings, its numbers, its covers?"""

from dataclasses import dataclass

from dashboard.answers import place
from dashboard.blocks.parts import Card
from dashboard.blocks.simulator_cards import budget_cards, city_cards, workers_cards
from dashboard.choices import Selection
from dashboard.city import city
from dashboard.names import Names, names
from dashboard.simulator_inputs import Inputs, budget_question, city_question, workers_question
from dashboard.simulator_start import Start
from dashboard.simulator_words import (
    budget_sentence,
    caution_sentence,
    city_sentence,
    group_name,
    target_name,
    workers_sentence,
)
from simulator.cautions import Caution
from simulator.city import answer_city
from simulator.company import answer_budget, answer_workers
from simulator.cover import Cover


@dataclass(frozen=True, kw_only=True)
class Result:
    """What is shown of an answer. `covers` are those with workers."""

    sentence: str
    cautions: tuple[str, ...]
    cards: tuple[Card, ...]
    covers: tuple[Cover, ...]


def work_out(start: Start, inputs: Inputs, selection: Selection) -> Result:
    """Answer the question of the form. Raises ScenarioError."""
    work = {"city": _city, "budget": _budget, "workers": _workers}[inputs["sim_question"]]
    return work(start, inputs, selection, names(selection.lang))


def _city(start: Start, inputs: Inputs, selection: Selection, called: Names) -> Result:
    question = city_question(inputs, start.standing, start.basis)
    answer = answer_city(start.tariff, question)
    sentence = city_sentence(
        called,
        answer,
        inputs,
        target=target_name(called, inputs, start.basis),
        place=place(called, selection, city_name=city().called(called.lang)),
    )
    cards = city_cards(called.lang, question, answer)
    return _result(called, sentence, answer.cautions, cards, answer.covers)


def _budget(start: Start, inputs: Inputs, selection: Selection, called: Names) -> Result:  # noqa: ARG001
    question = budget_question(inputs, start.standing, start.transport_sectors)
    answer = answer_budget(start.tariff, question)
    sentence = budget_sentence(called.lang, answer, who=group_name(called, inputs["sim_sector"]))
    cards = budget_cards(called.lang, question, answer)
    return _result(called, sentence, answer.cautions, cards, (answer.cover,))


def _workers(start: Start, inputs: Inputs, selection: Selection, called: Names) -> Result:  # noqa: ARG001
    question = workers_question(inputs, start.transport_sectors)
    answer = answer_workers(start.tariff, question)
    sentence = workers_sentence(called.lang, answer, who=group_name(called, inputs["sim_sector"]))
    return _result(called, sentence, answer.cautions, workers_cards(called.lang, answer), (answer.cover,))


def _result(
    called: Names,
    sentence: str,
    cautions: tuple[Caution, ...],
    cards: tuple[Card, ...],
    covers: tuple[Cover, ...],
) -> Result:
    return Result(
        sentence=sentence,
        cautions=tuple(caution_sentence(called, caution) for caution in cautions),
        cards=cards,
        covers=tuple(cover for cover in covers if cover.workers),
    )
