"""How long do many readers wait who move one slider of the simulator, all at the same time?

Each reader thinks for a while between two moves, and no two ask the same. The wait is from the move to the
end of the answer, as the browser gets it.
"""

import asyncio
import random
import statistics
import time
from urllib.parse import urlencode

from bench.server import Server
from bench.session import Session

READERS, MOVES, THINK_S, LIMIT_MS = 50, 6, (2.0, 6.0), 300.0
QUESTIONS = (
    (
        "city",
        "sim_due",
        [f"{year}-{month:02d}" for year in (2027, 2028, 2029, 2030) for month in range(1, 13)],
    ),
    ("city", "sim_held", [str(months) for months in range(1, 61)]),
    ("budget", "sim_budget", [str(idr) for idr in range(10_000_000, 5_000_000_000, 7_000_000)]),
    ("workers", "sim_workers", [str(workers) for workers in range(5, 20_000, 13)]),
)


async def read(server: Server, place: int, draw: random.Random) -> list[float]:
    """[ms] the waits of one reader."""
    session, waits = Session(server.url), []
    question, name, values = QUESTIONS[place % len(QUESTIONS)]
    await session.open()
    await session.run("simulator", urlencode({"period": "2026-10", "sim_question": question}))
    await asyncio.sleep(draw.uniform(0, THINK_S[1]))
    for _ in range(MOVES):
        asked = {"period": "2026-10", "sim_question": question, name: draw.choice(values)}
        start = time.perf_counter()
        await session.run("simulator", urlencode(asked))
        waits.append(1000 * (time.perf_counter() - start))
        await asyncio.sleep(draw.uniform(*THINK_S))
    await session.close()
    return waits


async def crowd(server: Server, readers: int) -> list[float]:
    """[ms] all waits of so many readers."""
    draw = random.Random(readers)
    found = await asyncio.gather(
        *(read(server, place, random.Random(draw.random())) for place in range(readers))
    )
    return [wait for waits in found for wait in waits]


def main() -> None:
    """Print the waits of one reader and of a crowd."""
    with Server("server.py") as portal:
        alone = asyncio.run(crowd(portal, 1))
        before = portal.cpu_ms()
        together = asyncio.run(crowd(portal, READERS))
        spent = (portal.cpu_ms() - before) / len(together)
    ordered = sorted(together)
    p95 = ordered[int(0.95 * len(ordered))]
    print(f"\nSimulator, one move of a slider [ms]; limit for 95 of 100 moves: {LIMIT_MS:.0f}")
    print(f"one reader      {statistics.median(alone):6.0f}")
    print(f"{READERS} readers      {statistics.median(ordered):6.0f} median   {p95:6.0f} for 95 of 100")
    print(f"processor time  {spent:6.0f} a move   limit/p95 {LIMIT_MS / p95:5.1f}")


if __name__ == "__main__":
    main()
