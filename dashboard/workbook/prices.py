"""The sheet of what a month of cover costs, by the law of each month, with and without the relief."""

from dataclasses import dataclass, replace

from dashboard.words import word
from dashboard.workbook.cells import Cell, total_where, when
from dashboard.workbook.inputs import Inputs
from dashboard.workbook.pairs import GROUPS, Pair, pair
from dashboard.workbook.sheets import Book
from simulator.month import add_months
from simulator.scenario import Scenario
from simulator.tariff import Tariff, Terms

DRIVES = (True, False)  # in the order of GROUPS
COLUMNS = (
    *("later", "month", "off_t", "off_o", "on_t", "on_o"),
    *("holds_t", "holds_o", "legal_off", "legal_on"),
)
WIDTHS = (10, 12, 14, 14, 14, 14, 14, 14, 60, 60)


@dataclass(frozen=True, kw_only=True)
class Prices:
    """[rupiah a worker-month], one row a month. Pairs are transport, other."""

    first: int  # [months] after the base month; negative before it
    later: tuple[Cell, ...]
    months: tuple[Cell, ...]  # text YYYY-MM
    off: tuple[Pair, ...]
    on: tuple[Pair, ...]
    holds: tuple[Pair, ...]

    def from_base(self, rows: tuple) -> tuple:
        """The rows of the base month and later."""
        return rows[-self.first :] if self.first else rows

    def covers(self, prices: tuple[Pair, ...], start: Cell, months: Cell) -> Pair:
        """[rupiah] of one worker's cover from `start` on, at such prices: transport, other."""
        ends = start + months
        return pair(total_where([row[group] for row in prices], self.later, start, ends) for group in GROUPS)


def write_prices(book: Book, inputs: Inputs, tariff: Tariff, scenario: Scenario, span: range) -> Prices:
    """The prices of the months of `span` [months after the base month]. Raises as `Tariff.rate`."""
    lang = book.lang
    page = book.page(word(lang, "workbook.sheet.prices"), WIDTHS)
    page.head(0, COLUMNS)
    relief = inputs.switch(
        "relief",
        scenario.terms.relief_for_csr,
        word(lang, "workbook.input.relief"),
        why=word(lang, "workbook.why.relief"),
    )
    later, months = list[Cell](), list[Cell]()
    off, on, holds = list[Pair](), list[Pair](), list[Pair]()
    for row, offset in enumerate(span, start=1):
        month = add_months(scenario.base_month, offset)
        later.append(page.data(row, 0, offset))
        months.append(page.data(row, 1, month))
        for switch, column, kept in ((False, 2, off), (True, 4, on)):
            terms = replace(scenario.terms, relief_for_csr=switch)
            rates = (tariff.rate(month, terms, transport=drives) for drives in DRIVES)
            transport, other = (page.data(row, column + place, idr) for place, idr in enumerate(rates))
            kept.append((transport, other))
            page.text(row, 8 + switch, "; ".join(_legal_bases(tariff, month, terms)), "note")
        chosen = [when(relief > 0, on[-1][group], off[-1][group]) for group in GROUPS]
        holds.append((page.formula(row, 6, chosen[0]), page.formula(row, 7, chosen[1])))
    return Prices(
        first=span.start,
        later=tuple(later),
        months=tuple(months),
        off=tuple(off),
        on=tuple(on),
        holds=tuple(holds),
    )


def _legal_bases(tariff: Tariff, month: str, terms: Terms) -> list[str]:
    rows = [row for drives in DRIVES for row in tariff.rows_for(month, terms, transport=drives)]
    return list(dict.fromkeys(row.legal_basis for row in rows))
