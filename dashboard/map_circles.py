"""How large are the circles on the map, what are they called, and how does the legend show their scale?

The area of a circle counts the workers without cover, so twice the people is twice the ink.
"""

import math
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.forms import number
from dashboard.palette import GAP, PAPER, rgb
from dashboard.words import word

LARGEST_PIXELS = 19.0  # radius of the circle with the most people
CROWDED_PIXELS = 8.0  # the same where there are more circles than
NAMED_UP_TO = 30
WORLD_PIXELS = 512  # width of the world at zoom 0
LABEL_PIXELS = 12
LABEL_PAPER = 190  # of 255: how much the paper under a name covers
LETTER_PIXELS, LABEL_LINE, LABEL_GAP = 6.5, 18, 4  # of a label

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How people become circles: the largest stands for `most` workers and has a radius of `pixels`."""

    most: int
    pixels: float

    def radius(self, workers: int) -> float:
        """Radius [pixels] of the circle of so many people; 0 for nobody."""
        return round(self.pixels * math.sqrt(workers / self.most), 2) if self.most else 0.0


def scale_of(rows: Sequence[Row]) -> Scale:
    """The scale of a map of these places."""
    most = max((row["unprotected"] for row in rows), default=0)
    return Scale(most=most, pixels=LARGEST_PIXELS if len(rows) <= NAMED_UP_TO else CROWDED_PIXELS)


def label_offset(pixels: float) -> float:
    """How far below the centre of a circle of this radius its name stands [pixels]."""
    return round(pixels + LABEL_PIXELS * 2 / 3, 2)


def legend_counts(most: int) -> list[int]:
    """Round numbers [workers] that the legend draws, smallest first, none above `most`."""
    round_numbers = [step * 10**power for power in range(8) for step in (1, 2, 5)]
    fitting = [count for count in round_numbers if count <= most]
    return fitting[-5::2]


def short_labels(names: Mapping[str, str], city_name: str) -> dict[str, str]:
    """Names by code for the map, without the name of the city that most of them begin with."""
    prefix = city_name.split()[-1] + " "
    return {code: name.removeprefix(prefix) for code, name in names.items()}


def free_labels(
    rows: Sequence[Row],
    places: Mapping[str, tuple[float, float]],
    labels: Mapping[str, str],
    *,
    zoom: float,
) -> dict[str, str]:
    """The labels that lie on no other at `zoom`, those of the largest circles first; none in a crowd."""
    if len(rows) > NAMED_UP_TO:
        return {}
    pixels = WORLD_PIXELS * 2**zoom / 360  # a degree
    scale = scale_of(rows)
    kept: dict[str, str] = {}
    boxes: list[tuple[float, float, float]] = []  # middle and half width [pixels]
    for row in sorted(rows, key=lambda row: -row["unprotected"]):
        code = row["id"]
        if code not in places or code not in labels:
            continue
        x, y = (degrees * pixels for degrees in places[code])
        y -= label_offset(scale.radius(row["unprotected"]))
        half = len(labels[code]) * LETTER_PIXELS / 2 + LABEL_GAP
        if all(abs(x - left) > half + other or abs(y - top) > LABEL_LINE for left, top, other in boxes):
            kept[code] = labels[code]
            boxes.append((x, y, half))
    return kept


def circle_features(
    rows: Sequence[Row],
    places: Mapping[str, tuple[float, float]],
    properties: Mapping[str, Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """A point for each row with its radius; `places` are longitude and latitude [degrees] by code."""
    scale = scale_of(rows)
    by_size = sorted(rows, key=lambda row: -row["unprotected"])  # the small ones lie on top
    drawn = [row for row in by_size if row["id"] in places and row["id"] in properties and row["universe"]]
    features = []
    for row in drawn:
        pixels = scale.radius(row["unprotected"])
        own = properties[row["id"]]
        circle = {
            "fill": rgb(GAP),
            "radius": pixels,
            "offset": [0, label_offset(pixels)],
            # Without a name there is nothing to lay paper under.
            "paper": [*rgb(PAPER["light"]), LABEL_PAPER if own["label"] else 0],
        }
        place = {"type": "Point", "coordinates": list(places[row["id"]])}
        features.append({"type": "Feature", "geometry": place, "properties": {**own, **circle}})
    return features


def legend_circles(scale: Scale, lang: str) -> dict[str, str]:
    """Circles of the legend by the number they stand for, as addresses of pictures in the map's own sizes."""
    counts = legend_counts(scale.most)
    shown = [number(lang, count) for count in counts]
    labels = [*shown[:-1], *(word(lang, "map.circle.workers", workers=each) for each in shown[-1:])]
    return {label: _picture(scale.radius(count)) for label, count in zip(labels, counts, strict=True)}


def _picture(pixels: float) -> str:
    side = 2 * math.ceil(pixels)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}">'
        f'<circle cx="{side / 2}" cy="{side / 2}" r="{pixels}" fill="{GAP}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(drawing.encode()).decode()}"
