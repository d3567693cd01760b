"""The sheet of the cost: who drives among the people in cover, and what they cost month by month."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.words import word
from dashboard.workbook.cells import Cell, largest, quotient, smallest
from dashboard.workbook.covers import Covers
from dashboard.workbook.need import Need, sum_of
from dashboard.workbook.pairs import GROUPS, pair, put, shared
from dashboard.workbook.prices import Prices
from dashboard.workbook.sheets import Book
from simulator.rounding import ONE

FIRST_ROW = 2
COLUMNS = (
    *("later", "month", "without_t", "without_o", "covered", "drivers_then", "covered_t", "covered_o"),
    *("holds_t", "holds_o", "iuran", "overhead", "total", "saving"),
)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """[rupiah] and [workers] by month from the base month on."""

    months: list[Cell]
    workers: list[Cell]
    iuran: list[Cell]
    overhead: list[Cell]
    total: list[Cell]
    saving: list[Cell]


def overhead_of(iuran: Cell, basis_points: Cell) -> Cell:
    """[rupiah] rounded half up, in two steps so that no number on the way is too large."""
    whole = quotient(iuran, ONE)
    return whole * basis_points + quotient((iuran - whole * ONE) * basis_points + ONE // 2, ONE)


def write_cost(
    book: Book,
    covers: Covers,
    need: Need,
    prices: Prices,
    basis_points: Cell,
    drivers: Sequence[int] | None,
) -> Cost:
    """The whole sheet. `drivers` [workers]: of the model, where a rule decides who is covered first."""
    lang = book.lang
    page = book.page(word(lang, "workbook.sheet.cost"), (10, 12, *[14] * 12), FIRST_ROW)
    page.head(1, COLUMNS)
    if drivers is not None:
        page.text(0, 0, word(lang, "workbook.cost.values"), "warning")
    rows: list[tuple[Cell, ...]] = []
    known = zip(*(prices.from_base(each) for each in (prices.holds, prices.off, prices.on)), strict=True)
    for t, (later, (holds, off, on)) in enumerate(zip(covers.later, known, strict=False)):
        row = FIRST_ROW + t
        page.formula(row, 0, later)
        month = page.formula(row, 1, covers.months[t])
        before = pair(covers.universe[t][g] - covers.others[t][g] for g in GROUPS)
        promised = shared(need.pledged[t], before)
        without = put(page, row, 2, pair(before[g] - promised[g] for g in GROUPS))
        workers = page.formula(row, 4, smallest(need.running[t], sum_of(without)))
        if drivers is None:
            groups = shared(workers, without)
        else:
            then = page.data(row, 5, drivers[t])
            transport = largest(smallest(then, without[0], workers), workers - without[1])
            groups = (transport, workers - transport)
        covered, price = put(page, row, 6, groups), put(page, row, 8, holds)
        iuran = page.formula(row, 10, sum_of(pair(covered[g] * price[g] for g in GROUPS)))
        overhead = page.formula(row, 11, overhead_of(iuran, basis_points))
        saving = sum_of(pair(covered[g] * (off[g] - on[g]) for g in GROUPS))
        paid = page.formula(row, 12, iuran + overhead), page.formula(row, 13, saving)
        rows.append((month, workers, iuran, overhead, *paid))
    months, counts, iurans, overheads, totals, savings = (list(each) for each in zip(*rows, strict=True))
    return Cost(months=months, workers=counts, iuran=iurans, overhead=overheads, total=totals, saving=savings)
