"""An answer of the simulator as an XLSX workbook that reckons by itself: change an input, see the result."""

import io

import xlsxwriter

from dashboard.names import Names
from dashboard.words import word
from dashboard.workbook.cells import NumberTooLarge
from dashboard.workbook.city import write_city
from dashboard.workbook.company import write_company
from dashboard.workbook.inputs import Inputs, write_fixed
from dashboard.workbook.result import Results, Stamp, write_legend, write_result
from dashboard.workbook.sheets import Book
from simulator.answer import Answer, answer, figures
from simulator.city import CityAnswer
from simulator.scenario import Scenario
from simulator.standing import Standing
from simulator.tariff import Tariff

__all__ = ["NumberTooLarge", "Stamp", "WorkbookDiffers", "workbook_bytes"]
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class WorkbookDiffers(RuntimeError):
    """The formulas do not come to what the model says. No such workbook is handed out."""


def workbook_bytes(
    tariff: Tariff, standing: Standing, scenario: Scenario, *, called: Names, stamp: Stamp
) -> bytes:
    """The workbook in the language of `called`.

    Raises ScenarioError and TariffError as `answer`, NumberTooLarge, WorkbookDiffers.
    """
    found = answer(tariff, standing, scenario)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **PLAIN}) as written:
        book = Book(written, called.lang)
        title = word(called.lang, "workbook.title")
        written.set_properties({"title": title, "subject": stamp.question, "comments": stamp.link})
        first = book.page(word(called.lang, "workbook.sheet.result"), (64, 26, 22, 26), 0, landscape=False)
        results = _fill(book, tariff, standing, found, called)
        _compare(results, found)
        write_result(book, first, stamp, results)
        write_legend(book)
    return file.getvalue()


def _fill(book: Book, tariff: Tariff, standing: Standing, found: Answer, called: Names) -> Results:
    inputs = Inputs(book, found.scenario.base_month)
    if isinstance(found, CityAnswer):
        results = write_city(book, inputs, tariff, standing, found, called)
    else:
        results = write_company(book, inputs, tariff, standing, found, called)
    write_fixed(inputs, found.scenario, called)
    inputs.end()
    return results


def _compare(results: Results, found: Answer) -> None:
    said = figures(found)
    for name, formula in results.figures.items():
        value = "" if said[name] is None else said[name]
        if formula.value != value:
            raise WorkbookDiffers(f"{name}: {formula.value} instead of {value}")
