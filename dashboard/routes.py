"""What does the server answer beside the pages? Files, images, documents, cells of the map, health."""

import json

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import db, document_routes, embed, file_routes, health, image_routes
from dashboard.addresses import Refused, query_params
from dashboard.api import routes as api_routes
from dashboard.catalog import load_query
from dashboard.choices import LEVELS
from dashboard.feed import feed
from dashboard.map import map_features, map_version
from dashboard.once import kept_once
from dashboard.responses import ASK_AGAIN, FOR_EVER, Body, make_body, parameters, respond, worded
from dashboard.screen import routes as screen_routes
from dashboard.state import state_key
from dashboard.words import LANGUAGES

KEPT_MAPS = 64  # bodies; one is about 100 kB and 25 kB compressed


async def map_cells(request: Request) -> Response:
    """/peta/{level}.json: the cells of the map with their numbers, as GeoJSON."""
    return await run_in_threadpool(worded, _map_cells, request)


async def atom(request: Request) -> Response:
    """/perubahan.atom: what was published, corrected or changed, for news readers."""
    return await run_in_threadpool(worded, _atom, request)


ROUTES = (
    *file_routes.ROUTES,
    *image_routes.ROUTES,
    *embed.ROUTES,
    *document_routes.ROUTES,
    *screen_routes.ROUTES,
    *api_routes.ROUTES,
    *health.ROUTES,
    Route("/peta/{level}.json", map_cells),
    Route("/perubahan.atom", atom),
)


def _map_cells(request: Request) -> Response:
    level = request.path_params["level"]
    if level not in LEVELS:
        raise Refused("request.unknown_level", status=404, value=level, known=", ".join(LEVELS))
    query = load_query(f"coverage_by_{level}")
    values = parameters(request, *query.params, "v")
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
    return respond(request, body, headers)


@kept_once(KEPT_MAPS)
def _map_body(key: str, query: str, params: tuple, level: str, lang: str) -> Body:  # noqa: ARG001
    # The key is only a key: the cells are those of the city and the state that are shown.
    rows = db.run_query(query, **dict(params)).to_pylist()
    content = json.dumps(map_features(level, rows, lang), ensure_ascii=False, separators=(",", ":"))
    return make_body(content.encode())


def _atom(request: Request) -> Response:
    lang = parameters(request).get("lang", LANGUAGES[0])
    return respond(request, make_body(feed(lang)), {"content-type": "application/atom+xml; charset=utf-8"})
