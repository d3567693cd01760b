"""How many plain pages a second, beside nginx that serves the same file as it lies there?"""

import asyncio
import time
import urllib.request
from urllib.parse import urlsplit

import uvloop

from bench.load_proxy import Proxies
from bench.server import Running
from bench.tally import Tally, all_of

LIMIT_S, RATIO_LIMIT = 0.150, 0.5
READERS = 200
PAGE = "/id/"


async def page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
    """One page over an open connection. Raises RuntimeError when it is no page."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    size = next(
        (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), None
    )
    if size is None or not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode("latin-1"))
    await reader.readexactly(size)


async def ask(url: str, tally: Tally, until: float) -> None:
    """One reader who asks again as soon as the page is there."""
    place = urlsplit(url).netloc
    request = f"GET {PAGE} HTTP/1.1\r\nHost: {place}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    host, port = place.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    while time.perf_counter() < until and await tally.time(page(reader, writer, request)):
        pass
    writer.close()


async def crowd(url: str, seconds: float) -> Tally:
    """Pages of all readers within so many seconds."""
    tally, until = Tally(), time.perf_counter() + seconds
    await all_of(ask(url, tally, until) for _ in range(READERS))
    return tally


def rate(server: Running, url: str, seconds: float) -> tuple[float, float, Tally]:
    """Pages a second, processor time of the server [ms] a page, waits."""
    urllib.request.urlopen(f"{url}{PAGE}", timeout=60).close()  # made once, then kept
    before = server.cpu_ms()
    tally = uvloop.run(crowd(url, seconds))
    done = max(1, len(tally.waits))
    return done / seconds, (server.cpu_ms() - before) / done, tally


def main(portal: Running, nginx: Proxies, *, seconds: float) -> None:
    """Print the table."""
    print(
        f"\nPlain page {PAGE}, {READERS} readers without pause [s]; limits p95 {LIMIT_S}, "
        f"pages a second at least {RATIO_LIMIT} of bare nginx"
    )
    print(f"{'':34}{'pages/s':>9}{'of nginx':>9}{'ms/page':>9}{'p50':>9}{'p95':>9}{'failed':>8}")
    of_bare = 0.0
    for name, server, url in (
        ("bare nginx, the same file", nginx.server, nginx.bare),
        ("nginx as shipped", nginx.server, nginx.shipped),
        ("portal without nginx", portal, portal.url),
    ):
        pages, cost, tally = rate(server, url, seconds)
        of_bare = of_bare or pages
        print(f"{name:34}{pages:9.0f}{pages / of_bare:9.2f}{cost:9.3f}{tally.line()}", flush=True)
