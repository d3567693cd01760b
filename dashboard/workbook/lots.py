"""The sheet of lots: people of one stratum whose cover would begin in one month, and how many are covered.

Under the equal rule everybody of a month has the same chance; under any other the lots stand in the order in
which they are filled. Lots without anybody are left out.
"""

from collections.abc import Sequence

from dashboard.names import Names
from dashboard.words import word
from dashboard.workbook.cells import Cell, area, cell, largest, quotient, smallest, total
from dashboard.workbook.pairs import GROUPS, Pair, pair
from dashboard.workbook.sheets import Book
from simulator.people import DIMENSIONS
from simulator.pool import Pool
from simulator.standing import ELSEWHERE, Standing

FIRST_ROW = 1
COLUMNS = (
    *("kecamatan", "opd", "sector", "group", "begins", "pool", "additional", "public", "workers_before"),
    *("covered", "additional_covered", "public_covered", "iuran_before", "affordable"),
    *("iuran_before_relieved", "affordable_relieved"),
)
GROUP, START, ROOM, ADDITIONAL, PUBLIC, BEFORE, COVERED, MORE, MOVED, AFFORDED, AFFORDED_RELIEVED = (
    *range(3, 13),
    14,
)


class Lots:
    """Lists are by lot: the rows of the pool one after the other, each in the order of the rule."""

    def __init__(
        self, book: Book, people: Standing, pool: Pool, order: Sequence[int] | None, called: Names
    ) -> None:
        lang = book.lang
        self.is_equal = order is None
        self.page = book.page(word(lang, "workbook.sheet.lots"), (26, 40, 30, *[14] * 13))
        self.page.head(0, COLUMNS)
        places = range(len(people.strata)) if order is None else order
        self._keys = [(r, n) for r in range(len(pool.room)) for n in places if pool.room[r, n]]
        self._named = [word(lang, f"workbook.group.{group}") for group in "to"]
        self._group, self._group_cells = list[int](), list[Cell]()
        self._room, self._parts = list[Cell](), list[Pair]()
        self._covered, self._of_whom = list[Cell](), list[Pair]()
        for line, (r, n) in enumerate(self._keys, start=FIRST_ROW):
            stratum = people.strata[n]
            for column, dimension in enumerate(DIMENSIONS):
                self.page.data(line, column, _name(called, dimension, getattr(stratum, dimension)))
            self._group.append(0 if stratum.transport else 1)
            self._group_cells.append(self.page.data(line, GROUP, self._named[self._group[-1]]))
            self.page.data(line, START, int(pool.start[r]))
            self._room.append(self.page.data(line, ROOM, int(pool.room[r, n])))
            parts = ((ADDITIONAL, pool.additional), (PUBLIC, pool.public))
            self._parts.append(pair(self.page.data(line, at, int(part[r, n])) for at, part in parts))

    def cover(self, workers: Cell, counts: list[Cell], wholes: list[Cell]) -> None:
        """Fill in who is covered: `workers` in all, `counts` out of `wholes` in each row of the pool."""
        before: Cell = cell(0)
        for at, (r, _) in enumerate(self._keys):
            line = FIRST_ROW + at
            if self.is_equal and at and self._keys[at - 1][0] != r:
                before = cell(0)
            before = self.page.formula(line, BEFORE, before)
            after = before + self._room[at]
            if self.is_equal:
                given = quotient(after * counts[r], wholes[r]) - quotient(before * counts[r], wholes[r])
            else:
                given = largest(0, smallest(workers - before, self._room[at]))
            covered = self.page.formula(line, COVERED, given)
            self._covered.append(covered)
            before = after
            if not self.is_equal:
                parts = (quotient(covered * part, self._room[at]) for part in self._parts[at])
                self._of_whom.append(
                    pair(self.page.formula(line, MORE + g, part) for g, part in enumerate(parts))
                )

    def by_group(self, r: int) -> Pair:
        """[workers] covered in row `r` of the pool: transport, other."""
        mine = self._places(r)
        if not mine:
            return cell(0), cell(0)
        where, groups = (area([cells[at] for at in mine]) for cells in (self._covered, self._group_cells))
        return pair(
            Cell(
                f'SUMIFS({where},{groups},"{self._named[group]}")',
                sum(self._covered[at].whole for at in mine if self._group[at] == group),
            )
            for group in GROUPS
        )

    def of_whom(self, r: int) -> Pair:
        """[workers] covered in row `r` who would have no cover, and whom a public budget pays."""
        mine = self._places(r)
        if not mine:
            return cell(0), cell(0)
        return pair(total([self._of_whom[at][part] for at in mine]) for part in (0, 1))

    def affordable(self, limit: Cell, prices: list[Pair], *, relieved: bool) -> Cell:
        """[workers] whom an iuran of `limit` [rupiah] covers, lot by lot; `prices` of a cover by row."""
        column, before, afforded = AFFORDED_RELIEVED if relieved else AFFORDED, cell(0), list[Cell]()
        for at, (r, _) in enumerate(self._keys):
            line, price = FIRST_ROW + at, prices[r][self._group[at]]
            before = self.page.formula(line, column, before)
            whole_covers = quotient(limit - before, price)
            workers = largest(0, smallest(whole_covers, self._room[at]))
            afforded.append(self.page.formula(line, column + 1, workers))
            before = before + self._room[at] * price
        return total(afforded) if afforded else cell(0)

    def _places(self, r: int) -> list[int]:
        return [at for at, key in enumerate(self._keys) if key[0] == r]


def _name(called: Names, dimension: str, code: str) -> str:
    return word(called.lang, "workbook.elsewhere") if code == ELSEWHERE else called.of(dimension, code)
