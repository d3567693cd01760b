"""Why is there no answer? Problems as RFC 9457 writes them, in the reader's language."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dashboard.addresses import Refused
from dashboard.forms import quoted
from dashboard.responses import Refusal, language_of, parameters, worded
from dashboard.words import word

KIND = "application/problem+json"
LONGEST = 200  # letters of a foreign value that are repeated


def answered(answer: Callable[[Request], Response], request: Request) -> Response:
    """The answer, or the problem."""
    return worded(answer, request, problem)


def given(request: Request, *known: str) -> dict[str, str]:
    """The parameters of an address, each once and with a value. Raises Refused."""
    values = parameters(request, *known)
    for name, value in values.items():
        if not value:
            raise Refused("api.empty", name=name)
    return values


def problem(request: Request, refusal: Refusal, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal; its values (which name, which value, what is known, which limit) are members beside the
    sentence."""
    lang = language_of(request)
    content = {
        "type": f"urn:cakupan:problem:{refusal.code}",
        "title": word(lang, f"api.problem.s{refusal.status}"),
        "status": refusal.status,
        "detail": refusal.message,
        "instance": request.url.path,
        **{name: _shown(name, value) for name, value in refusal.details.items()},
    }
    return Response(
        json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"),
        status_code=refusal.status,
        headers={
            "content-type": KIND,
            "content-language": lang,
            "cache-control": "no-store",
            **(headers or {}),
        },
    )


def http_problem(request: Request, error: Exception) -> Response:
    """What the router itself refuses: an unknown address or a wrong method."""
    found = error if isinstance(error, HTTPException) else HTTPException(HTTPStatus.NOT_FOUND)
    allowed = (found.headers or {}).get("Allow", "")
    status = found.status_code
    value = quoted(request.method if status == HTTPStatus.METHOD_NOT_ALLOWED else request.url.path)
    message = word(language_of(request), f"api.http.s{status}", value=value, known=allowed)
    refusal = Refusal(
        code=f"http.{status}", message=message, details={"known": allowed} if allowed else {}, status=status
    )
    return problem(request, refusal, found.headers)


def _shown(name: str, value: Any) -> Any:
    if name == "known" and isinstance(value, str):
        return value.split(", ")
    if isinstance(value, str):
        return value[:LONGEST]
    return [_shown("", each) for each in value] if isinstance(value, tuple | list) else value
