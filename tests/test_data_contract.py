"""Does the shipped extract keep its contract, its totals and its privacy?"""

import hashlib
import itertools
import json
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pytest

from publisher.contract import EXTRACT_TABLES, load_schema
from publisher.sample.plan import load_plan, months_between

CITY = Path(__file__).parent.parent / "data" / "medan"
EXTRACTS = CITY / "extracts"
MANIFEST = json.loads((EXTRACTS / "datapackage.json").read_text(encoding="utf-8"))
MONTHS = months_between("2023-01", "2026-10")
K = 5
ANCHORS = ("2023-01", "2024-07", "2025-10", "2026-10")  # periods checked row by row with frictionless


def in_force(table: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in MANIFEST["resources"]:
        if one["table"] == table and one["revision"] >= found.get(one["period"], one)["revision"]:
            found[one["period"]] = one
    return found


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    """The files in force as views, and the reference files."""
    con = duckdb.connect()
    for table in EXTRACT_TABLES:
        paths = [str(EXTRACTS / one["path"]) for one in in_force(table).values()]
        con.read_parquet(paths).create_view(table)
    for path in sorted((CITY / "reference").glob("*.csv")):
        con.read_csv(str(path), all_varchar=True).create_view(f"ref_{path.stem}")
    return con


def one(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    row = con.execute(sql).fetchone()
    assert row is not None
    return row


def test_every_month_has_every_table() -> None:
    for table in EXTRACT_TABLES:
        assert sorted(in_force(table)) == MONTHS


def test_files_are_what_the_manifest_says() -> None:
    for resource in MANIFEST["resources"]:
        content = (EXTRACTS / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (
            len(content),
            f"sha256:{hashlib.sha256(content).hexdigest()}",
        )
        schema = load_schema("extract", resource["table"])
        assert resource["schema"] == {key: schema[key] for key in ("fields", "primaryKey")}
        assert resource["synthetic"] is True


def test_no_file_is_in_the_folder_that_the_manifest_does_not_name() -> None:
    named = {resource["path"] for resource in MANIFEST["resources"]}
    named |= {"datapackage.json", "log.jsonl", ".lock"}
    assert {str(p.relative_to(EXTRACTS)) for p in EXTRACTS.rglob("*") if p.is_file()} <= named


def test_the_whole_extract_is_small() -> None:
    assert sum(path.stat().st_size for path in EXTRACTS.rglob("*") if path.is_file()) < 15_000_000


@pytest.mark.parametrize("table", EXTRACT_TABLES)
@pytest.mark.parametrize("period", ANCHORS)
def test_rows_keep_the_table_schema(con: duckdb.DuckDBPyConnection, table: str, period: str) -> None:
    rows = con.table(table).filter(duckdb.ColumnExpression("period") == duckdb.ConstantExpression(period))
    data = [list(rows.columns), *map(list, rows.fetchall())]
    schema = frictionless.Schema.from_descriptor(load_schema("extract", table))
    report = frictionless.validate(frictionless.Resource(data=data, schema=schema))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:3]


@pytest.mark.parametrize("table", EXTRACT_TABLES)
def test_no_cell_counts_one_to_four_and_no_key_repeats(con: duckdb.DuckDBPyConnection, table: str) -> None:
    schema = load_schema("extract", table)
    measure = "cases" if table == "benefits_paid" else "workers"
    rows = con.table(table)
    assert rows.filter(f"{measure} between 0 and {K - 1}").fetchall() == []
    keys = ", ".join(schema["primaryKey"])
    assert rows.aggregate(f"{keys}, count(*) as n").filter("n > 1").fetchall() == []


def test_every_month_counts_the_whole_universe_in_every_table(con: duckdb.DuckDBPyConnection) -> None:
    for table in ("coverage", "coverage_kelurahan", "demographics"):
        totals = con.sql(
            f"select distinct total from (select sum(workers) as total from {table} group by period)"
        )
        assert totals.fetchall() == [(214_555,)]


def test_kecamatan_and_kelurahan_agree_by_status_and_payer(con: duckdb.DuckDBPyConnection) -> None:
    columns = "period, status, funding_source, sum(workers)"
    by_kecamatan = con.sql(f"select kecamatan, {columns} from coverage group by all")
    by_kelurahan = con.sql(
        f"select kelurahan[:8] as kecamatan, {columns} from coverage_kelurahan group by all"
    )
    assert by_kecamatan.except_(by_kelurahan).fetchall() == []
    assert by_kelurahan.except_(by_kecamatan).fetchall() == []


def test_active_workers_agree_with_expiry_and_programmes(con: duckdb.DuckDBPyConnection) -> None:
    active = con.sql("select period, sum(workers) as n from coverage where status = 'active' group by period")
    expiry = con.sql("select period, sum(workers) as n from expiry group by period")
    programme = "select period, sum(workers) as n from programmes where programme = '{}' group by period"
    assert sorted(active.fetchall()) == sorted(expiry.fetchall())
    assert sorted(active.fetchall()) == sorted(con.sql(programme.format("jkk")).fetchall())
    assert sorted(active.fetchall()) == sorted(con.sql(programme.format("jkm")).fetchall())


def test_flows_explain_the_change_of_the_active(con: duckdb.DuckDBPyConnection) -> None:
    active = dict(
        con.sql(
            "select period, sum(workers)::int from coverage where status = 'active' group by 1"
        ).fetchall()
    )
    moves = """
        select period, sum(if(movement = 'enrolled', workers, -workers))::int
        from flows where movement <> 'renewed' group by period
    """
    net = dict(con.sql(moves).fetchall())
    differences = {
        month: active[month] - active[before] - net.get(month, 0)
        for before, month in itertools.pairwise(MONTHS)
    }
    assert all(abs(rest) < K * 3 for rest in differences.values()), (
        differences
    )  # withheld: a movement under k city-wide


def test_every_code_stands_in_the_reference(con: duckdb.DuckDBPyConnection) -> None:
    for table, column, reference in [
        ("coverage", "opd", "opd"),
        ("coverage", "sector", "sector"),
        ("coverage", "kecamatan", "kecamatan"),
        ("coverage", "funding_source", "funding_source"),
        ("coverage_kelurahan", "kelurahan", "kelurahan"),
        ("funding", "funder", "funder"),
    ]:
        unknown = con.sql(
            f"select distinct {column} from {table} where {column} not in (select id from ref_{reference})"
        )
        assert set(unknown.fetchall()) <= {("lainnya",)}


def test_published_figures_at_their_dates(con: duckdb.DuckDBPyConnection) -> None:
    def active(period: str, source: str) -> int:
        where = f"period = '{period}' and status = 'active' and funding_source = '{source}'"
        return int(one(con, f"select sum(workers) from coverage where {where}")[0])

    assert active("2024-07", "apbd_kota") == 14_814
    assert active("2025-05", "apbd_kota") == 17_851
    assert active("2024-11", "csr_bumn") == active("2025-04", "csr_bumn") == 17_360
    assert one(con, "select sum(workers) from coverage where period = '2025-05' and status = 'active'") == (
        30_785,
    )
    kepling = "from coverage where period = '2025-10' and funding_source = 'mandiri_kepling'"
    assert one(con, f"select sum(workers) {kepling}") == (37_058,)
    assert one(con, f"select sum(workers) {kepling} and status = 'one_month'") == (18_152,)
    assert one(
        con,
        "select amount_idr, workers from funding "
        "where period = '2024-11' and funder = 'pelindo' and kind = 'paid'",
    ) == (499_968_000, 4_960)
    assert one(
        con, "select sum(workers) from participants where period = '2025-10' and programme = 'jkk'"
    ) == (472_068,)


def test_no_published_byte_holds_the_number_of_a_person() -> None:
    area = load_plan(CITY)["nik_area"].encode()
    for path in EXTRACTS.rglob("*"):
        if path.is_file():
            assert area not in path.read_bytes(), path
