"""What was published, corrected, counted otherwise, or built: data, method and software apart."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard import db
from dashboard.blocks.parts import show_downloads
from dashboard.changelog import changes
from dashboard.cities import city_parameter
from dashboard.city import city
from dashboard.feed import release_title
from dashboard.forms import date, inert, number, revision
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
QUERY = "revision_list"


def _revisions() -> list[dict[str, Any]]:
    return db.run_query(QUERY).to_pylist()


@kept
def show_answer(view: View) -> None:
    """How much was published, how often it was corrected, and when last; and the feed to follow it by."""
    lang, rows = view.lang, _revisions()
    corrections = [row for row in rows if row["supersedes"]]
    values = {
        "city": city().called(lang),
        "periods": number(lang, len({row["period"] for row in rows})),
        "published": date(lang, rows[0]["generated_at"]),
        "newest": revision(rows[0]["revision_id"]),
        "count": len(corrections),
        "corrections": number(lang, len(corrections)),
    }
    key = "answer.change_log.corrected" if corrections else "answer.change_log.none"
    st.header(word(lang, key, **values), anchor=False)
    address = f"/perubahan.atom?{urlencode({'lang': lang, **city_parameter()})}"
    st.markdown(word(lang, "change_log.feed", address=address))


@kept
def show_data(view: View) -> None:
    """Corrections with their reasons, then every revision, then what changed in the data as a whole."""
    lang, rows = view.lang, _revisions()
    st.subheader(word(lang, "change_log.data.title"), anchor=False)
    st.markdown(word(lang, "change_log.data.lead"))
    corrections = [row for row in rows if row["supersedes"]]
    for row in corrections:
        st.markdown(f"- **{release_title(lang, row)}.**  \n  {inert(row['reason'] or '–')}")
    if not corrections:
        st.markdown(word(lang, "change_log.data.none"))
    show_table(
        rows,
        [
            Column(head=word(lang, "table.revision"), cell=lambda row: row["revision_id"], is_number=False),
            Column(head=word(lang, "table.published"), cell=lambda row: date(lang, row["generated_at"])),
            Column(
                head=word(lang, "change_log.table.supersedes"),
                cell=lambda row: row["supersedes"] or "–",
                is_number=False,
            ),
            Column(
                head=word(lang, "change_log.table.shown"), cell=lambda row: _shown(lang, row), is_number=False
            ),
            Column(
                head=word(lang, "change_log.table.reason"),
                cell=lambda row: row["reason"] or word(lang, "change_log.data.first"),
                is_number=False,
            ),
        ],
        alt=word(lang, "change_log.data.alt"),
    )
    show_downloads({QUERY: {}}, view)
    _show_changes(lang, "data")


def _shown(lang: str, row: Row) -> str:
    """Whether numbers on the pages come from a revision, and whether lists were missing in it."""
    shown = word(lang, "change_log.shown" if row["in_force"] else "change_log.replaced")
    return shown if row["complete"] else f"{shown}; {word(lang, 'period.incomplete')}"


@kept
def show_method(view: View) -> None:
    """What makes the same data give other numbers than before."""
    st.subheader(word(view.lang, "change_log.method.title"), anchor=False)
    st.markdown(word(view.lang, "change_log.method.lead"))
    _show_changes(view.lang, "method")


@kept
def show_software(view: View) -> None:
    """What changed in the portal without changing a number."""
    st.subheader(word(view.lang, "change_log.software.title"), anchor=False)
    st.markdown(word(view.lang, "change_log.software.lead"))
    _show_changes(view.lang, "software")


def _show_changes(lang: str, kind: str) -> None:
    """The changes of one kind, a heading a day."""
    found = changes(kind)
    if not found:
        st.markdown(word(lang, "change_log.nothing"))
    for day in dict.fromkeys(change.day for change in found):
        lines = []
        for change in found:
            if change.day == day:
                told, own = change.told(lang)
                lines.append(
                    f"- {told}" if own else f"- {told} :small[:gray[{word(lang, 'change_log.english')}]]"
                )
        st.markdown(f"**{date(lang, day)}**\n\n" + "\n".join(lines))
