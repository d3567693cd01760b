"""Which tables belong to a revision, and which months lie between two?"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from publisher.contract import EXTRACT_TABLES, optional_tables
from publisher.months import month_before
from publisher.revisions.log import LOG, read_log
from publisher.revisions.manifest import in_force, of_revision, revision_id
from publisher.revisions.release import read_tables


class RevisionUnknown(Exception):
    """No such revision. Holds its name."""


class MonthMissing(Exception):
    """A month between the two was never published. Holds the month."""


def months_after(start: str, end: str, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Months from `end` back to the one after `start`. Raises MonthMissing."""
    while end > start:
        if not in_force(manifest, end):
            raise MonthMissing(end)
        yield end
        end = month_before(end)


def revision_tables(extracts: Path, manifest: Mapping[str, Any], revision: str) -> dict[str, pa.Table]:
    """The tables of a revision, also of one that was undone. Raises RevisionUnknown."""
    entries = of_revision(manifest, revision)
    if not entries and revision in read_log(extracts / LOG).published():
        folder = revision.replace(".r", "/r")
        paths = {name: f"{folder}/{name}.parquet" for name in EXTRACT_TABLES}
        entries = {
            name: {"path": path}
            for name, path in paths.items()
            if name not in optional_tables() or (extracts / path).exists()
        }
    if not entries:
        raise RevisionUnknown(revision)
    return read_tables(extracts, entries)


def known_revisions(manifest: Mapping[str, Any]) -> list[str]:
    """Revisions that the manifest names, oldest month first."""
    return sorted({revision_id(one) for one in manifest["resources"]})
