"""How long does the box take that looks a pasted number up?"""

import statistics
import time

from dashboard import db
from dashboard.blocks.check import alike
from dashboard.check_number import find, read_numbers
from dashboard.group_figures import group_figures
from dashboard.known_figures import known_figures
from dashboard.names import names

LIMIT_MS = 1_000.0
TEXTS = {
    "one number": "60.220",
    "a sentence": "41.320 dari 214.555 pekerja, 19,3 %",
    "twelve shares": " ".join(f"{number},{number % 10} %" for number in range(20, 32)),
    "a wide share": "29 %",
    "no number": "tanpa angka " * 150,
}


def look_up(text: str) -> int:
    """How many figures match `text`."""
    called = names("id")
    found = find(read_numbers(text), known_figures())
    return sum(len(alike(called, [*known, *group_figures(each)])) for each, known in found.items())


def main() -> None:
    """Print the table."""
    db.state()
    start = time.perf_counter()
    look_up(TEXTS["one number"])
    first = 1000 * (time.perf_counter() - start)
    print(f"\nCheck a number [ms]; the first one after a new extract {first:.0f}, limit {LIMIT_MS:.0f}")
    for name, text in TEXTS.items():
        taken = []
        for _ in range(5):
            start = time.perf_counter()
            figures = look_up(text)
            taken.append(1000 * (time.perf_counter() - start))
        print(f"{name:16}{statistics.median(taken):8.1f}  {figures} figures")


if __name__ == "__main__":
    main()
