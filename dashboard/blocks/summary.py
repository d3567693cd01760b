"""How many workers are protected, of how many, and how far is the target?"""

from decimal import Decimal
from typing import Any

import streamlit as st

from dashboard.answers import change, coverage_numerator, summary_answer
from dashboard.basis import Basis, basis_of, headline_row
from dashboard.blocks.breakdown import part_of
from dashboard.blocks.parts import Card, Figure, show_cards, with_making
from dashboard.city import city
from dashboard.denominators import doubt
from dashboard.filters import show_notices, simulator_url
from dashboard.forms import month, number, points, share, short_month, signed
from dashboard.frame import View
from dashboard.incomplete import is_incomplete
from dashboard.kept import kept
from dashboard.names import Names, names
from dashboard.words import word

STATUSES = ("one_month", "lapsed", "never")


@kept
def show_answer(view: View) -> None:
    """The sentence, and the numbers it stands on."""
    basis, row = basis_of(view.selection), _row(view)
    show_notices(basis.notices, view.lang)
    sentence, cards = answer_of(view)
    st.header(sentence, anchor=False)
    if cards:
        show_cards(cards, view)
        if view.selection.is_whole_city and (told := doubt(view.lang, basis.denominator, row["active"])):
            st.caption(told)
        st.link_button(
            word(view.lang, "simulate.gap"), simulator_url(view.selection), icon=":material/calculate:"
        )


def answer_of(view: View) -> tuple[str, list[Card]]:
    """The sentence, and the numbers it stands on: none where nobody is."""
    basis, row, called = basis_of(view.selection), _row(view), names(view.lang)
    sentence = summary_answer(called, row, basis, view.selection, city_name=city().called(view.lang))
    return sentence, _cards(called, row, basis) if row["universe"] else []


def _row(view: View) -> dict[str, Any]:
    row = headline_row(view.selection, basis_of(view.selection))
    if is_incomplete(view.selection.period):
        # What is not reported yet would look like workers who fell off.
        row |= {name: None for name in row if name.startswith("change_")}
    return row


def _cards(called: Names, row: dict[str, Any], basis: Basis) -> list[Card]:
    lang = called.lang
    count = {name: number(lang, row[name]) for name in ("universe", "registered", "active", *STATUSES)}
    rate = row["change_rate"]
    cards = [
        Card(
            label=word(lang, "card.active"),
            value=count["active"],
            note=f"{part_of(lang, row['active'], row['universe'])}. {change(lang, row)}",
            **_moved(lang, row, "active"),
        ),
        Card(
            label=word(lang, "card.coverage"),
            value=share(lang, row["active"], row["universe"]),
            note=_coverage_note(lang, row),
            moved=rate,
            moved_text=rate and points(lang, Decimal(rate)),
        ),
        _gap_card(called, row, basis),
        Card(
            label=word(lang, "card.universe"),
            value=count["universe"],
            note=called.of("denominator", basis.denominator["id"]),
            better=None,
            **_moved(lang, row, "universe"),
        ),
        Card(
            label=word(lang, "card.registered"),
            value=count["registered"],
            note=word(lang, "card.registered.note", **count),
            **_moved(lang, row, "registered"),
        ),
    ]
    for status in STATUSES:
        of_all = share(lang, row[status], row["universe"])
        note = word(lang, f"card.{status}.note", share=of_all, universe=count["universe"])
        cards.append(
            Card(
                label=word(lang, f"card.{status}"),
                value=count[status],
                note=note,
                better="less",
                **_moved(lang, row, status),
            )
        )
    return cards


def _coverage_note(lang: str, row: dict[str, Any]) -> str:
    active, universe = number(lang, row["active"]), number(lang, row["universe"])
    note = word(lang, "card.coverage.note", active=active, universe=universe)
    if not row["change_rate"]:
        return note
    return f"{note}. {word(lang, 'card.since', since=month(lang, row['previous_period']))}"


def _moved(lang: str, row: dict[str, Any], measure: str) -> dict[str, Any]:
    """The change of a measure since the month before, for its card."""
    moved = row[f"change_{measure}"]
    return {"moved": moved, "moved_text": moved and _since(lang, row, signed(lang, moved))}


def _since(lang: str, row: dict[str, Any], moved: str) -> str:
    return word(lang, "card.moved", moved=moved, since=short_month(lang, row["previous_period"]))


def _gap_card(called: Names, row: dict[str, Any], basis: Basis) -> Card:
    lang = called.lang
    label = word(lang, "card.gap")
    if basis.target is None or row["target_workers"] is None:
        return Card(label=label, value="–", note=word(lang, "card.gap.none"))
    values = {
        "target": called.of("target", basis.target["id"]),
        "workers": number(lang, row["target_workers"]),
        "active": number(lang, row["active"]),
    }
    return Card(
        label=label,
        value=number(lang, row["gap_workers"]),
        note=word(lang, "card.gap.note", **values),
        better="less",
        **_moved(lang, row, "gap"),
    )


@kept
def show_target(view: View) -> None:
    """The chosen target as printed beside what its own terms give."""
    lang = view.lang
    target = basis_of(view.selection).target
    if target is None or target["as_printed"] is None:
        return
    st.subheader(word(lang, "target.title"), anchor=False)
    differs = target["as_printed"] != target["as_computed"]
    text = word(
        lang,
        "target.mismatch" if differs else "target.match",
        printed=number(lang, target["as_printed"]),
        computed=number(lang, target["as_computed"]),
        base=names(lang).of("denominator", target["denominator"]),
    )
    st.markdown(text)
    note = target["note_id" if lang == "id" else "note"] or ""
    st.caption(word(lang, "target.source", note=note, source=target["source"]))


@with_making
def show_making(view: View) -> Figure:
    """How the numbers were made."""
    return figure_of(view)


def figure_of(view: View) -> Figure:
    """What is divided by what."""
    lang = view.lang
    called = names(lang)
    return Figure(
        definition=word(lang, "figure.coverage.definition"),
        numerator=coverage_numerator(called, view.selection, city_name=city().called(lang)),
        denominator=called.of("denominator", basis_of(view.selection).denominator["id"]),
        query="coverage_headline",
    )
