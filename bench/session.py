"""A visitor without a browser: speaks Streamlit's websocket to a server on this machine."""

import asyncio
from urllib.parse import urlparse

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Subprotocol

RUN_SECONDS = 60.0


class Session:
    """One open connection. `received` counts the bytes that came over it."""

    def __init__(self, url: str) -> None:
        parsed = urlparse(url)
        if parsed.hostname != "127.0.0.1":
            raise ValueError(f"only a server on this machine is measured: {url}")
        self._address = f"ws://{parsed.netloc}/_stcore/stream"
        self._cached: set[str] = set()
        self.received = 0

    async def open(self) -> None:
        """Connect."""
        self._socket = await websockets.connect(
            self._address,
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            compression=None,
            open_timeout=RUN_SECONDS,
        )

    async def close(self) -> None:
        """Hang up."""
        await self._socket.close()

    async def run(self, page: str, query: str) -> None:
        """One script run of a page with a query string, until it is finished.

        Raises RuntimeError when the page shows an exception.
        """
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.page_name = query, page
        rerun.context_info.locale, rerun.context_info.timezone = "id-ID", "Asia/Jakarta"
        rerun.context_info.url = f"http://127.0.0.1/{page}"
        rerun.cached_message_hashes.extend(self._cached)
        await self._socket.send(message.SerializeToString())
        # One clock a run: one a message would cost the visitor more than the message.
        async with asyncio.timeout(RUN_SECONDS):
            while True:
                raw = await self._socket.recv()
                self.received += len(raw)
                answer = ForwardMsg()
                answer.ParseFromString(raw)
                if answer.hash and answer.metadata.cacheable:
                    self._cached.add(answer.hash)
                if answer.delta.new_element.WhichOneof("type") == "exception":
                    raise RuntimeError(f"{page}?{query}: {answer.delta.new_element.exception.message}")
                if answer.WhichOneof("type") == "script_finished":
                    return
