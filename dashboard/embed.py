"""How does a chart stand on somebody else's page? As a page for a frame: one image, one link, no script.

`<iframe src="…/sematan/coverage_by_opd" title="…" width="100%" height="560"></iframe>`, or without a frame
the image itself, `/gambar/coverage_by_opd.svg`.
"""

import base64
import functools
import hashlib
import importlib
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, StrictUndefined, Template
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard.addresses import Refused
from dashboard.choices import NAMES
from dashboard.responses import Refusal, language_of, make_body, parameters, respond, worded
from dashboard.site import origin_for_all, permalink
from dashboard.words import word

TEMPLATE = Path(__file__).with_suffix(".html")
STYLE = (
    "body{margin:0;font:16px/1.4 system-ui,sans-serif;color:#1b2a33;background:#fff}"
    "figure{margin:0}img{display:block;width:100%;height:auto}"
    "figcaption,p{padding:8px 12px}a{color:#0b5f75}"
)
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# The only pages that a frame of another site may show: an image and a link, nothing to be tricked into.
HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": (
        f"default-src 'none'; img-src 'self'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors *"
    ),
}


async def embed(request: Request) -> Response:
    """/sematan/{chart}: a chart of a page for a frame elsewhere."""
    return await run_in_threadpool(worded, _embed, request, _refused)


ROUTES = (Route("/sematan/{chart}", embed),)


def _embed(request: Request) -> Response:
    name = request.path_params["chart"]
    drawings = importlib.import_module("dashboard.drawings")  # wants Streamlit's runtime, so only now
    if name not in drawings.CHARTS:
        raise Refused("request.unknown_image", status=404, value=name, known=", ".join(drawings.CHARTS))
    values = parameters(request, *NAMES, *drawings.CHARTS[name].keys)
    lang = language_of(request)
    _, drawing, page = drawings.draw(name, {**values, "lang": lang})
    if drawing is None:
        raise Refused("request.nothing_to_draw", status=404, value=name)
    content = _page(
        lang,
        title=drawing.title,
        alt=f"{drawing.title}. {drawing.alt}".replace("**", ""),
        image=f"/gambar/{name}.svg?{urlencode(values | {'lang': lang})}",
        page=permalink(origin_for_all(str(request.url)), page["path"], page["parameters"]),
    )
    return respond(request, make_body(content.encode()), {**HEADERS, "content-language": lang})


def _refused(request: Request, refusal: Refusal) -> Response:
    """Words in the frame instead of a chart."""
    content = _page(language_of(request), title=refusal.message, alt=refusal.message, image="", page="")
    return HTMLResponse(content, refusal.status, headers={**HEADERS, "cache-control": "no-store"})


def _page(lang: str, **values: Any) -> str:
    return _template().render(lang=lang, style=STYLE, open=word(lang, "embed.open"), **values)


@functools.cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
