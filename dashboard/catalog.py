"""Which named queries are there, and what does the header of each one promise?

`python -m dashboard.catalog` writes docs/queries.md from the headers.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUERIES_DIR = ROOT / "queries"
QUERIES_PAGE = ROOT / "docs" / "queries.md"

TAG = re.compile(r"-- (?P<tag>purpose|grain|source): (?P<text>.+)")
NAMED_TAG = re.compile(r"-- (?P<tag>param|column) (?P<name>\w+) (?P<text>\S.*)")
CONTINUED = re.compile(r"--   +(?P<text>\S.*)")


class UnknownQuery(LookupError):
    """No query has this name; `known` lists those that exist."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(f"No query named {name!r}; there are: {', '.join(self.known)}.")


@dataclass(frozen=True, kw_only=True)
class Query:
    """One question: its SQL and the contract its header states.

    `params` and `columns` map a name to "TYPE [unit]: meaning", in the order of the header.
    """

    name: str
    purpose: str
    grain: str
    params: dict[str, str]
    columns: dict[str, str]
    source: str
    sql: str

    @property
    def grain_columns(self) -> tuple[str, ...]:
        """Columns that identify a row; empty when the query answers with one row."""
        return () if self.grain == "one row" else tuple(self.grain.split(" x "))

    @property
    def source_tables(self) -> tuple[str, ...]:
        """Tables the numbers come from, the main one first."""
        return tuple(self.source.split(", "))


def declared_type(spec: str) -> str:
    """The SQL type in "TYPE [unit]: meaning"."""
    return spec.split()[0].rstrip(":")


@functools.cache
def load_queries() -> dict[str, Query]:
    """All named queries, by name. Raises ValueError when a header is incomplete."""
    return {path.stem: read_query(path) for path in sorted(QUERIES_DIR.glob("*.sql"))}


def load_query(name: str) -> Query:
    """The query of that name. Raises UnknownQuery."""
    queries = load_queries()
    if name not in queries:
        raise UnknownQuery(name, queries)
    return queries[name]


def read_query(path: Path) -> Query:
    """The query of one file. Raises ValueError when its header is incomplete."""
    single: dict[str, str] = {}
    named: dict[str, dict[str, str]] = {"param": {}, "column": {}}
    target: tuple[dict[str, str], str] | None = None
    sql = path.read_text(encoding="utf-8")
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        if match := TAG.fullmatch(line):
            target = (single, match["tag"])
        elif match := NAMED_TAG.fullmatch(line):
            target = (named[match["tag"]], match["name"])
        elif (match := CONTINUED.fullmatch(line)) and target:
            entries, key = target
            entries[key] += " " + match["text"]
            continue
        else:
            raise ValueError(f"{path.name}: header line not understood: {line!r}")
        entries, key = target
        if key in entries:
            raise ValueError(f"{path.name}: {key!r} is declared twice")
        entries[key] = match["text"]
    missing = {"purpose", "grain", "source"} - set(single)
    if missing or not named["column"]:
        raise ValueError(f"{path.name}: header lacks {', '.join(sorted(missing)) or 'columns'}")
    return Query(name=path.stem, params=named["param"], columns=named["column"], sql=sql, **single)


def queries_markdown() -> str:
    """docs/queries.md: what each query answers, takes and returns."""
    parts = [
        "# Named queries",
        "Made from the headers in `queries/` by `python -m dashboard.catalog`; edit there.",
    ]
    for query in load_queries().values():
        parts += [f"## {query.name}", query.purpose, f"Grain: {query.grain}. Source: {query.source}."]
        if query.params:
            parts.append(_table("parameter", query.params))
        parts.append(_table("column", query.columns))
    return "\n\n".join(parts) + "\n"


def _table(head: str, entries: dict[str, str]) -> str:
    rows = [f"| {head} | type | meaning |", "|---|---|---|"]
    for name, spec in entries.items():
        kind, _, meaning = spec.partition(": ")
        rows.append(f"| `{name}` | {kind} | {meaning.replace('|', chr(92) + '|')} |")
    return "\n".join(rows)


if __name__ == "__main__":
    QUERIES_PAGE.write_text(queries_markdown(), encoding="utf-8")
