"""What have all routes in common: refusals in words, checked parameters, tags, compression?"""

import gzip
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.addresses import Refused, query_params, single_values
from dashboard.catalog import Query, UnknownQuery, load_query
from dashboard.cities import PARAMETER, city_dirs, show_city
from dashboard.forms import quoted
from dashboard.frame import problem_sentence
from dashboard.problems import ExtractMissing, Problem
from dashboard.words import LANGUAGES, word

# A body may be kept, but must be asked for again: a correction shows at once.
ASK_AGAIN = "no-cache"
YEAR_SECONDS = 365 * 24 * 3600
FOR_EVER = f"public, max-age={YEAR_SECONDS}, immutable"  # of an address that can never mean anything else
FOREIGN = ("name", "value")  # written by anybody, so quoted and cut in sentences


@dataclass(frozen=True, kw_only=True)
class Body:
    """Content of an answer, plain and compressed; `tag` changes when it does."""

    plain: bytes
    compressed: bytes
    tag: str


def make_body(content: bytes) -> Body:
    """The content with its tag."""
    return Body(plain=content, compressed=gzip.compress(content, 6), tag=tag_of(content))


def tag_of(content: bytes) -> str:
    """What changes when the content does."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:16]}"'


def best_coding(accepted: str, codings: Sequence[str]) -> str:
    """The first of `codings`, the best one first, that a browser accepts; "" for none."""
    read = set()
    for each in accepted.lower().split(","):
        name, _, weight = each.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            read.add(name.strip())
    return next((coding for coding in codings if coding in read), "")


def language_of(request: Request) -> str:
    """The language that an address asks for; Indonesian when it asks for none that is known."""
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else LANGUAGES[0]


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why there is no answer: a `code` for machines, a sentence for people, the values in it."""

    code: str
    message: str
    details: Mapping[str, Any]
    status: int


def worded(
    answer: Callable[[Request], Response],
    request: Request,
    refuse: Callable[[Request, Refusal], Response] | None = None,
) -> Response:
    """The answer, or in words why there is none: as a small JSON, unless `refuse` writes it otherwise."""
    lang, refused_as = language_of(request), refuse or _refusal
    try:
        _show_asked_city(request)
        return answer(request)
    except Refused as refused:
        values = refused.values
        shown: dict[str, Any] = {name: quoted(values[name]) for name in FOREIGN if name in values}
        message = word(lang, refused.key, **{**values, **shown})
        refusal = Refusal(code=refused.key, message=message, details=values, status=refused.status)
    except ExtractMissing as missing:
        message = problem_sentence(Problem(code=missing.code, values=missing.values), lang)
        code = f"problem.{missing.code}"
        refusal = Refusal(code=code, message=message, details=missing.values, status=503)
    return refused_as(request, refusal)


def _show_asked_city(request: Request) -> None:
    cities = city_dirs()
    code = request.query_params.get(PARAMETER, next(iter(cities)))
    if code not in cities:
        raise Refused("request.unknown_value", name=PARAMETER, value=code, known=", ".join(cities))
    show_city(code)


def _refusal(_: Request, refusal: Refusal) -> Response:
    content = {"error": refusal.code, "message": refusal.message, **refusal.details}
    return JSONResponse(content, status_code=refusal.status, headers={"cache-control": "no-store"})


def parameters(request: Request, *known: str) -> dict[str, str]:
    """The parameters of an address, each once. Raises Refused for one that is not among `known`."""
    query_string = request.query_params
    given = {name: query_string.getlist(name) for name in query_string}
    values = single_values(given, (*known, "lang", PARAMETER))
    one_of(values, "lang", LANGUAGES)
    return values


def one_of(values: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    """The value of `name`, the first known one when it is not given. Raises Refused."""
    value = values.get(name, known[0])
    if value not in known:
        raise Refused("request.unknown_value", name=name, value=value, known=", ".join(filter(None, known)))
    return value


def asked_query(request: Request, *more: str) -> tuple[Query, dict[str, str], dict[str, object]]:
    """The named query of an address, all its parameters as they stand, and those of the query, checked.

    `more` names parameters that are not the query's. Raises Refused.
    """
    name = request.path_params["query"]
    try:
        query = load_query(name)
    except UnknownQuery as unknown:
        known = ", ".join(unknown.known)
        raise Refused("request.unknown_query", status=404, value=name, known=known) from unknown
    values = parameters(request, *query.params, *more)
    return query, values, query_params(query, values)


def respond(request: Request, body: Body, headers: Mapping[str, str]) -> Response:
    """The body, compressed where the browser reads that; nothing when it has this content already."""
    common = {"cache-control": ASK_AGAIN, "etag": body.tag, "vary": "Accept-Encoding", **headers}
    if body.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=common)
    if best_coding(request.headers.get("accept-encoding", ""), ("gzip",)):
        return Response(body.compressed, headers={**common, "content-encoding": "gzip"})
    return Response(body.plain, headers=common)
