"""Which documents does the server hand out? The sheet for the mayor: PDF, slides, a pack to carry."""

import functools
import importlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.choices import NAMES
from dashboard.cities import city_dir
from dashboard.names import state_key
from dashboard.responses import Body, language_of, make_body, parameters, respond, worded
from dashboard.site import origin_for_all

SINCE = "since"
KEPT_DOCUMENTS = 16  # bodies; one is 60 to 500 kB
KINDS = {
    "lembar.pdf": "application/pdf",
    "lembar.pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "paket.zip": "application/zip",
}


async def document(request: Request) -> Response:
    """/dokumen/lembar.{pdf,pptx}, /dokumen/paket.zip: the sheet for the mayor."""
    return await run_in_threadpool(worded, _document, request)


ROUTES = tuple(Route(f"/dokumen/{name}", document) for name in KINDS)


def _document(request: Request) -> Response:
    name = request.url.path.rpartition("/")[2]
    values = parameters(request, *NAMES, SINCE)
    asked = tuple(sorted({**values, "lang": language_of(request)}.items()))
    body = _body(f"{city_dir()} {state_key()}", asked, origin_for_all(str(request.url)), name)
    stem, _, ending = name.partition(".")
    file = f"cakupan_{city_dir().name}_{stem}_{values.get('period', '')}.{ending}".replace("_.", ".")
    shown = "attachment" if ending == "zip" else "inline"
    headers = {"content-type": KINDS[name], "content-disposition": f'{shown}; filename="{file}"'}
    return respond(request, body, headers)


@functools.lru_cache(maxsize=KEPT_DOCUMENTS)
def _body(key: str, asked: tuple[tuple[str, str], ...], origin: str, name: str) -> Body:  # noqa: ARG001
    # The key is only a key: the sheet is that of the city and the state that are shown.
    # Imported with the first document: Streamlit's caches, which the blocks of pages use, want its runtime.
    return make_body(importlib.import_module("dashboard.documents.make").made(dict(asked), origin, name))
