"""Does the server hand out downloads and map cells, refuse in words, and keep visitors from harm?"""

import csv
import gzip
import io
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import ClientConnection, connect

from dashboard import db
from dashboard.catalog import load_queries
from dashboard.downloads import Asked, download_url, file_name
from dashboard.files import csv_bytes
from dashboard.guard import (
    BURST,
    COST,
    LARGEST_MESSAGE,
    RERUNS_PER_SECOND,
    Guard,
    SecurityHeaders,
    content_policy,
    inline_scripts,
)
from dashboard.map import map_version
from dashboard.plain.routes import ROUTES as PLAIN_ROUTES
from dashboard.routes import ROUTES
from dashboard.shell import BASE_SCRIPT
from dashboard.shell import ROUTES as PAGE_ROUTES
from tests.asgi import Answer, ask, converse
from tests.fixtures import KOTA, ROOT
from tests.serving import served

app = SecurityHeaders(Guard(Starlette(routes=[*ROUTES, *PAGE_ROUTES])))
everything = SecurityHeaders(Guard(Starlette(routes=[*PLAIN_ROUTES, *ROUTES, *PAGE_ROUTES])))


def rows_of(answer: Answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.body.decode())))


# Downloads


@pytest.mark.usefixtures("fixture_city")
def test_download_has_the_numbers_of_the_query_unformatted() -> None:
    answer = ask(app, "/unduh/coverage_by_kecamatan.csv?period=2026-10&lang=en")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "_coverage_by_kecamatan_2026-10.r1.csv" in answer.headers["content-disposition"]
    first = rows_of(answer)[0]
    assert first == {
        "id": KOTA,
        "universe": "200",
        "registered": "115",
        "active": "70",
        "one_month": "30",
        "lapsed": "15",
        "never": "85",
        "coverage_rate": "0.35",
        "unprotected": "130",
    }
    assert rows_of(answer)[-1]["coverage_rate"] == ""  # no workers, no rate


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("name", sorted(load_queries()))
def test_every_query_can_be_downloaded(name: str) -> None:
    answer = ask(app, download_url(name, lang="id", period=None))
    assert answer.status == 200
    assert answer.body.decode().splitlines()[0] == ",".join(load_queries()[name].columns)


@pytest.mark.usefixtures("fixture_city")
def test_download_follows_every_parameter() -> None:
    url = download_url(
        "coverage_headline",
        lang="id",
        period="2026-09",
        opd="dishub",
        sector=None,
        kecamatan=KOTA,
        funding_source="apbd_kota",
        target_share="0.5",
        target_workers=None,
        denominator_workers=None,
    )
    (row,) = rows_of(ask(app, url))
    # dishub in Kota: 120 workers, 40 of them paid by APBD; half of 120 is 60
    assert (row["universe"], row["active"], row["target_workers"], row["gap_workers"]) == (
        "120",
        "40",
        "60",
        "20",
    )


@pytest.mark.usefixtures("fixture_city")
def test_merged_cells_can_be_asked_for() -> None:
    (row,) = rows_of(ask(app, "/unduh/coverage_headline.csv?opd=lainnya"))
    assert (row["period"], row["universe"]) == ("2026-10", "25")  # the latest month when none is named


def test_file_without_a_month_is_named_after_the_state(fixture_city: Path) -> None:
    name = file_name(Asked(query="opd_list"), "csv")
    assert name == f"cakupan_{fixture_city.name}_opd_list_{db.state().revision}.csv"


@pytest.mark.parametrize("text", ["=1+1", "+62", "-5", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠A1"])
def test_no_cell_is_a_formula(text: str, own_city: Path) -> None:
    opd = own_city / "reference" / "opd.csv"
    content = opd.read_text(encoding="utf-8").replace("Dinas Ketenagakerjaan,", f'"{text}",', 1)
    opd.write_text(content, encoding="utf-8", newline="")
    rows = csv.DictReader(io.StringIO(csv_bytes(db.run_query("opd_list")).decode(), newline=""))
    names = {row["id"]: row["name_id"] for row in rows}
    assert names["disnaker"] == f"'{text}"


@pytest.mark.usefixtures("fixture_city")
def test_negative_numbers_stay_numbers() -> None:
    (row,) = rows_of(ask(app, "/unduh/coverage_headline.csv?period=2026-10"))
    assert row["change_active"] == "-5"


# The map


@pytest.mark.usefixtures("fixture_city")
def test_map_carries_names_words_and_colours() -> None:
    answer = ask(app, "/peta/kecamatan.json?period=2026-10&lang=id")
    assert answer.headers["content-type"] == "application/geo+json"
    features = answer.json()["features"]
    assert len(features) == 21 + 2  # the cells, and a circle where anybody works
    kota, circle = [each["properties"] for each in features if each["properties"]["name"] == "Medan Kota"]
    assert circle["radius"] > 0
    assert "35" in kota["coverage"]
    assert "70" in kota["counts"]
    assert "200" in kota["counts"]
    assert len(kota["fill"]) in (3, 4)
    empty = features[-1]["properties"]
    assert empty["fill"] != kota["fill"]


@pytest.mark.usefixtures("fixture_city")
def test_map_of_one_kecamatan_holds_its_kelurahan_only() -> None:
    answer = ask(app, f"/peta/kelurahan.json?period=2026-10&kecamatan={KOTA}&lang=en")
    assert len(answer.json()["features"]) == 12 + 3  # the cells, and a circle where anybody works


@pytest.mark.usefixtures("fixture_city")
def test_map_is_compressed_and_asked_for_once() -> None:
    version = map_version("kelurahan", db.state().revision)
    url = f"/peta/kelurahan.json?period=2026-10&lang=id&v={version}"
    packed = ask(app, url, accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == ask(app, url).body
    assert "immutable" in packed.headers["cache-control"]
    again = ask(app, url, if_none_match=packed.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.usefixtures("fixture_city")
def test_map_of_another_state_is_not_kept_for_ever() -> None:
    answer = ask(app, "/peta/kecamatan.json?period=2026-10&v=000000000000")
    assert answer.headers["cache-control"] == "no-cache"


# Addresses that cannot be followed


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    ("url", "status", "error", "said"),
    [
        ("/unduh/secrets.csv?", 404, "request.unknown_query", "coverage_by_opd"),
        ("/peta/desa.json?", 404, "request.unknown_level", "kecamatan, kelurahan"),
        ("/unduh/opd_list.csv?period=2026-10&", 400, "request.unknown_name", "`period`"),
        ("/unduh/coverage_headline.csv?period=2026-11&", 400, "request.unknown_value", "2026-10"),
        ("/unduh/coverage_headline.csv?opd=x%27;drop&", 400, "request.unknown_value", "disnaker"),
        ("/unduh/coverage_headline.csv?period=lainnya&", 400, "request.unknown_value", "2026-10"),
        (
            "/unduh/coverage_headline.csv?opd=dinsos&opd=dishub&",
            400,
            "request.repeated",
            "`dishub`",
        ),
        ("/unduh/coverage_headline.csv?target_share=1.5&", 400, "request.bad_number", "`1.5`"),
        ("/unduh/coverage_headline.csv?target_share=NaN&", 400, "request.bad_number", "`NaN`"),
        ("/unduh/coverage_headline.csv?target_workers=many&", 400, "request.bad_number", "`many`"),
        ("/unduh/coverage_headline.csv?target_workers=1.5&", 400, "request.bad_number", "1000000000"),
        ("/peta/kelurahan.json?kecamatan=12.71.99&", 400, "request.unknown_value", "12.71.01"),
    ],
)
def test_refusal_names_the_value_and_the_limit(
    url: str, status: int, error: str, said: str, lang: str
) -> None:
    answer = ask(app, f"{url}lang={lang}")
    assert (answer.status, answer.json()["error"]) == (status, error)
    assert said in answer.json()["message"]


@pytest.mark.usefixtures("fixture_city")
def test_unknown_language_is_refused_in_the_default_one() -> None:
    answer = ask(app, "/unduh/opd_list.csv?lang=fr")
    assert (answer.status, answer.json()["known"]) == (400, "id, en")
    assert "tidak dikenal" in answer.json()["message"]


def test_without_numbers_the_answer_says_why(own_city: Path) -> None:
    (own_city / "extracts" / "datapackage.json").unlink()
    for url in ("/unduh/opd_list.csv?lang=en", "/peta/kecamatan.json?lang=en", "/healthz?lang=en"):
        answer = ask(app, url)
        assert (answer.status, answer.json()["error"]) == (503, "problem.manifest_missing")
        assert "extracts/datapackage.json" in answer.json()["message"]


def test_health_tells_the_state(own_city: Path) -> None:
    answer = ask(app, "/healthz")
    assert answer.json() == {
        "revision": db.state().revision,
        "latest_period": "2026-10",
        "problems": [],
        "next_release": {"period": "2026-11", "due_on": "2026-12-05", "days_late": 0, "missing": {}},
    }
    (own_city / "extracts/2026-10/r1/flows.parquet").unlink()
    db.forget()
    assert ask(app, "/healthz").json()["latest_period"] == "2026-09"
    assert ask(app, "/healthz").json()["problems"][0]["code"] == "file_missing"


# The guard


def sent_by_browser(**fields: object) -> Message:
    message = BackMsg()
    for name, value in fields.items():
        if isinstance(value, dict):
            getattr(message, name).query_string = value["query_string"]
        else:
            setattr(message, name, value)
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def operation(name: str) -> Message:
    message = BackMsg()
    getattr(message.backend_operation_request, name).SetInParent()
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


RERUN = sent_by_browser(rerun_script={"query_string": "lang=id"})


def guarded(incoming: list[Message], *, seconds: float = 0.0) -> tuple[list[Message], float]:
    """The messages that pass the guard, sent `seconds` apart, and the seconds it made them wait."""
    reached: list[Message] = []
    clock = iter(seconds * number for number in range(10_000))
    waited = 0.0

    async def sleep(time: float) -> None:
        nonlocal waited
        waited += time

    async def streamlit_app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, send
        while not reached or reached[-1]["type"] != "websocket.disconnect":
            reached.append(await receive())

    converse(Guard(streamlit_app, clock=lambda: next(clock), sleep=sleep), incoming)
    return reached[:-1], waited


def reaching_the_app(incoming: list[Message]) -> list[Message]:
    """The messages that pass the guard."""
    return guarded(incoming)[0]


@pytest.mark.parametrize(
    "unwanted",
    [
        sent_by_browser(clear_cache=True),
        sent_by_browser(set_run_on_save=True),
        sent_by_browser(load_git_info=True),
        sent_by_browser(debug_shutdown_runtime=True),
        operation("install_skills"),
        operation("dismiss_skills_nudge"),
        operation("dataframe_chunk"),
        {"type": "websocket.receive", "bytes": b"\xff\xff\xff no message"},
        {"type": "websocket.receive", "bytes": b""},
        {"type": "websocket.receive", "bytes": RERUN["bytes"] + b"\x00" * LARGEST_MESSAGE},
    ],
)
def test_unwanted_messages_do_not_reach_the_app(unwanted: Message) -> None:
    assert reaching_the_app([RERUN, unwanted, RERUN]) == [RERUN, RERUN]


def test_what_readers_send_reaches_the_app() -> None:
    wanted = [RERUN, sent_by_browser(stop_script=True), sent_by_browser(app_heartbeat=True)]
    wanted.append(operation("deferred_file"))
    assert reaching_the_app(wanted) == wanted


def test_files_that_are_made_on_a_click_count_as_many_reruns() -> None:
    cost = COST["backend_operation_request/deferred_file"]
    clicks = [operation("deferred_file")] * (BURST // cost)
    assert guarded(clicks) == (clicks, 0.0)
    reached, waited = guarded([*clicks, clicks[0]])
    assert (len(reached), waited) == (len(clicks) + 1, cost / RERUNS_PER_SECOND)


def test_a_flood_of_reruns_is_slowed_down_and_nothing_is_lost() -> None:
    reached, waited = guarded([RERUN] * (BURST + 1))
    assert len(reached) == BURST + 1
    assert waited == pytest.approx(1 / RERUNS_PER_SECOND)


def test_a_reader_at_work_never_waits() -> None:
    reached, waited = guarded([RERUN] * 500, seconds=0.2)
    assert (len(reached), waited) == (500, 0.0)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_page_begins_in_the_language_of_its_link(lang: str) -> None:
    for path in ("/", "/wilayah", "/data-metode"):
        answer = ask(app, f"{path}?lang={lang}")
        html = answer.body.decode()
        assert f'<html lang="{lang}">' in html
        assert BASE_SCRIPT in html
        assert "<title>Streamlit</title>" not in html


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/upload_file/session/file"]
)
def test_inner_paths_are_closed(path: str) -> None:
    assert ask(app, path).status == 404


@pytest.mark.usefixtures("fixture_city")
def test_every_answer_tells_the_browser_to_stay_here() -> None:
    for path in ("/healthz", "/unduh/secrets.csv", "/_stcore/metrics"):
        headers = ask(app, path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "'unsafe-eval'" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


# What a policy may allow beside this host: what the page carries or makes itself, and texts by their digest.
OWN_SOURCES = {"'self'", "'none'", "data:", "blob:"}
FOR_ONE_RULE = {
    "script-src": {"'wasm-unsafe-eval'"},
    "style-src": {"'unsafe-inline'"},
    "frame-ancestors": {"*"},
}


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    "path",
    [
        *("/", "/opd", "/id/", "/en/simulator", "/id/nothing", "/layar", "/sematan/coverage_by_opd"),
        *("/gambar/coverage_by_opd.svg", "/unduh/opd_list.csv", "/api/v1/targets", "/_stcore/metrics"),
    ],
)
def test_x9_no_policy_names_another_host(path: str) -> None:
    policy = ask(everything, path).headers["content-security-policy"]
    rules = {name: set(sources) for name, *sources in map(str.split, policy.split(";"))}
    assert rules["default-src"] <= {"'self'", "'none'"}
    for name, sources in rules.items():
        foreign = sources - OWN_SOURCES - FOR_ONE_RULE.get(name, set())
        assert [each for each in foreign if not each.startswith("'sha256-")] == [], name
    assert "*" not in rules.get("frame-ancestors", set()) or path.startswith("/sematan/")


def test_x9_nothing_is_told_to_anybody() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["address"] == "127.0.0.1"  # without one Streamlit asks an outside host for it
    # as it does in a container, where the address is 0.0.0.0, unless it knows what to print
    assert settings["browser"]["serverAddress"] == "127.0.0.1"


def test_only_the_shipped_inline_script_may_run() -> None:
    scripts = inline_scripts('<script type="module" src="./x.js"></script><script>let a = 1;</script>')
    assert scripts == ["let a = 1;"]
    # printf 'let a = 1;' | openssl dgst -sha256 -binary | base64
    assert "'sha256-xY6QKfH9PRsQnLz56nj6MBwiK5oHg+im1Jkpdp1x/Ck='" in content_policy(scripts)


# The whole server


@pytest.fixture(scope="module")
def address(written_city: Path) -> Iterator[str]:
    """host:port of the portal, served as `make run` serves it."""
    with served("server.py", ROOT, CAKUPAN_CITY_DIR=str(written_city)) as at:
        yield at


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/unduh/opd_list.csv", 200),
        ("/peta/kecamatan.json", 200),
        ("/_stcore/health", 200),
        ("/_stcore/metrics", 404),
        ("/_stcore/agent/openapi.json", 404),
    ],
)
def test_served_paths(path: str, status: int, address: str) -> None:
    try:
        answer = urllib.request.urlopen(f"http://{address}{path}", timeout=10)
    except urllib.error.HTTPError as refused:
        answer = refused
    with answer:
        assert answer.status == status
        assert "default-src 'self'" in answer.headers["content-security-policy"]


def open_session(address: str) -> ClientConnection:
    return connect(f"ws://{address}/_stcore/stream", subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]


def test_visitor_cannot_empty_the_caches_of_others(address: str) -> None:
    with open_session(address) as session:
        session.send(sent_by_browser(clear_cache=True)["bytes"])
        session.send(RERUN["bytes"])
        assert session.recv(timeout=30)  # the page still answers
