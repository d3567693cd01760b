"""What do a city's reference files say, in the types of the contract?"""

from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv

from dashboard.catalog import ROOT
from dashboard.problems import ExtractMissing

# What the whole country shares (tariffs, benefits) stands once; a city's own file goes before it.
NATIONAL_DIR = ROOT / "data" / "indonesia"

# Shares and degrees are kept exact: a target must never meet a rounding of binary fractions.
EXACT = pa.decimal128(18, 6)
TYPES = {"string": pa.string(), "integer": pa.int64(), "number": EXACT, "boolean": pa.bool_()}


def read_reference(city: Path, schema: dict[str, Any]) -> pa.Table:
    """One reference CSV of `city`, or of the country when the city has none, columns as in its Table
    Schema; empty cells are null.

    Raises ExtractMissing when the file is absent or its columns or values are not the schema's.
    """
    name = f"reference/{schema['name']}.csv"
    path = city / name if (city / name).exists() else NATIONAL_DIR / name
    # A type the table above does not know (date, yearmonth) is text here.
    types = {field["name"]: TYPES.get(field["type"], pa.string()) for field in schema["fields"]}
    try:
        table = csv.read_csv(
            path,
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=types,
                null_values=[""],
                strings_can_be_null=True,
                true_values=["true"],
                false_values=["false"],
            ),
        )
    except FileNotFoundError as error:
        raise ExtractMissing("reference_missing", file=name) from error
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise ExtractMissing("reference_broken", file=name, found=str(error)[:200]) from error
    if table.column_names != list(types):
        wrong = ", ".join(sorted(set(table.column_names) ^ set(types))) or "order of the columns"
        raise ExtractMissing("reference_broken", file=name, found=wrong)
    _check_rows(table, schema, name)
    return table


def _check_rows(table: pa.Table, schema: dict[str, Any], name: str) -> None:
    for field in schema["fields"]:
        column = field["name"]
        if field.get("constraints", {}).get("required") and table.column(column).null_count:
            raise ExtractMissing("reference_broken", file=name, found=f"{column}: empty cell")
    # A key that comes twice would count the workers of its rows twice in every join.
    key = schema["primaryKey"]
    if table.group_by(key).aggregate([]).num_rows < table.num_rows:
        raise ExtractMissing("reference_broken", file=name, found=f"{', '.join(key)}: same value twice")
