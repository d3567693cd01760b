"""Writes the same cells as CSV, XLSX, XLS and ODS, the way office programs do; for the publisher's tests."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | bool | dt.date | None
Cells = Sequence[Sequence[Cell]]


def cells_of(rows: Sequence[dict[str, str]]) -> list[list[Cell]]:
    """A header and rows as cells."""
    return [list(rows[0]), *(list(row.values()) for row in rows)]


def write_text(
    path: Path,
    cells: Cells,
    *,
    delimiter: str = ",",
    encoding: str = "utf-8",
    ending: str = "\n",
    before: str = "",
) -> None:
    """Delimited text; a cell that holds the delimiter or a quotation mark is quoted."""

    def quoted(cell: Cell) -> str:
        text = "" if cell is None else str(cell)
        risky = delimiter in text or '"' in text or "\n" in text
        return '"' + text.replace('"', '""') + '"' if risky else text

    lines = [delimiter.join(map(quoted, row)) for row in cells]
    path.write_bytes((before + ending.join(lines) + ending).encode(encoding))


def write_xlsx(path: Path, *sheets: tuple[str, Cells]) -> openpyxl.Workbook:
    """A workbook; numbers and dates keep their type. The workbook is answered, to be changed."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets:
        fill(book.create_sheet(name), cells)
    book.save(path)
    return book


def fill(sheet: Worksheet, cells: Cells, row: int = 1, column: int = 1) -> None:
    """Cells into a worksheet from a place on."""
    for place, values in enumerate(cells, start=row):
        for across, value in enumerate(values, start=column):
            sheet.cell(place, across, value)


def write_xls(path: Path, cells: Cells) -> None:
    """An old workbook."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Lembar1")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for row, values in enumerate(cells):
        for column, value in enumerate(values):
            if isinstance(value, dt.date):
                sheet.write(row, column, value, day)
            elif value is not None:
                sheet.write(row, column, value)
    book.save(str(path))


def write_ods(path: Path, cells: Cells) -> None:
    """A LibreOffice workbook."""
    book = OpenDocumentSpreadsheet()
    table = Table(name="Lembar1")
    for values in cells:
        row = TableRow()
        for value in values:
            row.addElement(ods_cell(value))
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(path))


def ods_cell(value: Cell) -> TableCell:
    """A cell with its type and the text that is shown."""
    if value is None:
        return TableCell()
    if isinstance(value, dt.date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=str(value))
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell
