"""A page as a reader opens it, without a browser, and what stands on it."""

import re
from collections.abc import Iterator

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element, Node

from dashboard.blocks.provenance import making_key
from dashboard.catalog import load_queries
from dashboard.forms import WORD_JOINER
from dashboard.navigation import group_key
from tests.fixtures import ROOT

PAGES = {path.stem: f"pages/{path.name}" for path in sorted((ROOT / "pages").glob("*.py"))}
GROUPS = ("cover", "money", "take", "check")  # of the pages in the sidebar
LINK = re.compile(r"\[(.+)\]\(<(.+)>\)")
MONTHS = ("fold_punctuality", "fold_trend")
EMPTY = {"opd": "dinkes", "sector": "nelayan", "kecamatan": "12.71.21"}  # nobody in the fixture


def open_file(file: str, **parameters: str) -> AppTest:
    """A page, or the app, run once with parameters in its URL; see `unfold`."""
    at = AppTest.from_file(str(ROOT / file), default_timeout=60)
    unfold(at)
    for name, value in parameters.items():
        at.query_params[name] = value
    return at.run()


def unfold(at: AppTest) -> None:
    """Before the first run: all lists of pages, how each figure is made, and the tables of months."""
    makings = map(making_key, load_queries())
    for key in (*makings, *(group_key(name, "") for name in GROUPS), *MONTHS):
        at.session_state[key] = True


def open_page(name: str, **parameters: str) -> AppTest:
    """A page run once; it raised nothing."""
    at = open_file(PAGES[name], **parameters)
    assert not at.exception, at.exception
    return at


def answer(at: AppTest) -> str:
    """The one sentence of a page."""
    (header,) = at.header
    return header.value


def metrics(at: AppTest) -> dict[str, str]:
    """The cards, by label."""
    return {metric.label: metric.value for metric in at.metric}


def links(at: AppTest) -> list[str]:
    """Addresses of all link buttons, and of the plain CSV of what is shown."""
    buttons = [element.proto.url for element in at.get("link_button")]
    return [link for link in buttons if not link.startswith("/gambar/")] + [
        link
        for link in files(at)
        if ".csv?" in link and not any(word in link for word in ("semua=", "bentuk=", ".kamus."))
    ]


def files(at: AppTest) -> list[str]:
    """Addresses of everything that the menus of files offer."""
    return [
        link for text in at.markdown for link in re.findall(r"\]\((/(?:unduh|gambar)/[^)]+)\)", text.value)
    ] + [link for link in (each.proto.url for each in at.get("link_button")) if link.startswith("/gambar/")]


def captions(at: AppTest) -> str:
    """All captions, a line each."""
    return "\n".join(caption.value for caption in at.caption)


def charts(at: AppTest) -> list:
    """All charts."""
    return at.get("vega_lite_chart")


def tables(at: AppTest) -> list[pd.DataFrame]:
    """All tables of `show_table` in the order of the page, whichever form they have: the text of each cell
    as a reader sees it, of a link its address."""
    return [as_read(each) for each in _elements(at.main) if each.type == "dataframe" or _names_rows(each)]


def reading_tables(at: AppTest) -> list[pd.DataFrame]:
    """All other tables: sentences in Markdown."""
    return [each.value for each in at.table if not _names_rows(each)]


def _elements(node: Node) -> Iterator[Element]:
    if isinstance(node, Block):
        for child in node.children.values():
            yield from _elements(child)
    elif isinstance(node, Element):
        yield node


def _names_rows(element: Element) -> bool:
    return element.type == "table" and element.value.index.name is not None


def as_read(element: Element) -> pd.DataFrame:
    """A table of any form with the text of its cells as a reader sees it."""
    frame = element.value
    if element.type == "dataframe":
        return frame.map(str.strip)
    if not _names_rows(element):
        return frame
    return frame.reset_index().map(lambda cell: cell_as_written(cell)[1]).rename(columns=as_written)


def cell_as_written(cell: str) -> tuple[str, str]:
    """What a cell of `markdown_table` shows, and what it holds: of a link its address, else the same."""
    link = LINK.fullmatch(cell.strip())
    return (as_written(link[1]), link[2]) if link else (as_written(cell), as_written(cell))


def as_written(markdown: str) -> str:
    """What a text of `inert`, in one line or more, shows."""
    one_line = markdown.replace("\\\n", " ").replace(WORD_JOINER, "")
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", one_line).strip()


def told(at: AppTest) -> str:
    """Everything a page says in headers, text and captions."""
    return "\n".join(each.value for each in [*at.header, *at.subheader, *at.markdown, *at.caption])
