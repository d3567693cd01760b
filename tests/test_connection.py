"""Do messages that are handed over together reach the web server each by itself, in their order?"""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.types import Message
from starlette.websockets import WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.connection import Connection, Unrolled

MESSAGES = [ForwardMsg(hash=f"message {number}", script_finished=0) for number in range(20)]


async def told(*, is_offered: bool, breaks_at: int | None = None) -> tuple[list[bytes], list[int], bool]:
    """What the web server gets, how many messages each event within brought along, whether the connection
    stands afterwards."""
    got: list[bytes] = []
    brought: list[int] = []
    stands: list[bool] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        if len(got) == breaks_at:
            raise OSError("the line is cut")
        if message["type"] == "websocket.send":
            assert set(message) == {"type", "bytes"}  # all that the web server knows
            got.append(message["bytes"])

    async def app(scope: Any, receive: Any, send: Any) -> None:
        async def counted(message: Message) -> None:
            if message["type"] == "websocket.send":
                brought.append(len(message.get("more_bytes", ())))
            await send(message)

        websocket = WebSocket(scope, receive, counted)
        await websocket.accept()
        connection = Connection(websocket)
        for message in MESSAGES:
            connection.write_forward_msg(message)
        await asyncio.sleep(0.05)
        stands.append(not connection._closed.is_set())
        await connection.aclose()

    scope = {"type": "websocket", "headers": [], "extensions": {"other": {}}}
    await (Unrolled(app) if is_offered else app)(scope, receive, send)
    assert scope["extensions"] == {"other": {}}
    return got, brought, stands[0]


@pytest.mark.parametrize("is_offered", [True, False])
def test_each_message_reaches_the_web_server_in_its_order(is_offered: bool) -> None:
    got, brought, stands = asyncio.run(told(is_offered=is_offered))
    assert [ForwardMsg.FromString(each).hash for each in got] == [each.hash for each in MESSAGES]
    assert brought == ([len(MESSAGES) - 1] if is_offered else [0] * len(MESSAGES))
    assert stands


def test_a_reader_who_leaves_amid_a_handful_is_let_go() -> None:
    got, _, stands = asyncio.run(told(is_offered=True, breaks_at=7))
    assert len(got) == 7
    assert not stands


def test_what_is_no_websocket_passes_as_it_is() -> None:
    seen: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.extend((scope, receive, send))

    scope = {"type": "http"}
    receive, send = SimpleNamespace(), SimpleNamespace()
    asyncio.run(Unrolled(app)(scope, receive, send))  # type: ignore[arg-type]
    assert seen == [scope, receive, send]
