"""Does the map colour what the numbers say, and does it call nobody?"""

import json
from base64 import b64decode
from decimal import Decimal

import pytest

from dashboard.city import city
from dashboard.map import deck, map_features, map_url, view_of
from dashboard.map_circles import (
    LARGEST_PIXELS,
    NAMED_UP_TO,
    Scale,
    free_labels,
    legend_circles,
    legend_counts,
    short_labels,
)
from dashboard.map_classes import class_bounds, colour_of, legend_entries
from dashboard.palette import GAP, NO_WORKERS, RAMP, rgb

pytestmark = pytest.mark.usefixtures("fixture_city")

KOTA, SUNGGAL = "12.71.01", "12.71.02"


def row(code: str, active: int, universe: int) -> dict:
    return {"id": code, "active": active, "universe": universe, "unprotected": universe - active}


def test_classes_are_round_and_hold_every_rate() -> None:
    rows = [row("a", 153, 1000), row("b", 237, 1000)]
    bounds = class_bounds(rows)
    assert bounds == tuple(Decimal(step) / 100 for step in (14, 16, 18, 20, 22, 24))
    assert colour_of(rows[0], bounds) == RAMP[0]
    assert colour_of(rows[1], bounds) == RAMP[4]


@pytest.mark.parametrize(
    "rates", [(0, 1000), (0, 0), (1000, 1000), (333, 333), (1, 999), (500, 501), (149, 251)]
)
def test_every_rate_has_a_class_and_there_are_at_most_five(rates: tuple[int, int]) -> None:
    rows = [row(str(place), rate, 1000) for place, rate in enumerate(rates)]
    bounds = class_bounds(rows)
    assert 2 <= len(bounds) <= 6
    for each in rows:
        rate = Decimal(each["active"]) / each["universe"]
        place = RAMP.index(colour_of(each, bounds))
        assert bounds[place] <= rate
        assert rate < bounds[place + 1] or (place == len(bounds) - 2 and rate <= bounds[-1])


def test_a_place_without_workers_has_no_rate() -> None:
    rows = [row("a", 1, 10), row("b", 0, 0)]
    assert colour_of(rows[1], class_bounds(rows)) == NO_WORKERS
    assert list(legend_entries(rows, "en"))[-1] == "no workers in this choice"
    assert class_bounds([row("b", 0, 0)]) == ()


def test_legend_has_units_and_the_colours_of_the_cells() -> None:
    rows = [row("a", 153, 1000), row("b", 237, 1000)]
    legend = legend_entries(rows, "id")
    assert next(iter(legend)) == "14\u00a0% – 16\u00a0%"
    assert {colour_of(each, class_bounds(rows)) for each in rows} <= set(legend.values())


def test_cells_carry_words_and_colour_and_only_those_asked_for() -> None:
    rows = [row(KOTA, 65, 190), row(SUNGGAL, 10, 110)]
    features = map_features("kecamatan", rows, "id")["features"]
    cells = [each for each in features if each["geometry"]["type"] != "Point"]
    assert [each["properties"]["name"] for each in cells] == ["Medan Kota", "Medan Sunggal"]
    shown = features[0]["properties"]
    assert (shown["coverage"], shown["counts"]) == ("34,2\u00a0%", "65 dari 190 pekerja")
    assert (shown["code"], shown["unprotected"]) == (KOTA, "125")
    assert shown["fill"] == rgb(colour_of(rows[0], class_bounds(rows)))


def circles(rows: list[dict]) -> dict[str, dict]:
    features = map_features("kecamatan", rows, "id")["features"]
    points = [each for each in features if each["geometry"]["type"] == "Point"]
    return {each["properties"]["code"]: each["properties"] for each in points}


def test_circles_count_people_by_their_area_and_stand_at_the_centre() -> None:
    rows = [row(KOTA, 0, 400), row(SUNGGAL, 10, 110)]  # 400 and 100 without cover
    drawn = circles(rows)
    assert drawn[KOTA]["radius"] == LARGEST_PIXELS
    assert drawn[SUNGGAL]["radius"] == LARGEST_PIXELS / 2  # a quarter of the area
    assert drawn[KOTA]["fill"] == rgb(GAP)
    (point,) = [
        each["geometry"]["coordinates"]
        for each in map_features("kecamatan", rows, "id")["features"]
        if each["geometry"]["type"] == "Point" and each["properties"]["code"] == KOTA
    ]
    assert point == [98.694785, 3.569446]  # reference/kecamatan.csv


def test_all_protected_has_no_circle_to_see_and_nobody_has_none_at_all() -> None:
    drawn = circles([row(KOTA, 10, 10), row(SUNGGAL, 0, 0)])
    assert drawn[KOTA]["radius"] == 0
    assert SUNGGAL not in drawn


def test_circles_of_the_legend_have_the_sizes_of_the_map_and_round_numbers() -> None:
    assert legend_counts(13_528) == [500, 2_000, 10_000]
    assert legend_counts(7) == [1, 5]
    assert legend_counts(0) == []
    scale = Scale(most=20_000, pixels=LARGEST_PIXELS)
    drawn = legend_circles(scale, "id")
    assert list(drawn) == ["1.000", "5.000", "20.000 pekerja"]
    picture = b64decode(drawn["5.000"].partition(",")[2]).decode()
    assert f'r="{LARGEST_PIXELS / 2}"' in picture


def test_names_on_the_map_do_not_lie_on_each_other() -> None:
    rows = [{**row(str(place), 0, 100 - place), "id": str(place)} for place in range(4)]
    places = {"0": (98.70, 3.60), "1": (98.7001, 3.60), "2": (98.60, 3.60), "3": (98.70, 3.70)}
    labels = free_labels(rows, places, dict.fromkeys(places, "Tembung"), zoom=10.4)
    assert list(labels) == ["0", "2", "3"]
    many = [row(str(place), 0, 10) for place in range(NAMED_UP_TO + 1)]
    assert free_labels(many, {}, {}, zoom=10.4) == {}


def test_names_leave_out_the_name_of_the_city() -> None:
    assert short_labels({"a": "Medan Kota", "b": "Binjai"}, "Kota Medan") == {"a": "Kota", "b": "Binjai"}


def test_address_names_the_state_and_leaves_out_what_keeps_all() -> None:
    params = {"period": "2026-10", "opd": None, "sector": "marbot"}
    url = map_url("kecamatan", params, lang="en", version="abc")
    assert url == "/peta/kecamatan.json?period=2026-10&sector=marbot&lang=en&v=abc"


def test_no_tile_server_is_asked_and_the_cells_travel_apart() -> None:
    chart = deck("/peta/kecamatan.json?v=1", view_of("kecamatan", [], city()), "id")
    text = chart.to_json()
    assert "http" not in text
    assert json.loads(text)["layers"][0]["data"] == "/peta/kecamatan.json?v=1"
    assert len(text) < 2_000


def test_a_part_of_the_city_is_looked_at_closely() -> None:
    whole = view_of("kelurahan", [], city())
    assert (whole.latitude, whole.zoom) == (city().latitude, city().zoom)
    part = view_of("kelurahan", [f"{KOTA}.1001", f"{KOTA}.1002"], city())
    assert part.zoom > whole.zoom + 1
    assert abs(part.latitude - 3.58) < 0.02
