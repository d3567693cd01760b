"""Did coverage move after the agreement (PKS) of a body was signed?"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.agreement_chart import signature_spec
from dashboard.agreement_words import effect_title, left_out, measured_in, months_since
from dashboard.blocks.agreement import body_column, tracked
from dashboard.blocks.parts import show_downloads, show_drawing
from dashboard.cities import city_dir
from dashboard.drawing import Drawing, image_links
from dashboard.forms import month, points, share
from dashboard.frame import View
from dashboard.kept import kept
from dashboard.names import names, short_names
from dashboard.tables import Column, show_table
from dashboard.words import word

Row = Mapping[str, Any]
NARROWED_BY = ("sector", "kecamatan", "funding_source")
STEP, LEVELS = 3, 4  # [months] between the names of lines, and how often they step back


@kept
def show_effect(view: View) -> None:
    """Coverage around each signature on one chart, or why there is none and what would bring it."""
    lang = view.lang
    chosen = view.selection.parameters(*NARROWED_BY)
    rows = [
        row
        for row in db.run_query("agreement_coverage", **chosen).to_pylist()
        if row["coverage_rate"] is not None
    ]
    missed = left_out(names(lang), tracked(view), rows)
    if not rows:
        file = f"`data/{city_dir().name}/reference/agreement.csv`"
        st.info(word(lang, "agreement.no_chart", file=file), icon=":material/show_chart:")
        if missed:
            st.caption(missed)
        return
    effects = db.run_query("agreement_effect", **chosen).to_pylist()
    if drawn := drawing(view):
        show_drawing(drawn, view)
    st.caption(word(lang, "agreement.effect.how"))
    if missed:
        st.caption(missed)
    show_table(
        effects,
        [
            body_column(lang),
            Column(
                head=word(lang, "agreement.signed_in"), cell=lambda row: row["signed_period"], is_number=False
            ),
            *(
                Column(head=word(lang, f"agreement.{side}"), cell=_measured(lang, side))
                for side in ("before", "after")
            ),
            Column(head=word(lang, "agreement.change"), cell=lambda row: _points(lang, row)),
        ],
        alt=_told(lang, effects),
    )
    _show_months(view, rows)
    images = image_links("agreement_coverage", view.selection)
    show_downloads({"agreement_effect": chosen, "agreement_coverage": chosen}, view, images=images)


def drawing(view: View) -> Drawing | None:
    """Coverage around each signature, month by month; None while no signature has a date."""
    lang, chosen = view.lang, view.selection.parameters(*NARROWED_BY)
    found = db.run_query("agreement_coverage", **chosen).to_pylist()
    rows = [row for row in found if row["coverage_rate"] is not None]
    if not rows:
        return None
    effects = db.run_query("agreement_effect", **chosen).to_pylist()
    title = effect_title(lang, effects)
    return Drawing(
        spec=signature_spec(lang=lang, theme=view.theme),
        rows=_drawn(lang, rows),
        title=title,
        alt=f"{title} {_told(lang, effects)}",
        query="agreement_coverage",
        legend={},
    )


def _drawn(lang: str, rows: Sequence[Row]) -> pa.Table:
    short = short_names(lang)
    by_opd: dict[str, list[Row]] = {}
    for row in rows:
        by_opd.setdefault(row["opd"], []).append(row)
    # Lines often end beside each other: their names stand at different months.
    named = {
        opd: months[max(0, len(months) - 1 - STEP * (place % LEVELS))]["period"]
        for place, (opd, months) in enumerate(by_opd.items())
    }
    return pa.Table.from_pylist(
        [
            {
                "name": short.of("opd", row["opd"]),
                "months_since": row["months_since"],
                "rate": row["coverage_rate"],
                "shown": share(lang, row["active"], row["universe"]),
                "month": month(lang, row["period"]),
                "when": months_since(lang, row["months_since"]),
                "complete": row["complete"],
                "label": short.of("opd", row["opd"]) if row["period"] == named[row["opd"]] else None,
            }
            for row in rows
        ]
    )


def _told(lang: str, effects: Sequence[Row]) -> str:
    """Every body with both shares, for those who cannot see the chart."""
    short = short_names(lang)
    parts = [
        f"{short.of('opd', row['opd'])}: {_measured(lang, 'before')(row)} → {_measured(lang, 'after')(row)}"
        for row in effects
    ]
    return "; ".join(parts) + "."


def _measured(lang: str, side: str) -> Callable[[Row], str]:
    def cell(row: Row) -> str:
        if row[f"{side}_period"] is None:
            return "–"
        shown = share(lang, row[f"{side}_active"], row[f"{side}_universe"], in_column=True)
        return measured_in(lang, row[f"{side}_period"], shown)

    return cell


def _points(lang: str, row: Row) -> str:
    if row["change_points"] is None:
        return "–"
    return points(lang, Decimal(str(row["change_points"])))


def _show_months(view: View, rows: Sequence[Row]) -> None:
    """The points of the chart as a table."""
    lang = view.lang
    with st.expander(word(lang, "agreement.months"), icon=":material/table:"):
        show_table(
            rows,
            [
                body_column(lang),
                Column(head=word(lang, "table.month"), cell=lambda row: row["period"], is_number=False),
                Column(
                    head=word(lang, "agreement.axis"),
                    cell=lambda row: months_since(lang, row["months_since"]),
                    is_number=False,
                ),
                Column(
                    head=word(lang, "table.coverage"),
                    cell=lambda row: share(lang, row["active"], row["universe"], in_column=True),
                ),
                Column(
                    head=word(lang, "table.stage"),
                    cell=lambda row: word(
                        lang, "period.complete" if row["complete"] else "period.incomplete"
                    ),
                    is_number=False,
                ),
            ],
            alt=word(lang, "agreement.months"),
        )
