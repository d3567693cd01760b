"""How are the months of a what-if drawn? Pure, like `dashboard.charts`."""

import functools

import altair as alt

from dashboard.charts import Spec, finished_spec, month_axis
from dashboard.palette import ASKED, ELSEWHERE, GAP, INK, PAPER, PLEDGED, PROTECTED, SOURCES
from dashboard.words import word

CHART_HEIGHT, PATH_HEIGHT = 260, 300
LAYERS = {**SOURCES, "elsewhere": ELSEWHERE, "pledged": PLEDGED, "asked": ASKED}


@functools.cache
def monthly_cost_spec(*, lang: str, theme: str, unit: int, by_month: bool) -> Spec:
    """One bar a month, in `unit` rupiah, with its number where it differs from the month before.

    Rows: period, month, amount (in `unit`), idr (text), label (text or null).
    """
    base = alt.Chart(alt.NamedData("rows")).encode(
        x=alt.X("period:O", title=None, axis=month_axis(lang, by_month)),
        y=alt.Y(
            "amount:Q",
            title=word(lang, f"simulator.chart.unit.{unit}"),
            scale=alt.Scale(zero=True),
            axis=alt.Axis(format=",~f", tickCount=5),
        ),
    )
    bars = base.mark_bar(color=PROTECTED, stroke=PAPER[theme], strokeWidth=0.5).encode(
        tooltip=[
            alt.Tooltip("month:N", title=word(lang, "table.month")),
            alt.Tooltip("idr:N", title=word(lang, "simulator.table.idr")),
        ],
    )
    labels = (
        base.transform_filter("isValid(datum.label)")
        .mark_text(dy=-8, fontSize=12, fontWeight=600, color=INK[theme])
        .encode(text="label:N")
    )
    return finished_spec((bars + labels).properties(height=CHART_HEIGHT), lang, theme=theme)


@functools.cache
def path_spec(*, lang: str, theme: str, by_month: bool) -> Spec:
    """Protected workers by month, stacked by who pays, with the target and who is left if nobody renews.

    Rows: period, month, layer, layer_name, rank, workers; on one row a month also target and cliff
    (numbers or null), on one row of all target_label and cliff_label.
    """
    base = alt.Chart(alt.NamedData("rows")).encode(
        x=alt.X("period:O", title=None, axis=month_axis(lang, by_month)),
    )
    bars = base.mark_bar(stroke=PAPER[theme], strokeWidth=0.5).encode(
        y=alt.Y("workers:Q", stack="zero", title=word(lang, "chart.workers"), axis=alt.Axis(format=",d")),
        color=alt.Color(
            "layer:N", scale=alt.Scale(domain=list(LAYERS), range=list(LAYERS.values())), legend=None
        ),
        order=alt.Order("rank:Q"),
        tooltip=[
            alt.Tooltip("month:N", title=word(lang, "table.month")),
            alt.Tooltip("layer_name:N", title=word(lang, "table.funding_source")),
            alt.Tooltip("workers:Q", title=word(lang, "table.active"), format=",d"),
        ],
    )
    target = base.transform_filter("isValid(datum.target)")
    line = target.mark_line(interpolate="step", strokeWidth=2, color=INK[theme]).encode(y="target:Q")
    name = (
        base.transform_filter("isValid(datum.target_label)")
        .mark_text(align="right", dx=0, dy=-8, fontSize=12, fontWeight=600, color=INK[theme])
        .encode(y="target:Q", x=alt.value(alt.ExprRef("width")), text="target_label:N")
    )
    cliff = base.transform_filter("isValid(datum.cliff)")
    left = cliff.mark_line(strokeDash=[4, 3], strokeWidth=2, color=GAP).encode(y="cliff:Q")
    return finished_spec((bars + line + name + left).properties(height=PATH_HEIGHT), lang, theme=theme)


@functools.cache
def tornado_spec(*, lang: str, theme: str, axis: str) -> Spec:
    """One bar an assumption, from its low to its high result, the point as a line; `axis`: what it counts.

    Rows: name, position, label, low, high, point, span (text).
    """
    base = alt.Chart(alt.NamedData("rows")).encode(
        y=alt.Y("name:N", sort=alt.EncodingSortField(field="position", op="min"), axis=None)
    )
    bars = base.mark_bar(color=PROTECTED, height=12, yOffset=9).encode(
        x=alt.X(
            "low:Q",
            title=axis,
            scale=alt.Scale(zero=False),
            axis=alt.Axis(format=",~f", tickCount=5),
        ),
        x2="high:Q",
        tooltip=[
            alt.Tooltip("name:N", title=word(lang, "simulator.range.assumption")),
            alt.Tooltip("span:N", title=word(lang, "simulator.table.idr")),
        ],
    )
    point = base.mark_tick(color=INK[theme], thickness=2, size=18, yOffset=9).encode(x="point:Q")
    labels = base.mark_text(align="left", baseline="bottom", fontSize=13, color=INK[theme]).encode(
        x=alt.value(0), text="label:N"
    )
    return finished_spec((bars + point + labels).properties(height=alt.Step(40)), lang, theme=theme)
