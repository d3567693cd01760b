"""How is the map drawn where there is no browser? The same cells, classes and colours, as shapes."""

import functools

import altair as alt
import pyarrow as pa

from dashboard.answers import breakdown_answer
from dashboard.blocks.breakdown import rows_of
from dashboard.charts import Spec, finished_spec
from dashboard.drawing import Drawing
from dashboard.frame import View
from dashboard.map import legend_entries, map_features, map_note
from dashboard.names import names
from dashboard.palette import OUTLINE
from dashboard.words import word

HEIGHT = 620


@functools.cache
def shapes_spec(*, lang: str, theme: str) -> Spec:
    """Cells filled as the map fills them. Rows: GeoJSON features with `fill` [red, green, blue]."""
    fill = "'rgb(' + join(datum.properties.fill, ',') + ')'"
    # Near the equator a city is as good as flat; a plane needs no rule about which side of a line is inside.
    cells = (
        alt.Chart(alt.NamedData("rows"))
        .transform_calculate(fill=fill)
        .mark_geoshape(stroke=OUTLINE, strokeWidth=0.7)
        .encode(color=alt.Color("fill:N", scale=None))
        .project(type="identity", reflectY=True)
        .properties(height=HEIGHT)
    )
    return finished_spec(cells, lang, theme=theme)


def drawing(view: View) -> Drawing | None:
    """The map of the chosen level; None when no cell has workers. Raises OSError without shapes."""
    lang, level = view.lang, view.level
    rows = rows_of(view, level)
    if not rows:
        return None
    answer = breakdown_answer(names(lang), level, rows, view.selection)
    return Drawing(
        spec=shapes_spec(lang=lang, theme=view.theme),
        rows=pa.table({}),
        features=map_features(level, rows, lang)["features"],
        title=word(lang, "map.title", group=word(lang, f"group.{level}")),
        alt=answer,
        query=f"coverage_by_{level}",
        legend=legend_entries(rows, lang),
        note=map_note(level, lang),
    )
