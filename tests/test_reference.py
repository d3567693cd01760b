"""Are the reference files of Medan complete, sourced and consistent with each other?"""

import json
import tomllib

import pytest
from frictionless import Package, Resource, Schema

from tests.reference_files import CITY_DIR, by_id, path_of, rows

SCHEMA_DIR = CITY_DIR.parent / "contract" / "reference"
NAMES = sorted(path.stem for path in SCHEMA_DIR.glob("*.json"))


def schema(name: str) -> dict:
    return json.loads((SCHEMA_DIR / f"{name}.json").read_text(encoding="utf-8"))


def test_every_file_has_a_schema_and_every_schema_a_file():
    folders = (CITY_DIR, CITY_DIR.parent / "indonesia")
    assert sorted(path.stem for folder in folders for path in folder.glob("reference/*.csv")) == NAMES


def test_rows_keys_and_links_keep_to_the_contract():
    package = Package(
        basepath=str(CITY_DIR.parent),
        resources=[
            Resource(
                name=name,
                path=str(path_of(name).relative_to(CITY_DIR.parent)),
                schema=Schema.from_descriptor(schema(name)),
            )
            for name in NAMES
        ],
    )
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])
    links = {
        (name, link["reference"]["resource"])
        for name in NAMES
        for link in schema(name).get("foreignKeys", [])
    }
    assert links == {
        ("kelurahan", "kecamatan"),
        ("funder", "funding_source"),
        ("agreement", "opd"),
        ("target", "denominator"),
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_explained_in_both_languages(name: str):
    for field in schema(name)["fields"]:
        assert field["description"], field["name"]
        assert field["description_id"], field["name"]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_a_source(name: str):
    assert all(row["source"].strip() for row in rows(name))


@pytest.mark.parametrize("name", NAMES)
def test_cells_hold_no_stray_spaces(name: str):
    assert all(value == value.strip() for row in rows(name) for value in row.values())


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("kecamatan", 21),
        ("kelurahan", 151),
        ("opd", 16),
        ("agreement", 16),
        ("sector", 23),
        ("funding_source", 9),
    ],
)
def test_counts(name: str, count: int):
    assert len(rows(name)) == count


def test_codes_name_their_parent():
    assert all(row["id"].startswith("12.71.") for row in rows("kecamatan"))
    assert all(row["id"].rpartition(".")[0] == row["kecamatan"] for row in rows("kelurahan"))
    names = [(row["kecamatan"], row["name"]) for row in rows("kelurahan")]
    assert len(set(names)) == len(names)


def test_places_lie_in_medan():
    for row in rows("kecamatan") + rows("kelurahan"):
        assert 3.48 < float(row["lat"]) < 3.80, row["id"]
        assert 98.59 < float(row["lon"]) < 98.75, row["id"]


def test_tanjung_mulia_pair_is_exchanged_back():
    # The package has Hilir west of Mulya; the census map and geocoded addresses have it in the east.
    places = by_id("kelurahan")
    hilir, mulya = places["12.71.06.1002"], places["12.71.06.1003"]
    assert (hilir["name"], mulya["name"]) == ("Tanjung Mulia Hilir", "Tanjung Mulya")
    assert (float(hilir["lat"]), float(hilir["lon"])) == (3.646655, 98.676418)
    assert (float(mulya["lat"]), float(mulya["lon"])) == (3.645467, 98.665752)
    assert "exchanges" in hilir["note"]
    assert "exchanges" in mulya["note"]


@pytest.mark.parametrize("name", ["opd", "sector", "funding_source", "funder", "kecamatan"])
def test_no_written_form_means_two_things(name: str):
    owner: dict[str, str] = {}
    for row in rows(name):
        columns = ("id", "name", "name_id", "name_en", "short_name")
        forms = [row[column] for column in columns if column in row] + row.get("aliases", "").split(";")
        for form in filter(None, (" ".join(form.split()).casefold() for form in forms)):
            assert owner.setdefault(form, row["id"]) == row["id"], form


def test_transport_sectors():
    transport = {row["id"] for row in rows("sector") if row["transport"] == "true"}
    assert transport == {"pengemudi_ojek_online", "ojek_pangkalan", "sopir_angkot", "tukang_becak", "kurir"}
    assert all("our inference" in row["note"] for row in rows("sector"))


def test_relief_follows_the_kind_of_money():
    relief = {row["id"]: row["relief"] for row in rows("funding_source")}
    assert {key for key, value in relief.items() if value == "by_law"} == {"mandiri", "mandiri_kepling"}
    assert {key for key, value in relief.items() if value == "if_confirmed"} == {
        "csr_bumn",
        "csr_swasta",
        "donatur",
    }
    assert all(row["relief"] == "never" for row in rows("funding_source") if row["public_budget"] == "true")


def test_no_agreement_is_claimed_that_was_not_named():
    assert {row["stage"] for row in rows("agreement")} == {"unknown"}


def test_city_settings_point_at_rows():
    city = tomllib.loads((CITY_DIR / "city.toml").read_text(encoding="utf-8"))
    assert (city["code"], city["k"]) == ("12.71", 5)
    assert city["defaults"]["language"] == "id"
    assert city["defaults"]["target"] in by_id("target")
    assert city["defaults"]["denominator"] in by_id("denominator")


def test_companies_are_named_only_with_a_public_report():
    companies = [row for row in rows("funder") if row["funding_source"].startswith("csr_")]
    invented = [row for row in companies if "sintetis" in row["name"]]  # payers of the synthetic sample
    named = [row for row in companies if row not in invented]
    assert len(named) == 10
    assert all(row["consent"] == "true" and "antaranews" in row["source"] for row in named)
    assert all("no such company" in row["note"] for row in invented)
