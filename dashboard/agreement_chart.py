"""How is coverage before and after a signature drawn? Pure, like `dashboard.charts`."""

import functools

import altair as alt

from dashboard.charts import Spec, finished_spec, share_axis
from dashboard.palette import INK, PAPER, PROTECTED, SEGMENTS
from dashboard.words import word

HEIGHT = 340


@functools.cache
def signature_spec(*, lang: str, theme: str) -> Spec:
    """One line a body, months counted from its signature, grey before it and coloured after.

    Rows: name, months_since [months], rate [share 0-1], shown (text), month (name), when (text), complete
    (false: drawn hollow), and label (the name, on the last month of a body only).
    """
    base = alt.Chart(alt.NamedData("rows"))
    x = alt.X(
        "months_since:Q",
        title=word(lang, "agreement.axis"),
        axis=alt.Axis(tickMinStep=1, format="+d", grid=False, labelExpr="datum.value ? datum.label : '0'"),
        scale=alt.Scale(nice=False, padding=8),
    )
    y = alt.Y("rate:Q", title=word(lang, "table.coverage"), axis=share_axis(lang))
    line = base.mark_line(strokeWidth=2, color=SEGMENTS["lapsed"]).encode(x=x, y=y, detail="name:N")
    after = (
        base.transform_filter("datum.months_since >= 0")
        .mark_line(strokeWidth=2.5, color=PROTECTED)
        .encode(x=x, y=y, detail="name:N")
    )
    points = base.mark_point(size=34, opacity=1, strokeWidth=1.5).encode(
        x=x,
        y=y,
        color=alt.condition("datum.months_since < 0", alt.value(SEGMENTS["lapsed"]), alt.value(PROTECTED)),
        fill=alt.condition("datum.complete", alt.value(INK[theme]), alt.value(PAPER[theme])),
        tooltip=[
            alt.Tooltip("name:N", title=word(lang, "table.opd")),
            alt.Tooltip("month:N", title=word(lang, "table.month")),
            alt.Tooltip("when:N", title=word(lang, "agreement.axis")),
            alt.Tooltip("shown:N", title=word(lang, "table.coverage")),
        ],
    )
    signed = (
        alt.Chart(alt.NamedData("rows"))
        .mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=INK[theme])
        .encode(x=alt.datum(0))
    )
    names = (
        base.transform_filter("isValid(datum.label)")
        .mark_text(align="right", dx=-6, dy=-9, fontSize=12, color=INK[theme])
        .encode(x=x, y=y, text="label:N")
    )
    return finished_spec(
        (line + after + points + signed + names).properties(height=HEIGHT), lang, theme=theme
    )
