"""What do the numbers stand on: months and revisions, targets, public statements, tariffs, rules?"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dashboard import db
from dashboard.blocks.parts import show_downloads
from dashboard.cities import city_parameter
from dashboard.city import city
from dashboard.forms import date, formula, month, number, percent, revision, rupiah, share
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import names
from dashboard.tables import Column, show_reading_table, show_table
from dashboard.words import word

Row = Mapping[str, Any]
PUBLISHED_SHARE_DIGITS = 2  # shares were printed with two digits
OPEN_DATA = {
    "interface": "/api/v1/openapi.json",
    "catalogue": "/data/dcat.jsonld",
    "archive": "/data/releases/latest.tar.gz",
}


def _rows(query: str) -> list[dict[str, Any]]:
    return db.run_query(query).to_pylist()


@kept
def show_answer(view: View) -> None:
    """Which months there are, and how fresh the last one is."""
    st.header(answer_of(view.lang), anchor=False)
    st.markdown(word(view.lang, "method.definitions"))


def answer_of(lang: str) -> str:
    """The sentence."""
    periods = _rows("period_list")
    return word(
        lang,
        "answer.method",
        count=len(periods),
        periods=number(lang, len(periods)),
        first=month(lang, periods[0]["period"]),
        last=month(lang, periods[-1]["period"]),
        revision=revision(periods[-1]["revision_id"]),
        published=date(lang, periods[-1]["generated_at"]),
    )


@kept
def show_rules(view: View) -> None:
    """What is simulated, how small numbers are hidden, the licence, and where programs ask."""
    for title, text in rules_of(view.lang).items():
        st.subheader(title, anchor=False)
        st.markdown(text)
    asked = urlencode({"lang": view.lang, **city_parameter()})
    links = {name: f"{path}?{asked}" for name, path in OPEN_DATA.items()}
    st.markdown(word(view.lang, "method.open_data", **links))


def rules_of(lang: str) -> dict[str, str]:
    """All but the last as titles and texts."""
    state = db.state()
    values = {"k": state.disclosure_k, "below": state.disclosure_k - 1}
    keys = (*(["synthetic"] if state.synthetic else []), "disclosure", "licence")
    return {word(lang, f"method.{key}.title"): word(lang, f"method.{key}", **values) for key in keys}


@kept
def show_periods(view: View) -> None:
    """Months and revisions in force."""
    rows, columns = periods_of(view.lang)
    show_table(rows, columns, alt=word(view.lang, "method.periods.title"))
    show_downloads({"period_list": {}, "release_list": {}}, view)


def periods_of(lang: str) -> tuple[list[dict[str, Any]], list[Column]]:
    """The same as rows, the newest first, and columns."""

    def stage(row: Row) -> str:
        complete = word(lang, "period.complete" if row["complete"] else "period.incomplete")
        return f"{complete}; {word(lang, 'period.corrected')}" if row["corrected"] else complete

    columns = [
        Column(head=word(lang, "table.month"), cell=lambda row: row["period"], is_number=False),
        Column(head=word(lang, "table.revision"), cell=lambda row: row["revision_id"], is_number=False),
        Column(head=word(lang, "table.published"), cell=lambda row: date(lang, row["generated_at"])),
        Column(head=word(lang, "table.stage"), cell=stage, is_number=False),
        Column(
            head=word(lang, "table.nature"),
            cell=lambda row: word(lang, "nature.synthetic" if row["synthetic"] else "nature.real"),
            is_number=False,
        ),
    ]
    return list(reversed(_rows("period_list"))), columns


@kept
def show_targets(view: View) -> None:
    """Targets and the groups they are measured against."""
    lang = view.lang
    st.markdown(word(lang, "method.targets.lead", city=city().called(lang)))
    show_reading_table(_rows("target_list"), target_columns(lang), alt=word(lang, "method.targets.title"))
    st.markdown(word(lang, "method.denominators.lead"))
    show_reading_table(
        _rows("denominator_list"), denominator_columns(lang), alt=word(lang, "method.denominators.lead")
    )
    show_downloads({"target_list": {}, "denominator_list": {}}, view)


def target_columns(lang: str) -> list[Column]:
    """The columns of the targets, cells in Markdown."""
    called = names(lang)

    def set_as(row: Row) -> str:
        if row["kind"] == "number":
            text = word(lang, "target.workers", workers=number(lang, row["workers"]))
        else:
            base = called.of("denominator", row["denominator"])
            text = word(lang, "target.share", share=percent(lang, row["share"]), base=base)
        return f"{text}, {word(lang, 'target.due', due=date(lang, row['due']))}" if row["due"] else text

    return [
        Column(
            head=word(lang, "table.target"), cell=lambda row: f"**{row[f'name_{lang}']}**", is_number=False
        ),
        Column(head=word(lang, "table.printed"), cell=lambda row: _optional(row["as_printed"], lang)),
        Column(head=word(lang, "table.computed"), cell=lambda row: _optional(row["as_computed"], lang)),
        Column(
            head=word(lang, "table.explained"),
            cell=lambda row: explained(lang, row, set_as(row)),
            is_number=False,
        ),
    ]


def denominator_columns(lang: str) -> list[Column]:
    """The columns of the denominators, cells in Markdown."""

    def meant(row: Row) -> str:
        return explained(lang, row, row[f"what_{lang}"], word(lang, f"denominator.{row['precision']}"))

    return [
        Column(
            head=word(lang, "table.denominator"),
            cell=lambda row: f"**{row[f'name_{lang}']}**",
            is_number=False,
        ),
        Column(head=word(lang, "table.workers"), cell=lambda row: number(lang, row["workers"])),
        Column(head=word(lang, "table.date"), cell=lambda row: date(lang, row["date"]), is_number=False),
        Column(head=word(lang, "table.explained"), cell=meant, is_number=False),
    ]


def _optional(count: int | None, lang: str) -> str:
    return "–" if count is None else number(lang, count)


def explained(lang: str, row: Row, *parts: str | None) -> str:
    """The parts and the note of a reference row as one text, with its source below."""
    note = row["note_id" if lang == "id" else "note"]
    # The note of an inference says what was inferred; what comes from memory is always marked.
    is_plain = row["confidence"] == "confirmed" or (row["confidence"] == "inference" and note)
    doubt = None if is_plain else word(lang, f"confidence.{row['confidence']}")
    text = ". ".join(part for part in (*parts, note, doubt) if part)
    return f"{text}  \n:small[:gray[{word(lang, 'table.source')}: {row['source']}]]"


@kept
def show_figures(view: View) -> None:
    """Public statements as printed and as computed."""
    lang = view.lang

    def amount(value: float | None, unit: str) -> str:
        if value is None:
            return "–"
        if unit == "share":
            return share(lang, round(value * 1_000_000), 1_000_000, digits=PUBLISHED_SHARE_DIGITS)
        return rupiah(lang, round(value)) if unit == "idr" else number(lang, round(value))

    def said_on(row: Row) -> str:
        return " – ".join(date(lang, part) for part in row["date"].split("/"))

    def checked(row: Row) -> str:
        verdict = word(lang, f"verdict.{row['status']}")
        return explained(
            lang, row, f"**{verdict}**", formula(lang, row["computation"]), row[f"definition_{lang}"]
        )

    st.markdown(word(lang, "method.figures.lead"))
    show_reading_table(
        _rows("published_figure_list"),
        [
            Column(head=word(lang, "table.date"), cell=said_on),
            Column(head=word(lang, "table.figure"), cell=lambda row: row[f"figure_{lang}"]),
            Column(head=word(lang, "table.printed"), cell=lambda row: row["printed"] or "–"),
            Column(
                head=word(lang, "table.computed"),
                cell=lambda row: amount(row["as_computed"], row["unit"]),
            ),
            Column(head=word(lang, "table.verdict"), cell=checked),
        ],
        alt=word(lang, "method.figures.title"),
    )
    show_downloads({"published_figure_list": {}}, view)
