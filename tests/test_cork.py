"""Do messages of one moment leave in one write, whole and in order?"""

import asyncio
from typing import Any
from unittest.mock import Mock

import pytest
from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.uri import parse_uri

from dashboard.cork import write_once_a_round

MESSAGES = [f"message {number}".encode() for number in range(50)]


async def tell_all(scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG001  an ASGI application
    """Fifty messages in one moment, one a little later, and the end."""
    await receive()
    await send({"type": "websocket.accept"})
    for message in MESSAGES:
        await send({"type": "websocket.send", "bytes": message})
    await asyncio.sleep(0.05)
    await send({"type": "websocket.send", "bytes": b"later"})
    await send({"type": "websocket.close"})


async def writes() -> list[bytes]:
    """What the server writes to somebody who opens a websocket, write by write, until it hangs up."""
    written: list[bytes] = []
    done = asyncio.Event()
    transport = Mock(write=written.append, close=done.set, is_closing=lambda: False)
    transport.get_extra_info = Mock(return_value=None)
    config = Config(tell_all, ws="websockets-sansio", log_level="critical")
    server = WebSocketsSansIOProtocol(config, ServerState(), {})
    server.close_timeout = 0.01
    server.connection_made(transport)
    client = ClientProtocol(parse_uri("ws://127.0.0.1/"))
    client.send_request(client.connect())
    server.data_received(b"".join(client.data_to_send()))
    await asyncio.wait_for(done.wait(), 10)
    for data in written:
        client.receive_data(data)
    frames = [each for each in client.events_received() if isinstance(each, Frame)]
    assert [bytes(each.data) for each in frames if each.opcode is Opcode.BINARY] == [*MESSAGES, b"later"]
    assert frames[-1].opcode is Opcode.CLOSE
    return written


def test_messages_of_one_moment_leave_in_one_write(monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = asyncio.run(writes())
    monkeypatch.setattr(WebSocketsSansIOProtocol, "connection_made", WebSocketsSansIOProtocol.connection_made)
    write_once_a_round()
    together = asyncio.run(writes())
    assert len(one_by_one) == 1 + len(MESSAGES) + 2  # the answer, the messages, the later one, the end
    assert len(together) == 2  # of the first moment, of the last
