"""How far is the agreement (PKS) of each body, since when, and who says so?"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import db
from dashboard.agreement_words import (
    STAGES,
    age,
    stage_date,
    stage_word,
    tracker_answer,
)
from dashboard.blocks.parts import show_downloads
from dashboard.cities import city_dir
from dashboard.forms import date, listed
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import names, short_names
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
ANCHOR = "pks"


def body_column(lang: str, key: str = "opd") -> Column:
    """The short name of the body that `key` of a row names."""
    short = short_names(lang)
    return Column(head=word(lang, "table.opd"), cell=lambda row: short.of("opd", row[key]), is_number=False)


def tracked(view: View) -> list[dict[str, Any]]:
    """The stage of every body. Raises ExtractMissing."""
    return db.run_query("agreement_by_opd", period=view.selection.period).to_pylist()


@kept
def show_tracker(view: View) -> None:
    """The stage of every body with its date and age, and where each was read."""
    lang, rows = view.lang, tracked(view)
    called = names(lang)
    st.subheader(tracker_answer(lang, rows), anchor=ANCHOR)
    meanings = (
        f"{sign} **{word(lang, f'agreement.stage.{stage}')}**: {word(lang, f'agreement.means.{stage}')}"
        for stage, sign in STAGES.items()
    )
    st.markdown(f"{word(lang, 'agreement.stages')} {'; '.join(meanings)}.")
    show_table(
        rows,
        [
            body_column(lang),
            Column(
                head=word(lang, "agreement.stage"), cell=lambda row: stage_word(lang, row), is_number=False
            ),
            Column(head=word(lang, "table.date"), cell=lambda row: stage_date(lang, row), is_number=False),
            Column(head=word(lang, "agreement.age"), cell=lambda row: age(lang, row)),
            Column(
                head=word(lang, "table.full_name"),
                cell=lambda row: called.of("opd", row["opd"]),
                is_number=False,
            ),
        ],
        alt=tracker_answer(lang, rows),
    )
    st.caption(word(lang, "agreement.counted", day=date(lang, rows[0]["counted_to"].isoformat())))
    _show_sources(view, rows)
    show_downloads({"agreement_by_opd": {"period": view.selection.period}}, view)


def _show_sources(view: View, rows: Sequence[Row]) -> None:
    """What was read where; bodies of which the same was read stand together."""
    lang, short = view.lang, short_names(view.lang)
    together: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        note = (row["note_id"] if lang == "id" else row["note"]) or word(lang, "agreement.no_note")
        source = row["source"] or word(lang, "agreement.no_source")
        together.setdefault((note, source), []).append(short.of("opd", row["opd"]))
    with st.expander(word(lang, "agreement.sources"), icon=":material/help:"):
        for (note, source), bodies in together.items():
            everybody = len(bodies) == len(rows)
            who = word(lang, "agreement.everybody") if everybody else listed(lang, bodies)
            st.markdown(f"**{who}.** {note}.  \n:small[:gray[{word(lang, 'table.source')}: {source}]]")
        st.caption(word(lang, "agreement.file", file=f"`data/{city_dir().name}/reference/agreement.csv`"))
