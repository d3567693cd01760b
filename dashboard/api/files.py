"""Which files of a release are handed out, whole or in parts? Those that the manifest names, unchanged.

A table is read in ranges (RFC 9110), so DuckDB fetches the columns that it needs and no more.
"""

import json

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route

from dashboard.addresses import Refused
from dashboard.api.problem import answered, http_problem
from dashboard.api.reading import AnyoneReads
from dashboard.api.release import ARCHIVE, DATAPACKAGE, DCAT, datapackage, file_address
from dashboard.api.releases import LATEST, Release, release_of
from dashboard.api.stored import whole_file
from dashboard.api.whole import described, whole
from dashboard.cities import city_dir
from dashboard.files import KINDS
from dashboard.manifest import Resource
from dashboard.responses import ASK_AGAIN, FOR_EVER, make_body, parameters, respond

PREFIX = "/data"
ENDING = ".parquet"


async def file(request: Request) -> Response:
    """/data/releases/{release}/{name}: a table of a release, or what describes them."""
    return await run_in_threadpool(answered, _file, request)


def _file(request: Request) -> Response:
    parameters(request)
    asked, name = request.path_params["release"], request.path_params["name"]
    found = release_of(asked)
    if name == DATAPACKAGE:
        content = json.dumps(datapackage(found), ensure_ascii=False, indent=1).encode()
        return respond(request, make_body(content), {"content-type": "application/json"})
    table = name.removesuffix(ENDING)
    if not name.endswith(ENDING) or table not in found.files:
        known = ", ".join((*(f"{each}{ENDING}" for each in sorted(found.files)), DATAPACKAGE))
        raise Refused("api.unknown_file", status=404, value=name, known=known)
    return _table(request, found, found.files[table], lasting=asked != LATEST)


def _table(request: Request, release: Release, resource: Resource, *, lasting: bool) -> Response:
    path, status = whole_file(resource)
    headers = {
        "etag": f'"{resource.hash.partition(":")[2]}"',
        "cache-control": FOR_EVER if lasting else ASK_AGAIN,
        "content-location": file_address(release.id, f"{resource.table}{ENDING}"),
        "content-disposition": f'inline; filename="cakupan_{city_dir().name}_{resource.name}{ENDING}"',
    }
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, headers=headers, media_type=KINDS["parquet"], stat_result=status)


files = Starlette(
    routes=[
        Route("/dcat.jsonld", described),
        Route(f"/releases/{{release}}.{ARCHIVE}", whole),
        Route(f"/releases/{{release}}/{DCAT}", described),
        Route("/releases/{release}/{name}", file),
    ],
    middleware=[Middleware(AnyoneReads)],
    exception_handlers={404: http_problem, 405: http_problem},
)
ROUTES = (Mount(PREFIX, app=files),)
