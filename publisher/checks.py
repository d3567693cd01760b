"""Is every cell of a sheet possible? Text columns in, typed columns and findings out.

Each distinct value of a column is parsed once: a list of 200,000 workers in 23 sectors looks up 23 sectors.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.contract import load_schema
from publisher.findings import Finding, mask
from publisher.intake import Sheet
from publisher.reference import Names, load_kelurahan_names, load_names

ARROW_TYPES = {"string": pa.string(), "integer": pa.int64(), "date": pa.date32()}
OLDEST_BIRTH = dt.date(1900, 1, 1)


class Wrong(Exception):
    """A value breaks a rule. `rule` is the key of its sentence, `values` fill it."""

    def __init__(self, rule: str, **values: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values_ = values


@dataclass(frozen=True)
class City:
    """Names that sheets of one city may use."""

    names: dict[str, Names]
    kelurahan: dict[str, Names]


def load_city(city_dir: Path) -> City:
    """Look-ups for all references that sheets name."""
    names = ("opd", "sector", "kecamatan", "funding_source", "funder")
    return City({name: load_names(city_dir, name) for name in names}, load_kelurahan_names(city_dir))


def check_nik(value: str, _period: str) -> None:
    """16 digits whose 7th to 12th are a date of birth (day + 40 for women)."""
    if not re.fullmatch(r"\d{16}", value):
        raise Wrong("nik_digits")
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


def parse_integer(value: str, constraints: dict[str, Any]) -> int:
    """A whole number within the limits of the contract."""
    if not re.fullmatch(r"-?\d{1,18}", value):
        raise Wrong("not_integer")
    number = int(value)
    if number < constraints.get("minimum", number):
        raise Wrong("too_small", limit=str(constraints["minimum"]))
    if number > constraints.get("maximum", number):
        raise Wrong("too_large", limit=str(constraints["maximum"]))
    return number


def parse_date(value: str) -> dt.date:
    """A date written YYYY-MM-DD."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise Wrong("not_date")
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise Wrong("not_date") from error


def parse(value: str, field: dict[str, Any], period: str, city: City) -> Any:
    """The typed value of one cell. Raises `Wrong`."""
    constraints = field.get("constraints", {})
    if not value:
        if constraints.get("required"):
            raise Wrong("empty_cell")
        return None
    parsed: Any = value
    if field["type"] == "integer":
        parsed = parse_integer(value, constraints)
    elif field["type"] == "date":
        parsed = parse_date(value)
    if "enum" in constraints:
        parsed = next((item for item in constraints["enum"] if item.casefold() == value.casefold()), None)
        if parsed is None:
            raise Wrong("not_in_list", allowed=", ".join(constraints["enum"]))
    elif "pattern" in constraints and not re.fullmatch(constraints["pattern"], value):
        raise Wrong("bad_form", pattern=field["description"])
    if "reference" in field:
        parsed = find_name(field["reference"], value, city)
    if "check" in field:
        CHECKS[field["check"]](value, period)
    return parsed


def kecamatan_prefix(field: dict[str, Any], value: str) -> str:
    """What was put before the name of a kelurahan to look it up inside its kecamatan."""
    return value[: value.index("/") + 1] if field.get("reference") == "kelurahan" else ""


def find_name(reference: str, value: str, city: City) -> str | None:
    """The id of a name of a reference, kelurahan written as `kecamatan id / name`.

    None for a kelurahan of an unknown kecamatan: that finding stands at the kecamatan.
    """
    if reference == "kelurahan":
        kecamatan, _, name = value.partition("/")
        if not kecamatan:
            return None
        if not name:
            raise Wrong("empty_cell")
        found = city.kelurahan[kecamatan].find(name)
        known = ", ".join(sorted(set(city.kelurahan[kecamatan].ids.values())))
        if found is None:
            raise Wrong("unknown_kelurahan", kecamatan=kecamatan, known=known)
        return found
    found = city.names[reference].find(value)
    if found is None:
        raise Wrong("unknown_name", reference=f"reference/{reference}.csv")
    return found


def check_column(
    sheet: Sheet, field: dict[str, Any], column: pa.Array, period: str, city: City
) -> tuple[pa.Array, list[Finding]]:
    """One column typed, and a finding for each wrong row. Wrong cells become null."""
    encoded = pc.dictionary_encode(pc.utf8_trim_whitespace(column))
    parsed: list[Any] = []
    wrong: dict[int, Wrong] = {}
    for index, value in enumerate(encoded.dictionary.to_pylist()):
        try:
            parsed.append(parse(value, field, period, city))
        except Wrong as problem:
            parsed.append(None)
            wrong[index] = problem
    findings = list(wrong_rows(sheet, field, encoded, wrong)) if wrong else []
    return pa.array(parsed, ARROW_TYPES[field["type"]]).take(encoded.indices), findings


def wrong_rows(
    sheet: Sheet, field: dict[str, Any], encoded: pa.DictionaryArray, wrong: dict[int, Wrong]
) -> Iterator[Finding]:
    """A finding for each row whose value is among the wrong ones."""
    codes = pa.array(list(wrong), encoded.indices.type)
    for row in pc.indices_nonzero(pc.is_in(encoded.indices, codes)).to_pylist():
        code = encoded.indices[row].as_py()
        value = encoded.dictionary[code].as_py()
        yield Finding(
            file=sheet.file,
            sheet=sheet.name,
            row=row + 2,
            column=field["name"],
            shown=mask(value)
            if field.get("personal")
            else value.removeprefix(kecamatan_prefix(field, value)),
            rule=wrong[code].rule,
            values=wrong[code].values_,
        )


def check_sheet(sheet: Sheet, period: str, city: City) -> tuple[pa.Table, list[Finding]]:
    """All columns of one sheet typed, with names replaced by ids, and every finding in it.

    Columns that the register never keeps (names of people) are dropped here.
    """
    columns: dict[str, pa.Array] = {}
    findings: list[Finding] = []
    for field in load_schema("sheets", sheet.kind)["fields"]:
        if field["name"] == "nama" or field["name"] not in sheet.table.column_names:
            continue
        column = sheet.table[field["name"]].combine_chunks()
        if field["name"] == "kelurahan":
            column = pc.binary_join_element_wise(
                columns["kecamatan"], column, "/", null_handling="replace", null_replacement=""
            )
        columns[field["name"]], wrong = check_column(sheet, field, column, period, city)
        findings.extend(wrong)
    return pa.table(columns), findings
