"""Under which clean addresses do the plain pages stand, and what does one ask for?

/id/opd/dishub is Dishub in the newest month, /en/2025-10/opd/dishub the same in October 2025 and in English;
another city than the first goes before: /pekalongan/id/opd.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.choices import choices
from dashboard.cities import city_dir, default_dir
from dashboard.words import LANGUAGES

FIRST = "ringkasan"  # name of the first page where a name is needed
PERIOD = re.compile(r"\d{4}-\d{2}")
# Pages by their place in an address, with the name of their words; "" is the first one.
PAGES = {
    "": "summary",
    "opd": "opd",
    "sektor": "sector",
    "wilayah": "region",
    "sumber-dana": "funding",
    "segera-habis": "expiry",
    "data-metode": "method",
    "angka-tercetak": "figures",
    "simulator": "simulator",
    "mudah": "easy",
}
# What the workers are told apart by, and of which filter its codes are; each code has a page.
DIMENSIONS = {"opd": "opd", "sektor": "sector", "wilayah": "kecamatan", "sumber-dana": "funding_source"}
CODED = {**DIMENSIONS, "mudah": "kecamatan"}
# Those that tell a month; the others are the same whatever month is asked for.
MONTHLY = ("", "segera-habis", *CODED)


class Unknown(LookupError):
    """No page stands there; `value` is the part of the address that is not known, `known` what would be,
    `near` the page above it."""

    def __init__(self, value: str, known: tuple[str, ...], near: "Address | None" = None) -> None:
        self.value = value
        self.known = known
        self.near = near
        super().__init__(value)


@dataclass(frozen=True, kw_only=True)
class Address:
    """One plain page of the city that is shown; no `period` is the newest month, no `code` all."""

    lang: str
    page: str = ""
    period: str = ""
    code: str = ""

    @property
    def path(self) -> str:
        """The path, from the root."""
        parts = [*_city_part(), self.lang, self.period, self.page, self.code]
        return "/" + "/".join(filter(None, parts)) + ("" if self.page else "/")

    def file(self, ending: str) -> str:
        """The path of the same as data."""
        return f"{self.path}{FIRST if not self.page else ''}.{ending}"

    @property
    def name(self) -> str:
        """The name of the page's words."""
        return PAGES[self.page]

    @property
    def dimension(self) -> str:
        """The filter that its codes are of, "" where it has none."""
        return CODED.get(self.page, "")

    def in_language(self, lang: str) -> "Address":
        """The same in another language."""
        return replace(self, lang=lang)

    def of(self, page: str, code: str = "") -> "Address":
        """Another page of the same month and language."""
        return replace(self, page=page, code=code, period=self.period if page in MONTHLY else "")


def _city_part() -> list[str]:
    shown = city_dir()
    return [] if shown == default_dir() else [shown.name]


def read_address(lang: str, rest: str) -> Address:
    """The page of the rest of a path, after city and language. Raises Unknown, ExtractMissing."""
    parts = rest.strip("/").split("/") if rest.strip("/") else []
    period, periods = "", choices()["period"].codes
    if parts and PERIOD.fullmatch(parts[0]):
        period, *parts = parts
        if period not in periods:
            raise Unknown(period, (periods[-1], periods[0]))
    page, code, *more = [*([] if parts == [FIRST] else parts), "", ""]
    if page not in PAGES or more not in ([], [""], ["", ""]):
        raise Unknown(next(filter(None, more), page), tuple(filter(None, PAGES)))
    if period and page not in MONTHLY:
        raise Unknown(period, (page,))
    if code and code not in codes_of(page):
        raise Unknown(code, codes_of(page), Address(lang=lang, page=page, period=period))
    return Address(lang=lang, page=page, period=period, code=code)


def codes_of(page: str) -> tuple[str, ...]:
    """The codes that have a page of their own. Raises ExtractMissing."""
    return tuple(filter(None, choices()[CODED[page]].codes)) if page in CODED else ()


def addresses(lang: str, *, period: str = "") -> Iterator[Address]:
    """Every page of a month in one language; those that know no month only with the newest."""
    for page in PAGES:
        if period and page not in MONTHLY:
            continue
        yield Address(lang=lang, page=page, period=period)
        for code in codes_of(page):
            yield Address(lang=lang, page=page, period=period, code=code)


def all_languages(address: Address) -> dict[str, Address]:
    """The page in every language."""
    return {lang: address.in_language(lang) for lang in LANGUAGES}
