"""What does cover cost and pay, by which rule, and how sure are we of it?"""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from dashboard import db
from dashboard.blocks.parts import show_downloads
from dashboard.forms import number, percent, rupiah, short_month
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.tables import Column, show_reading_table
from dashboard.words import word

Row = Mapping[str, Any]
LOWEST_BRACKETS = (0, 1)  # 0: the same for every income; 1: base income Rp1,000,000


@kept
def show_tariffs(view: View) -> None:
    """What a worker-month costs at the lowest income; the file holds all 33 brackets."""
    lang = view.lang

    def months(row: Row) -> str:
        first = short_month(lang, row["valid_from"])
        if row["valid_to"] is None:
            return word(lang, "tariff.from", first=first)
        return f"{first} – {short_month(lang, row['valid_to'])}"

    st.markdown(word(lang, "method.tariffs.lead"))
    rows = db.run_query("tariff_list").to_pylist()
    show_reading_table(
        [row for row in rows if row["bracket"] in LOWEST_BRACKETS],
        [
            Column(head=word(lang, "table.programme"), cell=lambda row: _programme(row)),
            Column(
                head=word(lang, "table.workers"), cell=lambda row: word(lang, f"transport.{row['transport']}")
            ),
            Column(head=word(lang, "table.relief"), cell=lambda row: word(lang, f"relief.{row['relief']}")),
            Column(head=word(lang, "table.valid"), cell=months),
            Column(
                head=word(lang, "table.per_month"),
                cell=lambda row: rupiah(lang, row["idr_per_worker_month"]),
            ),
            Column(head=word(lang, "table.legal_basis"), cell=lambda row: _basis(row, lang)),
        ],
        alt=word(lang, "method.tariffs.title"),
    )
    show_downloads({"tariff_list": {}}, view)


@kept
def show_benefits(view: View, only: Collection[str] | None = None) -> None:
    """What the programmes pay, all of it or some benefits; what was not checked in a source says so."""
    lang = view.lang
    st.markdown(word(lang, "method.benefits.lead"))
    rows = db.run_query("benefit_list").to_pylist()
    show_reading_table(
        [row for row in rows if only is None or row["id"] in only],
        [
            Column(head=word(lang, "table.programme"), cell=lambda row: _programme(row)),
            Column(head=word(lang, "table.benefit"), cell=lambda row: row[f"name_{lang}"]),
            Column(head=word(lang, "table.amount"), cell=lambda row: _amount(row, lang)),
            Column(head=word(lang, "table.condition"), cell=lambda row: _condition(row, lang)),
            Column(head=word(lang, "table.legal_basis"), cell=lambda row: _basis(row, lang)),
        ],
        alt=word(lang, "method.benefits.title"),
    )
    show_downloads({"benefit_list": {}}, view)


def _programme(row: Row) -> str:
    return "/".join(part.upper() for part in row["programme"].split("_"))


def _basis(row: Row, lang: str) -> str:
    """The rule, and how sure we are: nothing from memory passes as confirmed."""
    trust = word(lang, f"confidence.{row['confidence']}")
    trust = f"**{trust}**" if row["confidence"] != "confirmed" else trust
    return "; ".join(part for part in (row["legal_basis"], trust) if part)


def _amount(row: Row, lang: str) -> str:
    unit, factor = row["unit"], row["factor"]
    if unit == "times_wage":
        return word(lang, "benefit.times_wage", factor=number(lang, round(factor)))
    if unit == "share_of_wage":
        return word(lang, "benefit.share_of_wage", share=percent(lang, Decimal(str(factor))))
    if row["amount_idr"] is None:
        return word(lang, f"benefit.{unit}")
    return word(lang, f"benefit.{unit}", amount=rupiah(lang, row["amount_idr"]))


def _condition(row: Row, lang: str) -> str:
    parts = [row[f"condition_{lang}"]]
    if row["months_min"] is not None:
        parts.append(word(lang, "benefit.months_min", months=number(lang, row["months_min"])))
    return "; ".join(part for part in parts if part) or "–"
