"""How do what-ifs stand beside each other: no new money, this one, and up to four that were kept?"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.blocks.simulator_answer import Result, work_out
from dashboard.folded import folded
from dashboard.forms import number, rupiah, share
from dashboard.frame import View
from dashboard.names import names
from dashboard.simulator_form import keep_input
from dashboard.simulator_inputs import Inputs, changed, read_inputs
from dashboard.simulator_kept import LONGEST, MOST_KEPT, pack_kept, unpack_kept
from dashboard.simulator_start import UNASKED, Start
from dashboard.simulator_words import error_sentence
from dashboard.tables import Cell, Column, show_table
from dashboard.words import word
from simulator.beside import Beside, beside
from simulator.errors import ScenarioError

LETTERS = "ABCD"
FIGURES = (
    "total_idr", "difference_idr", "people", "worker_months", "idr_per_worker_month", "peak_idr", "protected",
    "coverage",
)  # fmt: skip


def show_compare(view: View, start: Start, inputs: Inputs) -> None:
    """Draw what was kept beside this what-if, and the buttons that keep and drop."""
    lang, kept = view.lang, unpack_kept(inputs["sim_kept"])
    this = {name: value for name, value in changed(inputs, start.fields).items() if name not in UNASKED}
    title = word(lang, "simulator.compare.title")
    with folded(
        title, key="fold_compare", icon=":material/compare_arrows:", begins_open=bool(kept)
    ) as is_open:
        if not is_open:
            return
        st.markdown(word(lang, "simulator.compare.explained", most=number(lang, MOST_KEPT)))
        with st.container(horizontal=True):
            more = pack_kept((*kept, this))
            full = len(kept) >= MOST_KEPT or len(more) > LONGEST
            st.button(
                word(lang, "simulator.compare.keep"),
                key="keep_scenario",
                icon=":material/add:",
                disabled=full or this in kept,
                on_click=keep_input,
                args=("sim_kept", more),
            )
            if kept:
                st.button(
                    word(lang, "simulator.compare.drop"),
                    key="drop_scenario",
                    icon=":material/remove:",
                    on_click=keep_input,
                    args=("sim_kept", pack_kept(kept[:-1])),
                )
        if kept:
            _show_table(view, start, inputs, kept)


def _show_table(view: View, start: Start, inputs: Inputs, kept: Sequence[Mapping[str, str]]) -> None:
    lang = view.lang
    asked = {word(lang, "simulator.compare.this"): inputs}
    for letter, each in zip(LETTERS, kept, strict=False):
        asked[letter] = read_inputs({name: [value] for name, value in each.items()}, start.fields)[0]
    results: dict[str, Result] = {}
    for name, values in asked.items():
        try:
            results[name] = work_out(view, values)
            st.markdown(f"**{name}**: {results[name].sentence}")
        except ScenarioError as error:
            st.markdown(f"**{name}**: {error_sentence(names(lang), error)}")
    if not results:
        return
    columns = beside([result.answer for result in results.values()])
    heads = (word(lang, "simulator.compare.without"), *results)
    show_table(
        [{"figure": figure, "columns": columns} for figure in FIGURES],
        [
            Column(
                head=word(lang, "simulator.compare.figure"),
                cell=lambda row: word(lang, f"simulator.compare.{row['figure']}"),
                is_number=False,
            ),
            *(Column(head=head, cell=_cell(lang, place)) for place, head in enumerate(heads)),
        ],
        alt=word(lang, "simulator.compare.title"),
    )


def _cell(lang: str, place: int) -> Cell:
    def text(row: Mapping[str, Any]) -> str:
        column: Beside = row["columns"][place]
        if row["figure"] == "coverage":
            return share(lang, column.protected, column.universe)
        value: int | None = getattr(column, row["figure"])
        if value is None:
            return "–"
        return rupiah(lang, value) if "idr" in row["figure"] else number(lang, value)

    return text
