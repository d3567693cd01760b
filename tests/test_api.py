"""Does the interface for programs tell numbers and what they are, refuse in words, and describe itself?"""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from dashboard import db
from dashboard.addresses import query_params
from dashboard.api import tables
from dashboard.api.about import ratios_of
from dashboard.api.describe import document
from dashboard.api.routes import PREFIX, interface
from dashboard.api.simulate_question import FIELDS, LARGEST_BODY, LINK, PRESET
from dashboard.api.tables import FORMS, RESOURCES
from dashboard.catalog import load_queries, load_query
from dashboard.explorer_choices import DIMENSIONS
from dashboard.routes import ROUTES
from dashboard.simulator_facts import preset_city
from dashboard.words import LANGUAGES
from simulator.answer import answer, figures
from simulator.presets import presets
from tests.asgi import Answer, ask
from tests.fixtures import KOTA, PERIODS, SUNGGAL

app = Starlette(routes=list(ROUTES))
FACTS = {"period", "revision", "source", "synthetic", "licence", "row_count", "published"}


def get(path: str, **headers: str) -> Answer:
    return ask(app, f"{PREFIX}{path}", **headers)


def post(content: object, **headers: str) -> Answer:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return ask(app, f"{PREFIX}/simulate", method="POST", body=body, **headers)


def refused(found: Answer, status: int, *told: str) -> dict[str, Any]:
    """The problem; it must be one, of that status, and its sentence must hold what is `told`."""
    assert found.status == status
    assert found.headers["content-type"] == "application/problem+json"
    problem = found.json()
    assert problem["status"] == status
    assert {"type", "title", "detail", "instance"} <= problem.keys()
    for text in told:
        assert text in problem["detail"], problem["detail"]
    return problem


def rows(path: str) -> list[dict[str, Any]]:
    found = get(path)
    assert found.status == 200, found.body[:300]
    return found.json()["rows"]


@pytest.mark.usefixtures("fixture_city")
def test_o4_coverage_is_what_is_added_up_by_hand() -> None:
    found = {
        (row["row_id"], row["column_id"]): row for row in rows("/coverage?rows=sector&columns=kecamatan")
    }
    # drivers in Kota: 40 + 20 active, 60 never; in Sunggal 5 active, 5 lapsed
    assert found["ojek_pangkalan", KOTA]["active"] == 60
    assert found["ojek_pangkalan", KOTA]["universe"] == 120
    assert found["ojek_pangkalan", KOTA]["coverage_rate"] == 0.5
    assert found["ojek_pangkalan", SUNGGAL]["lapsed"] == 5
    # keepers of mosques: 10 active of 10 + 30 + 15 in Kota and 90 in Sunggal
    assert (found["marbot", "total"]["active"], found["marbot", "total"]["universe"]) == (10, 145)
    assert (found["total", "total"]["active"], found["total", "total"]["universe"]) == (75, 300)


@pytest.mark.parametrize("one", DIMENSIONS)
@pytest.mark.parametrize("other", ["sector", "period"])
def test_o4_every_pair_of_dimensions_adds_up_as_in_the_files(
    fixture_city: Path, one: str, other: str
) -> None:
    if one == other:
        refused(get(f"/coverage?rows={one}&columns={other}"), 400, one, "`columns`")
        return
    files = f"{fixture_city}/extracts/*/r1/coverage.parquet"
    months = "true" if "period" in (one, other) else "period = '2026-10'"
    by_hand = duckdb.sql(
        f"select coalesce({one}, 'nobody'), {other}, sum(workers)::bigint, "
        f"coalesce(sum(workers) filter (status = 'active'), 0)::bigint from '{files}' "
        f"where {months} group by 1, 2"
    ).fetchall()
    found = {
        (row["row_id"], row["column_id"], row["workers"], row["active"])
        for row in rows(f"/coverage?rows={one}&columns={other}")
        if "total" not in (row["row_id"], row["column_id"]) and row["workers"]
    }
    assert found == set(by_hand)


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("name", [*RESOURCES, "dictionary"])
def test_o4_every_form_of_an_answer_holds_the_same_rows_and_says_what_they_are(name: str) -> None:
    told = get(f"/{name}").json()
    about = told["about"]
    assert about.keys() >= FACTS
    assert get(f"/{name}.json").json() == told
    table = pq.read_table(io.BytesIO(get(f"/{name}.parquet").body))
    assert json.loads(table.schema.metadata[b"cakupan.about"]) == about
    in_csv = list(csv.DictReader(io.StringIO(get(f"/{name}.csv").body.decode(), newline="")))
    assert about["row_count"] == len(told["rows"]) == table.num_rows == len(in_csv) > 0
    kept = [column for column in table.column_names if not column.startswith("data_")]
    assert table.select(kept).to_pylist() == [
        {key: row[key] for key in kept} for row in told["rows"]
    ] or name in ("targets", "published-figures")  # exact decimals are floats in JSON
    for row in in_csv:
        assert row["data_revision"] == about["revision"]
        assert row["data_synthetic"] == str(about["synthetic"]).lower()
        assert row["data_source"] == about["source"]


@pytest.mark.usefixtures("fixture_city")
def test_o4_what_was_printed_is_not_called_simulated() -> None:
    assert get("/published-figures").json()["about"]["synthetic"] is False
    assert get("/targets").json()["about"]["synthetic"] is True
    about = get("/coverage?period=2026-09").json()["about"]
    assert (about["period"], about["revision"], about["synthetic"]) == ("2026-09", "2026-09.r1", True)
    crossed = get("/coverage?rows=period&columns=opd").json()["about"]
    assert crossed["period"] is None
    assert (crossed["first_period"], crossed["last_period"]) == (PERIODS[0], PERIODS[-1])
    assert crossed["revision"] == db.state().revision


def test_o4_every_share_comes_with_its_numerator_and_denominator() -> None:
    found = 0
    for query in load_queries().values():
        ratios = {each["column"]: each for each in ratios_of(query)}
        if "coverage_rate" in query.columns:
            assert {"numerator", "denominator"} <= ratios["coverage_rate"].keys(), query.name
            found += 1
    assert found > 10
    assert ratios_of(load_query("crosstab")) == [
        {"column": "coverage_rate", "numerator": "active", "denominator": "universe"}
    ]


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("name", sorted(load_queries()))
def test_o4_every_named_query_is_answered_as_the_pages_read_it(name: str) -> None:
    found = rows(f"/queries/{name}")
    shown = db.run_query(name, **query_params(load_query(name), {})).to_pylist()
    assert len(found) == len(shown)
    columns = list(load_query(name).columns)
    for row, page in zip(found, shown, strict=True):
        assert list(row) == columns
        assert all(row[key] == page[key] for key in columns if isinstance(page[key], int | str))


@pytest.mark.usefixtures("fixture_city")
def test_o4_an_unchanged_answer_is_not_sent_again() -> None:
    for path in ("/coverage", "/coverage.csv?opd=dinsos", "/releases/latest", "/simulate", "/openapi.json"):
        first = get(path)
        tag = first.headers["etag"]
        again = get(path, if_none_match=tag)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag), path
        assert first.headers["cache-control"] == "no-cache"
    assert '"2026-10.r1-' in get("/coverage").headers["etag"]
    assert get("/coverage").headers["etag"] != get("/coverage?opd=dinsos").headers["etag"]


@pytest.mark.usefixtures("fixture_city")
def test_o4_other_sites_may_read_but_not_send() -> None:
    assert get("/coverage", origin="https://example.org").headers["access-control-allow-origin"] == "*"
    assert get("/nothing").headers["access-control-allow-origin"] == "*"  # a problem can be read too
    assert "access-control-allow-origin" not in post({}, origin="https://example.org").headers
    asked = ask(app, f"{PREFIX}/simulate", method="OPTIONS", access_control_request_method="POST")
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD"
    problem = refused(ask(app, f"{PREFIX}/coverage", method="DELETE"), 405, "DELETE")
    assert problem["title"]


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/coverage?opd=x", 400, ("`opd`", "`x`", "dinsos")),
        ("/coverage?opd=", 400, ("`opd`",)),
        ("/coverage?zzz=1", 400, ("`zzz`", "period")),
        ("/coverage?opd=dinsos&opd=dishub", 400, ("`opd`",)),
        ("/coverage?rows=nik", 400, ("`nik`", "sector")),
        ("/coverage?rows=sector&columns=sector", 400, ("`sector`", "kecamatan")),
        ("/coverage?period=2026-10%27;drop%20table%20coverage;--", 400, ("`period`",)),
        ("/coverage?kota=jakarta", 400, ("jakarta",)),
        ("/coverage.xlsx", 404, ("`xlsx`", "parquet")),
        ("/nothing", 404, ("`nothing`", "coverage")),
        ("/queries/nothing", 404, ("`nothing`", "coverage_headline")),
        ("/queries/..%2Fsecret", 404, ()),
        ("/queries/coverage_headline?target_share=2", 400, ("`2`", "1")),
        ("/releases/2099-01.r1", 404, ("2099-01.r1", "latest")),
        ("/releases/latest?x=1", 400, ("`x`",)),
        ("/dictionary?opd=dinsos", 400, ("`opd`",)),
        ("/simulate?budget_idr=0&question=budget", 400, ("1",)),
        ("/simulate?preset=main_target&months=3", 400, ("preset", "months")),
        ("/simulate?preset=nothing", 400, ("nothing", "main_target")),
        ("/simulate?link=1.x.00000000", 400, ()),
        ("/simulate?period=1999-01", 400, ("1999",)),
        ("/simulate?months=abc", 400, ("months",)),
        ("/simulate?start_month=0000-01", 400, ("`0000-01`",)),
        ("/simulate?start_month=2026-13", 400, ("`2026-13`",)),
        ("/a/b/c", 404, ("/a/b/c", "openapi.json")),
    ],
)
def test_p5_what_is_not_declared_is_refused_in_words(
    path: str, status: int, told: tuple[str, ...], lang: str
) -> None:
    problem = refused(get(f"{path}{'&' if '?' in path else '?'}lang={lang}"), status, *told)
    assert "Traceback" not in json.dumps(problem)


@pytest.mark.usefixtures("fixture_city")
def test_p5_an_unknown_language_is_refused_too() -> None:
    refused(get("/coverage?lang=xx"), 400, "`lang`", "`xx`", "en")


@pytest.mark.usefixtures("fixture_city")
def test_o4_an_answer_is_whole_or_refused_with_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    tables._body.cache_clear()
    problem = refused(get("/coverage?lang=en"), 413, "the limit is 3", "/data/releases/latest/")
    assert problem["limit"] == "3"
    tables._body.cache_clear()


# The simulator


@pytest.fixture
def medan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("code", ["main_target", "budget_500_million", "renew_expiring"])
def test_o4_a_what_if_is_the_simulators(code: str) -> None:
    city = preset_city("2026-10")
    scenario = presets(city)[code]
    wanted = figures(answer(city.tariff, city.standing, scenario))
    asked = get(f"/simulate?preset={code}").json()
    assert asked["figures"] == wanted
    assert (asked["about"]["period"], asked["about"]["synthetic"]) == ("2026-10", True)
    # the same question as a whole document, and as the kept result
    assert post(asked["scenario"]).json()["figures"] == wanted
    assert get(f"/simulate?link={asked['link']}").json()["figures"] == wanted


@pytest.mark.usefixtures("medan")
def test_o4_a_what_if_in_parameters_json_and_toml_is_one_question() -> None:
    address = get("/simulate?question=workers&workers=100&months=6&start_month=2026-11&sector=nelayan,petani")
    asked = {"question": "workers", "workers": 100, "months": 6, "start_month": "2026-11"}
    asked["sector"] = ["nelayan", "petani"]
    toml = b"""question = "workers"\nworkers = 100\nmonths = 6\nstart_month = "2026-11"
sector = ["nelayan", "petani"]\n"""
    found = address.json()
    assert found == post(asked).json() == post(toml, content_type="application/toml").json()
    # 100 people, without transport: 2 months at 8,400 while the relief lasts would need a confirmed relief;
    # company money pays 16,800 for 6 months
    assert found["figures"]["total_idr"] == 100 * 6 * 16_800
    share = get("/simulate?target_month=2027-10&target_share=0.25").json()
    assert share["figures"]["target_workers"] == 53_639  # 0.25 x 214,555 = 53,638.75, rounded up


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"5", b'{"a":', b"\xff", b"{" * 9_000, b'{"goals": 5}', b'{"terms": []}', b'{"zzz": 1}',
     b'{"base_month": ["2026-10"]}', b'{"sector": ["\\ud800"]}', b'{"months": 1e400}', b'{"workers": NaN}',
     b'{"course": {"habits": {"x": null}}}', b'{"goals": [{"month": {}, "share": []}]}',
     b'{"kecamatan": [[]]}',
     b'{"near": "12.71.01; drop"}', b'{"pledges": [null]}', b'{"months": 123456789012345678901234567890}'],
)  # fmt: skip
def test_o4_a_document_that_is_none_is_refused_in_words(body: bytes) -> None:
    refused(post(body), 400)


@pytest.mark.usefixtures("medan")
def test_o4_a_document_has_a_largest_size_and_two_forms() -> None:
    problem = refused(post(b" " * (LARGEST_BODY + 1)), 413, str(LARGEST_BODY))
    assert problem["limit"] == str(LARGEST_BODY)
    refused(post(b"<xml/>", content_type="text/xml"), 415, "text/xml", "application/toml")


# Releases


@pytest.mark.usefixtures("fixture_city")
def test_o4_releases_have_addresses_that_stay() -> None:
    latest, named = get("/releases/latest"), get("/releases/2026-10.r1")
    assert latest.json() == named.json()
    assert latest.headers["content-location"] == f"{PREFIX}/releases/2026-10.r1"
    told = named.json()
    assert (told["period"], told["in_force"], told["synthetic"]) == ("2026-10", True, True)
    assert [each["table"] for each in told["files"]] == sorted(each["table"] for each in told["files"])
    assert len(told["files"]) == 10
    assert {row["revision_id"] for row in rows("/releases")} == {f"{period}.r1" for period in PERIODS}


# The description


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, one) for path, ways in described["paths"].items() for method, one in ways.items()]


@pytest.mark.usefixtures("fixture_city")
def test_o4_the_description_names_every_address_and_no_other() -> None:
    described = {(path, method.upper()) for path, method, _ in operations(document("en"))}
    served = set()
    for route in interface.routes:
        assert isinstance(route, Route)
        names = {"/{name}": [*RESOURCES, "dictionary"], "/queries/{name}": load_queries()}.get(route.path)
        paths = [route.path.replace("{name}", name) for name in names] if names else [route.path]
        paths += [f"{path}.{{form}}" for path in paths] if names else []
        served |= {(path, method) for path in paths for method in (route.methods or ()) if method != "HEAD"}
    assert described == served
    mounts = [route for route in ROUTES if isinstance(route, Mount) and route.path == PREFIX]
    assert [mount.app for mount in mounts] == [interface]


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_o4_every_described_address_answers_and_takes_what_is_described(lang: str) -> None:
    described = document(lang)
    shared = described["components"]["parameters"]
    for path, method, operation in operations(described):
        named = {shared[each["$ref"].rpartition("/")[2]]["name"] if "$ref" in each else each["name"]
                 for each in operation["parameters"] if each.get("in") != "path"}  # fmt: skip
        query = path.partition("{")[0].strip("/.").removeprefix("queries/")
        query = RESOURCES.get(query, query)
        if query in load_queries():
            assert named == {*load_query(query).params, "lang", "kota"}, path
        elif (query, method) == ("simulate", "get"):
            assert named == {*FIELDS, PRESET, LINK, "lang", "kota"}
        else:
            assert named == {"lang", "kota"}, path
        if method == "get" and "queries" not in path:
            for form in FORMS if "{form}" in path else ("",):
                shown = path.replace("{form}", form).replace("{release}", "latest")
                assert get(f"{shown}?lang={lang}").status == 200, shown


@pytest.mark.usefixtures("fixture_city")
def test_p5_the_dimensions_described_are_those_that_are_followed() -> None:
    described = document("id")["components"]["schemas"]
    assert described["codes.rows"]["enum"] == list(DIMENSIONS)
    for code in described["codes.opd"]["enum"][-3:]:
        assert get(f"/coverage?opd={code}").status == 200
    assert described["codes.period"]["enum"] == sorted(PERIODS, reverse=True)


@pytest.mark.usefixtures("fixture_city")
def test_o7_every_column_is_in_the_dictionary() -> None:
    told = {(row["table"], row["column"]): row for row in rows("/dictionary?lang=en")}
    for name, query in load_queries().items():
        for column in query.columns:
            assert told[name, column]["meaning"]
    row = told["crosstab", "coverage_rate"]
    assert row["numerator"]
    assert row["denominator"]
    assert re.search("work", told["coverage", "workers"]["meaning"])
