"""Time of every named query through the app's own path, results not kept."""

import statistics
import time
from itertools import product

from dashboard import db
from dashboard.catalog import load_queries

LIMIT_MS = 20.0
RUNS = 40
PERIODS = ("2023-06", "2024-07", "2025-10", "2026-10")
PLACES = (None, "12.71.08", "12.71.01")
SECTORS = (None, "nelayan", "pedagang")


def parameters() -> list[dict[str, object]]:
    """Values for every parameter that a query may declare."""
    rows = product(PERIODS, PLACES, SECTORS)
    return [
        {
            "period": period, "kecamatan": place, "sector": sector, "opd": None, "funding_source": None,
            "target_share": "0.29", "target_workers": None, "denominator_workers": None,
        }
        for period, place, sector in rows
    ]  # fmt: skip


def main() -> None:
    """Print the table."""
    db.state()
    print(f"\nNamed queries [ms], {RUNS} runs each; limit of p95 {LIMIT_MS:.0f}")
    print(f"{'query':32}{'median':>8}{'p95':>8}{'limit/p95':>11}")
    for name, query in load_queries().items():
        taken = []
        for values in (parameters() * 2)[:RUNS]:
            start = time.perf_counter()
            db.run_query_uncached(name, **{param: values[param] for param in query.params})
            taken.append(1000 * (time.perf_counter() - start))
        p95 = statistics.quantiles(taken, n=20)[-1]
        print(f"{name:32}{statistics.median(taken):8.2f}{p95:8.2f}{LIMIT_MS / p95:11.1f}")


if __name__ == "__main__":
    main()
