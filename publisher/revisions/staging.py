"""How does a new state take the place of the old one, whatever moment the machine stops?

All of it (files, manifest, log) is written to `.draft`. Renaming `.draft` to `.ready` is the one step that
decides: before it, nothing has happened and the draft is thrown away; after it, the rest is renames that
whoever publishes next finishes. Order: files, log, manifest; so every file that a manifest names is there.
"""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.durable import move, sync_folder, write_file
from publisher.revisions.log import LOG, Log, read_log

MANIFEST = "datapackage.json"
DRAFT, READY, FILES, LOCK = ".draft", ".ready", "files", ".lock"


@contextmanager
def publishing(extracts: Path) -> Iterator[None]:
    """One publisher at a time. Raises BlockingIOError when another is at work; readers never wait."""
    extracts.mkdir(parents=True, exist_ok=True)
    with (extracts / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def new_draft(extracts: Path) -> Path:
    """An empty folder for what will be published."""
    discard_draft(extracts)
    (extracts / DRAFT).mkdir()
    return extracts / DRAFT


def discard_draft(extracts: Path) -> None:
    """Throw away what was written and never decided."""
    if (extracts / DRAFT).exists():
        shutil.rmtree(extracts / DRAFT)


def commit(extracts: Path, manifest: bytes | None, log: Log, prepare: Callable[[], None]) -> None:
    """Put a new manifest (None: none), log and what lies in the draft in force, all of it or nothing.

    `prepare` runs last before the deciding step: if it raises, nothing has changed.
    """
    draft = extracts / DRAFT
    if manifest is not None:
        write_file(draft / MANIFEST, manifest)
    write_file(draft / LOG, log.content())
    if (draft / FILES).exists():
        sync_folder(draft / FILES)
        period_folder(extracts, log).mkdir(exist_ok=True)  # now, while a full disk still stops nothing
    sync_folder(draft)
    prepare()
    move(draft, extracts / READY)
    finish(extracts)


def recover(extracts: Path) -> bool:
    """Finish or drop what an interrupted publisher left behind; answer whether something was finished."""
    discard_draft(extracts)
    decided = (extracts / READY).exists()
    if decided:
        finish(extracts)
    return decided


def finish(extracts: Path) -> None:
    """The renames after the deciding step. Each may have happened already."""
    ready = extracts / READY
    log = read_log(ready / LOG if (ready / LOG).exists() else extracts / LOG)
    if (ready / FILES).exists():
        folder = period_folder(extracts, log)
        move(ready / FILES, folder / log.lines[-1].revision.rpartition(".")[2])
        sync_folder(extracts)
    if (ready / LOG).exists():
        move(ready / LOG, extracts / LOG)
    if (ready / MANIFEST).exists():
        move(ready / MANIFEST, extracts / MANIFEST)
    elif log.manifest() is None:
        (extracts / MANIFEST).unlink(missing_ok=True)
        sync_folder(extracts)
    ready.rmdir()
    sync_folder(extracts)


def period_folder(extracts: Path, log: Log) -> Path:
    """Where the files of the last act in `log` belong."""
    return extracts / log.lines[-1].period
