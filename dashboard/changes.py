"""What is compared with what on the page of changes, and how is the change said in one sentence?"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from dashboard import db
from dashboard.answers import payer, place
from dashboard.choices import Notice, repeated
from dashboard.city import city
from dashboard.filters import show_notices
from dashboard.forms import date, listed, month, number, points, revision, share, signed
from dashboard.frame import View
from dashboard.incomplete import is_incomplete
from dashboard.names import names
from dashboard.since import day_of, month_of
from dashboard.words import word

Row = Mapping[str, Any]
SINCE = "since"  # parameter of the URL: the earlier month, or a day or release that stands for it
LONGEST = 40  # letters of what is typed
SLICE = ("opd", "sector", "funding_source")
REASONS = {"enrolled": 1, "lapsed": -1, "ended": -1, "moved": 1, "corrected": 1}  # what a person of each adds
SIGNED = ("moved", "corrected")  # these can go either way


def earlier_months(view: View) -> tuple[str, ...]:
    """Published months before the chosen one, latest first."""
    return tuple(sorted((each for each in db.state().periods if each < view.selection.period), reverse=True))


def month_before(view: View) -> str | None:
    """The published month before the chosen one; None for the first."""
    earlier = earlier_months(view)
    return earlier[0] if earlier else None


def settle_since(view: View) -> str | None:
    """The earlier month that the URL asks for by month, day or release, or the one before, with notices.

    None for the first month.
    """
    given = st.query_params.get_all(SINCE)
    notices = repeated(SINCE, given)
    found = month_of(given[-1]) if given else None
    if found is not None and found in earlier_months(view):
        show_notices(notices, view.lang)
        return found
    if given:
        notices.append(Notice(key=_refusal(given[-1], found), values={"name": SINCE, "value": given[-1]}))
    show_notices(notices, view.lang)
    return month_before(view)


def _refusal(asked: str, found: str | None) -> str:
    """Why what was asked for is no earlier month."""
    if found is not None:
        return "notice.since_later"
    return "notice.since_early" if day_of(asked) else "notice.unknown_value"


def pick_since(view: View, since: str | None) -> None:
    """Draw the choice of the earlier month; it is kept in the URL."""
    if since is None:
        return
    st.session_state["filter_since"] = since
    st.selectbox(
        word(view.lang, "changes.since"),
        earlier_months(view),
        key="filter_since",
        format_func=lambda period: month(view.lang, period),
        on_change=_take,
        width=280,
    )


def _take() -> None:
    st.query_params[SINCE] = st.session_state["filter_since"]


def pick_day(view: View, since: str | None) -> None:
    """Draw the field for a day or a release instead of a month; it is kept in the URL."""
    if since is None:
        return
    given = st.query_params.get(SINCE, "")
    st.session_state["filter_since_day"] = "" if given in db.state().periods else given[:LONGEST]
    st.text_input(
        word(view.lang, "since.day"),
        key="filter_since_day",
        placeholder=word(view.lang, "since.day.example"),
        max_chars=LONGEST,
        on_change=_take_day,
        width=280,
    )


def _take_day() -> None:
    typed = st.session_state["filter_since_day"].strip()
    if typed:
        st.query_params[SINCE] = typed
    elif SINCE in st.query_params:
        del st.query_params[SINCE]


def tell_since(view: View, since: str | None) -> None:
    """Draw which month a day or a release of the URL stands for."""
    lang, given = view.lang, st.query_params.get(SINCE, "")
    if since is None or given == since or month_of(given) != since:
        return
    day = day_of(given)
    if day:
        told = word(lang, "since.told.day", day=date(lang, day.isoformat()), month=month(lang, since))
    else:
        told = word(lang, "since.told.release", release=revision(given), month=month(lang, since))
    st.caption(told)


def change_parameters(view: View, since: str | None) -> dict[str, str | None]:
    return {**view.selection.parameters("period", *SLICE), "since": since}


def change_row(view: View, since: str | None) -> Row | None:
    """The parts of the change; None when there is no earlier month or nobody in the slice."""
    if since is None:
        return None
    rows = db.run_query("change_headline", **change_parameters(view, since)).to_pylist()
    return rows[0] if rows else None


def change_answer(view: View, since: str | None, row: Row | None) -> str:
    """The change in one sentence with its reasons."""
    lang = view.lang
    called = names(lang)
    values = {
        "period": month(lang, view.selection.period),
        "place": place(called, view.selection, city_name=city().called(lang)),
        "payer": payer(called, view.selection),
    }
    if row is None:
        return word(lang, "answer.changes.first" if since is None else "answer.changes.empty", **values)
    if is_incomplete(view.selection.period):
        return word(lang, "answer.changes.incomplete", **values)
    moved = row["change_active"]
    direction = "up" if moved > 0 else "down" if moved < 0 else "same"
    sentence = word(
        lang,
        f"answer.changes.{direction}",
        **values,
        since=month(lang, row["since"]),
        change=number(lang, abs(moved)),
        before=number(lang, row["active_before"]),
        after=number(lang, row["active_after"]),
    )
    parts = [reason_clause(lang, reason, row[reason]) for reason in REASONS if row[reason]]
    return f"{sentence}: {listed(lang, parts)}." if parts else f"{sentence}."


def reason_clause(lang: str, reason: str, people: int) -> str:
    """How many people one reason moved: "1.234 baru"."""
    counted = signed(lang, people) if reason in SIGNED else number(lang, people)
    return word(lang, f"changes.{reason}.clause", people=counted)


def coverage_sentence(lang: str, row: Row) -> str:
    """What the change did to coverage: by people, and by a longer or shorter list."""
    if not row["universe_before"] or not row["universe_after"]:
        return word(lang, "changes.coverage.none")
    same = row["universe_before"] == row["universe_after"]
    return word(
        lang,
        "changes.coverage.same" if same else "changes.coverage",
        before=share(lang, row["active_before"], row["universe_before"]),
        after=share(lang, row["active_after"], row["universe_after"]),
        people=points(lang, Decimal(str(row["rate_by_people"])), digits=2),
        list=points(lang, Decimal(str(row["rate_by_universe"])), digits=2),
        universe_before=number(lang, row["universe_before"]),
        universe_after=number(lang, row["universe_after"]),
    )
