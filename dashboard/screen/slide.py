"""What is a slide, before it is HTML?"""

from dataclasses import dataclass, field

from dashboard.documents.sheet import Number
from dashboard.drawing import Drawing
from dashboard.frame import View
from dashboard.names import names
from dashboard.words import word

WIDE = (733, 205)  # [units] of a chart over the whole width; a unit is 2.4 pixels of 1,920
HIGH = (380, 560)  # of the map, in which no text stands


@dataclass(frozen=True, kw_only=True)
class Meter:
    """Protected workers as a part of all, and the target; None without one."""

    active: int
    universe: int
    target: int | None
    label: str


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One slide: `title` is its message; `label` says in a word what it is about."""

    label: str
    title: str
    hero: Number | None = None  # the one that is read from the door
    numbers: tuple[Number, ...] = ()
    meter: Meter | None = None
    items: tuple[str, ...] = ()
    drawing: Drawing | None = field(default=None, compare=False)
    size: tuple[int, int] = WIDE
    rows: tuple[tuple[str, str, str], ...] = ()  # name, count, share
    note: str = ""


def unfollowed(view: View, *filters: str) -> str:
    """Filters that are set but that a slide cannot follow, in words."""
    lang, called = view.lang, names(view.lang)
    told = [
        word(lang, "notice.unused", name=word(lang, f"filter.{name}"), value=called.of(name, code))
        for name, code in view.selection.parameters(*filters).items()
        if code
    ]
    return " ".join(told)
