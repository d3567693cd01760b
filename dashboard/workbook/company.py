"""A company's questions in sheets: rupiah, workers and months, each from the other two."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.names import Names
from dashboard.words import word
from dashboard.workbook.cells import Cell, both, cell, pick, smallest, total, total_where, when
from dashboard.workbook.cost import overhead_of
from dashboard.workbook.goals import write_overhead
from dashboard.workbook.inputs import Inputs
from dashboard.workbook.lots import Lots
from dashboard.workbook.pairs import GROUPS, pair, put
from dashboard.workbook.pool import Covered, PoolRows, write_cover_prices, write_covered, write_pool
from dashboard.workbook.prices import Prices, write_prices
from dashboard.workbook.purchase import iuran_within, months_within, settle, workers_within, write_purchase
from dashboard.workbook.result import Results, check
from dashboard.workbook.sheets import Book, Page
from simulator.allocation import EQUAL, order_of
from simulator.checks import MAX_IDR, MAX_MONTHS, MAX_WORKERS
from simulator.company import CompanyAnswer
from simulator.flow import project
from simulator.month import months_from
from simulator.people import people_of
from simulator.pool import pool_of
from simulator.scenario import BUDGET, MONTHS, WORKERS, Scenario
from simulator.standing import Standing
from simulator.tariff import Tariff

FIRST_ROW = 1
COLUMNS = (*("later", "month", "covered_t", "covered_o", "holds_t", "holds_o", "iuran", "saving"),)


@dataclass(frozen=True, kw_only=True)
class Bought:
    """What the question comes to."""

    workers: Cell
    months: Cell
    workers_if_relief: Cell
    covered: Covered
    additional: Cell
    public: Cell
    last_start: Cell  # [months] after the base month
    budget: Cell | None
    overhead: Cell  # [basis points]


def write_company(
    book: Book, inputs: Inputs, tariff: Tariff, standing: Standing, found: CompanyAnswer, called: Names
) -> Results:
    """All sheets but the first."""
    scenario = found.scenario
    start = months_from(scenario.base_month, scenario.start_month)
    people = people_of(standing, scenario)
    flow = project(tariff, people, scenario.course, start + 1)
    pool = pool_of(people, scenario, flow, start)
    order: Sequence[int] | None = None
    if scenario.rule != EQUAL:
        order = order_of(people, scenario.rule, scenario.near)
    inputs.fixed(word(book.lang, "workbook.input.start"), scenario.start_month)
    last = int(pool.start.max()) + MAX_MONTHS
    prices = write_prices(book, inputs, tariff, scenario, range(start, last + 1))
    rows, lots = write_pool(book, people, pool), Lots(book, people, pool, order, called)
    bought = _buy(book, inputs, scenario, prices, rows, lots, start)
    iuran, saving = _monthly(book, prices, rows, bought)
    overhead = overhead_of(iuran, bought.overhead)
    after = bought.last_start + bought.months - start
    figures = {
        "universe": cell(found.universe),
        "protected": cell(found.protected_before),
        "protected_after": bought.additional + found.protected_before,
        "available": rows.most,
        "workers": bought.workers,
        "months": bought.months,
        "worker_months": bought.workers * bought.months,
        "iuran_idr": iuran,
        "overhead_idr": overhead,
        "total_idr": iuran + overhead,
        "rest_idr": cell("") if bought.budget is None else bought.budget - iuran - overhead,
        "additional": bought.additional,
        "additional_worker_months": bought.additional * bought.months,
        "public_moved": bought.public,
        "end_month": pick(prices.months, after - 1),
        "renewal_month": pick(prices.months, after),
        "saving_if_relief_idr": saving,
        "workers_if_relief": bought.workers_if_relief,
    }
    return Results(figures=figures, checks=[check(bought.months > MAX_MONTHS, "months_too_many")])


def _buy(
    book: Book,
    inputs: Inputs,
    scenario: Scenario,
    prices: Prices,
    rows: PoolRows,
    lots: Lots,
    start: int,
) -> Bought:
    """Solve for what is asked; `start` [months] after the base month."""
    lang, asked, page = book.lang, scenario.question, write_purchase(book)
    budget, limit, months = None, cell(0), cell(0)
    if asked != WORKERS:
        label = word(lang, "workbook.input.budget_idr")
        budget = inputs.number("budget", scenario.budget_idr, label, "rupiah", least=1, most=MAX_IDR)
    overhead = write_overhead(inputs, scenario)
    if budget is not None:
        limit = settle(page, "limit", iuran_within(budget, overhead))
    if asked != MONTHS:
        label = word(lang, "workbook.input.months")
        months = inputs.number("months", scenario.months, label, "months", least=1, most=MAX_MONTHS)
    if asked == BUDGET:
        workers, if_relief = (
            _affordable(page, rows, lots, limit, prices, months, relieved=relieved)
            for relieved in (False, True)
        )
        workers = settle(page, "workers", workers)
        covered = write_covered(rows, lots, workers)
    else:
        label = word(lang, "workbook.input.workers")
        wanted = inputs.number("workers", scenario.workers, label, "workers", least=1, most=MAX_WORKERS)
        everybody = workers = if_relief = smallest(wanted, rows.most)
        covered = write_covered(rows, lots, everybody)
        if asked == MONTHS:
            length, relieved_length = (
                months_within(page, rows, covered, prices, limit, relieved=relieved)
                for relieved in (False, True)
            )
            workers, if_relief = (when(each > 0, everybody, 0) for each in (length, relieved_length))
            months = settle(page, "months", when(both(length > 0, everybody > 0), length, 1))
        workers = settle(page, "workers", workers)
    return Bought(
        workers=workers,
        months=months,
        workers_if_relief=settle(page, "workers_if_relief", if_relief),
        covered=covered,
        additional=settle(page, "additional", when(workers > 0, covered.additional, 0)),
        public=settle(page, "public", when(workers > 0, covered.public, 0)),
        last_start=settle(page, "last_start", when(workers > 0, covered.last_start, start)),
        budget=budget,
        overhead=overhead,
    )


def _affordable(
    page: Page,
    rows: PoolRows,
    lots: Lots,
    limit: Cell,
    prices: Prices,
    months: Cell,
    *,
    relieved: bool,
) -> Cell:
    """[workers] whom an iuran of `limit` [rupiah] covers for `months`."""
    of_cover = write_cover_prices(rows, prices, months, relieved=relieved)
    if lots.is_equal:
        return workers_within(page, rows, limit, of_cover, relieved=relieved)
    return lots.affordable(limit, of_cover, relieved=relieved)


def _monthly(book: Book, prices: Prices, rows: PoolRows, bought: Bought) -> tuple[Cell, Cell]:
    """[rupiah] iuran, and what the relief would save of it: the sums of a sheet by month."""
    lang = book.lang
    page = book.page(word(lang, "workbook.sheet.monthly"), (10, 12, *[16] * 6), FIRST_ROW)
    page.head(0, COLUMNS)
    iurans, savings = list[Cell](), list[Cell]()
    months = zip(prices.later, prices.months, prices.holds, prices.off, prices.on, strict=True)
    for line, (later, month, holds, off, on) in enumerate(months, start=FIRST_ROW):
        now = page.formula(line, 0, later)
        page.formula(line, 1, month)
        since, until = now - bought.months + 1, now + 1
        covered = put(
            page,
            line,
            2,
            pair(
                when(
                    bought.workers > 0,
                    total_where(bought.covered.group(g), rows.start, since, until),
                    0,
                )
                for g in GROUPS
            ),
        )
        price = put(page, line, 4, holds)
        iurans.append(page.formula(line, 6, covered[0] * price[0] + covered[1] * price[1]))
        saved = covered[0] * (off[0] - on[0]) + covered[1] * (off[1] - on[1])
        savings.append(page.formula(line, 7, saved))
    return total(iurans), total(savings)
