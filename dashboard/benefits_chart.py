"""How are paid benefits drawn? Pure, like `dashboard.charts`."""

import functools
from collections.abc import Sequence

import altair as alt

from dashboard.charts import Spec, finished_spec, month_axis
from dashboard.palette import INK, PAPER, PROGRAMMES
from dashboard.words import word

PAID_HEIGHT = 280


@functools.cache
def paid_spec(*, lang: str, theme: str, unit: int) -> Spec:
    """Rupiah paid by month, in `unit` rupiah, stacked by programme.

    Rows: period, month (name), programme, rank, amount (in `unit`; null where none is published), benefit,
    idr and cases (texts), complete (whether all reports of the month are in); on one row a month also total
    and label (or null).
    """
    base = alt.Chart(alt.NamedData("rows")).encode(
        x=alt.X("period:O", title=None, axis=month_axis(lang, True))
    )
    bars = base.mark_bar(stroke=PAPER[theme], strokeWidth=0.5).encode(
        y=alt.Y(
            "amount:Q",
            stack="zero",
            title=word(lang, f"simulator.chart.unit.{unit}"),
            axis=alt.Axis(format=",~f", tickCount=5),
        ),
        color=alt.Color(
            "programme:N",
            scale=alt.Scale(domain=list(PROGRAMMES), range=list(PROGRAMMES.values())),
            legend=None,
        ),
        order=alt.Order("rank:Q"),
        opacity=alt.condition("datum.complete", alt.value(1), alt.value(0.45)),
        tooltip=[
            alt.Tooltip("month:N", title=word(lang, "table.month")),
            alt.Tooltip("benefit:N", title=word(lang, "table.benefit")),
            alt.Tooltip("idr:N", title=word(lang, "table.paid")),
            alt.Tooltip("cases:N", title=word(lang, "table.cases")),
        ],
    )
    labels = (
        base.transform_filter("isValid(datum.label)")
        .mark_text(dy=-8, fontSize=12, fontWeight=600, color=INK[theme])
        .encode(y="total:Q", text="label:N")
    )
    return finished_spec((bars + labels).properties(height=PAID_HEIGHT), lang, theme=theme)


def named_bars(totals: Sequence[int]) -> list[bool]:
    """Which bars carry their number: the first of the highest, and the last where that stands clear of it."""
    peak, last = totals.index(max(totals)), len(totals) - 1
    return [place == peak or (place == last and last - peak > 1) for place in range(len(totals))]
