"""Ask an ASGI app as a browser would, without a server in between."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """Status, headers (lower case) and body of one HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def ask(
    app: ASGIApp, url: str, *, method: str = "GET", body: bytes = b"", client: str = "", **headers: str
) -> Answer:
    """GET `url`, or ask with another `method` and a `body`, from `client`; header names with _ for -."""
    return asyncio.run(ask_async(app, url, method=method, body=body, client=client, **headers))


async def ask_async(
    app: ASGIApp, url: str, *, method: str = "GET", body: bytes = b"", client: str = "", **headers: str
) -> Answer:
    """As `ask`, for several at once."""
    parts = urlsplit(url)
    sent: list[Message] = []
    asked = {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "method": method,
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in asked.items()],
        "client": (client, 50_000) if client else None,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return Answer(start["status"], {key.decode(): value.decode() for key, value in start["headers"]}, body)


def converse(app: ASGIApp, incoming: list[Message]) -> None:
    """Open a websocket and hand the app these messages, one each time it asks for one."""
    rest = iter(incoming)

    async def receive() -> Message:
        return next(rest, {"type": "websocket.disconnect", "code": 1005})

    async def send(message: Message) -> None:
        del message

    asyncio.run(app({"type": "websocket", "path": "/_stcore/stream"}, receive, send))
