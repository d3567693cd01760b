"""Are the polygons of a boundary file sound, in the right place, and free of overlaps?"""

import itertools
import statistics
from collections.abc import Iterator, Mapping

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from publisher.boundaries.cells import metre_scale
from publisher.boundaries.file import Trouble

DECIMALS = 6  # [degrees]: with 5, corners that neighbours share come apart
# Two sources put the middle of a kelurahan of Medan up to 1.9 km apart where they draw it quite differently.
FARTHEST = 3_000  # [metres] from a polygon to the reference point of its place
SWAPPED = 50_000  # [metres] from the city; latitude and longitude exchanged lie an ocean away from it
OVERLAP = 0.01  # of the smaller polygon: lines that were drawn twice cross a little
AGREEMENT = 0.9  # of the area of a kecamatan and its kelurahan together must be common to both

Shapes = Mapping[str, BaseGeometry]
Points = Mapping[str, tuple[float, float]]  # lon and lat [degrees] by code


def check_shapes(shapes: Shapes, points: Points) -> tuple[list[Trouble], list[Trouble]]:
    """Troubles and notes about the polygons of one level by code; `points` are the reference centroids."""
    if wrong := frame_trouble(shapes, points):
        return [wrong], []
    if invalid := [invalidity(code, shape) for code, shape in shapes.items() if not shape.is_valid]:
        return invalid, []
    scale = metre_scale(np.array([lat for _, lat in points.values()]))
    metres = {code: shapely.transform(shape, lambda xy: xy * scale) for code, shape in shapes.items()}
    places = {code: shapely.Point(np.array(point) * scale) for code, point in points.items()}
    troubles = [*misplaced(metres, places), *overlaps(metres)]
    return troubles, [] if troubles else list(exchanged(metres, places))


def frame_trouble(shapes: Shapes, points: Points) -> Trouble | None:
    """What is wrong with the coordinates of all polygons at once: other units, or exchanged."""
    left, bottom, right, top = shapely.total_bounds(np.array(list(shapes.values())))
    if min(left, bottom) < -180 or max(right, top) > 180:
        return Trouble(rule="not_degrees", values={"example": f"{left:.0f}, {bottom:.0f}"})
    middle = np.array([left + right, bottom + top]) / 2
    city = np.mean(list(points.values()), axis=0)
    scale = metre_scale(city[1:])
    away, away_swapped = (np.linalg.norm((spot - city) * scale) for spot in (middle, middle[::-1]))
    if away > SWAPPED > away_swapped:
        return Trouble(rule="swapped", values={"example": f"{left:.3f}, {bottom:.3f}"})
    return None


def invalidity(code: str, shape: BaseGeometry) -> Trouble:
    """What is wrong with a polygon that is not valid, and near which lon and lat."""
    reason, _, where = shapely.is_valid_reason(shape).rstrip("]").partition("[")
    return Trouble(rule="invalid", values={"code": code, "reason": reason, "where": where.replace(" ", ", ")})


def misplaced(metres: Shapes, places: Mapping[str, shapely.Point]) -> Iterator[Trouble]:
    """A trouble for each polygon far from its place, or one for a file that lies elsewhere or is shuffled."""
    away = {code: shape.distance(places[code]) for code, shape in metres.items()}
    middle = statistics.median(away.values())
    if middle > FARTHEST:
        yield Trouble(rule="elsewhere", values={"km": f"{middle / 1000:.0f}"})
        return
    for code, distance in away.items():
        if distance > FARTHEST:
            values = {"code": code, "km": f"{distance / 1000:.1f}", "limit": f"{FARTHEST / 1000:.0f}"}
            yield Trouble(rule="far", values=values)
    held = sum(distance == 0 for distance in away.values())
    if 2 * held < len(away):
        yield Trouble(rule="shuffled", values={"held": held, "all": len(away)})


def overlaps(metres: Shapes) -> Iterator[Trouble]:
    """A trouble for each two polygons that lie over each other beyond the tolerance."""
    codes, shapes = list(metres), list(metres.values())
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T.tolist()
    for one, other in sorted(map(tuple, pairs)):
        if one < other:
            area = shapes[one].intersection(shapes[other]).area
            if area > OVERLAP * min(shapes[one].area, shapes[other].area):
                values = {"code": codes[one], "other": codes[other], "hectares": f"{area / 10_000:.1f}"}
                yield Trouble(rule="overlap", values=values)


def exchanged(metres: Shapes, places: Mapping[str, shapely.Point]) -> Iterator[Trouble]:
    """A note for each two places that each hold the other's reference point and not their own."""
    strays = [code for code, shape in metres.items() if not shape.covers(places[code])]
    for one, other in itertools.combinations(strays, 2):
        if metres[one].covers(places[other]) and metres[other].covers(places[one]):
            yield Trouble(rule="exchanged", values={"code": one, "other": other})


def rounded(shape: BaseGeometry) -> BaseGeometry:
    """The polygon as it is written; valid when it was valid."""
    written = shapely.transform(shape, lambda xy: np.round(xy, DECIMALS))
    # A corner that falls onto a line across from it would cut the polygon.
    return written if written.is_valid else shapely.set_precision(shape, 10**-DECIMALS)


def dissolve(kelurahan: Shapes) -> dict[str, BaseGeometry]:
    """Kecamatan by code, each the union of its kelurahan."""
    parents = sorted({code.rpartition(".")[0] for code in kelurahan})
    return {
        parent: shapely.union_all(
            [shape for code, shape in kelurahan.items() if code.startswith(f"{parent}.")]
        )
        for parent in parents
    }


def disagreements(kecamatan: Shapes, kelurahan: Shapes) -> Iterator[Trouble]:
    """A trouble for each kecamatan that is not drawn where its kelurahan are."""
    for code, union in dissolve(kelurahan).items():
        common = union.intersection(kecamatan[code]).area / union.union(kecamatan[code]).area
        if common < AGREEMENT:
            yield Trouble(rule="disagree", values={"code": code, "percent": f"{100 * common:.0f}"})
