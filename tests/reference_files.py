"""Reading the reference files of Medan and of the country in tests, all values as text."""

import csv
from pathlib import Path

CITY_DIR = Path(__file__).parents[1] / "data" / "medan"


def path_of(name: str, city_dir: Path = CITY_DIR) -> Path:
    """One reference file: the city's own, else the country's."""
    path = city_dir / "reference" / f"{name}.csv"
    return path if path.exists() else city_dir.parent / "indonesia" / "reference" / path.name


def rows(name: str, city_dir: Path = CITY_DIR) -> list[dict[str, str]]:
    """Rows of one reference file."""
    with path_of(name, city_dir).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_id(name: str) -> dict[str, dict[str, str]]:
    """The same rows by their id."""
    return {row["id"]: row for row in rows(name)}
