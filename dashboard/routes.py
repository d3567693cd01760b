"""What does the server answer beside the pages? CSV files, the SQL behind them, cells of the map, health."""

import functools
import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import db
from dashboard.addresses import Refused, query_params, single_values
from dashboard.catalog import Query, UnknownQuery, load_query
from dashboard.choices import LEVELS
from dashboard.cities import PARAMETER, city_dirs, show_city
from dashboard.downloads import csv_bytes, file_name
from dashboard.forms import quoted
from dashboard.frame import problem_sentence
from dashboard.map import map_features, map_version
from dashboard.names import state_key
from dashboard.problems import ExtractMissing, Problem
from dashboard.script import script
from dashboard.words import LANGUAGES, word

KEPT_MAPS = 64  # bodies; one is about 100 kB and 25 kB compressed
YEAR_SECONDS = 365 * 24 * 3600
# A body may be kept, but must be asked for again: a correction shows at once.
ASK_AGAIN = "no-cache"
FOREIGN = ("name", "value")  # written by anybody, so quoted and cut in sentences
FOR_EVER = f"public, max-age={YEAR_SECONDS}, immutable"


@dataclass(frozen=True, kw_only=True)
class Body:
    """Content of an answer, plain and compressed; `tag` changes when it does."""

    plain: bytes
    compressed: bytes
    tag: str


def make_body(content: bytes) -> Body:
    """The content with its tag."""
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:16]}"'
    return Body(plain=content, compressed=gzip.compress(content, 6), tag=tag)


async def download(request: Request) -> Response:
    """/unduh/{query}.csv: a named query as CSV."""
    return await run_in_threadpool(_worded, _download, request)


async def sql(request: Request) -> Response:
    """/unduh/{query}.sql: the script that makes the same numbers from the published files."""
    return await run_in_threadpool(_worded, _sql, request)


async def map_cells(request: Request) -> Response:
    """/peta/{level}.json: the cells of the map with their numbers, as GeoJSON."""
    return await run_in_threadpool(_worded, _map_cells, request)


async def health(request: Request) -> Response:
    """/healthz: 200 and the state that is shown, 503 when nothing can be shown."""
    return await run_in_threadpool(_worded, _health, request)


ROUTES = (
    Route("/unduh/{query}.csv", download),
    Route("/unduh/{query}.sql", sql),
    Route("/peta/{level}.json", map_cells),
    Route("/healthz", health),
)


def _worded(answer: Callable[[Request], Response], request: Request) -> Response:
    """The answer, or in words why there is none."""
    asked = request.query_params.get("lang")
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    try:
        _show_asked_city(request)
        return answer(request)
    except Refused as refused:
        values = refused.values
        shown: dict[str, Any] = {name: quoted(values[name]) for name in FOREIGN if name in values}
        message = word(lang, refused.key, **{**values, **shown})
        return _refusal(refused.key, message, values, status=refused.status)
    except ExtractMissing as missing:
        message = problem_sentence(Problem(code=missing.code, values=missing.values), lang)
        return _refusal(f"problem.{missing.code}", message, missing.values, status=503)


def _show_asked_city(request: Request) -> None:
    cities = city_dirs()
    code = request.query_params.get(PARAMETER, next(iter(cities)))
    if code not in cities:
        raise Refused("request.unknown_value", name=PARAMETER, value=code, known=", ".join(cities))
    show_city(code)


def _refusal(code: str, message: str, details: Mapping[str, Any], *, status: int) -> Response:
    content = {"error": code, "message": message, **details}
    return JSONResponse(content, status_code=status, headers={"cache-control": "no-store"})


def _parameters(request: Request, *known: str) -> dict[str, str]:
    query_string = request.query_params
    given = {name: query_string.getlist(name) for name in query_string}
    values = single_values(given, (*known, "lang", PARAMETER))
    if values.get("lang", LANGUAGES[0]) not in LANGUAGES:
        known_languages = ", ".join(LANGUAGES)
        raise Refused("request.unknown_value", name="lang", value=values["lang"], known=known_languages)
    return values


def _download(request: Request) -> Response:
    query, params = _asked(request)
    return _file(request, csv_bytes(query.name, params), "csv", "text/csv", params)


def _sql(request: Request) -> Response:
    query, params = _asked(request)
    return _file(request, script(query.name, params).encode(), "sql", "application/sql", params)


def _asked(request: Request) -> tuple[Query, dict[str, object]]:
    """The named query of the address and its parameters. Raises Refused."""
    name = request.path_params["query"]
    try:
        query = load_query(name)
    except UnknownQuery as unknown:
        known = ", ".join(unknown.known)
        raise Refused("request.unknown_query", status=404, value=name, known=known) from unknown
    return query, query_params(query, _parameters(request, *query.params))


def _file(request: Request, content: bytes, ending: str, kind: str, params: Mapping[str, object]) -> Response:
    disposition = f'attachment; filename="{file_name(request.path_params["query"], params, ending)}"'
    headers = {"content-type": f"{kind}; charset=utf-8", "content-disposition": disposition}
    return _respond(request, make_body(content), headers)


def _map_cells(request: Request) -> Response:
    level = request.path_params["level"]
    if level not in LEVELS:
        raise Refused("request.unknown_level", status=404, value=level, known=", ".join(LEVELS))
    query = load_query(f"coverage_by_{level}")
    values = _parameters(request, *query.params, "v")
    params = query_params(query, values)
    version = map_version(level, db.state().revision)
    key = f"{state_key()} {version}"
    body = _map_body(key, query.name, tuple(params.items()), level, values.get("lang", LANGUAGES[0]))
    # An address that names what it was made from can never mean another map.
    lasting = values.get("v") == version == map_version(level, db.state().revision)
    headers = {
        "content-type": "application/geo+json",
        "cache-control": FOR_EVER if lasting else ASK_AGAIN,
    }
    return _respond(request, body, headers)


@functools.lru_cache(maxsize=KEPT_MAPS)
def _map_body(key: str, query: str, params: tuple, level: str, lang: str) -> Body:  # noqa: ARG001
    # The key is only a key: the cells are those of the city and the state that are shown.
    rows = db.run_query(query, **dict(params)).to_pylist()
    content = json.dumps(map_features(level, rows, lang), ensure_ascii=False, separators=(",", ":"))
    return make_body(content.encode())


def _health(request: Request) -> Response:  # noqa: ARG001
    state = db.state()
    problems = [{"code": problem.code, "file": problem.file} for problem in state.problems]
    content = {"revision": state.revision, "latest_period": state.latest_period, "problems": problems}
    return JSONResponse(content, headers={"cache-control": "no-store"})


def _respond(request: Request, body: Body, headers: Mapping[str, str]) -> Response:
    """The body, compressed where the browser reads that; nothing when it has this content already."""
    common = {"cache-control": ASK_AGAIN, "etag": body.tag, "vary": "Accept-Encoding", **headers}
    if body.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=common)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(body.compressed, headers={**common, "content-encoding": "gzip"})
    return Response(body.plain, headers=common)
