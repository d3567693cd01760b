"""Since when is a change counted? Of a month, the day of a briefing, or a release: which month is meant?"""

import datetime as dt
import re

from dashboard import db

RELEASE = re.compile(r"\d{4}-\d{2}\.r\d{1,4}")
DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")  # as written in Indonesia, day first


def day_of(text: str) -> dt.date | None:
    """The day that a text names; None when it names none."""
    for form in DAY_FORMS:
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def month_of(text: str) -> str | None:
    """The published month that a month, a day or a release stands for; None when it stands for none.

    A day stands for the newest month that was published by then, a release (2026-06.r1) for its month.
    Raises ExtractMissing.
    """
    if text in db.state().periods:
        return text
    rows = db.run_query("revision_list").to_pylist()
    if RELEASE.fullmatch(text):
        return next((row["period"] for row in rows if row["revision_id"] == text), None)
    day = day_of(text)
    if day is None:
        return None
    known = [
        row["period"]
        for row in rows
        if row["generated_at"][:10] <= day.isoformat() and row["period"] in db.state().periods
    ]
    return max(known, default=None)
