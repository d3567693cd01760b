"""Is every published byte what it was when it was published, and do the numbers still add up?

Reads all files again: bytes and hash, contract, totals, the log's chain, and that nothing lies there unnamed.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from publisher.contract import EXTRACT_TABLES, load_schema, optional_tables
from publisher.revisions.conformity import breaches, totals_apart
from publisher.revisions.log import LOG, Log, LogBroken, read_log, sha256
from publisher.revisions.manifest import Entry, revision_id
from publisher.revisions.published import Published, published_files
from publisher.revisions.seals import Problem, log_problems, revision_problems, unnamed_problems
from publisher.revisions.staging import MANIFEST

# What an entry must say of its file, and as what.
MEMBERS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("name", "path", "hash", "table", "period", "generated_at"), (str,)),
    **dict.fromkeys(("bytes", "revision"), (int,)),
    **dict.fromkeys(("supersedes", "reason"), (str, type(None))),
    "schema": (dict,),
}


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was found, and one hash over the names and bytes of everything published."""

    problems: tuple[Problem, ...]
    files: int
    revisions: int
    hash: str
    interrupted: bool  # a publisher stopped after its deciding step; the next one finishes


def verify(extracts: Path) -> Report:
    """Read everything published under `extracts` again. Changes nothing and needs no lock."""
    published = published_files(extracts)
    manifest = published.content.get(MANIFEST)
    problems: list[Problem] = []
    try:
        log = read_log(published.places[LOG]) if LOG in published.places else Log()
    except LogBroken as error:
        log = None
        problems.append(Problem("log_broken", {"line": int(error.args[0])}))
    entries, package, found = read_entries(manifest)
    problems += found
    if log is not None:
        problems += log_problems(log, manifest, published)
        problems += revision_problems(log, entries, published)
        problems += unnamed_problems(log, entries, published)
    tables, found = read_files(entries, published, int(package.get("disclosure_k") or 0))
    problems += found
    problems += totals_problems(entries, tables)
    return Report(
        problems=tuple(problems), files=len(published.content), interrupted=published.interrupted,
        revisions=len({revision_id(one) for one in entries}), hash=published.hash(),
    )  # fmt: skip


def read_entries(content: bytes | None) -> tuple[list[Entry], dict[str, Any], list[Problem]]:
    """The manifest's entries that say all they must, the manifest itself, and what is wrong with it."""
    if content is None:
        return [], {}, []
    try:
        package = json.loads(content)
        resources = list(package["resources"])
    except (ValueError, KeyError, TypeError):
        return [], {}, [Problem("manifest_unreadable", {"file": MANIFEST})]
    entries, problems = [], []
    for number, one in enumerate(resources, start=1):
        members = one if isinstance(one, dict) else {}
        whole = all(type(members.get(key, ...)) in kinds for key, kinds in MEMBERS.items())
        if whole and members["table"] in EXTRACT_TABLES:
            entries.append(one)
        else:
            problems.append(Problem("entry_incomplete", {"number": number}))
    keys = [(one["table"], one["period"], one["revision"]) for one in entries]
    for one, key in zip(entries, keys, strict=True):
        if keys.count(key) > 1:
            problems.append(Problem("entry_twice", {"name": one["name"]}))
        lower = [key for key in keys if key[:2] == (one["table"], one["period"]) and key[2] < one["revision"]]
        expected = f"{one['table'].replace('_', '-')}-{one['period']}-r{max(lower)[2]}" if lower else None
        if one["supersedes"] != expected:
            problems.append(Problem("supersedes", {"name": one["name"]}))
    return entries, package, problems


def read_files(
    entries: list[Entry], published: Published, k: int
) -> tuple[dict[str, pa.Table], list[Problem]]:
    """The rows of every entry's file by the entry's name, and what is wrong with the files."""
    tables: dict[str, pa.Table] = {}
    problems: list[Problem] = []
    for one in entries:
        content = published.content.get(one["path"])
        if content is None:
            problems.append(Problem("file_missing", {"file": one["path"]}))
            continue
        if len(content) != one["bytes"]:
            problems.append(Problem("file_bytes", {"file": one["path"], "expected": one["bytes"]}))
        if f"sha256:{sha256(content)}" != one["hash"]:
            problems.append(Problem("file_hash", {"file": one["path"]}))
            continue
        try:
            table = pq.read_table(pa.BufferReader(content))
        except (pa.ArrowException, OSError):
            problems.append(Problem("file_unreadable", {"file": one["path"]}))
            continue
        found = list(contract_problems(one, table, k))
        problems += found
        if not found:
            tables[one["name"]] = table
    return tables, problems


def contract_problems(one: Entry, table: pa.Table, k: int) -> Iterator[Problem]:
    """Whether a file keeps its Table Schema, speaks of its month and holds no cell of 1 to k-1."""
    schema = load_schema("extract", one["table"])
    if one["schema"] != {key: schema[key] for key in ("fields", "primaryKey")}:
        yield Problem("schema", {"file": one["path"]})
    for breach in breaches(schema, table):
        values: Mapping[str, str] = {"field": breach.field, "found": breach.found, "rule": breach.rule}
        yield Problem("contract", {"file": one["path"], **values})
        if breach.rule == "columns":
            return
    if set(pc.unique(table["period"]).to_pylist()) - {one["period"]}:
        yield Problem("period", {"file": one["path"], "period": one["period"]})
    measure = "cases" if "cases" in table.column_names else "workers"
    least = pc.min(table[measure]).as_py()
    if least is not None and 0 < least < k:
        yield Problem("small_cell", {"file": one["path"], "k": k})


def totals_problems(entries: list[Entry], tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    """Whether the tables of each revision add up to the same workers."""
    revisions: dict[str, dict[str, pa.Table]] = {}
    for one in entries:
        if one["name"] in tables:
            revisions.setdefault(revision_id(one), {})[one["table"]] = tables[one["name"]]
    for revision, own in sorted(revisions.items()):
        if own.keys() >= set(EXTRACT_TABLES) - optional_tables():
            for table, by, theirs, ours in totals_apart(own):
                values: dict[str, str | int] = {"table": table, "by": by, "found": theirs, "expected": ours}
                yield Problem("totals", {"revision": revision, **values})
