"""The sheet of the purchase: how many workers, or how many months, does a budget buy?"""

from dashboard.words import word
from dashboard.workbook.cells import Cell, area, cell, pick, quotient, total, when
from dashboard.workbook.cost import overhead_of
from dashboard.workbook.pairs import Pair
from dashboard.workbook.pool import Covered, PoolRows
from dashboard.workbook.prices import Prices
from dashboard.workbook.sheets import Book, Page
from simulator.checks import MAX_MONTHS
from simulator.rounding import ONE

SCALARS = ("limit", "workers", "months", "workers_if_relief", "additional", "public", "last_start")
FIRST_ROW = 5
ROWS = ("whole_iuran", "iuran_before", "fits", "affordable")
STEPS = ("low", "high", "middle", "iuran", "fits")
LENGTHS = ("months", "iuran", "fits")
WIDTH = 8  # columns of one set of tables; the relieved one stands to the right of that in force


def write_purchase(book: Book) -> Page:
    """A sheet for what was found, and below it for the tables that find it.

    The tables at the prices in force come first, those at relieved prices stand to their right.
    """
    lang = book.lang
    page = book.page(word(lang, "workbook.sheet.purchase"), [16] * 2 * WIDTH, 0)
    page.head(0, SCALARS)
    for side, name in enumerate(("in_force", "relieved")):
        page.text(FIRST_ROW - 2, side * WIDTH, word(lang, f"workbook.purchase.{name}"), "heading")
    return page


def settle(page: Page, name: str, formula: Cell) -> Cell:
    """One number that was found, in a cell of its own."""
    return page.formula(1, SCALARS.index(name), formula)


def iuran_within(budget: Cell, basis_points: Cell) -> Cell:
    """[rupiah] the largest iuran that leaves enough of a budget for the overhead on it."""
    near = quotient(budget, basis_points + ONE)
    rest = budget - near * (basis_points + ONE)
    guess = near * ONE + quotient(rest * ONE, basis_points + ONE)

    def fits(iuran: Cell) -> Cell:
        return iuran + overhead_of(iuran, basis_points) <= budget

    # rounding moves the answer by one rupiah at most
    return when(fits(guess + 1), guess + 1, when(fits(guess), guess, guess - 1))


def workers_within(page: Page, rows: PoolRows, limit: Cell, prices: list[Pair], *, relieved: bool) -> Cell:
    """[workers] whom an iuran of `limit` [rupiah] covers if everybody of a row has the same chance.

    Whole rows first; how many of the next row, is found by halving. `prices` [rupiah] of a cover by row.
    """
    lang, left = page.book.lang, relieved * WIDTH
    page.head(FIRST_ROW - 1, ROWS, left)
    before, fits, whole_rows, paid = list[Cell](), list[Cell](), list[Cell](), cell(0)
    for r, whole in enumerate(rows.whole):
        line = FIRST_ROW + r
        iuran = page.formula(line, left, rows.room[r][0] * prices[r][0] + rows.room[r][1] * prices[r][1])
        before.append(page.formula(line, left + 1, paid))
        paid = before[r] + iuran
        fits.append(page.formula(line, left + 2, when(before[r] + iuran <= limit, 1, 0)))
        whole_rows.append(page.formula(line, left + 3, when(fits[r] > 0, whole, 0)))
    line = FIRST_ROW + len(rows.whole) + 1
    page.text(line, left, word(lang, "workbook.purchase.row"))
    place = page.formula(line, left + 1, total(fits))
    chosen = [
        page.formula(line + 1, left + column, pick(cells, place))
        for column, cells in enumerate(
            (
                [each[0] for each in rows.room],
                rows.whole,
                [each[0] for each in prices],
                [each[1] for each in prices],
                before,
            )
        )
    ]
    drivers, everybody, transport_price, other_price, spent = chosen
    page.head(line + 2, STEPS, left)
    low, high = cell(0), everybody
    for step in range(max(each.whole for each in rows.whole).bit_length()):
        row = line + 3 + step
        low, high = page.formula(row, left, low), page.formula(row, left + 1, high)
        middle = page.formula(row, left + 2, quotient(low + high + 1, 2))
        transport = quotient(drivers * middle, when(everybody > 0, everybody, 1))
        iuran = transport * transport_price + (middle - transport) * other_price
        cost = page.formula(row, left + 3, iuran)
        enough = page.formula(row, left + 4, when(spent + cost <= limit, 1, 0))
        low, high = when(enough > 0, middle, low), when(enough > 0, high, middle - 1)
    part = page.formula(line, left + 3, when(place >= len(rows.whole), 0, low))
    return total(whole_rows) + part


def months_within(
    page: Page, rows: PoolRows, covered: Covered, prices: Prices, limit: Cell, *, relieved: bool
) -> Cell:
    """[months] that an iuran of `limit` [rupiah] pays for the workers of `covered`."""
    left = relieved * WIDTH
    page.head(FIRST_ROW - 1, LENGTHS, left)
    chosen, fits = prices.on if relieved else prices.holds, list[Cell]()
    iuran: Cell = cell(0)
    for length in range(1, MAX_MONTHS + 1):
        line = FIRST_ROW + length - 1
        page.data(line, left, length)
        month = _month_of_cover(rows, covered, prices, chosen, length)
        iuran = page.formula(line, left + 1, iuran + month)
        fits.append(page.formula(line, left + 2, when(iuran <= limit, 1, 0)))
    return total(fits)


def _month_of_cover(
    rows: PoolRows, covered: Covered, prices: Prices, chosen: tuple[Pair, ...], length: int
) -> Cell:
    """[rupiah] of the covers' month number `length`, whenever they begin."""
    starts, later, terms = area(rows.start), area(prices.later), list[str]()
    for group in (0, 1):
        column = [each[group] for each in chosen]
        price = f"SUMIF({later},{starts}+{length - 1},{area(column)})"
        terms.append(f"SUMPRODUCT({area(covered.group(group))},{price})")
    value = sum(
        each[group].whole * chosen[start.whole + length - 1 - prices.first][group].whole
        for start, each in zip(rows.start, covered.by_group, strict=True)
        for group in (0, 1)
    )
    return Cell("+".join(terms), value, 1)
