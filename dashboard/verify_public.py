"""Can every published number be made again from the public files alone?

`python -m dashboard.verify_public ARCHIVE` reads the archive of a release (`/data/releases/latest.tar.gz`, or
the folder it was unpacked to) and nothing else: it checks each file against the data package, asks DuckDB
every question of the archive anew, and compares each answer with the SHA-256 that the portal published.
"""

import argparse
import contextlib
import hashlib
import json
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dashboard import db
from dashboard.api.archive import NUMBERS, SETUP
from dashboard.api.numbers import digest, whole_hash
from dashboard.catalog import read_query
from dashboard.forms import number
from dashboard.manifest import MANIFEST, parse_manifest
from dashboard.problems import ExtractMissing
from dashboard.script import question
from dashboard.terminal import run
from dashboard.words import LANGUAGES, word

LARGEST = 500_000_000  # [bytes] of an unpacked archive


class Broken(Exception):
    """What was given is no archive of a release: `key` of the words, and the `values` in them."""

    def __init__(self, key: str, **values: str) -> None:
        self.key, self.values = key, values
        super().__init__(f"{key}: {values}")


def main(argv: Sequence[str] | None = None) -> int:
    """Verify one release; the exit status is 0 when every number came out as published."""
    options = argparse.ArgumentParser(prog="python -m dashboard.verify_public", description=__doc__)
    options.add_argument("archive", type=Path, help="archive of a release, or the folder it was unpacked to")
    options.add_argument("--lang", choices=LANGUAGES, default="id", help="language of the answer")
    return run(_main, options.parse_args(argv))


def _main(args: argparse.Namespace) -> int:
    try:
        with _folder(args.archive) as folder:
            told, found, problems = verify(folder)
    except Broken as broken:
        print(word(args.lang, broken.key, **broken.values), file=sys.stderr)
        return 2
    for key, name in problems:
        print(word(args.lang, f"verify_public.{key}", name=name))
    key = "verify_public.found" if problems else "verify_public.whole"
    counts = {"numbers": number(args.lang, len(found)), "problems": number(args.lang, len(problems))}
    print(word(args.lang, key, release=told["release"], hash=whole_hash(found), **counts))
    return 1 if problems else 0


def verify(folder: Path) -> tuple[dict[str, Any], dict[str, Any], list[tuple[str, str]]]:
    """What the archive says of itself, the numbers as they come out here, and what is wrong: key of the
    words and name. Raises Broken."""
    told = _read_numbers(folder)
    city = folder / "data" / str(told["city"])
    problems = [("file", name) for name in _changed_files(city)]
    published, found = dict(told["queries"]), {}
    for name, rows in _answers(folder, city, published):
        found[name] = rows
        if {key: published[name][key] for key in rows} != rows:
            problems.append(("number", name))
    queries = {path.stem for path in (folder / "queries").glob("*.sql")}
    problems += [("unpublished", name) for name in sorted(queries - published.keys())]
    if whole_hash(published) != told["hash"]:
        problems.append(("hash", NUMBERS))
    return told, found, problems


@contextlib.contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """The folder of an archive, unpacked for as long as it is needed."""
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as place:
        try:
            with tarfile.open(path) as tar:
                if sum(entry.size for entry in tar) > LARGEST:
                    raise Broken("verify_public.too_large", name=path.name)
                tar.extractall(place, filter="data")  # nothing outside the folder, no links out of it
        except (OSError, tarfile.TarError, EOFError) as error:
            raise Broken("verify_public.no_archive", name=path.name) from error
        folders = list(Path(place).iterdir())
        yield folders[0] if len(folders) == 1 else Path(place)


def _read_numbers(folder: Path) -> dict[str, Any]:
    try:
        told = json.loads((folder / NUMBERS).read_text(encoding="utf-8"))
        if not {"release", "city", "hash", "queries"} <= told.keys() or "/" in told["city"]:
            raise ValueError(NUMBERS)
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise Broken("verify_public.no_archive", name=folder.name) from error
    return told


def _changed_files(city: Path) -> list[str]:
    """Files that are not there, or not what the data package says. Raises Broken."""
    extracts = (city / MANIFEST).parent
    try:
        manifest = parse_manifest((city / MANIFEST).read_bytes())
    except (OSError, ExtractMissing) as error:
        raise Broken("verify_public.no_archive", name=MANIFEST) from error
    changed = []
    for each in manifest.resources:
        path = extracts / each.path
        whole = path.is_file() and path.resolve().is_relative_to(extracts.resolve())
        if not whole or f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" != each.hash:
            changed.append(each.path)
    return changed


def _answers(folder: Path, city: Path, published: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every question of the archive with its answer as it comes out here. Raises Broken."""
    with contextlib.chdir(city), db.connect_in(folder.resolve()) as connection:
        try:
            connection.execute((folder.resolve() / SETUP).read_text(encoding="utf-8"))
            for name, asked in published.items():
                text = question(read_query(folder.resolve() / "queries" / f"{name}.sql"), asked["parameters"])
                yield name, digest(connection.sql(_last(connection, text)).to_arrow_table())
        except (db.DatabaseError, OSError, ValueError, KeyError) as error:
            raise Broken("verify_public.unreadable", name=str(error)[:200]) from error


def _last(connection: db.Connection, text: str) -> str:
    """Set the variables of a question; answer the question itself."""
    *variables, query = connection.extract_statements(text)
    for statement in variables:
        connection.execute(statement)
    return query.query


if __name__ == "__main__":
    sys.exit(main())
