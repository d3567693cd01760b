"""Which words of the glossary stand on which page? Reads every page in both languages and writes the list.

`python -m tests.page_terms` writes dashboard/page_terms.toml.
"""

import json
import os
from collections.abc import Iterator

from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element, Node

from dashboard.blocks.expiry import GROUP_KEY, GROUPS
from dashboard.glossary import terms, terms_in
from dashboard.terms import PAGES as FILE
from dashboard.words import LANGUAGES, word
from tests.opened import PAGES, as_read, open_page

NAMES = {"what_if": "simulator"}  # a page whose words have another name than its file
# Texts of elements that a reader reads; addresses, codes of choices and SQL are none.
READ = ("body", "label", "help", "text", "placeholder", "alt", "title", "options")
CITIES = ("medan", "pekalongan")


def page_terms() -> dict[str, list[str]]:
    """Codes of the words that stand on each page, in the order of the glossary, by name of the page."""
    found: dict[str, list[str]] = {}
    for page in PAGES:
        codes = {
            term.code
            for lang in LANGUAGES
            for city in CITIES
            for text in _texts_of(page, lang, city)
            for term in terms_in(text, lang)
        }
        found[NAMES.get(page, page)] = [term.code for term in terms() if term.code in codes]
    return found


def _texts_of(page: str, lang: str, city: str) -> Iterator[str]:
    """What stands on a page, also where a tab is turned to."""
    at = open_page(page, lang=lang, kota=city)
    yield text_of(at, lang)
    for group in GROUPS[1:] if page == "expiry" else ():
        at.session_state[GROUP_KEY] = word(lang, f"table.{group}")
        yield text_of(at.run(), lang)


def text_of(at: AppTest, lang: str) -> str:
    """Everything that stands on a page, but for SQL and the explanations of words."""
    return "\n".join(_texts(at.main, lang))


def _texts(node: Node, lang: str) -> list[str]:
    if isinstance(node, Block):
        if node.type == "expander" and node.label == word(lang, "terms.title"):
            return []
        own = _read(node.proto)
        return own + [text for child in node.children.values() for text in _texts(child, lang)]
    if not isinstance(node, Element) or node.type == "code":
        return []
    frame = as_read(node) if node.type in ("dataframe", "table") else None
    cells = [] if frame is None else [str(cell) for cell in [*frame.columns, *frame.to_numpy().ravel()]]
    return cells + _read(node.proto)


def _read(proto: object) -> list[str]:
    texts: list[str] = []

    def walk(value: object, name: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, key)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, name)
        elif isinstance(value, str) and name in READ:
            texts.append(value)

    if proto is not None:
        walk(MessageToDict(proto), "")
    return texts


def written(found: dict[str, list[str]]) -> str:
    """The list as it stands in the file."""
    lines = [f"{page} = {json.dumps(codes, ensure_ascii=False)}" for page, codes in sorted(found.items())]
    return "# Made by `python -m tests.page_terms`: the words of the glossary that stand on each page.\n" + (
        "\n".join(lines) + "\n"
    )


if __name__ == "__main__":
    os.environ.pop("CAKUPAN_CITY_DIR", None)
    FILE.write_text(written(page_terms()), encoding="utf-8")
