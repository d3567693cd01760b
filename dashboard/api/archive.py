"""How is a whole release taken along? One archive: the files, what describes them, the SQL, and the numbers.

The files lie as in this repository, so `data/` of the archive can take the place of `data/` of a copy of the
portal. Equal releases give equal bytes.
"""

import gzip
import hashlib
import io
import json
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path

from dashboard import db
from dashboard.api.numbers import numbers, whole_hash
from dashboard.api.releases import LOG, Release, manifest_at, releases
from dashboard.api.stored import whole_file
from dashboard.catalog import QUERIES_DIR, ROOT
from dashboard.cities import city_dir
from dashboard.city import SETTINGS
from dashboard.extract import CONTRACT_DIR, Extract, contract, read_extract
from dashboard.manifest import MANIFEST, Manifest
from dashboard.once import kept_once
from dashboard.reference import NATIONAL_DIR
from dashboard.script import setup
from dashboard.words import LANGUAGES, word

NUMBERS, SETUP, READ_ME = "numbers.json", "setup.sql", "README.md"
KEPT = 2  # archives; one is 3 to 10 MB


_building = threading.Lock()


def archive(release: Release, key: str) -> tuple[bytes, str]:
    """The archive of a release and its SHA-256; kept under `key`, that of the state that is shown.

    One is built at a time: building takes seconds of a processor. Raises Refused and ExtractMissing.
    """
    return _archive(key, release.id)


@kept_once(KEPT)
def _archive(key: str, release: str) -> tuple[bytes, str]:  # noqa: ARG001
    # The key is only a key: lists and settings are those of the city that is shown.
    with _building:
        return _built(release)


def _built(release: str) -> tuple[bytes, str]:
    buffer = io.BytesIO()
    folder = f"cakupan-{city_dir().name}-{release}"
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, content in sorted(_members(release, manifest_at(releases()[release]))):
            entry = tarfile.TarInfo(f"{folder}/{name}")  # owner, time and mode are the same for all
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    content = gzip.compress(buffer.getvalue(), 6, mtime=0)
    return content, hashlib.sha256(content).hexdigest()


def _members(release: str, manifest: Manifest) -> Iterator[tuple[str, bytes]]:
    """Every file of the archive with its name."""
    city, extract = f"data/{city_dir().name}", read_extract(city_dir(), manifest)
    yield f"{city}/{MANIFEST}", manifest.content
    for resource in manifest.resources:
        path, _ = whole_file(resource)
        yield f"{city}/{Path(MANIFEST).parent}/{resource.path}", path.read_bytes()
    if (city_dir() / LOG).exists():
        yield f"{city}/{LOG}", _log_until(release)
    yield from _lists(city)
    for path in QUERIES_DIR.glob("*.sql"):
        yield f"{QUERIES_DIR.name}/{path.name}", path.read_bytes()
    yield SETUP, setup(extract.in_force, tuple(extract.funding_history)).encode()
    yield NUMBERS, _numbers(release, manifest, extract)
    told = [word(lang, "api.archive", release=release, city=city) for lang in LANGUAGES]
    yield READ_ME, ("\n\n".join(told) + "\n").encode()
    yield "LICENSE", (ROOT / "LICENSE").read_bytes()


def _lists(city: str) -> Iterator[tuple[str, bytes]]:
    """Settings, reference lists, cells of the map, and what all cities share."""
    yield f"{city}/{SETTINGS}", (city_dir() / SETTINGS).read_bytes()
    for folder in ("reference", "geo"):
        for path in sorted((city_dir() / folder).glob("*")):
            yield f"{city}/{folder}/{path.name}", path.read_bytes()
    for name in contract("reference"):
        path = NATIONAL_DIR / "reference" / f"{name}.csv"
        if path.exists():
            yield f"data/{NATIONAL_DIR.name}/reference/{path.name}", path.read_bytes()
    for path in sorted(CONTRACT_DIR.rglob("*.json")):
        yield f"data/contract/{path.relative_to(CONTRACT_DIR)}", path.read_bytes()


def _log_until(release: str) -> bytes:
    """The log up to the act that published the release."""
    lines = (city_dir() / LOG).read_bytes().splitlines(keepends=True)
    acts = [json.loads(line) for line in lines]
    places = [n for n, act in enumerate(acts) if (act["action"], act["revision"]) == ("publish", release)]
    return b"".join(lines[: places[-1] + 1] if places else lines)


def _numbers(release: str, manifest: Manifest, extract: Extract) -> bytes:
    period = release.partition(".")[0]
    with db.connect(extract) as connection:
        found = numbers(connection, period)
    content = {
        "release": release,
        "period": period,
        "city": city_dir().name,
        "extract": manifest.revision,
        "synthetic": manifest.synthetic,
        "hash": whole_hash(found),
        "queries": found,
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()
