"""May a month's sheets be taken in? All of them checked, or every finding told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from publisher.contract import sheet_kinds
from publisher.intake.checks import empty_sheet
from publisher.intake.files import find_files, read_file
from publisher.intake.findings import Finding, SheetsRefused
from publisher.intake.lists import Intake
from publisher.intake.repeats import digest, reject_repeats
from publisher.intake.values import load_city
from publisher.intake.verdict import FileVerdict, Receipt
from publisher.masking import mask, mask_digits

Step = Callable[[str], None]


@dataclass
class Reception:
    """A month's sheets after all checks: the verdict of each file, and the rows to be loaded by kind."""

    files: list[Intake]
    tables: dict[int, pa.Table]  # by id of the sheet's `Checked`; only of files without errors
    findings: list[Finding] = field(default_factory=list)  # of the whole month

    @property
    def verdicts(self) -> tuple[FileVerdict, ...]:
        """Verdict and row receipt of each file, in the order of their names."""
        return tuple(map(file_verdict, self.files))

    @property
    def errors(self) -> list[Finding]:
        """Every finding for which the month is refused."""
        return [*self.findings, *(error for intake in self.files for error in intake.errors)]

    def typed(self) -> dict[str, pa.Table]:
        """All rows to be loaded, by kind of sheet. Raises SheetsRefused when any file is refused."""
        if self.errors:
            raise self.refused()
        tables: dict[str, list[pa.Table]] = {kind: [empty_sheet(kind)] for kind in sheet_kinds()}
        for intake in self.files:
            for sheet in intake.sheets:
                tables[sheet.place.kind].append(self.tables[id(sheet)])
        return {kind: pa.concat_tables(parts, promote_options="default") for kind, parts in tables.items()}

    def refused(self) -> SheetsRefused:
        """The refusal of this month, with everything that is known of its files."""
        return SheetsRefused(self.errors, self.verdicts, self.findings)

    def unlisted(self, niks: list[str]) -> SheetsRefused:
        """The refusal of a month with payments for workers that stand in no OPD list."""
        wanted = pa.array(niks, pa.string())
        for intake in self.files:
            for sheet in intake.sheets:
                table = sheet.table()
                if sheet.place.kind == "opd_workers" or "nik" not in table.column_names:
                    continue
                for place in pc.indices_nonzero(pc.is_in(table["nik"], wanted)).to_pylist():
                    intake.errors.append(
                        Finding(
                            file=intake.file,
                            sheet=sheet.place.sheet,
                            row=sheet.numbers[place],
                            column="nik",
                            shown=mask(table["nik"][place].as_py()),
                            rule="unlisted",
                        )
                    )
        return self.refused()


def file_verdict(intake: Intake) -> FileVerdict:
    """What came of one file. A refused file loads nothing: all its rows are rejected with it."""
    rejected = intake.read if intake.errors else intake.repeated
    return FileVerdict(
        file=intake.file,
        kinds=tuple(dict.fromkeys(sheet.place.kind for sheet in intake.sheets)),
        receipt=Receipt(
            declared=intake.declared,
            read=intake.read,
            loaded=intake.read - rejected,
            rejected=rejected,
            skipped={what: count for what, count in sorted(intake.skipped.items()) if count},
        ),
        errors=tuple(intake.errors),
        notes=tuple(intake.notes),
        bad_rows={
            (sheet.place.sheet, row): cells
            for sheet in intake.sheets
            for row, cells in sheet.bad_rows.items()
        },
    )


def receive(city_dir: Path, folder: Path, period: str, step: Step = lambda _: None) -> Reception:
    """Read and check every file of a month. Raises nothing for what stands in them: see `errors`."""
    step("read")
    city = load_city(city_dir)
    intakes: list[Intake] = []
    first: dict[str, Intake] = {}
    for path in find_files(folder):
        same = first.get(digest(path)) if path.is_file() else None
        if same:
            intakes.append(twin(same, path))
            continue
        intakes.append(read_file(path, period, city))
        if path.is_file():
            first[digest(path)] = intakes[-1]
    step("check")
    reception = Reception(intakes, reject_repeats(intakes))
    lists = [sheet for intake in intakes for sheet in intake.sheets if sheet.place.kind == "opd_workers"]
    if not lists or not (reception.errors or any(sheet.numbers for sheet in lists)):
        reception.findings.append(
            Finding(file=folder.name, sheet="", row=0, column="", shown="opd_workers", rule="list_missing")
        )
    return reception


def twin(same: Intake, path: Path) -> Intake:
    """A file with the bytes of another: recognised, not read again, none of its rows counted."""
    again = Intake(
        file=mask_digits(path.name), path=path, declared=same.read, read=same.read, repeated=same.read
    )
    again.note("same_file", count=same.read, values={"other": same.file})
    return again
