"""How long do readers wait when many come at once, and what does one who only looks cost in memory?"""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, product

from bench.load_views import DEFAULT_OPTIONS
from bench.pages import KECAMATAN, PERIODS
from bench.server import Running, Server
from bench.session import Session
from bench.tally import Tally, all_of

LIMIT_S, CHANGE_LIMIT_S, IDLE_LIMIT_KB = 2.0, 0.3, 100.0
ACTIVE = 50
ACTIVE_THINK_S = 4.0
THINK_S, RAMP_S = 8.0, 10.0
SELECTIONS = ["", *(f"period={period}&kecamatan={place}" for period, place in product(PERIODS, KECAMATAN))]
# The n-th most wanted selection is asked for 1/n as often as the first.
POPULARITY = list(accumulate(1 / place for place in range(1, len(SELECTIONS) + 1)))


def selection(draw: random.Random) -> str:
    """What somebody looks at next."""
    return draw.choices(SELECTIONS, cum_weights=POPULARITY)[0]


async def visit(session: Session) -> None:
    """Come in and see the overview."""
    await session.open()
    await session.run("", "")


async def together(url: str, visitors: int) -> Tally:
    """All come in the same moment."""
    tally, sessions = Tally(), [Session(url) for _ in range(visitors)]
    await all_of([tally.time(visit(session)) for session in sessions])
    await all_of([session.close() for session in sessions])
    return tally


async def reader(url: str, place: int, *, think: float, ramp: float, until: float) -> tuple[Tally, Tally]:
    """Comes within `ramp` [s], changes a filter every `think` [s] on average; first visit and changes."""
    first, changes, draw = Tally(), Tally(), random.Random(place)
    session = Session(url)
    await asyncio.sleep(draw.uniform(0, ramp))
    if await first.time(visit(session)):
        while time.monotonic() < until:
            if think:
                await asyncio.sleep(draw.expovariate(1 / think))
            if not await changes.time(session.run("", selection(draw))):
                break
        await session.close()
    return first, changes


async def crowd(url: str, readers: int, *, think: float, seconds: float, ramp: float) -> tuple[Tally, Tally]:
    """First visits and changes of all readers within so many seconds."""
    until = time.monotonic() + seconds
    pairs = await asyncio.gather(
        *(reader(url, place, think=think, ramp=ramp, until=until) for place in range(readers))
    )
    first, changes = (Tally.joined(each) for each in zip(*pairs, strict=True))
    return first, changes


async def idle_kb(server: Running, sessions: int) -> float:
    """[kB] of memory that each further session takes which only looks at the overview."""
    opened = [Session(server.url) for _ in range(2 * sessions)]
    found = []
    for half in (opened[:sessions], opened[sessions:]):
        for session in half:
            await visit(session)
        found.append(server.memory_mb())
    await all_of([session.close() for session in opened])
    return 1000 * (found[1] - found[0]) / sessions


def show(name: str, tally: Tally, note: str = "") -> None:
    """One line of a table."""
    print(f"{name:34}{tally.line()}   {note}".rstrip(), flush=True)


@dataclass(frozen=True, kw_only=True)
class Portal:
    """One or more processes of the portal under one address."""

    name: str
    url: str
    processes: tuple[Running, ...]

    def cpu_ms(self) -> float:
        """[ms] processor time of all."""
        return sum(process.cpu_ms() for process in self.processes)


def visits(name: str, url: str, sizes: tuple[int, ...]) -> None:
    """First visits in the same moment, a line for each size of the crowd."""
    for visitors in sizes:
        show(f"{name} {visitors}", asyncio.run(together(url, visitors)))


def changing(portal: Portal, readers: int, seconds: float) -> None:
    """Readers who change filters; the large crowd stays for `seconds`."""
    print(portal.name)
    _, changes = asyncio.run(
        crowd(portal.url, ACTIVE, think=ACTIVE_THINK_S, seconds=seconds / 2, ramp=ACTIVE_THINK_S)
    )
    show(f"{ACTIVE} readers, {ACTIVE_THINK_S:.0f} s apart", changes)
    start = time.monotonic()
    first, changes = asyncio.run(crowd(portal.url, ACTIVE, think=0, seconds=seconds / 4, ramp=0))
    rate = (len(first.waits) + len(changes.waits)) / (time.monotonic() - start)
    show(f"{ACTIVE} without pause", changes, f"{rate:.0f} views a second")
    for crowded in (readers // 4, readers):
        start, before = time.monotonic(), portal.cpu_ms()
        first, changes = asyncio.run(
            crowd(portal.url, crowded, think=THINK_S, seconds=RAMP_S + seconds, ramp=RAMP_S)
        )
        load = (portal.cpu_ms() - before) / 10 / (time.monotonic() - start)
        show(f"{crowded} readers, first visit", first, f"within {RAMP_S:.0f} s")
        show(f"{crowded} readers, {THINK_S:.0f} s apart", changes, f"server {load:.0f} % of one core")


def idle(portal: Running, sessions: int) -> None:
    """Print what a session costs that only looks on; for a portal that was just started."""
    memory = asyncio.run(idle_kb(portal, sessions))
    print(f"\nAn idle session takes {memory:.0f} kB ({sessions} more of them); limit {IDLE_LIMIT_KB:.0f}")


def main(
    portals: Sequence[Portal],
    *,
    sizes: tuple[int, ...],
    naive_sizes: tuple[int, ...],
    readers: int,
    seconds: float,
) -> None:
    """Print the tables of crowds."""
    heads = f"{'':34}{'p50':>9}{'p95':>9}{'failed':>8}"
    print(f"\nFirst visits in the same moment [s]; limits p95 {LIMIT_S} at 200, none fails at 500\n{heads}")
    for portal in portals:
        visits(portal.name, portal.url, sizes)
    with Server("bench/naive.py", *DEFAULT_OPTIONS) as naive:
        visits("naive, default settings", naive.url, naive_sizes)
    print(f"\nReaders who change filters [s]; limit p95 {LIMIT_S}, with {ACTIVE} {CHANGE_LIMIT_S}\n{heads}")
    for portal in portals:
        changing(portal, readers, seconds)
