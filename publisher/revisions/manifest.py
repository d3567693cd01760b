"""What does the manifest say of each published file, and which file is in force?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.contract import EXTRACT_TABLES, load_schema

SHEETS_OF: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(EXTRACT_TABLES, ("opd_workers", "bpjs_active", "csr_payments", "self_payers")),
    "funding": ("bpjs_active", "csr_payments", "self_payers", "csr_pledges"),
    "benefits_paid": ("benefits_paid",),
    "participants": ("participants",),
}
Entry = dict[str, Any]  # what the manifest says of one file


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What a revision says of itself."""

    period: str
    generated_at: str
    synthetic: bool
    missing: tuple[str, ...]  # who has not sent a list: `opd:<id>`, or a kind of sheet
    reason: str | None
    by: str

    @property
    def complete(self) -> bool:
        """Whether everybody has sent a list."""
        return not self.missing


def revision_number(revision: str) -> int:
    """2 of `2026-10.r2`."""
    return int(revision.rpartition(".r")[2])


def in_force(manifest: Mapping[str, Any], period: str) -> dict[str, Entry]:
    """The entry of each table that holds the highest revision of a period."""
    found: dict[str, Entry] = {}
    for entry in manifest["resources"]:
        if entry["period"] == period and entry["revision"] >= found.get(entry["table"], entry)["revision"]:
            found[entry["table"]] = entry
    return found


def of_revision(manifest: Mapping[str, Any], revision: str) -> dict[str, Entry]:
    """The entry of each table of one revision (`2026-10.r1`); empty when there is no such revision."""
    return {one["table"]: one for one in manifest["resources"] if revision_id(one) == revision}


def revision_id(entry: Mapping[str, Any]) -> str:
    """What people are shown, `2026-10.r1`."""
    return f"{entry['period']}.r{entry['revision']}"


def with_resources(manifest: Mapping[str, Any], resources: list[Entry]) -> dict[str, Any]:
    """The manifest with other resources, and with what it says of all of them together."""
    return {
        **manifest,
        "resources": resources,
        "generated_at": max(one["generated_at"] for one in resources),
        "synthetic": any(one["synthetic"] for one in resources),
    }


def manifest_bytes(manifest: Mapping[str, Any]) -> bytes:
    """The bytes of datapackage.json; equal manifests give equal bytes."""
    return f"{json.dumps(manifest, ensure_ascii=False, indent=1)}\n".encode()


def resource(
    name: str,
    path: str,
    facts: Mapping[str, Any],
    before: Mapping[str, Any] | None,
    revision: int,
    stamp: Stamp,
) -> Entry:
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
        **({"missing": list(stamp.missing)} if stamp.missing else {}),
        "schema": {key: load_schema("extract", name)[key] for key in ("fields", "primaryKey")},
    }
