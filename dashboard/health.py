"""Does the portal stand? For those who watch it: alive, ready, fresh, and its counters for Prometheus."""

import datetime as dt
import ipaddress
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import clock, db
from dashboard.freshness import freshness
from dashboard.measures import DAYS_LATE, EXTRACT_AGE, PROBLEMS
from dashboard.problems import ExtractMissing
from dashboard.responses import worded

NOT_KEPT = {"cache-control": "no-store"}


async def health(request: Request) -> Response:
    """/healthz and /healthz/ready: 200 and the state that is shown, 503 when nothing can be shown."""
    return await run_in_threadpool(worded, _ready, request)


async def live(_: Request) -> Response:
    """/healthz/live: 200 as long as the process answers at all; what restarts it asks this."""
    return PlainTextResponse("ok", headers=NOT_KEPT)


async def fresh(request: Request) -> Response:
    """/healthz/fresh: 200 when no month and no list is late, else 503; the answer names them."""
    return await run_in_threadpool(worded, _fresh, request)


async def metrics(request: Request) -> Response:
    """/metrics: counters of the process, for a Prometheus on the same machine; to others it is not there."""
    if not _asked_from_here(request):
        return PlainTextResponse("Not found", status_code=404)
    return Response(await run_in_threadpool(_counted), headers=NOT_KEPT, media_type=CONTENT_TYPE_LATEST)


ROUTES = (
    Route("/healthz", health),
    Route("/healthz/ready", health),
    Route("/healthz/live", live),
    Route("/healthz/fresh", fresh),
    Route("/metrics", metrics),
)


def _ready(request: Request) -> Response:  # noqa: ARG001
    return JSONResponse(_told(), headers=NOT_KEPT)


def _fresh(request: Request) -> Response:  # noqa: ARG001
    found = freshness(clock.today())
    return JSONResponse(_told(), status_code=503 if found and found.is_late else 200, headers=NOT_KEPT)


def _told() -> dict[str, Any]:
    state = db.state()
    content: dict[str, Any] = {
        "revision": state.revision,
        "latest_period": state.latest_period,
        "problems": [{"code": problem.code, "file": problem.file} for problem in state.problems],
    }
    if found := freshness(clock.today()):
        content["next_release"] = {
            "period": found.next_period,
            "due_on": found.due_on.isoformat(),
            "days_late": found.days_late,
            "missing": {each.period: each.senders for each in found.awaited},
        }
    return content


def _asked_from_here(request: Request) -> bool:
    """Whether a program of this machine asks, and no proxy for somebody else."""
    if request.client is None or {"x-forwarded-for", "forwarded"} & set(request.headers):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _counted() -> bytes:
    try:
        state, found = db.state(), freshness(clock.today())
    except ExtractMissing:
        EXTRACT_AGE.set(float("inf"))
    else:
        published = dt.datetime.fromisoformat(state.generated_at).date()
        EXTRACT_AGE.set((clock.today() - published).days)
        PROBLEMS.set(len(state.problems))
        DAYS_LATE.set(found.days_late if found else 0)
    return generate_latest()
