"""How does the map look: its cells with their numbers, its classes of colour, its legend?

The cells travel by their own address (/peta/<level>.json), which the browser keeps; the page itself
carries only that address. No basemap is drawn and no other host is asked.
"""

import functools
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pydeck as pdk

from dashboard.cities import city_dir, city_parameter
from dashboard.city import City
from dashboard.forms import number, percent, share
from dashboard.palette import NO_WORKERS, OUTLINE, RAMP, rgb
from dashboard.words import word

STEPS = [Decimal(step) for step in ("0.005", "0.01", "0.02", "0.025", "0.05", "0.1", "0.2")]
MAP_PIXELS = 600  # height
PHONE_PIXELS = 320  # narrowest width of the map
WORLD_PIXELS = 512  # width of the world at zoom 0
Row = Mapping[str, Any]


def class_bounds(rows: Sequence[Row]) -> tuple[Decimal, ...]:
    """Bounds [share 0-1] of the colour classes, lowest first: round, equally wide, at most five classes.

    Empty when no row has workers.
    """
    rates = [Decimal(row["active"]) / row["universe"] for row in rows if row["universe"]]
    if not rates:
        return ()
    for step in STEPS:
        first = (min(rates) / step).to_integral_value(rounding=ROUND_FLOOR)
        # A highest rate on a bound ends the class below it: 100 % needs no class above.
        last = max(first, (max(rates) / step).to_integral_value(rounding=ROUND_CEILING) - 1)
        if last - first < len(RAMP):
            break
    return tuple(step * (first + place) for place in range(int(last - first) + 2))


def colour_of(row: Row, bounds: Sequence[Decimal]) -> str:
    """The colour of the class that the row's coverage falls into."""
    if not row["universe"]:
        return NO_WORKERS
    rate = Decimal(row["active"]) / row["universe"]
    return RAMP[sum(rate >= bound for bound in bounds[1:-1])]


def legend_entries(rows: Sequence[Row], lang: str) -> dict[str, str]:
    """Class names with their unit, and colours, lowest first."""
    bounds = class_bounds(rows)
    entries = {
        word(lang, "map.class", low=percent(lang, low), high=percent(lang, high)): colour
        for low, high, colour in zip(bounds, bounds[1:], RAMP, strict=False)
    }
    if any(not row["universe"] for row in rows):
        entries[word(lang, "map.class.none")] = NO_WORKERS
    return entries


@functools.lru_cache(maxsize=16)
def _cells(path: Path, changed: tuple[int, int]) -> tuple[dict[str, Any], str]:  # noqa: ARG001  only a key
    content = path.read_bytes()
    return json.loads(content), hashlib.sha256(content).hexdigest()[:12]


def _cells_now(level: str) -> tuple[dict[str, Any], str]:
    path = city_dir() / "geo" / f"{level}.geojson"
    status = path.stat()
    return _cells(path, (status.st_mtime_ns, status.st_size))


def cells(level: str) -> dict[str, Any]:
    """The GeoJSON of `level` in the city's folder. Raises OSError when the city has none."""
    return _cells_now(level)[0]


def map_version(level: str, revision: str) -> str:
    """What the map of `level` is drawn from: the state of the extract and the shapes. Raises OSError."""
    return f"{revision}-{_cells_now(level)[1]}"


def map_note(level: str, lang: str) -> str:
    """What stands under the map: where its shapes come from, and whether they are schematic."""
    shapes = cells(level)
    attribution = str(shapes["attribution"][lang])
    return f"{word(lang, 'map.schematic')} {attribution}" if shapes["schematic"] else attribution


def map_features(level: str, rows: Sequence[Row], lang: str) -> dict[str, Any]:
    """The cells of `level` with name, coverage in words, and colour, as GeoJSON."""
    bounds = class_bounds(rows)
    by_code = {row["id"]: row for row in rows}
    features = []
    for cell in cells(level)["features"]:
        row = by_code.get(cell["properties"]["code"])
        if row is None:
            continue  # narrowed to one kecamatan: its neighbours are not asked for
        properties = {
            "name": cell["properties"]["name"],
            "coverage": share(lang, row["active"], row["universe"]),
            "counts": word(
                lang, "card.of", part=number(lang, row["active"]), whole=number(lang, row["universe"])
            ),
            "fill": rgb(colour_of(row, bounds)),
        }
        features.append({"type": "Feature", "geometry": cell["geometry"], "properties": properties})
    return {"type": "FeatureCollection", "features": features}


def map_url(level: str, params: Mapping[str, object], *, lang: str, version: str) -> str:
    """Address of the cells; it names what they are drawn from, so a kept copy is never stale."""
    given = {name: value for name, value in params.items() if value is not None} | city_parameter()
    return f"/peta/{level}.json?{urlencode({**given, 'lang': lang, 'v': version})}"


def view_of(level: str, codes: Sequence[str], city: City) -> pdk.ViewState:
    """Where the map looks: at the whole city, or at the cells of `codes` when they are only a part."""
    shown = [cell for cell in cells(level)["features"] if cell["properties"]["code"] in set(codes)]
    whole = pdk.ViewState(
        latitude=city.latitude, longitude=city.longitude, zoom=city.zoom, min_zoom=9, max_zoom=15
    )
    if not shown or len(shown) == len(cells(level)["features"]):
        return whole
    points = [point for cell in shown for point in _points(cell["geometry"]["coordinates"])]
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    # Near the equator a degree has as many pixels upwards as sideways.
    degrees = max((east - west) / PHONE_PIXELS, (north - south) / MAP_PIXELS)
    whole.latitude, whole.longitude = (south + north) / 2, (west + east) / 2
    whole.zoom = round(math.log2(360 / WORLD_PIXELS / degrees), 2)
    return whole


def _points(coordinates: Any) -> list[list[float]]:
    """The points of a polygon or of several, whatever their nesting."""
    if isinstance(coordinates[0], (int, float)):
        return [coordinates]
    return [point for part in coordinates for point in _points(part)]


def deck(url: str, looking_at: pdk.ViewState, lang: str) -> pdk.Deck:
    """The map of the cells at `url`."""
    layer = pdk.Layer(
        "GeoJsonLayer",
        data=url,
        id="cells",
        pickable=True,
        auto_highlight=True,
        get_fill_color="properties.fill",
        get_line_color=rgb(OUTLINE),
        line_width_min_pixels=1,
    )
    # Without map_provider=None, or with any map_style, the browser would ask a tile server.
    return pdk.Deck(
        layers=[layer],
        map_provider=None,
        initial_view_state=looking_at,
        views=[pdk.View(type="MapView", controller={"scrollZoom": False, "dragRotate": False})],
        tooltip={"text": word(lang, "map.tooltip")},
    )
