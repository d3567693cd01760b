"""Does the memory of the server stay flat while readers come and go? `python -m bench.soak` takes an hour."""

import asyncio
import itertools

import pytest

from bench.soak import AT_ONCE, LIMIT, QUESTIONS, portal, visits
from tests.effort import usual

VISITS = usual(80, thorough=20_000)


@pytest.mark.slow
def test_x7_memory_stays_flat_while_readers_come_and_go() -> None:
    asked = itertools.cycle(QUESTIONS)
    with portal() as server:
        asyncio.run(visits(server.url, asked, rounds=VISITS // AT_ONCE))  # what is kept once is kept now
        before = server.memory_mb()
        asyncio.run(visits(server.url, asked, rounds=VISITS // AT_ONCE))
        after = server.memory_mb()
    assert after < before * LIMIT, f"{before:.0f} MB became {after:.0f} MB after {VISITS} readers"
