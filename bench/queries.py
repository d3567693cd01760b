"""Time of every named query through the app's own path, results not kept."""

import statistics
import time
from itertools import cycle, permutations, product

from dashboard import db
from dashboard.catalog import load_queries

LIMIT_MS = 20.0
CROSSED_LIMIT_MS = 150.0  # of a crossing or a list over all months
OVER_ALL_MONTHS = ("crosstab", "figures_by_group")
RUNS = 40
PERIODS = ("2023-06", "2024-07", "2025-10", "2026-10")
PLACES = (None, "12.71.08", "12.71.01")
SECTORS = (None, "nelayan", "pedagang")
CROSSED = tuple(permutations(("period", "opd", "sector", "kecamatan", "funding_source", "status"), 2))


def parameters() -> list[dict[str, object]]:
    """Values for every parameter that a query may declare."""
    rows = product(PERIODS, PLACES, SECTORS)
    return [
        {
            "period": period, "kecamatan": place, "sector": sector, "opd": None, "funding_source": None,
            "target_share": "0.29", "target_workers": None, "denominator_workers": None,
            "other_period": "2025-10", "other_kecamatan": PLACES[1], "other_sector": None, "other_opd": None,
            "other_funding_source": None,
            "since": min(period, "2023-06"), "rows": crossed[0], "columns": crossed[1],
        }
        for (period, place, sector), crossed in zip(rows, cycle(CROSSED), strict=False)
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
        limit = CROSSED_LIMIT_MS if name in OVER_ALL_MONTHS else LIMIT_MS
        print(f"{name:32}{statistics.median(taken):8.2f}{p95:8.2f}{limit / p95:11.1f}")


if __name__ == "__main__":
    main()
