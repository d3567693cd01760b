"""Which figure is the number that a reader brings along?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.check_number import LONGEST_TEXT, MOST_DIGITS, MOST_NUMBERS, Known, Written, find, read_numbers
from dashboard.forms import number, quoted, short_month
from dashboard.frame import View
from dashboard.group_figures import group_figures
from dashboard.kept import kept
from dashboard.known_figures import address, exact, known_figures, what, when
from dashboard.names import Names, names
from dashboard.tables import Column, show_table
from dashboard.words import word

MOST_SHOWN = 40  # matches shown of one number


@dataclass(frozen=True, kw_only=True)
class Same:
    """One line of the answer: what is counted, its value, and the figures that say so, newest first."""

    what: str
    exact: str
    figures: tuple[Known, ...]


def check_text(view: View) -> None:
    """A box for a number or a sentence, and every figure that it can be."""
    lang = view.lang
    st.subheader(word(lang, "check.title"), anchor=False)
    text = st.text_area(
        word(lang, "check.label"),
        key="check_text",
        max_chars=LONGEST_TEXT,
        height=80,
        placeholder=word(lang, "check.example"),
    )
    st.button(word(lang, "check.button"), icon=":material/search:")
    st.caption(word(lang, "check.help"))
    if text and text.strip():
        show_matches(view, text)


@kept
def show_matches(view: View, text: str) -> None:
    """Each number of `text` with the figures that it equals or that round to it."""
    lang = view.lang
    numbers = read_numbers(text)
    if len(text) > LONGEST_TEXT:
        st.caption(word(lang, "check.cut", letters=number(lang, LONGEST_TEXT)))
    if len(numbers) == MOST_NUMBERS:
        st.caption(word(lang, "check.many", numbers=MOST_NUMBERS))
    if not numbers:
        st.markdown(word(lang, "check.no_number", digits=MOST_DIGITS))
        return
    called = names(lang)
    matches = {
        each: alike(called, [*found, *group_figures(each)])
        for each, found in find(numbers, known_figures()).items()
    }
    st.markdown("\n".join(f"- {_verdict(lang, each, found)}" for each, found in matches.items()))
    if not all(matches.values()):
        st.markdown(word(lang, "check.nothing_why"))
    rows = [
        {"text": each.text, "same": same} for each, found in matches.items() for same in found[:MOST_SHOWN]
    ]
    if rows:
        _show_found(view, rows)


def alike(called: Names, found: Sequence[Known]) -> list[Same]:
    """The same figure with the same value in several months taken together, its newest month first."""
    together: dict[tuple[str, str, str], list[Known]] = {}
    for known in found:
        statement = "" if "period" in known.row else f"{known.origin} {known.row['id']}"  # each stands alone
        key = (what(called, known), exact(called.lang, known), statement)
        together.setdefault(key, []).append(known)
    return [Same(what=name, exact=value, figures=tuple(each)) for (name, value, _), each in together.items()]


def span(lang: str, same: Same) -> str:
    """When it was so: a day, a month, or the first and the last of several months."""
    newest, oldest = same.figures[0], same.figures[-1]
    if len(same.figures) == 1:
        return when(lang, newest)
    return word(
        lang,
        "check.months",
        first=short_month(lang, oldest.row["period"]),
        last=short_month(lang, newest.row["period"]),
        months=number(lang, len(same.figures)),
    )


def _verdict(lang: str, written: Written, found: Sequence[Same]) -> str:
    key = "check.nothing" if not found else "check.found_many" if len(found) > MOST_SHOWN else "check.found"
    return word(
        lang,
        key,
        text=quoted(written.text),
        count=len(found),
        found=f"**{number(lang, len(found))}**",
        shown=number(lang, MOST_SHOWN),
    )


def _show_found(view: View, rows: list[dict[str, Any]]) -> None:
    lang = view.lang
    show_table(
        rows,
        [
            Column(head=word(lang, "check.yours"), cell=lambda row: row["text"], is_number=False),
            Column(
                head=word(lang, "check.open"),
                cell=lambda row: address(lang, row["same"].figures[0]),
                is_number=False,
                link=word(lang, "check.open"),
            ),
            Column(head=word(lang, "check.equals"), cell=lambda row: row["same"].what, is_number=False),
            Column(head=word(lang, "check.exact"), cell=lambda row: row["same"].exact, is_number=False),
            Column(head=word(lang, "check.when"), cell=lambda row: span(lang, row["same"]), is_number=False),
        ],
        alt=word(lang, "check.alt"),
    )
