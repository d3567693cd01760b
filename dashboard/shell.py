"""Which HTML does every page begin with? Streamlit's own, in the reader's language."""

import functools
import json
from html import escape
from pathlib import Path

from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.routing import Route
from streamlit import file_util

from dashboard.words import LANGUAGES, word

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
    """Any page's address: the shell in the language of the link."""
    asked = request.query_params.get("lang")
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    return HTMLResponse(shell(lang), headers={"cache-control": "no-cache", "content-language": lang})


async def start(request: Request) -> RedirectResponse:
    """The address by which people know the first page; Streamlit serves it at the root only."""
    return RedirectResponse(str(request.url.replace(path="/")), status_code=307)


class PagePath(StringConvertor):
    """One word of small letters; Streamlit's own files and sockets have a slash, a dot or an underscore."""

    regex = "[a-z-]+"


register_url_convertor("page", PagePath())
ROUTES = (Route("/", page), Route("/ringkasan", start), Route("/{path:page}", page))
