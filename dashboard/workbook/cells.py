"""A formula and its value in one: what a spreadsheet will reckon is reckoned here too.

Every number is whole. A spreadsheet counts in binary fractions and LibreOffice takes the whole part of a
number after rounding it to some 15 digits, so numbers stay below LIMIT, where both are still exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LIMIT = 10**14
ADDED, MULTIPLIED, ATOM = 1, 2, 3  # how tightly a formula holds together; comparisons: 0
Value = int | str | bool | None


class NumberTooLarge(ValueError):
    """A number is so large that a spreadsheet would not reckon it exactly."""


@dataclass(frozen=True, eq=False)
class Cell:
    """`text` of a formula and the value it has now; None: an empty cell, which counts as 0."""

    text: str
    value: Value
    level: int = ATOM
    place: str = ""  # $A$1 when it stands in a cell

    def __post_init__(self) -> None:
        if isinstance(self.value, int) and abs(self.value) > LIMIT:
            raise NumberTooLarge(f"{self.value} is above {LIMIT}: {self.text}")

    @property
    def whole(self) -> int:
        """The value as a whole number."""
        if isinstance(self.value, str):
            raise TypeError(f"text where a number is needed: {self.text}")
        return int(self.value or 0)

    def __add__(self, other: "Cell | int") -> "Cell":
        return _join("+", ADDED, self, other, self.whole + cell(other).whole)

    def __radd__(self, other: int) -> "Cell":
        return cell(other) + self

    def __sub__(self, other: "Cell | int") -> "Cell":
        return _join("-", ADDED, self, other, self.whole - cell(other).whole)

    def __rsub__(self, other: int) -> "Cell":
        return cell(other) - self

    def __mul__(self, other: "Cell | int") -> "Cell":
        return _join("*", MULTIPLIED, self, other, self.whole * cell(other).whole)

    def __gt__(self, other: "Cell | int") -> "Cell":
        return _join(">", 0, self, other, self.whole > cell(other).whole)

    def __ge__(self, other: "Cell | int") -> "Cell":
        return _join(">=", 0, self, other, self.whole >= cell(other).whole)

    def __lt__(self, other: "Cell | int") -> "Cell":
        return _join("<", 0, self, other, self.whole < cell(other).whole)

    def __le__(self, other: "Cell | int") -> "Cell":
        return _join("<=", 0, self, other, self.whole <= cell(other).whole)


def cell(value: Cell | int | str) -> Cell:
    """A constant as a formula; a formula stays what it is."""
    if isinstance(value, Cell):
        return value
    if isinstance(value, str):
        quoted = value.replace('"', '""')
        return Cell(f'"{quoted}"', value)
    return Cell(str(value), value, ATOM if value >= 0 else ADDED)


def _join(sign: str, level: int, one: Cell | int, other: Cell | int, value: int) -> Cell:
    # the right-hand side of a minus needs its brackets, and a comparison needs none
    left, right = _inside(cell(one), level), _inside(cell(other), level + (sign == "-"))
    return Cell(f"{left}{sign}{right}", value, level)


def _inside(one: Cell, level: int) -> str:
    return one.text if one.level >= level else f"({one.text})"


def same(one: Cell, other: Cell | int) -> Cell:
    """Whether two numbers are equal."""
    return _join("=", 0, one, other, one.whole == cell(other).whole)


def empty(one: Cell) -> Cell:
    """Whether a cell is left empty."""
    return Cell(f'{one.text}=""', one.value is None, 0)


def quotient(one: Cell, other: Cell | int) -> Cell:
    """Division rounded down."""
    below = cell(other)
    value = one.whole // below.whole
    return Cell(f"INT({_inside(one, MULTIPLIED)}/{_inside(below, ATOM)})", value)


def when(condition: Cell, then: Cell | int | str, otherwise: Cell | int | str) -> Cell:
    """One of two formulas."""
    yes, no = cell(then), cell(otherwise)
    return Cell(f"IF({condition.text},{yes.text},{no.text})", (yes if condition.value else no).value)


def both(*conditions: Cell) -> Cell:
    """Whether all conditions hold."""
    text = ",".join(each.text for each in conditions)
    return Cell(f"AND({text})", all(each.value for each in conditions))


def either(conditions: Sequence[Cell]) -> Cell:
    """Whether any condition holds."""
    text = ",".join(each.text for each in conditions)
    return Cell(f"OR({text})", any(each.value for each in conditions))


def largest(*cells: Cell | int) -> Cell:
    """The largest of some numbers."""
    return _among("MAX", cells, max(cell(each).whole for each in cells))


def smallest(*cells: Cell | int) -> Cell:
    """The smallest of some numbers."""
    return _among("MIN", cells, min(cell(each).whole for each in cells))


def _among(name: str, cells: Sequence[Cell | int], value: int) -> Cell:
    return Cell(f"{name}({','.join(cell(each).text for each in cells)})", value)


def area(cells: Sequence[Cell]) -> str:
    """The address of cells that stand in one row or column."""
    first, last = cells[0], cells[-1]
    return first.text if first is last else f"{first.text}:{last.place}"


def total(cells: Sequence[Cell]) -> Cell:
    """The sum of neighbouring cells."""
    return Cell(f"SUM({area(cells)})", sum(each.whole for each in cells))


def top(cells: Sequence[Cell]) -> Cell:
    """The largest of neighbouring cells."""
    return Cell(f"MAX({area(cells)})", max(each.whole for each in cells))


def pick(cells: Sequence[Cell], place: Cell) -> Cell:
    """The cell at `place`, counted from 0; the last or first where the place is beyond."""
    last = len(cells) - 1
    value = cells[min(max(place.whole, 0), last)].value
    return Cell(f"INDEX({area(cells)},MAX(1,MIN({last + 1},{(place + 1).text})))", value)


def find(cells: Sequence[Cell], wanted: Cell) -> Cell:
    """The first place, counted from 0, that holds the number `wanted`."""
    value = next(place for place, each in enumerate(cells) if each.whole == wanted.whole)
    return Cell(f"MATCH({wanted.text},{area(cells)},0)-1", value, ADDED)


def total_where(cells: Sequence[Cell], keys: Sequence[Cell], least: Cell, below: Cell) -> Cell:
    """The sum of the cells whose keys are from `least` to under `below`."""
    value = sum(
        each.whole for each, key in zip(cells, keys, strict=True) if least.whole <= key.whole < below.whole
    )
    where = area(keys)
    text = f'SUMIFS({area(cells)},{where},">="&{_inside(least, ATOM)},{where},"<"&{_inside(below, ATOM)})'
    return Cell(text, value)
