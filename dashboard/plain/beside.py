"""Which files stand beside the plain pages? Their style sheet, and what leads search engines to them."""

import importlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.plain.assets import FOLDER, assets
from dashboard.responses import FOR_EVER, make_body, respond
from dashboard.site import origin_for_all


async def asset(request: Request) -> Response:
    """/aset/…: the style sheet; its name changes with its content."""
    content = assets().get(request.url.path)
    if content is None:
        return Response(status_code=404)
    headers = {"content-type": "text/css; charset=utf-8", "cache-control": FOR_EVER}
    return respond(request, make_body(content), headers)


async def found(request: Request) -> Response:
    """/robots.txt and /sitemap.xml."""
    return await run_in_threadpool(_found, request)


ROUTES = (
    Route("/robots.txt", found),
    Route("/sitemap.xml", found),
    Route(f"{FOLDER}/{{name}}", asset),
)


def _found(request: Request) -> Response:
    discovery = importlib.import_module("dashboard.plain.discovery")
    origin = origin_for_all(str(request.url))
    if request.url.path == discovery.SITEMAP:
        content, kind = discovery.sitemap(origin), "application/xml; charset=utf-8"
    else:
        content, kind = discovery.robots(origin), "text/plain; charset=utf-8"
    return respond(request, make_body(content), {"content-type": kind})
