"""The sheet for the mayor as a page: the same words and numbers as on paper."""

from collections.abc import Sequence
from operator import itemgetter

import streamlit as st

from dashboard.blocks.parts import Card, show_cards, show_drawing
from dashboard.documents.briefing import briefing, document_links
from dashboard.documents.moved import moved_lines
from dashboard.documents.movements import all_movements
from dashboard.documents.sheet import Item, Number, Table
from dashboard.forms import month
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.questions.told import protected
from dashboard.screen.asked import screen_url
from dashboard.tables import Column, show_table
from dashboard.words import word

MOST_MOVEMENTS = 12


@kept
def show_answer(view: View, since: str | None) -> None:
    """What is measured otherwise than at the last briefing, and the sentence of the sheet."""
    for line in moved_lines(view.lang, since, view.selection.period):
        st.warning(line, icon=":material/published_with_changes:")
    st.header(protected(view, since), anchor=False)


@kept
def show_briefing(view: View, since: str | None, paper: str) -> None:
    """The files of the sheet and all that stands below its sentence; `paper` is that of the PDF."""
    found = briefing(view, since)
    with st.container(horizontal=True):
        for ending, address in document_links(view, since, paper=paper).items():
            st.link_button(word(view.lang, f"briefing.{ending}"), address, icon=":material/download:")
        st.link_button(word(view.lang, "briefing.screen"), screen_url(view.selection), icon=":material/tv:")
    show_cards([_card(number) for number in found.numbers], view, columns=3)
    for section in found.sections:
        if section.items or section.tables:
            st.subheader(section.title, anchor=False)
        _show_items(section.items)
        for table in section.tables:
            show_sheet_table(table, section.title)
        for drawing in section.drawings:
            show_drawing(drawing, view)
    st.caption(found.source)


@kept
def show_movements(view: View, since: str | None) -> None:
    """What moved since the earlier month, ranked, a sentence each."""
    if since is None:
        return
    lang, found = view.lang, all_movements(view, since)
    st.subheader(word(lang, "briefing.all_moves", since=month(lang, since)), anchor=False)
    if not found:
        st.markdown(word(lang, "briefing.moves.none", since=month(lang, since)))
        return
    told = found[:MOST_MOVEMENTS]
    st.markdown("\n".join(f"{place}. {item.text}" for place, item in enumerate(told, start=1)))
    if len(found) > len(told):
        rest, first = len(found) - len(told), found[0]
        st.caption(word(lang, "briefing.all_moves.rest", count=rest, link=first.link, path=first.path))


def _card(number: Number) -> Card:
    told = ". ".join(part for part in (number.change, number.note) if part)
    return Card(label=number.label, value=number.value, note=told)


def _show_items(items: Sequence[Item]) -> None:
    lines = [f"- {item.text}" + (f" [{item.link}]({item.path})" if item.path else "") for item in items]
    st.markdown("\n".join(lines))


def show_sheet_table(table: Table, title: str) -> None:
    """A table of a sheet, in the table of the portal."""
    rows = [dict(zip(table.heads, row, strict=True)) for row in table.rows]
    columns = [
        Column(head=head, cell=itemgetter(head), is_number=place > 0)
        for place, head in enumerate(table.heads)
    ]
    show_table(rows, columns, alt=title)
