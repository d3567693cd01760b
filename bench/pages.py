"""Server processor time of a filter change, page by page, beside the same page written naively."""

import asyncio
import statistics
from itertools import product

from bench.server import Server
from bench.session import Session

PAGES = ("", "opd", "sektor", "wilayah", "sumber-dana", "simulator", "data-metode")
WARM_LIMIT_MS, COLD_LIMIT_MS, FIRST_LIMIT_KB, MEMORY_LIMIT_MB = 25.0, 100.0, 150.0, 500.0
COLD_RUNS, WARM_ROUNDS, NAIVE_RUNS, SESSIONS = 20, 3, 5, 10
NAIVE_OPTIONS = ("--runner.postScriptGC", "true")

PERIODS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
KECAMATAN = [f"12.71.{number:02d}" for number in range(1, 22)]
# Selections in an order in which neighbours differ in both.
CHOICES = [f"period={period}&kecamatan={place}" for place, period in product(KECAMATAN, PERIODS)][::17]


async def cost_of(server: Server, session: Session, page: str, queries: list[str]) -> float:
    """[ms] mean processor time of a run over the queries."""
    before = server.cpu_ms()
    for query in queries:
        await session.run(page, query)
    return (server.cpu_ms() - before) / len(queries)


async def measure_portal(server: Server) -> dict[str, tuple[float, float, float]]:
    """By page: cold [ms], warm [ms], bytes of a first visit [kB]."""
    costs = {}
    for page in PAGES:
        first = Session(server.url)
        await first.open()
        await first.run(page, "")
        queries = CHOICES[:COLD_RUNS]
        cold = await cost_of(server, first, page, queries)
        warm = statistics.mean([await cost_of(server, first, page, queries) for _ in range(WARM_ROUNDS)])
        await first.close()
        visitor = Session(server.url)
        await visitor.open()
        await visitor.run(page, "")
        costs[page] = (cold, warm, visitor.received / 1e3)
        await visitor.close()
    return costs


async def measure_naive(server: Server) -> dict[str, float]:
    """By page: [ms] of a run of the naive page."""
    session = Session(server.url)
    await session.open()
    await session.run("", "page=wilayah")
    costs = {
        page: await cost_of(server, session, "", [f"page={page}&{query}" for query in CHOICES[:NAIVE_RUNS]])
        for page in PAGES
    }
    await session.close()
    return costs


async def memory_with_sessions(server: Server) -> float:
    """[MB] of the server while sessions look at one page each."""
    sessions = [Session(server.url) for _ in range(SESSIONS)]
    for place, session in enumerate(sessions):
        await session.open()
        await session.run(PAGES[place % len(PAGES)], CHOICES[place])
    memory = server.memory_mb()
    for session in sessions:
        await session.close()
    return memory


def main() -> None:
    """Print the table."""
    with Server("server.py") as portal:
        costs = asyncio.run(measure_portal(portal))
        memory = asyncio.run(memory_with_sessions(portal))
    with Server("bench/naive.py", *NAIVE_OPTIONS) as naive:
        naive_costs = asyncio.run(measure_naive(naive))
    print(f"\nServer CPU of a filter change [ms]; limits warm {WARM_LIMIT_MS:.0f}, cold {COLD_LIMIT_MS:.0f}")
    print(
        f"{'page':14}{'warm':>8}{'cold':>8}{'naive':>8}{'naive/warm':>12}{'naive/cold':>12}{'first kB':>10}"
    )
    for page, (cold, warm, size) in costs.items():
        plain = naive_costs[page]
        ratios = f"{plain / warm:12.1f}{plain / cold:12.1f}"
        print(f"{page or 'ringkasan':14}{warm:8.1f}{cold:8.1f}{plain:8.1f}{ratios}{size:10.1f}")
    largest = max(size for *_, size in costs.values())
    print(f"first visit of the largest page {largest:.0f} kB of {FIRST_LIMIT_KB:.0f}")
    print(f"memory with {SESSIONS} sessions {memory:.0f} MB of {MEMORY_LIMIT_MB:.0f}")


if __name__ == "__main__":
    main()
