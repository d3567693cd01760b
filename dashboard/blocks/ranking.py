"""Who is ahead and who lags, by more than the chance that small groups are subject to?"""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.answers import coverage_numerator
from dashboard.blocks.breakdown import part_of
from dashboard.blocks.parts import Figure, show_downloads, show_legend, with_making
from dashboard.city import city
from dashboard.drawing import Drawing, image_links
from dashboard.forms import number, share
from dashboard.frame import View
from dashboard.funnel_chart import COLOURS, funnel_spec
from dashboard.names import names, short_names
from dashboard.ranking_words import (
    ABOVE,
    BELOW,
    STANDINGS,
    UNRANKED,
    is_ranking,
    limits_word,
    not_ranked,
    place_word,
    ranking_answer,
    standing_word,
)
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
ANCHOR = "peringkat"
NARROWED_BY = {
    "opd": ("sector", "kecamatan", "funding_source"),
    "sector": ("opd", "kecamatan", "funding_source"),
}


@with_making
def show_ranking(view: View, dimension: str) -> Figure | None:
    """The sentence, the funnel, the table of everybody, and how it was made."""
    lang = view.lang
    params = view.selection.parameters("period", *NARROWED_BY[dimension])
    rows = db.run_query(f"funnel_by_{dimension}", **params).to_pylist()
    if not rows:
        return None
    title = ranking_answer(lang, rows, dimension)
    st.subheader(title, anchor=ANCHOR)
    drawn = drawing(view, dimension)
    if drawn is not None:
        st.markdown(word(lang, "ranking.how"))
        show_legend(drawn.legend, view)
        st.vega_lite_chart(drawn.rows, drawn.spec, alt=drawn.alt)
    if left_out := not_ranked(short_names(lang), rows, dimension):
        st.caption(left_out)
    _show_table(view, dimension, rows)
    chart = f"funnel_by_{dimension}"
    show_downloads({chart: params}, view, images=image_links(chart, view.selection) if drawn else None)
    called = names(lang)
    return Figure(
        definition=word(lang, "figure.ranking.definition"),
        numerator=coverage_numerator(called, view.selection, city_name=city().called(lang)),
        denominator=word(lang, "figure.breakdown.denominator", group=word(lang, f"group.{dimension}")),
        query=f"funnel_by_{dimension}",
    )


def drawing(view: View, dimension: str) -> Drawing | None:
    """The funnel of the groups; None where there is nothing to rank."""
    lang = view.lang
    params = view.selection.parameters("period", *NARROWED_BY[dimension])
    rows = db.run_query(f"funnel_by_{dimension}", **params).to_pylist()
    if not rows or not is_ranking(rows):
        return None
    sides = ("above", "alike", "below")
    return Drawing(
        spec=funnel_spec(lang=lang, theme=view.theme),
        rows=_drawn(lang, dimension, rows),
        title=ranking_answer(lang, rows, dimension),
        alt=_told(lang, dimension, rows),
        query=f"funnel_by_{dimension}",
        legend={word(lang, f"ranking.legend.{side}"): COLOURS[side] for side in sides},
    )


def _side(row: Row) -> str:
    if row["standing"] in UNRANKED:
        return "unranked"
    return "above" if row["standing"] in ABOVE else "below" if row["standing"] in BELOW else "alike"


def _drawn(lang: str, dimension: str, rows: Sequence[Row]) -> pa.Table:
    called = names(lang)
    limits = ("city_rate", "low_95", "high_95", "low_998", "high_998")
    return pa.Table.from_pylist(
        [
            {
                "name": called.of(dimension, row["id"]),
                "place": None if row["place"] is None else place_word(lang, row),
                "universe": row["universe"],
                "rate": row["coverage_rate"],
                **{limit: row[limit] for limit in limits},
                "side": _side(row),
                "shown": share(lang, row["active"], row["universe"]),
                "counted": part_of(lang, row["active"], row["universe"]),
                "standing": standing_word(lang, row),
            }
            for row in sorted(rows, key=lambda row: row["universe"])
        ]
    )


def _told(lang: str, dimension: str, rows: Sequence[Row]) -> str:
    """Every group by its standing, for those who cannot see the chart."""
    short = short_names(lang)
    parts = []
    for standing in STANDINGS:
        found = [row for row in rows if row["standing"] == standing]
        if found:
            named = ", ".join(
                f"{short.of(dimension, row['id'])} {share(lang, row['active'], row['universe'])}"
                for row in found
            )
            parts.append(f"{word(lang, f'ranking.standing.{standing}')}: {named}")
    return f"{ranking_answer(lang, rows, dimension)} {'; '.join(parts)}."


def _show_table(view: View, dimension: str, rows: Sequence[Row]) -> None:
    lang, short = view.lang, short_names(view.lang)
    show_table(
        rows,
        [
            Column(
                head=word(lang, f"table.{dimension}"),
                cell=lambda row: short.of(dimension, row["id"]),
                is_number=False,
            ),
            Column(head=word(lang, "ranking.place"), cell=lambda row: place_word(lang, row)),
            Column(
                head=word(lang, "ranking.standing"),
                cell=lambda row: standing_word(lang, row),
                is_number=False,
            ),
            Column(
                head=word(lang, "table.coverage"),
                cell=lambda row: share(lang, row["active"], row["universe"], in_column=True),
            ),
            Column(head=word(lang, "ranking.n"), cell=lambda row: number(lang, row["universe"])),
            Column(
                head=word(lang, "ranking.limits_95"),
                cell=lambda row: limits_word(lang, row["low_95"], row["high_95"]),
            ),
            Column(
                head=word(lang, "ranking.limits_998"),
                cell=lambda row: limits_word(lang, row["low_998"], row["high_998"]),
            ),
        ],
        alt=_told(lang, dimension, rows),
    )
