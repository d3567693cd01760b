"""Where did the number of protected workers move, and what was corrected after publication?"""

import streamlit as st

from dashboard import db
from dashboard.blocks.parts import show_downloads
from dashboard.changes import REASONS, SLICE, Row, change_parameters, change_row
from dashboard.drawing import image_links
from dashboard.forms import date, number, revision, signed
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import MERGED, UNNAMED_OPD, names
from dashboard.tables import Column, show_table
from dashboard.words import word

NAMELESS = (MERGED, UNNAMED_OPD)  # last, and not to be called the one that moved most


@kept
def show_groups(view: View, since: str | None) -> None:
    """The same split by OPD, sector and payer; each table adds up to the change above."""
    lang = view.lang
    if change_row(view, since) is None:
        return
    called = names(lang)
    rows = db.run_query("change_by_group", **change_parameters(view, since)).to_pylist()
    has_corrections = any(row["corrected"] for row in rows)
    for dimension in SLICE:
        found = [row for row in rows if row["dimension"] == dimension and _has_numbers(row)]
        group = sorted(found, key=lambda row: row["id"] in NAMELESS)
        if not group or getattr(view.selection, dimension):
            continue
        most = group[0]
        title = word(
            lang,
            f"changes.group.{dimension}",
            name=called.of(dimension, most["id"]),
            change=signed(lang, most["change_active"]),
        )
        st.subheader(title, anchor=False)
        show_table(group, _columns(lang, dimension, has_corrections=has_corrections), alt=title)
    show_downloads(
        {name: change_parameters(view, since) for name in ("change_headline", "change_by_group")},
        view,
        images=image_links("change_headline", view.selection, since=since),
    )


def _has_numbers(row: Row) -> bool:
    return any(row[name] for name in ("active_before", "active_after", "renewed", *REASONS))


def _columns(lang: str, dimension: str, *, has_corrections: bool) -> list[Column]:
    called = names(lang)

    def adds(reason: str, sign: int) -> Column:
        return Column(head=word(lang, f"changes.{reason}"), cell=lambda row: signed(lang, sign * row[reason]))

    return [
        Column(
            head=word(lang, f"table.{dimension}"),
            cell=lambda row: called.of(dimension, row["id"]),
            is_number=False,
        ),
        Column(head=word(lang, "changes.total"), cell=lambda row: signed(lang, row["change_active"])),
        *(adds(reason, sign) for reason, sign in REASONS.items() if has_corrections or reason != "corrected"),
        Column(head=word(lang, "changes.renewed"), cell=lambda row: number(lang, row["renewed"])),
        Column(head=word(lang, "changes.before"), cell=lambda row: number(lang, row["active_before"])),
        Column(head=word(lang, "changes.after"), cell=lambda row: number(lang, row["active_after"])),
    ]


@kept
def show_corrections(view: View, since: str | None) -> None:
    """Months of the span that were corrected after publication, each with its reason."""
    lang, row = view.lang, change_row(view, since)
    if row is None:
        return
    corrected = {
        (each["revision_id"], each["reason"]): each
        for each in db.run_query("release_list").to_pylist()
        if each["supersedes"] and row["since"] <= each["period"] <= view.selection.period
    }
    if not corrected:
        key = "changes.corrections.unexplained" if row["corrected"] else "changes.corrections.none"
        st.markdown(word(lang, key, people=signed(lang, row["corrected"])))
        return
    st.subheader(word(lang, "changes.corrections", people=signed(lang, row["corrected"])), anchor=False)
    show_table(
        list(corrected.values()),
        [
            Column(head=word(lang, "table.month"), cell=lambda each: each["period"], is_number=False),
            Column(
                head=word(lang, "table.revision"),
                cell=lambda each: revision(each["revision_id"]),
                is_number=False,
            ),
            Column(
                head=word(lang, "table.published"),
                cell=lambda each: date(lang, each["generated_at"]),
                is_number=False,
            ),
            Column(head=word(lang, "changes.why"), cell=lambda each: each["reason"] or "–", is_number=False),
        ],
        alt=word(lang, "changes.corrections.alt"),
    )
