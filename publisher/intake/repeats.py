"""Which rows of a month stand on its sheets twice? A file sent twice, in any form, counts once."""

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from publisher.contract import load_schema
from publisher.intake.checks import Checked
from publisher.intake.lists import Intake

FEW = 10  # row numbers that a note lists
Row = tuple[Any, ...]


def digest(path: Path) -> str:
    """sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def reject_repeats(intakes: list[Intake]) -> dict[int, pa.Table]:
    """The tables of all sheets of files without errors, without rows that repeat exactly, by id of `Checked`.

    A note tells what was left out, and each file's `repeated` counts it.
    """
    tables: dict[int, pa.Table] = {}
    good = [intake for intake in intakes if not intake.errors]
    kinds = sorted({sheet.place.kind for intake in good for sheet in intake.sheets})
    for kind in kinds:
        sheets = [(intake, sheet) for intake in good for sheet in intake.sheets if sheet.place.kind == kind]
        repeats = (
            once_a_file(sheets) if load_schema("sheets", kind)["rows_may_repeat"] else once_a_row(sheets)
        )
        for (intake, sheet), found in zip(sheets, repeats, strict=True):
            table = sheet.table()
            if found:
                note_repeats(intake, sheet, found, table.num_rows)
                keep = pa.array([place not in found for place in range(table.num_rows)])
                table = table.filter(keep)
            tables[id(sheet)] = table
    return tables


def once_a_row(sheets: list[tuple[Intake, Checked]]) -> list[dict[int, str]]:
    """For each sheet its rows (from 0) that stood before, with the file in which they did."""
    tables = [sheet.table() for _, sheet in sheets]
    twice = repeated_niks(tables)
    seen: dict[Row, str] = {}
    answer = []
    for (intake, _), table in zip(sheets, tables, strict=True):
        places = list(range(table.num_rows))
        if twice is not None:
            places = pc.indices_nonzero(pc.is_in(table["nik"], twice)).to_pylist()
        found = {}
        for place, row in zip(places, rows_at(table, places), strict=True):
            if row in seen:
                found[place] = seen[row]
            else:
                seen[row] = intake.file
        answer.append(found)
    return answer


def once_a_file(sheets: list[tuple[Intake, Checked]]) -> list[dict[int, str]]:
    """The same for sheets whose rows may repeat: only a sheet with the very rows of another is left out."""
    seen: dict[frozenset[tuple[Row, int]], str] = {}
    answer = []
    for intake, sheet in sheets:
        table = sheet.table()
        content = frozenset(Counter(rows_at(table, list(range(table.num_rows)))).items())
        earlier = seen.setdefault(content, intake.file) if content else intake.file
        again = earlier != intake.file
        answer.append(dict.fromkeys(range(table.num_rows), earlier) if again else {})
    return answer


def rows_at(table: pa.Table, places: list[int]) -> list[Row]:
    """Some rows of a table as values that can be compared."""
    columns = table.take(pa.array(places, pa.int64())).to_pydict().values()
    return list(zip(*columns, strict=True))


def repeated_niks(tables: list[pa.Table]) -> pa.Array | None:
    """NIK that stand in more than one row; None when the sheets hold none, so all rows are compared."""
    if "nik" not in tables[0].column_names:
        return None
    chunks = [chunk for table in tables for chunk in table["nik"].chunks]
    counts = pc.value_counts(pa.chunked_array(chunks, pa.string()))
    return counts.field("values").filter(pc.greater(counts.field("counts"), 1))


def note_repeats(intake: Intake, sheet: Checked, found: dict[int, str], rows: int) -> None:
    """Tell which rows of a sheet were left out and where they stood before."""
    intake.repeated += len(found)
    earlier = sorted(set(found.values()))
    if len(found) == rows and earlier != [intake.file] and len(earlier) == 1:
        intake.note("same_rows", sheet.place.sheet, count=rows, values={"other": earlier[0]})
        return
    numbers = [sheet.numbers[place] for place in sorted(found)]
    listed = ", ".join(map(str, numbers[:FEW])) + (" …" if len(numbers) > FEW else "")
    values = {"rows": listed, "other": ", ".join(earlier)}
    intake.note("row_repeated", sheet.place.sheet, count=len(found), values=values)
