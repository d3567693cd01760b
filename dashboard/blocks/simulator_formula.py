"""By which formula, with which values and under which law does a price come about?"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.blocks.parts import Card, show_downloads
from dashboard.forms import number, rupiah, short_month
from dashboard.frame import View
from dashboard.simulator_runs import Run, runs_of
from dashboard.simulator_words import months_text
from dashboard.tables import Column, show_reading_table
from dashboard.words import word
from simulator import MODEL_VERSION
from simulator.answer import Answer
from simulator.tariff import Tariff


def show_formula(view: View, tariff: Tariff, answer: Answer, cards: tuple[Card, ...]) -> None:
    """Every number with its formula, every rupiah with its people, months, price and legal text."""
    lang, runs = view.lang, runs_of(tariff, answer)
    lines = [f"- **{card.label}** = {card.value}: {card.help}" for card in cards if card.help]
    st.markdown("\n".join(lines))
    st.markdown(word(lang, "simulator.formula.lead"))
    show_reading_table(
        [{"run": run} for run in runs],
        [
            Column(head=word(lang, "simulator.formula.group"), cell=lambda row: _group(lang, row["run"])),
            Column(head=word(lang, "table.month"), cell=lambda row: _span(lang, row["run"])),
            Column(head=word(lang, "simulator.formula.values"), cell=lambda row: _product(lang, row["run"])),
            Column(head=word(lang, "simulator.table.basis"), cell=lambda row: _law(lang, row)),
        ],
        alt=word(lang, "simulator.formula.title"),
    )
    total = rupiah(lang, sum(run.idr for run in runs))
    st.markdown(word(lang, "simulator.formula.sum", total=total))
    st.markdown(word(lang, "simulator.assumptions"))
    st.caption(word(lang, "simulator.assumptions.version", version=MODEL_VERSION))
    show_downloads({"tariff_list": {}}, view)


def _group(lang: str, run: Run) -> str:
    return word(lang, f"transport.{str(run.transport).lower()}")


def _span(lang: str, run: Run) -> str:
    first, last = short_month(lang, run.start_month), short_month(lang, run.end_month)
    return first if run.start_month == run.end_month else f"{first} – {last}"


def _product(lang: str, run: Run) -> str:
    values = {"rate": rupiah(lang, run.idr_per_worker), "idr": rupiah(lang, run.idr)}
    if run.is_steady:
        months = months_text(lang, len(run.workers))
        workers = number(lang, run.workers[0])
        return word(lang, "simulator.formula.product", workers=workers, months=months, **values)
    worker_months = number(lang, run.worker_months)
    return word(lang, "simulator.formula.product_moving", worker_months=worker_months, **values)


def _law(lang: str, row: Mapping[str, Any]) -> str:
    parts = (
        word(
            lang,
            "simulator.formula.law",
            programme=each.programme.upper(),
            rate=rupiah(lang, each.idr_per_worker_month),
            basis=each.legal_basis,
            relief=word(lang, f"relief.{each.relief}"),
            trust=word(lang, f"confidence.{each.confidence}"),
        )
        for each in row["run"].rows
    )
    return "; ".join(parts)
