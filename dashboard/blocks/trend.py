"""Who paid for the protected workers, month by month, and was the target in reach?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard import db
from dashboard.answers import target_line, trend_title
from dashboard.basis import basis_of, headline_parameters, headline_row
from dashboard.blocks.parts import show_downloads, show_drawing
from dashboard.charts import MONTHS_BY_NAME, trend_spec
from dashboard.choices import SLICE
from dashboard.drawing import Drawing, image_links
from dashboard.folded import folded
from dashboard.forms import listed, month, number, share
from dashboard.frame import View
from dashboard.freshness import sender_name
from dashboard.incomplete import incomplete_months
from dashboard.kept import kept
from dashboard.names import Names, names
from dashboard.palette import SOURCES
from dashboard.tables import Column, show_table
from dashboard.target_history import Earlier, earlier_targets
from dashboard.words import word

Rows = Sequence[Mapping[str, Any]]


def show_trend(view: View) -> None:
    """The months as a chart against the target, as a table, and as a file."""
    if not _show_chart(view):
        return
    title = word(view.lang, "table.trend.title")
    with folded(title, key="fold_trend", icon=":material/table:") as is_open:
        if is_open:
            _show_months(view)
    _show_files(view)


@kept
def _show_chart(view: View) -> bool:
    """Whether there is one: not before the first month."""
    lang, drawn = view.lang, drawing(view)
    if drawn is None:
        st.markdown(word(lang, "chart.trend.empty"))
        return False
    show_drawing(drawn, view)
    for doubt in doubts(lang):
        st.caption(doubt)
    return True


@kept
def _show_months(view: View) -> None:
    months, columns = months_of(view)
    show_table(months, columns, alt=word(view.lang, "table.trend.alt"))


@kept
def _show_files(view: View) -> None:
    headline = headline_parameters(view.selection, basis_of(view.selection))
    show_downloads(
        {"coverage_trend": view.selection.parameters(*SLICE), "coverage_headline": headline},
        view,
        images=image_links("coverage_trend", view.selection),
    )


def drawing(view: View) -> Drawing | None:
    """Protected workers by month and payer; None when there is no month."""
    lang, called, rows = view.lang, names(view.lang), _rows(view)
    if not rows:
        return None
    basis = basis_of(view.selection)
    workers = headline_row(view.selection, basis)["target_workers"]
    totals = _totals(rows)
    title = _title(called, totals, view.selection.period)
    label = target_line(called, basis, workers)
    earlier = earlier_targets(view.selection, basis.target["id"] if basis.target else None, sorted(totals))
    told = ". ".join(part for part in (title, label, *(each.label for each in earlier)) if part)
    return Drawing(
        spec=trend_spec(lang=lang, theme=view.theme, by_month=len(totals) <= MONTHS_BY_NAME),
        rows=_drawn(
            called, rows, totals, chosen=view.selection.period, target=(workers, label), earlier=earlier
        ),
        title=title,
        alt=told,
        query="coverage_trend",
        legend={called.of("funding_source", code): SOURCES[code] for code in _sources(rows)},
    )


def _title(called: Names, totals: Mapping[str, int], chosen: str) -> str:
    """What the complete months up to the chosen one show; of the chosen one alone when none is complete."""
    whole = {period: total for period, total in totals.items() if period not in incomplete_months()}
    last = max((period for period in whole if period <= chosen), default=None)
    return trend_title(called, whole, last) if last else trend_title(called, {chosen: totals[chosen]}, chosen)


def _rows(view: View) -> list[dict[str, Any]]:
    rows = db.run_query("coverage_trend", **view.selection.parameters(*SLICE))
    # The first days take three times as long to read as all else, and the periods say the same.
    return rows.drop_columns("month").to_pylist()


def _totals(rows: Rows) -> dict[str, int]:
    """Protected workers by month."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row["period"]] = totals.get(row["period"], 0) + row["active"]
    return totals


def _sources(rows: Rows) -> list[str]:
    return [code for code in SOURCES if any(row["funding_source"] == code for row in rows)]


def doubts(lang: str) -> list[str]:
    """Months whose reports are not all in, and months corrected after publication, in words."""
    told = []
    corrected = [row["period"] for row in db.run_query("period_list").to_pylist() if row["corrected"]]
    for key, periods in (("incomplete", sorted(incomplete_months())), ("corrected", corrected)):
        if periods:
            months = listed(lang, [month(lang, period) for period in periods])
            told.append(word(lang, f"chart.trend.{key}", months=months))
    for period, senders in _missing(lang).items():
        named = listed(lang, senders)
        told.append(word(lang, "chart.trend.missing", month=month(lang, period), senders=named))
    return told


def _missing(lang: str) -> dict[str, list[str]]:
    """By month: who has not sent a list."""
    found: dict[str, list[str]] = {}
    for row in db.run_query("missing_sender_list").to_pylist():
        found.setdefault(row["period"], []).append(sender_name(lang, row["sender"]))
    return found


def _drawn(
    called: Names,
    rows: Rows,
    totals: Mapping[str, int],
    *,
    chosen: str,
    target: tuple[int | None, str | None],
    earlier: Sequence[Earlier],
) -> pa.Table:
    """The rows the chart draws: a month without protected workers keeps its place on the axis."""
    lang = called.lang
    order = {code: rank for rank, code in enumerate(SOURCES)}
    kept = [row for row in rows if row["active"] or not totals[row["period"]]]
    rest = [None] * (len(kept) - 1)
    incomplete = incomplete_months()
    starts = _starts(kept, earlier)
    first = next((row for row in kept if row["period"] == chosen), None)
    return pa.table(
        {
            "period": [row["period"] for row in kept],
            "month": [month(lang, row["period"]) for row in kept],
            "source": [row["funding_source"] for row in kept],
            "source_name": [called.of("funding_source", row["funding_source"]) for row in kept],
            "rank": pa.array([order[row["funding_source"]] for row in kept], pa.int8()),
            "active": [row["active"] for row in kept],
            "complete": [row["period"] not in incomplete for row in kept],
            "active_share": [share(lang, row["active"], totals[row["period"]]) for row in kept],
            "target": pa.array([target[0], *rest], pa.int64()),
            "target_label": pa.array([target[1], *rest], pa.string()),
            "earlier": pa.array([each and each.workers for each in starts], pa.int64()),
            "earlier_until": pa.array([each and each.end for each in starts], pa.string()),
            "earlier_label": pa.array([each and each.label for each in starts], pa.string()),
            "marked": pa.array(
                [totals[chosen] if row is first and chosen != max(totals) else None for row in kept],
                pa.int64(),
            ),
        }
    )


def months_of(view: View) -> tuple[list[dict[str, Any]], list[Column]]:
    """The months as rows of a table, the newest first, and its columns."""
    rows, called, lang = _rows(view), names(view.lang), view.lang
    totals, sources = _totals(rows), _sources(rows)
    months: dict[str, dict[str, Any]] = {}
    for row in rows:
        line = months.setdefault(row["period"], {"period": row["period"], "universe": row["universe"]})
        line[row["funding_source"]] = row["active"]

    def paid_by(code: str) -> Callable[[Mapping[str, Any]], str]:
        return lambda line: number(lang, line[code])

    columns = [
        # "2026-10" sorts as time does; a written month would not.
        Column(head=word(lang, "table.month"), cell=lambda line: line["period"], is_number=False),
        Column(head=word(lang, "table.active"), cell=lambda line: number(lang, totals[line["period"]])),
        Column(
            head=word(lang, "table.coverage"),
            cell=lambda line: share(lang, totals[line["period"]], line["universe"], in_column=True),
        ),
        *(Column(head=called.of("funding_source", code), cell=paid_by(code)) for code in sources),
        Column(head=word(lang, "table.universe"), cell=lambda line: number(lang, line["universe"])),
    ]
    return list(reversed(months.values())), columns


def _starts(kept: Rows, earlier: Sequence[Earlier]) -> list[Earlier | None]:
    """By row: the earlier target that begins in its month, on one row of the month."""
    left = {each.start: each for each in earlier}
    return [left.pop(row["period"], None) for row in kept]
