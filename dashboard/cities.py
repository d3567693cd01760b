"""Which cities can be shown, and which of them does this thread show?

A city is a folder of data/ with city.toml and extracts; data/medan is shown unless the URL says otherwise.
CAKUPAN_CITY_DIR names other folders instead (relative to the repository, separated as in PATH), the first
of them shown by default.
"""

import os
from contextvars import ContextVar
from pathlib import Path

from dashboard.catalog import ROOT

DATA_DIR = ROOT / "data"
DEFAULT = "medan"
PARAMETER = "kota"  # of every address

_shown: ContextVar[tuple[str, Path] | None] = ContextVar("shown", default=None)


def city_dirs() -> dict[str, Path]:
    """Folders of the cities that can be shown, by code, the default first."""
    # The default stands first even when it is not there: its page then says what is missing.
    folders = _named() or [DATA_DIR / DEFAULT, *sorted(_found() - {DATA_DIR / DEFAULT})]
    return {folder.name: folder for folder in folders}


def _found() -> set[Path]:
    """Folders of data/ that are a city; asked often in every run, so without the slower glob."""
    if not DATA_DIR.is_dir():
        return set()
    with os.scandir(DATA_DIR) as entries:
        return {
            DATA_DIR / entry.name
            for entry in entries
            if os.path.exists(f"{entry.path}/city.toml") and os.path.isdir(f"{entry.path}/extracts")
        }


def default_dir() -> Path:
    """Folder of the city that is shown when nothing else is asked for."""
    return next(iter(_named()), DATA_DIR / DEFAULT)


def show_city(code: str) -> None:
    """From here on, this thread shows the city of `code`. Raises KeyError when it is unknown."""
    _shown.set((_setting(), city_dirs()[code]))


def city_dir() -> Path:
    """Folder of the city that is shown."""
    setting, folder = _shown.get() or ("", None)
    return folder if folder and setting == _setting() else default_dir()


def city_parameter() -> dict[str, str]:
    """What an address must carry to stay in the city that is shown: nothing for the default one."""
    shown = city_dir()
    return {} if shown == default_dir() else {PARAMETER: shown.name}


def _setting() -> str:
    return os.environ.get("CAKUPAN_CITY_DIR", "")


def _named() -> list[Path]:
    return [ROOT / name for name in _setting().split(os.pathsep) if name]
