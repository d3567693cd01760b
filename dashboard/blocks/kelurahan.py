"""How well is one kelurahan protected?"""

from typing import Any

import streamlit as st

from dashboard.answers import payer
from dashboard.blocks.breakdown import cover_cards, part_of, rows_of
from dashboard.blocks.parts import Card, show_cards
from dashboard.forms import month, number, share
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import names
from dashboard.words import word


@kept
def show_answer(view: View, chosen: str) -> None:
    """The sentence, and the numbers it stands on."""
    lang, called = view.lang, names(view.lang)
    row = next((each for each in rows_of(view, "kelurahan") if each["id"] == chosen), None)
    values = {
        "period": month(lang, view.selection.period),
        "kelurahan": called.of("kelurahan", chosen),
        "kecamatan": called.of("kecamatan", str(view.selection.kecamatan)),
    }
    if row is None:
        st.header(word(lang, "answer.kelurahan.none", **values), anchor=False)
        return
    sentence = word(
        lang,
        "answer.kelurahan.main",
        **values,
        payer=payer(called, view.selection),
        active=number(lang, row["active"]),
        universe=number(lang, row["universe"]),
        share=share(lang, row["active"], row["universe"]),
    )
    st.header(sentence, anchor=False)
    show_cards(_cards(lang, row), view)


def _cards(lang: str, row: dict[str, Any]) -> list[Card]:
    count = {name: number(lang, row[name]) for name in ("active", "one_month", "lapsed", "registered")}
    return [
        *cover_cards(lang, row),
        Card(
            label=word(lang, "card.registered"),
            value=count["registered"],
            note=word(lang, "card.registered.note", **count),
        ),
        Card(
            label=word(lang, "card.never"),
            value=number(lang, row["never"]),
            note=part_of(lang, row["never"], row["universe"]),
        ),
    ]
