"""What of a city's folder can be shown: the tables in force, whole and as the contract says?"""

import functools
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.catalog import ROOT
from dashboard.manifest import MANIFEST, Manifest, Resource, choose_in_force, read_manifest
from dashboard.problems import ExtractMissing, Problem
from dashboard.reference import read_reference

CONTRACT_DIR = ROOT / "data" / "contract"

# Labels repeat on every row: as dictionaries they take a tenth of the memory while loading.
ARROW_TYPES = {"string": pa.dictionary(pa.int32(), pa.string()), "integer": pa.int64()}


@dataclass(frozen=True, kw_only=True)
class Extract:
    """A city's published state, read and checked, ready to be loaded."""

    manifest: Manifest
    in_force: tuple[Resource, ...]
    tables: dict[str, pa.Table]
    reference: dict[str, pa.Table]
    problems: tuple[Problem, ...]
    funding_history: dict[Resource, pa.Table]  # payments of every revision that can be read, in force or not


@functools.cache
def contract(kind: str) -> dict[str, dict[str, Any]]:
    """Table Schemas of `kind` ("extract" or "reference") by table name."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((CONTRACT_DIR / kind).glob("*.json"))
    }


def read_extract(city: Path, manifest: Manifest | None = None) -> Extract:
    """Everything that can be shown of `city`, as its manifest or an earlier one says; what cannot is in
    `problems`.

    Raises ExtractMissing when the manifest or a reference file is missing or broken, or when no
    period has all its tables.
    """
    schemas = contract("reference")
    reference = {name: read_reference(city, schema) for name, schema in schemas.items()}
    manifest = manifest or read_manifest(city)
    checked: dict[str, pa.Table | Problem] = {}

    def defect(resource: Resource) -> Problem | None:
        if resource.name not in checked:
            checked[resource.name] = _read_resource(city, resource)
        outcome = checked[resource.name]
        return outcome if isinstance(outcome, Problem) else None

    tables = contract("extract")
    optional = {name for name, schema in tables.items() if schema.get("optional")}
    in_force, problems = choose_in_force(manifest.resources, tables=tables, optional=optional, defect=defect)
    if not in_force:
        raise ExtractMissing("nothing_whole", problems, file=MANIFEST)
    # the empty table first: of an optional one there may be no file at all
    parts = {name: [_schema(schema["fields"]).empty_table()] for name, schema in tables.items()}
    for resource in in_force:
        parts[resource.table].append(checked[resource.name])
    rows = {name: pa.concat_tables(part).unify_dictionaries() for name, part in parts.items()}
    history = {}
    for each in manifest.resources:
        if each.table == "funding" and defect(each) is None:
            payments: pa.Table = checked[each.name]
            history[each] = payments.cast(_plain_schema(payments.schema))
    return Extract(
        manifest=manifest,
        in_force=in_force,
        tables=rows,
        reference=reference,
        problems=problems,
        funding_history=history,
    )


def watched_files(city: Path, problems: Iterable[Problem] = ()) -> dict[str, tuple[int, int]]:
    """Modification time and size of the manifest and of each file with a problem: while these stay,
    reading again would give the same."""
    marks = {}
    for name in {MANIFEST, *(problem.file for problem in problems if problem.file)}:
        try:
            status = (city / name).stat()
            marks[name] = (status.st_mtime_ns, status.st_size)
        except (OSError, ValueError):  # ValueError: no path at all, such as one with a NUL
            marks[name] = (0, -1)
    return marks


def _read_resource(city: Path, resource: Resource) -> pa.Table | Problem:
    """The rows of one file, or what is wrong with it."""
    defect = functools.partial(_defect, resource)
    folder = (city / MANIFEST).parent.resolve()
    try:
        path = Path(os.path.realpath(folder / resource.path))
        if not path.is_relative_to(folder):
            return defect("file_outside")
        content = path.read_bytes()
    except (OSError, ValueError):  # ValueError: no path at all, such as one with a NUL
        return defect("file_missing")
    if len(content) != resource.bytes:
        return defect("file_size", expected=resource.bytes, found=len(content))
    digest = "sha256:" + hashlib.sha256(content).hexdigest()
    if digest != resource.hash:
        return defect("file_hash", expected=resource.hash, found=digest)
    try:
        return _parse(content, resource)
    except (pa.ArrowException, OSError) as error:
        return defect("file_unreadable", expected="Parquet", found=str(error)[:200])


def _parse(content: bytes, resource: Resource) -> pa.Table | Problem:
    fields = contract("extract")[resource.table]["fields"]
    expected = [(field["name"], field["type"]) for field in fields]
    footer = pq.read_metadata(pa.BufferReader(content))
    found = [(field.name, _plain_type(field.type)) for field in footer.schema.to_arrow_schema()]
    if found != expected:
        return _defect(resource, "file_columns", expected=_listed(expected), found=_listed(found))
    texts = [name for name, kind in expected if kind == "string"]
    file = pq.ParquetFile(pa.BufferReader(content), metadata=footer, read_dictionary=texts)
    rows = file.read(use_threads=False).cast(_schema(fields))
    for field in fields:
        if field["constraints"].get("required") and rows.column(field["name"]).null_count:
            return _defect(resource, "file_columns", found=f"{field['name']}: NULL")
    periods = rows.column("period").unique().to_pylist()
    if any(period != resource.period for period in periods):
        months = ", ".join(map(str, periods))
        return _defect(resource, "file_period", expected=resource.period, found=months)
    return rows


def _schema(fields: Iterable[dict[str, Any]]) -> pa.Schema:
    return pa.schema([(field["name"], ARROW_TYPES[field["type"]]) for field in fields])


def _defect(resource: Resource, code: str, *, expected: str | int = "", found: str | int = "") -> Problem:
    values: dict[str, str | int] = {
        "table": resource.table,
        "period": resource.period,
        "revision": resource.revision,
        "expected": expected,
        "found": found,
    }
    return Problem(code=code, file=f"extracts/{resource.path}", values=values)


def _plain_schema(schema: pa.Schema) -> pa.Schema:
    """Texts without their dictionaries: revisions out of force have labels that those in force lack."""
    return pa.schema(
        [
            (name, pa.string() if pa.types.is_dictionary(kind) else kind)
            for name, kind in zip(schema.names, schema.types, strict=True)
        ]
    )


def _plain_type(kind: pa.DataType) -> str:
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    if pa.types.is_string(value) or pa.types.is_large_string(value):
        return "string"
    return "integer" if pa.types.is_int64(value) else str(value)


def _listed(columns: list[tuple[str, str]]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in columns)
