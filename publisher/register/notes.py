"""What does the clerk read of a month that was counted: who was paid twice, and what looks wrong?"""

from collections.abc import Iterator, Sequence
from typing import Any

from publisher.register.alarms import Alarm, is_complete
from publisher.register.register import Counts
from publisher.text import number
from publisher.words import LANGUAGES, word


def overlap_lines(counts: Counts, period: str, lang: str) -> Iterator[str]:
    """Worker-months and rupiah paid for workers whom another payer had paid for, by pair of payers."""
    if not counts.overlaps:
        return
    spent = number(sum(pair.iuran_idr for pair in counts.overlaps), lang)
    months = number(counts.paid_twice, lang)
    yield word(lang, "overlap.title", period=period, worker_months=months, iuran_idr=spent)
    for pair in counts.overlaps:
        yield "- " + word(
            lang, "overlap.pair", counted_under=pair.counted_under, also_paid_by=pair.also_paid_by,
            worker_months=number(pair.worker_months, lang), iuran_idr=number(pair.iuran_idr, lang),
        )  # fmt: skip


def alarm_lines(alarms: Sequence[Alarm], period: str, lang: str) -> Iterator[str]:
    """What looks wrong, one thing a line, and whether the month is incomplete for it."""
    if not alarms:
        return
    yield word(lang, "alarms.title", period=period)
    yield from (f"- {alarm.sentence(lang)}" for alarm in alarms)
    if not is_complete(alarms):
        yield word(lang, "alarms.incomplete", period=period)


def notes_json(counts: Counts, alarms: Sequence[Alarm]) -> dict[str, Any]:
    """The same for the verdict as JSON, sentences in every language."""
    return {
        "complete": is_complete(alarms),
        "overlaps": [vars(pair) for pair in counts.overlaps],
        "alarms": [
            {
                "rule": alarm.rule,
                "values": alarm.values,
                "sentence": {lang: alarm.sentence(lang) for lang in LANGUAGES},
            }
            for alarm in alarms
        ],
    }
