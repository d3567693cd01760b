"""What may a visitor's browser ask of the server, and what may a page load?

Pure ASGI: nothing is buffered, streams pass as they are.
"""

import asyncio
import base64
import hashlib
import re
import time
from collections.abc import Awaitable, Callable, Iterable

from google.protobuf.message import DecodeError
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard.measures import ANSWERS, CONNECTIONS, DROPPED, RERUNS, SLOWED
from dashboard.shell import shell
from dashboard.words import LANGUAGES

# What a reader's browser sends, and how many reruns it counts as: making a file on a click takes as long as
# ten. All else (clear_cache empties the caches of every visitor, set_run_on_save, load_git_info and the other
# operations are for developers) is dropped.
COST = {
    "rerun_script": 1,
    "stop_script": 0,
    "app_heartbeat": 0,
    "file_urls_request": 0,
    "backend_operation_request/deferred_file": 10,
}
LARGEST_MESSAGE = 256 * 1024  # [bytes] a rerun with all filters is under 4 kB
BURST = 40  # reruns at once
RERUNS_PER_SECOND = 10.0  # afterwards

# Figures of the process, a driver for programs, and uploads (no page takes any).
CLOSED_PATHS = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/upload_file")


class Guard:
    """Drops messages that readers do not send, slows connections that rerun too often, closes paths."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.app = app
        self.clock = clock
        self.sleep = sleep

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is allowed."""
        if scope["type"] == "http" and scope["path"].startswith(CLOSED_PATHS):
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
        elif scope["type"] == "websocket":
            with CONNECTIONS.track_inprogress():
                await self.app(scope, self._guarded(receive), send)
        else:
            await self.app(scope, receive, send)

    def _guarded(self, receive: Receive) -> Receive:
        reruns, seen_at = float(BURST), self.clock()

        async def receive_allowed() -> Message:
            nonlocal reruns, seen_at
            while True:
                message = await receive()
                content = message.get("bytes")
                if message["type"] != "websocket.receive" or content is None:
                    return message
                kind = _kind(content)
                if kind not in COST:
                    DROPPED.inc()
                    continue
                if kind == "rerun_script":
                    RERUNS.inc()
                cost = COST[kind]
                if cost:
                    now = self.clock()
                    reruns = min(BURST, reruns + (now - seen_at) * RERUNS_PER_SECOND)
                    seen_at = now
                    if reruns < cost:
                        SLOWED.inc()
                        await self.sleep((cost - reruns) / RERUNS_PER_SECOND)
                    reruns -= cost
                return message

        return receive_allowed


def _kind(content: bytes) -> str | None:
    """The kind of a browser's message, of an operation also which one; None when it is none or too large."""
    if len(content) > LARGEST_MESSAGE:
        return None
    message = BackMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return None
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return f"{kind}/{message.backend_operation_request.WhichOneof('payload')}"
    return kind


class SecurityHeaders:
    """Tells browsers to load nothing from elsewhere and to run no script but ours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        index = shell(LANGUAGES[0])  # the scripts are the same in every language
        self.headers = [
            (b"content-security-policy", content_policy(inline_scripts(index)).encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"strict-origin-when-cross-origin"),
            (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every HTTP response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ANSWERS.labels(f"{message['status'] // 100}xx").inc()
                own = list(message.get("headers", ()))
                told = {name.lower() for name, _ in own}  # a route may be stricter than the pages
                message["headers"] = [*own, *(each for each in self.headers if each[0] not in told)]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def inline_scripts(html: str) -> list[str]:
    """Content of the scripts that stand in the page itself."""
    return re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", html, flags=re.DOTALL)


def content_policy(scripts: Iterable[str]) -> str:
    """The Content-Security-Policy of every page: this host only, and no inline script but `scripts`.

    Charts and map need WebAssembly and blob workers; Streamlit sets styles in the page.
    """
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' 'wasm-unsafe-eval' {allowed}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-ancestors": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
