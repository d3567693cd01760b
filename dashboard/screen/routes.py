"""Where is the screen served? `/layar` is the page, `/layar/isi` what it asks for again while it runs."""

import importlib
import json
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import clock
from dashboard.once import kept_once
from dashboard.problems import ExtractMissing
from dashboard.responses import Body, make_body, respond
from dashboard.screen.asked import Asked, asked_language, read_asked, show_asked_city
from dashboard.state import state_key

KEPT_SCREENS = 16  # bodies; one is 100 to 300 kB
FILES = ("screen.css", "screen.js")


async def screen(request: Request) -> Response:
    """/layar: the briefing screen."""
    return await run_in_threadpool(_screen, request)


async def content(request: Request) -> Response:
    """/layar/isi: the slides and sentences of the state that is shown now, or why there are none."""
    return await run_in_threadpool(_content, request)


async def file(request: Request) -> Response:
    """/layar/screen.{css,js}: how the screen looks and runs."""
    return await run_in_threadpool(_file, request)


ROUTES = (
    Route("/layar", screen),
    Route("/layar/isi", content),
    *(Route(f"/layar/{name}", file) for name in FILES),
)


def _show() -> Any:
    """The module that makes slides, imported with the first screen: Streamlit's caches, which the blocks of
    pages use, want its runtime."""
    return importlib.import_module("dashboard.screen.show")


def _given(request: Request) -> dict[str, list[str]]:
    return {name: request.query_params.getlist(name) for name in request.query_params}


def _screen(request: Request) -> Response:
    given = _given(request)
    show_asked_city(given)
    address = f"/layar/isi?{urlencode(given, doseq=True)}"
    try:
        asked = read_asked(given)
        found, body = _kept(_key(), asked)
        html = _show().screen_page(asked, found, address=address, tag=body.tag)
    except ExtractMissing as missing:
        html = _show().page_without_numbers(asked_language(given), missing, address=address)
    return respond(request, make_body(html.encode()), {"content-type": "text/html; charset=utf-8"})


def _content(request: Request) -> Response:
    given = _given(request)
    show_asked_city(given)
    try:
        asked = read_asked(given)
        _, body = _kept(_key(), asked)
    except ExtractMissing as missing:
        why = _show().why_missing(asked_language(given), missing)
        return JSONResponse({"message": why}, status_code=503, headers={"cache-control": "no-store"})
    return respond(request, body, {"content-type": "application/json"})


def _key() -> str:
    return f"{state_key()} {clock.today()}"


@kept_once(KEPT_SCREENS)
def _kept(key: str, asked: Asked) -> tuple[dict[str, Any], Body]:  # noqa: ARG001
    # The key is only a key: the slides are those of the city and the state that are shown on this day.
    found = _show().content_of(asked)
    return found, make_body(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())


def _file(request: Request) -> Response:
    name = request.url.path.rpartition("/")[2]
    page = importlib.import_module("dashboard.screen.page")
    return respond(request, make_body(page.file_content(name)), {"content-type": page.FILES[name]})
