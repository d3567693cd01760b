"""Drivers and all others, side by side: a pair of cells in neighbouring columns."""

from collections.abc import Iterable

from dashboard.workbook.cells import Cell, cell, largest, quotient
from dashboard.workbook.sheets import Page

Pair = tuple[Cell, Cell]
GROUPS = (0, 1)  # places of the two: transport, other
NOBODY: Pair = (cell(0), cell(0))


def pair(cells: Iterable[Cell]) -> Pair:
    """Two cells as a pair."""
    transport, other = cells
    return transport, other


def put(page: Page, row: int, column: int, formulas: Pair) -> Pair:
    """Write a pair of formulas into neighbouring columns."""
    return page.formula(row, column, formulas[0]), page.formula(row, column + 1, formulas[1])


def added(pairs: Iterable[Pair]) -> Pair:
    """Each group's sum; what is certainly nobody is left out of the formula."""
    sums: list[Cell] = []
    for group in GROUPS:
        terms = [each[group] for each in pairs if each[group].text != "0"]
        sums.append(sum(terms[1:], start=terms[0]) if terms else cell(0))
    return pair(sums)


def shared(workers: Cell, weights: Pair) -> Pair:
    """`workers` in proportion to weights: the first part is rounded down, the other is the rest."""
    everybody = weights[0] + weights[1]
    transport = quotient(weights[0] * workers, largest(1, everybody))
    return transport, workers - transport
