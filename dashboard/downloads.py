"""How does a reader take the numbers along? As the CSV of a named query, at an address of its own."""

import csv
import datetime
import io
import re
from collections.abc import Mapping
from urllib.parse import urlencode

from dashboard import db
from dashboard.catalog import load_query
from dashboard.cities import city_dir, city_parameter

# A spreadsheet takes text that begins so for a formula and runs it.
FORMULA = re.compile(r"^[=+\-@\t\r]")


def download_url(query: str, /, *, lang: str, **params: object) -> str:
    """Address of the CSV of a named query in this city; parameters that keep all are left out."""
    return _url(query, "csv", lang, params)


def script_url(query: str, /, *, lang: str, **params: object) -> str:
    """Address of the SQL that makes the numbers from the published files."""
    return _url(query, "sql", lang, params)


def _url(query: str, ending: str, lang: str, params: Mapping[str, object]) -> str:
    given = {name: value for name, value in params.items() if value is not None} | city_parameter()
    return f"/unduh/{query}.{ending}?{urlencode({**given, 'lang': lang})}"


def csv_bytes(query: str, params: Mapping[str, object]) -> bytes:
    """The rows of a named query as CSV: UTF-8, commas, names of the columns first, numbers unformatted.

    Empty cells are NULL; shares are 0 to 1. Raises as `db.run_query`.
    """
    table = db.run_query(query, **params)
    text = io.StringIO()
    writer = csv.writer(text)  # CRLF, as RFC 4180: then a lone CR in a text is quoted too
    writer.writerow(table.column_names)
    columns = (map(_cell, column.to_pylist()) for column in table.columns)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode()


def file_name(query: str, params: Mapping[str, object], ending: str) -> str:
    """Name of the file: city, query, and the revision it was made from."""
    period = params.get("period")
    if isinstance(period, str):
        table = load_query(query).source_tables[0]
        made_from = db.source_of(table, period).revision_id
    else:
        made_from = db.state().revision
    return f"cakupan_{city_dir().name}_{query}_{made_from}.{ending}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if FORMULA.match(value) else value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)
