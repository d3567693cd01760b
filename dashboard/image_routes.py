"""Which images does the server hand out? Every chart of CHARTS, as SVG and as PNG, with what explains it."""

import importlib
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import db
from dashboard.addresses import Refused
from dashboard.catalog import load_query
from dashboard.choices import NAMES
from dashboard.cities import city_dir
from dashboard.city import city
from dashboard.drawing import IMAGE_ENDINGS, Drawing
from dashboard.forms import month, revision
from dashboard.frame import View
from dashboard.once import kept_once
from dashboard.picture import png, svg
from dashboard.responses import Body, language_of, make_body, parameters, respond, worded
from dashboard.site import origin_for_all, permalink
from dashboard.state import state_key
from dashboard.words import word

KEPT_IMAGES = 64  # bodies; one is 20 to 200 kB
KINDS = {"svg": "image/svg+xml", "png": "image/png"}


async def image(request: Request) -> Response:
    """/gambar/{chart}.{svg,png}: a chart of a page as an image."""
    return await run_in_threadpool(worded, _image, request)


ROUTES = tuple(Route(f"/gambar/{{chart}}.{ending}", image) for ending in IMAGE_ENDINGS)


def _drawings() -> Any:
    """The module of all charts, imported with the first image: Streamlit's caches, which the blocks of pages
    use, want its runtime."""
    return importlib.import_module("dashboard.drawings")


def _image(request: Request) -> Response:
    name, ending = request.path_params["chart"], request.url.path.rpartition(".")[2]
    charts = _drawings().CHARTS
    if name not in charts:
        raise Refused("request.unknown_image", status=404, value=name, known=", ".join(charts))
    values = parameters(request, *NAMES, *charts[name].keys)
    asked = tuple(sorted({**values, "lang": language_of(request)}.items()))
    body = _body(state_key(), name, asked, origin_for_all(str(request.url)), ending)
    file = f"cakupan_{city_dir().name}_{name}.{ending}"
    headers = {"content-type": KINDS[ending], "content-disposition": f'inline; filename="{file}"'}
    return respond(request, body, headers)


@kept_once(KEPT_IMAGES)
def _body(key: str, name: str, asked: tuple[tuple[str, str], ...], origin: str, ending: str) -> Body:  # noqa: ARG001
    # The key is only a key: the chart is that of the city and the state that are shown.
    view, drawing, page = _drawings().draw(name, dict(asked))
    if drawing is None:
        raise Refused("request.nothing_to_draw", status=404, value=name)
    address = permalink(origin, page["path"], page["parameters"])
    drawn = svg(drawing, footer=footer(view, drawing, address), theme=view.theme)
    return make_body(drawn.encode() if ending == "svg" else png(drawn))


def footer(view: View, drawing: Drawing, address: str) -> list[str]:
    """The lines below a chart: where it is from, its month and revision, and where it stands."""
    lang, period = view.lang, view.selection.period
    source = db.source_of(load_query(drawing.query).source_tables[0], period)
    kind = word(lang, "image.synthetic" if source.synthetic else "provenance.real")
    publisher = word(lang, "cite.publisher", city=city().called(lang))
    return [
        word(
            lang,
            "image.source",
            publisher=publisher,
            period=month(lang, period),
            revision=revision(source.revision_id),
            kind=kind,
        ),
        *([drawing.note] if drawing.note else []),
        address,
    ]
