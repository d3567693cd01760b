"""Does the load driver count what it measured? A tiny server stands in for the portal."""

import asyncio
import math
import re
from dataclasses import dataclass

import pytest

from bench.load_crowds import POPULARITY, SELECTIONS
from bench.load_plain import page
from bench.load_proxy import shipped
from bench.server import ROOT
from bench.tally import Tally

BODY = b"halo"


async def answered(*statuses: str) -> Tally:
    """Ask a server once for each status that it answers with."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for status in statuses:
            await reader.readuntil(b"\r\n\r\n")
            if not status:
                break  # hangs up
            writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(BODY)}\r\n\r\n".encode() + BODY)
        writer.close()

    tally = Tally()
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        for _ in statuses:
            await tally.time(page(reader, writer, b"GET / HTTP/1.1\r\n\r\n"))
        writer.close()
    return tally


def test_x7_what_is_no_page_counts_as_failed() -> None:
    tally = asyncio.run(answered("200 OK", "429 Too Many Requests", ""))
    assert (len(tally.waits), tally.failed) == (1, 2)


def test_x7_parts_of_waits_by_hand() -> None:
    tally = Tally.joined(
        [Tally([0.1 * n for n in range(20, 10, -1)], 1), Tally([0.1 * n for n in range(1, 11)])]
    )
    assert tally.failed == 1
    assert tally.part(0.5) == pytest.approx(1.0)  # 10 of 20 waited no longer
    assert tally.part(0.95) == pytest.approx(1.9)  # 19 of 20
    assert tally.part(1.0) == pytest.approx(2.0)
    assert Tally([3.0]).part(0.05) == 3.0
    assert math.isnan(Tally(failed=2).part(0.95))


def test_x7_the_first_selection_is_asked_for_twice_as_often_as_the_second() -> None:
    assert len(POPULARITY) == len(set(SELECTIONS)) == 1 + 24 * 21
    assert POPULARITY[0] == pytest.approx(2 * (POPULARITY[1] - POPULARITY[0]))


@dataclass
class Portal:
    """Where a portal would stand."""

    url: str


def test_x7_measured_nginx_is_the_shipped_one_without_tls_and_limits() -> None:
    text = shipped(ROOT, [Portal("http://127.0.0.1:7777"), Portal("http://127.0.0.1:7779")], 7778)  # type: ignore[list-item]
    assert set(re.findall(r"listen [^;]*:(\d+);", text)) >= {"7778"}
    assert re.findall(r"server 127.0.0.1:(\d+) ", text) == ["7777", "7779"]
    left = ("850", "443", "ssl_", "limit_req zone", "/etc/ssl", "/var/", "/srv/")
    assert not [word for word in left if word in text]
