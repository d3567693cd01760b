"""Which words of a page does a reader perhaps not know? They are explained under one line at its top."""

import functools
import tomllib
from pathlib import Path

import streamlit as st

from dashboard.glossary import terms
from dashboard.kept import kept
from dashboard.words import word

# Which words occur on which page, by name of the page; tests/page_terms.py reads the pages and writes it.
PAGES = Path(__file__).with_name("page_terms.toml")


@functools.cache
def _pages() -> dict[str, list[str]]:
    return tomllib.loads(PAGES.read_text(encoding="utf-8"))


@functools.cache
def explained(page: str, lang: str) -> str:
    """The words of a page with their meanings, as a list; "" when it has none."""
    codes = _pages().get(page, [])
    return "\n".join(
        f"- **{term.said[lang]}**: {term.meaning[lang]}" for term in terms() if term.code in codes
    )


@kept
def show_terms(page: str, lang: str) -> None:
    """Draw the line under which the words of the page are explained."""
    text = explained(page, lang)
    if text:
        # No popover: the tab key would pass it by.
        with st.expander(word(lang, "terms.title"), icon=":material/dictionary:"):
            st.markdown(text)
