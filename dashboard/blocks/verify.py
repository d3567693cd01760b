"""What do the published files say of a certificate, and which payments have one?"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import db
from dashboard.blocks.parts import Figure, show_downloads, with_making
from dashboard.certificates import LONGEST, PARAMETER, QUERY, Verdict, certificate_url, number_of, verify
from dashboard.choices import repeated
from dashboard.documents.certificate import published_sentence
from dashboard.filters import show_notices
from dashboard.forms import month, number, quoted, revision, rupiah, short_month
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import Names, names
from dashboard.tables import Cell, Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
TYPED = "verify_number"  # key of the box
# How each verdict looks; its words say the same.
BOXES = {"valid": st.success, "newer": st.info, "superseded": st.warning, "withdrawn": st.warning}


def settle_number(view: View) -> str:
    """The number in the address, "" without one; a second one is told."""
    given = st.query_params.get_all(PARAMETER)
    show_notices(repeated(PARAMETER, given), view.lang)
    return given[-1].strip() if given else ""


def pick_number(view: View, text: str) -> None:
    """A box for the number on a certificate; it is kept in the address."""
    st.session_state[TYPED] = text[:LONGEST]
    st.text_input(
        word(view.lang, "verify.number"),
        key=TYPED,
        max_chars=LONGEST,
        placeholder=word(view.lang, "verify.number.example"),
        on_change=_take,
    )


def _take() -> None:
    typed = st.session_state[TYPED].strip()
    if typed:
        st.query_params[PARAMETER] = typed
    elif PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


@kept
def show_verdict(view: View, text: str) -> None:
    """What became of the payment that the number claims; without a number, how many there are."""
    lang = view.lang
    if not text:
        rows = _in_force(view)
        values = {"period": month(lang, view.selection.period), "payments": number(lang, len(rows))}
        st.header(word(lang, "answer.verify.some" if rows else "answer.verify.none", **values), anchor=False)
        return
    verdict = verify(text)
    st.header(word(lang, f"answer.verify.{verdict.status}"), anchor=False)
    box = BOXES.get(verdict.status, st.error)
    box(_explained(lang, verdict, text), icon=":material/fact_check:")
    sides = _sides(lang, verdict)
    if sides:
        show_table(sides, _compared(lang), alt=word(lang, "verify.compared.alt"))
    if verdict.in_force is not None:
        st.markdown(published_sentence(verdict.in_force, lang))
        st.link_button(
            word(lang, "verify.certificate"),
            certificate_url(number_of(verdict.in_force), lang),
            icon=":material/workspace_premium:",
        )


def _explained(lang: str, verdict: Verdict, text: str) -> str:
    # What reads as a number has only letters that mean nothing in a text, so it is shown in full.
    values: dict[str, str] = {"number": f"`{text}`" if verdict.claim else quoted(text)}
    if verdict.claim:
        claim = verdict.claim
        values["named"] = revision(f"{claim['period']}.r{claim['revision']}")
    if verdict.named:
        values |= {"funder": verdict.named["name"], "period": month(lang, verdict.named["period"])}
    if verdict.in_force:
        values["current"] = revision(verdict.in_force["revision_id"])
    return word(lang, f"verify.{verdict.status}", **values)


def _sides(lang: str, verdict: Verdict) -> list[dict[str, Any]]:
    """The payment as it is claimed, as its revision says, and as the revision in force says."""
    if verdict.named is None:
        return []
    claim = verdict.claim
    claimed = {
        **claim,
        "revision_id": f"{claim['period']}.r{claim['revision']}",
        "worker_months": claim["workers"] * claim["months"],
    }
    found = [{"side": word(lang, "verify.side.claim"), **claimed}]
    if verdict.named["revision"] != (verdict.in_force or {}).get("revision") or verdict.status == "false":
        found.append({"side": word(lang, "verify.side.named"), **verdict.named})
    if verdict.in_force is not None and verdict.status != "false":
        found.append({"side": word(lang, "verify.side.in_force"), **verdict.in_force})
    return found


def _compared(lang: str) -> list[Column]:
    return [
        Column(head=word(lang, "verify.column.side"), cell=lambda row: row["side"], is_number=False),
        Column(
            head=word(lang, "verify.column.revision"),
            cell=lambda row: revision(row["revision_id"]),
            is_number=False,
        ),
        *_counted(lang),
    ]


def _counted(lang: str) -> list[Column]:
    return [
        Column(head=word(lang, "table.workers"), cell=lambda row: number(lang, row["workers"])),
        Column(head=word(lang, "table.paid_months"), cell=lambda row: number(lang, row["months"])),
        Column(head=word(lang, "table.worker_months"), cell=lambda row: number(lang, row["worker_months"])),
        Column(head=word(lang, "certificate.fact.amount"), cell=lambda row: rupiah(lang, row["amount_idr"])),
    ]


def _in_force(view: View) -> list[dict[str, Any]]:
    rows = db.run_query(QUERY, period=view.selection.period).to_pylist()
    return [row for row in rows if row["in_force"]]


@kept
def show_payments(view: View) -> None:
    """Every payment up to the chosen month whose payer may be named, each with its certificate."""
    lang, called, rows = view.lang, names(view.lang), _in_force(view)
    st.subheader(word(lang, "verify.payments.title"), anchor=False)
    st.markdown(word(lang, "verify.payments.lead" if rows else "verify.payments.none"))
    if rows:
        show_table(rows, _columns(called), alt=word(lang, "verify.payments.alt"))
    show_downloads({QUERY: {"period": view.selection.period}}, view)


def _columns(called: Names) -> list[Column]:
    lang = called.lang

    def told(head: str, cell: Cell, *, link: str | None = None) -> Column:
        return Column(head=word(lang, head), cell=cell, is_number=False, link=link)

    return [
        told("verify.column.funder", lambda row: row["name"]),
        told(
            "verify.column.certificate",
            lambda row: certificate_url(number_of(row), lang),
            link=word(lang, "verify.column.open"),
        ),
        told("certificate.fact.period", lambda row: short_month(lang, row["period"])),
        *_counted(lang),
        told("table.funding_source", lambda row: called.of("funding_source", row["funding_source"])),
    ]


@with_making
def show_making(view: View) -> Figure:
    """How the numbers were made."""
    lang = view.lang
    return Figure(
        definition=word(lang, "figure.verify.definition"),
        numerator=word(lang, "figure.verify.numerator"),
        denominator=word(lang, "figure.verify.denominator"),
        query=QUERY,
        params={"period": view.selection.period},
    )
