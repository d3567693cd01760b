"""What is wrong with a sheet, said so that the clerk can mend it without us seeing personal data."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from publisher.words import word


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong. `row` is numbered as the spreadsheet does; 0 speaks of the whole sheet."""

    file: str
    sheet: str
    row: int
    column: str
    shown: str  # the value, masked when the column is personal
    rule: str  # key of the sentence in publisher/words
    values: dict[str, str] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """What is wrong, which limit it breaks and what to do next."""
        return word(lang, f"finding.{self.rule}", value=self.shown, column=self.column, **self.values)


class SheetsRefused(Exception):
    """The sheets cannot be published; nothing was changed. Holds every finding."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)


def mask(value: str) -> str:
    """A personal value with all but its first and last two characters hidden."""
    return value if len(value) < 5 else f"{value[:2]}{'•' * (len(value) - 4)}{value[-2:]}"


REPORT_COLUMNS = ("file", "sheet", "row", "column", "value", "rule", "explanation")


def write_report(findings: Iterable[Finding], path: Path, lang: str) -> None:
    """All findings as a CSV that a spreadsheet opens (UTF-8 with BOM, one row a finding)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([word(lang, f"report.{column}") for column in REPORT_COLUMNS])
        for one in findings:
            cells = (one.file, one.sheet, one.row or "", one.column, one.shown, one.rule, one.sentence(lang))
            writer.writerow([spreadsheet_safe(str(cell)) for cell in cells])


def spreadsheet_safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def print_findings(findings: Sequence[Finding], stream: TextIO, lang: str, most: int = 20) -> None:
    """The first `most` findings, one a line, and how many more there are."""
    for one in findings[:most]:
        place = word(lang, "report.place", file=one.file, sheet=one.sheet, row=one.row, column=one.column)
        print(f"- {place}: {one.sentence(lang)}", file=stream)
    if len(findings) > most:
        print(word(lang, "report.more", count=len(findings) - most), file=stream)
