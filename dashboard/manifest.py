"""Which files make up the published extract, and which revision of each is in force?"""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.problems import ExtractMissing, Problem

MANIFEST = "extracts/datapackage.json"  # in the folder of the city


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One Parquet file as the manifest describes it; `path` is relative to the manifest."""

    name: str
    path: str
    bytes: int
    hash: str  # "sha256:<hex>"
    table: str
    period: str
    revision: int
    supersedes: str | None
    reason: str | None
    sources: str  # titles, separated by "; "
    generated_at: str
    synthetic: bool
    complete: bool
    missing: tuple[str, ...] = ()  # who has not sent a list: `opd:<id>`, or a kind of sheet

    @property
    def revision_id(self) -> str:
        """What people are shown, e.g. "2026-10.r1"."""
        return f"{self.period}.r{self.revision}"


PERIOD = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
FIELD_TYPES: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("name", "path", "hash", "table", "period", "generated_at"), (str,)),
    **dict.fromkeys(("bytes", "revision"), (int,)),
    **dict.fromkeys(("supersedes", "reason"), (str, type(None))),
    **dict.fromkeys(("synthetic", "complete"), (bool,)),
}


@dataclass(frozen=True, kw_only=True, eq=False)  # one equals itself only: it has thousands of fields
class Manifest:
    """The manifest of a city's extracts: its own bytes, and what they say; `revision` is the start of their
    sha256."""

    content: bytes
    revision: str
    generated_at: str
    synthetic: bool
    disclosure_k: int
    resources: tuple[Resource, ...]


def read_manifest(city: Path) -> Manifest:
    """The manifest of `city`. Raises ExtractMissing when it is absent, no JSON, or lacks a field."""
    try:
        return parse_manifest((city / MANIFEST).read_bytes())
    except OSError as error:
        raise ExtractMissing("manifest_missing", file=MANIFEST) from error


def parse_manifest(content: bytes) -> Manifest:
    """What the bytes of a manifest say. Raises ExtractMissing when they are no JSON or lack a field."""
    try:
        package = json.loads(content)
    except ValueError as error:
        raise ExtractMissing("manifest_unreadable", file=MANIFEST, found=str(error)) from error
    entries = _field(package, "resources", (list,), where=MANIFEST)
    manifest = Manifest(
        content=content,
        revision=hashlib.sha256(content).hexdigest()[:12],
        generated_at=_field(package, "generated_at", (str,), where=MANIFEST),
        synthetic=_field(package, "synthetic", (bool,), where=MANIFEST),
        disclosure_k=_field(package, "disclosure_k", (int,), where=MANIFEST),
        resources=tuple(_resource(entry, number) for number, entry in enumerate(entries, start=1)),
    )
    keys = [(each.table, each.period, each.revision) for each in manifest.resources]
    if repeated := sorted({key for key in keys if keys.count(key) > 1}) if len(set(keys)) < len(keys) else []:
        raise ExtractMissing("manifest_broken", file=MANIFEST, found=f"{repeated[0]} is named twice")
    return manifest


def _resource(entry: Any, number: int) -> Resource:
    where = f"resources[{number}]"
    fields = {name: _field(entry, name, kinds, where=where) for name, kinds in FIELD_TYPES.items()}
    if not PERIOD.fullmatch(fields["period"]):
        raise ExtractMissing(
            "manifest_broken", file=MANIFEST, found=f"{where}: period = {fields['period']!r}"
        )
    sources = _field(entry, "sources", (list,), where=where)
    titles = [_field(source, "title", (str,), where=f"{where}: sources") for source in sources]
    missing = entry.get("missing", [])
    if not isinstance(missing, list) or not all(isinstance(sender, str) for sender in missing):
        raise ExtractMissing("manifest_broken", file=MANIFEST, found=f"{where}: missing = {missing!r}")
    return Resource(**fields, sources="; ".join(titles), missing=tuple(missing))


def _field(entry: Any, name: str, kinds: tuple[type, ...], *, where: str) -> Any:
    # type(), not isinstance(): true is no number
    if not isinstance(entry, dict) or type(entry.get(name, ...)) not in kinds:
        found = f"{where}: {name} = {entry.get(name) if isinstance(entry, dict) else entry!r}"
        raise ExtractMissing("manifest_broken", file=MANIFEST, found=found[:200])
    return entry[name]


def choose_in_force(
    resources: Iterable[Resource],
    *,
    tables: Iterable[str],
    defect: Callable[[Resource], Problem | None],
    optional: Collection[str] = (),
) -> tuple[tuple[Resource, ...], tuple[Problem, ...]]:
    """For each period the highest revision whose tables are all whole, and what was wrong above it.

    A revision may replace some tables only; the others keep their highest revision below it. One without
    an `optional` table was published before there was such a table.
    """
    by_period: dict[str, list[Resource]] = {}
    for resource in resources:
        by_period.setdefault(resource.period, []).append(resource)
    wanted = tuple(tables)
    chosen: list[Resource] = []
    problems: list[Problem] = []
    for period, candidates in sorted(by_period.items()):
        whole, found = _highest_whole(candidates, tables=wanted, defect=defect, optional=optional)
        chosen += whole
        problems += found
        if not whole:
            problems.append(Problem(code="period_left_out", values={"period": period}))
        elif found:
            shown = max(whole, key=lambda resource: resource.revision).revision_id
            problems.append(Problem(code="period_set_back", values={"period": period, "shown": shown}))
    return tuple(chosen), tuple(problems)


def _highest_whole(
    candidates: list[Resource],
    *,
    tables: tuple[str, ...],
    defect: Callable[[Resource], Problem | None],
    optional: Collection[str],
) -> tuple[list[Resource], list[Problem]]:
    found: dict[str, Problem] = {}
    for limit in sorted({resource.revision for resource in candidates}, reverse=True):
        state: dict[str, Resource] = {}
        for resource in sorted(candidates, key=lambda each: each.revision):
            if resource.revision <= limit:
                state[resource.table] = resource
        broken = {
            table: defect(state[table]) if table in state else _absent(table, candidates[0].period, limit)
            for table in tables
            if table in state or table not in optional
        }
        defects = {table: problem for table, problem in broken.items() if problem}
        if not defects:
            return [state[table] for table in broken], list(found.values())
        for table, problem in defects.items():
            found.setdefault(problem.file or table, problem)
    return [], list(found.values())


def _absent(table: str, period: str, revision: int) -> Problem:
    return Problem(code="table_missing", values={"table": table, "period": period, "revision": revision})
