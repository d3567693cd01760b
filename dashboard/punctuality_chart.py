"""How is the strip of months of each body drawn? Pure, like `dashboard.charts`."""

import functools

import altair as alt

from dashboard.charts import Spec, finished_spec, month_axis
from dashboard.palette import GAP, INK, PAPER, PROTECTED, SEGMENTS
from dashboard.words import word

ROW_HEIGHT = 36
COLOURS = {
    "on_time": PROTECTED,
    "late": GAP,
    "missing": GAP,
    "with_release": SEGMENTS["lapsed"],
    "not_awaited": SEGMENTS["lapsed"],
}
STRENGTH = {"on_time": 0.22, "late": 0.3, "missing": 0.75, "with_release": 0.25, "not_awaited": 0.06}


@functools.cache
def strip_spec(*, lang: str, theme: str) -> Spec:
    """One row a body with its name above, one cell a month with the sign of what came of its list.

    Rows: name, position, label (on the first month only), period, month (name), status, sign, told, due,
    came.
    """
    base = alt.Chart(alt.NamedData("rows")).encode(
        y=alt.Y("name:N", sort=alt.EncodingSortField(field="position", op="min"), axis=None),
    )
    x = alt.X("period:O", title=None, axis=month_axis(lang, by_month=True))
    cells = base.mark_rect(stroke=PAPER[theme], strokeWidth=2, height=18, yOffset=9).encode(
        x=x,
        color=alt.Color(
            "status:N", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())), legend=None
        ),
        opacity=alt.Opacity(
            "status:N", scale=alt.Scale(domain=list(STRENGTH), range=list(STRENGTH.values())), legend=None
        ),
        tooltip=[
            alt.Tooltip("name:N", title=word(lang, "table.opd")),
            alt.Tooltip("month:N", title=word(lang, "table.month")),
            alt.Tooltip("told:N", title=word(lang, "punctuality.status")),
            alt.Tooltip("due:N", title=word(lang, "punctuality.due")),
            alt.Tooltip("came:N", title=word(lang, "punctuality.came")),
        ],
    )
    signs = base.mark_text(fontSize=12, fontWeight=600, yOffset=9, color=INK[theme]).encode(
        x=x, text="sign:N"
    )
    labels = (
        base.transform_filter("isValid(datum.label)")
        .mark_text(align="left", baseline="bottom", fontSize=13, color=INK[theme], limit=alt.ExprRef("width"))
        .encode(x=alt.value(0), text="label:N")
    )
    layers = cells + signs + labels
    return finished_spec(layers.properties(height=alt.Step(ROW_HEIGHT)), lang, theme=theme)
