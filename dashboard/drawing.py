"""What is a chart, wherever it is drawn? The same in the browser and in an image made on the server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pyarrow as pa

from dashboard.charts import Spec
from dashboard.choices import SLICE, Selection
from dashboard.cities import city_parameter

IMAGE_ENDINGS = ("png", "svg")


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A chart with its rows and words.

    `title` is the sentence above it, `alt` says what the data say, `legend` maps names to colours,
    `query` is the named query that the numbers are from.
    """

    spec: Spec
    rows: pa.Table
    title: str
    alt: str
    query: str
    legend: Mapping[str, str]
    note: str = ""  # what must be told beside the source
    features: Sequence[Mapping[str, Any]] = ()  # GeoJSON of a map, in place of rows

    @property
    def values(self) -> list[Any]:
        """What the specification draws."""
        return list(self.features) or self.rows.to_pylist()


def image_links(
    chart: str, selection: Selection, *, level: str | None = None, **page_values: str | None
) -> dict[str, str]:
    """Addresses of the images of a chart that `dashboard.drawings` names, by kind: PNG, SVG.

    `page_values` are those parameters of the page that the chart follows.
    """
    told = {
        "period": selection.period,
        "denominator": selection.denominator,
        "target": selection.target,
        **selection.parameters(*SLICE),
        "level": level,
        **page_values,
    }
    given = {name: value for name, value in told.items() if value is not None} | city_parameter()
    query = urlencode({**given, "lang": selection.lang})
    return {ending.upper(): f"/gambar/{chart}.{ending}?{query}" for ending in IMAGE_ENDINGS}
