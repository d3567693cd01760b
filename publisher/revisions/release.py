"""What is published? Parquet files of one period and revision, found through one manifest.

Files are written beside the published ones, checked, and only then named by the manifest, which is swapped
in one atomic rename: a reader sees the old state or the new one, never a mixture (`staging.py`).
"""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from publisher.contract import field_names, load_schema
from publisher.durable import write_file
from publisher.revisions.conformity import ARROW_TYPES, ContractBroken, breaches
from publisher.revisions.log import LOG, Log, files_hash, read_log, sha256
from publisher.revisions.manifest import (
    Entry,
    Stamp,
    in_force,
    manifest_bytes,
    resource,
    revision_number,
    with_resources,
)  # fmt: skip
from publisher.revisions.staging import FILES, MANIFEST, commit, discard_draft, new_draft

Prepare = Callable[[str, str], None]


class ReasonMissing(Exception):
    """A published period would change and no reason was given. Holds the period."""


class StateAltered(Exception):
    """The manifest is not what the last act in the log left. Nothing was changed."""


@dataclass(frozen=True)
class State:
    """What is published: the manifest (none yet: the blank one without resources) and the log."""

    manifest: dict[str, Any]
    hash: str | None  # of the manifest's bytes
    log: Log

    def next_revision(self, period: str) -> int:
        """The number of the next revision of a period; numbers of undone ones are not used again."""
        known = [one["revision"] for one in self.manifest["resources"] if one["period"] == period]
        undone = [revision_number(one) for one in self.log.published() if one.startswith(f"{period}.")]
        return 1 + max(known + undone, default=0)


def read_state(extracts: Path, blank: Mapping[str, Any]) -> State:
    """The published state as it lies there. Raises LogBroken, StateAltered when the manifest is no JSON."""
    path, log = extracts / MANIFEST, read_log(extracts / LOG)
    content = path.read_bytes() if path.exists() else None
    if content is None:
        return State({**blank, "resources": []}, None, log)
    try:
        return State(json.loads(content), sha256(content), log)
    except ValueError as error:
        raise StateAltered(MANIFEST) from error


def trusted_state(extracts: Path, blank: Mapping[str, Any]) -> State:
    """The published state to build on. Raises LogBroken, and StateAltered when it is not what the log says.

    A manifest without any log was published before there was one; the log starts after it.
    """
    state = read_state(extracts, blank)
    if state.log.lines and state.hash != state.log.manifest():
        raise StateAltered(MANIFEST)
    return state


def read_tables(extracts: Path, entries: Mapping[str, Entry]) -> dict[str, pa.Table]:
    """The rows of some files, by table."""
    return {name: pq.read_table(extracts / entry["path"]) for name, entry in entries.items()}


def arrow_table(name: str, period: str, rows: pd.DataFrame) -> pa.Table:
    """Rows as the contract orders and types them, sorted by the primary key, the period in front."""
    schema = load_schema("extract", name)
    rows = rows.assign(period=period)[field_names(schema)]
    rows = rows.sort_values(schema["primaryKey"], na_position="last", kind="stable")
    types = [(field["name"], ARROW_TYPES[field["type"]]) for field in schema["fields"]]
    return pa.Table.from_pandas(rows, schema=pa.schema(types), preserve_index=False).replace_schema_metadata()


def empty_rows(name: str) -> pd.DataFrame:
    """A table with the contract's columns and no rows."""
    return pd.DataFrame(columns=field_names(load_schema("extract", name))).drop(columns="period")


def check_contract(name: str, table: pa.Table) -> None:
    """Raise ContractBroken unless the table keeps its Table Schema."""
    for breach in breaches(load_schema("extract", name), table):
        raise ContractBroken(f"{name}: {breach.field} {breach.rule} {breach.found}")


def write_tables(folder: Path, tables: Mapping[str, pa.Table]) -> dict[str, Entry]:
    """Write one Parquet file a table; answer bytes and hash of each."""
    folder.mkdir()
    facts = {}
    for name, table in tables.items():
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd", compression_level=19)
        content = sink.getvalue().to_pybytes()
        write_file(folder / f"{name}.parquet", content)
        facts[name] = {"bytes": len(content), "hash": f"sha256:{sha256(content)}"}
    return facts


def publish_tables(
    extracts: Path, state: State, tables: Mapping[str, pa.Table], stamp: Stamp, prepare: Prepare
) -> str | None:
    """Publish the tables of one period as its next revision; answer the revision id (`2026-10.r1`).

    None when the published state already holds exactly this. `prepare(revision, manifest)` is called when
    all is written and before anything of it counts. Raises ReasonMissing, ContractBroken.
    """
    for name, table in tables.items():
        check_contract(name, table)
    manifest, before = state.manifest, in_force(state.manifest, stamp.period)
    number = state.next_revision(stamp.period)
    draft = new_draft(extracts)
    facts = write_tables(draft / FILES, tables)
    same = all(
        (one["hash"], tuple(one.get("missing", ()))) == (facts[name]["hash"], stamp.missing)
        for name, one in before.items()
        if name in tables
    )
    if before and same:
        discard_draft(extracts)
        return None
    if before and not stamp.reason:
        discard_draft(extracts)
        raise ReasonMissing(stamp.period)
    path = f"{stamp.period}/r{number}"
    # a folder that neither manifest nor log names is nobody's
    shutil.rmtree(extracts / path, ignore_errors=True)
    added = [resource(name, path, facts[name], before.get(name), number, stamp) for name in tables]
    manifest = with_resources(manifest, [*manifest["resources"], *added])
    content, revision = manifest_bytes(manifest), f"{stamp.period}.r{number}"
    log = state.log.followed_by(
        time=stamp.generated_at, by=stamp.by, action="publish", period=stamp.period, revision=revision,
        manifest=sha256(content), files=files_hash({name: facts[name]["hash"] for name in tables}),
        reason=stamp.reason,
    )  # fmt: skip
    commit(extracts, content, log, prepare=lambda: prepare(revision, sha256(content)))
    return revision
