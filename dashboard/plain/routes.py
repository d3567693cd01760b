"""Where are the plain pages served? By routes of their own, which need nothing of a running Streamlit."""

import importlib
from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard import clock, db
from dashboard.cities import PARAMETER, city_dir, city_dirs, show_city, show_known_city
from dashboard.forms import quoted
from dashboard.once import kept_once
from dashboard.plain import beside, recent
from dashboard.plain.address import Address, Unknown, read_address
from dashboard.problems import ExtractMissing
from dashboard.responses import Body, make_body, respond
from dashboard.site import origin_for_all
from dashboard.state import state_key
from dashboard.words import LANGUAGES, word

KEPT_PAGES = 512  # bodies; one is 20 to 60 kB and a fifth of it compressed
MOST_NOTICES = 5
MOST_KNOWN = 40  # of the addresses that a page of words offers
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
HTML = {"content-type": "text/html; charset=utf-8", "content-security-policy": POLICY}


class Language(StringConvertor):
    """One of the languages, as the first part of an address."""

    regex = "|".join(LANGUAGES)


class CityCode(StringConvertor):
    """The folder of a city; whether there is such a city is told in words."""

    regex = "[a-z0-9_-]+"


register_url_convertor("language", Language())
register_url_convertor("city", CityCode())


async def page(request: Request) -> Response:
    """/id/…, /en/…, /pekalongan/id/…: a plain page."""
    if found := recent.answer(request):
        return respond(request, *found)
    return await run_in_threadpool(_page, request)


async def start(request: Request) -> Response:
    """/id and /en, whose first page ends with a slash."""
    return RedirectResponse(f"{request.url.path}/", status_code=308)


ROUTES = (
    *beside.ROUTES,
    Route("/{lang:language}", start),
    Route("/{city:city}/{lang:language}", start),
    Route("/{lang:language}/{rest:path}", page),
    Route("/{city:city}/{lang:language}/{rest:path}", page),
)


def _pages() -> Any:
    """The module of all pages, imported with the first: the blocks it shares with the portal take a while."""
    return importlib.import_module("dashboard.plain.pages")


def _data() -> Any:
    return importlib.import_module("dashboard.plain.data")


def _render() -> Any:
    return importlib.import_module("dashboard.plain.render")


def _page(request: Request) -> Response:
    lang, rest = request.path_params["lang"], request.path_params["rest"]
    cities = city_dirs()
    code = request.path_params.get("city", next(iter(cities)))
    show_known_city(code)
    if code not in cities:
        return _unknown(lang, Unknown(code, tuple(cities)))
    try:
        with db.held():
            page, ending = _with_ending(rest)
            address = read_address(lang, page)
            return _file(request, address, ending) if ending else _answer(request, address)
    except Unknown as unknown:
        return _unknown(lang, unknown)
    except ExtractMissing as missing:
        return _missing(lang, missing)


def _with_ending(rest: str) -> tuple[str, str]:
    """The page of a path, and as which file it is wanted; "" for none."""
    endings = sorted(_data().ENDINGS, key=len, reverse=True)  # a dictionary is a CSV too
    return next(
        ((rest.removesuffix(f".{each}"), each) for each in endings if rest.endswith(f".{each}")), (rest, "")
    )


def _file(request: Request, address: Address, ending: str) -> Response:
    kept = _data().kept_file(f"{city_dir()} {state_key()}", address, ending)
    if kept is None:
        raise Unknown(ending, ())
    body, headers = kept
    return respond(request, body, headers)


def _answer(request: Request, address: Address) -> Response:
    if request.url.path != address.path:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{address.path}{query}", status_code=308)
    given = {name: request.query_params.getlist(name) for name in request.query_params}
    if elsewhere := _elsewhere(address, given):
        return RedirectResponse(elsewhere, status_code=307)
    origin = origin_for_all(str(request.url))
    key = f"{city_dir()} {state_key()} {clock.today()}"
    # What stands in an address can be written in a thousand ways: one that was given something is not kept.
    if not given:
        body = _kept(key, address, origin)
    elif address.page == "simulator":
        body = make_body(_made(address, origin, given))
    else:
        body = make_body(_made(address, origin, {}, _notices(address.lang, given)))
    headers = HTML | {"content-language": address.lang}
    if not given:
        recent.remember(request, body, headers)
    return respond(request, body, headers)


@kept_once(KEPT_PAGES)
def _kept(key: str, address: Address, origin: str) -> Body:  # noqa: ARG001
    # The key is only a key: the page is that of the city and the state that are shown on this day.
    return make_body(_made(address, origin, {}))


def _made(
    address: Address, origin: str, given: Mapping[str, list[str]], notices: tuple[str, ...] = ()
) -> bytes:
    made = _pages().page_of(address, origin=origin, given=given)
    html: bytes = _render().page_html(made, origin=origin, notices=notices)
    return html


def _elsewhere(address: Address, given: Mapping[str, list[str]]) -> str:
    """The clean address of a city or language that stands among the parameters."""
    code, lang = given.get(PARAMETER, [""])[-1], given.get("lang", [""])[-1]
    if not (code in city_dirs() or lang in LANGUAGES):
        return ""
    if code in city_dirs():
        show_city(code)
    other = address.in_language(lang) if lang in LANGUAGES else address
    return other.path if not other.code or code not in city_dirs() else other.of(other.page).path


def _notices(lang: str, given: Mapping[str, list[str]]) -> tuple[str, ...]:
    named = [word(lang, "notice.unknown_name", name=quoted(name)) for name in given]
    return tuple(named[:MOST_NOTICES])


def _unknown(lang: str, unknown: Unknown) -> Response:
    """404 in words, with the way on."""
    here = Address(lang=lang).path
    text = word(lang, "plain.unknown", value=quoted(unknown.value))
    known = ", ".join(unknown.known[:MOST_KNOWN])
    texts = [text, *([word(lang, "plain.known", known=known)] if known else [])]
    return _message(lang, title=word(lang, "plain.unknown.title"), texts=texts, first=here, status=404)


def _missing(lang: str, missing: ExtractMissing) -> Response:
    """503 in words: nothing can be shown."""
    frame = importlib.import_module("dashboard.frame")
    problems = importlib.import_module("dashboard.problems")
    cause = problems.Problem(code=missing.code, values=missing.values)
    texts = [frame.problem_sentence(cause, lang), word(lang, "problem.steps")]
    first = f"/{lang}/"
    return _message(lang, title=word(lang, "problem.title"), texts=texts, first=first, status=503)


def _message(lang: str, *, title: str, texts: list[str], first: str, status: int) -> Response:
    parts = importlib.import_module("dashboard.plain.parts")
    links = [parts.Link(href=first, text=word(lang, "page.summary.nav"))]
    html = _render().message_html(lang, title=title, texts=texts, links=links)
    return Response(html, status_code=status, headers=HTML | {"cache-control": "no-store"})
