"""The sheet of what a reader may change: each value in a named cell, with its unit and assumptions."""

from decimal import Decimal
from fractions import Fraction

from dashboard.names import Names
from dashboard.words import word
from dashboard.workbook.cells import Cell
from dashboard.workbook.sheets import PERCENT, Book
from simulator.people import DIMENSIONS
from simulator.rounding import ONE
from simulator.scenario import CITY, Scenario

DECIMALS = 6  # of a share, at least
VALUE = 1  # column of what is typed


class Inputs:
    """Rows are added one by one. A formula refers to `in_<key>`, or to `use_<key>` in whole numbers."""

    def __init__(self, book: Book, base_month: str) -> None:
        self._book, self.lang, self._base = book, book.lang, base_month
        lang = book.lang
        self.page = book.page(word(lang, "workbook.sheet.inputs"), (56, 18, 16, 22, 26, 60))
        columns = ("input", "value", "reckoned", "unit", "name", "note")
        self.page.head(0, columns)
        self._row = 0

    def number(
        self, key: str, value: int | None, label: str, unit: str, *, least: int, most: int, why: str = ""
    ) -> Cell:
        """A whole number, or an empty cell."""
        row = self._start(key, label, unit, why)
        self._limit(row, "integer", least, most)
        self._type(row, value)
        return Cell(f"in_{key}", value)

    def share(self, key: str, value: Fraction | None, label: str, *, why: str = "") -> tuple[Cell, int]:
        """A share [0-1] typed in percent: its numerator, and the power of ten that is its denominator."""
        row = self._start(key, label, "share", why)
        self._limit(row, "decimal", 0, 1)
        decimals = DECIMALS
        while value is not None and (value * 10**decimals).denominator > 1:
            decimals += 1
        scale = 10**decimals
        numerator = int((value or 0) * scale)
        self._type(row, None if value is None else float(value), PERCENT[self.lang])
        return self.reckon(key, Cell(f"ROUND(in_{key}*{scale},0)", numerator)), scale

    def basis_points(self, key: str, value: int, label: str, *, least: int, most: int, why: str) -> Cell:
        """A share in whole basis points, typed in percent."""
        row = self._start(key, label, "share", why)
        self._limit(row, "decimal", least / ONE, most / ONE)
        self._type(row, float(Decimal(value) / ONE), PERCENT[self.lang])
        return self.reckon(key, Cell(f"ROUND(in_{key}*{ONE},0)", value))

    def month(self, key: str, value: str, label: str, *, why: str = "") -> Cell:
        """A month typed as 2026-10; counted in months after the base month."""
        row = self._start(key, label, "month", why)
        self.page.data(row, VALUE, value, "input")
        year, month = (int(part) for part in self._base.split("-"))
        later = (int(value[:4]) - year) * 12 + int(value[5:]) - month
        text = f"12*LEFT(in_{key},4)+RIGHT(in_{key},2)-{12 * year + month}"
        return self.reckon(key, Cell(text, later))

    def switch(self, key: str, value: bool, label: str, *, why: str = "") -> Cell:
        """1 for yes, 0 for no."""
        row = self._start(key, label, "switch", why)
        self.page.sheet.data_validation(row, VALUE, row, VALUE, {"validate": "list", "source": [0, 1]})
        self._type(row, int(value))
        return Cell(f"in_{key}", int(value))

    def fixed(self, label: str, text: str) -> None:
        """What this workbook cannot vary."""
        self._row += 1
        self.page.text(self._row, 0, label)
        self.page.data(self._row, VALUE, text)
        self.page.text(self._row, 5, word(self.lang, "workbook.fixed"), "note")

    def end(self) -> None:
        """A note below the rows."""
        self.page.text(self._row + 2, 0, word(self.lang, "workbook.inputs.note"), "note")

    def _start(self, key: str, label: str, unit: str, why: str) -> int:
        self._row += 1
        self.page.text(self._row, 0, label)
        self.page.text(self._row, 3, word(self.lang, f"workbook.unit.{unit}"), "note")
        self.page.text(self._row, 4, f"in_{key}", "note")
        self.page.text(self._row, 5, why, "note")
        self._name(f"in_{key}", self._row, "B")
        return self._row

    def _type(self, row: int, value: float | None, numbers: str = "") -> None:
        look = self._book.look("input", numbers)
        if value is None:
            self.page.sheet.write_blank(row, VALUE, None, look)
        else:
            self.page.sheet.write_number(row, VALUE, value, look)

    def reckon(self, key: str, formula: Cell) -> Cell:
        """`use_<key>` beside the row that was added last: what formulas make of it."""
        self.page.formula(self._row, VALUE + 1, formula)
        self._name(f"use_{key}", self._row, "C")
        return Cell(f"use_{key}", formula.value)

    def _limit(self, row: int, kind: str, least: float, most: float) -> None:
        rule = {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}
        self.page.sheet.data_validation(row, VALUE, row, VALUE, rule)

    def _name(self, name: str, row: int, column: str) -> None:
        self._book.file.define_name(name, f"={self.page.sheet.get_name()}!${column}${row + 1}")


def write_fixed(inputs: Inputs, scenario: Scenario, called: Names) -> None:
    """What else the answer rests on; another choice needs a new workbook."""
    lang, terms = called.lang, scenario.terms
    texts = {
        "payer": called.of("funding_source", terms.funding_source),
        "package": word(lang, f"simulator.package.{terms.package}"),
        "bracket": str(terms.bracket),
        "rule": word(lang, f"simulator.rule.{scenario.rule}"),
    }
    for dimension in DIMENSIONS:
        codes = getattr(scenario, dimension)
        if codes:
            texts[dimension] = ", ".join(called.of(dimension, code) for code in codes)
    if scenario.question != CITY:
        texts["people"] = word(lang, f"simulator.people.{scenario.people}")
    for name, text in texts.items():
        inputs.fixed(word(lang, f"workbook.input.{name}"), text)
