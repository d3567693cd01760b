"""What does the clerk keep, and send back to who sent the sheet? The verdict as XLSX and JSON.

Values of people are masked before they come here; every cell is written as text, so none is a formula.
"""

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from publisher.intake.findings import Finding
from publisher.intake.verdict import FileVerdict, receipt_words, skipped_words, verdict_json
from publisher.words import word

VERDICT = "verdict"
SEND_BACK = "send-back"
MOST_LINES = 100_000  # findings in a workbook; the JSON holds all of them
FINDING_COLUMNS = ("file", "sheet", "row", "column", "value", "level", "count", "rule", "explanation")
FILE_COLUMNS = ("file", "status", "declared", "read", "loaded", "rejected", "skipped")
WIDTHS = {"file": 32, "explanation": 110, "value": 24, "mistakes": 110, "skipped": 40, "status": 24}


def write_verdict(
    folder: Path,
    *,
    period: str,
    files: Sequence[FileVerdict],
    month_findings: Sequence[Finding],
    revision: str | None,
    lang: str,
    notes: Mapping[str, Any] | None = None,
) -> None:
    """Write `verdict.json`, `verdict.xlsx` and, for each file that is not simply accepted, a workbook to send
    back. What an earlier verdict left in the folder is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / SEND_BACK, ignore_errors=True)
    told = verdict_json(period, tuple(files), tuple(month_findings), revision) | dict(notes or {})
    (folder / f"{VERDICT}.json").write_text(
        json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    every = [*month_findings, *(each for one in files for each in (*one.errors, *one.notes))]
    with workbook(folder / f"{VERDICT}.xlsx") as book:
        write_files(book, files, lang)
        write_findings(book, every, lang)
    for one in files:
        if one.errors or one.notes:
            (folder / SEND_BACK).mkdir(exist_ok=True)
            with workbook(folder / SEND_BACK / f"{one.file}.xlsx") as book:
                write_summary(book, one, period, lang)
                write_findings(book, [*one.errors, *one.notes], lang)
                write_bad_rows(book, one, lang)


def workbook(path: Path) -> xlsxwriter.Workbook:
    """A workbook in which text stays text."""
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return xlsxwriter.Workbook(str(path), {"constant_memory": True, **plain})


def heading(book: xlsxwriter.Workbook) -> Format:
    """The look of a header row."""
    return book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})


def start(book: xlsxwriter.Workbook, name: str, columns: Sequence[str], titles: Sequence[str]) -> Worksheet:
    """A worksheet with its header row, which stays in sight."""
    sheet = book.add_worksheet(name)
    for place, (column, title) in enumerate(zip(columns, titles, strict=True)):
        sheet.set_column(place, place, WIDTHS.get(column, 16))
        sheet.write_string(0, place, title, heading(book))
    sheet.freeze_panes(1, 0)
    return sheet


def write_row(sheet: Worksheet, row: int, cells: Iterable[str | int], look: Format | None = None) -> None:
    """A row of numbers and of text that stays text."""
    for place, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, place, cell, look)
        else:
            sheet.write_string(row, place, cell, look)


def write_files(book: xlsxwriter.Workbook, files: Sequence[FileVerdict], lang: str) -> None:
    """Verdict and row receipt of each file."""
    titles = [word(lang, f"verdict.column.{column}") for column in FILE_COLUMNS]
    sheet = start(book, word(lang, "verdict.sheet.files"), FILE_COLUMNS, titles)
    for row, one in enumerate(files, start=1):
        receipt = one.receipt
        counts = (receipt.declared, receipt.read, receipt.loaded, receipt.rejected)
        status = word(lang, f"verdict.{one.status}")
        write_row(sheet, row, (one.file, status, *counts, skipped_words(receipt, lang)))


def write_findings(book: xlsxwriter.Workbook, findings: Sequence[Finding], lang: str) -> None:
    """Every error and note, one a row."""
    titles = [
        word(lang, f"verdict.column.{column}" if column in ("level", "count") else f"report.{column}")
        for column in FINDING_COLUMNS
    ]
    sheet = start(book, word(lang, "verdict.sheet.findings"), FINDING_COLUMNS, titles)
    look = book.add_format({"text_wrap": True, "valign": "top"})
    for row, one in enumerate(findings[:MOST_LINES], start=1):
        level = word(lang, f"verdict.level.{one.level}")
        cells = (one.file, one.sheet, one.row or "", one.column, one.shown, level, one.count, one.rule)
        write_row(sheet, row, (*cells, one.sentence(lang)), look)


def write_summary(book: xlsxwriter.Workbook, one: FileVerdict, period: str, lang: str) -> None:
    """What came of the file, in words."""
    sheet = book.add_worksheet(word(lang, "verdict.sheet.verdict"))
    sheet.set_column(0, 0, 120)
    status = word(lang, f"verdict.{one.status}")
    look = book.add_format({"text_wrap": True})
    sentence = word(lang, "verdict.send_back", file=one.file, period=period, status=status)
    sheet.write_string(0, 0, sentence, look)
    sheet.write_string(1, 0, receipt_words(one.receipt, lang), look)


def write_bad_rows(book: xlsxwriter.Workbook, one: FileVerdict, lang: str) -> None:
    """The rows with errors of each sheet, wrong cells marked, and what to correct in each."""
    mistakes: dict[tuple[str, int], list[Finding]] = {}
    for error in one.errors:
        if (error.sheet, error.row) in one.bad_rows:
            mistakes.setdefault((error.sheet, error.row), []).append(error)
    marked = book.add_format({"bg_color": "#F4B6B0", "border": 1, "text_wrap": True})
    plain = book.add_format({"text_wrap": True})
    for number, name in enumerate(dict.fromkeys(sheet for sheet, _ in one.bad_rows), start=1):
        rows = {row: cells for (sheet, row), cells in one.bad_rows.items() if sheet == name}
        columns = list(next(iter(rows.values())))
        titles = [word(lang, "report.sheet"), word(lang, "report.row"), *columns]
        titles.append(word(lang, "verdict.column.mistakes"))
        tab = f"{word(lang, 'verdict.sheet.rows')} {number}"
        sheet = start(book, tab, ["sheet", "row", *columns, "mistakes"], titles)
        for place, (row, cells) in enumerate(sorted(rows.items()), start=1):
            errors = mistakes.get((name, row), [])
            wrong = {error.column for error in errors}
            write_row(sheet, place, (name, row), plain)
            for column, (field, cell) in enumerate(cells.items(), start=2):
                sheet.write_string(place, column, cell, marked if field in wrong else plain)
            told = "\n".join(f"{error.column}: {error.sentence(lang)}" for error in errors)
            sheet.write_string(place, len(columns) + 2, told, plain)
        if len({error.row for error in one.errors if error.sheet == name and error.row}) > len(rows):
            sheet.write_string(len(rows) + 1, 0, word(lang, "verdict.more_rows"))
