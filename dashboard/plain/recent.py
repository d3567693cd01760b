"""Which page was right a moment ago? It is answered again without a thread and without a look at the files.

The files are looked at for a new state no more often than that, so nobody sees an older page for it.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from dashboard import live
from dashboard.cities import default_dir
from dashboard.responses import Body
from dashboard.site import origin_for_all

MOST = 512  # pages; they share their bodies with those that are kept by state


@dataclass(frozen=True, kw_only=True)
class _Answer:
    body: Body
    headers: Mapping[str, str]
    until: float  # [seconds] of the clock that never goes back


_answers: dict[tuple[str, str, str], _Answer] = {}


def answer(request: Request) -> tuple[Body, Mapping[str, str]] | None:
    """The body and the headers of an address without parameters; None when it must be looked up."""
    found = None if request.url.query else _answers.get(_key(request))
    return (found.body, found.headers) if found and time.monotonic() < found.until else None


def remember(request: Request, body: Body, headers: Mapping[str, str]) -> None:
    """Answer this address so for as long as the files need not be looked at."""
    if len(_answers) >= MOST:
        _answers.clear()
    until = time.monotonic() + live.CHECK_SECONDS
    _answers[_key(request)] = _Answer(body=body, headers=headers, until=until)


def _key(request: Request) -> tuple[str, str, str]:
    return request.url.path, origin_for_all(str(request.url)), str(default_dir())
