"""How are the reasons of a change drawn? Pure, like `dashboard.charts`."""

import functools

import altair as alt

from dashboard.charts import Spec, finished_spec
from dashboard.palette import GAP, INK, PROTECTED, SEGMENTS
from dashboard.words import word

ROW_HEIGHT = 46
ROLES = {"adds": PROTECTED, "takes": GAP, "total": SEGMENTS["lapsed"]}


@functools.cache
def waterfall_spec(*, lang: str, theme: str) -> Spec:
    """One bar a reason, each beginning where the one above ends, the whole change last and from zero.

    Rows: name, position, label (above its bar), start, stop [workers], role, and adds (text).
    """
    base = alt.Chart(alt.NamedData("rows")).encode(
        y=alt.Y("name:N", sort=alt.EncodingSortField(field="position", op="min"), axis=None)
    )
    bars = base.mark_bar(height=14, yOffset=10).encode(
        x=alt.X(
            "start:Q",
            title=word(lang, "chart.changes.axis"),
            axis=alt.Axis(format="+,d", tickCount=5, labelExpr="datum.value ? datum.label : '0'"),
        ),
        x2="stop:Q",
        color=alt.Color(
            "role:N", scale=alt.Scale(domain=list(ROLES), range=list(ROLES.values())), legend=None
        ),
        tooltip=[
            alt.Tooltip("name:N", title=word(lang, "changes.reason")),
            alt.Tooltip("adds:N", title=word(lang, "changes.adds")),
        ],
    )
    ends = base.mark_tick(color=INK[theme], thickness=1.5, size=22, yOffset=10).encode(x="stop:Q")
    labels = base.mark_text(
        align="left", baseline="bottom", fontSize=13, color=INK[theme], limit=alt.ExprRef("width")
    ).encode(x=alt.value(0), text="label:N")
    return finished_spec((bars + ends + labels).properties(height=alt.Step(ROW_HEIGHT)), lang, theme=theme)
