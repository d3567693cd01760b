"""Which cities can be shown, and which of them does this thread show?

A city is a folder of data/ with city.toml and extracts; data/medan is shown unless the URL says otherwise.
CAKUPAN_CITY_DIR names other folders instead (relative to the repository, separated as in PATH), the first
of them shown by default.
"""

import functools
import os
import time
from collections.abc import Mapping
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
    if named := _named(_setting()):
        return {folder.name: folder for folder in named}
    # Asked often in every run: looked for once a second.
    return dict(_found(DATA_DIR, int(time.monotonic())))


@functools.lru_cache(maxsize=4)
def _found(data: Path, second: int) -> Mapping[str, Path]:  # noqa: ARG001  the key: cities come and go
    """Folders of `data` that are a city, and the default one, by code."""
    others = {path.parent for path in data.glob("*/city.toml") if (path.parent / "extracts").is_dir()}
    return {folder.name: folder for folder in (data / DEFAULT, *sorted(others - {data / DEFAULT}))}


def default_dir() -> Path:
    """Folder of the city that is shown when nothing else is asked for."""
    return _first(_setting(), DATA_DIR)


@functools.lru_cache(maxsize=64)  # asked hundreds of times in a run
def _first(setting: str, data: Path) -> Path:
    return next(iter(_named(setting)), data / DEFAULT)


def show_city(code: str) -> None:
    """From here on, this thread shows the city of `code`. Raises KeyError when it is unknown."""
    _shown.set((_setting(), city_dirs()[code]))


def show_known_city(code: str | None) -> None:
    """From here on, this thread shows the city of `code`; the default one when it is unknown."""
    cities = city_dirs()
    show_city(code if code in cities else next(iter(cities)))


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


def _named(setting: str) -> list[Path]:
    return [ROOT / name for name in setting.split(os.pathsep) if name]
