"""Do log, manifest and files tell of the same publications?"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from publisher.contract import EXTRACT_TABLES
from publisher.revisions.log import LOG, Log, files_hash, sha256
from publisher.revisions.manifest import Entry, revision_id
from publisher.revisions.published import Published
from publisher.revisions.staging import MANIFEST


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: key of its sentence, without "verify.", and what fills it."""

    key: str
    values: dict[str, str | int] = field(default_factory=dict)


def log_problems(log: Log, manifest: bytes | None, published: Published) -> Iterator[Problem]:
    """Whether the manifest is the one that the last act left."""
    if not log.lines and manifest is not None:
        yield Problem("log_missing", {"file": LOG})
    elif manifest is None and log.manifest() is not None:
        yield Problem("manifest_missing", {"file": MANIFEST})
    elif manifest is not None and sha256(manifest) != log.manifest() and log.lines:
        yield Problem("manifest_changed", {"file": MANIFEST})
    if published.interrupted and published.shown != log.manifest():
        before = log.lines[-2].manifest if len(log.lines) > 1 else None
        if published.shown != before:
            yield Problem("manifest_changed", {"file": MANIFEST})


def revision_problems(log: Log, entries: list[Entry], published: Published) -> Iterator[Problem]:
    """Whether log, manifest and files tell of the same revisions."""
    standing = {line.revision: line for line in log.standing()}
    named: dict[str, list[Entry]] = {}
    for one in entries:
        named.setdefault(revision_id(one), []).append(one)
    for revision in sorted(standing.keys() ^ named.keys() if log.lines else ()):
        yield Problem(
            "revision_lost" if revision in standing else "revision_unlogged", {"revision": revision}
        )
    for revision, line in sorted(standing.items()):
        said = {(one["reason"], one["generated_at"]) for one in named.get(revision, [])}
        if said - {(line.reason, line.time)}:
            yield Problem("revision_differs", {"revision": revision})
    for revision, line in sorted(log.published().items()):
        hashes = published.hashes_of(revision)
        if files_hash(hashes) != line.files:
            yield Problem("revision_files", {"revision": revision})


def unnamed_problems(log: Log, entries: list[Entry], published: Published) -> Iterator[Problem]:
    """Files that neither manifest nor log names."""
    named = {one["path"] for one in entries} | {MANIFEST, LOG}
    folders = {revision.replace(".r", "/r") for revision in log.published()}
    for name in sorted(set(published.content) - named):
        folder, _, file = name.rpartition("/")
        if folder not in folders or file.removesuffix(".parquet") not in EXTRACT_TABLES:
            yield Problem("file_unnamed", {"file": name})
