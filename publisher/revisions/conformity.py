"""Does a table keep its Table Schema, and do the tables of one month add up?

The rules are those of the Frictionless standard that the contract uses, on whole columns at once: a month is
checked in milliseconds, so that all published files can be read again in seconds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

ARROW_TYPES = {"string": pa.string(), "integer": pa.int64()}
LIMITS = {"minimum": pc.less, "maximum": pc.greater}


class ContractBroken(Exception):
    """A table to be published does not keep the contract. Nothing was published."""


@dataclass(frozen=True, kw_only=True)
class Breach:
    """One rule of the contract that a table breaks."""

    rule: str  # key of its sentence in publisher/words, without "breach."
    field: str
    found: str


def breaches(schema: Mapping[str, Any], table: pa.Table) -> Iterator[Breach]:
    """Each rule of `schema` that `table` breaks, with the first value that breaks it."""
    expected = [(field["name"], ARROW_TYPES[field["type"]]) for field in schema["fields"]]
    found = [(field.name, field.type) for field in table.schema]
    if found != expected:
        listed = ", ".join(f"{name} {kind}" for name, kind in found)
        yield Breach(rule="columns", field="", found=listed)
        return
    for field in schema["fields"]:
        yield from broken_rules(field, table[field["name"]])
    keys = table.select(schema["primaryKey"])
    groups = keys.group_by(schema["primaryKey"]).aggregate([([], "count_all")])
    repeated = groups.filter(pc.greater(groups["count_all"], 1))
    if len(repeated):
        row = ", ".join(map(str, repeated.drop(["count_all"]).slice(0, 1).to_pylist()[0].values()))
        yield Breach(rule="key_twice", field=", ".join(schema["primaryKey"]), found=row)


def broken_rules(field: Mapping[str, Any], column: pa.ChunkedArray) -> Iterator[Breach]:
    """The constraints of one field that a value of `column` breaks."""
    rules = field.get("constraints", {})
    values = pc.unique(column)
    if rules.get("required") and values.null_count:
        yield Breach(rule="required", field=field["name"], found="")
    values = values.drop_null()
    wrong: dict[str, pa.Array] = {
        name: values.filter(is_beyond(values, rules[name]))
        for name, is_beyond in LIMITS.items()
        if name in rules
    }
    if "enum" in rules:
        allowed = pa.array(rules["enum"], type=values.type)
        wrong["enum"] = values.filter(pc.invert(pc.is_in(values, value_set=allowed)))
    if "pattern" in rules:
        whole = f"^(?:{rules['pattern']})$"
        wrong["pattern"] = values.filter(pc.invert(pc.match_substring_regex(values, whole)))
    for rule, found in wrong.items():
        if len(found):
            yield Breach(rule=rule, field=field["name"], found=str(found[0]))


def workers_by(table: pa.Table, keys: Sequence[str]) -> pd.Series:
    """Workers by `keys`, sorted, empty keys kept."""
    return table.to_pandas().groupby(list(keys), dropna=False)["workers"].sum().sort_index()


def totals_apart(tables: Mapping[str, pa.Table]) -> Iterator[tuple[str, str, int, int]]:
    """Tables of one month that differ from `coverage`: name, by what, workers there and in `coverage`.

    A difference would not only be a mistake: it would tell a group that merging hid.
    """
    coverage = tables["coverage"]
    active = coverage.filter(pc.equal(coverage["status"], "active"))
    kelurahan = tables["coverage_kelurahan"]
    kecamatan = pc.utf8_slice_codeunits(kelurahan["kelurahan"], 0, len("12.71.01"))
    kelurahan = kelurahan.append_column("kecamatan", kecamatan)
    programmes = tables["programmes"]
    comparisons = [
        ("coverage_kelurahan", kelurahan, coverage, ("kecamatan", "status", "funding_source", "segment")),
        ("demographics", tables["demographics"], coverage, ("kecamatan", "status")),
        ("expiry", tables["expiry"], active, ("kecamatan", "opd", "sector", "funding_source")),
    ]
    for programme in ("jkk", "jkm"):  # everybody who is active has both
        covered = programmes.filter(pc.equal(programmes["programme"], programme))
        comparisons.append(("programmes", covered, active, ("kecamatan", "sector", "segment")))
    for name, other, base, keys in comparisons:
        theirs, ours = workers_by(other, keys), workers_by(base, keys)
        if not theirs.equals(ours):
            yield name, " x ".join(keys), int(theirs.sum()), int(ours.sum())


def check_totals(tables: Mapping[str, pa.Table], workers: int) -> None:
    """Raise ContractBroken unless every listed worker counts once and the tables agree."""
    counted = int(pc.sum(tables["coverage"]["workers"]).as_py() or 0)
    if counted != workers:
        raise ContractBroken(f"coverage: {counted} / {workers}")
    for name, by, theirs, ours in totals_apart(tables):
        raise ContractBroken(f"{name} ({by}): {theirs} / coverage: {ours}")
