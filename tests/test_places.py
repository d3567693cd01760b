"""Do city, kecamatan and kelurahan add up, and do breadcrumb, click and URL name the same place?"""

import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import db
from dashboard.cities import city_dirs, show_city
from dashboard.names import MERGED
from dashboard.words import LANGUAGES, word
from tests.fixtures import KOTA, SUNGGAL
from tests.opened import answer, captions, open_page, tables

MEASURES = ("universe", "registered", "active", "one_month", "lapsed", "never", "unprotected")
FIRST = f"{KOTA}.1001"


def url(at: AppTest) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[-1] for name, value in at.query_params.items()}


def way(at: AppTest) -> list[str]:
    """Labels of the breadcrumb's links."""
    return [link.proto.label for link in at.main.get("page_link")]


# --- D1: parent = sum of children


@pytest.mark.parametrize("code", city_dirs())
def test_d1_every_parent_is_the_sum_of_its_children_in_every_release(code: str) -> None:
    show_city(code)
    everywhere = dict.fromkeys(("opd", "sector", "kecamatan", "funding_source"))
    no_target = dict.fromkeys(("target_share", "target_workers", "denominator_workers"))
    for period in db.state().periods:
        (city,) = db.run_query("coverage_headline", period=period, **everywhere, **no_target).to_pylist()
        kecamatan = _rows("coverage_by_kecamatan", period=period, opd=None, sector=None)
        kelurahan = _rows("coverage_by_kelurahan", period=period, kecamatan=None)
        city["unprotected"] = city["universe"] - city["active"]
        for measure in MEASURES:
            assert sum(row[measure] for row in kecamatan.values()) == city[measure], (period, measure)
            for parent, row in kecamatan.items():
                children = [child[measure] for child in kelurahan.values() if child["kecamatan"] == parent]
                assert sum(children) == row[measure], (period, parent, measure)


@pytest.mark.parametrize("code", city_dirs())
def test_d1_what_lies_nowhere_named_is_a_row_of_its_own(code: str) -> None:
    show_city(code)
    period = db.state().latest_period
    named = {row["id"] for row in db.run_query("kelurahan_list").to_pylist()}
    others = set(_rows("coverage_by_kelurahan", period=period, kecamatan=None)) - named
    assert all(MERGED in each for each in others), "a kelurahan that the list does not hold"


def _rows(query: str, **params: str | None) -> dict[str, dict]:
    return {row["id"]: row for row in db.run_query(query, funding_source=None, **params).to_pylist()}


# --- D1: breadcrumb and URL


@pytest.mark.usefixtures("fixture_city")
def test_d1_breadcrumb_and_url_agree_at_every_level() -> None:
    at = open_page("region", sector="marbot")
    assert way(at) == []
    assert url(at) == {"period": "2026-10", "sector": "marbot"}
    at = open_page("region", kecamatan=KOTA)
    assert way(at) == ["Kota Medan"]
    assert url(at) == {"period": "2026-10", "kecamatan": KOTA}
    assert len(tables(at)[0]) == 3
    at = open_page("region", kecamatan=KOTA, kelurahan=FIRST)
    assert way(at) == ["Kota Medan", "Medan Kota"]
    assert url(at) == {"period": "2026-10", "kecamatan": KOTA, "kelurahan": FIRST}
    up, down = (link.proto.query_string for link in at.main.get("page_link"))
    assert (up, down) == ("period=2026-10", f"period=2026-10&kecamatan={KOTA}")


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_d1_a_kelurahan_has_its_own_numbers(lang: str) -> None:
    at = open_page("region", kelurahan=FIRST, lang=lang)  # a link that names the kelurahan alone
    assert url(at)["kecamatan"] == KOTA
    assert "**50**" in answer(at)  # of 80: 50 by APBD, 30 never
    assert "80" in answer(at)
    assert [metric.value for metric in at.metric] == [
        f"62{',' if lang == 'id' else '.'}5{chr(160) * (lang == 'id')}%",
        "30",
        "50",
        "30",
    ]
    assert "Pasar Baru" in answer(at)


@pytest.mark.usefixtures("fixture_city")
def test_a_kelurahan_without_workers_says_so() -> None:
    at = open_page("region", kelurahan=f"{KOTA}.1006")
    assert "tidak ada data pekerja" in answer(at)
    assert not at.metric


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("code", ["x", "12.71", "12.71.01", "'; drop table coverage --", "<b>", ""])
def test_an_unknown_kelurahan_is_told_and_taken_out_of_the_url(code: str) -> None:
    at = open_page("region", kelurahan=code)
    assert url(at) == {"period": "2026-10"}
    assert len(at.warning) == 1
    assert f"`{code}`" in at.warning[0].value


@pytest.mark.usefixtures("fixture_city")
def test_a_kelurahan_is_left_behind_when_the_kecamatan_changes() -> None:
    at = open_page("region", kecamatan=KOTA, kelurahan=FIRST)
    at.selectbox(key="filter_kecamatan").set_value(SUNGGAL).run()
    assert url(at) == {"period": "2026-10", "kecamatan": SUNGGAL}
    assert not at.warning
    at.selectbox(key="filter_kecamatan").set_value("").run()
    assert url(at) == {"period": "2026-10"}
    assert not at.warning


@pytest.mark.usefixtures("fixture_city")
def test_a_kecamatan_is_shown_by_its_kelurahan_and_what_they_cannot_follow_is_told() -> None:
    at = open_page("region", kecamatan=KOTA, opd="dinsos")
    layer = json.loads(at.get("deck_gl_json_chart")[0].proto.json)["layers"][0]
    assert layer["data"].startswith(f"/peta/kelurahan.json?period=2026-10&kecamatan={KOTA}&")
    assert "OPD (Dinas Sosial)" in at.warning[0].value
    assert "kecamatan: Medan Kota" in captions(at)


OPENING = """
import streamlit as st
from dashboard.filters import pick_selection
from dashboard.places import open_place
pick_selection(page_keys=("kelurahan",))
st.button("open", key="open", on_click=open_place, args=({code!r}, {level!r}))
"""


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    ("code", "level", "wanted"),
    [
        (SUNGGAL, "kecamatan", {"kecamatan": SUNGGAL}),
        (FIRST, "kelurahan", {"kecamatan": KOTA, "kelurahan": FIRST}),
        ("nowhere", "kelurahan", {}),
        ("None", "kecamatan", {}),
    ],
)
def test_a_click_opens_what_it_hits_with_the_filters_kept(code: str, level: str, wanted: dict) -> None:
    at = AppTest.from_string(OPENING.format(code=code, level=level), default_timeout=30)
    at.query_params["sector"] = "marbot"
    at.run().button(key="open").click().run()
    assert not at.exception
    assert url(at) == {"period": "2026-10", "sector": "marbot", **wanted}


def test_d5_the_map_asks_nobody_outside_and_has_a_table_twin() -> None:
    show_city("medan")
    at = open_page("region")
    deck = at.get("deck_gl_json_chart")[0].proto
    assert "http" not in deck.json
    rows = tables(at)[0]
    assert len(rows) == 21
    unprotected = [int(cell.replace(".", "")) for cell in rows[word("id", "table.unprotected")]]
    assert unprotected == sorted(unprotected, reverse=True)
    assert any(digit.isdigit() for digit in deck.alt)
