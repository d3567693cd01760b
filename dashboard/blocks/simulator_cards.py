"""Which numbers stand beside the answer of the simulator, and by which formula does each come about?"""

from dashboard.blocks.parts import Card
from dashboard.forms import month, number, rupiah, share, signed
from dashboard.simulator_runs import answer_months, paid_span
from dashboard.simulator_words import months_text
from dashboard.words import word
from simulator.answer import Answer
from simulator.city import CityAnswer
from simulator.company import CompanyAnswer
from simulator.pace import Pace
from simulator.rounding import ONE

YEAR = 12  # [months]


def cards_of(lang: str, answer: Answer, year_ago: int | None) -> tuple[Card, ...]:
    """The numbers of an answer."""
    if isinstance(answer, CityAnswer):
        return (*_city(lang, answer), *_pace(lang, answer, year_ago))
    return _company(lang, answer)


def _city(lang: str, answer: CityAnswer) -> tuple[Card, ...]:
    place = answer.flow.months.index(answer.due)
    others, pledged = int(answer.flow.others[place].sum()), int(answer.pledged[place])
    base, due = month(lang, answer.scenario.base_month), month(lang, answer.due)
    universe, now = (int(each[0].sum()) for each in (answer.flow.universe, answer.flow.others))
    cards = [
        Card(
            label=word(lang, "simulator.card.gap"),
            value=number(lang, answer.gap_now),
            note=word(lang, "simulator.card.gap.note", month=base, universe=number(lang, universe)),
            help=word(
                lang,
                "simulator.how.gap",
                target=number(lang, answer.goal_now),
                protected=number(lang, now),
            ),
        )
    ]
    values = {
        "target": number(lang, answer.target_workers),
        "others": number(lang, others),
        "pledged": number(lang, pledged),
        "due": due,
        "base": base,
        "now": number(lang, now),
    }
    cards.append(
        Card(
            label=word(lang, "simulator.card.people"),
            value=number(lang, answer.people_needed),
            note=word(lang, "simulator.card.people.note", **values),
            help=word(lang, "simulator.how.people", **values),
        )
    )
    if not answer.total_idr:
        return tuple(cards)
    peak_month, peak_idr = answer.peak
    cards += [
        _total(lang, answer),
        Card(
            label=word(lang, "simulator.card.peak"),
            value=rupiah(lang, peak_idr),
            note=word(lang, "simulator.card.peak.note", month=month(lang, peak_month)),
            help=_products(lang, answer, answer.flow.months.index(peak_month)),
        ),
        _per_month(lang, answer),
        Card(
            label=word(lang, "simulator.card.capacity"),
            value=number(lang, answer.capacity_needed),
            note=word(
                lang,
                "simulator.card.capacity.note",
                start=month(lang, answer.scenario.start_month),
                due=month(lang, answer.scenario.goals[0].month),
            ),
            help=word(lang, "simulator.how.capacity"),
        ),
    ]
    return (*cards, *_saving(lang, answer))


def _pace(lang: str, answer: CityAnswer, year_ago: int | None) -> tuple[Card, ...]:
    """How fast the protected grew over a year, and when the gap would close at that pace."""
    if year_ago is None or answer.scenario.universe is not None:
        return ()
    now = int(answer.flow.others[0].sum())
    pace = Pace(before=year_ago, now=now, months=YEAR, gap=answer.gap_now)
    to_go = pace.months_to_go
    key = "never" if to_go is None else "there" if to_go == 0 else "later"
    return (
        Card(
            label=word(lang, "simulator.card.pace"),
            value=signed(lang, pace.a_month),
            note=word(lang, f"simulator.card.pace.{key}", months=months_text(lang, to_go or 0)),
            help=word(
                lang,
                "simulator.how.pace",
                now=number(lang, now),
                before=number(lang, year_ago),
                gap=number(lang, pace.gap),
            ),
        ),
    )


def _company(lang: str, answer: CompanyAnswer) -> tuple[Card, ...]:
    cards = [
        Card(
            label=word(lang, "simulator.card.covered"),
            value=number(lang, answer.workers),
            note=word(
                lang,
                f"simulator.card.covered.{answer.scenario.people}",
                share=share(lang, answer.workers, answer.available),
                available=number(lang, answer.available),
            ),
            help=_bought(lang, answer),
        ),
        _total(lang, answer),
    ]
    if answer.rest_idr is not None and answer.budget_idr is not None:
        budget, total = rupiah(lang, answer.budget_idr), rupiah(lang, answer.total_idr)
        cards.append(
            Card(
                label=word(lang, "simulator.card.rest"),
                value=rupiah(lang, answer.rest_idr),
                note=word(lang, "simulator.card.rest.note", budget=budget),
                help=word(lang, "simulator.how.rest", budget=budget, total=total),
            )
        )
    if not answer.workers:
        return tuple(cards)
    cards += [
        Card(
            label=word(lang, "simulator.card.coverage"),
            value=share(lang, answer.protected_after, answer.universe),
            note=word(
                lang,
                "simulator.card.coverage.note",
                before=share(lang, answer.protected_before, answer.universe),
                month=month(lang, answer.months[0]),
            ),
            help=word(
                lang,
                "simulator.how.coverage",
                before=number(lang, answer.protected_before),
                additional=number(lang, answer.additional),
                universe=number(lang, answer.universe),
            ),
        ),
        Card(
            label=word(lang, "simulator.card.renewal"),
            value=month(lang, answer.renewal_month),
            note=word(lang, "simulator.card.renewal.note", end=month(lang, answer.end_month)),
            help=word(lang, "simulator.how.renewal"),
        ),
        Card(
            label=word(lang, "simulator.card.additional"),
            value=number(lang, answer.additional),
            note=word(
                lang,
                "simulator.card.additional.note",
                workers=number(lang, answer.workers),
                months=number(lang, answer.additional_worker_months),
            ),
            help=word(lang, f"simulator.how.additional.{answer.scenario.people}"),
        ),
        _per_month(lang, answer),
    ]
    return (*cards, *_saving(lang, answer))


def _total(lang: str, answer: Answer) -> Card:
    span = paid_span(answer)
    note = ""
    if span:
        first, last = (month(lang, each) for each in span)
        note = word(lang, "simulator.card.total.note", start=first, end=last)
    iuran = int(answer.iuran.sum())
    text = word(
        lang,
        "simulator.how.total",
        iuran=rupiah(lang, iuran),
        overhead=rupiah(lang, answer.total_idr - iuran),
        total=rupiah(lang, answer.total_idr),
    )
    return Card(
        label=word(lang, "simulator.card.total"), value=rupiah(lang, answer.total_idr), note=note, help=text
    )


def _per_month(lang: str, answer: Answer) -> Card:
    """[rupiah] of one worker protected for one month, and what the sum is divided by."""
    worker_months = int(answer.by_group.sum())
    values = {"total": rupiah(lang, answer.total_idr), "worker_months": number(lang, worker_months)}
    return Card(
        label=word(lang, "simulator.card.per_month"),
        value=rupiah(lang, (answer.total_idr + worker_months // 2) // worker_months),
        note=word(lang, "simulator.card.per_month.note", **values),
        help=word(lang, "simulator.how.per_month", **values),
    )


def _saving(lang: str, answer: Answer) -> tuple[Card, ...]:
    if not answer.saving_if_relief_idr:
        return ()
    return (
        Card(
            label=word(lang, "simulator.card.saving"),
            value=rupiah(lang, answer.saving_if_relief_idr),
            note=word(lang, "simulator.card.relief.note"),
            help=word(lang, "simulator.how.saving"),
        ),
    )


def _bought(lang: str, answer: CompanyAnswer) -> str:
    return word(
        lang,
        f"simulator.how.{answer.scenario.question}",
        months=months_text(lang, answer.length),
        budget=rupiah(lang, answer.budget_idr or 0),
        available=number(lang, answer.available),
        overhead=share(lang, answer.scenario.overhead, ONE),
    )


def _products(lang: str, answer: Answer, place: int) -> str:
    """Workers x price of one month, group by group."""
    parts = [
        word(
            lang,
            "simulator.how.product",
            group=word(lang, f"transport.{'true' if group == 0 else 'false'}"),
            workers=number(lang, int(answer.by_group[place, group])),
            rate=rupiah(lang, int(answer.prices[place, group])),
        )
        for group in range(2)
        if answer.by_group[place, group]
    ]
    shown = month(lang, answer_months(answer)[place])
    return word(lang, "simulator.how.month", month=shown, parts=" + ".join(parts))
