"""When must a company renew, as an entry of its calendar?"""

import datetime as dt
import uuid

from icalendar import Alarm, Calendar, Event

from dashboard.city import city
from dashboard.forms import month, number, rupiah
from dashboard.simulator_words import months_text
from dashboard.words import word
from simulator.company import CompanyAnswer

AHEAD = dt.timedelta(days=41)  # a board needs a month, a transfer some days
IDENTITY = uuid.UUID("0f5d5b1e-5d0e-5c56-8f6a-3d1a5a6c2b90")  # identifiers of reminders are made under it


def reminder(answer: CompanyAnswer, *, cost: int, lang: str, link: str, made_on: dt.date) -> bytes:
    """An iCalendar file (RFC 5545): the last day with cover, with an alarm that leaves time to renew.

    `cost` [rupiah] is that of renewing.
    """
    year, number_of_month = map(int, answer.renewal_month.split("-"))
    last_day = dt.date(year, number_of_month, 1) - dt.timedelta(days=1)
    event = Event()
    event.add("uid", uuid.uuid5(IDENTITY, link).urn)
    event.add("dtstamp", dt.datetime.combine(made_on, dt.time(), dt.UTC))
    event.add("dtstart", last_day)
    event.add("dtend", last_day + dt.timedelta(days=1))
    title = word(
        lang,
        "reminder.title",
        workers=number(lang, answer.workers),
        city=city().called(lang),
        end=month(lang, answer.end_month),
    )
    event.add("summary", title)
    event.add(
        "description",
        word(
            lang,
            "reminder.text",
            months=months_text(lang, answer.length),
            cost=rupiah(lang, cost),
            link=link,
        ),
    )
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -AHEAD)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Cakupan//reminder//ID")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
