"""How are the charts drawn? Pure: a language and a theme in, a Vega-Lite specification out.

Specifications are authored in Altair once and kept; the rows come with each drawing as an Arrow table.
Numbers and months are written by the language of the page, whatever the browser speaks.
"""

import functools
from typing import Any

import altair as alt
from babel import Locale

from dashboard.forms import HARD_SPACE
from dashboard.palette import INK, PAPER, SEGMENTS, SOURCES, in_theme
from dashboard.words import word

TREND_HEIGHT = 320
ROW_HEIGHT = 40
MONTHS_BY_NAME = 14  # up to so many months each has its name on the axis, beyond it only the years

Spec = dict[str, Any]


@functools.cache
def _locale(lang: str) -> dict[str, Any]:
    symbols = Locale.parse(lang).number_symbols["latn"]
    number = {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": ["Rp", ""],
        "minus": "\u2212",
    }
    return {"number": number}


@functools.cache
def trend_spec(*, lang: str, theme: str, by_month: bool) -> Spec:
    """Protected workers by month, stacked by who pays, with the target as a named line.

    Rows: period, month, source, source_name, rank, active, active_share (text), complete (whether all
    reports of the month are in), target and target_label (on one row only; null without target), earlier,
    earlier_until and earlier_label (a target that held from the row's month on; null elsewhere), and marked
    (all workers of the chosen month, on one row of it; null elsewhere).
    """
    base = alt.Chart(alt.NamedData("rows"))
    bars = base.mark_bar(stroke=PAPER[theme], strokeWidth=0.5).encode(
        x=alt.X("period:O", title=None, axis=month_axis(lang, by_month)),
        y=alt.Y("active:Q", stack="zero", title=word(lang, "chart.workers"), axis=alt.Axis(format=",d")),
        color=alt.Color(
            "source:N", scale=alt.Scale(domain=list(SOURCES), range=list(SOURCES.values())), legend=None
        ),
        order=alt.Order("rank:Q"),
        opacity=alt.condition("datum.complete", alt.value(1), alt.value(0.45)),
        tooltip=[
            alt.Tooltip("month:N", title=word(lang, "table.month")),
            alt.Tooltip("source_name:N", title=word(lang, "table.funding_source")),
            alt.Tooltip("active:Q", title=word(lang, "table.active"), format=",d"),
            alt.Tooltip("active_share:N", title=word(lang, "table.active_share")),
        ],
    )
    target = base.transform_filter("isValid(datum.target)")
    line = target.mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=INK[theme]).encode(y="target:Q")
    name = target.mark_text(align="left", dx=2, dy=-7, fontSize=12, fontWeight=600, color=INK[theme]).encode(
        y="target:Q", x=alt.value(0), text="target_label:N"
    )
    before = base.transform_filter("isValid(datum.earlier)")
    # Hidden from readers of screens while empty; the sentence of the chart names these targets.
    history = before.mark_rule(strokeDash=[2, 3], strokeWidth=1.5, color=INK[theme], aria=False).encode(
        x="period:O", x2="earlier_until:O", y="earlier:Q"
    )
    told = before.mark_text(align="left", dy=-7, fontSize=11, color=INK[theme], aria=False).encode(
        x="period:O", y="earlier:Q", text="earlier_label:N"
    )
    mark = (
        base.transform_filter("isValid(datum.marked)")
        .mark_text(text="▼", dy=-9, fontSize=12, color=INK[theme])
        .encode(x="period:O", y="marked:Q")
    )
    layers = bars + line + name + history + told + mark
    return finished_spec(layers.properties(height=TREND_HEIGHT), lang, theme=theme)


def month_axis(lang: str, by_month: bool) -> alt.Axis:
    """An axis of months written YYYY-MM: every month by its name, or the years only."""
    year, number = "slice(datum.value, 0, 4)", "toNumber(slice(datum.value, 5))"
    if by_month:
        months = Locale.parse(lang).months["format"]["abbreviated"]
        short = [months[month] for month in range(1, 13)]
        return alt.Axis(labelExpr=f"[{short}[{number} - 1], {year}]", labelAngle=0, ticks=False)
    return alt.Axis(
        labelExpr=f"{number} === 1 ? {year} : ''",
        labelAngle=0,
        ticks=False,
        labelOverlap=False,
        labelAlign="left",
    )


def share_axis(lang: str) -> alt.Axis:
    """An axis of shares [0-1] in percent, with the sign as the language writes it."""
    sign = "%" if lang == "en" else f"{HARD_SPACE}%"
    return alt.Axis(labelExpr=f"format(100 * datum.value, '.0f') + '{sign}'", tickCount=6)


@functools.cache
def rows_spec(*, lang: str, theme: str, measure: str = "workers") -> Spec:
    """One bar a row with its name and numbers above it, stacked by status.

    Rows: name, position, label, segment, segment_name, rank, workers (or worker-months: `measure` names
    what they count). The label stands on the row's own line, so that long names need no margin and a phone
    shows them.
    """
    base = alt.Chart(alt.NamedData("rows")).encode(
        y=alt.Y(
            "name:N", sort=alt.EncodingSortField(field="position", op="min", order="ascending"), axis=None
        )
    )
    bars = base.mark_bar(stroke=PAPER[theme], strokeWidth=0.5, height=13, yOffset=9).encode(
        x=alt.X(
            "workers:Q",
            stack="zero",
            title=word(lang, f"chart.{measure}"),
            axis=alt.Axis(format=",d", tickCount=5),
        ),
        color=alt.Color(
            "segment:N", scale=alt.Scale(domain=list(SEGMENTS), range=list(SEGMENTS.values())), legend=None
        ),
        order=alt.Order("rank:Q"),
        tooltip=[
            alt.Tooltip("name:N", title=word(lang, "table.name")),
            alt.Tooltip("segment_name:N", title=word(lang, "table.status")),
            alt.Tooltip("workers:Q", title=word(lang, f"table.{measure}"), format=",d"),
        ],
    )
    labels = (
        base.transform_filter("datum.rank === 0")
        .mark_text(
            align="left", baseline="bottom", dy=0, fontSize=13, color=INK[theme], limit=alt.ExprRef("width")
        )
        .encode(x=alt.value(0), text="label:N")
    )
    return finished_spec((bars + labels).properties(height=alt.Step(ROW_HEIGHT)), lang, theme=theme)


def finished_spec(chart: alt.LayerChart, lang: str, *, theme: str) -> Spec:
    """The chart as the browser gets it, with numbers in the form of `lang` and the colours of `theme`; its
    rows travel apart."""
    spec = chart.configure(locale=_locale(lang)).to_dict(validate=False)
    # Streamlit puts the rows in; a name or a schema address would only travel for nothing.
    for unwanted in ("$schema", "data", "datasets"):
        spec.pop(unwanted, None)
    for layer in spec.get("layer", ()):
        layer.pop("data", None)
    return in_theme(theme, spec)
