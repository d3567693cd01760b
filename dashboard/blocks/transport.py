"""How many of those without cover fall under the transport tariff, whose relief lasts longest?"""

import streamlit as st

from dashboard import db
from dashboard.blocks.parts import Card, show_cards, show_downloads
from dashboard.forms import number, rounding_note, share
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.words import word


@kept
def show_transport(view: View) -> None:
    """Workers without cover by tariff group."""
    lang = view.lang
    parameters = view.selection.parameters("period", "opd", "sector", "kecamatan")
    rows = db.run_query("unprotected_by_transport", **parameters).to_pylist()
    unprotected = sum(row["unprotected"] for row in rows)
    st.subheader(word(lang, "transport.title"), anchor=False)
    st.markdown(word(lang, "transport.lead"))
    cards = []
    for row in sorted(rows, key=lambda row: not row["transport"]):
        of_all = share(lang, row["unprotected"], unprotected)
        cards.append(
            Card(
                label=word(lang, f"transport.{str(row['transport']).lower()}"),
                value=number(lang, row["unprotected"]),
                note=word(lang, "transport.note", share=of_all, all=number(lang, unprotected)),
            )
        )
    show_cards(cards, view)
    if note := rounding_note(lang, [row["unprotected"] for row in rows]):
        st.caption(note)
    show_downloads({"unprotected_by_transport": parameters}, view)
