"""Which rows stand in a workbook? Run as a process of its own: `workbook_rows.py FILE` writes them to stdout.

A damaged workbook can abort the reader, and what it prints then may quote a cell; the process that checks
sheets must outlive it and must not show it. So this file imports nothing but the reader, and speaks in
frames: ("sheet", name, hidden, merged), ("rows", rows), ("done",), ("problem", rule), ("end",).
"""

import datetime as dt
import marshal
import resource
import sys
import zipfile
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

CHUNK = 20_000  # rows a frame
MEMORY = 6 << 30  # [bytes] a workbook that unpacks to more is refused, not left to fill the machine
MOST_UNPACKED = 4 << 30  # [bytes] of a workbook that is a ZIP archive
CPU = 600  # [seconds]
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


def write_sheet(sheet: CalamineSheet, hidden: bool, out: BinaryIO) -> None:
    """One sheet, from its first row and column on."""
    left = sheet.start[1] if sheet.start else 0
    merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or [] if first[0] < last[0]]
    marshal.dump(("sheet", sheet.name, hidden, merged), out)
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
            for about in book.sheets_metadata:
                write_sheet(
                    book.get_sheet_by_name(about.name), about.visible != SheetVisibleEnum.Visible, out
                )
    except PasswordError:
        marshal.dump(("problem", "unreadable_password"), out)
    except (CalamineError, MemoryError, zipfile.BadZipFile):
        marshal.dump(("problem", "unreadable_workbook"), out)
    marshal.dump(("end",), out)


if __name__ == "__main__":
    main()
