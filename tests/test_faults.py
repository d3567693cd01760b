"""Does the portal stand what it should never meet: thousands of bad requests, a clock that jumps?"""

import datetime as dt
import random
from urllib.parse import quote

import pytest

from dashboard import clock, db
from dashboard.catalog import load_queries
from dashboard.drawings import CHARTS
from server import app
from tests.asgi import ask
from tests.effort import usual
from tests.fixtures import ROOT
from tests.opened import PAGES, open_file

REQUESTS = usual(1_500, thorough=10_000)
HOSTILE = (
    "../../../etc/passwd", "..%2f..%2fserver.py", "%00", "%ff%fe", "' or 1=1 --", "<script>alert(1)</script>",
    "=1+1", "\u202e", "٣", "a" * 5_000, "", "0", "-1", "1e309", "null", "{{7*7}}", "http://169.254.169.254/",
    "12.71.99", "2026-13", "9999-99", "opd\r\nX-Injected: 1", "coverage_headline", "dinsos", "2026-10",
)  # fmt: skip
METHODS = ("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW")
HEADERS = {
    "range": ("bytes=0-10", "bytes=-1", "bytes=9-1", "bytes=0-0,5-9,1-1", "rows=1-2", "bytes=" + "9" * 400),
    "if_none_match": ("*", '"x"', "W/" * 900),
    "accept_encoding": ("gzip", "br, *;q=0", "\x7f"),
    "content_type": ("application/json", "application/toml", "text/html; charset=nothing"),
    "cookie": ("cakupan_seat=1", "=;;;="),
    "host": ("portal.example", "evil.example\t", "[::1"),
}  # fmt: skip
STATUSES = {
    200,
    204,
    206,
    301,
    302,
    303,
    304,
    307,
    308,
    400,
    404,
    405,
    406,
    410,
    413,
    414,
    415,
    416,
    422,
    503,
}


def address(draw: random.Random) -> str:
    """An address of some route, with parts that it does not expect."""

    def part(*known: str) -> str:
        return quote(draw.choice((*known, draw.choice(HOSTILE))), safe=draw.choice(("/%", "")))

    ending = draw.choice(("csv", "json", "parquet", "xlsx", "sql", "kamus.csv", "exe", ""))
    path = draw.choice(
        (
            f"/unduh/{part(*load_queries())}.{ending}",
            f"/gambar/{part(*CHARTS)}.{draw.choice(('svg', 'png', 'gif'))}",
            f"/sematan/{part(*CHARTS)}",
            f"/peta/{part('kecamatan', 'kelurahan')}.json",
            f"/dokumen/{part('sertifikat.pdf')}",
            f"/layar/{part('isi')}",
            f"/api/v1/{part('coverage', 'targets', 'releases/latest', 'simulate', 'openapi.json')}.{ending}",
            f"/data/{part('releases/latest/coverage.parquet', 'dcat.jsonld')}",
            f"/{part('id', 'en')}/{part('opd', 'sektor', 'simulator')}/{part('dinsos')}",
            f"/{part('perubahan.atom', 'healthz', 'sitemap.xml', 'robots.txt')}",
        )
    )
    names = (
        "period",
        "lang",
        "opd",
        "sector",
        "kecamatan",
        "kota",
        "rows",
        "columns",
        "limit",
        "sim_budget",
        "v",
    )
    asked = "&".join(f"{draw.choice((*names, part()))}={part(*HOSTILE)}" for _ in range(draw.randint(0, 4)))
    return f"{path}?{asked}" if asked else path


@pytest.mark.usefixtures("fixture_city")
def test_x8_bad_requests_are_answered_and_tell_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    draw, before = random.Random(20261122), db.state()
    seen: dict[int, int] = {}
    for _ in range(REQUESTS):
        headers = {name: draw.choice(values) for name, values in HEADERS.items() if draw.random() < 0.15}
        body = draw.choice((b"", b"{", b'{"question":1}', b"\x00" * 900, b"x = [" * 50))
        url, method = address(draw), draw.choice(METHODS)
        answer = ask(app, url, method=method, body=body, **headers)
        assert answer.status in STATUSES, (method, url, headers, answer.status)
        assert "x-injected" not in answer.headers
        if b"PAR1" not in answer.body[:4] and answer.body[:2] != b"PK":
            for secret in (b"Traceback", str(ROOT).encode(), b"site-packages", b"root:x:0"):
                assert secret not in answer.body, (method, url)
        seen[answer.status] = seen.get(answer.status, 0) + 1
    assert seen[404] > REQUESTS // 20
    assert seen[200] > REQUESTS // 50
    assert sum(count for status, count in seen.items() if 400 <= status < 500) > REQUESTS // 3
    assert db.state() is before
    assert ask(app, "/healthz/ready").status == 200
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("day", [dt.date(1970, 1, 1), dt.date(2038, 1, 19)])
def test_x8_a_clock_that_jumps_changes_no_number(day: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    def numbers() -> list[list[str]]:
        page = open_file(PAGES["summary"])
        assert not page.exception
        return [[metric.label, metric.value, metric.delta] for metric in page.metric]

    expected = numbers()
    monkeypatch.setattr(clock, "today", lambda: day)
    assert numbers() == expected
    assert ask(app, "/healthz/ready").status == 200
