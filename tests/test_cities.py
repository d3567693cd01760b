"""Does the portal find its cities, keep them apart, and switch between them by URL?"""

import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from dashboard import cities, db
from dashboard.choices import NAMES, choices
from dashboard.city import city, city_names
from dashboard.downloads import Asked, download_url, file_name
from dashboard.map import map_note, map_url, map_version
from dashboard.routes import ROUTES
from publisher.boundaries.install import install_boundaries, read_boundaries
from tests.asgi import ask
from tests.fixtures import ROOT, read_entries, table_rows, write_file, write_manifest

app = Starlette(routes=list(ROUTES))


@pytest.fixture
def two_cities(written_city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The fixture city as `satu` and, with 7 workers more in October 2026, as `dua`."""
    folders = [tmp_path / "satu", tmp_path / "dua"]
    for folder in folders:
        shutil.copytree(written_city, folder)
    settings = (folders[1] / "city.toml").read_text(encoding="utf-8")
    settings = settings.replace("Kota Medan", "Kota Dua").replace("City of Medan", "City of Dua")
    (folders[1] / "city.toml").write_text(settings, encoding="utf-8")
    rows = table_rows("2026-10")["coverage"]
    rows[0] = (*rows[0][:-2], rows[0][-2] + 7, rows[0][-1])
    entry = write_file(folders[1], table="coverage", period="2026-10", rows=rows, revision=2)
    write_manifest(folders[1], [*read_entries(folders[1]), entry])
    monkeypatch.setenv("CAKUPAN_CITY_DIR", os.pathsep.join(map(str, folders)))
    yield folders
    db.forget()


def universe() -> int:
    """Workers of the city in its latest month."""
    params = dict.fromkeys(
        ("opd", "sector", "kecamatan", "funding_source", "target_share", "target_workers"), None
    )
    (row,) = db.run_query(
        "coverage_headline", period="2026-10", denominator_workers=None, **params
    ).to_pylist()
    return int(row["universe"])


def in_city(code: str, answer):
    """The answer of a thread that shows the city of `code`."""

    def asked():
        cities.show_city(code)
        return answer()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asked).result()


def test_folders_with_settings_and_extracts_are_cities(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("medan", "pekalongan", "binjai", "contract", "indonesia"):
        (tmp_path / name).mkdir()
    for name in ("medan", "pekalongan", "binjai"):
        (tmp_path / name / "city.toml").touch()
    for name in ("medan", "pekalongan", "contract"):
        (tmp_path / name / "extracts").mkdir()
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    monkeypatch.setattr(cities, "DATA_DIR", tmp_path)
    assert list(cities.city_dirs()) == ["medan", "pekalongan"]
    assert cities.city_dir() == tmp_path / "medan"


def test_both_shipped_cities_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    assert city_names("id") == {"medan": "Kota Medan", "pekalongan": "Kota Pekalongan"}
    assert city_names("en") == {"medan": "City of Medan", "pekalongan": "City of Pekalongan"}


@pytest.mark.usefixtures("two_cities")
def test_every_thread_has_its_city_and_each_city_its_numbers() -> None:
    assert [in_city(code, universe) for code in ("satu", "dua", "satu")] == [300, 307, 300]
    assert in_city("dua", lambda: city().name) == "Kota Dua"
    assert universe() == 300  # this thread chose none: the default
    with pytest.raises(KeyError):
        cities.show_city("tiga")


@pytest.mark.usefixtures("two_cities")
def test_one_city_without_numbers_leaves_the_other_whole(two_cities: list[Path]) -> None:
    (two_cities[1] / "extracts" / "datapackage.json").unlink()
    (two_cities[1] / "city.toml").write_text("name =", encoding="utf-8")
    assert in_city("satu", universe) == 300
    assert in_city("satu", lambda: city_names("id")) == {"satu": "Kota Medan", "dua": "dua"}
    assert ask(app, "/healthz?kota=satu").status == 200
    assert ask(app, "/healthz?kota=dua").status == 503


@pytest.mark.usefixtures("two_cities")
def test_addresses_name_every_city_but_the_default() -> None:
    assert "kota" not in in_city("satu", lambda: download_url("opd_list", lang="id"))
    assert in_city("dua", lambda: download_url("opd_list", lang="id")) == (
        "/unduh/opd_list.csv?kota=dua&lang=id"
    )
    assert "kota=dua" in in_city("dua", lambda: map_url("kecamatan", {}, lang="id", version="1"))
    assert in_city("dua", lambda: file_name(Asked(query="coverage_trend"), "csv")).startswith("cakupan_dua_")


@pytest.mark.usefixtures("two_cities")
def test_downloads_and_maps_are_those_of_the_city_asked_for() -> None:
    by_opd = "/unduh/coverage_by_opd.csv?period=2026-10"
    first, second = ask(app, by_opd), ask(app, f"{by_opd}&kota=dua")
    assert first.body != second.body
    assert ask(app, f"{by_opd}&kota=satu").body == first.body
    assert "cakupan_dua_" in second.headers["content-disposition"]
    cells = [ask(app, f"/peta/kecamatan.json?period=2026-10&kota={code}").body for code in ("satu", "dua")]
    assert cells[0] != cells[1]
    refused = ask(app, f"{by_opd}&kota=../medan")
    assert (refused.status, refused.json()["known"]) == (400, "satu, dua")


def open_app(**parameters: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in parameters.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


@pytest.mark.usefixtures("two_cities")
def test_the_url_switches_the_city() -> None:
    assert "300" in open_app().header[0].value
    second = open_app(kota="dua")
    assert "Kota Dua" in second.title[0].value
    assert "307" in second.header[0].value
    assert second.query_params["kota"] in ("dua", ["dua"])  # the link stays one to this city
    second.query_params["kota"] = "satu"
    second.run()
    assert "Kota Medan" in second.title[0].value
    assert "300" in second.header[0].value


@pytest.mark.usefixtures("two_cities")
def test_the_choice_in_the_sidebar_begins_anew_in_the_other_city() -> None:
    at = open_app(lang="en", period="2026-08", opd="dinsos")
    assert at.selectbox(key="filter_kota").options == ["City of Medan", "City of Dua"]
    at.selectbox(key="filter_kota").select("dua").run()
    assert not at.exception
    assert not at.warning
    assert "City of Dua" in at.title[0].value
    assert [at.selectbox(key=f"filter_{name}").value for name in ("period", "opd")] == ["2026-10", ""]
    at.selectbox(key="filter_kota").select("satu").run()
    assert "City of Medan" in at.title[0].value


@pytest.mark.usefixtures("two_cities")
def test_the_other_city_can_be_chosen_when_this_one_has_no_numbers(two_cities: list[Path]) -> None:
    (two_cities[1] / "extracts" / "datapackage.json").unlink()
    at = open_app(kota="dua")
    assert at.error
    at.selectbox(key="filter_kota").select("satu").run()
    assert not at.error
    assert "300" in at.header[0].value


@pytest.mark.usefixtures("two_cities")
def test_a_choice_stays_in_the_city_of_the_page() -> None:
    at = open_app(kota="dua")
    at.selectbox(key="filter_period").select("2026-09").run()
    assert "Kota Dua" in at.title[0].value
    reset = next(button for button in at.button if not button.disabled)
    reset.click().run()
    assert not at.exception
    assert "Kota Dua" in at.title[0].value
    assert at.selectbox(key="filter_period").value == "2026-10"


@pytest.mark.usefixtures("two_cities")
@pytest.mark.parametrize("code", ["tiga", "../satu", "<b>"])
def test_an_unknown_city_is_told_and_the_default_shown(code: str) -> None:
    at = open_app(kota=code)
    assert "Kota Medan" in at.title[0].value
    assert any("Kota" in warning.value and "`" in warning.value for warning in at.warning)


@pytest.mark.usefixtures("two_cities")
def test_the_same_parameters_in_every_city() -> None:
    assert tuple(choices()) == NAMES
    assert in_city("dua", lambda: choices()["kota"]).codes == ("satu", "dua")


def test_installed_boundaries_are_a_new_map_without_the_word_schematic(own_city: Path) -> None:
    revision = db.state().revision
    before = map_version("kelurahan", revision)
    assert map_note("kelurahan", "en").startswith("Schematic map.")
    cells_now = json.loads((own_city / "geo" / "kelurahan.geojson").read_text(encoding="utf-8"))
    real = own_city / "batas.geojson"
    real.write_text(json.dumps({**cells_now, "schematic": False, "attribution": "Sumber: BIG 2024"}))
    install_boundaries(own_city, read_boundaries(own_city, [real]))
    assert map_version("kelurahan", revision) != before
    assert map_note("kelurahan", "id") == map_note("kecamatan", "en") == "Sumber: BIG 2024"
    stale = ask(app, f"/peta/kelurahan.json?period=2026-10&v={before}")
    assert stale.headers["cache-control"] == "no-cache"
