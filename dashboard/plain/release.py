"""How does a release become a folder of files that any web server serves as they lie there?

The folder holds one folder a release, named by its content, and `terbit`, a link to the one that is served.
A new release is made aside and whole; then the link is swapped, so a reader meets the old one or the new.
"""

import gzip
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from dashboard import db
from dashboard.choices import choices
from dashboard.cities import show_city
from dashboard.plain.address import Address, addresses
from dashboard.plain.assets import FOLDER, assets
from dashboard.plain.data import ENDINGS, file_of
from dashboard.plain.discovery import robots, sitemap
from dashboard.plain.pages import page_of
from dashboard.plain.render import page_html, unknown_html
from dashboard.words import LANGUAGES

SERVED = "terbit"
COMPRESSED = (".html", ".css", ".csv", ".json", ".xml", ".txt")
DIGITS = 16  # of the digest in the name of a release

Wanted = tuple[str, Address]  # code of the city, and a page of it


def wanted_pages(cities: Iterable[str], *, every_month: bool) -> list[Wanted]:
    """The pages to be written: the newest month whole, and of the others the first page or all.

    Raises ExtractMissing.
    """
    return [(city, page) for city in cities for page in _pages_of(city, every_month=every_month)]


def _pages_of(city: str, *, every_month: bool) -> Iterator[Address]:
    show_city(city)
    _, *older = choices()["period"].codes
    for lang in LANGUAGES:
        yield from addresses(lang)
        for period in older:
            yield from addresses(lang, period=period) if every_month else (Address(lang=lang, period=period),)


def write_pages(folder: Path, pages: Iterable[Wanted], *, origin: str) -> None:
    """Write each page and its data, and what leads to them. Raises ExtractMissing, OSError."""
    for city, address in pages:
        show_city(city)
        with db.held():
            path = f"{address.path}index.html" if not address.page else f"{address.path}.html"
            _write(folder, path, page_html(page_of(address, origin=origin), origin=origin))
            for ending in ENDINGS:
                content = file_of(address, ending)
                if content is not None:
                    _write(folder, address.file(ending), content)
    for path, content in assets().items():
        _write(folder, path, content)
    for lang in LANGUAGES:
        _write(folder, f"/{lang}/404.html", unknown_html(lang))
    _write(folder, "/robots.txt", robots(origin))
    _write(folder, "/sitemap.xml", sitemap(origin))


def _write(folder: Path, path: str, content: bytes) -> None:
    file = folder / path.removeprefix("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    if file.suffix in COMPRESSED:
        Path(f"{file}.gz").write_bytes(gzip.compress(content, mtime=0))


def publish(made: Path, folder: Path) -> Path:
    """Let the pages in `made` be served from `folder`; where they are now. Raises OSError."""
    name = _digest(made)
    release, served = folder / name, folder / SERVED
    before = served.resolve() if served.is_symlink() else None
    if not release.exists():
        if before is not None and (before / FOLDER.removeprefix("/")).is_dir():
            # A reader who has a page of the release before still asks for its style sheet.
            old = before / FOLDER.removeprefix("/")
            shutil.copytree(old, made / FOLDER.removeprefix("/"), dirs_exist_ok=True)
        made.chmod(0o755)
        made.rename(release)
    fresh = folder / f".{SERVED}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(name)
    os.replace(fresh, served)
    _clear(folder, keep={release, *([before] if before else [])})
    return release


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(f"{file.relative_to(folder).as_posix()}\n".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:DIGITS]


def _clear(folder: Path, *, keep: set[Path]) -> None:
    """Remove releases that nobody is served any more."""
    kept = {path.resolve() for path in keep}
    for path in folder.iterdir():
        is_release = path.is_dir() and not path.is_symlink() and len(path.name) == DIGITS
        if is_release and path.resolve() not in kept:
            shutil.rmtree(path)
