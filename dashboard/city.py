"""Which city is shown, and with which settings? Read from the city's own folder."""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from dashboard.cities import city_dir, city_dirs
from dashboard.problems import ExtractMissing

SETTINGS = "city.toml"


@dataclass(frozen=True, kw_only=True)
class City:
    """What city.toml says; `latitude`, `longitude` in degrees, `zoom` as the map counts it."""

    name: str
    name_en: str
    code: str
    language: str
    target: str
    denominator: str
    latitude: float
    longitude: float
    zoom: float
    contact: str = ""  # for complaints; empty until the city names one

    def called(self, lang: str) -> str:
        """The name of the city in `lang`."""
        return self.name_en if lang == "en" else self.name


def city() -> City:
    """The city that is shown. Raises ExtractMissing when its city.toml is missing or incomplete."""
    return _read(city_dir())


def city_names(lang: str) -> dict[str, str]:
    """Names of all cities by code, the default first; a city without readable settings keeps its code."""
    return {code: _name(folder, lang) for code, folder in city_dirs().items()}


def _name(folder: Path, lang: str) -> str:
    try:
        return _read(folder).called(lang)
    except ExtractMissing:
        return folder.name


@functools.lru_cache(maxsize=32)
def _read(folder: Path) -> City:
    try:
        settings = tomllib.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        return City(
            name=settings["name"],
            name_en=settings["name_en"],
            code=settings["code"],
            language=settings["defaults"]["language"],
            target=settings["defaults"]["target"],
            denominator=settings["defaults"]["denominator"],
            latitude=settings["map"]["lat"],
            longitude=settings["map"]["lon"],
            zoom=settings["map"]["zoom"],
            contact=settings.get("contact", ""),
        )
    except FileNotFoundError as error:
        raise ExtractMissing("reference_missing", file=SETTINGS) from error
    except (OSError, KeyError, ValueError) as error:
        raise ExtractMissing("reference_broken", file=SETTINGS, found=str(error)) from error
