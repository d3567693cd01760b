"""How does a reader get from page to page in the own language, without losing the filters?"""

import copy
import functools
from dataclasses import dataclass

import streamlit as st

from dashboard.cities import city_parameter
from dashboard.city import city
from dashboard.city_switch import pick_city
from dashboard.filters import language, link_parameters, settle
from dashboard.folded import folded
from dashboard.kept import kept
from dashboard.problems import ExtractMissing
from dashboard.search_box import show_search
from dashboard.words import word


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page: the name of its words, its file, its address (the same in every language), its icon."""

    name: str
    file: str
    path: str
    icon: str


class Group:
    """Pages that answer questions of one kind, under one heading of the sidebar."""

    def __init__(self, name: str, *entries: Entry) -> None:
        self.name = name
        self.entries = entries


def run_page(*groups: Group) -> None:
    """Draw the lists of pages in the sidebar and run the one that was asked for; the first is the start.

    Streamlit's own list drops the query string; these links carry the filters, so that each page has
    one entry in the browser's history and a link can be copied.
    """
    try:
        lang = settle()[0]["lang"]
        parameters = link_parameters()
        name = city().called(lang)
    except ExtractMissing:
        lang, parameters, name = language(), {"lang": language(), **city_parameter()}, ""
    start = groups[0].entries[0]
    # A copy each: a run marks the page that it may call.
    pages = {
        entry.name: copy.copy(_page(entry, lang, is_start=entry is start))
        for group in groups
        for entry in group.entries
    }
    asked = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(
        page_title=word(lang, "page.browser_title", page=asked.title, city=name).strip(" ·"),
        layout="wide",
    )
    with st.sidebar:
        if name:
            icons = {entry.name: entry.icon for group in groups for entry in group.entries}
            show_search(pages, icons, lang)
        pick_city(lang)
        for group in groups:
            _draw_group(group, lang, tuple(parameters.items()), here=asked.url_path, start=start)
    asked.run()


@functools.cache
def _page(entry: Entry, lang: str, *, is_start: bool) -> st.Page:
    """What Streamlit knows of a page; it would look for the file in every run."""
    return st.Page(
        entry.file, title=word(lang, f"page.{entry.name}.nav"), url_path=entry.path, default=is_start
    )


def _draw_group(
    group: Group, lang: str, parameters: tuple[tuple[str, str], ...], *, here: str, start: Entry
) -> None:
    """The links of one kind; unfolded where the reader is, so that the filters below stay in sight."""
    is_here = here in ("" if entry is start else entry.path for entry in group.entries)
    title = word(lang, f"navigation.{group.name}")
    with folded(title, key=group_key(group.name, here), begins_open=is_here) as is_open:
        if is_open:
            _draw_links(group.entries, lang, parameters)


@kept
def _draw_links(entries: tuple[Entry, ...], lang: str, parameters: tuple[tuple[str, str], ...]) -> None:
    for entry in entries:
        # The icon stands on the link only: a page's own icon would be fetched from an outside host.
        st.page_link(
            entry.file,
            label=word(lang, f"page.{entry.name}.nav"),
            icon=entry.icon,
            query_params=dict(parameters),
            width="stretch",
        )


def group_key(name: str, path: str) -> str:
    """Where the session keeps whether a group is unfolded on a page: each begins with its own group alone."""
    return f"pages_{name}_{path}"
