"""How does a reader get from page to page in the own language, without losing the filters?"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.cities import city_parameter
from dashboard.city import city
from dashboard.city_switch import pick_city
from dashboard.filters import language, link_parameters, settle
from dashboard.folded import folded
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
    pages = {
        entry.name: st.Page(
            entry.file,
            title=word(lang, f"page.{entry.name}.nav"),
            url_path=entry.path,
            default=entry is start,
        )
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
            listed = {entry: pages[entry.name] for entry in group.entries}
            _draw_group(group.name, listed, asked, lang, parameters)
    asked.run()


def _draw_group(
    name: str, listed: Mapping[Entry, st.Page], asked: st.Page, lang: str, parameters: Mapping[str, str]
) -> None:
    """The links of one kind; unfolded where the reader is, so that the filters below stay in sight."""
    is_here = any(page.url_path == asked.url_path for page in listed.values())
    title = word(lang, f"navigation.{name}")
    with folded(title, key=group_key(name, asked.url_path), begins_open=is_here) as is_open:
        if is_open:
            for entry, page in listed.items():
                # The icon stands on the link only: a page's own icon would be fetched from an outside host.
                st.page_link(page, icon=entry.icon, query_params=parameters, width="stretch")


def group_key(name: str, path: str) -> str:
    """Where the session keeps whether a group is unfolded on a page: each begins with its own group alone."""
    return f"pages_{name}_{path}"
