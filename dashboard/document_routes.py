"""Which documents does the server hand out? The sheet for the mayor, question cards, certificates."""

import importlib

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.addresses import Refused
from dashboard.certificates import PARAMETER, verify
from dashboard.choices import NAMES
from dashboard.cities import city_dir
from dashboard.once import kept_once
from dashboard.responses import Body, language_of, make_body, parameters, respond, worded
from dashboard.site import origin_for_all
from dashboard.state import state_key

SINCE, PAPER = "since", "kertas"
KEPT_DOCUMENTS = 16  # bodies; one is 60 to 500 kB
KINDS = {
    "lembar.pdf": "application/pdf",
    "lembar.pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "kartu.pdf": "application/pdf",
    "paket.zip": "application/zip",
}


async def document(request: Request) -> Response:
    """/dokumen/lembar.{pdf,pptx}, kartu.pdf, paket.zip: what the mayor carries."""
    return await run_in_threadpool(worded, _document, request)


async def certificate(request: Request) -> Response:
    """/dokumen/sertifikat.pdf: the certificate of a payment that is in force."""
    return await run_in_threadpool(worded, _certificate, request)


ROUTES = (
    *(Route(f"/dokumen/{name}", document) for name in KINDS),
    Route("/dokumen/sertifikat.pdf", certificate),
)


def _document(request: Request) -> Response:
    name = request.url.path.rpartition("/")[2]
    values = parameters(request, *NAMES, SINCE, PAPER)
    asked = tuple(sorted({**values, "lang": language_of(request)}.items()))
    body = _body(f"{city_dir()} {state_key()}", asked, origin_for_all(str(request.url)), name)
    stem, _, ending = name.partition(".")
    file = f"cakupan_{city_dir().name}_{stem}_{values.get('period', '')}.{ending}".replace("_.", ".")
    shown = "attachment" if ending == "zip" else "inline"
    headers = {"content-type": KINDS[name], "content-disposition": f'{shown}; filename="{file}"'}
    return respond(request, body, headers)


@kept_once(KEPT_DOCUMENTS)
def _body(key: str, asked: tuple[tuple[str, str], ...], origin: str, name: str) -> Body:  # noqa: ARG001
    # The key is only a key: the sheet is that of the city and the state that are shown.
    # Imported with the first document: Streamlit's caches, which the blocks of pages use, want its runtime.
    return make_body(importlib.import_module("dashboard.documents.make").made(dict(asked), origin, name))


def _certificate(request: Request) -> Response:
    number = parameters(request, PARAMETER).get(PARAMETER, "")
    if verify(number).status != "valid":
        raise Refused("request.no_certificate", status=404, value=number)
    key = f"{city_dir()} {state_key()}"
    body = _certificate_body(key, number, language_of(request), origin_for_all(str(request.url)))
    file = f"cakupan_{city_dir().name}_sertifikat_{number}.pdf"
    headers = {"content-type": "application/pdf", "content-disposition": f'inline; filename="{file}"'}
    return respond(request, body, headers)


@kept_once(KEPT_DOCUMENTS)
def _certificate_body(key: str, number: str, lang: str, origin: str) -> Body:  # noqa: ARG001
    # The key is only a key: the payment is that of the city and the state that are shown.
    row = verify(number).in_force
    if row is None:
        raise Refused("request.no_certificate", status=404, value=number)
    made = importlib.import_module("dashboard.documents.certificate").certificate
    return make_body(made(row, lang=lang, origin=origin))
