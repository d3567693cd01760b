"""What stands in a file, row by row? Workbooks and delimited text alike become rows of text."""

import contextlib
import csv
import itertools
import marshal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

READER = Path(__file__).with_name("workbook_rows.py")
TEXT = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
HEAD = 1 << 16  # [bytes] of a text that are looked at to tell its delimiter
DELIMITERS = ";,\t|"
LIMITS = (65_536, 1_048_576)  # rows a sheet can hold in the old and the new formats
csv.field_size_limit(1 << 20)


class Unreadable(Exception):
    """A file or sheet cannot be read. `rule` is the key of its sentence; no text of the reader is kept."""

    def __init__(self, rule: str, **values: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values_ = values


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One sheet: its rows from row 1 on, read once."""

    name: str
    rows: Iterator[list[str]]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row and column, last row and column, from 0
    hidden_rows: tuple[tuple[int, int], ...] = ()  # first and last number, in the order of the sheet
    hidden_columns: tuple[tuple[int, int], ...] = ()  # first and last column, from 0
    note: str | None = None  # what had to be understood to read it at all


def open_grids(path: Path) -> Iterator[Grid]:
    """Every sheet of a file, told by its content, not by its name. Raises Unreadable, also from `rows`."""
    with path.open("rb") as file:
        start = file.read(HEAD)
    if start.startswith((ZIP, OLE)):
        return workbook_grids(path)
    if not start.strip():
        raise Unreadable("empty")
    if path.suffix.lower() in WORKBOOKS and not looks_like_text(start):
        raise Unreadable("unreadable_workbook")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise Unreadable("unreadable_html")
    return iter([text_grid(path, start)])


def looks_like_text(start: bytes) -> bool:
    """Whether the first bytes hold no control character that a text never holds."""
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or not any(
        start.count(byte) for byte in b"\x00\x01\x02\x03"
    )


def text_grid(path: Path, start: bytes) -> Grid:
    """The one sheet of a delimited text."""
    if not looks_like_text(start):
        raise Unreadable("unreadable_text")
    encoding = encoding_of(path, start)
    head = start.decode(encoding, errors="ignore").lstrip("\ufeff")
    delimiter = delimiter_of(head)
    note = "encoding_cp1252" if encoding == "cp1252" else None
    return Grid(name=path.stem, rows=text_rows(path, encoding, delimiter), note=note)


def encoding_of(path: Path, start: bytes) -> str:
    """UTF-16 by its mark, else UTF-8 when every byte of the file is, else Windows-1252."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding in ("utf-8-sig", "cp1252"):
        with path.open(encoding=encoding, newline="") as file, contextlib.suppress(UnicodeDecodeError):
            while file.read(1 << 20):
                pass
            return encoding
    raise Unreadable("unreadable_text")


def delimiter_of(head: str) -> str:
    """The delimiter of a text: named by a line `sep=;`, else the one that splits most rows alike."""
    first = head.partition("\n")[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    lines = head.splitlines()[:-1] or head.splitlines()

    def widths(delimiter: str) -> tuple[int, int]:
        with contextlib.suppress(csv.Error):
            counts = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
            usual = max(set(counts), key=lambda width: (counts.count(width) * (width > 1), width))
            return (counts.count(usual), usual) if usual > 1 else (0, 0)
        return (0, 0)

    return max(DELIMITERS, key=widths)


def text_rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Rows of a delimited text, streamed: no more than a few are in memory at a time."""
    with path.open(encoding=encoding, newline="") as file:
        lines: Iterable[str] = file
        first = file.readline()
        if not first.strip().strip('"').lower().startswith("sep="):
            lines = itertools.chain([first], file)  # a spreadsheet does not show the line `sep=`
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            yield from reader
        except csv.Error as error:
            raise Unreadable("unreadable_quotes", line=str(reader.line_num)) from error


def workbook_grids(path: Path) -> Iterator[Grid]:
    """Sheets of a workbook, read by a process of its own; their rows must be read in order."""
    command = [sys.executable, "-I", str(READER), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as reader:
        frames = read_frames(cast(IO[bytes], reader.stdout))
        try:
            for kind, *about in frames:
                if kind == "problem":
                    raise Unreadable(about[0])
                if kind == "end":
                    return
                name, hidden, merged, hidden_rows, hidden_columns = about
                rows = sheet_rows(frames)
                yield Grid(
                    name=name, rows=rows, hidden=hidden, merged=tuple(map(tuple, merged)),
                    hidden_rows=tuple(hidden_rows), hidden_columns=tuple(hidden_columns),
                )  # fmt: skip
                for _ in rows:  # what the caller did not read
                    pass
        finally:
            reader.kill()


def sheet_rows(frames: Iterator[tuple[Any, ...]]) -> Iterator[list[str]]:
    """The rows of the sheet whose frame was read last."""
    for kind, *rows in frames:
        if kind == "done":
            return
        yield from rows[0]


def read_frames(stream: IO[bytes]) -> Iterator[tuple[Any, ...]]:
    """What the process says, until its last word. Raises Unreadable when it dies before that."""
    frame: tuple[Any, ...] = ()
    while frame != ("end",):
        try:
            frame = marshal.load(stream)
        except (EOFError, ValueError, TypeError) as error:
            raise Unreadable("unreadable_workbook") from error
        yield frame
