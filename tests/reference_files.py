"""Reading the reference files of Medan in tests, all values as text."""

import csv
from pathlib import Path

CITY_DIR = Path(__file__).parents[1] / "data" / "medan"


def rows(name: str) -> list[dict[str, str]]:
    """Rows of one reference file."""
    with (CITY_DIR / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_id(name: str) -> dict[str, dict[str, str]]:
    """The same rows by their id."""
    return {row["id"]: row for row in rows(name)}
