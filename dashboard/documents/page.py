"""How does a sheet become a page that a browser opens from a folder, with no server and no network?

No script and no outside file: styles stand inside it (page.html), charts and tables beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from dashboard.documents.sheet import Sheet
from dashboard.forms import spoken
from dashboard.words import word

TEMPLATE = Path(__file__).with_name("page.html")
WORDS = ("papers", "title", "explained", "rows", "file", "dictionary", "columns")  # of the list of files


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Another document of the folder: its path from the page, its name in its own language."""

    path: str
    name: str
    lang: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """The files of one drawing: on light paper, and on dark ("" where one serves both)."""

    light: str
    dark: str


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The file of a query's rows: what it is called, its path, and that of what its columns mean."""

    title: str
    path: str
    dictionary: str


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What lies in the folder beside the page; `charts` by the title of the drawing."""

    papers: tuple[Paper, ...]
    charts: Mapping[str, Chart]
    tables: tuple[Rows, ...]


def page(sheet: Sheet, beside: Beside, *, origin: str) -> bytes:
    """The sheet as HTML in UTF-8; links lead to the portal at `origin`, none do when that is empty."""
    words = {name: word(sheet.lang, f"pack.files.{name}") for name in WORDS}
    return _template().render(sheet=sheet, beside=beside, origin=origin, words=words).encode()


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters |= {"rich": _rich, "spoken": spoken}
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def _rich(text: str) -> Markup:
    """Words between ** are bold."""
    parts = str(escape(text)).split("**")
    return Markup("").join(
        Markup("<strong>{}</strong>").format(Markup(part)) if place % 2 else Markup(part)
        for place, part in enumerate(parts)
    )
