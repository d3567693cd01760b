"""Which rows stand in a workbook? Run as a process of its own: `workbook_rows.py FILE` writes them to stdout.

A damaged workbook can abort the reader, and what it prints then may quote a cell; the process that checks
sheets must outlive it and must not show it. So this file imports nothing but the reader, and speaks in
frames: ("sheet", name, hidden, merged, hidden rows, hidden columns), ("rows", rows), ("done",),
("problem", rule), ("end",). Rows and columns that are hidden, as the parts of the archive tell them, are
(first, last), rows numbered as the spreadsheet does and columns from 0.
"""

import contextlib
import datetime as dt
import html
import marshal
import re
import resource
import sys
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import IO, BinaryIO
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

CHUNK = 20_000  # rows a frame
MEMORY = 6 << 30  # [bytes] a workbook that unpacks to more is refused, not left to fill the machine
MOST_UNPACKED = 4 << 30  # [bytes] of a workbook that is a ZIP archive
CPU = 600  # [seconds]
PIECE = 1 << 20  # [bytes] of a part that are searched at a time
LONGEST_TAG = 1 << 16  # [bytes]
XLSX_TAG = re.compile(rb"[<:](row|col)(\s[^>]*)>")
ODS_TAG = re.compile(rb"<table:(table|table-row|table-column)(?=[\s/>])([^>]*)>")
ATTRIBUTE = re.compile(rb"([\w:-]+)\s*=\s*[\"']([^\"']*)[\"']")
NOT_TOLD = (KeyError, ValueError, ElementTree.ParseError, zipfile.BadZipFile, zlib.error, NotImplementedError)
WHOLE = 10**15  # spreadsheets keep 15 digits: a number from here on that ends in 0 has lost its last digit


def as_text(cell: object) -> str:
    """A cell as the text that an Indonesian reads in it."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        if not cell.is_integer():
            return repr(cell).replace(".", ",")
        if abs(cell) >= WHOLE and int(cell) % 10 == 0:
            return f"{cell:.14E}".replace(".", ",")
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ")
    return str(cell)


class Hidden:
    """The hidden rows and columns of one sheet, as (first, last)."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int]] = []
        self.columns: list[tuple[int, int]] = []


def tags(part: IO[bytes], wanted: re.Pattern[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Every wanted tag of an XML part with its attributes as text, without keeping the part in memory."""
    rest = b""
    while piece := part.read(PIECE):
        piece = rest + piece
        yield from wanted.findall(piece)
        start = piece.rfind(b"<")
        rest = piece[start:] if start > piece.rfind(b">") and len(piece) - start < LONGEST_TAG else b""


def hidden_of_xlsx(packed: zipfile.ZipFile, about: dict[str, Hidden]) -> None:
    """Hidden rows and columns of each sheet of an XLSX."""
    root = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    parts = {one.get("Id"): one.get("Target", "") for one in root}
    for sheet in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter():
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), None)
        target = parts.get(key, "")
        if not (sheet.tag.endswith("}sheet") and target):
            continue
        hidden, number = about[sheet.get("name", "")], 0
        with packed.open(target[1:] if target.startswith("/") else f"xl/{target}") as part:
            for tag, text in tags(part, XLSX_TAG):
                number += tag == b"row"  # of a row that does not say its own
                given = dict(ATTRIBUTE.findall(text)) if b"hidden" in text else {}
                if given.get(b"hidden") not in (b"1", b"true"):
                    continue
                if tag == b"row":
                    row = int(given.get(b"r", number))
                    hidden.rows.append((row, row))
                else:
                    hidden.columns.append((int(given[b"min"]) - 1, int(given[b"max"]) - 1))


def hidden_of_ods(packed: zipfile.ZipFile, about: dict[str, Hidden]) -> None:
    """Hidden rows and columns of each sheet of an ODS, which tells the same rows in a row once."""
    hidden, row, column = Hidden(), 0, 0
    with packed.open("content.xml") as part:
        for tag, text in tags(part, ODS_TAG):
            given = dict(ATTRIBUTE.findall(text))
            is_hidden = given.get(b"table:visibility", b"visible") != b"visible"
            if tag == b"table":
                hidden, row, column = about[html.unescape(given[b"table:name"].decode())], 0, 0
            elif tag == b"table-row":
                row, first = row + int(given.get(b"table:number-rows-repeated", 1)), row + 1
                if is_hidden:
                    hidden.rows.append((first, row))
            else:
                column, first = column + int(given.get(b"table:number-columns-repeated", 1)), column
                if is_hidden:
                    hidden.columns.append((first, column - 1))


def hidden_parts(path: str) -> dict[str, Hidden]:
    """What is hidden in each sheet; nothing for formats that do not tell (XLS, XLSB)."""
    about: dict[str, Hidden] = defaultdict(Hidden)
    if zipfile.is_zipfile(path):
        # what the reader can read and this cannot is read without saying what is hidden
        with zipfile.ZipFile(path) as packed, contextlib.suppress(*NOT_TOLD):
            (hidden_of_ods if "content.xml" in packed.namelist() else hidden_of_xlsx)(packed, about)
    return about


def write_sheet(sheet: CalamineSheet, is_hidden: bool, hidden: Hidden, out: BinaryIO) -> None:
    """One sheet, from its first row and column on."""
    left = sheet.start[1] if sheet.start else 0
    merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or [] if first[0] < last[0]]
    marshal.dump(("sheet", sheet.name, is_hidden, merged, hidden.rows, hidden.columns), out)
    chunk: list[list[str]] = []
    for cells in sheet.iter_rows():
        row = [""] * left
        row += [cell.strip() if type(cell) is str else as_text(cell) for cell in cells]
        chunk.append(row)
        if len(chunk) == CHUNK:
            marshal.dump(("rows", chunk), out)
            chunk = []
    marshal.dump(("rows", chunk), out)
    marshal.dump(("done",), out)


def unpacked_size(path: str) -> int:
    """[bytes] that an archive says it unpacks to; 0 for a file that is no archive."""
    if not zipfile.is_zipfile(path):
        return 0
    with zipfile.ZipFile(path) as packed:
        return sum(part.file_size for part in packed.infolist())


def main() -> None:
    """Write every sheet of the workbook that the command line names."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold personal data
    out = sys.stdout.buffer
    try:
        if unpacked_size(sys.argv[1]) > MOST_UNPACKED:
            marshal.dump(("problem", "file_too_large"), out)
            return
        with CalamineWorkbook.from_path(sys.argv[1]) as book:
            hidden = hidden_parts(sys.argv[1])
            for about in book.sheets_metadata:
                is_hidden = about.visible != SheetVisibleEnum.Visible
                write_sheet(book.get_sheet_by_name(about.name), is_hidden, hidden[about.name], out)
    except PasswordError:
        marshal.dump(("problem", "unreadable_password"), out)
    except (CalamineError, MemoryError, zipfile.BadZipFile):
        marshal.dump(("problem", "unreadable_workbook"), out)
    marshal.dump(("end",), out)


if __name__ == "__main__":
    main()
