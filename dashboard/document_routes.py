"""Which documents does the server hand out? The sheet for the mayor, as PDF and as slides."""

import functools
import importlib
from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.addresses import Refused
from dashboard.choices import NAMES
from dashboard.cities import city_dir
from dashboard.frame import View
from dashboard.names import state_key
from dashboard.responses import Body, language_of, make_body, parameters, respond, worded
from dashboard.site import origin_for_all
from dashboard.words import word

SINCE = "since"
KEPT_DOCUMENTS = 16  # bodies; one is 60 to 300 kB
KINDS = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


async def document(request: Request) -> Response:
    """/dokumen/lembar.{pdf,pptx}: the sheet for the mayor."""
    return await run_in_threadpool(worded, _document, request)


ROUTES = tuple(Route(f"/dokumen/lembar.{ending}", document) for ending in KINDS)


def _document(request: Request) -> Response:
    ending = request.url.path.rpartition(".")[2]
    values = parameters(request, *NAMES, SINCE)
    asked = tuple(sorted({**values, "lang": language_of(request)}.items()))
    body = _body(f"{city_dir()} {state_key()}", asked, origin_for_all(str(request.url)), ending)
    name = f"cakupan_{city_dir().name}_lembar_{values.get('period', '')}.{ending}".replace("_.", ".")
    headers = {"content-type": KINDS[ending], "content-disposition": f'inline; filename="{name}"'}
    return respond(request, body, headers)


@functools.lru_cache(maxsize=KEPT_DOCUMENTS)
def _body(key: str, asked: tuple[tuple[str, str], ...], origin: str, ending: str) -> Body:  # noqa: ARG001
    # The key is only a key: the sheet is that of the city and the state that are shown.
    return make_body(made(dict(asked), origin, ending))


def made(values: Mapping[str, str], origin: str, ending: str) -> bytes:
    """The sheet for the parameters of an address. Raises Refused, ExtractMissing."""
    # Imported with the first document: Streamlit's caches, which the blocks of pages use, want its runtime.
    drawings = importlib.import_module("dashboard.drawings")
    briefing = importlib.import_module("dashboard.documents.briefing").briefing
    view, _ = drawings.view_of({name: value for name, value in values.items() if name != SINCE})
    since = _since(view, values.get(SINCE))
    sheet = briefing(view, since)
    return WRITERS[ending](sheet, origin)


def _since(view: View, asked: str | None) -> str | None:
    earlier = importlib.import_module("dashboard.changes").earlier_months(view)
    if asked is None:
        return earlier[0] if earlier else None
    if asked not in earlier:
        raise Refused("request.unknown_value", name=SINCE, value=asked, known=", ".join(earlier))
    return asked


def _pdf(sheet: Any, origin: str) -> bytes:
    typeset = importlib.import_module("dashboard.documents.typeset")
    return typeset.pdf(sheet, origin=origin, qr_alt=word(sheet.lang, "briefing.qr"))


def _pptx(sheet: Any, origin: str) -> bytes:
    return importlib.import_module("dashboard.documents.slides").slides(sheet, origin=origin)


WRITERS: dict[str, Callable[[Any, str], bytes]] = {"pdf": _pdf, "pptx": _pptx}
