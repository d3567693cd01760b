"""What stands where two dimensions cross? Pure: rows of `crosstab` in, a grid with names and texts out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dashboard.answers import RANKED_FROM, payer, place
from dashboard.choices import Selection
from dashboard.explorer_choices import MEASURES, NOBODY, TOTAL, Crossing
from dashboard.forms import month, number, rupiah, share, short_month
from dashboard.incomplete import MARK
from dashboard.names import MERGED, UNNAMED_OPD, Names
from dashboard.words import word

Cell = Mapping[str, Any]
STATUSES = ("active", "one_month", "lapsed", "never")
LAST = (MERGED, UNNAMED_OPD, NOBODY)  # no groups to point at


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The pairs of a crossing; `rows` and `columns` are codes in their order, without the totals."""

    crossing: Crossing
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    incomplete: frozenset[str] = frozenset()  # months of which reports are missing

    @property
    def total(self) -> Cell | None:
        """All workers together; None where one dimension is the months."""
        return self.cells.get((TOTAL, TOTAL))

    def value(self, row: str, column: str) -> int:
        """The measure of a pair [workers or rupiah]; of coverage its numerator."""
        return self.cells[row, column][MEASURES[self.crossing.measure]]


def grid_of(
    crossing: Crossing, found: Sequence[Cell], called: Names, *, incomplete: frozenset[str] = frozenset()
) -> Grid:
    """The rows of `crosstab` as a grid."""
    return Grid(
        incomplete=incomplete,
        crossing=crossing,
        rows=_in_order(crossing.rows, "row_id", found, called),
        columns=_in_order(crossing.columns, "column_id", found, called),
        cells={(cell["row_id"], cell["column_id"]): cell for cell in found},
    )


def _in_order(dimension: str, key: str, found: Sequence[Cell], called: Names) -> tuple[str, ...]:
    """Months latest first; payers and statuses as everywhere; the rest by workers, most first."""
    codes = {cell[key] for cell in found} - {TOTAL}
    if dimension == "period":
        return tuple(sorted(codes, reverse=True))
    if dimension in ("funding_source", "status"):
        fixed = STATUSES if dimension == "status" else called.codes(dimension)
        return tuple(code for code in (*fixed, *LAST) if code in codes)
    most = {code: max(cell["workers"] for cell in found if cell[key] == code) for code in codes}
    return tuple(sorted(codes, key=lambda code: (code in LAST, -most[code], code)))


def name_of(called: Names, dimension: str, code: str) -> str:
    """What a row or column is called."""
    lang = called.lang
    if code == TOTAL:
        return word(lang, "explorer.total")
    if code == NOBODY:
        return word(lang, "explorer.nobody")
    if dimension == "period":
        return short_month(lang, code)
    if dimension in ("status", "segment"):
        return word(lang, f"explorer.{dimension}.{code}")
    return called.of(dimension, code)


def head_of(called: Names, grid: Grid, dimension: str, code: str) -> str:
    """What a row or column of a grid is called; a month that is not complete has its mark."""
    name = name_of(called, dimension, code)
    return f"{name} {MARK}" if dimension == "period" and code in grid.incomplete else name


def value_text(lang: str, measure: str, cell: Cell, *, in_column: bool = False) -> str:
    """The measure of a pair as text; "–" where nobody is."""
    if not cell["universe"]:
        return "–"
    if measure == "coverage":
        return share(lang, cell["active"], cell["universe"], in_column=in_column)
    value = cell[MEASURES[measure]]
    return rupiah(lang, value) if measure == "iuran" else number(lang, value)


def counts_text(lang: str, cell: Cell) -> str:
    """Numerator and denominator of the coverage of a pair: 1.234 / 6.400."""
    return f"{number(lang, cell['active'])} / {number(lang, cell['universe'])}"


def pair_name(called: Names, crossing: Crossing, pair: tuple[str, str]) -> str:
    """ "Nelayan, Medan Belawan"."""
    return ", ".join(
        name_of(called, dimension, code)
        for dimension, code in zip(crossing.dimensions, pair, strict=True)
        if code != TOTAL
    )


def explorer_answer(called: Names, grid: Grid, selection: Selection, *, city_name: str) -> str:
    """The total in one sentence, and the pairs at both ends."""
    lang, measure = called.lang, grid.crossing.measure
    where = place(called, selection, city_name=city_name)
    if not grid.rows:
        return word(lang, "answer.empty", period=month(lang, selection.period), place=where)
    values = {
        "period": month(lang, selection.period),
        "measure": word(lang, f"explorer.said.{measure}"),
        "place": where,
        "payer": payer(called, selection),
    }
    if grid.total is None:
        months = grid.rows if grid.crossing.rows == "period" else grid.columns
        begun = word(
            lang,
            "answer.explorer.months",
            **values,
            first=month(lang, months[-1]),
            last=month(lang, months[0]),
        )
    elif measure == "coverage":
        begun = word(
            lang,
            "answer.explorer.coverage",
            **values,
            active=number(lang, grid.total["active"]),
            universe=number(lang, grid.total["universe"]),
            share=share(lang, grid.total["active"], grid.total["universe"]),
        )
    else:
        begun = word(lang, "answer.explorer.count", **values, total=value_text(lang, measure, grid.total))
    return begun + _ends(called, grid)


def _ends(called: Names, grid: Grid) -> str:
    """The highest pair, and for coverage the lowest too; a full stop where there is none."""
    lang, measure = called.lang, grid.crossing.measure
    named = [
        (row, column)
        for row in grid.rows
        for column in grid.columns
        if not {row, column} & {*LAST, *grid.incomplete}
        and grid.cells[row, column]["universe"] >= RANKED_FROM
    ]
    ordered = sorted(named, key=lambda pair: _size(grid, pair))
    if not ordered or _size(grid, ordered[0]) == _size(grid, ordered[-1]):
        return "."
    worst, best = ordered[0], ordered[-1]
    key = "answer.explorer.range" if measure == "coverage" else "answer.explorer.most"
    return word(
        lang,
        key,
        best=pair_name(called, grid.crossing, best),
        best_value=value_text(lang, measure, grid.cells[best]),
        worst=pair_name(called, grid.crossing, worst),
        worst_value=value_text(lang, measure, grid.cells[worst]),
    )


def _size(grid: Grid, pair: tuple[str, str]) -> Fraction:
    """What pairs are compared by, exactly: 1/3 and 2/6 tie."""
    whole = grid.cells[pair]["universe"] if grid.crossing.measure == "coverage" else 1
    return Fraction(grid.value(*pair), whole)
