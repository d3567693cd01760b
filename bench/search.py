"""Time of a search over all names of the default city, as the box of the sidebar asks for it."""

import statistics
import time

from dashboard.search_box import search_index
from dashboard.search_offers import offers

LIMIT_MS = 100.0
FEWEST = 100  # measured texts of a kind
PAGES = ("summary", "region", "compare")


def main() -> None:
    """Print the table: every name, its first letters, and a long text that names nothing."""
    index = search_index(PAGES)
    parents = {each.code: each.code[:8] for each in index.things if each.kind == "kelurahan"}
    asked = [name for thing in index.things for name in thing.names]
    kinds = {
        "names": asked,
        "names, half": [name[: len(name) // 2] for name in asked],
        "two names": [f"{one} {other}" for one, other in zip(asked, asked[7:], strict=False)],
        "many words": ["medan " * 20, "kota sei " * 20, "a b c d e f g h i j k l m n"],
        "10,000 letters": ["x" * 10_000, "medan" * 2_000],
    }
    print(f"\nSearch over {len(index.names)} names [ms]; limit of p95 {LIMIT_MS:.0f}")
    print(f"{'asked':32}{'median':>8}{'p95':>8}{'limit/p95':>11}")
    for kind, texts in kinds.items():
        taken = []
        for text in texts * (1 + FEWEST // len(texts)):
            start = time.perf_counter()
            offers(index.search(text), parents)
            taken.append(1000 * (time.perf_counter() - start))
        p95 = statistics.quantiles(taken, n=20)[-1]
        print(f"{kind:32}{statistics.median(taken):8.2f}{p95:8.2f}{LIMIT_MS / p95:11.1f}")


if __name__ == "__main__":
    main()
