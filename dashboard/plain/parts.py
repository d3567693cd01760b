"""What stands on a plain page, before it is HTML? Texts as they are read; Markdown where that is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.blocks.parts import Card
from dashboard.plain.address import Address


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where a reader can go, and what it is called."""

    href: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a column, and whether numbers stand under it."""

    text: str
    is_number: bool


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of cells as they are read, in Markdown; the first names its row, which `links` leads on from."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    links: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    reading: bool = False  # whether its cells are sentences
    folded: bool = False  # whether it is opened by a click


@dataclass(frozen=True, kw_only=True)
class Swatch:
    """A part of a bar: its colour, where it begins and how long it is [percent of the longest bar]."""

    colour: str
    start: str
    length: str


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar and the words above it."""

    label: str
    parts: tuple[Swatch, ...]


@dataclass(frozen=True, kw_only=True)
class Stack:
    """The bars of one payer in all months as one shape, and those of months that are not complete."""

    colour: str
    whole: str
    open: str


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A word on an axis; `place` in percent of its length."""

    place: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A target: its height and where it begins and ends [percent]; words where it has its own."""

    height: str
    start: str = "0"
    end: str = "100"
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Months:
    """Stacked columns month by month; `width` [units] is ten a month, heights are of a thousand."""

    width: int
    stacks: tuple[Stack, ...]
    heights: tuple[Tick, ...]
    names: tuple[Tick, ...]
    lines: tuple[Line, ...]
    marked: str  # place of the chosen month where that is not the newest, else ""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart: what it says, what of that the reader has not read above it, its colours and its shapes."""

    says: str
    caption: str
    legend: Mapping[str, str]
    bars: tuple[Bar, ...] = ()
    months: Months | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Making:
    """How the numbers of a section are made: one line, and all of it by name, in Markdown."""

    line: str
    told: Mapping[str, str]
    caveats: tuple[str, ...]
    cited: tuple[str, ...]
    script: Link


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the page under a heading of its own ("" under that of the page)."""

    title: str = ""
    texts: tuple[str, ...] = ()
    chart: Chart | None = None
    table: Table | None = None
    line: str = ""  # how its numbers are made, where `making` would be too much
    making: Making | None = None
    files: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a form: `options` by code where one is chosen, else it is typed."""

    name: str
    label: str
    value: str
    options: Mapping[str, str] = field(default_factory=dict)
    radio: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Form:
    """The questions of a page; `more` may stay folded."""

    title: str
    fields: tuple[Field, ...]
    more: tuple[Field, ...]


@dataclass(frozen=True, kw_only=True)
class Easy:
    """A short sentence with its picture."""

    icon: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """A whole page. `image` is a chart for link previews, `portal` the same state in the portal."""

    address: Address
    title: str
    answer: str
    portal: Link
    image: str
    trail: tuple[Link, ...] = ()
    cards: tuple[Card, ...] = ()
    stamp: str = ""
    before: tuple[str, ...] = ()  # what must be read before the answer
    after: tuple[str, ...] = ()
    easy: tuple[Easy, ...] = ()
    sections: tuple[Section, ...] = ()
    form: Form | None = None
