"""Do good boundary files become the map, and do broken ones change nothing and say why?"""

import copy
import errno
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import shape

from publisher.__main__ import main
from publisher.boundaries.cells import write_cells
from publisher.boundaries.file import BoundariesRefused
from publisher.boundaries.install import install_boundaries, read_boundaries
from publisher.boundaries.shapes import DECIMALS
from publisher.boundaries.spelling import alikeness, clearest, comparable
from publisher.words import catalogue
from tests.boundary_files import (
    ATTRIBUTION,
    KELURAHAN,
    NAMES,
    dotted,
    features,
    ocha,
    square,
    write_city,
    write_file,
)

Change = Callable[[list[dict[str, Any]]], Any]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The invented city with schematic cells on its map."""
    folder = write_city(tmp_path / "data" / "contoh")
    write_cells(folder)
    return folder


def on_map(city: Path, level: str) -> dict[str, Any]:
    return json.loads((city / "geo" / f"{level}.geojson").read_text(encoding="utf-8"))


def files_of(city: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (city / "geo").iterdir()}


def rules(city: Path, *files: Path) -> list[str]:
    """Rules that the files break."""
    with pytest.raises(BoundariesRefused) as refused:
        read_boundaries(city, files)
    for trouble in refused.value.troubles:  # each is worded in both languages
        for lang in ("id", "en"):
            assert catalogue(lang)[f"boundaries.{trouble.rule}"].format(**trouble.values)
    return sorted({trouble.rule for trouble in refused.value.troubles})


@pytest.mark.parametrize(
    "properties",
    [
        dotted,
        lambda code: {"kode": int(code.replace(".", ""))},
        lambda code: {"KDEPUM": code, "WADMKD": NAMES[code], "WADMKC": NAMES[code[:8]]},
        ocha,
        lambda code: {"DESA": ocha(code)["ADM4_EN"], "KECAMATAN": f"Kec. {NAMES[code[:8]]}"},
        lambda code: {"kelurahan": f"Kel. {NAMES[code]}", "kecamatan": NAMES[code[:8]].split()[1]},
    ],
    ids=["dotted", "number", "big", "ocha", "names", "prefixed"],
)
def test_every_way_of_naming_places_is_understood(
    city: Path, tmp_path: Path, properties: Callable[[str], dict[str, Any]]
) -> None:
    found = read_boundaries(city, [write_file(tmp_path / "b.geojson", features(properties))])
    assert sorted(found.shapes["kelurahan"]) == KELURAHAN
    for code, polygon in found.shapes["kelurahan"].items():
        assert polygon.equals_exact(shape(square(code)), 1e-9, normalize=True), code


def test_other_spellings_are_told(city: Path, tmp_path: Path) -> None:
    found = read_boundaries(city, [write_file(tmp_path / "b.geojson", features(ocha))])
    assert [(note.rule, note.values["known"]) for note in found.notes] == [
        ("read_as", "Tegal S Padi (98.01.01.1003)"),
        ("read_as", "Pulo Berayan (98.01.02.1002)"),
        ("read_as", "Titi Rante (98.01.02.1003)"),
    ]
    assert sorted(found.shapes["kelurahan"]) == KELURAHAN


def test_installed_files_are_real_polygons_with_attribution(city: Path, tmp_path: Path) -> None:
    boundaries = read_boundaries(city, [write_file(tmp_path / "b.geojson")])
    install_boundaries(city, boundaries)
    for level, count in {"kecamatan": 2, "kelurahan": 6}.items():
        file = on_map(city, level)
        assert (file["schematic"], file["attribution"]) == (False, ATTRIBUTION)
        assert len(file["features"]) == count
        for feature in file["features"]:
            properties, polygon = feature["properties"], shape(feature["geometry"])
            assert properties["name"] == NAMES[properties["code"]]
            assert (properties["parent"], properties["level"]) == (
                properties["code"].rpartition(".")[0],
                level,
            )
            assert polygon.is_valid
            assert polygon.exterior.is_ccw
    # A kecamatan is its three kelurahan: a strip of 1 x 3 squares.
    west = shape(on_map(city, "kecamatan")["features"][0]["geometry"])
    assert west.bounds == pytest.approx((110.0, -7.0, 110.01, -6.97))
    assert west.area == pytest.approx(3 * 0.01 * 0.01)


def test_drawn_kecamatan_are_taken_as_they_are(city: Path, tmp_path: Path) -> None:
    tall = {"type": "Polygon", "coordinates": [[[110, -7], [110.01, -7], [110.01, -6.97], [110, -6.9701]]]}
    tall["coordinates"][0].append([110, -7])
    west = {"type": "Feature", "properties": {"code": "98.01.01"}, "geometry": tall}
    east = {"type": "Feature", "properties": {"code": "980102"}, "geometry": copy.deepcopy(tall)}
    for corner in east["geometry"]["coordinates"][0]:
        corner[0] += 0.01
    second = write_file(tmp_path / "kecamatan.geojson", [west, east])
    found = read_boundaries(city, [write_file(tmp_path / "b.geojson"), second])
    assert found.shapes["kecamatan"]["98.01.01"].equals(shape(tall))
    half = [[110, -7], [110.01, -7], [110.01, -6.985], [110, -6.985], [110, -7]]
    west["geometry"] = {"type": "Polygon", "coordinates": [half]}
    assert rules(city, tmp_path / "b.geojson", write_file(second, [west, east])) == ["disagree"]
    assert rules(city, second) == ["missing"]  # kecamatan alone are not enough


def test_coordinates_have_six_decimals_and_no_heights(city: Path, tmp_path: Path) -> None:
    items = features()
    for feature in items:
        ring = feature["geometry"]["coordinates"][0]
        ring[:] = [[lon + 1e-8, lat + 1e-8, 12.5] for lon, lat in ring]
    install_boundaries(city, read_boundaries(city, [write_file(tmp_path / "b.geojson", items)]))
    for feature in on_map(city, "kelurahan")["features"]:
        for corner in feature["geometry"]["coordinates"][0]:
            assert len(corner) == 2
            assert all(round(number, DECIMALS) == number for number in corner)


def test_places_of_other_cities_are_left_out(city: Path, tmp_path: Path) -> None:
    # 9801... is this city to Kemendagri and another one to BPS, 9871... the other way round.
    far = square(KELURAHAN[0], east=3)
    foreign = [
        {"type": "Feature", "properties": {**ocha(KELURAHAN[0]), **changed}, "geometry": far}
        for changed in (
            {"ADM4_PCODE": "ID9801011001", "ADM3_PCODE": "ID9801011", "ADM2_PCODE": "ID9801"},
            {"ADM4_PCODE": "ID9872010001", "ADM3_PCODE": "ID9872010", "ADM2_PCODE": "ID9872"},
        )
    ]
    found = read_boundaries(city, [write_file(tmp_path / "b.geojson", [*foreign, *features(ocha)])])
    assert (found.left_out, len(found.shapes["kelurahan"])) == (2, 6)


def test_attribution_is_the_option_or_the_file_and_must_be_there(city: Path, tmp_path: Path) -> None:
    bare = write_file(tmp_path / "b.geojson", attribution=None)
    assert rules(city, bare) == ["no_attribution"]
    given = {"id": "Sumber", "en": "Source"}
    assert read_boundaries(city, [bare], given).attribution == given
    one = write_file(tmp_path / "c.geojson", attribution=" BIG 2024 ")
    assert read_boundaries(city, [one]).attribution == {"id": "BIG 2024", "en": "BIG 2024"}
    assert rules(city, write_file(tmp_path / "d.geojson", attribution="x" * 501)) == ["long_attribution"]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (None, "no_file"),
        (b"", "not_json"),
        (b"PK\x03\x04 a zipped shapefile \xff", "not_json"),
        (b'{"type": "FeatureCollection", "features": [', "not_json"),
        ("﻿{}".encode("utf-16"), "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "not_collection"),
        (b'{"type": "Topology", "objects": {}}', "not_collection"),
        (b'{"type": "FeatureCollection", "features": []}', "not_collection"),
        (b'{"type": "FeatureCollection", "features": {"a": 1}}', "not_collection"),
        (b'{"type": "FeatureCollection", "features": [null, 3]}', "unnamed"),
        (b'{"type": "FeatureCollection", "features": [{"properties": {"luas": 3}}]}', "unnamed"),
    ],
)
def test_files_that_are_no_boundaries(city: Path, tmp_path: Path, content: bytes | None, rule: str) -> None:
    path = tmp_path / "b.geojson"
    if content is not None:
        path.write_bytes(content)
    assert rules(city, path) == [rule]


def ring_of(feature: dict[str, Any]) -> list[list[float]]:
    return feature["geometry"]["coordinates"][0]


def exchange(items: list[dict[str, Any]], one: int, other: int) -> None:
    items[one]["geometry"], items[other]["geometry"] = items[other]["geometry"], items[one]["geometry"]


def swap_axes(items: list[dict[str, Any]]) -> None:
    for item in items:
        item["geometry"]["coordinates"][0] = [[lat, lon] for lon, lat in ring_of(item)]


def in_utm(items: list[dict[str, Any]]) -> None:
    for item in items:
        item["geometry"]["coordinates"][0] = [
            [390_000 + (lon - 110) * 1e5, 9_230_000 + lat] for lon, lat in ring_of(item)
        ]


def move(items: list[dict[str, Any]], *, east: float) -> None:
    for item, code in zip(items, KELURAHAN, strict=False):
        item["geometry"] = square(code, east=east)


def bow_tie(items: list[dict[str, Any]]) -> None:
    ring = ring_of(items[2])
    ring[1], ring[2] = ring[2], ring[1]


def shuffle(items: list[dict[str, Any]]) -> None:
    for item in items:
        item["properties"].pop("name")
    shapes = [item["geometry"] for item in items]
    for item, geometry in zip(items, [*shapes[1:], shapes[0]], strict=True):
        item["geometry"] = geometry


BROKEN: dict[str, tuple[Change, list[str]]] = {
    "one missing": (lambda items: items.pop(), ["missing"]),
    "no code": (lambda items: items[0]["properties"].pop("code"), ["missing", "no_code"]),
    "unknown code": (
        lambda items: items[0]["properties"].update(code="98.01.01.1009"),
        ["missing", "unknown_code"],
    ),
    "code of another": (
        lambda items: items[0]["properties"].update(code="98.01.01.1002"),
        ["missing", "other_name"],
    ),
    "two for one": (lambda items: items.append(copy.deepcopy(items[0])), ["twice"]),
    "latitude first": (swap_axes, ["swapped"]),
    "metres": (in_utm, ["not_degrees"]),
    "another city": (lambda items: move(items, east=2), ["elsewhere"]),
    "one far away": (lambda items: items[0].update(geometry=square(KELURAHAN[0], east=-0.05)), ["far"]),
    "shuffled codes": (shuffle, ["shuffled"]),
    "crosses itself": (bow_tie, ["invalid"]),
    "open ring": (lambda items: ring_of(items[0]).pop(), ["geometry_unreadable"]),
    "too few corners": (lambda items: ring_of(items[0]).__delitem__(slice(2)), ["geometry_unreadable"]),
    "no number": (lambda items: ring_of(items[0])[1].__setitem__(0, "110,01"), ["geometry_unreadable"]),
    "not finite": (lambda items: ring_of(items[0])[1].__setitem__(0, math.nan), ["geometry_unreadable"]),
    "point": (
        lambda items: items[0].update(geometry={"type": "Point", "coordinates": [110.0, -7.0]}),
        ["not_polygon"],
    ),
    "no geometry": (lambda items: items[0].update(geometry=None), ["not_polygon"]),
    "empty": (lambda items: items[0]["geometry"].update(coordinates=[]), ["geometry_empty"]),
    "overlap": (lambda items: items[1].update(geometry=square(KELURAHAN[1], north=-0.002)), ["overlap"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused_in_words_and_change_nothing(
    name: str, city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change, expected = BROKEN[name]
    items = features()
    change(items)
    path, before = write_file(tmp_path / "b.geojson", items), files_of(city)
    assert rules(city, path) == expected
    monkeypatch.setattr("publisher.commands.ROOT", tmp_path)
    for lang, said in (("id", "peta tidak berubah"), ("en", "the map has not changed")):
        assert main(["--lang", lang, "--city", "contoh", "boundaries", str(path)]) == 1
        assert said in capsys.readouterr().err
    assert files_of(city) == before


NAMELESS: dict[str, tuple[Change, list[str]]] = {
    "misspelt": (
        lambda items: items[3]["properties"].update(ADM4_EN="SUKA MAJU"),
        ["missing", "unknown_name"],
    ),
    "other number": (
        lambda items: items[0]["properties"].update(ADM4_EN="SEI JERNIH 3"),
        ["missing", "unknown_name"],
    ),
    "code without name": (lambda items: items[0]["properties"].update(ADM4_EN=None), ["missing", "no_name"]),
    "unknown kecamatan": (
        lambda items: items[0]["properties"].update(ADM3_EN="Utara", ADM3_PCODE="ID9871099", ADM4_PCODE=None),
        ["missing", "unknown_kecamatan"],
    ),
    "no kecamatan": (
        lambda items: items[0]["properties"].update(ADM3_EN=None, ADM3_PCODE=None, ADM4_PCODE=None),
        ["missing", "no_kecamatan"],
    ),
}


@pytest.mark.parametrize("name", NAMELESS)
def test_names_that_match_nothing_are_refused_with_the_nearest(name: str, city: Path, tmp_path: Path) -> None:
    change, expected = NAMELESS[name]
    items = features(ocha)
    change(items)
    assert rules(city, write_file(tmp_path / "b.geojson", items)) == expected


def test_other_coordinate_systems_are_refused_and_wgs84_is_not(city: Path, tmp_path: Path) -> None:
    def crs(name: str) -> dict[str, Any]:
        return {"type": "name", "properties": {"name": name}}

    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"):
        read_boundaries(city, [write_file(tmp_path / "b.geojson", crs=crs(name))])
    for name in ("EPSG:32749", "urn:ogc:def:crs:EPSG::3857", "EPSG:43260"):
        assert rules(city, write_file(tmp_path / "b.geojson", crs=crs(name))) == ["other_crs"]


def test_exchanged_neighbours_are_told(city: Path, tmp_path: Path) -> None:
    items = features()
    exchange(items, 0, 1)
    (note,) = read_boundaries(city, [write_file(tmp_path / "b.geojson", items)]).notes
    assert (note.rule, note.values) == ("exchanged", {"code": KELURAHAN[0], "other": KELURAHAN[1]})


def test_lines_that_cross_a_little_are_no_overlap(city: Path, tmp_path: Path) -> None:
    items = features()
    items[1]["geometry"] = square(KELURAHAN[1], north=-0.00005)  # 0.5 % of its height
    assert read_boundaries(city, [write_file(tmp_path / "b.geojson", items)]).notes == ()


def test_a_portal_cell_file_is_no_boundary_file(city: Path) -> None:
    assert rules(city, city / "geo" / "kelurahan.geojson") == ["is_schematic"]


def test_the_command_installs_and_goes_back(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("publisher.commands.ROOT", tmp_path)
    before, path = files_of(city), str(write_file(tmp_path / "b.geojson", attribution=None))
    ask = ["--lang", "en", "boundaries", "--city", "contoh"]
    assert main([*ask, path, "--attribution", "BPS 2020", "--dry-run"]) == 0
    assert files_of(city) == before
    assert (
        main([*ask, path, "--attribution", "BPS 2020", "--attribution-en", "Statistics Indonesia 2020"]) == 0
    )
    said = capsys.readouterr().out
    assert "2/2 kecamatan, 6/6 kelurahan" in said
    assert "Statistics Indonesia 2020" in said
    assert on_map(city, "kelurahan")["attribution"]["id"] == "BPS 2020"
    assert main([*ask, "--schematic"]) == 0
    assert files_of(city) == before
    assert main([*ask]) == main([*ask, "--schematic", path]) == 2
    assert main(["boundaries", "--city", "tiada", path]) == 2
    assert "contoh" in capsys.readouterr().err


def test_a_full_disk_leaves_both_files_as_they_were(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boundaries, before = read_boundaries(city, [write_file(tmp_path / "b.geojson")]), files_of(city)
    synced: list[int] = []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        install_boundaries(city, boundaries)
    assert files_of(city) == before


def test_cut_off_between_the_two_files_each_is_whole_and_again_completes_the_pair(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boundaries, before = read_boundaries(city, [write_file(tmp_path / "b.geojson")]), files_of(city)
    replace = Path.replace

    def cut_off(draft: Path, target: Path) -> Path:
        if target.stem == "kecamatan":
            raise KeyboardInterrupt
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        install_boundaries(city, boundaries)
    between = files_of(city)
    assert set(between) == set(before)
    assert (on_map(city, "kelurahan")["schematic"], on_map(city, "kecamatan")["schematic"]) == (False, True)
    assert between["kecamatan.geojson"] == before["kecamatan.geojson"]
    monkeypatch.setattr(Path, "replace", replace)
    install_boundaries(city, boundaries)
    assert on_map(city, "kecamatan")["schematic"] is False
    assert files_of(city)["kelurahan.geojson"] == between["kelurahan.geojson"]


def test_spelling() -> None:
    assert comparable("Kel. Sei Rengas II") == comparable("SEI-RENGAS 2") == "seirengas2"
    assert comparable("Pulau Brayan") == comparable("Pulo Brayan")  # as in sheets
    assert comparable("Kelapa Dua") == "kelapadua"  # 'Kel' inside a name is no prefix
    assert alikeness("Sei Mati I", "Sei Mati II") == 0
    assert clearest(["Pulau Brayan"], {"1": "Pulo Berayan", "2": "Titi Rante"}) == (0, "1")
    assert clearest(["Suka Maju"], {"1": "Suka Mandi", "2": "Suka Mundi"}) is None
