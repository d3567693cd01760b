"""The sheet of the need: how many people company money must cover in each month."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.words import word
from dashboard.workbook.cells import (
    Cell,
    area,
    both,
    cell,
    empty,
    largest,
    quotient,
    smallest,
    top,
    total_where,
    when,
)
from dashboard.workbook.covers import Covers
from dashboard.workbook.goals import CityInputs
from dashboard.workbook.pairs import Pair
from dashboard.workbook.sheets import Book, Page

SCALARS = ("needed", "binds", "due_place")
HEADING = len(SCALARS) + 1
FIRST_ROW = HEADING + 1
COLUMNS = (
    *("later", "month", "universe", "others", "target", "pledged", "missing", "room", "least_a_month"),
    *("reach", "after_late", "due_missing", "path", "running_before", "begun", "running"),
)
UNIVERSE, OTHERS, TARGET, PLEDGED, MISSING, ROOM, LEAST, REACH = range(2, 10)
LATE, DUE, PATH, BEFORE, BEGUN, RUNNING = range(10, 16)


@dataclass(frozen=True, kw_only=True)
class Need:
    """[workers] by month from the base month on, and where the target is due."""

    universe: list[Cell]
    others: list[Cell]
    target: list[Cell]
    pledged: list[Cell]
    path: list[Cell]
    running: list[Cell]
    needed: Cell  # [workers a month] to be enrolled
    binds: Cell  # whether the capacity is too small for the wish
    due: Cell  # place of the month in which the target is reached


def write_need(book: Book, inputs: CityInputs, covers: Covers) -> Need:
    """The whole sheet."""
    lang = book.lang
    page = book.page(word(lang, "workbook.sheet.need"), (18, 12, *[13] * 14), FIRST_ROW)
    page.head(HEADING, COLUMNS)
    for row, name in enumerate(SCALARS):
        page.text(row, 0, word(lang, f"workbook.need.{name}"))
    months = range(len(covers.later))
    later = [page.formula(FIRST_ROW + t, 0, covers.later[t]) for t in months]
    for t in months:
        page.formula(FIRST_ROW + t, 1, covers.months[t])
    universe = _column(page, UNIVERSE, (sum_of(covers.universe[t]) for t in months))
    others = _column(page, OTHERS, (sum_of(covers.others[t]) for t in months))
    target = _column(page, TARGET, (_target(inputs, later[t], universe[t]) for t in months))
    pledged = _column(page, PLEDGED, (_pledged(inputs, later[t], universe[t] - others[t]) for t in months))
    missing = _column(
        page,
        MISSING,
        (when(target[t] > 0, largest(0, target[t] - others[t] - pledged[t]), 0) for t in months),
    )
    room = _column(page, ROOM, (universe[t] - others[t] - pledged[t] for t in months))
    least = _column(page, LEAST, (_least_capacity(inputs, later, missing, room, t) for t in months))
    needed = page.formula(0, 1, top(least))
    is_limited = both(no(empty(inputs.capacity)), needed > inputs.capacity)
    binds = page.formula(1, 1, when(is_limited, 1, 0))
    reach: list[Cell] = []
    for t in months:
        before = reach[-1] if reach else cell(0)
        enrolled = when(later[t] >= inputs.start, smallest(before + inputs.capacity, room[t]), 0)
        reach.append(page.formula(FIRST_ROW + t, REACH, enrolled))
    late = _column(
        page,
        LATE,
        (when(both(later[t] >= inputs.start, missing[t] > reach[t]), later[t] + 1, 0) for t in months),
    )
    due = page.formula(2, 1, when(binds > 0, largest(top(late), inputs.start), inputs.goals[0].month))
    due_missing = _column(page, DUE, (when(both(binds > 0, later[t] < due), 0, missing[t]) for t in months))
    path = _path(page, inputs, later, due_missing)
    running = _bought(page, inputs, later, path)
    return Need(
        universe=universe,
        others=others,
        target=target,
        pledged=pledged,
        path=path,
        running=running,
        needed=needed,
        binds=binds,
        due=due,
    )


def sum_of(both_groups: Pair) -> Cell:
    """Drivers and all others together."""
    return both_groups[0] + both_groups[1]


def no(condition: Cell) -> Cell:
    """The opposite of a condition."""
    return Cell(f"NOT({condition.text})", not condition.value)


def _column(page: Page, column: int, formulas: Iterable[Cell]) -> list[Cell]:
    return [page.formula(row, column, each) for row, each in enumerate(formulas, start=FIRST_ROW)]


def _target(inputs: CityInputs, later: Cell, universe: Cell) -> Cell:
    """The last goal that is due; none before the first and after the end."""
    found = cell(0)
    for goal in inputs.goals:
        found = when(later >= goal.month, goal.in_workers(universe), found)
    return when(later <= inputs.held, found, 0)


def _pledged(inputs: CityInputs, later: Cell, room: Cell) -> Cell:
    if not inputs.pledges:
        return cell(0)
    covered = [each.covered(later) for each in inputs.pledges]
    return smallest(sum(covered[1:], start=covered[0]), room)


def _least_capacity(
    inputs: CityInputs, later: list[Cell], missing: list[Cell], room: list[Cell], t: int
) -> Cell:
    """[workers a month] to be enrolled up to month `t`, from the first month on or from one with little room.

    Who still has another's cover cannot be enrolled ahead.
    """
    time = later[t] - inputs.start + 1
    from_first = quotient(missing[t] + time - 1, largest(1, time))
    terms: list[Cell] = [from_first]
    if t:
        places, rooms, now = area(later[:t]), area(room[:t]), later[t].text
        gap = f"({now}-{places})"
        text = (
            f"SUMPRODUCT(MAX(({places}>={inputs.start.text})*INT(({missing[t].text}-{rooms}+{gap}-1)/{gap})))"
        )
        since = range(max(inputs.start.whole, 0), t)
        short = [-((room[place].whole - missing[t].whole) // (t - place)) for place in since]
        terms.append(Cell(text, max([0, *short])))
    return when(time > 0, largest(0, *terms), 0)


def _path(page: Page, inputs: CityInputs, later: list[Cell], missing: list[Cell]) -> list[Cell]:
    """From the last month back: who is enrolled a month earlier because a month's capacity is full."""
    path: list[Cell] = []
    for t in reversed(range(len(later))):
        formula = missing[t]
        if path:
            ahead = largest(missing[t], path[0] - inputs.capacity)
            formula = when(both(no(empty(inputs.capacity)), later[t] >= inputs.start), ahead, missing[t])
        path.insert(0, page.formula(FIRST_ROW + t, PATH, formula))
    return path


def _bought(page: Page, inputs: CityInputs, later: list[Cell], path: list[Cell]) -> list[Cell]:
    """People in cover: a cover begins when somebody is missing, and lasts a whole block or to the end."""
    length, begun, running = largest(1, inputs.months), list[Cell](), list[Cell]()
    for t, now in enumerate(later):
        row = FIRST_ROW + t
        still = total_where(begun, later[:t], now - length + 1, now) if begun else cell(0)
        before = page.formula(row, BEFORE, still)
        is_paid = both(now >= inputs.start, now <= inputs.held)
        begun.append(page.formula(row, BEGUN, when(is_paid, largest(0, path[t] - before), 0)))
        running.append(page.formula(row, RUNNING, when(now <= inputs.held, before + begun[t], 0)))
    return running
