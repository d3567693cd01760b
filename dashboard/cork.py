"""How do the messages of one moment leave the server? In one write.

The server writes every frame of a websocket by itself, some ninety system calls a view, and each wakes the
reader's side. What is written within one round of the loop is held back here until the round ends.
"""

import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class Corked:
    """A transport that writes once a round of the loop; all else is done by the transport itself."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Hold until the round ends."""
        if not self._held:
            self._loop.call_soon(self._write_held)
        self._held.append(data)

    def close(self) -> None:
        """What was written before is sent first."""
        self._write_held()
        self._transport.close()

    def _write_held(self) -> None:
        held, self._held = self._held, []
        if held:
            self._transport.write(b"".join(held))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


def write_once_a_round() -> None:
    """From now on the websockets that are opened are corked; uvicorn has no setting for it."""
    made = WebSocketsSansIOProtocol.connection_made

    def connection_made(self: WebSocketsSansIOProtocol, transport: asyncio.BaseTransport) -> None:
        made(self, transport)
        self.transport = Corked(self.transport, self.loop)  # type: ignore[assignment]

    WebSocketsSansIOProtocol.connection_made = connection_made  # type: ignore[method-assign]
