"""How is the table of a named query written as a workbook that explains itself?

The first sheet holds the rows, typed; the second what they are, what each column means, and how many.
"""

import datetime as dt
import io
from decimal import Decimal

import pyarrow as pa
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard import db
from dashboard.about import about, columns_of
from dashboard.downloads import Asked
from dashboard.words import word

NARROWEST, WIDEST = 9, 44  # [letters] of a column
SAMPLED = 200  # rows whose texts set the width of a column
MOST_ROWS = 1_048_575  # of a sheet, beside the head


def workbook(table: pa.Table, asked: Asked, lang: str) -> bytes:
    """The workbook. Raises ValueError when the rows do not fit a sheet: none is ever left out."""
    if table.num_rows > MOST_ROWS:
        raise ValueError(f"{asked.query}: {table.num_rows} rows do not fit a sheet of {MOST_ROWS}.")
    content = io.BytesIO()
    # Texts stay texts: nothing in a cell becomes a formula, a link or a number.
    kept = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, kept) as book:
        made = dt.datetime.fromisoformat(db.state().generated_at).replace(tzinfo=None)
        told = about(asked, lang, count=table.num_rows)
        book.set_properties({"title": told["title"], "author": told["publisher"], "created": made})
        head = book.add_format({"bold": True, "bottom": 1})
        _write_rows(book, book.add_worksheet(word(lang, "file.sheet.data")), table, head)
        _write_about(book.add_worksheet(word(lang, "file.sheet.about")), asked, told, lang=lang, head=head)
    return content.getvalue()


def _write_rows(book: xlsxwriter.Workbook, sheet: Worksheet, table: pa.Table, head: object) -> None:
    day, whole = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "#,##0"})
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(table.column_names):
        sheet.write_string(0, place, name, head)
        values = table.column(place).to_pylist()
        longest = max((len(str(value)) for value in values[:SAMPLED] if value is not None), default=0)
        sheet.set_column(place, place, min(max(longest, len(name), NARROWEST) + 2, WIDEST))
        for row, value in enumerate(values, start=1):
            if isinstance(value, bool):
                sheet.write_boolean(row, place, value)
            elif isinstance(value, int):
                sheet.write_number(row, place, value, whole)
            elif isinstance(value, float | Decimal):
                sheet.write_number(row, place, float(value))
            elif isinstance(value, dt.date):
                sheet.write_datetime(row, place, value, day)
            elif value is not None:
                sheet.write_string(row, place, str(value))
    if table.num_columns:
        sheet.autofilter(0, 0, table.num_rows, table.num_columns - 1)


def _write_about(sheet: Worksheet, asked: Asked, told: dict[str, str], *, lang: str, head: object) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 14)
    sheet.set_column(3, 4, 90)
    row = 0
    for name, value in told.items():
        sheet.write_string(row, 0, word(lang, f"file.about.{name}"), head)
        if name == "rows":
            sheet.write_number(row, 1, int(value))
        else:
            sheet.write_string(row, 1, value)
        row += 1
    row += 1
    for place, part in enumerate(("column", "type", "unit", "meaning", "indicator")):
        sheet.write_string(row, place, word(lang, f"file.column.{part}"), head)
    for each in columns_of(asked):
        row += 1
        counted = each.indicator
        name = f"{counted.told(lang, 'name')}: {counted.told(lang, 'definition')}" if counted else ""
        for place, text in enumerate((each.name, each.kind, each.unit, each.meaning, name)):
            sheet.write_string(row, place, text)
