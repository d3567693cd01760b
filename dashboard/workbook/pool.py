"""The sheet of who can be covered: a row for each month in which covers begin, the first one first."""

from dataclasses import dataclass, field

from dashboard.words import word
from dashboard.workbook.cells import Cell, cell, largest, quotient, smallest, top, total, when
from dashboard.workbook.lots import Lots
from dashboard.workbook.pairs import GROUPS, Pair, pair, put, shared
from dashboard.workbook.prices import Prices
from dashboard.workbook.sheets import Book, Page
from simulator.pool import Pool
from simulator.standing import Standing

FIRST_ROW = 2
COLUMNS = (
    *("begins", "gap", "pool_t", "pool_o", "pool", "additional", "public", "workers_before", "covered"),
    *("covered_t", "covered_o", "additional_covered", "public_covered", "last_begun"),
    *("cover_t", "cover_o", "relieved_cover_t", "relieved_cover_o"),
)
START, GAP, ROOM, WHOLE, ADDITIONAL, PUBLIC, BEFORE, COVERED, GROUPED = (0, 1, 2, 4, 5, 6, 7, 8, 9)
MORE, MOVED, BEGUN, COVER = 11, 12, 13, 14


@dataclass(frozen=True, kw_only=True)
class PoolRows:
    """[workers] by month in which covers begin; pairs are transport, other."""

    page: Page
    start: list[Cell] = field(default_factory=list)  # [months] after the base month
    room: list[Pair] = field(default_factory=list)
    whole: list[Cell] = field(default_factory=list)
    before: list[Cell] = field(default_factory=list)
    additional: list[Cell] = field(default_factory=list)
    public: list[Cell] = field(default_factory=list)

    @property
    def most(self) -> Cell:
        """[workers] who could be covered."""
        return total(self.whole)


@dataclass(frozen=True, kw_only=True)
class Covered:
    """What a number of workers comes to."""

    by_group: list[Pair]  # by month in which covers begin
    additional: Cell
    public: Cell
    last_start: Cell  # [months] after the base month

    def group(self, group: int) -> list[Cell]:
        """Who is covered of one price group."""
        return [each[group] for each in self.by_group]


def write_pool(book: Book, people: Standing, pool: Pool) -> PoolRows:
    """The fixed part of the sheet: how many can be covered."""
    page = book.page(word(book.lang, "workbook.sheet.pool"), [14] * len(COLUMNS), FIRST_ROW)
    page.text(0, 0, word(book.lang, "workbook.pool.values"), "note")
    page.head(1, COLUMNS)
    rows = PoolRows(page=page)
    for r, room in enumerate(pool.room):
        line = FIRST_ROW + r
        rows.start.append(page.data(line, START, int(pool.start[r])))
        page.data(line, GAP, int(pool.gap[r]))
        counts = [int(room[drives].sum()) for drives in (people.transport, ~people.transport)]
        rows.room.append(pair(page.data(line, ROOM + g, counts[g]) for g in GROUPS))
        before = rows.before[-1] + rows.whole[-1] if r else cell(0)
        rows.before.append(page.formula(line, BEFORE, before))
        rows.whole.append(page.formula(line, WHOLE, rows.room[r][0] + rows.room[r][1]))
        rows.additional.append(page.data(line, ADDITIONAL, int(pool.additional[r].sum())))
        rows.public.append(page.data(line, PUBLIC, int(pool.public[r].sum())))
    return rows


def write_cover_prices(rows: PoolRows, prices: Prices, length: Cell, *, relieved: bool) -> list[Pair]:
    """[rupiah] of one worker's cover of `length` [months], by the month in which it begins."""
    chosen, column = (prices.on, COVER + 2) if relieved else (prices.holds, COVER)
    return [
        put(rows.page, FIRST_ROW + r, column, prices.covers(chosen, start, length))
        for r, start in enumerate(rows.start)
    ]


def write_covered(rows: PoolRows, lots: Lots, workers: Cell) -> Covered:
    """Who of them is covered when `workers` are: the first row is filled before the next."""
    page, by_group, parts, begun = rows.page, list[Pair](), list[Pair](), list[Cell]()
    counts = [
        page.formula(FIRST_ROW + r, COVERED, largest(0, smallest(workers - rows.before[r], whole)))
        for r, whole in enumerate(rows.whole)
    ]
    lots.cover(workers, counts, rows.whole)
    for r, whole in enumerate(rows.whole):
        line = FIRST_ROW + r
        by_group.append(
            put(page, line, GROUPED, shared(counts[r], rows.room[r]) if lots.is_equal else lots.by_group(r))
        )
        some = (rows.additional[r], rows.public[r])
        in_row = pair(quotient(counts[r] * part, largest(1, whole)) for part in some)
        parts.append(put(page, line, MORE, in_row if lots.is_equal else lots.of_whom(r)))
        begun.append(page.formula(line, BEGUN, when(counts[r] > 0, rows.start[r], 0)))
    return Covered(
        by_group=by_group,
        additional=total([each[0] for each in parts]),
        public=total([each[1] for each in parts]),
        last_start=top(begun),
    )
