"""Does the script behind a number give the same rows in a DuckDB that knows nothing of the portal?"""

import os
from collections.abc import Iterator

import duckdb
import pytest
from starlette.applications import Starlette

from dashboard import db
from dashboard.catalog import load_queries, load_query
from dashboard.cities import city_dir
from dashboard.routes import ROUTES
from dashboard.script import question, script
from tests.asgi import ask

PARAMS: dict[str, object] = {
    "period": "2026-10", "since": "2026-07", "opd": None, "sector": "nelayan", "kecamatan": "12.71.12",
    "funding_source": None, "target_share": "0.29", "target_workers": None, "denominator_workers": None,
    "rows": "opd", "columns": "status",
    "other_period": "2025-10", "other_opd": "dinkes", "other_sector": None, "other_kecamatan": None,
    "other_funding_source": "apbd_kota",
}  # fmt: skip


def asked(name: str) -> dict[str, object]:
    return {param: PARAMS[param] for param in load_query(name).params}


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that has run the script of one number of Medan, in the folder of the city."""
    before = os.environ.pop("CAKUPAN_CITY_DIR", None)
    text, folder = script("coverage_headline", asked("coverage_headline")), os.getcwd()
    os.chdir(city_dir())
    with duckdb.connect() as connection:
        connection.execute(text)
        yield connection
    os.chdir(folder)
    if before is not None:
        os.environ["CAKUPAN_CITY_DIR"] = before


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_every_query_runs_unchanged_on_the_published_files(
    name: str, elsewhere: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    *variables, query = duckdb.extract_statements(question(load_query(name), asked(name)))
    for statement in variables:
        elsewhere.execute(statement)
    found = elsewhere.execute(query).to_arrow_table().to_pylist()
    assert found == db.run_query(name, **asked(name)).to_pylist()


def test_values_cannot_leave_their_quotes() -> None:
    query = load_query("coverage_headline")
    text = question(query, {**asked("coverage_headline"), "opd": "x'; drop table coverage; --"})
    assert "set variable opd = 'x''; drop table coverage; --';" in text


@pytest.mark.usefixtures("fixture_city")
def test_the_script_has_an_address() -> None:
    app = Starlette(routes=list(ROUTES))
    answer = ask(app, "/unduh/coverage_headline.sql?period=2026-10&lang=en")
    assert answer.status == 200
    assert "set variable period = '2026-10';" in answer.body.decode()
    assert answer.headers["content-disposition"].endswith('_coverage_headline_2026-10.r1.sql"')
    assert ask(app, "/unduh/coverage_headline.sql?opd=x%27;drop&lang=en").status == 400
