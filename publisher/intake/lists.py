"""What stands on a list? Its rows read and checked, and everything odd about it kept for the verdict."""

import dataclasses
import itertools
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from publisher.intake.bodies import Body
from publisher.intake.checks import Checked, Place
from publisher.intake.findings import NOTE, Finding
from publisher.intake.grids import LIMITS, TEXT, Grid
from publisher.intake.headers import Header, check_header
from publisher.intake.totals import check_total
from publisher.masking import mask_digits

Values = dict[str, str]


@dataclass
class Intake:
    """What came of reading one file."""

    file: str
    path: Path
    sheets: list[Checked] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    declared: int = 0
    read: int = 0
    repeated: int = 0  # rows that stand elsewhere already

    def refuse(
        self, rule: str, sheet: str = "", row: int = 0, column: str = "", values: Values | None = None
    ) -> None:
        """Keep an error that shows no cell."""
        self.errors.append(self._finding(rule, sheet, row, column, values))

    def note(
        self, rule: str, sheet: str = "", column: str = "", count: int = 1, values: Values | None = None
    ) -> None:
        """Keep a note that shows no cell."""
        self.notes.append(
            dataclasses.replace(self._finding(rule, sheet, 0, column, values), level=NOTE, count=count)
        )

    def _finding(self, rule: str, sheet: str, row: int, column: str, values: Values | None) -> Finding:
        return Finding(
            file=self.file, sheet=sheet, row=row, column=column, shown=column or self.file, rule=rule,
            values=values or {},
        )  # fmt: skip


def read_list(intake: Intake, grid: Grid, place: Place, header: Header, head: list[list[str]]) -> None:
    """Check the header and every row of a list."""
    wrong = list(check_header(header, place.kind, place.file, place.sheet))
    body = Body(
        kind=place.kind,
        header=header,
        header_rows=head[header.first - 1 : header.last],
        rows=itertools.chain(head[header.last :], grid.rows),
        merged=grid.merged,
        hidden=grid.hidden_rows,
    )
    checked = Checked(place)
    for chunk in body.chunks():
        if not wrong:
            checked.take(chunk)
    intake.sheets.append(checked)
    intake.errors.extend(wrong)
    intake.errors.extend(checked.errors)
    intake.skipped["title"] += sum(any(cell.strip() for cell in row) for row in head[: header.first - 1])
    intake.skipped.update(body.tally.skipped)
    intake.read += body.tally.read
    intake.declared += check_total(
        intake.errors, checked, header, body.tally, sums=not wrong and not checked.errors
    )
    note_sheet(intake, grid, header, body)
    if checked.rounded():
        intake.refuse("nik_all_zero", place.sheet, column="nik")
    intake.notes.extend(checked.notes())


def note_sheet(intake: Intake, grid: Grid, header: Header, body: Body) -> None:
    """What of the sheet as a whole is odd."""
    name, tally = mask_digits(grid.name), body.tally
    limit = {".xls": LIMITS[:1], **dict.fromkeys(TEXT, LIMITS)}.get(intake.path.suffix.lower(), LIMITS[1:])
    if tally.last in limit:
        intake.refuse("cut_at_limit", name, tally.last, values={"row_number": str(tally.last)})
    for column, count in sorted(tally.nameless.items()):
        letters = column_letters(column)
        intake.refuse("column_nameless", name, header.last, letters, values={"cells": str(count)})
    if not tally.read:
        intake.note("no_rows", name)
    if grid.hidden:
        intake.note("hidden_sheet", name, count=tally.read)
    if tally.hidden:
        intake.note("hidden_rows", name, count=tally.hidden)
    for column, field_name in sorted(header.fields.items()):
        if any(first <= column <= last for first, last in grid.hidden_columns):
            intake.note("hidden_column", name, field_name, tally.read, {"letters": column_letters(column)})
    if grid.note:
        intake.note(grid.note, name)
    for field_name, count in tally.filled.items():
        intake.note("merged_filled", name, field_name, count)
    for what in ("footer", "header_again"):
        if tally.skipped[what]:
            intake.note(what, name, count=tally.skipped[what])


def column_letters(column: int) -> str:
    """The letters by which a spreadsheet names a column (0 is A, 26 is AA)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
