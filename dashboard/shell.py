"""Which HTML does every page begin with? Streamlit's own, in the reader's language."""

import functools
import importlib
import json
import re
from html import escape
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import file_util

from dashboard.link_preview import preview_tags
from dashboard.responses import language_of
from dashboard.site import origin_for_all
from dashboard.words import LANGUAGES, word

# Of a page of words alone: a style sheet and pictures of this host.
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'self'"
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path fill="#0f6e87" d="M8 1 2 3v5c0 4 3 6 6 7 3-1 6-3 6-7V3z"/></svg>'
)
# A reader who changes the language stays in the document, whose own language must follow the address.
LANGUAGE_SCRIPT = f"""
const languages = {json.dumps(LANGUAGES)};
const follow = () => {{
  const asked = new URLSearchParams(location.search).get("lang");
  document.documentElement.lang = languages.includes(asked) ? asked : languages[0];
}};
for (const name of ["pushState", "replaceState"]) {{
  const change = history[name];
  history[name] = (...entry) => {{ change.apply(history, entry); follow(); }};
}}
addEventListener("popstate", follow);
"""
# Without it the browser first looks for the server below the page's own path, in vain.
BASE_SCRIPT = 'window.__streamlit = { BACKEND_BASE_URL: window.location.origin + "/" }'


@functools.cache
def shell(lang: str) -> str:
    """The HTML of a page before anything is drawn. Raises ValueError when Streamlit's own has changed."""
    html = Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8")
    title, description = (escape(word(lang, f"shell.{part}")) for part in ("title", "description"))
    head = (
        f'<title>{title}</title>\n    <meta name="description" content="{description}" />\n'
        f"    <script>{BASE_SCRIPT};{LANGUAGE_SCRIPT}</script>"
    )
    needs = escape(word(lang, "shell.script"))
    plain = f'<a href="/{lang}/">{escape(word(lang, "shell.plain"))}</a>'
    for there, ours in (
        ('<html lang="en">', f'<html lang="{lang}">'),
        ("<title>Streamlit</title>", head),
        (
            "You need to enable JavaScript to run this app.",
            f"<h1>{title}</h1><p>{description}</p><p>{needs} {plain}</p>",
        ),
    ):
        if there not in html:
            raise ValueError(f"Streamlit's index.html no longer holds {there!r}")
        html = html.replace(there, ours)
    return html


async def page(request: Request) -> HTMLResponse:
    """Any page's address: the shell in the language of the link, with what it shows where it is shared."""
    lang = language_of(request)
    query = request.query_params
    given = {**{name: query.getlist(name) for name in query}, "lang": [lang]}
    origin = origin_for_all(str(request.url))
    tags = await run_in_threadpool(preview_tags, request.url.path, given, origin=origin)
    html = shell(lang).replace("</title>", f"</title>\n    {tags}", 1)
    return HTMLResponse(html, headers={"cache-control": "no-cache", "content-language": lang})


async def start(request: Request) -> RedirectResponse:
    """The address by which people know the first page; Streamlit serves it at the root only."""
    return RedirectResponse(str(request.url.replace(path="/")), status_code=307)


async def icon(_: Request) -> Response:
    """What browsers ask for by themselves where a page names no icon: the screen, a chart in a frame."""
    return Response(ICON, media_type="image/svg+xml", headers={"cache-control": "public, max-age=86400"})


async def nowhere(request: Request) -> Response:
    """An address that is none: 404 in words. Streamlit would answer with its own page, and 200."""
    path = request.path_params["path"]
    if re.fullmatch(PagePath.regex, path.rstrip("/")):
        return RedirectResponse(str(request.url.replace(path=f"/{path.rstrip('/')}")), status_code=308)
    html = await run_in_threadpool(_unknown, language_of(request), path)
    headers = {"content-security-policy": POLICY, "cache-control": "no-store"}
    return HTMLResponse(html, status_code=404, headers=headers)


def _unknown(lang: str, path: str) -> bytes:
    # Imported with the first: the blocks that plain pages share with the portal take a while.
    unknown_html = importlib.import_module("dashboard.plain.render").unknown_html
    html: bytes = unknown_html(lang, value=path)
    return html


class PagePath(StringConvertor):
    """One word of small letters; Streamlit's own files and sockets have a slash, a dot or an underscore."""

    regex = "[a-z-]+"


class NoPath(StringConvertor):
    """All that is left: not Streamlit's own files and sockets, which its routes answer after ours."""

    regex = (
        r"(?!(?:_stcore/bidi-components|component|media|static)/"
        r"|(?:_stcore/(?:health|host-config|stream)|favicon\.png|manifest\.json)/?$).+"
    )


register_url_convertor("page", PagePath())
register_url_convertor("nowhere", NoPath())
ROUTES = (
    Route("/", page),
    Route("/ringkasan", start),
    Route("/favicon.ico", icon),
    Route("/{path:page}", page),
    Route("/{path:nowhere}", nowhere),
)
