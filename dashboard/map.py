"""How does the map look: its cells with their numbers and colours, and where is looked at?

The cells travel by their own address (/peta/<level>.json), which the browser keeps; the page itself
carries only that address. No basemap is drawn and no other host is asked.
"""

import functools
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pydeck as pdk

from dashboard.cities import city_dir, city_parameter
from dashboard.city import City, city
from dashboard.forms import number, share
from dashboard.map_circles import LABEL_PIXELS, WORLD_PIXELS, circle_features, free_labels, short_labels
from dashboard.map_classes import class_bounds, colour_of
from dashboard.names import reference
from dashboard.palette import INK, OUTLINE, rgb
from dashboard.words import word

LAYER = "cells"  # id, by which a selection tells what was chosen
MAP_PIXELS = 600  # height
PHONE_PIXELS = 320  # narrowest width of the map
Row = Mapping[str, Any]


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
    """The cells of `level` with name, numbers in words and colour, and a circle on each, as GeoJSON."""
    bounds = class_bounds(rows)
    by_code = {row["id"]: row for row in rows}
    shapes = {cell["properties"]["code"]: cell for cell in cells(level)["features"]}
    # Narrowed to one kecamatan, its neighbours are not asked for.
    shown = {code: cell for code, cell in shapes.items() if code in by_code}
    called = {code: str(cell["properties"]["name"]) for code, cell in shown.items()}
    zoom = view_of(level, list(shown), city()).zoom
    labels = free_labels(rows, _centres(level), short_labels(called, city().name), zoom=zoom)
    properties = {
        code: {
            **_said(by_code[code], lang),
            "code": code,
            "name": called[code],
            "label": labels.get(code, ""),
            "fill": rgb(colour_of(by_code[code], bounds)),
        }
        for code in shown
    }
    drawn = [
        {"type": "Feature", "geometry": cell["geometry"], "properties": properties[code]}
        for code, cell in shown.items()
    ]
    return {
        "type": "FeatureCollection",
        "features": drawn + circle_features(rows, _centres(level), properties),
    }


def _said(row: Row, lang: str) -> dict[str, str]:
    part, whole = number(lang, row["active"]), number(lang, row["universe"])
    return {
        "coverage": share(lang, row["active"], row["universe"]),
        "counts": word(lang, "card.of", part=part, whole=whole),
        "unprotected": number(lang, row["unprotected"]),
    }


def _centres(level: str) -> dict[str, tuple[float, float]]:
    return {code: (row["lon"], row["lat"]) for code, row in reference(f"{level}_list").items()}


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


def _names_of_circles() -> dict[str, Any]:
    return {
        "get_text": "properties.label",
        "get_text_size": LABEL_PIXELS,
        "get_text_color": rgb(INK["light"]),
        "get_text_pixel_offset": "properties.offset",
        "text_background": True,
        "get_text_background_color": "properties.paper",
        "text_background_padding": [3, 1],
        "text_font_family": pdk.types.String("Source Sans, sans-serif"),
        "text_font_weight": 600,
        "text_character_set": pdk.types.String("auto"),
    }


def outline(level: str, code: str, theme: str) -> pdk.Layer:
    """A thick line around one cell, which marks it as the one that is read about."""
    (cell,) = [each for each in cells(level)["features"] if each["properties"]["code"] == code]
    return pdk.Layer(
        "GeoJsonLayer",
        data={"type": "Feature", "geometry": cell["geometry"], "properties": {}},
        id="outline",
        filled=False,
        get_line_color=rgb(INK[theme]),
        line_width_min_pixels=3,
    )


def deck(url: str, looking_at: pdk.ViewState, lang: str, *above: pdk.Layer) -> pdk.Deck:
    """The map of the cells at `url`, with layers above them."""
    layer = pdk.Layer(
        "GeoJsonLayer",
        data=url,
        id=LAYER,
        pickable=True,
        auto_highlight=True,
        get_fill_color="properties.fill",
        get_line_color=rgb(OUTLINE),
        line_width_min_pixels=1,
        point_type=pdk.types.String("circle+text"),
        get_point_radius="properties.radius",
        point_radius_units=pdk.types.String("pixels"),
        **_names_of_circles(),
    )
    # Without map_provider=None, or with any map_style, the browser would ask a tile server.
    return pdk.Deck(
        layers=[layer, *above],
        map_provider=None,
        initial_view_state=looking_at,
        views=[pdk.View(type="MapView", controller={"scrollZoom": False, "dragRotate": False})],
        tooltip={"text": word(lang, "map.tooltip")},
    )
