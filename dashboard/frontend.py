"""Which files does a browser get below /static/, and how compressed?

Streamlit serves its code, style and fonts as they lie there, 4 MB for the first page. Here each is compressed
once, in the best form that the browser reads, and what is made lighter (`dashboard/lighter`) takes the place
of what is shipped. What Streamlit does not ship is 404: it would answer with a page, which a proxy would then
keep under the name of a script.
"""

import functools
import gzip
from collections.abc import Mapping
from pathlib import Path

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

from dashboard.once import kept_once
from dashboard.responses import ASK_AGAIN, FOR_EVER, best_coding, tag_of

NOT_KEPT = {"cache-control": "no-store"}
PREFIX = "/static/"
OWN = Path(__file__).parent / "lighter" / "files"  # each takes the place of Streamlit's of its name
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
COMPRESSED = (".css", ".js", ".svg")  # the others are compressed in themselves
CODINGS = ("br", "gzip")  # the better one first; browsers read br over TLS and from the own machine
# Better ones take ten times as long for a twentieth less, and the first reader waits for it.
BROTLI_QUALITY, GZIP_LEVEL = 9, 9
KEPT = 1024  # more than there are files; all of them compressed are 6 MB


def shipped_files() -> Mapping[str, Path]:
    """Streamlit's files by address. Raises ValueError when there are none, or one of an unknown kind."""
    folder = Path(file_util.get_static_dir(), PREFIX.strip("/"))
    found = {
        f"{PREFIX}{path.relative_to(folder).as_posix()}": path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    unknown = sorted({path.suffix for path in found.values()} - KINDS.keys())
    if unknown or not found:
        raise ValueError(f"{len(found)} files in {folder}; their media types must be in KINDS: {unknown}")
    return found


def files() -> Mapping[str, Path]:
    """The files that are served by address: Streamlit's, or ours of the same name. Raises ValueError."""
    own = {path.name: path for path in OWN.iterdir()}
    return {address: own.get(path.name, path) for address, path in shipped_files().items()}


@kept_once(KEPT)
def compressed(path: Path, coding: str) -> bytes:
    """A file in one of CODINGS."""
    plain = path.read_bytes()
    if coding == "gzip":
        return gzip.compress(plain, GZIP_LEVEL, mtime=0)
    packed: bytes = brotli.compress(plain, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    return packed


@functools.cache
def tag(path: Path) -> str:
    """Changes with the content of a file."""
    return tag_of(path.read_bytes())


class Frontend:
    """Answers for all below /static/, where Streamlit allows no route. Pure ASGI, as `dashboard.guard`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.files = files()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on what is not below /static/."""
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
            await self.app(scope, receive, send)
            return
        response = await self._answer(scope, Headers(scope=scope))
        await response(scope, receive, send)

    async def _answer(self, scope: Scope, asked: Headers) -> Response:
        path = self.files.get(scope["path"])
        if path is None:
            return PlainTextResponse("Not found", status_code=404, headers=NOT_KEPT)
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("Method not allowed", status_code=405, headers={"allow": "GET, HEAD"})
        told = {"content-type": KINDS[path.suffix], "cache-control": FOR_EVER}
        if path.parent == OWN:
            # Its name is that of Streamlit's content; its own changes when a page draws another icon.
            told |= {"cache-control": ASK_AGAIN, "etag": tag(path)}
            if told["etag"] in asked.get("if-none-match", ""):
                return Response(status_code=304, headers=told)
        if path.suffix not in COMPRESSED:
            return Response(await run_in_threadpool(path.read_bytes), headers=told)
        told["vary"] = "Accept-Encoding"
        coding = best_coding(asked.get("accept-encoding", ""), CODINGS)
        if not coding:
            return Response(await run_in_threadpool(path.read_bytes), headers=told)
        content = await run_in_threadpool(compressed, path, coding)
        return Response(content, headers={**told, "content-encoding": coding})
