"""What is there of one release, and where? Its files, what describes them, and what it replaced."""

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dashboard import db
from dashboard.about import LICENCE, about
from dashboard.api.problem import answered
from dashboard.api.releases import Release, entries_of, package, release_of
from dashboard.cities import city_dir, city_parameter
from dashboard.downloads import Asked
from dashboard.responses import language_of, make_body, parameters, respond

FILES = "/data/releases"
DATAPACKAGE, DCAT, ARCHIVE = "datapackage.json", "dcat.jsonld", "tar.gz"


async def release(request: Request) -> Response:
    """/api/v1/releases/{release}: one release, or `latest`."""
    return await run_in_threadpool(answered, _release, request)


def _release(request: Request) -> Response:
    parameters(request)
    found = release_of(request.path_params["release"])
    content = json.dumps(told(found, language_of(request)), ensure_ascii=False).encode()
    headers = {
        "content-type": "application/json",
        "content-language": language_of(request),
        "content-location": f"/api/v1/releases/{found.id}{_parameters()}",
    }
    return respond(request, make_body(content), headers)


def told(found: Release, lang: str) -> dict[str, Any]:
    """A release for programs. Raises ExtractMissing."""
    head = found.head
    said = about(Asked(query="revision_list"), lang, count=len(found.files))
    return {
        "city": city_dir().name,
        "revision": found.id,
        "period": found.period,
        "in_force": any(each.revision_id == found.id for each in db.sources()),
        "supersedes": found.before,
        "superseded_by": found.after,
        "reason": head.reason,
        "published": head.generated_at,
        "complete": all(each.complete for each in found.files.values()),
        "missing": sorted({sender for each in found.files.values() for sender in each.missing}),
        "synthetic": any(each.synthetic for each in found.files.values()),
        "source": said["source"],
        "publisher": said["publisher"],
        "licence": LICENCE,
        "files": [
            {
                "table": table,
                "address": file_address(found.id, f"{table}.parquet"),
                "bytes": each.bytes,
                "hash": each.hash,
                "revision": each.revision_id,
            }
            for table, each in sorted(found.files.items())
        ],
        "datapackage": file_address(found.id, DATAPACKAGE),
        "dcat": file_address(found.id, DCAT),
        "archive": archive_address(found.id),
    }


def datapackage(found: Release) -> dict[str, Any]:
    """The files of a release as a Frictionless Data Package; paths are relative to its own address."""
    whole = package()
    entries = [{**each, "path": f"{each['table']}.parquet{_parameters()}"} for each in entries_of(found)]
    return {
        **whole,
        "name": f"{whole['name']}-{found.id}",
        "version": found.id,
        "created": found.head.generated_at,
        "generated_at": max(each["generated_at"] for each in entries),
        "synthetic": any(each["synthetic"] for each in entries),
        "resources": entries,
    }


def file_address(release: str, name: str) -> str:
    """Address of a file of a release in the city that is shown."""
    return f"{FILES}/{release}/{name}{_parameters()}"


def archive_address(release: str) -> str:
    """Address of a whole release as one archive."""
    return f"{FILES}/{release}.{ARCHIVE}{_parameters()}"


def _parameters() -> str:
    return "".join(f"?{name}={value}" for name, value in city_parameter().items())
