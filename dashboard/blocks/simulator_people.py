"""Who is covered by a what-if: by kecamatan, sector and city body?"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.forms import number, share
from dashboard.frame import View
from dashboard.names import names
from dashboard.tables import Column, show_table
from dashboard.words import word
from simulator.answer import Answer
from simulator.city import CityAnswer
from simulator.people import DIMENSIONS
from simulator.standing import ELSEWHERE

MOST_ROWS = 200


def show_people(view: View, answer: Answer) -> None:
    """A table a dimension of who gets how many covers; the parts add up to the whole."""
    lang = view.lang
    st.markdown(word(lang, f"simulator.rule.{answer.scenario.rule}.explained"))
    for tab, dimension in zip(
        st.tabs([word(lang, f"table.{each}") for each in DIMENSIONS]), DIMENSIONS, strict=True
    ):
        with tab:
            _show(view, people_rows(answer, dimension), dimension)


def people_rows(answer: Answer, dimension: str) -> Sequence[Mapping[str, Any]]:
    """[workers] covered, without cover before, and all by the codes of `dimension`, most covered first."""
    if isinstance(answer, CityAnswer):
        place = answer.flow.months.index(answer.due)
        given, room, universe = answer.covered[place], answer.flow.room[place], answer.flow.universe[place]
    else:
        given, room, universe = answer.by_stratum, answer.room_by_stratum, answer.universe_by_stratum
    sums: dict[str, list[int]] = {}
    for stratum, *counts in zip(answer.strata, given.tolist(), room.tolist(), universe.tolist(), strict=True):
        before = sums.get(getattr(stratum, dimension), [0, 0, 0])
        sums[getattr(stratum, dimension)] = [one + more for one, more in zip(before, counts, strict=True)]
    ordered = sorted(sums.items(), key=lambda item: (-item[1][0], item[0]))
    rows = [
        dict(zip(("code", "given", "room", "universe"), (code, *counts), strict=True))
        for code, counts in ordered
    ]
    return rows[:MOST_ROWS]


def _show(view: View, rows: Sequence[Mapping[str, Any]], dimension: str) -> None:
    lang, called = view.lang, names(view.lang)

    def name(row: Mapping[str, Any]) -> str:
        if row["code"] == ELSEWHERE:
            return word(lang, "simulator.layer.unlisted")
        return called.of(dimension, row["code"])

    def after(row: Mapping[str, Any]) -> str:
        covered = row["universe"] - row["room"] + row["given"]
        return share(lang, min(covered, row["universe"]), row["universe"], in_column=True)

    show_table(
        rows,
        [
            Column(head=word(lang, f"table.{dimension}"), cell=name, is_number=False),
            Column(head=word(lang, "simulator.people.given"), cell=lambda row: number(lang, row["given"])),
            Column(head=word(lang, "simulator.people.room"), cell=lambda row: number(lang, row["room"])),
            Column(head=word(lang, "table.universe"), cell=lambda row: number(lang, row["universe"])),
            Column(head=word(lang, "simulator.people.after"), cell=after),
        ],
        alt=word(lang, "simulator.people.title"),
    )
