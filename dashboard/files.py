"""How is the table of a named query written as a file that no spreadsheet misreads or runs?

CSV comes in two forms: after RFC 4180, and for spreadsheets set to Indonesian (semicolons, decimal comma,
byte order mark). No form leaves out rows.
"""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.about import about_in_both, columns_of
from dashboard.downloads import Asked, rows_of
from dashboard.words import LANGUAGES
from dashboard.workbook_file import workbook

# A spreadsheet takes text that begins so for a formula and runs it; some take the full-width signs too.
FORMULA = re.compile(r"^[=+\-@\t\r\n＝＋－＠]")
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "csv_id": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}


def content_of(asked: Asked, form: str, lang: str) -> bytes:
    """The rows in one of the forms of KINDS; the same bytes whenever the rows are the same."""
    table = rows_of(asked)
    if form == "xlsx":
        return workbook(table, asked, lang)
    if form in ("csv", "csv_id"):
        return csv_bytes(table, indonesian=form == "csv_id")
    return _json(table, asked) if form == "json" else _parquet(table, asked)


def csv_bytes(table: pa.Table, *, indonesian: bool = False) -> bytes:
    """The table as CSV in UTF-8, names of the columns first, numbers without separators of thousands.

    Empty cells are NULL; shares are 0 to 1; dates are ISO 8601. The `indonesian` form has semicolons,
    a decimal comma and a byte order mark.
    """
    text = io.StringIO()
    # CRLF, as RFC 4180: then a lone CR in a text is quoted too
    writer = csv.writer(text, delimiter=";" if indonesian else ",")
    writer.writerow(table.column_names)
    cell: Callable[[object], str] = _indonesian_cell if indonesian else _cell
    columns = (map(cell, column.to_pylist()) for column in table.columns)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode("utf-8-sig" if indonesian else "utf-8")


def dictionary_csv(asked: Asked) -> bytes:
    """What each column means, as CSV; those that count something in both languages."""
    rows = []
    for each in columns_of(asked):
        row = {"column": each.name, "type": each.kind, "unit": each.unit, "meaning": each.meaning}
        for lang in LANGUAGES:
            for part in ("name", "definition"):
                row[f"{part}_{lang}"] = each.indicator.told(lang, part) if each.indicator else ""
        rows.append(row)
    return csv_bytes(pa.Table.from_pylist(rows))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if FORMULA.match(value) else value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def _indonesian_cell(value: object) -> str:
    text = _cell(value)
    return text.replace(".", ",") if isinstance(value, float | Decimal) else text


def _json(table: pa.Table, asked: Asked) -> bytes:
    columns = [
        {"name": each.name, "type": each.kind, "unit": each.unit or None, "meaning": each.meaning}
        for each in columns_of(asked)
    ]
    content = {
        "about": about_in_both(asked, count=table.num_rows),
        "columns": columns,
        "row_count": table.num_rows,
        "rows": [{name: plain_value(value) for name, value in row.items()} for row in table.to_pylist()],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def plain_value(value: Any) -> Any:
    """A cell as JSON holds it: exact decimals become numbers, dates ISO 8601."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _parquet(table: pa.Table, asked: Asked) -> bytes:
    columns = {each.name: f"{each.unit or each.kind}: {each.meaning}" for each in columns_of(asked)}
    told = {"about": about_in_both(asked, count=table.num_rows), "columns": columns}
    metadata = {f"cakupan.{name}": json.dumps(value, ensure_ascii=False) for name, value in told.items()}
    sink = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), sink, compression="zstd")
    return sink.getvalue()
