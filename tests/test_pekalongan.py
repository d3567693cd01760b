"""Is the second city whole: reference, sample, contract, privacy, with no code of its own?"""

import hashlib
import json
import math
import tomllib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
from frictionless import Package, Resource, Schema
from streamlit.testing.v1 import AppTest

from dashboard import cities, db
from dashboard.choices import choices, selection_of
from dashboard.names import names
from dashboard.warm import warm
from publisher.__main__ import main
from publisher.boundaries.cells import write_cells
from publisher.contract import EXTRACT_TABLES, load_schema
from publisher.reference import load_names, read_reference
from publisher.sample.plan import load_plan, months_between
from tests.opened import tables, unfold
from tests.reference_files import path_of
from tests.test_reference_figures import evaluate

ROOT = Path(__file__).parent.parent
CITY = ROOT / "data" / "pekalongan"
EXTRACTS = CITY / "extracts"
SCHEMAS = sorted(path.stem for path in (CITY.parent / "contract" / "reference").glob("*.json"))
MONTHS = months_between("2022-08", "2026-10")
UNIVERSE, K = 50_000, 5
PAGES = sorted(path.name for path in (ROOT / "pages").glob("*.py"))


def rows(name: str) -> list[dict[str, str]]:
    return read_reference(CITY, name)


def by_id(name: str) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows(name)}


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXTRACTS / "datapackage.json").read_text(encoding="utf-8"))
    return found


# Reference


def test_reference_keeps_the_contract() -> None:
    package = Package(
        basepath=str(CITY.parent),
        resources=[
            Resource(
                name=name,
                path=str(path_of(name, CITY).relative_to(CITY.parent)),
                schema=Schema.from_descriptor(load_schema("reference", name)),
            )
            for name in SCHEMAS
        ],
    )
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])


def test_tariffs_and_benefits_are_the_countrys() -> None:
    for name in ("tariff", "benefit"):
        assert path_of(name, CITY) == path_of(name) == CITY.parent / "indonesia" / "reference" / f"{name}.csv"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_row_has_a_source_and_no_stray_spaces(name: str) -> None:
    for row in rows(name):
        assert row["source"], row
        assert all(value == value.strip() for value in row.values()), row


def test_places() -> None:
    kecamatan, kelurahan = by_id("kecamatan"), by_id("kelurahan")
    assert sorted(kecamatan) == ["33.75.01", "33.75.02", "33.75.03", "33.75.04"]
    # BPS counts the north fourth and the south third, Kemendagri the other way round.
    assert [kecamatan[code]["bps_code"] for code in sorted(kecamatan)] == [
        "3375010", "3375020", "3375040", "3375030",
    ]  # fmt: skip
    assert len(kelurahan) == 27
    for code, row in kelurahan.items():
        assert row["kecamatan"] == code.rpartition(".")[0] in kecamatan
        assert -6.95 < float(row["lat"]) < -6.84
        assert 109.63 < float(row["lon"]) < 109.72


def test_quota_is_an_even_split_of_the_published_thousand() -> None:
    quotas = [int(row["quota"]) for row in rows("kelurahan")]
    assert quotas == [37] * 27
    assert 0 <= 1000 - sum(quotas) < 27
    medan = read_reference(CITY.parent / "medan", "kelurahan")
    assert {row["quota"] for row in medan} == {""}


@pytest.mark.parametrize("name", ["opd", "sector", "kecamatan", "funding_source", "funder"])
def test_no_written_form_means_two_things(name: str) -> None:
    assert load_names(CITY, name).ambiguous == frozenset()


def test_bodies_and_occupations_are_its_own() -> None:
    assert list(by_id("opd")) == ["dinperinaker", "belum_disebut"]
    sectors = by_id("sector")
    assert {"buruh_batik", "tukang_pijat_tunanetra", "kuli_panggul", "lebe"} <= set(sectors)
    assert {code for code, row in sectors.items() if row["transport"] == "true"} == {
        "tukang_becak", "sopir_angkot", "ojek_pangkalan",
    }  # fmt: skip
    for written, meant in {"Kuli bangunan": "tukang_bangunan", "lebe non PNS": "lebe"}.items():
        assert load_names(CITY, "sector").match(written).id == meant


def test_targets_compute_and_name_their_rules() -> None:
    targets, bases = by_id("target"), by_id("denominator")
    numbers = {code: int(row["workers"]) for code, row in targets.items() if row["kind"] == "number"}
    assert numbers == {
        "kuota_1000_2022": 1000, "rentan_500_2023": 500, "rentan_1000_2023": 1000, "usulan_2000_2024": 2000,
    }  # fmt: skip
    assert "19B/2022" in targets["kuota_1000_2022"]["legal_basis"]
    assert "19/2023" in targets["rentan_500_2023"]["legal_basis"]
    for row in targets.values():
        if row["kind"] == "share":
            exact = Fraction(row["share"]) * int(bases[row["denominator"]]["workers"])
            assert int(row["as_computed"]) == math.ceil(exact), row["id"]
    sixty = targets["cakupan_60_2025"]
    assert (sixty["share"], sixty["scope"], sixty["as_computed"]) == ("0.6", "ucj", "79200")


@pytest.mark.parametrize("row", rows("published_figure"), ids=lambda row: row["id"])
def test_published_figures_compute(row: dict[str, str]) -> None:
    assert bool(row["computation"]) == bool(row["as_computed"])
    assert (row["status"] == "not_checkable") == (not row["computation"])
    if row["computation"]:
        computed, printed = Fraction(row["as_computed"]), Fraction(row["as_printed"])
        assert abs(evaluate(row["computation"]) - computed) <= Fraction(1, 2_000_000)
        assert (row["status"] == "reproduced") == (printed == computed)
        if row["status"] == "holds_under_definition":
            assert abs(printed - computed) <= printed * Fraction(2, 100)
    assert row["date"][:4] >= "2022"
    if len(row["date"]) == 10:
        assert date.fromisoformat(row["date"]) < date(2026, 11, 1)


def test_settings_point_at_rows() -> None:
    settings = tomllib.loads((CITY / "city.toml").read_text(encoding="utf-8"))
    assert (settings["code"], settings["bps_code"], settings["k"]) == ("33.75", "3375", K)
    assert settings["defaults"]["target"] in by_id("target")
    assert settings["defaults"]["denominator"] in by_id("denominator")
    assert sorted(settings["precedence"]) == sorted(by_id("funding_source"))


def test_the_map_is_what_the_centroids_give(tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in (CITY / "geo").iterdir()}
    copy = tmp_path / "pekalongan"
    (copy / "reference").mkdir(parents=True)
    for name in ("kecamatan", "kelurahan"):
        (copy / "reference" / f"{name}.csv").write_bytes(path_of(name, CITY).read_bytes())
    write_cells(copy)
    assert {path.name: path.read_bytes() for path in (copy / "geo").iterdir()} == before
    for level, count in {"kecamatan": 4, "kelurahan": 27}.items():
        file = json.loads(before[f"{level}.geojson"])
        assert (len(file["features"]), file["schematic"]) == (count, True)


# Sample


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    """The published tables as views."""
    con = duckdb.connect()
    for table in EXTRACT_TABLES:
        paths = [str(EXTRACTS / one["path"]) for one in manifest()["resources"] if one["table"] == table]
        con.read_parquet(paths).create_view(table)
    return con


def one(con: duckdb.DuckDBPyConnection, sql: str) -> Any:
    row = con.execute(sql).fetchone()
    assert row is not None
    return row[0]


def test_every_month_has_every_table_whole_and_synthetic() -> None:
    state = manifest()
    assert (state["city"], state["synthetic"], state["disclosure_k"]) == ("33.75", True, K)
    assert sorted((one["table"], one["period"]) for one in state["resources"]) == sorted(
        (table, month) for table in EXTRACT_TABLES for month in MONTHS
    )
    for one_file in state["resources"]:
        content = (EXTRACTS / one_file["path"]).read_bytes()
        assert one_file["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


@pytest.mark.parametrize("table", EXTRACT_TABLES)
def test_no_cell_counts_one_to_four_and_no_key_repeats(con: duckdb.DuckDBPyConnection, table: str) -> None:
    measure = "cases" if table == "benefits_paid" else "workers"
    assert one(con, f"select count(*) from {table} where {measure} between 1 and {K - 1}") == 0
    keys = ", ".join(load_schema("extract", table)["primaryKey"])
    assert one(con, f"select count(*) - count(distinct ({keys})) from {table}") == 0


def test_totals_agree_in_all_tables(con: duckdb.DuckDBPyConnection) -> None:
    for table in ("coverage", "coverage_kelurahan", "demographics"):
        totals = con.execute(f"select distinct sum(workers) from {table} group by period").fetchall()
        assert totals == [(UNIVERSE,)], table
    where = "status, funding_source, sum(workers) from {} group by all"
    places = (
        "select period, kecamatan, " + where.format("coverage"),
        "select period, kelurahan[:8], " + where.format("coverage_kelurahan"),
    )
    assert con.execute(f"({places[0]}) except ({places[1]})").fetchall() == []


def test_published_totals_at_their_dates(con: duckdb.DuckDBPyConnection) -> None:
    def active(period: str) -> int:
        where = f"period = '{period}' and status = 'active' and funding_source = 'apbd_kota'"
        return int(one(con, f"select sum(workers) from coverage where {where}"))

    published = {
        "2022-09": 223,
        "2022-11": 423,
        "2023-06": 423,
        "2023-09": 817,
        "2024-08": 1000,
        "2024-11": 2700,
    }
    assert {period: active(period) for period in published} == published
    registered = "select sum(workers) from coverage where period = '2022-11' and status <> 'never'"
    assert one(con, registered) == 423
    paid = "select sum(amount_idr) from funding where kind = 'paid' and period <= '2024-12'"
    # 223 x 3 + 423 x 10 + 817 x 4 + 1,000 x 12 + 900 x 3 + 550 x 2 + 250 = 24,217 months at Rp16,800
    assert one(con, paid) == 24_217 * 16_800 == 406_845_600
    participants = "select sum(workers) from participants where period = '{}' and programme = 'jkk'"
    assert one(con, participants.format("2024-08")) == 47_000
    assert one(con, participants.format("2025-12")) == 46_200 == 132_000 * 35 // 100


def test_codes_are_of_this_city(con: duckdb.DuckDBPyConnection) -> None:
    for table, column, reference in [
        ("coverage", "opd", "opd"),
        ("coverage", "sector", "sector"),
        ("coverage", "kecamatan", "kecamatan"),
        ("coverage", "funding_source", "funding_source"),
        ("coverage_kelurahan", "kelurahan", "kelurahan"),
        ("funding", "funder", "funder"),
    ]:
        found = {code for (code,) in con.execute(f"select distinct {column} from {table}").fetchall() if code}
        assert found - {"lainnya"} <= set(by_id(reference)), column


def test_no_published_byte_holds_the_number_of_a_person() -> None:
    area = load_plan(CITY)["nik_area"].encode()
    assert area == b"337599"
    for path in EXTRACTS.rglob("*"):
        if path.is_file():
            assert area not in path.read_bytes(), path


@pytest.mark.slow
def test_the_shipped_extract_is_rebuilt_byte_for_byte(tmp_path: Path) -> None:
    """The first 14 months, which hold 223, 423 and 817 members; `make sample` rebuilds all."""
    last = "2023-09"
    assert main(["--city", "pekalongan", "rebuild-sample", "--extracts", str(tmp_path), "--last", last]) == 0
    rebuilt = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.parquet")}
    assert len(rebuilt) == 14 * len(EXTRACT_TABLES)
    assert [str(path) for path in rebuilt if (EXTRACTS / path).read_bytes() != rebuilt[path]] == []


# Portal


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pekalongan is the city that is shown."""
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(CITY))
    yield
    db.forget()


@pytest.mark.usefixtures("shown")
def test_every_query_answers_for_this_city() -> None:
    warm()
    assert cities.city_dir() == CITY
    selection = selection_of({name: choice.default for name, choice in choices().items()})
    assert (selection.period, selection.target) == ("2026-10", "usulan_2000_2024")
    assert "cakupan_60_2025" in choices()["target"].elsewhere
    assert names("id").of("opd", "dinperinaker") == "Dinas Perindustrian dan Tenaga Kerja"
    assert db.run_query("kelurahan_list").column("quota").to_pylist() == [37] * 27


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_page_opens_by_url(page: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    unfold(at)
    for name, value in {"kota": "pekalongan", "lang": lang, "level": "kelurahan"}.items():
        at.query_params[name] = value
    at.run()
    names_of = {"id": ["Kota Medan", "Kota Pekalongan"], "en": ["City of Medan", "City of Pekalongan"]}
    assert at.selectbox(key="filter_kota").options == names_of[lang]
    links = [link.proto.query_string for link in at.sidebar.get("page_link")]
    assert len(links) == len([link for link in links if "kota=pekalongan" in link]) == len(PAGES)
    at.switch_page(f"pages/{page}").run()
    assert not at.exception
    assert not at.error
    assert at.query_params["kota"] in ("pekalongan", ["pekalongan"])


def test_the_table_of_kelurahan_shows_the_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for city, heads in {"pekalongan": True, "medan": False}.items():
        at.query_params["kota"] = city
        at.query_params["level"] = "kelurahan"
        at.run()
        at.switch_page("pages/region.py").run()
        assert ("Kuota" in tables(at)[0].columns) is heads
