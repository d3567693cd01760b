"""Is a written value possible, and what does it mean? One cell of a sheet, by its field of the contract."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publisher.intake.provinces import PROVINCES
from publisher.intake.repairs import MONTH_NUMBER, REPAIRS, Wrong, repair_choice
from publisher.masking import mask, mask_digits, mask_words
from publisher.names import PREFIXES, Match, Names
from publisher.reference import load_kelurahan_names, load_names
from publisher.text import folded_words

REFERENCES = ("opd", "sector", "kecamatan", "funding_source", "funder")
OLDEST_BIRTH = dt.date(1900, 1, 1)
MONTH_CHECKS = ("period", "not_before_period")
PREFIX_WORDS = {word for words in PREFIXES.values() for word in words}
PROGRAMMES = {"jkk", "jkm", "jht", "jp", "jkp"}
PLAIN_WORDS = {"rp", "bpu", "pu", "dan", "ya", "tidak", *PROGRAMMES, *MONTH_NUMBER, *PREFIX_WORDS}


@dataclass(frozen=True)
class City:
    """Names that sheets of one city may use, and the words that reports may show in full."""

    names: dict[str, Names]
    kelurahan: dict[str, Names]
    words: frozenset[str]


def load_city(city_dir: Path) -> City:
    """Look-ups for all references that sheets name."""
    names = {name: load_names(city_dir, name) for name in REFERENCES}
    kelurahan = load_kelurahan_names(city_dir)
    forms = (form for known in (*names.values(), *kelurahan.values()) for form in known.ids)
    words = {word for form in forms for word in folded_words(form).split()}
    return City(names, kelurahan, frozenset(words | PLAIN_WORDS))


def check_nik(value: str, _period: str) -> None:
    """16 digits: province first, and from the 7th to 12th a date of birth (day + 40 for women)."""
    if not re.fullmatch(r"[0-9]{16}", value):
        raise Wrong("nik_digits")
    if value[:2] not in PROVINCES:
        raise Wrong("nik_area")
    day, month = int(value[6:8]), int(value[8:10])
    if not (1 <= (day - 40 if day > 40 else day) <= 31 and 1 <= month <= 12):
        raise Wrong("nik_birth")


def check_birth(value: str, period: str) -> None:
    """Born before the month ends and after 1900."""
    if value[:7] > period or dt.date.fromisoformat(value) < OLDEST_BIRTH:
        raise Wrong("birth_range", period=period)


def check_period(value: str, period: str) -> None:
    """The sheet speaks of the month being published."""
    if value != period:
        raise Wrong("other_period", period=period)


def check_not_before_period(value: str, period: str) -> None:
    """A month that is not before the month being published."""
    if value < period:
        raise Wrong("before_period", period=period)


CHECKS: dict[str, Callable[[str, str], None]] = {
    "nik": check_nik,
    "birth": check_birth,
    "period": check_period,
    "not_before_period": check_not_before_period,
}


def parse(written: str, field: dict[str, Any], period: str, city: City) -> tuple[Any, str | None]:
    """The typed value of one cell, and the rule by which it had to be understood. Raises Wrong."""
    constraints = field.get("constraints", {})
    if not written:
        if constraints.get("required"):
            raise Wrong("empty_cell")
        return None, None
    if "reference" in field:
        return find_name(field["reference"], written, city)
    if "enum" in constraints:
        return repair_choice(written, field)
    value, rule = repaired(written, field)
    if "pattern" in constraints and not re.fullmatch(constraints["pattern"], value):
        raise Wrong("bad_form", pattern=field["description"], pattern_id=field["description_id"])
    if "check" in field:
        CHECKS[field["check"]](value, period)
    if field["type"] == "integer":
        return limited(value, constraints), rule
    return (dt.date.fromisoformat(value) if field["type"] == "date" else value), rule


def repaired(written: str, field: dict[str, Any]) -> tuple[str, str | None]:
    """A value in the form of the contract. Raises Wrong."""
    check = field.get("check")
    form = "nik" if check == "nik" else "month" if check in MONTH_CHECKS else field["type"]
    return REPAIRS[form](written) if form in REPAIRS else (written, None)


def limited(value: str, constraints: dict[str, Any]) -> int:
    """A whole number within the limits of the contract. Raises Wrong."""
    if not re.fullmatch(r"-?[0-9]{1,15}", value):
        raise Wrong("not_integer")
    number = int(value)
    if number < constraints.get("minimum", number):
        raise Wrong("too_small", limit=str(constraints["minimum"]))
    if number > constraints.get("maximum", number):
        raise Wrong("too_large", limit=str(constraints["maximum"]))
    return number


def find_name(reference: str, written: str, city: City) -> tuple[str | None, str | None]:
    """The id of a name of a reference, kelurahan written as `kecamatan id / name`. Raises Wrong.

    None for a kelurahan of an unknown kecamatan: that finding stands at the kecamatan.
    """
    if reference != "kelurahan":
        found = city.names[reference].match(written)
        return known(found, "unknown_name", reference=f"reference/{reference}.csv")
    kecamatan, _, name = written.partition("/")
    if not kecamatan:
        return None, None
    if not name:
        raise Wrong("empty_cell")
    names = city.kelurahan[kecamatan]
    choices = ", ".join(sorted(names.titles.values()))
    return known(names.match(name), "unknown_kelurahan", kecamatan=kecamatan, known=choices)


def known(match: Match, rule: str, **values: str) -> tuple[str, str | None]:
    """What a name means. Raises Wrong under `rule`, with the nearest names if there are any."""
    if match.id:
        return match.id, match.rule
    if match.near:
        raise Wrong(f"{rule}_near", near=", ".join(match.near), **values)
    raise Wrong(rule, **values)


def shown(written: str, field: dict[str, Any], city: City) -> str:
    """A value as far as a report may show it."""
    if field.get("personal"):
        return mask(written)
    if field.get("reference") == "kelurahan":
        written = written.partition("/")[2]
    return mask_words(written, city.words)


def shown_meant(written: str, meant: Any, field: dict[str, Any], city: City) -> tuple[str, str]:
    """A value that was understood, and what it was understood as, as far as a report may show them.

    A name or choice that was recognised is no person's, however it is spelt.
    """
    if field.get("personal"):
        return mask(written), ""
    reference = field.get("reference")
    if reference == "kelurahan":
        kecamatan, _, name = written.partition("/")
        return mask_digits(name), city.kelurahan[kecamatan].titles[meant]
    if reference:
        return mask_digits(written), city.names[reference].titles[meant]
    return mask_digits(written), str(meant)
