"""How do two coverages over the months look beside each other? Pure, like `dashboard.charts`."""

import functools

import altair as alt

from dashboard.charts import Spec, finished_spec, month_axis
from dashboard.palette import GAP, INK, PROTECTED
from dashboard.words import word

HEIGHT = 300
SIDES = {"A": PROTECTED, "B": GAP}
DASHES = {"A": [1, 0], "B": [6, 4]}  # colour is never the only sign


@functools.cache
def two_lines_spec(*, lang: str, theme: str, by_month: bool) -> Spec:
    """A line of coverage for each view, its chosen month marked and named.

    Rows: period, month, side (A or B), percent [0-100, null for nobody], shown (text), counts (text), label
    (null except at the chosen month), is_line (false where the other line says the same).
    """
    base = alt.Chart(alt.NamedData("rows")).encode(
        x=alt.X("period:O", title=None, axis=month_axis(lang, by_month)),
        y=alt.Y(
            "percent:Q",
            title=word(lang, "chart.compare.axis"),
            scale=alt.Scale(zero=True),
            axis=alt.Axis(tickCount=6),
        ),
        color=alt.Color(
            "side:N", scale=alt.Scale(domain=list(SIDES), range=list(SIDES.values())), legend=None
        ),
        tooltip=[
            alt.Tooltip("side:N", title=word(lang, "compare.side")),
            alt.Tooltip("month:N", title=word(lang, "table.month")),
            alt.Tooltip("shown:N", title=word(lang, "table.coverage")),
            alt.Tooltip("counts:N", title=word(lang, "table.workers")),
        ],
    )
    lines = (
        base.transform_filter("datum.is_line")
        .mark_line(strokeWidth=2.5)
        .encode(
            strokeDash=alt.StrokeDash(
                "side:N", scale=alt.Scale(domain=list(DASHES), range=list(DASHES.values())), legend=None
            )
        )
    )
    chosen = base.transform_filter("isValid(datum.label)")
    marks = chosen.mark_point(filled=True, size=90, opacity=1).encode(
        shape=alt.Shape(
            "side:N", scale=alt.Scale(domain=list(SIDES), range=["circle", "diamond"]), legend=None
        )
    )
    names = chosen.mark_text(
        align="right", dx=-4, dy=-12, fontSize=13, fontWeight=600, color=INK[theme]
    ).encode(text="label:N", color=alt.value(INK[theme]))
    return finished_spec((lines + marks + names).properties(height=HEIGHT), lang, theme=theme)
