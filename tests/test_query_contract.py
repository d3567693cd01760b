"""Does each named query keep what its header promises, and is it used?"""

import re
from pathlib import Path

import duckdb
import pytest

from dashboard import catalog, db
from dashboard.catalog import UnknownQuery, declared_type, load_queries, load_query
from tests.fixtures import ROOT

NAMES = sorted(load_queries())
EXAMPLE = {
    "period": "2026-10",
    "since": "2026-08",
    "opd": None,
    "sector": None,
    "kecamatan": None,
    "funding_source": None,
    "target_share": "0.29",
    "target_workers": None,
    "denominator_workers": None,
    "rows": "sector",
    "columns": "kecamatan",
    "other_period": "2026-08",
    "other_opd": None,
    "other_sector": None,
    "other_kecamatan": None,
    "other_funding_source": None,
}
LINES_OF_SQL = 60
# In the fixture city nobody is missed and no body has signed.
EMPTY = ("missing_sender_list", "agreement_coverage", "agreement_effect")


def example(name: str) -> dict[str, object]:
    return {param: EXAMPLE[param] for param in load_query(name).params}


@pytest.fixture
def connection(request: pytest.FixtureRequest) -> duckdb.DuckDBPyConnection:
    request.getfixturevalue("fixture_city")
    return db._live.current().database.cursor()


@pytest.mark.parametrize("name", NAMES)
def test_declared_params_are_the_params(name: str) -> None:
    query = load_query(name)
    (statement,) = duckdb.extract_statements(query.sql)
    assert set(query.params) == statement.named_parameters


@pytest.mark.parametrize("name", NAMES)
def test_declared_columns_are_the_columns(name: str, connection: duckdb.DuckDBPyConnection) -> None:
    query = load_query(name)
    described = connection.execute(f"describe {query.sql}", example(name)).fetchall()
    declared = [(column, declared_type(spec)) for column, spec in query.columns.items()]
    assert [(row[0], row[1]) for row in described] == declared


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("name", NAMES)
def test_grain_identifies_a_row(name: str) -> None:
    query, rows = load_query(name), db.run_query(name, **example(name)).to_pylist()
    assert rows or name in EMPTY, "the fixture city has rows"
    keys = [tuple(row[column] for column in query.grain_columns) for row in rows]
    assert len(set(keys)) == len(keys)
    assert None not in {value for key in keys for value in key}


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("name", NAMES)
def test_rows_come_in_the_same_order_every_time(name: str) -> None:
    first = db.run_query_uncached(name, **example(name))
    assert all(db.run_query_uncached(name, **example(name)).equals(first) for _ in range(3))


@pytest.mark.parametrize("name", NAMES)
def test_source_names_tables_of_the_database(name: str, connection: duckdb.DuckDBPyConnection) -> None:
    tables = {row[0] for row in connection.execute("show tables").fetchall()}
    assert set(load_query(name).source_tables) <= tables


@pytest.mark.parametrize("name", NAMES)
def test_query_is_short_and_ends_in_an_order(name: str) -> None:
    lines = [line for line in load_query(name).sql.splitlines() if line and not line.startswith("--")]
    assert len(lines) <= LINES_OF_SQL
    assert re.search(r"\norder by [^\n]+\n$", load_query(name).sql)


@pytest.mark.parametrize("name", NAMES)
def test_numbers_say_their_unit(name: str) -> None:
    unitless = {"sort_order", "bracket", "value", "as_printed", "as_computed", "factor"}
    for column, spec in load_query(name).columns.items():
        if declared_type(spec) not in ("VARCHAR", "BOOLEAN", "DATE") and column not in unitless:
            assert re.match(r"\S+ \[[^\]]+\]: ", spec), f"{column}: {spec}"


@pytest.mark.parametrize("name", NAMES)
def test_query_is_used(name: str) -> None:
    users = [ROOT / "server.py", *(ROOT / "dashboard").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    sources = " ".join(path.read_text(encoding="utf-8") for path in users if path.is_file())
    # Written out, or put together: f"coverage_by_{level}" with "kecamatan" among the levels.
    begun = [prefix for prefix in re.findall(r'f"(\w+_)\{', sources) if name.startswith(prefix)]
    put_together = any(f'"{name.removeprefix(prefix)}"' in sources for prefix in begun)
    assert put_together or re.search(rf"\b{name}\b", sources), "used by no page: delete it or use it"


def test_queries_page_is_fresh() -> None:
    page = catalog.QUERIES_PAGE.read_text(encoding="utf-8")
    assert page == catalog.queries_markdown(), "stale: run python -m dashboard.catalog"


@pytest.mark.usefixtures("fixture_city")
def test_unknown_name_lists_the_known() -> None:
    with pytest.raises(UnknownQuery, match="coverage_by_opd"):
        db.run_query("../secrets")


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("params", [{}, {"period": "2026-10", "month": 1}])
def test_params_must_be_exactly_the_declared(params: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="coverage_by_kelurahan takes these parameters: period, kecamatan"):
        db.run_query("coverage_by_kelurahan", **params)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("-- purpose: x\n-- grain: id\n-- column id VARCHAR: x\n", "source"),
        ("-- purpose: x\n-- grain: id\n-- source: coverage\n", "columns"),
        ("-- purpose: x\n-- purpose: y\n", "declared twice"),
        ("-- answers everything\n", "not understood"),
    ],
)
def test_incomplete_header_is_refused(header: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.sql"
    path.write_text(header + "select 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"broken\.sql: .*{said}"):
        catalog.read_query(path)
