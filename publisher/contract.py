"""What must a table look like? The one contract, `data/contract/`, as Python values.

Every file there is a Frictionless Table Schema; its extra members (`description_id`, `unit`, `reference`,
`check`, `personal`) are ours and are explained in `data/README.md`.
"""

import functools
import json
from pathlib import Path
from typing import Any

CONTRACT_DIR = Path(__file__).parents[1] / "data" / "contract"

EXTRACT_TABLES = (
    "coverage",
    "coverage_kelurahan",
    "programmes",
    "demographics",
    "flows",
    "expiry",
    "funding",
    "benefits_paid",
    "participants",
    "paid_twice",
)


@functools.cache
def load_schema(family: str, name: str) -> dict[str, Any]:
    """The Table Schema of one table. `family` is extract, reference or sheets."""
    schema: dict[str, Any] = json.loads((CONTRACT_DIR / family / f"{name}.json").read_text(encoding="utf-8"))
    return schema


def optional_tables() -> frozenset[str]:
    """Tables without which a revision is whole: older ones were published before there was such a table."""
    return frozenset(name for name in EXTRACT_TABLES if load_schema("extract", name).get("optional"))


def sheet_kinds() -> tuple[str, ...]:
    """Kinds of sheet the publisher reads, in the order of their names."""
    return tuple(sorted(path.stem for path in (CONTRACT_DIR / "sheets").glob("*.json")))


def field_names(schema: dict[str, Any]) -> list[str]:
    """Column names in their order."""
    return [field["name"] for field in schema["fields"]]
