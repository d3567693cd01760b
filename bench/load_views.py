"""What does a view of the overview cost the server: the portal, and the same page in other tools?

A view is a change of filters by somebody who has the page open. Cold: nobody has asked for the selection.
Warm: asked for again.
"""

import asyncio
import contextlib
import http.client
import importlib
import importlib.util
import itertools
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from urllib.parse import parse_qsl

from bench.pages import CHOICES, NAIVE_OPTIONS
from bench.rival_overview import FILTERS, default
from bench.server import Running, Server
from bench.session import Session

WARM_LIMIT_MS, COLD_LIMIT_MS, NAIVE_RATIO = 6.0, 20.0, 30.0
WARM_ROUNDS = 4
READERS = 4
DEFAULT_OPTIONS = (*NAIVE_OPTIONS, "--server.fileWatcherType", "auto")  # what Streamlit does by itself

Ask = Callable[[str], Awaitable[None]]
Visitor = Callable[[str], AbstractAsyncContextManager[Ask]]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """[ms] processor time of the server a view."""

    cold: float
    warm: float


@contextlib.asynccontextmanager
async def streamlit_visitor(url: str) -> AsyncIterator[Ask]:
    """Speaks Streamlit's websocket. Readers take turns: one who changes more often than a person can is
    slowed down (`dashboard/guard.py`), and what the server forgets while it sleeps would be measured too."""
    sessions = [Session(url) for _ in range(READERS)]
    for session in sessions:
        await session.open()
        await session.run("", "")
    turns = itertools.cycle(sessions)
    yield lambda query: next(turns).run("", query)
    for session in sessions:
        await session.close()


def codes_of(query: str) -> dict[str, str]:
    """The code of every filter of the rivals."""
    return {name: default(name) for name in FILTERS} | dict(parse_qsl(query))


@contextlib.asynccontextmanager
async def dash_visitor(url: str) -> AsyncIterator[Ask]:
    """Calls back as the script of a Dash page does."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    connection.request("GET", "/_dash-dependencies")
    (callback,) = json.load(connection.getresponse())
    outputs = [part.split(".") for part in callback["output"].strip(".").split("...")]

    async def ask(query: str) -> None:
        codes = codes_of(query)
        body = {
            "output": callback["output"],
            "outputs": [{"id": place, "property": name} for place, name in outputs],
            "inputs": [{"id": name, "property": "value", "value": codes[name]} for name in FILTERS],
            "changedPropIds": ["period.value"],
        }
        headers = {"Content-Type": "application/json"}
        connection.request("POST", "/_dash-update-component", json.dumps(body), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{query}: {answer.status}")

    await ask("")
    yield ask
    connection.close()


@contextlib.asynccontextmanager
async def panel_visitor(url: str) -> AsyncIterator[Ask]:
    """Sets the filters of an open document over Bokeh's websocket."""
    from bokeh.client import pull_session  # only where Panel is installed

    for models in ("layout", "vega", "markup", "widgets", "reactive_html"):  # that the document is made of
        importlib.import_module(f"panel.models.{models}")

    loop = asyncio.get_running_loop()
    worker = contextlib.ExitStack()  # Bokeh's client runs a loop of its own, so it gets a thread of its own
    thread = worker.enter_context(ThreadPoolExecutor(1))
    session = await loop.run_in_executor(thread, lambda: pull_session(url=f"{url}/rival_panel"))

    def change(query: str) -> None:
        models = [model for model in session.document.models if hasattr(model, "value")]
        found = {getattr(model, "title", None): model for model in models}
        for name, code in codes_of(query).items():
            if found[name].value != code:
                found[name].value = code
        session.force_roundtrip()

    async def ask(query: str) -> None:
        await loop.run_in_executor(thread, change, query)

    yield ask
    await loop.run_in_executor(thread, session.close)
    worker.close()


async def cost(server: Running, visitor: Visitor, queries: Sequence[str]) -> Cost:
    """The cost of views of one visitor."""
    async with visitor(server.url) as ask:
        found = []
        for rounds in (1, WARM_ROUNDS):
            before = server.cpu_ms()
            for _ in range(rounds):
                for query in queries:
                    await ask(query)
            found.append((server.cpu_ms() - before) / rounds / len(queries))
    return Cost(cold=found[0], warm=found[1])


def rivals() -> list[tuple[str, str, tuple[str, ...], Visitor]]:
    """The other tools: name, what must be installed, its command, its visitor."""
    gunicorn = (
        "gunicorn",
        "--threads",
        "8",
        "--keep-alive",
        "60",
        "--bind",
        "127.0.0.1:PORT",
        "bench.rival_dash:server",
    )
    panel = ("panel", "serve", "bench/rival_panel.py", "--port", "PORT")
    return [
        ("Dash, gunicorn", "dash", gunicorn, dash_visitor),
        ("Panel", "panel", (*panel, "--allow-websocket-origin", "127.0.0.1:PORT"), panel_visitor),
    ]


def show(name: str, found: Cost, ours: Cost) -> None:
    """One line of the table."""
    ratios = f"{found.warm / ours.warm:12.1f}{found.cold / ours.cold:12.1f}"
    print(f"{name:28}{found.warm:8.1f}{found.cold:8.1f}{ratios}", flush=True)


def main(*, runs: int) -> None:
    """Print the table of `runs` selections."""
    print(f"\nServer CPU of a view of the overview [ms]; limits warm {WARM_LIMIT_MS:.0f}, ", end="")
    print(f"cold {COLD_LIMIT_MS:.0f}, {NAIVE_RATIO:.0f} times less than naive, less than Dash")
    print(f"{'':28}{'warm':>8}{'cold':>8}{'warm/ours':>12}{'cold/ours':>12}")
    queries = CHOICES[:runs]
    with Server("server.py") as portal:
        ours = asyncio.run(cost(portal, streamlit_visitor, queries))
    show("portal", ours, ours)
    with Server("bench/naive.py", *DEFAULT_OPTIONS) as naive:
        show("naive, default settings", asyncio.run(cost(naive, streamlit_visitor, queries[:5])), ours)
    for name, package, command, visitor in rivals():
        if importlib.util.find_spec(package) is None:
            print(f"{name:28}absent: pip install -r requirements-bench.txt")
            continue
        with Running([sys.executable, "-m", *command]) as server:
            show(name, asyncio.run(cost(server, visitor, queries)), ours)
