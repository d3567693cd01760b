"""Which values may each filter take, and what does a URL, which anybody can write, really choose?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard import db
from dashboard.cities import PARAMETER, city_dirs
from dashboard.city import city
from dashboard.names import UNNAMED_OPD, reference
from dashboard.state import of_state
from dashboard.words import LANGUAGES

LEVELS = ("kecamatan", "kelurahan")
THEMES = ("biasa", "kontras", "cetak")  # as the browser asks, high contrast, black and white
THEME_PARAMETER = "tema"
# Parameters of every page's URL, the same in every city.
NAMES = (
    PARAMETER,
    "lang",
    THEME_PARAMETER,
    "period",
    "denominator",
    "target",
    "opd",
    "sector",
    "kecamatan",
    "funding_source",
    "level",
)
SLICE = ("opd", "sector", "kecamatan", "funding_source")  # filters that narrow whose cover is shown
ALL = ""  # code of "keep everything" in a filter; NULL in a query


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One parameter of the URL: the codes it offers, its default, and codes that exist for other uses."""

    name: str
    codes: tuple[str, ...]
    default: str
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something the reader must be told: `key` of the words, and the values in them."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What the reader chose. Codes only; None keeps everything."""

    lang: str
    period: str
    denominator: str
    target: str
    opd: str | None
    sector: str | None
    kecamatan: str | None
    funding_source: str | None
    tema: str = THEMES[0]

    @property
    def is_whole_city(self) -> bool:
        """Whether the universe is that of the whole city: a payer narrows the protected only."""
        return self.opd is None and self.sector is None and self.kecamatan is None

    def parameters(self, *names: str) -> dict[str, str | None]:
        """The named fields, as query parameters."""
        return {name: getattr(self, name) for name in names}


def choices() -> dict[str, Choice]:
    """The filters of every page, in their order. Raises ExtractMissing."""
    return _choices(tuple(city_dirs()))


@of_state(4)
def _choices(cities: tuple[str, ...]) -> dict[str, Choice]:
    settings = city()
    periods = tuple(sorted(db.state().periods, reverse=True))
    targets = reference("target_list")
    # UCJ counts wage earners too, and the kepling target counts the registered: neither may be set
    # against active informal workers.
    comparable = tuple(code for code, row in targets.items() if row["scope"] == "all")
    ucj_bases = {row["denominator"] for row in targets.values() if row["scope"] == "ucj"}
    bases = tuple(code for code in reference("denominator_list") if code not in ucj_bases)
    found = [
        Choice(name=PARAMETER, codes=cities, default=cities[0]),
        Choice(name="lang", codes=LANGUAGES, default=settings.language),
        Choice(name=THEME_PARAMETER, codes=THEMES, default=THEMES[0]),
        Choice(name="period", codes=periods, default=periods[0]),
        Choice(
            name="denominator",
            codes=bases,
            default=settings.denominator,
            elsewhere=tuple(ucj_bases - {None}),
        ),
        Choice(
            name="target",
            codes=comparable,
            default=settings.target,
            elsewhere=tuple(code for code in targets if code not in comparable),
        ),
    ]
    for name in ("opd", "sector", "kecamatan", "funding_source"):
        codes = sorted(reference(f"{name}_list"), key=lambda code: code == UNNAMED_OPD)
        found.append(Choice(name=name, codes=(ALL, *codes), default=ALL))
    found.append(Choice(name="level", codes=LEVELS, default=LEVELS[0]))  # of the map
    return {choice.name: choice for choice in found}


def read_parameters(
    given: Mapping[str, Sequence[str]], offered: Mapping[str, Choice], *, page_keys: Collection[str] = ()
) -> tuple[dict[str, str], tuple[Notice, ...]]:
    """The value of every offered parameter, and what of `given` was not followed.

    `page_keys` are parameters that the page itself reads and checks.
    """
    values = {name: choice.default for name, choice in offered.items()}
    notices: list[Notice] = []
    for name, found in given.items():
        if name in page_keys:
            continue
        if name not in offered:
            notices.append(Notice(key="notice.unknown_name", values={"name": name}))
            continue
        notices += repeated(name, found)
        value = found[-1]
        if value in offered[name].codes:
            values[name] = value
        else:
            known = value in offered[name].elsewhere
            key = f"notice.elsewhere.{name}" if known else "notice.unknown_value"
            notices.append(Notice(key=key, values={"name": name, "value": value}))
    return values, tuple(notices)


def read_one(name: str, given: Sequence[str], known: Collection[str]) -> tuple[str | None, list[Notice]]:
    """The value of a parameter that a page reads itself, None unless it is `known`; what was not followed."""
    notices = repeated(name, given)
    value = given[-1] if given else None
    if value is None or value in known:
        return value, notices
    notices.append(Notice(key="notice.unknown_value", values={"name": name, "value": value}))
    return None, notices


def repeated(name: str, given: Sequence[str]) -> list[Notice]:
    """What is told of a parameter that stands in the address more than once: the last one counts."""
    return [Notice(key="notice.repeated", values={"name": name, "value": value}) for value in given[:-1]]


def url_parameters(values: Mapping[str, str], offered: Mapping[str, Choice]) -> dict[str, str]:
    """The shortest parameters that reproduce `values`; the period is always named, so that a link
    goes on showing its month when a newer one is published."""
    return {
        name: values[name]
        for name, choice in offered.items()
        if name == "period" or values[name] != choice.default
    }


def shown_level(values: Mapping[str, str]) -> str:
    """The level of the map: a chosen kecamatan is shown by its kelurahan."""
    return "kelurahan" if values["kecamatan"] else values["level"]


def selection_of(values: Mapping[str, str]) -> Selection:
    """The checked values as a Selection."""
    return Selection(
        lang=values["lang"],
        period=values["period"],
        denominator=values["denominator"],
        target=values["target"],
        opd=values["opd"] or None,
        sector=values["sector"] or None,
        kecamatan=values["kecamatan"] or None,
        funding_source=values["funding_source"] or None,
        tema=values[THEME_PARAMETER],
    )
