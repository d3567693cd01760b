"""Who may read the answers? Pages of any other site, and only by reading.

Pure ASGI. Browsers ask first (OPTIONS) before a page may send `If-None-Match` or `Range`.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = ("GET", "HEAD")
SHOWN = "Accept-Ranges, Content-Length, Content-Location, Content-Range, ETag, X-Row-Count"
PREFLIGHT = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": ", ".join(READING),
    "access-control-allow-headers": "If-None-Match, If-Range, Range",
    "access-control-max-age": "86400",
}


class AnyoneReads:
    """Lets pages of other sites read what GET answers; a POST stays between a program and this server."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the question before, and mark answers."""
        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            headers = [(name.encode(), value.encode()) for name, value in PREFLIGHT.items()]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["method"] in READING:
                headers = MutableHeaders(raw=message["headers"])
                headers["access-control-allow-origin"] = "*"
                headers["access-control-expose-headers"] = SHOWN
            await send(message)

        await self.app(scope, receive, send_marked)
