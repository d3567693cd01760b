"""Is a file accepted, accepted with notes, or refused, and where did each of its rows go?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

from publisher.intake.findings import Finding, print_findings
from publisher.words import LANGUAGES, word

ACCEPTED, WITH_NOTES, REFUSED = "accepted", "accepted_with_notes", "refused"
MARKS = {ACCEPTED: "[OK]", WITH_NOTES: "[!]", REFUSED: "[X]"}


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Where the rows of a file went. All [rows]. A refused file loads nothing."""

    declared: int  # what a row of totals under the data says, else the data rows counted while reading
    read: int
    loaded: int
    rejected: int
    skipped: dict[str, int]  # rows that are no data, by what they are

    @property
    def holds(self) -> bool:
        """Whether no row was lost: declared = read = loaded + rejected."""
        return self.declared == self.read == self.loaded + self.rejected


@dataclass(frozen=True, kw_only=True)
class FileVerdict:
    """What came of one file of a month."""

    file: str
    kinds: tuple[str, ...]
    receipt: Receipt
    errors: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    bad_rows: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)  # by sheet and row, masked

    @property
    def status(self) -> str:
        """accepted, accepted_with_notes or refused."""
        return REFUSED if self.errors else WITH_NOTES if self.notes else ACCEPTED


def finding_json(one: Finding) -> dict[str, Any]:
    """A finding as JSON, with its sentence in every language."""
    return {
        "level": one.level,
        "rule": one.rule,
        "sheet": one.sheet,
        "row": one.row or None,
        "column": one.column,
        "value": one.shown,
        "rows": one.count,
        "sentence": {lang: one.sentence(lang) for lang in LANGUAGES},
    }


def verdict_json(
    period: str, files: tuple[FileVerdict, ...], month_findings: tuple[Finding, ...], revision: str | None
) -> dict[str, Any]:
    """The verdict of a month as JSON: file by file, and what of the whole month is wrong."""
    refused = bool(month_findings) or any(one.errors for one in files)
    return {
        "period": period,
        "status": REFUSED if refused else WITH_NOTES if any(one.notes for one in files) else ACCEPTED,
        "revision": revision,
        "findings": [finding_json(one) for one in month_findings],
        "files": [
            {
                "file": one.file,
                "kinds": list(one.kinds),
                "status": one.status,
                "receipt": {**vars(one.receipt), "holds": one.receipt.holds},
                "findings": [finding_json(each) for each in (*one.errors, *one.notes)],
            }
            for one in files
        ],
    }


def skipped_words(receipt: Receipt, lang: str) -> str:
    """The rows that are no data, in words."""
    return ", ".join(
        word(lang, f"verdict.skip.{what}", count=count) for what, count in receipt.skipped.items()
    )


def receipt_words(receipt: Receipt, lang: str) -> str:
    """The row receipt in words."""
    key = "verdict.receipt" if receipt.holds else "verdict.receipt_broken"
    words = word(
        lang,
        key,
        declared=receipt.declared,
        read=receipt.read,
        loaded=receipt.loaded,
        rejected=receipt.rejected,
    )
    skipped = skipped_words(receipt, lang)
    return f"{words}; {word(lang, 'verdict.skipped', parts=skipped)}" if skipped else words


def print_verdict(
    files: Iterable[FileVerdict], month_findings: Sequence[Finding], stream: TextIO, lang: str
) -> None:
    """Each file with its verdict and receipt, then its errors and notes."""
    for one in files:
        print(f"{MARKS[one.status]} {one.file}: {word(lang, f'verdict.{one.status}')}", file=stream)
        wrong = len({(error.sheet, error.row) for error in one.errors if error.row})
        told = word(lang, "verdict.wrong_rows", count=wrong) if wrong else ""
        print(f"  {receipt_words(one.receipt, lang)}{told}", file=stream)
        print_findings([*one.errors, *one.notes], stream, lang)
    print_findings(month_findings, stream, lang)
