"""Does the memory of the server stay flat while readers come and go?"""

import asyncio
import itertools

import pytest

from bench.server import Server
from bench.session import Session
from tests.effort import usual

VISITS = usual(80, thorough=20_000)  # thorough: about an hour
AT_ONCE = 5
QUESTIONS = [
    (page, f"lang={lang}&period={period}")
    for page in ("", "opd", "simulator", "sumber-dana")
    for lang in ("id", "en")
    for period in ("2026-08", "2026-09", "2026-10")
]
GROWTH = 1.05


async def visit(url: str, page: str, query: str) -> None:
    """A reader who comes, reads one page in two ways, and goes."""
    session = Session(url)
    await session.open()
    await session.run(page, query)
    await session.run(page, query.replace("lang=id", "lang=en"))
    await session.close()


async def visits(url: str, count: int) -> None:
    """So many readers, some at once, over the same questions again and again."""
    asked = itertools.islice(itertools.cycle(QUESTIONS), count)
    while group := list(itertools.islice(asked, AT_ONCE)):
        await asyncio.gather(*(visit(url, *question) for question in group))


@pytest.mark.slow
def test_x7_memory_stays_flat_while_readers_come_and_go() -> None:
    with Server("server.py", "--server.disconnectedSessionTTL", "1") as portal:
        asyncio.run(visits(portal.url, VISITS))  # what is kept once is kept now
        before = portal.memory_mb()
        asyncio.run(visits(portal.url, VISITS))
        after = portal.memory_mb()
    assert after < before * GROWTH, f"{before:.0f} MB became {after:.0f} MB after {VISITS} readers"
