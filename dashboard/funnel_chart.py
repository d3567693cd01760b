"""How is coverage against size drawn, with the limits of chance? Pure, like `dashboard.charts`."""

import functools

import altair as alt

from dashboard.charts import Spec, finished_spec, share_axis
from dashboard.palette import GAP, INK, PAPER, PROTECTED, SEGMENTS
from dashboard.words import word

HEIGHT = 380
COLOURS = {"above": PROTECTED, "below": GAP, "alike": SEGMENTS["lapsed"], "unranked": SEGMENTS["lapsed"]}
SHAPES = {"above": "triangle-up", "below": "triangle-down", "alike": "circle", "unranked": "square"}


@functools.cache
def funnel_spec(*, lang: str, theme: str) -> Spec:
    """One point a group by its size, between the limits for that size, around the share of the city.

    Rows: name, place (text; null if not ranked), universe [workers], rate, city_rate, low_95, high_95,
    low_998, high_998 [shares 0-1], side (above, below, alike, unranked), shown, standing and counted (texts).
    """
    base = alt.Chart(alt.NamedData("rows"))
    x = alt.X(
        "universe:Q",
        scale=alt.Scale(type="log", nice=False, padding=16),
        title=word(lang, "ranking.axis"),
        axis=alt.Axis(format=",d", grid=False, tickCount=5, labelOverlap="greedy"),
    )
    wide = base.mark_area(opacity=0.16, color=SEGMENTS["lapsed"]).encode(
        x=x, y=_coverage(lang, "low_998"), y2="high_998:Q"
    )
    narrow = base.mark_area(opacity=0.24, color=SEGMENTS["lapsed"]).encode(
        x=x, y=_coverage(lang, "low_95"), y2="high_95:Q"
    )
    city = base.mark_line(strokeWidth=1.5, color=INK[theme]).encode(x=x, y=_coverage(lang, "city_rate"))
    points = base.mark_point(size=90, opacity=1, strokeWidth=1.5).encode(
        x=x,
        y=_coverage(lang, "rate"),
        color=alt.Color(
            "side:N", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())), legend=None
        ),
        fill=alt.Fill(
            "side:N",
            scale=alt.Scale(domain=list(COLOURS), range=[*list(COLOURS.values())[:-1], PAPER[theme]]),
            legend=None,
        ),
        shape=alt.Shape(
            "side:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())), legend=None
        ),
        tooltip=[
            alt.Tooltip("name:N", title=word(lang, "table.name")),
            alt.Tooltip("shown:N", title=word(lang, "table.coverage")),
            alt.Tooltip("counted:N", title=word(lang, "table.workers")),
            alt.Tooltip("standing:N", title=word(lang, "ranking.standing")),
        ],
    )

    ranks = (
        base.transform_filter("isValid(datum.place)")
        .mark_text(dy=-12, fontSize=12, fontWeight=600, color=INK[theme])
        .encode(x=x, y=_coverage(lang, "rate"), text="place:N")
    )
    layers = wide + narrow + city + points + ranks
    return finished_spec(layers.properties(height=HEIGHT), lang, theme=theme)


def _coverage(lang: str, column: str) -> alt.Y:
    return alt.Y(f"{column}:Q", title=word(lang, "table.coverage"), axis=share_axis(lang))
