"""Where is a whole release had, and where the catalogue of all of them?"""

import functools
import json

import anyio
import anyio.to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dashboard.api.archive import archive
from dashboard.api.dcat import catalogue, dataset
from dashboard.api.problem import answered
from dashboard.api.release import ARCHIVE, archive_address
from dashboard.api.releases import release_of
from dashboard.cities import city_dir
from dashboard.responses import ASK_AGAIN, make_body, parameters, respond
from dashboard.site import origin_for_all
from dashboard.state import state_key

JSON_LD = "application/ld+json"


async def whole(request: Request) -> Response:
    """/data/releases/{release}.tar.gz: a whole release as one archive."""
    # One thread of its own: building takes seconds, and whoever waits for it keeps no thread from others.
    return await anyio.to_thread.run_sync(answered, _whole, request, limiter=_builders())


async def described(request: Request) -> Response:
    """/data/dcat.jsonld, /data/releases/{release}/dcat.jsonld: the catalogue, or one release."""
    return await run_in_threadpool(answered, _described, request)


@functools.cache
def _builders() -> anyio.CapacityLimiter:
    return anyio.CapacityLimiter(1)


def _whole(request: Request) -> Response:
    parameters(request)
    found = release_of(request.path_params["release"])
    content, digest = archive(found, state_key())
    headers = {
        "etag": f'"{digest}"',
        "cache-control": ASK_AGAIN,  # lists and questions in it may be corrected
        "content-location": archive_address(found.id),
        "content-disposition": f'attachment; filename="cakupan_{city_dir().name}_{found.id}.{ARCHIVE}"',
    }
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type="application/gzip")


def _described(request: Request) -> Response:
    parameters(request)
    origin, release = origin_for_all(str(request.url)), request.path_params.get("release")
    content = catalogue(origin) if release is None else dataset(release_of(release), origin)
    body = make_body(json.dumps(content, ensure_ascii=False).encode())
    return respond(request, body, {"content-type": JSON_LD})
