"""Twenty questions with their answers: the one of the address in full, and all of them to unfold."""

import streamlit as st

from dashboard.changes import month_before
from dashboard.choices import read_one
from dashboard.documents.cards import cards_url
from dashboard.filters import show_notices
from dashboard.forms import month
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.questions.cards import ASKERS, CARD, Card, card, cards
from dashboard.questions.codes import CODES
from dashboard.words import word

ICONS = {
    "dprd": ":material/gavel:",
    "press": ":material/newspaper:",
    "company": ":material/domain:",
    "worker": ":material/engineering:",
}


def settle_card(view: View) -> str | None:
    """The card of the URL; None when it names none. An unknown one is told."""
    chosen, notices = read_one(CARD, st.query_params.get_all(CARD), CODES)
    show_notices(notices, view.lang)
    return chosen


@kept
def show_answer(view: View, chosen: str | None) -> None:
    """The chosen card, or what can be asked."""
    lang = view.lang
    if chosen is None:
        st.header(
            word(lang, "question.answer", count=len(CODES), period=month(lang, view.selection.period)),
            anchor=False,
        )
        st.markdown(word(lang, "question.explained"))
        return
    found = card(view, chosen, month_before(view))
    st.markdown(f"**{found.question}**")
    st.header(found.answer, anchor=False)
    _show_details(found, view)


@kept
def show_files(view: View, paper: str) -> None:
    """All cards on `paper`."""
    with st.container(horizontal=True):
        st.link_button(word(view.lang, "question.pdf"), cards_url(view, paper), icon=":material/download:")


@kept
def show_all(view: View) -> None:
    """Every question under who asks it; the answer unfolds."""
    found = cards(view, month_before(view))
    for asker in ASKERS:
        st.subheader(word(view.lang, f"question.by.{asker}"), anchor=False)
        for each in found:
            if each.asker == asker:
                with st.expander(each.question, icon=ICONS[asker]):
                    st.markdown(each.answer)
                    _show_details(each, view)


def _show_details(found: Card, view: View) -> None:
    """What the words mean, what is not known, which filters were not followed, where to read on."""
    lang = view.lang
    parts = [
        word(lang, "question.means", definition=found.definition),
        word(lang, "question.unknown", unknown=found.unknown),
        found.unfollowed,
    ]
    st.markdown("\n\n".join(part for part in parts if part))
    own = word(lang, "question.own")
    st.markdown(f"[{found.link}]({found.path}) · [{own}]({found.address})")
    st.caption(found.stamp)
