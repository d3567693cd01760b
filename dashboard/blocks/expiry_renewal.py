"""What would it cost to renew those who lose cover within three months? The simulator says."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard import db
from dashboard.choices import SLICE
from dashboard.filters import simulator_url
from dashboard.forms import number, rupiah, short_month
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import names
from dashboard.simulator_renewal import LENGTHS, WITHIN, renewal, renewal_inputs
from dashboard.simulator_words import caution_sentence, error_sentence, months_text, workers_text
from dashboard.tables import Column, show_table
from dashboard.words import word
from simulator.errors import ScenarioError


def ending_of(view: View) -> Mapping[str, Any] | None:
    """How many lose cover when; null when nobody in the slice is protected."""
    rows = db.run_query("expiry_headline", **view.selection.parameters("period", *SLICE)).to_pylist()
    return rows[0] if rows else None


def renewal_url(view: View, workers: int, *, months: int | None = None, **codes: str) -> str:
    """Address of the simulator that asks what renewing these `workers` costs."""
    asked = renewal_inputs(workers, months)
    return f"{simulator_url(view.selection, **codes)}&{urlencode(asked)}"


@kept
def show_renewal(view: View) -> None:
    """What renewing those who lose cover within three months costs, as the simulator works it out."""
    lang = view.lang
    row = ending_of(view)
    if row is None or not row["ending_3"]:
        return
    called, workers = names(lang), row["ending_3"]
    try:
        found = {months: renewal(view.revision, view.selection, workers, months) for months in LENGTHS}
    except ScenarioError as error:
        st.subheader(word(lang, "expiry.renewal.unknown"), anchor=False)
        st.markdown(error_sentence(called, error))
        return
    costs = {f"idr_{months}": rupiah(lang, answer.total_idr) for months, answer in found.items()}
    st.subheader(
        word(lang, "expiry.renewal.title", workers=workers_text(lang, workers), **costs), anchor=False
    )
    terms = next(iter(found.values())).scenario.terms
    source = called.of("funding_source", terms.funding_source)
    st.markdown(word(lang, "expiry.renewal.explained", payer=source))
    show_table(
        [{"months": months, "answer": answer} for months, answer in found.items()],
        [
            Column(
                head=word(lang, "table.renewed_for"),
                cell=lambda line: months_text(lang, line["months"]),
                is_number=False,
            ),
            Column(head=word(lang, "table.cost"), cell=lambda line: rupiah(lang, line["answer"].total_idr)),
            Column(head=word(lang, "table.workers"), cell=lambda line: number(lang, line["answer"].workers)),
            Column(
                head=word(lang, "table.worker_months"),
                cell=lambda line: number(lang, line["answer"].worker_months),
            ),
            Column(
                head=word(lang, "table.paid_months"),
                cell=lambda line: (
                    f"{short_month(lang, line['answer'].months[0])} – "
                    f"{short_month(lang, line['answer'].end_month)}"
                ),
                is_number=False,
            ),
            Column(
                head=word(lang, "table.simulate"),
                cell=lambda line: renewal_url(view, workers, months=line["months"]),
                is_number=False,
                link=word(lang, "simulate.link"),
            ),
        ],
        alt=word(lang, "table.renewal.alt"),
    )
    cautions = found[max(LENGTHS)].cautions
    if cautions:
        told = "\n".join(f"- {caution_sentence(called, caution)}" for caution in cautions)
        st.markdown(
            word(lang, "expiry.renewal.cautions", months=months_text(lang, max(LENGTHS))) + f"\n\n{told}"
        )
    with st.container(horizontal=True):
        st.link_button(
            word(lang, "expiry.renewal.link", within=months_text(lang, WITHIN)),
            renewal_url(view, workers),
            icon=":material/calculate:",
        )
