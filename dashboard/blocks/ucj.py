"""UCJ: how much of the whole labour force has cover? Other people, over another base, than all else here."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.blocks.parts import Figure, show_downloads, show_drawing, with_making
from dashboard.blocks.people_parts import asked, bars_drawing, count_column, name_column
from dashboard.city import city
from dashboard.denominators import doubt
from dashboard.drawing import Drawing, image_links
from dashboard.forms import month, number, percent, share
from dashboard.frame import View
from dashboard.names import names, reference
from dashboard.people import ucj_answer
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
QUERIES = ("participants_by_segment", "participants_by_target")


@with_making
def show_ucj(view: View) -> Figure | None:
    """UCJ: other people over another base, so under a line and a title of its own."""
    lang = view.lang
    drawn = drawing(view)
    if drawn is None:
        return None
    *_, total = asked(view, "participants_by_segment", "period")
    st.divider()
    st.info(word(lang, "people.ucj.apart"), icon=":material/call_split:")
    show_drawing(drawn, view, lead=drawn.alt)
    base = reference("denominator_list").get(total["denominator"])
    if base and (told := doubt(lang, base, total["workers"])):
        st.caption(told)
    show_table(
        [{"name": name, **row} for name, row in _named(view)],
        [
            name_column(word(lang, "explorer.dimension.segment")),
            count_column(lang, word(lang, "people.ucj.members"), "workers"),
            Column(
                head=word(lang, "people.ucj.share"),
                cell=lambda row: share(lang, row["workers"], row["universe"] or 0, in_column=True),
            ),
        ],
        alt=word(lang, "people.ucj.title"),
    )
    _show_targets(view)
    show_downloads(
        {query: view.selection.parameters("period") for query in QUERIES},
        view,
        images=image_links("participants_by_segment", view.selection),
    )
    return _figure(view, total)


def drawing(view: View) -> Drawing | None:
    """Members of each segment, and of all the labour force those that are none; None without members."""
    lang = view.lang
    *_, total = asked(view, "participants_by_segment", "period")
    if not total["workers"]:
        return None
    named = _named(view)
    named[-1][1]["rest"] = (total["universe"] or total["workers"]) - total["workers"]
    return bars_drawing(
        view,
        named,
        {"active": word(lang, "people.ucj.members"), "rest": word(lang, "people.ucj.others")},
        title=word(lang, "people.ucj.title"),
        alt=ucj_answer(names(lang), total, view.selection),
        query="participants_by_segment",
    )


def _named(view: View) -> list[tuple[str, dict[str, Any]]]:
    rows = asked(view, "participants_by_segment", "period")
    return [
        (word(view.lang, f"explorer.segment.{row['segment']}"), {**row, "active": row["workers"], "rest": 0})
        for row in rows
    ]


def _show_targets(view: View) -> None:
    lang = view.lang
    targets = reference("target_list")
    rows = asked(view, "participants_by_target", "period")
    if not rows:
        return
    st.markdown(word(lang, "people.ucj.targets"))
    show_table(
        rows,
        [
            Column(
                head=word(lang, "table.target"),
                cell=lambda row: str(targets[row["id"]][f"name_{lang}"]),
                is_number=False,
            ),
            Column(
                head=word(lang, "people.ucj.due"),
                cell=lambda row: month(lang, row["due"]) if row["due"] else "–",
                is_number=False,
            ),
            Column(
                head=word(lang, "people.ucj.target_share"),
                cell=lambda row: percent(lang, row["target_share"]),
            ),
            count_column(lang, word(lang, "people.ucj.target_workers"), "target_workers"),
            count_column(lang, word(lang, "people.ucj.gap"), "gap_workers"),
        ],
        alt=word(lang, "people.ucj.targets"),
    )


def _figure(view: View, total: Row) -> Figure:
    lang = view.lang
    base = reference("denominator_list").get(total["denominator"])
    return Figure(
        definition=word(lang, "figure.ucj.definition"),
        numerator=word(lang, "figure.ucj.numerator", place=city().called(lang)),
        denominator=(
            word(
                lang,
                "figure.ucj.denominator",
                name=base[f"name_{lang}"],
                workers=number(lang, base["workers"]),
                source=base["source"],
            )
            if base
            else word(lang, "figure.ucj.no_denominator")
        ),
        query="participants_by_segment",
    )
