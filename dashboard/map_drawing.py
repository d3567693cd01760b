"""How is the map drawn where there is no browser? The same cells, circles and colours, as shapes."""

import functools

import altair as alt
import pyarrow as pa

from dashboard.answers import breakdown_answer
from dashboard.blocks.breakdown import rows_of
from dashboard.charts import Spec, finished_spec
from dashboard.drawing import Drawing
from dashboard.forms import number
from dashboard.frame import View
from dashboard.map import map_features, map_note
from dashboard.map_circles import scale_of
from dashboard.map_classes import legend_entries
from dashboard.names import names
from dashboard.palette import OUTLINE
from dashboard.words import word

HEIGHT = 620


@functools.cache
def shapes_spec(*, lang: str, theme: str) -> Spec:
    """Cells filled as the map fills them. Rows: GeoJSON features with `fill` [red, green, blue]."""
    fill = "'rgb(' + join(datum.properties.fill, ',') + ')'"
    # Near the equator a city is as good as flat; a plane needs no rule about which side of a line is inside.
    base = alt.Chart(alt.NamedData("rows")).transform_calculate(
        fill=fill,
        lon="datum.geometry.coordinates[0]",
        lat="datum.geometry.coordinates[1]",
        area="PI * datum.properties.radius * datum.properties.radius",
    )
    is_circle = "datum.geometry.type === 'Point'"
    cells = (
        base.transform_filter(f"!({is_circle})")
        .mark_geoshape(stroke=OUTLINE, strokeWidth=0.7)
        .encode(color=alt.Color("fill:N", scale=None))
    )
    circles = (
        base.transform_filter(is_circle)
        .mark_circle(stroke=OUTLINE, strokeWidth=0.7, opacity=1)
        .encode(
            longitude="lon:Q",
            latitude="lat:Q",
            size=alt.Size("area:Q", scale=None),
            color=alt.Color("fill:N", scale=None),
        )
    )
    drawn = (cells + circles).project(type="identity", reflectY=True).properties(height=HEIGHT)
    return finished_spec(drawn, lang, theme=theme)


def drawing(view: View) -> Drawing | None:
    """The map of the chosen level; None when no cell has workers. Raises OSError without shapes."""
    lang, level = view.lang, view.level
    rows = rows_of(view, level)
    if not rows:
        return None
    most = number(lang, scale_of(rows).most)
    answer = breakdown_answer(names(lang), level, rows, view.selection)
    return Drawing(
        spec=shapes_spec(lang=lang, theme=view.theme),
        rows=pa.table({}),
        features=map_features(level, rows, lang)["features"],
        title=word(lang, "map.title", group=word(lang, f"group.{level}")),
        alt=answer,
        query=f"coverage_by_{level}",
        legend=legend_entries(rows, lang),
        note=f"{word(lang, 'map.circle.largest', most=most)} {map_note(level, lang)}",
    )
