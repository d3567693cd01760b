"""What does each number of the portal mean? One source for pages, files and tests: indicators.toml."""

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from dashboard.catalog import Query, load_queries

SOURCE = Path(__file__).with_suffix(".toml")
TOLD = ("name", "definition", "numerator", "denominator")
UNIT = re.compile(r"\S+ \[(?P<unit>[^\]]+)\]:")
# Units of columns that describe a row (where, when, how large a file) and count or price nothing.
DESCRIBING = frozenset({"degrees", "bytes", "count", "months", "day of the month", "JKK risk group"})


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One number: what it counts, of what, who answers for it; `texts` by language and part of TOLD."""

    id: str
    columns: tuple[str, ...]
    unit: str
    formula: str
    owner: str
    code: str
    caveats: tuple[str, ...]
    texts: dict[str, dict[str, str]]

    def told(self, lang: str, part: str) -> str:
        """A part of TOLD in `lang`."""
        return self.texts[lang][part]


@functools.cache
def indicators() -> dict[str, Indicator]:
    """All of them by id, in their order. Raises KeyError when one lacks a text in either language."""
    entries = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return {
        name: Indicator(
            id=name,
            columns=tuple(entry["columns"]),
            unit=entry["unit"],
            formula=entry["formula"],
            owner=entry["owner"],
            code=entry.get("code", ""),
            caveats=tuple(entry["caveats"]),
            texts={lang: {part: entry[f"{part}_{lang}"] for part in TOLD} for lang in ("id", "en")},
        )
        for name, entry in entries.items()
    }


@functools.cache
def _by_column() -> dict[str, str]:
    return {column: each.id for each in indicators().values() for column in each.columns}


def indicator_of(query: str, column: str) -> Indicator | None:
    """What the column of a named query counts; None for a column that only describes its row."""
    known = _by_column()
    found = known.get(f"{query}.{column}") or known.get(column)
    return indicators()[found] if found else None


def measures(query: Query) -> list[str]:
    """The columns that count or price something, by the units that the header declares."""
    found = []
    for column, spec in query.columns.items():
        match = UNIT.match(spec)
        if match and match["unit"] not in DESCRIBING:
            found.append(column)
    return found


def indicators_of(query: Query) -> list[Indicator]:
    """What a named query counts, each once, in the order of its columns."""
    found = [indicator_of(query.name, column) for column in measures(query)]
    return list({each.id: each for each in found if each}.values())


def unexplained() -> list[str]:
    """Columns of named queries that count something and that no indicator explains."""
    return [
        f"{query.name}.{column}"
        for query in load_queries().values()
        for column in measures(query)
        if indicator_of(query.name, column) is None
    ]
