"""What is published? Parquet files of one period and revision, found through one manifest.

Files are written beside the published ones, checked, and only then named by the manifest, which is swapped
in one atomic rename: a reader sees the old state or the new one, never a mixture.
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from publisher.contract import EXTRACT_TABLES, field_names, load_schema

MANIFEST = "datapackage.json"
ARROW_TYPES = {"string": pa.string(), "integer": pa.int64()}
SHEETS_OF: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(EXTRACT_TABLES, ("opd_workers", "bpjs_active", "csr_payments", "self_payers")),
    "funding": ("bpjs_active", "csr_payments", "self_payers", "csr_pledges"),
    "benefits_paid": ("benefits_paid",),
    "participants": ("participants",),
}


class ContractBroken(Exception):
    """A table to be published does not keep the contract. Nothing was published."""


class ReasonMissing(Exception):
    """A published period would change and no reason was given. Holds the period."""


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What a revision says of itself."""

    period: str
    generated_at: str
    synthetic: bool
    complete: bool
    reason: str | None


@contextmanager
def publishing(extracts: Path) -> Iterator[None]:
    """One publisher at a time. Raises BlockingIOError when another is at work."""
    extracts.mkdir(parents=True, exist_ok=True)
    with (extracts / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def read_manifest(extracts: Path, blank: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest in force, or `blank` with no resources when nothing was ever published."""
    path = extracts / MANIFEST
    if not path.exists():
        return {**blank, "resources": []}
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def in_force(manifest: Mapping[str, Any], period: str) -> dict[str, dict[str, Any]]:
    """The resource of each table that holds the highest revision of a period."""
    found: dict[str, dict[str, Any]] = {}
    for resource in manifest["resources"]:
        if (
            resource["period"] == period
            and resource["revision"] >= found.get(resource["table"], resource)["revision"]
        ):
            found[resource["table"]] = resource
    return found


def arrow_table(name: str, period: str, rows: pd.DataFrame) -> pa.Table:
    """Rows of a table in the columns, types and order of the contract."""
    schema = load_schema("extract", name)
    fields = pa.schema([(field["name"], ARROW_TYPES[field["type"]]) for field in schema["fields"]])
    rows = rows.assign(period=period).sort_values(schema["primaryKey"], kind="stable", na_position="first")
    columns = [pa.array(rows[field.name], field.type, from_pandas=True) for field in fields]
    return pa.Table.from_arrays(columns, schema=fields)


def check_contract(name: str, table: pa.Table) -> None:
    """Raise ContractBroken unless every row keeps the Table Schema."""
    schema = frictionless.Schema.from_descriptor(load_schema("extract", name))
    rows = [table.column_names, *map(list, zip(*table.to_pydict().values(), strict=True))]
    report = frictionless.validate(frictionless.Resource(data=rows, schema=schema))
    if not report.valid:
        raise ContractBroken(f"{name}: {report.flatten(['rowNumber', 'fieldName', 'note'])[:3]}")


def check_totals(tables: Mapping[str, pa.Table], workers: int) -> None:
    """Raise ContractBroken unless every listed worker counts once and the tables agree."""
    coverage = tables["coverage"].to_pandas()
    kelurahan = tables["coverage_kelurahan"].to_pandas()
    kelurahan["kecamatan"] = kelurahan["kelurahan"].str[:8]
    keys = ["kecamatan", "status", "funding_source"]
    totals = [frame.groupby(keys, dropna=False)["workers"].sum() for frame in (coverage, kelurahan)]
    if int(coverage["workers"].sum()) != workers or not totals[0].equals(totals[1]):
        raise ContractBroken(
            f"coverage holds {coverage['workers'].sum()} of {workers} workers, or kelurahan differ"
        )
    active = (
        coverage[coverage["status"] == "active"].groupby(["kecamatan", "funding_source"])["workers"].sum()
    )
    expiry = tables["expiry"].to_pandas().groupby(["kecamatan", "funding_source"])["workers"].sum()
    if not active.equals(expiry):
        raise ContractBroken("expiry does not add up to the active workers")


def write_files(folder: Path, tables: Mapping[str, pa.Table]) -> dict[str, dict[str, Any]]:
    """Write one Parquet file a table; answer bytes and hash of each."""
    folder.mkdir(parents=True)
    facts = {}
    for name, table in tables.items():
        path = folder / f"{name}.parquet"
        pq.write_table(table, path, compression="zstd", compression_level=19)
        with path.open("rb") as file:
            content = file.read()
            os.fsync(file.fileno())
        facts[name] = {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    return facts


def publish_tables(
    extracts: Path, blank: Mapping[str, Any], tables: Mapping[str, pa.Table], stamp: Stamp
) -> str | None:
    """Publish the tables of one period as its next revision; answer the revision id (`2026-10.r1`).

    None when the published state already holds exactly this. Raises ReasonMissing, ContractBroken.
    """
    for name, table in tables.items():
        check_contract(name, table)
    manifest = read_manifest(extracts, blank)
    before = in_force(manifest, stamp.period)
    revision = 1 + max(
        (one["revision"] for one in manifest["resources"] if one["period"] == stamp.period), default=0
    )
    path = f"{stamp.period}/r{revision}"
    draft = extracts / ".draft"
    shutil.rmtree(draft, ignore_errors=True)
    facts = write_files(draft, tables)
    if before and all(before[name]["hash"] == facts[name]["hash"] for name in tables):
        shutil.rmtree(draft)
        return None
    if before and not stamp.reason:
        shutil.rmtree(draft)
        raise ReasonMissing(stamp.period)
    # a folder that no manifest names is what an interrupted publisher left behind
    shutil.rmtree(extracts / path, ignore_errors=True)
    (extracts / stamp.period).mkdir(exist_ok=True)
    draft.rename(extracts / path)
    for name in tables:
        manifest["resources"].append(resource(name, path, facts[name], before.get(name), revision, stamp))
    manifest["generated_at"] = max(manifest.get("generated_at", ""), stamp.generated_at)
    manifest["synthetic"] = any(one["synthetic"] for one in manifest["resources"])
    swap_manifest(extracts, manifest)
    return f"{stamp.period}.r{revision}"


def resource(
    name: str,
    path: str,
    facts: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    revision: int,
    stamp: Stamp,
) -> dict[str, Any]:
    """The manifest's entry of one file."""
    return {
        "name": f"{name.replace('_', '-')}-{stamp.period}-r{revision}",
        "path": f"{path}/{name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        **facts,
        "table": name,
        "period": stamp.period,
        "revision": revision,
        "supersedes": before["name"] if before else None,
        "reason": stamp.reason,
        "generated_at": stamp.generated_at,
        "sources": [{"title": load_schema("sheets", sheet)["title"]} for sheet in SHEETS_OF[name]],
        "synthetic": stamp.synthetic,
        "complete": stamp.complete,
        "schema": {key: load_schema("extract", name)[key] for key in ("fields", "primaryKey")},
    }


def swap_manifest(extracts: Path, manifest: Mapping[str, Any]) -> None:
    """Replace the manifest in one atomic rename."""
    draft = extracts / f".{MANIFEST}"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(manifest, file, ensure_ascii=False, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(extracts / MANIFEST)


def empty_rows(name: str) -> pd.DataFrame:
    """A table with the contract's columns and no rows."""
    return pd.DataFrame(columns=field_names(load_schema("extract", name))).drop(columns="period")
