"""How are the monthly costs drawn? Pure, like `dashboard.charts`."""

import functools

import altair as alt

from dashboard.charts import MONTHS_BY_NAME, Spec, finished_spec, month_axis
from dashboard.palette import INK, PAPER, PROTECTED
from dashboard.words import word

CHART_HEIGHT = 260


@functools.cache
def monthly_cost_spec(*, lang: str, theme: str, unit: int, months: int) -> Spec:
    """One bar a month, in `unit` rupiah, with its number where it differs from the month before.

    Rows: period, month, amount (in `unit`), idr (text), label (text or null).
    """
    base = alt.Chart(alt.NamedData("rows")).encode(
        x=alt.X("period:O", title=None, axis=month_axis(lang, months <= MONTHS_BY_NAME)),
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
    return finished_spec((bars + labels).properties(height=CHART_HEIGHT), lang)
