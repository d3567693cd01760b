"""Which files are published, also while a publisher is at work or was stopped?

Between the deciding step and the last rename (`staging.py`) what waits in `.ready` counts as if it
were in its place already; a draft does not count at all.
"""

import functools
from dataclasses import dataclass
from pathlib import Path

from publisher.revisions.log import LOG, LogBroken, read_log, sha256
from publisher.revisions.staging import DRAFT, FILES, LOCK, MANIFEST, READY

TRIES = 5


@dataclass(frozen=True)
class Published:
    """Every published file by its name relative to the manifest: where it lies and its bytes."""

    places: dict[str, Path]
    content: dict[str, bytes]
    interrupted: bool
    shown: str | None  # hash of the manifest that readers see at this moment

    @functools.cached_property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of each file."""
        return {name: sha256(content) for name, content in self.content.items()}

    def hashes_of(self, revision: str) -> dict[str, str]:
        """Hash of each file of one revision by table, as the manifest writes it."""
        folder = f"{revision.replace('.r', '/r')}/"
        return {
            name.removeprefix(folder).removesuffix(".parquet"): f"sha256:{value}"
            for name, value in self.hashes.items()
            if name.startswith(folder)
        }

    def hash(self) -> str:
        """One hash over the names and bytes of all files."""
        return sha256("".join(f"{name} {value}\n" for name, value in sorted(self.hashes.items())).encode())


def published_files(extracts: Path) -> Published:
    """All published files, read in one state even if a publisher finishes meanwhile.

    Raises FileNotFoundError when the files keep changing.
    """
    for attempt in range(1, TRIES + 1):
        before = marks(extracts)
        try:
            found = read_once(extracts)
        except FileNotFoundError:
            if attempt == TRIES:
                raise
            continue
        if marks(extracts) == before:
            break
    return found


def marks(extracts: Path) -> list[tuple[str, int]]:
    """What changes when a publisher finishes."""
    paths = [extracts / name for name in (MANIFEST, LOG, READY)]
    return [(path.name, path.stat().st_mtime_ns) for path in paths if path.exists()]


def read_once(extracts: Path) -> Published:
    """All published files as they lie at this moment."""
    places = {
        str(path.relative_to(extracts)): path
        for path in sorted(extracts.rglob("*"))
        if path.is_file() and path.relative_to(extracts).parts[0] not in (DRAFT, READY, LOCK)
    }
    shown = sha256(places[MANIFEST].read_bytes()) if MANIFEST in places else None
    ready = extracts / READY
    if ready.exists():
        places |= {name: ready / name for name in (MANIFEST, LOG) if (ready / name).exists()}
        places = with_waiting(places, ready)
    content = {name: path.read_bytes() for name, path in places.items()}
    return Published(places, content, ready.exists(), shown)


def with_waiting(places: dict[str, Path], ready: Path) -> dict[str, Path]:
    """Also the files that wait to be moved; without the manifest when none is to be left."""
    try:
        log = read_log(places[LOG])
    except (LogBroken, KeyError):  # the log's own check tells of it
        return places
    folder = log.lines[-1].revision.replace(".r", "/r")
    waiting = {f"{folder}/{path.name}": path for path in sorted((ready / FILES).glob("*"))}
    if log.manifest() is None:
        places = {name: path for name, path in places.items() if name != MANIFEST}
    return places | waiting
