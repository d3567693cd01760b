"""How is cover that runs out drawn? Pure, like `dashboard.charts`."""

import functools
from collections.abc import Sequence

import altair as alt

from dashboard.charts import Spec, finished_spec, month_axis
from dashboard.palette import INK, PAPER, SOURCES
from dashboard.words import word

CLIFF_HEIGHT = 300
LEAST_STEP = 20  # a number stands on a bar that is lower than the last named one by 1/20 of the first


@functools.cache
def cliff_spec(*, lang: str, theme: str) -> Spec:
    """Workers still covered by month, stacked by who pays, with the number where it falls.

    Rows: month (YYYY-MM), month_name, source, source_name, rank, covered, ended; on one row a month also
    total and total_label (null elsewhere, and null where it hardly fell).
    """
    base = alt.Chart(alt.NamedData("rows")).encode(
        x=alt.X("month:O", title=None, axis=month_axis(lang, True))
    )
    bars = base.mark_bar(stroke=PAPER[theme], strokeWidth=0.5).encode(
        y=alt.Y("covered:Q", stack="zero", title=word(lang, "chart.workers"), axis=alt.Axis(format=",d")),
        color=alt.Color(
            "source:N", scale=alt.Scale(domain=list(SOURCES), range=list(SOURCES.values())), legend=None
        ),
        order=alt.Order("rank:Q"),
        tooltip=[
            alt.Tooltip("month_name:N", title=word(lang, "table.month")),
            alt.Tooltip("source_name:N", title=word(lang, "table.funding_source")),
            alt.Tooltip("covered:Q", title=word(lang, "table.still_covered"), format=",d"),
            alt.Tooltip("ended:Q", title=word(lang, "table.ended"), format=",d"),
        ],
    )
    labels = (
        base.transform_filter("isValid(datum.total_label)")
        # From the left edge of its bar on: all bars to the right are lower, so a phone has room.
        .mark_text(align="left", dy=-8, fontSize=12, fontWeight=600, color=INK[theme])
        .encode(x=alt.X("month:O", bandPosition=0.05), y="total:Q", text="total_label:N")
    )
    return finished_spec((bars + labels).properties(height=CLIFF_HEIGHT), lang, theme=theme)


def named_bars(totals: Sequence[int]) -> list[bool]:
    """Which bars carry their number: the first, and each that is clearly lower than the last that does."""
    named, last = [], None
    for total in totals:
        is_clear = last is not None and last > total and (last - total) * LEAST_STEP >= totals[0]
        is_named = last is None or is_clear or (total == 0 and last > 0)
        named.append(is_named)
        last = total if is_named else last
    return named
