"""Are the schematic map cells one valid cell a kelurahan, without overlaps, and always the same bytes?"""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from publisher.boundaries.cells import draw_cells, main
from tests.reference_files import CITY_DIR, by_id

LEVELS = {"kelurahan": 151, "kecamatan": 21}


def collection(level: str) -> dict:
    return json.loads((CITY_DIR / "geo" / f"{level}.geojson").read_text(encoding="utf-8"))


def cells(level: str) -> dict[str, shapely.Geometry]:
    return {item["properties"]["code"]: shape(item["geometry"]) for item in collection(level)["features"]}


@pytest.mark.parametrize("level", LEVELS)
def test_every_place_has_one_cell_with_its_properties(level: str):
    features, places = collection(level)["features"], by_id(level)
    codes = [feature["properties"]["code"] for feature in features]
    assert codes == sorted(places)
    assert len(codes) == LEVELS[level]
    for feature in features:
        properties = feature["properties"]
        assert properties["name"] == places[properties["code"]]["name"]
        assert properties["parent"] == properties["code"].rpartition(".")[0]
        assert properties["level"] == level


@pytest.mark.parametrize("level", LEVELS)
def test_files_say_that_cells_are_no_boundaries(level: str):
    file = collection(level)
    assert file["schematic"] is True
    assert "bukan batas" in file["attribution"]["id"]
    assert "not boundaries" in file["attribution"]["en"]


@pytest.mark.parametrize("level", LEVELS)
def test_each_cell_is_one_valid_polygon_around_its_centroid(level: str):
    places = by_id(level)
    for code, cell in cells(level).items():
        assert cell.geom_type == "Polygon"
        assert cell.is_valid
        assert cell.exterior.is_ccw  # RFC 7946
        assert cell.contains(shapely.Point(float(places[code]["lon"]), float(places[code]["lat"]))), code


@pytest.mark.parametrize("level", LEVELS)
def test_cells_fit_together_without_overlap_or_gap(level: str):
    shapes = list(cells(level).values())
    assert shapely.coverage_is_valid(shapes)
    city = shapely.coverage_union_all(shapes)
    assert city.geom_type == "Polygon"
    assert len(city.interiors) == 0


def test_a_kecamatan_is_the_union_of_its_kelurahan():
    kelurahan = cells("kelurahan")
    for code, cell in cells("kecamatan").items():
        own = [part for child, part in kelurahan.items() if child.rpartition(".")[0] == code]
        assert cell.equals(shapely.coverage_union_all(own)), code


def test_the_files_are_what_the_command_writes(tmp_path: Path):
    shutil.copytree(CITY_DIR / "reference", tmp_path / "reference")
    main([str(tmp_path)])
    for level in LEVELS:
        shipped = (CITY_DIR / "geo" / f"{level}.geojson").read_bytes()
        assert (tmp_path / "geo" / f"{level}.geojson").read_bytes() == shipped
        assert len(shipped) < 120_000


def test_the_nearest_centroid_decides():
    # Four places on a square of about 2.2 km: the cells meet in its middle and are equally large.
    points = np.array([[98.60, 3.60], [98.62, 3.60], [98.60, 3.62], [98.62, 3.62]])
    drawn = draw_cells(points)
    middle = shapely.Point(98.61, 3.61)
    assert all(cell.distance(middle) < 2e-5 for cell in drawn)
    assert max(cell.area for cell in drawn) / min(cell.area for cell in drawn) < 1.01


def test_two_equal_centroids_are_refused():
    with pytest.raises(ValueError, match="same centroid"):
        draw_cells(np.array([[98.60, 3.60], [98.60, 3.60], [98.62, 3.62]]))


def test_places_too_far_apart_still_get_one_cell_each():
    # 11 km apart: the outline falls into two discs, and each place keeps its own.
    assert len(draw_cells(np.array([[98.60, 3.60], [98.70, 3.60]]))) == 2
