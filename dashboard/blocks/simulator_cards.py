"""Which numbers stand beside the answer of the simulator?"""

from dashboard.blocks.parts import Card
from dashboard.forms import month, number, rupiah, share
from dashboard.simulator_words import months_text, workers_text
from dashboard.words import word
from simulator.city import CityAnswer, CityQuestion
from simulator.company import BudgetAnswer, BudgetQuestion, WorkersAnswer
from simulator.cover import Cover


def city_cards(lang: str, question: CityQuestion, answer: CityAnswer) -> tuple[Card, ...]:
    """People who are missing, their money, and whether they are covered when the target is due."""
    people = Card(
        label=word(lang, "simulator.card.people"),
        value=number(lang, answer.people_needed),
        note=word(
            lang,
            "simulator.card.people.note",
            target=number(lang, answer.target_workers),
            protected=number(lang, question.protected),
            universe=number(lang, question.universe),
        ),
    )
    if answer.people_needed == 0:
        return (people,)
    transport = answer.covers[0]
    active = "yes" if answer.is_active_at_target else "no"
    return (
        people,
        _total(lang, answer.total_idr, answer.people_needed, transport),
        Card(
            label=word(lang, "simulator.card.peak"),
            value=rupiah(lang, answer.peak.idr),
            note=word(lang, "simulator.card.peak.note", month=month(lang, answer.peak.month)),
        ),
        Card(
            label=word(lang, "simulator.card.drivers"),
            value=number(lang, transport.workers),
            note=word(
                lang,
                "simulator.card.drivers.note",
                people=workers_text(lang, answer.people_needed),
                unprotected=number(lang, question.unprotected_transport),
                all=number(lang, question.unprotected_transport + question.unprotected_other),
            ),
        ),
        Card(
            label=word(lang, "simulator.card.active"),
            value=word(lang, f"simulator.card.active.{active}"),
            note=word(
                lang,
                "simulator.card.active.note",
                due=month(lang, question.target_month),
                end=month(lang, answer.end_month),
                paid=number(lang, answer.months_paid_by_target),
                months=months_text(lang, question.months),
            ),
        ),
        *_saving(lang, answer.saving_if_relief_idr),
    )


def budget_cards(lang: str, question: BudgetQuestion, answer: BudgetAnswer) -> tuple[Card, ...]:
    """Whole covers, their price, what is left, and how many of the uncovered that is."""
    available = question.workers_available
    cards = [
        Card(
            label=word(lang, "simulator.card.covered"),
            value=number(lang, answer.workers),
            note=word(lang, "simulator.card.covered.unknown")
            if available is None
            else word(
                lang,
                "simulator.card.covered.note",
                share=share(lang, answer.workers, available),
                available=number(lang, available),
            ),
        ),
        _price(lang, answer.cover),
        Card(
            label=word(lang, "simulator.card.spent"),
            value=rupiah(lang, answer.spent_idr),
            note=_product(lang, answer.workers, answer.cover),
        ),
        Card(
            label=word(lang, "simulator.card.rest"),
            value=rupiah(lang, answer.rest_idr),
            note=word(lang, "simulator.card.rest.note", budget=rupiah(lang, question.budget_idr)),
        ),
    ]
    if answer.workers_if_relief > answer.workers:
        cards.append(
            Card(
                label=word(lang, "simulator.card.relief_workers"),
                value=number(lang, answer.workers_if_relief),
                note=word(lang, "simulator.card.relief.note"),
            )
        )
    return tuple(cards)


def workers_cards(lang: str, answer: WorkersAnswer) -> tuple[Card, ...]:
    """The price for all and for one."""
    return (
        _total(lang, answer.total_idr, answer.cover.workers, answer.cover),
        _price(lang, answer.cover),
        *_saving(lang, answer.saving_if_relief_idr),
    )


def _total(lang: str, total_idr: int, workers: int, cover: Cover) -> Card:
    label = word(lang, "simulator.card.total")
    return Card(label=label, value=rupiah(lang, total_idr), note=_product(lang, workers, cover))


def _product(lang: str, workers: int, cover: Cover) -> str:
    return word(
        lang,
        "simulator.card.total.note",
        workers=workers_text(lang, workers),
        months=months_text(lang, len(cover.months)),
        start=month(lang, cover.start_month),
        end=month(lang, cover.end_month),
    )


def _price(lang: str, cover: Cover) -> Card:
    rates = [each.idr_per_worker for each in cover.months]
    lowest, highest = rupiah(lang, min(rates)), rupiah(lang, max(rates))
    key = "simulator.card.price.same" if lowest == highest else "simulator.card.price.note"
    return Card(
        label=word(lang, "simulator.card.price"),
        value=rupiah(lang, cover.idr_per_worker),
        note=word(lang, key, months=months_text(lang, len(rates)), lowest=lowest, highest=highest),
    )


def _saving(lang: str, saving_idr: int) -> tuple[Card, ...]:
    if not saving_idr:
        return ()
    label, note = word(lang, "simulator.card.saving"), word(lang, "simulator.card.relief.note")
    return (Card(label=label, value=rupiah(lang, saving_idr), note=note),)
