"""Why did the number of protected workers move: the sentence, the reasons as bars and as a table."""

from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard.blocks.parts import Figure, show_drawing, with_making
from dashboard.change_chart import waterfall_spec
from dashboard.changes import (
    REASONS,
    SINCE,
    change_answer,
    change_parameters,
    change_row,
    coverage_sentence,
    earlier_months,
)
from dashboard.drawing import Drawing
from dashboard.forms import month, number, signed
from dashboard.frame import View
from dashboard.incomplete import is_incomplete
from dashboard.kept import kept
from dashboard.tables import Column, show_reading_table
from dashboard.words import word

ALWAYS = ("enrolled", "lapsed", "ended")  # drawn even when nobody


@kept
def show_answer(view: View, since: str | None) -> None:
    """The change in one sentence with its reasons, and what it did to coverage."""
    row = change_row(view, since)
    st.header(change_answer(view, since, row), anchor=False)
    if row is not None and not is_incomplete(view.selection.period):
        st.markdown(coverage_sentence(view.lang, row))


@kept
def show_chart(view: View, since: str | None) -> None:
    """The reasons as bars that lead from no change to the whole one."""
    drawn = drawing(view, since)
    if drawn is not None:
        show_drawing(drawn, view)


def drawing(view: View, since: str | None) -> Drawing | None:
    """The reasons of a change as steps; None when there is no earlier month or nobody."""
    lang, row = view.lang, change_row(view, since)
    if row is None:
        return None
    drawn: list[dict[str, Any]] = []
    reached = 0
    for reason, sign in REASONS.items():
        adds = sign * row[reason]
        if adds or reason in ALWAYS:
            role = "adds" if adds >= 0 else "takes"
            drawn.append(_bar(lang, word(lang, f"changes.{reason}"), reached, reached + adds, role))
            reached += adds
    whole = word(lang, "changes.total")
    drawn.append(_bar(lang, whole, 0, row["change_active"], "total"))
    for position, bar in enumerate(drawn):
        bar["position"] = position
    title = word(
        lang,
        "chart.changes.title",
        since=month(lang, row["since"]),
        period=month(lang, view.selection.period),
        change=signed(lang, row["change_active"]),
    )
    if is_incomplete(view.selection.period):
        title = word(lang, "incomplete.provisional", title=title)
    return Drawing(
        spec=waterfall_spec(lang=lang, theme=view.theme),
        rows=pa.Table.from_pylist(drawn),
        title=title,
        alt=f"{title}. {'; '.join(bar['label'] for bar in drawn)}.",
        query="change_headline",
        legend={},
    )


def _bar(lang: str, name: str, start: int, stop: int, role: str) -> dict[str, Any]:
    adds = signed(lang, stop - start)
    return {
        "name": name,
        "label": f"{name}: {adds}",
        "start": start,
        "stop": stop,
        "role": role,
        "adds": adds,
    }


@kept
def show_parts(view: View, since: str | None) -> None:
    """The same as a table, with what each reason means and those that add nobody."""
    lang, row = view.lang, change_row(view, since)
    if row is None:
        return
    lines = [("enrolled", 1), ("renewed", 0), *list(REASONS.items())[1:]]
    shown = [
        {"reason": reason, "people": number(lang, abs(row[reason])), "adds": signed(lang, sign * row[reason])}
        for reason, sign in lines
    ]
    listed_change = row["universe_after"] - row["universe_before"]
    shown.append({"reason": "denominator", "people": signed(lang, listed_change), "adds": number(lang, 0)})
    shown.append({"reason": "total", "people": "", "adds": signed(lang, row["change_active"])})
    show_reading_table(
        shown,
        [
            Column(head=word(lang, "changes.reason"), cell=lambda line: _explained(lang, line["reason"])),
            Column(head=word(lang, "changes.people"), cell=lambda line: line["people"]),
            Column(head=word(lang, "changes.adds"), cell=lambda line: f"**{line['adds']}**"),
        ],
        alt=word(lang, "changes.parts.alt"),
    )
    if len([each for each in earlier_months(view) if each >= row["since"]]) > 1:
        st.caption(word(lang, "changes.summed"))


def _explained(lang: str, reason: str) -> str:
    name, meaning = word(lang, f"changes.{reason}"), word(lang, f"changes.{reason}.means")
    return f"**{name}**  \n:small[:gray[{meaning}]]"


@with_making
def show_making(view: View, since: str | None) -> Figure | None:
    """How the numbers were made."""
    lang, row = view.lang, change_row(view, since)
    if row is None:
        return None
    return Figure(
        definition=word(lang, "figure.changes.definition"),
        numerator=word(lang, "figure.changes.numerator"),
        denominator=word(lang, "figure.changes.denominator", since=month(lang, row["since"])),
        query="change_headline",
        params=change_parameters(view, since),
        page_parameters={SINCE: row["since"]},
    )
