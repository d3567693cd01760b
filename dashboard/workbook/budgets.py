"""The sheet of yearly public budgets: how many people each covers until December."""

from dataclasses import dataclass

from dashboard.names import Names
from dashboard.words import word
from dashboard.workbook.cells import Cell, largest, quotient, smallest, when
from dashboard.workbook.inputs import Inputs
from dashboard.workbook.pairs import GROUPS, NOBODY, Pair, added, pair, put, shared
from dashboard.workbook.sheets import Book, Page
from simulator.checks import MAX_IDR
from simulator.course import YearBudget
from simulator.flow import MONTHS_A_YEAR
from simulator.month import add_months
from simulator.scenario import Scenario
from simulator.tariff import Tariff, Terms

COLUMNS = (
    *("source", "month", "months_left", "until_december", "budget", "budget_workers"),
    *("had_t", "had_o", "room_t", "room_o", "covered_t", "covered_o", "over_budget"),
)


@dataclass(frozen=True, kw_only=True)
class Allotment:
    """One budget, from the month `begins` on; months after the base month."""

    source: str
    row: int
    begins: int
    left: int  # [months] until December
    workers: Cell  # [workers] whom it would cover


class Budgets:
    """All budgets that fall into the months of the workbook, in the order of the scenario."""

    def __init__(self, page: Page | None, allotments: list[Allotment]) -> None:
        self._page, self._allotments = page, allotments
        self._covered: dict[tuple[str, int], Pair] = {}  # source and the month after its last paid one
        self.over: list[Cell] = []  # whether a budget buys more covers than there are people

    def starting(self, t: int) -> list[Allotment]:
        """The budgets that are given out from month `t` on."""
        return [each for each in self._allotments if each.begins == t]

    def reset(self, source: str, t: int) -> int:
        """The last month before `t` in which a budget replaced all covers of the source; 0 if none did."""
        return max(
            (each.begins for each in self._allotments if each.source == source and each.begins < t), default=0
        )

    def ending(self, source: str, t: int) -> Pair:
        """Who was covered by a budget through the month before `t`."""
        return self._covered.get((source, t), NOBODY)

    def spend(self, budget: Allotment, had: Pair, universe: Pair, everybody: Pair) -> Pair:
        """Who is in cover from now on. `had`: who was by this source; `everybody`: by any."""
        if self._page is None:
            raise ValueError("no sheet for budgets")
        had = put(self._page, budget.row, 6, had)
        without = pair(largest(0, universe[g] - everybody[g]) for g in GROUPS)
        room = put(self._page, budget.row, 8, without)
        have, free = had[0] + had[1], room[0] + room[1]
        over = self._page.formula(budget.row, 12, budget.workers > have + free)
        self.over.append(over)
        workers = smallest(budget.workers, have + free)
        fewer, more = shared(workers, had), added([had, shared(workers - have, room)])
        covered = put(
            self._page,
            budget.row,
            10,
            pair(when(workers <= have, fewer[g], more[g]) for g in GROUPS),
        )
        self._covered[budget.source, budget.begins + budget.left] = covered
        return covered


def write_budgets(
    book: Book,
    inputs: Inputs,
    tariff: Tariff,
    scenario: Scenario,
    months: tuple[str, ...],
    sources: tuple[str, ...],
    called: Names,
) -> Budgets:
    """The budgets with their prices. `months`: from the base month on. Raises as `Tariff.rate`."""
    asked = [
        (begins, each)
        for each in scenario.course.budgets
        if each.source in sources
        for begins in range(1, len(months))
        if _begins(months[begins], each, is_first=begins == 1)
    ]
    if not asked:
        return Budgets(None, [])
    lang = book.lang
    page = book.page(word(lang, "workbook.sheet.budgets"), (28, 12, *[14] * 11))
    page.head(0, COLUMNS)
    allotments = []
    for row, (begins, each) in enumerate(asked, start=1):
        name, left = called.of("funding_source", each.source), MONTHS_A_YEAR + 1 - int(months[begins][5:])
        page.data(row, 0, name)
        page.data(row, 1, months[begins])
        page.data(row, 2, left)
        price = page.data(row, 3, _price(tariff, each.source, months[begins], left))
        idr = inputs.number(
            f"budget_{each.source}_{each.year}",
            each.idr,
            word(lang, "workbook.input.budget", name=name, year=each.year),
            "rupiah",
            least=0,
            most=MAX_IDR,
            why=word(lang, "workbook.why.budget"),
        )
        workers = page.formula(row, 5, quotient(page.formula(row, 4, idr), price))
        allotments.append(Allotment(source=each.source, row=row, begins=begins, left=left, workers=workers))
    return Budgets(page, allotments)


def _begins(month: str, budget: YearBudget, *, is_first: bool) -> bool:
    return budget.year == int(month[:4]) and (is_first or month.endswith("-01"))


def _price(tariff: Tariff, source: str, month: str, left: int) -> int:
    """[rupiah] of one worker's months until December, at the dearer of the two prices."""
    terms = Terms(funding_source=source)
    return sum(
        max(tariff.rate(add_months(month, later), terms, transport=drives) for drives in (True, False))
        for later in range(left)
    )
