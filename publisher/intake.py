"""What stands on the sheets? Files of one month, read as text, with their columns checked."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
from python_calamine import CalamineError, CalamineWorkbook

from publisher.contract import field_names, load_schema, sheet_kinds
from publisher.findings import Finding, mask

SUFFIXES = (".csv", ".xlsx")


@dataclass(frozen=True)
class Sheet:
    """One sheet as text. Row i of `table` (from 0) is row i + 2 of the spreadsheet."""

    kind: str
    file: str
    name: str
    table: pa.Table


def kind_of(path: Path) -> str | None:
    """Kind of sheet that a file name begins with (`opd_workers-disnaker.csv`), or None."""
    return next((kind for kind in sheet_kinds() if path.stem.split("-")[0] == kind), None)


def find_files(folder: Path) -> list[Path]:
    """Spreadsheet files of one month by name, without the lock files of office programs."""
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith("~$"))


def cell_text(cell: object) -> str:
    """A spreadsheet cell as the text a person reads in it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_tables(path: Path) -> Iterator[tuple[str, pa.Table]]:
    """(sheet name, text table) of every sheet of a file that holds anything.

    Raises `CalamineError`, `pa.ArrowInvalid` or `UnicodeDecodeError` when the file cannot be read.
    """
    if path.suffix.lower() == ".csv":
        names = pa.csv.open_csv(path).schema.names
        text = pa.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        )
        yield path.stem, pa.csv.read_csv(path, convert_options=text)
        return
    with path.open("rb") as file:
        workbook = CalamineWorkbook.from_filelike(file)
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if rows:
                header, *body = rows
                columns = [
                    pa.array([cell_text(cell) for cell in column], pa.string())
                    for column in zip(*body, strict=True)
                ]
                columns = columns or [pa.array([], pa.string())] * len(header)
                yield name, pa.table(columns, names=[cell_text(cell) for cell in header])


def check_header(kind: str, file: str, sheet: str, names: list[str]) -> Iterator[Finding]:
    """Findings of a header: columns missing, unknown (with the nearest known one) or repeated."""
    schema = load_schema("sheets", kind)
    known = field_names(schema)
    for field in schema["fields"]:
        if field["name"] not in names and field.get("constraints", {}).get("required"):
            yield Finding(
                file=file, sheet=sheet, row=1, column=field["name"], shown=field["name"],
                rule="column_missing", values={"known": ", ".join(known)},
            )  # fmt: skip
    for name in dict.fromkeys(names):
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            yield Finding(
                file=file, sheet=sheet, row=1, column=name, shown=name,
                rule="column_unknown_near" if near else "column_unknown",
                values={"near": near[0] if near else "", "known": ", ".join(known)},
            )  # fmt: skip
        if names.count(name) > 1:
            yield Finding(file=file, sheet=sheet, row=1, column=name, shown=name, rule="column_twice")


def read_sheets(folder: Path) -> tuple[list[Sheet], list[Finding]]:
    """Every sheet of one month's folder, and what is wrong with files and headers."""
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    for path in find_files(folder):
        kind = kind_of(path)
        if kind is None:
            known = ", ".join(sheet_kinds())
            findings.append(
                Finding(
                    file=path.name,
                    sheet="",
                    row=0,
                    column="",
                    shown=path.name,
                    rule="kind_unknown",
                    values={"known": known},
                )
            )
            continue
        try:
            tables = list(read_tables(path))
        except (CalamineError, pa.ArrowInvalid, UnicodeDecodeError) as error:
            reason = mask_digits(str(error).splitlines()[0])
            findings.append(
                Finding(
                    file=path.name,
                    sheet="",
                    row=0,
                    column="",
                    shown=path.name,
                    rule="unreadable",
                    values={"reason": reason},
                )
            )
            continue
        if not tables:
            findings.append(
                Finding(file=path.name, sheet="", row=0, column="", shown=path.name, rule="empty")
            )
        for name, table in tables:
            wrong = list(check_header(kind, path.name, name, table.column_names))
            findings.extend(wrong)
            if not wrong:
                sheets.append(Sheet(kind=kind, file=path.name, name=name, table=table))
    return sheets, findings


def mask_digits(text: str) -> str:
    """A message of a reader with long numbers masked: it may quote a row, and a row may hold a NIK."""
    return " ".join(mask(part) if sum(c.isdigit() for c in part) > 5 else part for part in text.split())
