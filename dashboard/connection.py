"""How do the messages that wait for a reader pass the layers of the server? Together.

Streamlit hands each by itself through all layers between a page and the socket, a tenth of the time of a
view. A connection of ours hands over all that wait as one event of ASGI, with an extension of our own; the
outermost layer makes of it what the web server knows: one event a message.
"""

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient

EXTENSION = "cakupan.more_bytes"  # of a scope: whether a message may bring others along
MORE = "more_bytes"  # of a websocket.send: the messages that follow its own


class Connection(StarletteSessionClient):
    """A reader's connection, which hands over together what waits together."""

    async def _sender(self) -> None:
        """Take what waits, and send it, until the reader is gone."""
        websocket, queue = self._websocket, self._send_queue
        if EXTENSION not in websocket.scope.get("extensions", {}):
            await super()._sender()
            return
        try:
            with suppress(WebSocketDisconnect):  # the reader has left
                while True:
                    first = await queue.get()
                    others = [queue.get_nowait() for _ in range(queue.qsize())]
                    await websocket.send({"type": "websocket.send", "bytes": first, MORE: others})
        finally:
            self._closed.set()


class Unrolled:
    """The outermost layer: offers the extension to those within, and sends one message after the other."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; of a message that brings others along, each by itself."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def send_each(message: Message) -> None:
            others = message.pop(MORE, ())
            await send(message)
            for content in others:
                await send({"type": "websocket.send", "bytes": content})

        offered = {**scope.get("extensions", {}), EXTENSION: {}}
        await self.app({**scope, "extensions": offered}, receive, send_each)


def hand_over_together() -> None:
    """From now on the connections that begin are ours; Streamlit has no setting for it."""
    starlette_websocket.StarletteSessionClient = Connection  # type: ignore[misc]
