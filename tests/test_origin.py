"""May another site open a page's socket, or an address that is none be answered as if it were one?"""

import asyncio
import tomllib
from unittest.mock import MagicMock

import pytest
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from dashboard.guard import CLOSED_PATHS
from dashboard.origin import OwnOrigin
from dashboard.shell import ROUTES
from tests.asgi import ask
from tests.fixtures import ROOT

app = Starlette(routes=list(ROUTES))


def opened(*origins: str, host: str = "cakupan.example.go.id") -> bool:
    """Whether a websocket with these Origin headers reaches the pages; if not, it is closed by the rules."""
    reached: list[Scope] = []
    sent: list[Message] = []

    async def pages(scope: Scope, receive: Receive, send: Send) -> None:
        del receive, send
        reached.append(scope)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", host.encode()), *((b"origin", each.encode("latin-1")) for each in origins)]
    asyncio.run(OwnOrigin(pages)({"type": "websocket", "path": "/", "headers": headers}, receive, send))
    assert sent == ([] if reached else [{"type": "websocket.close", "code": 1008}])
    return bool(reached)


def test_a_page_of_this_site_and_a_program_may_come() -> None:
    assert opened("https://cakupan.example.go.id")
    assert opened("http://127.0.0.1:8501", host="127.0.0.1:8501")
    assert opened()


@pytest.mark.parametrize(
    "origin",
    [
        *("https://evil.example", "https://cakupan.example.go.id.evil.example", "https://evil.example#"),
        *(
            "https://cakupan.example.go.id:444",
            "https://x@cakupan.example.go.id",
            "null",
            "",
            "x",
            "https://[",
        ),
        *("http://localhost", "http://127.0.0.1:9999", "cakupan.example.go.id", "file://", "\u00fc"),
    ],
)
def test_another_site_never_reaches_streamlit_which_would_ask_outside(origin: str) -> None:
    assert not opened(origin)
    assert not opened("https://cakupan.example.go.id", origin)


def test_behind_a_proxy_that_changes_the_host_its_own_address_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CAKUPAN_BASE_URL", "https://cakupan.example.go.id")
    assert opened("https://cakupan.example.go.id", host="127.0.0.1:8501")
    assert not opened("https://evil.example", host="127.0.0.1:8501")


def test_nobody_who_frames_a_page_may_steer_it() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert settings["client"]["allowedOrigins"] == []  # those of Streamlit's cloud, if it were left out


@pytest.mark.parametrize(
    "path", ["/x/y", "/index.html", "/unduh/x", "/Opd", "/opd/x", "/%3Cscript%3E", "//opd/"]
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_address_that_is_none_is_404_in_words(path: str, lang: str) -> None:
    answer = ask(app, f"http://h{path}?lang={lang}")
    assert answer.status == 404
    assert f'<html lang="{lang}"'.encode() in answer.body
    assert b"<script" not in answer.body.lower()
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"


def test_a_page_with_a_slash_too_many_is_found() -> None:
    answer = ask(app, "/opd/?lang=en&period=2026-09", host="h")
    assert (answer.status, answer.headers["location"]) == (308, "http://h/opd?lang=en&period=2026-09")


def test_what_streamlit_answers_is_left_to_it_and_nothing_else_below_its_name() -> None:
    """With a new Streamlit this says which addresses have come or gone."""
    its_own = {route.path for route in create_streamlit_routes(MagicMock())} - {""}
    unused = {path for path in its_own if path.startswith(("/auth/", "/oauth2callback", *CLOSED_PATHS))}
    for path in (*sorted(its_own - unused), "/favicon.png", "/manifest.json"):
        answer = ask(app, path.replace("{path:path}", "x/y.js").replace("{file_id:path}", "x.png"))
        assert (answer.status, answer.body) == (404, b"Not Found"), path  # of Starlette: no route of ours
    for path in (
        "/_stcore/nothing",
        "/_stcore/message",
        "/_stcore/health/x",
        "/_stcore//metrics",
        "/auth/login",
    ):
        assert b"<h1>" in ask(app, path, host="h").body, path


def test_what_browsers_ask_for_by_themselves_is_there() -> None:
    answer = ask(app, "/favicon.ico")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.body.startswith(b"<svg")
