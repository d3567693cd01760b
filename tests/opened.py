"""A page as a reader opens it, without a browser, and what stands on it."""

import re

from streamlit.testing.v1 import AppTest

from dashboard.blocks.provenance import making_key
from dashboard.catalog import load_queries
from dashboard.navigation import group_key
from tests.fixtures import ROOT

PAGES = {path.stem: f"pages/{path.name}" for path in sorted((ROOT / "pages").glob("*.py"))}
GROUPS = ("cover", "money", "take", "check")  # of the pages in the sidebar
EMPTY = {"opd": "dinkes", "sector": "nelayan", "kecamatan": "12.71.21"}  # nobody in the fixture


def open_file(file: str, **parameters: str) -> AppTest:
    """A page, or the app, run once with parameters in its URL; see `unfold`."""
    at = AppTest.from_file(str(ROOT / file), default_timeout=60)
    unfold(at)
    for name, value in parameters.items():
        at.query_params[name] = value
    return at.run()


def unfold(at: AppTest) -> None:
    """Before the first run: all lists of pages, and how each figure is made."""
    for key in (*map(making_key, load_queries()), *(group_key(name, "") for name in GROUPS)):
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


def told(at: AppTest) -> str:
    """Everything a page says in headers, text and captions."""
    return "\n".join(each.value for each in [*at.header, *at.subheader, *at.markdown, *at.caption])
