"""Does the memory of the server stay flat while readers come and go? An hour of them, or so many minutes."""

import argparse
import asyncio
import itertools
import statistics
import time
from collections.abc import Iterator

from bench.server import Server
from bench.session import Session

AT_ONCE = 5
ROUND_SECONDS = 1.0  # five readers a second: a portal on a busy day
QUIET_SECONDS = 1  # what a reader who left may keep; in production two minutes
WARM_PART = 1 / 6  # of the time, before memory is looked at: what is kept once is kept then
LIMIT = 1.05
QUESTIONS = [
    (page, f"lang={lang}&period={period}")
    for page in ("", "opd", "simulator", "sumber-dana")
    for lang in ("id", "en")
    for period in ("2026-08", "2026-09", "2026-10")
]


def portal() -> Server:
    """The portal that forgets readers soon after they left."""
    return Server("server.py", "--server.disconnectedSessionTTL", str(QUIET_SECONDS))


async def visit(url: str, page: str, query: str) -> None:
    """A reader who comes, reads one page in two ways, and goes."""
    session = Session(url)
    await session.open()
    await session.run(page, query)
    await session.run(page, query.replace("lang=id", "lang=en"))
    await session.close()


async def visits(url: str, asked: Iterator[tuple[str, str]], *, rounds: int, every: float = 0.0) -> None:
    """Readers, some at once, a round every so many seconds."""
    for _ in range(rounds):
        next_round = time.monotonic() + every
        await asyncio.gather(*(visit(url, *question) for question in itertools.islice(asked, AT_ONCE)))
        await asyncio.sleep(max(0.0, next_round - time.monotonic()))


def soak(minutes: int) -> list[float]:
    """[MB] of memory after each minute, printed as it goes."""
    asked, found = itertools.cycle(QUESTIONS), []
    with portal() as server:
        for minute in range(minutes):
            asyncio.run(visits(server.url, asked, rounds=round(60 / ROUND_SECONDS), every=ROUND_SECONDS))
            found.append(server.memory_mb())
            print(f"minute {minute + 1:3}: {found[-1]:7.1f} MB", flush=True)
    return found


def main() -> None:
    """Print memory by minute, and the last sixth of the time over the first one after warming up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=60)
    minutes = parser.parse_args().minutes
    found = soak(minutes)
    part = max(1, round(minutes * WARM_PART))
    before, after = statistics.mean(found[part : 2 * part]), statistics.mean(found[-part:])
    readers = round(minutes * 60 / ROUND_SECONDS) * AT_ONCE
    print(f"{readers} readers: {before:.1f} MB became {after:.1f} MB, {after / before:.3f} (limit {LIMIT})")


if __name__ == "__main__":
    main()
