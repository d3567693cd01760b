"""The first sheet: question, figures, warnings and sources; and the last: how to read the workbook."""

from dataclasses import dataclass, field

from dashboard.words import word
from dashboard.workbook.cells import Cell, cell, when
from dashboard.workbook.sheets import AS_TEXT, Book, Page
from simulator import MODEL_VERSION

COLUMNS = ("figure", "value", "unit", "name")
OWN_UNITS = {
    "due": "month",
    "peak_month": "month",
    "end_month": "month",
    "renewal_month": "month",
    "months": "months",
    "worker_months": "worker_months",
    "additional_worker_months": "worker_months",
    "capacity_needed": "workers_a_month",
}
LEGEND = ("input", "data", "formula", "result", "warning")


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """What the page knows of its answer and the model does not. All are texts for people."""

    question: str
    answer: str
    warnings: tuple[str, ...]
    revision: str  # of the extract
    link: str  # to the page with this scenario
    synthetic: bool  # whether the extract is made up


@dataclass(frozen=True, kw_only=True)
class Results:
    """Formulas of the figures, and conditions under which they mean nothing."""

    figures: dict[str, Cell]
    checks: list[tuple[Cell, str]] = field(default_factory=list)


def check(condition: Cell, name: str) -> tuple[Cell, str]:
    """A condition under which the model would refuse the inputs, and the word for it."""
    return condition, name


def unit_of(figure: str) -> str:
    """The unit a figure is in."""
    return OWN_UNITS.get(figure, "rupiah" if figure.endswith("_idr") else "workers")


def write_result(book: Book, page: Page, stamp: Stamp, results: Results) -> None:
    """Fill the first sheet."""
    lang = book.lang
    page.text(0, 0, stamp.question, "title")
    page.text(1, 0, stamp.answer)
    status: Cell = cell(word(lang, "workbook.status.fine"))
    for condition, name in reversed(results.checks):
        status = when(condition, word(lang, f"workbook.status.{name}"), status)
    page.text(2, 0, word(lang, "workbook.status"))
    page.formula(2, 1, status)
    page.head(4, COLUMNS)
    row = 5
    for name, formula in results.figures.items():
        page.text(row, 0, word(lang, f"workbook.figure.{name}"))
        page.formula(row, 1, formula, "result")
        page.text(row, 2, word(lang, f"workbook.unit.{unit_of(name)}"), "note")
        page.text(row, 3, name, "note")
        book.file.define_name(f"out_{name}", f"={page.sheet.get_name()}!$B${row + 1}")
        row += 1
    row += 1
    for warning in stamp.warnings:
        page.text(row, 0, warning, "warning")
        row += 1
    row += 1
    for name, text in _sources(lang, stamp):
        page.text(row, 0, word(lang, f"workbook.source.{name}"))
        page.sheet.write_string(row, 1, text, book.look("text", AS_TEXT))
        row += 1


def write_legend(book: Book) -> None:
    """What the colours mean and what the workbook cannot do."""
    lang = book.lang
    page = book.page(word(lang, "workbook.sheet.legend"), (24, 100), 0)
    for row, name in enumerate(LEGEND):
        page.text(row, 0, word(lang, f"workbook.legend.{name}.name"), name)
        page.text(row, 1, word(lang, f"workbook.legend.{name}"))
    for row, name in enumerate(("live", "fixed", "whole", "months"), start=len(LEGEND) + 1):
        page.text(row, 1, word(lang, f"workbook.read.{name}"))


def _sources(lang: str, stamp: Stamp) -> list[tuple[str, str]]:
    made_up = word(lang, "workbook.source.is_synthetic" if stamp.synthetic else "workbook.source.is_real")
    return [
        ("revision", stamp.revision),
        ("data", made_up),
        ("model", MODEL_VERSION),
        ("link", stamp.link),
    ]
