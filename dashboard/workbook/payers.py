"""One block of columns for each payer: whose cover runs out, who is renewed, who joins."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from dashboard.names import Names
from dashboard.words import word
from dashboard.workbook.cells import Cell, area, quotient, smallest, when
from dashboard.workbook.inputs import Inputs
from dashboard.workbook.pairs import GROUPS, NOBODY, Pair, added, pair, put, shared
from dashboard.workbook.sheets import Page
from simulator.checks import MAX_MONTHS, MAX_WORKERS
from simulator.rounding import ONE
from simulator.scenario import Scenario
from simulator.standing import ELSEWHERE, Standing

FIRST_ROW = 2  # of the base month
SHARED = ("later", "month", "universe_t", "universe_o", "others_t", "others_o", "room_t", "room_o")
BLOCK = ("ends", "over", "renewed", "kept", "joined", "bought", "now")  # each for both groups
ENDS, OVER, RENEWED, KEPT, JOINED, BOUGHT, NOW = (2 * place for place in range(len(BLOCK)))


@dataclass(frozen=True, kw_only=True)
class Payer:
    """One funding source. Lists grow by a pair a month, from the base month on."""

    source: str
    column: int  # of its block
    renewal: Cell  # [basis points]
    months: Cell
    new: Cell  # [workers a month]
    ends: np.ndarray  # [workers] P x 2 whose last paid month is so many months after the base month
    bought: list[Pair] = field(default_factory=lambda: [NOBODY])
    now: list[Pair] = field(default_factory=list)


def write_payers(
    page: Page, inputs: Inputs, people: Standing, scenario: Scenario, called: Names
) -> list[Payer]:
    """The payers with anybody to cover, their inputs, headings and base month. `people`: two strata."""
    payers: list[Payer] = []
    ahead = {each.source for each in scenario.course.budgets}
    for place, source in enumerate(people.sources):
        ends, new = people.paid_through[:, place], scenario.course.habit(source).new
        if source == ELSEWHERE or not (ends.any() or new or source in ahead):
            continue
        column = len(SHARED) + 2 * len(BLOCK) * len(payers)
        payer = _payer(inputs, scenario, source, column, ends, called)
        page.text(0, column, called.of("funding_source", source), "heading")
        page.head(1, [f"{each}_{group}" for each in BLOCK for group in "to"], column)
        active = ends.sum(axis=0).tolist()
        payer.now.append(pair(page.data(FIRST_ROW, column + NOW + g, active[g]) for g in GROUPS))
        payers.append(payer)
    return payers


def _payer(
    inputs: Inputs, scenario: Scenario, source: str, column: int, ends: np.ndarray, called: Names
) -> Payer:
    lang, habit, name = called.lang, scenario.course.habit(source), called.of("funding_source", source)
    why = word(lang, "workbook.why.course")
    labels = {
        each: word(lang, f"workbook.input.{each}", name=name) for each in ("renewal", "renewal_months", "new")
    }
    return Payer(
        source=source,
        column=column,
        renewal=inputs.basis_points(
            f"renewal_{source}", habit.renewal, labels["renewal"], least=0, most=ONE, why=why
        ),
        months=inputs.number(
            f"renewal_months_{source}",
            habit.months,
            labels["renewal_months"],
            "months",
            least=1,
            most=MAX_MONTHS,
            why=why,
        ),
        new=inputs.number(
            f"new_{source}", habit.new, labels["new"], "workers_a_month", least=0, most=MAX_WORKERS, why=why
        ),
        ends=ends,
    )


def running_out(page: Page, payer: Payer, t: int, later: Cell, reset: int, ending: Pair) -> Pair:
    """Covers that were paid through the month before. `ending`: those of a yearly budget among them.

    Nothing that was bought before month `reset` counts; 0: everything counts.
    """
    row, first = FIRST_ROW + t, max(reset, 1)
    known = NOBODY
    if not reset and t <= len(payer.ends) and payer.ends[t - 1].any():
        known = pair(page.data(row, payer.column + ENDS + g, int(payer.ends[t - 1, g])) for g in GROUPS)
    bought = NOBODY
    if t > first:
        bought = pair(
            _bought_before([each[g] for each in payer.bought[first:]], payer, later, first) for g in GROUPS
        )
    return put(page, row, payer.column + OVER, added([known, bought, ending]))


def _bought_before(cells: Sequence[Cell], payer: Payer, later: Cell, first: int) -> Cell:
    """What was bought as many months ago as a renewal lasts. `cells` begin in month `first`."""
    place = later - payer.months - first
    value = cells[place.whole].whole if place.whole >= 0 else 0
    found = Cell(f"INDEX({area(cells)},{(place + 1).text})", value)
    return when(later - payer.months >= first, found, 0)


def renew(page: Page, payer: Payer, t: int, over: Pair) -> tuple[Pair, Pair]:
    """(renewed, still in cover) of those whose cover ran out; the sum of both groups is rounded."""
    row = FIRST_ROW + t
    transport = quotient(over[0] * payer.renewal + ONE // 2, ONE)
    first = page.formula(row, payer.column + RENEWED, transport)
    both = quotient((over[0] + over[1]) * payer.renewal + ONE // 2, ONE)
    renewed = (first, page.formula(row, payer.column + RENEWED + 1, both - first))
    return renewed, pair(payer.now[-1][g] - over[g] + renewed[g] for g in GROUPS)


def keep(page: Page, payer: Payer, t: int, kept: Pair) -> Pair:
    """Who is still in cover before anybody joins."""
    return put(page, FIRST_ROW + t, payer.column + KEPT, kept)


def join(page: Page, payer: Payer, t: int, kept: Pair, renewed: Pair, room: Pair) -> Pair:
    """Who is covered for the first time, out of those without cover; what room is left after them."""
    row = FIRST_ROW + t
    joined = put(page, row, payer.column + JOINED, shared(smallest(payer.new, room[0] + room[1]), room))
    payer.bought.append(put(page, row, payer.column + BOUGHT, added([renewed, joined])))
    payer.now.append(put(page, row, payer.column + NOW, added([kept, joined])))
    return pair(room[g] - joined[g] for g in GROUPS)
