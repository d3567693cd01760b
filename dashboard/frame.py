"""What stands around every page: title, banner, warnings, filters, and the page that says what is wrong."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from dashboard import clock, db
from dashboard.choices import LEVELS, THEMES, Selection, shown_level
from dashboard.city import city
from dashboard.filters import PageKeys, language, link_parameters, pick_selection, settle
from dashboard.forms import date, month, quoted, revision
from dashboard.freshness import freshness, freshness_sentences
from dashboard.kept import kept
from dashboard.problems import EFFECT_CODES, ExtractMissing, Problem
from dashboard.site import origin_for_reader, path_of, permalink
from dashboard.state import state_key
from dashboard.terms import show_terms
from dashboard.words import word

# Until st.navigation has run once, Streamlit takes a folder named pages/ for the whole app: the first
# visitor after a start would be told that an address does not exist, or meet a page without app.py.
PagesManager.uses_pages_directory = False


@dataclass(frozen=True, kw_only=True)
class View:
    """What a page draws: the state of the extract, the reader's choice, and the theme of the browser.

    Blocks are kept by its `kept_by`, so that holds all that their content depends on; only what is worked out
    when it is unfolded may follow `page` and `address`. `revision` is the key of the state, of the extract
    and of what of it is whole.
    """

    revision: str
    selection: Selection
    level: str
    theme: str
    page: str = ""  # name of its words
    address: str = ""  # of the page with all filters, as the reader may pass it on
    read_on: str = ""  # the day it is drawn, YYYY-MM-DD

    @property
    def lang(self) -> str:
        """Language of the page."""
        return self.selection.lang

    @functools.cached_property
    def of_city(self) -> "View":
        """The same view of the whole city, for what no filter of a slice changes: it is kept once for all."""
        everybody = dataclasses.replace(
            self.selection, opd=None, sector=None, kecamatan=None, funding_source=None
        )
        return dataclasses.replace(self, selection=everybody, level=LEVELS[0])

    @functools.cached_property
    def kept_by(self) -> str:
        """What blocks are kept by: two views with the same show the same, on whatever page they stand."""
        return repr((self.revision, self.selection, self.level, self.theme, self.read_on))


def open_page(
    name: str,
    *,
    unused: Sequence[str] | Mapping[str, Sequence[str]] = (),
    page_keys: PageKeys = (),
) -> View:
    """Draw title, banner, warnings and filters of page `name`; what the page is to show.

    `unused` names filters the page cannot follow (by level of the map, where that matters),
    `page_keys` URL parameters it reads itself, or with the values it settled on. When there is no
    extract, the page says so and ends.
    """
    try:
        settled = settle(page_keys)
        values = settled[0]
        lang, level = values["lang"], shown_level(values)
        unfollowed = unused[level] if isinstance(unused, Mapping) else unused
        _show_head(name, lang, state_key())
        selection = pick_selection(unused=unfollowed, page_keys=page_keys, settled=settled)
    except ExtractMissing as missing:
        _explain_missing(missing, language())
        st.stop()
    _show_freshness(state_key(), clock.today(), lang=lang, period=selection.period)
    show_terms(name, lang)
    return View(
        revision=state_key(),
        selection=selection,
        level=level,
        theme=_theme(selection),
        page=name,
        address=_address(page_keys),
        read_on=clock.today().isoformat(),
    )


def _address(page_keys: PageKeys) -> str:
    """The page with its filters and the parameters that it has settled on."""
    own = page_keys.items() if isinstance(page_keys, Mapping) else ()
    settled = {name: value for name, value in own if value}
    return permalink(origin_for_reader(st.context.url), path_of(st.context.url), link_parameters() | settled)


def _theme(selection: Selection) -> str:
    """Which colours of the palette: those that were chosen, or those that the browser asks for."""
    if selection.tema != THEMES[0]:
        return selection.tema
    return "dark" if st.context.theme.type == "dark" else "light"


@kept
def _show_head(name: str, lang: str, key: str) -> None:  # noqa: ARG001  the key: of the state
    """What page it is, of which city, and what is wrong with its data or must be told of them."""
    state = db.state()
    st.title(word(lang, f"page.{name}.title", city=city().called(lang)), anchor=False)
    if state.synthetic:
        st.info(word(lang, "banner.synthetic"), icon=":material/science:")
    _warn(state.problems, lang)


@kept
def _show_freshness(key: str, today: dt.date, *, lang: str, period: str) -> None:  # noqa: ARG001  the key: of the state
    """Which data these are and when the next ones come; what is late stands out."""
    newest, found = newest_sentence(db.state(), lang, period), freshness(today)
    sentences = freshness_sentences(lang, found) if found else []
    if found and found.is_late:
        st.warning("  \n".join(sentences), icon=":material/schedule:")
        st.caption(newest)
    else:
        st.caption(" ".join((newest, *sentences)))


def newest_sentence(state: db.ExtractState, lang: str, period: str) -> str:
    """Which month is shown, and which is the newest."""
    latest = state.latest_period
    key = "freshness.latest" if period == latest else "freshness.older"
    return word(
        lang,
        key,
        chosen=month(lang, period),
        latest=month(lang, latest),
        revision=revision(db.source_of("coverage", latest).revision_id),
        published=date(lang, state.generated_at),
    )


def problem_sentence(problem: Problem, lang: str) -> str:
    """What is wrong and what to do, in words; values read from files stand in code style."""
    return word(lang, f"problem.{problem.code}", **_values(problem, lang))


def _values(problem: Problem, lang: str) -> dict[str, str]:
    shown = {name: quoted(str(value)) for name, value in problem.values.items()}
    shown["file"] = quoted(problem.file or str(problem.values.get("file", "")))
    if "period" in problem.values:
        shown["period"] = month(lang, str(problem.values["period"]))
    if problem.code == "reload_refused":
        shown["shown"] = date(lang, str(problem.values["shown"]))
    return shown


def _warn(problems: Sequence[Problem], lang: str) -> None:
    if not problems:
        return
    effects = [problem for problem in problems if problem.code in EFFECT_CODES]
    causes = [problem for problem in problems if problem.code not in EFFECT_CODES]
    for problem in effects:
        st.warning(problem_sentence(problem, lang), icon=":material/history:")
    if causes:
        with st.expander(word(lang, "problem.causes"), icon=":material/troubleshoot:"):
            st.markdown("\n".join(f"- {problem_sentence(problem, lang)}" for problem in causes))


def _explain_missing(missing: ExtractMissing, lang: str) -> None:
    st.title(word(lang, "problem.title"), anchor=False)
    cause = Problem(code=missing.code, values=missing.values)
    st.error(problem_sentence(cause, lang), icon=":material/cloud_off:")
    st.markdown(word(lang, "problem.steps"))
    if missing.problems:
        st.subheader(word(lang, "problem.causes"), anchor=False)
        st.markdown("\n".join(f"- {problem_sentence(problem, lang)}" for problem in missing.problems))
