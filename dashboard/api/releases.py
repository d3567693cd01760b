"""What belongs to a release: the files of its month as they stood when it was published?

A release is a revision of a month, 2026-10.r1. It may replace some tables only; the others keep the file of
the revision before. Undone revisions are no releases.
"""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import db
from dashboard.addresses import Refused
from dashboard.cities import city_dir
from dashboard.manifest import Manifest, Resource, parse_manifest

LATEST = "latest"
LOG = "extracts/log.jsonl"  # who published what, in the folder of the city; its writer checks it
SHOWN = 12  # releases that a refusal names


@dataclass(frozen=True, kw_only=True)
class Release:
    """One release; `files` by table."""

    id: str
    period: str
    files: Mapping[str, Resource]
    own: tuple[str, ...]  # tables that it published itself
    before: str | None  # release that it takes the place of
    after: str | None  # release that took its place

    @property
    def head(self) -> Resource:
        """One of the files that it published: they share its reason and its time."""
        return self.files[self.own[0]]


def releases() -> dict[str, Release]:
    """All releases by id, in the order of their publication. Raises ExtractMissing."""
    return _releases(db.manifest())


@functools.lru_cache(maxsize=4)
def _releases(manifest: Manifest) -> dict[str, Release]:
    published: dict[str, list[str]] = {}  # by period, in order
    files: dict[str, dict[str, Resource]] = {}
    own: dict[str, list[str]] = {}
    for each in manifest.resources:
        revisions = published.setdefault(each.period, [])
        if each.revision_id not in revisions:
            files[each.revision_id] = dict(files[revisions[-1]]) if revisions else {}
            revisions.append(each.revision_id)
        files[each.revision_id][each.table] = each
        own.setdefault(each.revision_id, []).append(each.table)
    found = {}
    for revision in own:
        period = revision.partition(".")[0]
        place = published[period].index(revision)
        later = published[period][place + 1 :]
        found[revision] = Release(
            id=revision,
            period=period,
            files=files[revision],
            own=tuple(own[revision]),
            before=published[period][place - 1] if place else None,
            after=later[0] if later else None,
        )
    return found


def release_of(name: str) -> Release:
    """The release of that id; `latest` is the one in force of the latest month that is shown. Raises Refused
    and ExtractMissing."""
    known = releases()
    if name == LATEST:
        period = db.state().latest_period
        shown = [each.revision_id for each in db.sources() if each.period == period]
        return known[max(shown, key=lambda revision: int(revision.rpartition(".r")[2]))]
    if name not in known and (day := _taken_back_on(name)):
        raise Refused("api.undone_release", status=410, value=name, day=day)
    if name not in known:
        newest = ", ".join([LATEST, *list(known)[: -SHOWN - 1 : -1]])
        raise Refused("api.unknown_release", status=404, value=name, known=newest)
    return known[name]


def _taken_back_on(name: str) -> str | None:
    """The day on which a release was undone; None when it never was."""
    log = city_dir() / LOG
    acts = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
    days = [each["time"][:10] for each in acts if each["action"] == "undo" and each["revision"] == name]
    return days[-1] if days else None


def entries_of(release: Release) -> list[dict[str, Any]]:
    """What the manifest says of each file of a release, by table."""
    by_name = _entries(db.manifest())
    return [by_name[release.files[table].name] for table in sorted(release.files)]


def package() -> dict[str, Any]:
    """What the manifest says of all files together."""
    return {name: value for name, value in _parsed(db.manifest()).items() if name != "resources"}


def manifest_at(release: Release) -> Manifest:
    """The manifest as it was when the release was published, down to its bytes.

    Publishing adds at the end, and taking back restores what was there before.
    """
    whole = _parsed(db.manifest())
    ids = [f"{each['period']}.r{each['revision']}" for each in whole["resources"]]
    resources = whole["resources"][: len(ids) - ids[::-1].index(release.id)]
    if len(resources) == len(ids):
        return db.manifest()
    then = {
        **whole,
        "resources": resources,
        "generated_at": max(each["generated_at"] for each in resources),
        "synthetic": any(each["synthetic"] for each in resources),
    }
    return parse_manifest(f"{json.dumps(then, ensure_ascii=False, indent=1)}\n".encode())


@functools.lru_cache(maxsize=4)
def _parsed(manifest: Manifest) -> dict[str, Any]:
    return json.loads(manifest.content)


@functools.lru_cache(maxsize=4)
def _entries(manifest: Manifest) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in _parsed(manifest)["resources"]}
