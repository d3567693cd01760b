"""How do cells look, and how do they come into a workbook? Text is never taken for a formula."""

import re
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from dashboard.words import word
from dashboard.workbook.cells import Cell, Value

A4 = 9
LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "note": {"text_wrap": True, "indent": 1, "valign": "top", "italic": True, "font_color": "#555555"},
    "warning": {"text_wrap": True, "valign": "top", "bg_color": "#FDEBD0"},
    "heading": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "input": {"bg_color": "#FFF3C4", "font_color": "#1F3FAF", "border": 1, "valign": "top", "align": "right"},
    "data": {"bg_color": "#ECECEC", "valign": "top"},
    "formula": {"valign": "top"},
    "result": {"bold": True, "bg_color": "#E3F1E7", "valign": "top", "align": "right"},
}
NUMBERS = {"id": "[$-421]#,##0", "en": "[$-409]#,##0"}  # 1.234 and 1,234 whatever the computer is set to
PERCENT = {"id": "[$-421]0.00##%", "en": "[$-409]0.00##%"}
AS_TEXT = "@"


class Book:
    """A workbook that is being written. `lang` sets how numbers look."""

    def __init__(self, file: xlsxwriter.Workbook, lang: str) -> None:
        self.file, self.lang = file, lang
        self._formats: dict[tuple[str, str], Format] = {}

    def page(self, name: str, widths: Sequence[int], frozen: int = 1, *, landscape: bool = True) -> "Page":
        """A new sheet; the first `frozen` rows stay in sight, and are printed on every page."""
        sheet = self.file.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(frozen, 0)
        set_up_print(sheet, frozen, landscape=landscape)
        return Page(self, sheet)

    def look(self, name: str, numbers: str = "") -> Format:
        """A format, made once."""
        if (name, numbers) not in self._formats:
            shape = LOOKS[name] | {"num_format": numbers or NUMBERS[self.lang]}
            self._formats[name, numbers] = self.file.add_format(shape)
        return self._formats[name, numbers]


def set_up_print(sheet: Worksheet, repeated: int, *, landscape: bool) -> None:
    """A4, as wide as a page; the first `repeated` rows on every page."""
    if repeated:
        sheet.repeat_rows(0, repeated - 1)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&F&C&A&R&P / &N")
    if landscape:
        sheet.set_landscape()


class Page:
    """One sheet. Rows and columns are counted from 0."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self.book, self.sheet = book, sheet
        self._own = re.compile(rf"(?<![\w.]){re.escape(sheet.get_name())}!")

    def text(self, row: int, column: int, text: str, look: str = "text") -> None:
        """Words; what begins as a formula stays text."""
        self.sheet.write_string(row, column, text, self.book.look(look))

    def head(self, row: int, names: Sequence[str], column: int = 0) -> None:
        """A row of headings by name; a name that ends in _t or _o is of drivers or of all others."""
        lang = self.book.lang
        for place, name in enumerate(names, start=column):
            base, _, group = name.rpartition("_")
            if group in ("t", "o"):
                whose = word(lang, f"workbook.group.{group}")
                title = word(lang, "workbook.column", name=word(lang, f"workbook.column.{base}"), group=whose)
            else:
                title = word(lang, f"workbook.column.{name}")
            self.text(row, place, title, "heading")

    def data(self, row: int, column: int, value: int | str, look: str = "data") -> Cell:
        """A fixed number or text."""
        if isinstance(value, str):
            self.sheet.write_string(row, column, value, self.book.look(look, AS_TEXT))
        else:
            self.sheet.write_number(row, column, value, self.book.look(look))
        return self._at(row, column, value)

    def formula(self, row: int, column: int, formula: Cell, look: str = "formula") -> Cell:
        """A formula with its value beside it, for programs that show a workbook without reckoning."""
        value = "" if formula.value is None else formula.value
        shown = str(value).upper() if isinstance(value, bool) else value
        self.sheet.write_formula(
            row, column, f"={self._own.sub('', formula.text)}", self.book.look(look), shown
        )
        return self._at(row, column, formula.value)

    def _at(self, row: int, column: int, value: Value) -> Cell:
        place = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        return Cell(f"{self.sheet.get_name()}!{place}", value, place=place)
