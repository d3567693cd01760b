"""What is wrong with a sheet, said so that the clerk can mend it without us seeing personal data."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from publisher.words import word

if TYPE_CHECKING:
    from publisher.intake.verdict import FileVerdict

ERROR, NOTE = "error", "note"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong or was understood. `row` is numbered as the spreadsheet does; 0 speaks of the
    whole sheet. A note speaks of `count` rows and shows the first of them."""

    file: str
    sheet: str
    row: int
    column: str
    shown: str  # the value, masked
    rule: str  # key of the sentence in publisher/words
    values: dict[str, str] = field(default_factory=dict)
    level: str = ERROR
    count: int = 1

    def sentence(self, lang: str) -> str:
        """What is wrong, which limit it breaks and what to do next."""
        values = {"value": self.shown, "column": self.column, "count": self.count} | self.values
        return word(lang, f"finding.{self.rule}", **values)


class SheetsRefused(Exception):
    """The sheets cannot be published; nothing was changed. Holds every finding, and the verdict of each file
    with its notes and row receipt."""

    def __init__(
        self,
        findings: Sequence[Finding],
        files: Sequence["FileVerdict"] = (),
        of_the_month: Sequence[Finding] = (),
    ) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = tuple(findings)
        self.files = tuple(files)
        self.of_the_month = tuple(of_the_month)  # findings that stand in no file


def print_findings(findings: Sequence[Finding], stream: TextIO, lang: str, most: int = 20) -> None:
    """The first `most` findings, one a line, and how many more there are."""
    for one in findings[:most]:
        where = place(one, lang)
        print(f"  - {where}: {one.sentence(lang)}" if where else f"  - {one.sentence(lang)}", file=stream)
    if len(findings) > most:
        print("  " + word(lang, "report.more", count=len(findings) - most), file=stream)


def place(one: Finding, lang: str) -> str:
    """Where in its file a finding stands, as far as it stands anywhere: sheet, row, column."""
    parts = [
        word(lang, f"report.at_{name}", value=value)
        for name, value in (("sheet", one.sheet), ("row", one.row), ("column", one.column))
        if value and not (name == "sheet" and one.file.startswith(f"{value}."))
    ]
    return ", ".join(parts)
