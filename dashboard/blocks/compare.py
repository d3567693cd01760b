"""How do two views differ?"""

from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.blocks.parts import (
    Card,
    Figure,
    show_cards,
    show_downloads,
    show_drawing,
    stamp_of,
    with_making,
)
from dashboard.charts import MONTHS_BY_NAME
from dashboard.choices import SLICE, Selection
from dashboard.city import city
from dashboard.compare_chart import SIDES, two_lines_spec
from dashboard.compare_choices import OTHER_KEYS, comparison_parameters, said_of
from dashboard.compare_words import Rows, comparison_answer, doubts, signed_apart, view_name
from dashboard.drawing import Drawing, image_links
from dashboard.forms import month, number, share, signed
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import names
from dashboard.tables import Column, show_table
from dashboard.words import word

QUERY, TREND = "comparison", "comparison_trend"


def _rows(view: View, second: Selection) -> Rows:
    found = db.run_query(QUERY, **comparison_parameters(view.selection, second)).to_pylist()
    return {row["measure"]: row for row in found}


def _names(view: View, second: Selection) -> tuple[str, str]:
    called, city_name = names(view.lang), city().called(view.lang)
    first, other = (view_name(called, each, city_name=city_name) for each in (view.selection, second))
    return first, other


@kept
def show_answer(view: View, second: Selection) -> None:
    """The sentence, and the numbers it stands on."""
    lang, rows = view.lang, _rows(view, second)
    st.header(comparison_answer(names(lang), rows, _names(view, second)), anchor=False)
    for doubt in doubts(lang, rows, view.selection, second):
        st.caption(doubt)
    if rows["universe"]["workers"] and rows["universe"]["other_workers"]:
        show_cards(_cards(view, second, rows), view, columns=2)


def _cards(view: View, second: Selection, rows: Rows) -> list[Card]:
    lang, active, universe = view.lang, rows["active"], rows["universe"]
    stamps = [stamp_of(lang, each.period) for each in (view.selection, second)]
    both = word(lang, "compare.sides", a=stamps[0], b=stamps[1])
    covers = [
        Card(
            label=word(lang, "card.compare.coverage", side=side),
            value=share(lang, active[column], universe[column]),
            note=word(
                lang,
                "card.compare.of",
                part=number(lang, active[column]),
                whole=number(lang, universe[column]),
                view=name,
            ),
            stamp=stamp,
        )
        for side, column, name, stamp in zip(
            SIDES, ("workers", "other_workers"), _names(view, second), stamps, strict=True
        )
    ]
    differences = [
        Card(
            label=word(lang, f"card.compare.{key}"),
            value=value,
            note=word(lang, f"card.compare.{key}.note"),
            stamp=both,
        )
        for key, value in (
            ("points", signed_apart(lang, active["difference_share"])),
            ("people", signed(lang, active["difference"])),
        )
    ]
    return covers + differences


@kept
def show_chart(view: View, second: Selection) -> None:
    """Coverage of both, month by month."""
    drawn = drawing(view, second)
    if drawn is not None:
        show_drawing(drawn, view)


def drawing(view: View, second: Selection) -> Drawing | None:
    """Two lines of coverage; None when nobody is in either view."""
    lang, first = view.lang, view.selection
    rows = db.run_query(TREND, **_trend_parameters(first, second)).to_pylist()
    if not any(row["universe"] or row["other_universe"] for row in rows):
        return None
    is_same = first.parameters(*SLICE) == second.parameters(*SLICE)
    points = [
        *(_point(lang, row, "A", chosen=first.period) for row in rows),
        *(_point(lang, row, "B", chosen=second.period, is_line=not is_same) for row in rows),
    ]
    title = word(lang, "chart.compare.title")
    marked = [f"{point['label']} ({point['month']}, {point['counts']})" for point in points if point["label"]]
    named = dict(zip(SIDES, _names(view, second), strict=True))
    return Drawing(
        spec=two_lines_spec(lang=lang, theme=view.theme, by_month=len(rows) <= MONTHS_BY_NAME),
        rows=pa.Table.from_pylist(points),
        title=title,
        alt=f"{title}. {'; '.join(marked)}.",
        query=TREND,
        legend={f"{side}: {named[side]}": colour for side, colour in SIDES.items()},
    )


def _trend_parameters(first: Selection, second: Selection) -> dict[str, str | None]:
    params = comparison_parameters(first, second)
    return {name: params[name] for name in (*SLICE, *OTHER_KEYS) if name != "other_period"}


def _point(lang: str, row: dict[str, Any], side: str, *, chosen: str, is_line: bool = True) -> dict[str, Any]:
    prefix = "" if side == "A" else "other_"
    active, universe = row[f"{prefix}active"], row[f"{prefix}universe"]
    rate = row[f"{prefix}coverage_rate"]
    shown = share(lang, active, universe)
    is_chosen = row["period"] == chosen and universe
    return {
        "period": row["period"],
        "month": month(lang, row["period"]),
        "side": side,
        "percent": None if rate is None else 100 * rate,
        "shown": shown,
        "counts": word(lang, "card.of", part=number(lang, active), whole=number(lang, universe)),
        "label": f"{side} {shown}" if is_chosen else None,
        "is_line": is_line,
    }


@kept
def show_rows(view: View, second: Selection) -> None:
    """All measures side by side, with their difference, and as a file."""
    lang, rows = view.lang, _rows(view, second)

    def shared(column: str, whole: str) -> Any:
        return lambda row: share(lang, row[column], rows["universe"][whole], in_column=True)

    show_table(
        list(rows.values()),
        [
            Column(
                head=word(lang, "compare.measure"),
                cell=lambda row: word(lang, f"table.{row['measure']}"),
                is_number=False,
            ),
            Column(head="A", cell=lambda row: number(lang, row["workers"])),
            Column(head="B", cell=lambda row: number(lang, row["other_workers"])),
            Column(head=word(lang, "compare.difference"), cell=lambda row: signed(lang, row["difference"])),
            Column(head=word(lang, "compare.share", side="A"), cell=shared("workers", "workers")),
            Column(head=word(lang, "compare.share", side="B"), cell=shared("other_workers", "other_workers")),
            Column(
                head=word(lang, "compare.difference.points"),
                cell=lambda row: signed_apart(lang, row["difference_share"]),
            ),
        ],
        alt=word(lang, "compare.table.alt"),
    )
    first, other = _names(view, second)
    st.caption(word(lang, "compare.sides", a=first, b=other))
    said = said_of(view.selection, second)
    images = image_links(TREND, view.selection, **said) if drawing(view, second) else None
    show_downloads({QUERY: comparison_parameters(view.selection, second)}, view, images=images)


@with_making
def show_making(view: View, second: Selection) -> Figure:
    """How the numbers were made."""
    lang = view.lang
    first, other = _names(view, second)
    return Figure(
        definition=word(lang, "figure.compare.definition"),
        numerator=word(lang, "figure.compare.numerator", a=first, b=other),
        denominator=word(lang, "figure.compare.denominator"),
        query=QUERY,
        params=comparison_parameters(view.selection, second),
    )
