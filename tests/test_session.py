"""Do messages that travel together say the same as one by one, in the same order, and in time?"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.fixtures import ROOT
from tests.serving import served

PAGES = ("", "opd", "wilayah", "simulator")
SERVER = """
from contextlib import asynccontextmanager

import streamlit as st

from dashboard.session import send_together


@asynccontextmanager
async def lifespan(_):
    send_together()
    yield


app = st.App("page.py", lifespan=lifespan)
"""
SLOW_PAGE = """
import time
from pathlib import Path

import streamlit as st

st.text("begins")
while not Path(st.query_params["until"]).exists():
    time.sleep(0.01)
st.text("ends")
"""
WRONG_PAGE = 'import streamlit as st\nst.text("begins")\nraise ValueError("a mistake of the page")\n'


@contextmanager
def reader(address: str) -> Iterator[ClientConnection]:
    with connect(
        f"ws://{address}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
    ) as session:
        yield session


def ask(session: ClientConnection, page: str = "", query: str = "") -> None:
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.query_string = page, query
    message.rerun_script.context_info.url = f"http://127.0.0.1/{page}"
    session.send(message.SerializeToString())


def receive(session: ClientConnection) -> ForwardMsg:
    message = ForwardMsg()
    raw = session.recv(timeout=30)
    assert isinstance(raw, bytes)
    message.ParseFromString(raw)
    return message


def run(session: ClientConnection, page: str) -> list[ForwardMsg]:
    """All that a run of a page sends, in its order."""
    ask(session, page)
    messages = [receive(session)]
    while messages[-1].WhichOneof("type") != "script_finished":
        messages.append(receive(session))
    return messages


def told(messages: list[ForwardMsg]) -> list[tuple[object, ...]]:
    """Kind, place and content of each message; the session and its runs have names of their own."""
    found: list[tuple[object, ...]] = []
    for each in messages:
        kind = each.WhichOneof("type")
        content = each.hash if kind == "delta" else None
        found.append((kind, tuple(each.metadata.delta_path), content))
    return found


@pytest.fixture(scope="module")
def together(written_city: Path) -> Iterator[str]:
    with served("server.py", ROOT, CAKUPAN_CITY_DIR=str(written_city)) as address:
        yield address


@pytest.fixture(scope="module")
def one_by_one(written_city: Path) -> Iterator[str]:
    """The same pages as Streamlit sends them by itself."""
    with served("app.py", ROOT, CAKUPAN_CITY_DIR=str(written_city)) as address:
        with reader(address) as first:
            run(first, "")  # until then it does not know its pages
        yield address


@pytest.mark.parametrize("page", PAGES)
def test_a_page_reaches_the_browser_as_streamlit_sends_it(page: str, together: str, one_by_one: str) -> None:
    with reader(together) as ours, reader(one_by_one) as theirs:
        for _ in range(2):  # drawn, then sent again
            sent, wanted = told(run(ours, page)), told(run(theirs, page))
            assert len([kind for kind, *_ in sent if kind == "delta"]) > 40
            assert sent == wanted


def test_a_run_that_another_takes_the_place_of_ends_whole(together: str) -> None:
    with reader(together) as session:
        whole = [each for each in told(run(session, "opd")) if each[0] == "delta"]
        for page in ("wilayah", "simulator", "opd"):  # the last counts
            ask(session, page)
        last: list[ForwardMsg] = []
        while True:
            message = receive(session)
            if message.WhichOneof("type") == "new_session":
                last = []
            last.append(message)
            ended = message.WhichOneof("type") == "script_finished"
            if ended and [each for each in told(last) if each[0] == "delta"] == whole:
                break


@pytest.fixture
def script(tmp_path: Path) -> Path:
    (tmp_path / "server.py").write_text(SERVER, encoding="utf-8")
    return tmp_path / "page.py"


def test_what_is_drawn_is_seen_while_the_page_still_works(script: Path) -> None:
    script.write_text(SLOW_PAGE, encoding="utf-8")
    seen = script.with_name("seen")
    with served("server.py", script.parent) as address, reader(address) as session:
        ask(session, query=f"until={seen}")
        while receive(session).delta.new_element.text.body != "begins":
            pass
        seen.touch()  # the page waits for it: it ends only if its first line was sent before
        kinds = []
        while not kinds or kinds[-1] != "script_finished":
            message = receive(session)
            kinds.append(message.WhichOneof("type"))
        assert kinds.count("delta") == 1


def test_what_was_drawn_before_a_mistake_stands_before_it(script: Path) -> None:
    script.write_text(WRONG_PAGE, encoding="utf-8")
    with served("server.py", script.parent) as address, reader(address) as session:
        drawn = [each.delta.new_element for each in run(session, "") if each.HasField("delta")]
        assert [each.WhichOneof("type") for each in drawn] == ["text", "exception"]
