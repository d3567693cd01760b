"""What stands on a sheet, before it is a page, a PDF or slides? Words and numbers as they will be read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dashboard.drawing import Drawing


@dataclass(frozen=True, kw_only=True)
class Number:
    """One of the numbers on top: what it is, its value, what became of it, and what it is made of."""

    label: str
    value: str
    change: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One sentence, and where in the portal it is shown with all that stands behind it."""

    text: str
    path: str = ""  # of a page, with its parameters
    link: str = ""  # what the link is called
    notes: tuple[str, ...] = ()  # small print below it on paper


@dataclass(frozen=True, kw_only=True)
class Table:
    """Heads, and rows of cells as they are read; the first column holds names."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Bars:
    """A stacked bar chart as numbers, for programs that draw charts of their own.

    `series` maps a name to its colour and its value in every category.
    """

    title: str
    categories: tuple[str, ...]
    series: dict[str, tuple[str, tuple[int, ...]]]


@dataclass(frozen=True, kw_only=True)
class Section:
    """One heading and what stands under it; `bars` tells a drawing as numbers.

    On paper one that is `beside` stands next to the section before it.
    """

    title: str
    items: tuple[Item, ...] = ()
    tables: tuple[Table, ...] = ()
    drawings: tuple[Drawing, ...] = field(default=(), compare=False)
    bars: Bars | None = None
    beside: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The whole sheet. `moved` are the lines that come first: what is now measured otherwise than before."""

    lang: str
    theme: str
    title: str
    subtitle: str
    publisher: str
    banner: str
    moved: tuple[str, ...]
    answer: str
    numbers: tuple[Number, ...]
    sections: tuple[Section, ...]
    source: str
    path: str  # of the page that shows the same

    def texts(self) -> Iterator[str]:
        """Every text of the sheet in its order, without those of charts."""
        yield from (self.title, self.subtitle, self.banner, *self.moved, self.answer)
        for number in self.numbers:
            yield from (number.label, number.value, number.change, number.note)
        for section in self.sections:
            yield section.title
            for item in section.items:
                yield from (item.text, *item.notes)
            for table in section.tables:
                yield from table.heads
                yield from (cell for row in table.rows for cell in row)
        yield self.source
