"""What does the screen say about its own numbers: how old they are, what is late, what is wrong?

Sentences that the browser must be able to say without the server travel with the numbers; {time} in them is
filled in there.
"""

import datetime as dt
from typing import Any

from babel import Locale

from dashboard import clock, db
from dashboard.answers import place
from dashboard.city import city
from dashboard.documents.source import source_line
from dashboard.forms import date, month, number
from dashboard.frame import View, problem_sentence
from dashboard.freshness import Freshness, freshness, freshness_sentences
from dashboard.names import names
from dashboard.problems import EFFECT_CODES
from dashboard.words import word

Words = dict[str, str]
TIME = "{time}"  # filled in by the browser


def status(view: View, notices: tuple[str, ...]) -> Words:
    """The sentences around the slides, by where they stand. Raises ExtractMissing."""
    lang, period = view.lang, view.selection.period
    source = db.source_of("coverage", period)
    published = date(lang, source.generated_at)
    kept = {"month": month(lang, period), "published": published}
    found = freshness(clock.today())
    return {
        "data": _age(lang, period, source.generated_at),
        "calm": freshness_sentences(lang, found)[0] if found and not found.is_late else "",
        "warning": " ".join((*_problems(lang), *_late(lang, found), *notices)),
        "kept": word(lang, "screen.kept", **kept),
        "lost": word(lang, "screen.lost", time=TIME, **kept),
        "missing": word(lang, "screen.missing", **kept),
        "banner": word(lang, "screen.synthetic") if db.state().synthetic else "",
        "source": source_line(
            lang,
            place=place(names(lang), view.selection, city_name=city().called(lang)),
            period=period,
        ),
    }


def status_without_numbers(lang: str, why: str) -> Words:
    """The same when there is nothing to show."""
    empty = dict.fromkeys(("data", "calm", "kept", "banner", "source"), "")
    return {**empty, "warning": why, "lost": word(lang, "screen.lost_empty", time=TIME), "missing": ""}


def fixed_words(lang: str) -> dict[str, Any]:
    """What the browser says by itself: clock, pause, connection."""
    days = Locale.parse(lang).days["format"]["wide"]
    months = Locale.parse(lang).months["format"]["wide"]
    values = {name: f"{{{name}}}" for name in ("day", "date", "month", "year", "hour", "minute")}
    return {
        "days": [days[day] for day in range(7)],  # Monday first
        "months": [months[each] for each in range(1, 13)],
        "clock": word(lang, "screen.clock", **values),
        "time": word(lang, "screen.time", **values),
        "back": word(lang, "screen.back", time=TIME),
        "paused": word(lang, "screen.paused"),
        "place": word(lang, "screen.place", place="{place}", count="{count}"),
        "zone": int(clock.WIB.utcoffset(None) / dt.timedelta(minutes=1)),  # [minutes]
    }


def _age(lang: str, period: str, generated_at: str) -> str:
    """The month of the numbers and how long ago they came out."""
    state = db.state()
    days = (clock.today() - dt.date.fromisoformat(generated_at[:10])).days
    key = "screen.data.today" if days == 0 else "screen.data.ago"
    if days < 0:  # the clock of the machine went wrong, or that of the publisher
        key = "screen.data.on"
    told = word(
        lang,
        key,
        month=month(lang, period),
        count=days,
        days=number(lang, days),
        published=date(lang, generated_at),
    )
    if period == state.latest_period:
        return told
    return f"{told} {word(lang, 'screen.data.older', latest=month(lang, state.latest_period))}"


def _problems(lang: str) -> list[str]:
    """What the reader must know of defects in the files; their causes stand on the pages."""
    found = [problem for problem in db.state().problems if problem.code in EFFECT_CODES]
    return [problem_sentence(problem, lang).replace("`", "") for problem in found]


def _late(lang: str, found: Freshness | None) -> list[str]:
    """What is past its day: the next month, and lists that a published month still waits for."""
    if found is None:
        return []
    sentences = []
    if found.days_late:
        values = {"month": month(lang, found.next_period), "due": date(lang, found.due_on.isoformat())}
        days = number(lang, found.days_late)
        sentences.append(word(lang, "screen.late", **values, count=found.days_late, days=days))
    for each in found.awaited:
        if each.days_late:
            senders = number(lang, len(each.senders))
            days = number(lang, each.days_late)
            values = {"month": month(lang, each.period), "senders": senders, "days": days}
            sentences.append(word(lang, "screen.late_lists", **values, count=each.days_late))
    return sentences
