"""How does a reader find a place, a body, a sector or a word without knowing the page?"""

import re
from collections.abc import Iterator, Mapping

import streamlit as st

from dashboard import db
from dashboard.choices import LEVELS, THEME_PARAMETER, choices, url_parameters
from dashboard.cities import PARAMETER
from dashboard.filters import settle
from dashboard.forms import month, quoted, short_month
from dashboard.glossary import Term, terms
from dashboard.kept import kept_widgets
from dashboard.names import names, reference, short_names
from dashboard.questions.codes import CODES
from dashboard.search import Index, Thing
from dashboard.search_offers import CARD, KELURAHAN, MOST_OFFERS, PAGE, TERM, Offer, offers, terms_in
from dashboard.state import of_state
from dashboard.words import LANGUAGES, word

DIMENSIONS = (*LEVELS[:1], "opd", "sector", "funding_source", *LEVELS[1:])
KEY = "search"
MOST_TERMS = 3
KEPT = (PARAMETER, "lang", "period", THEME_PARAMETER)  # filters that stay


def show_search(pages: Mapping[str, st.Page], icons: Mapping[str, str], lang: str) -> None:
    """A box and links to what was found. Raises ExtractMissing."""
    if not st.session_state.get(KEY):
        _show_empty_box(lang)
        return
    text = _show_box(lang)
    if not text or not text.strip():
        return
    found = search_index(tuple(pages)).search(text)
    listed = [offer for offer in offers(found, _parents()) if offer.page in pages]
    for offer in listed[:MOST_OFFERS]:
        st.page_link(
            pages[offer.page],
            label=_label(offer, lang),
            icon=icons[offer.page],
            help=word(lang, f"page.{offer.page}.nav"),
            query_params=_parameters(offer),
            width="stretch",
        )
    if len(listed) > MOST_OFFERS:
        st.caption(word(lang, "search.more", count=len(listed) - MOST_OFFERS))
    known = {term.code: term for term in terms()}
    for thing in terms_in(found)[:MOST_TERMS]:
        term = known[thing.code]
        st.caption(f"**{term.said[lang]}**: {term.meaning[lang]}")
    if not listed and not terms_in(found):
        st.caption(word(lang, "search.nothing"))
    elif found.unknown:
        shown = ", ".join(quoted(each) for each in found.unknown)
        st.caption(word(lang, "search.unknown", words=shown))


def _show_box(lang: str) -> str | None:
    return st.text_input(
        word(lang, "search.label"),
        key=KEY,
        type="search",
        placeholder=word(lang, "search.example"),
        icon=":material/search:",
    )


@kept_widgets
def _show_empty_box(lang: str) -> None:
    _show_box(lang)


def _label(offer: Offer, lang: str) -> str:
    """What is shown, and of a page alone its name."""
    shown = [called(thing, lang) for thing in offer.things if thing.kind != PAGE]
    return " · ".join(shown) or word(lang, f"page.{offer.page}.nav")


def _parameters(offer: Offer) -> dict[str, str]:
    """A fresh question: of the filters in force only language, month and looks are kept."""
    values, _ = settle(tuple(st.query_params))
    defaults = {name: choice.default for name, choice in choices().items()}
    kept = {name: values[name] for name in KEPT}
    filters = {name: code for name, code in offer.codes.items() if name in defaults}
    own = {name: code for name, code in offer.codes.items() if name not in defaults}
    return url_parameters({**defaults, **kept, **filters}, choices()) | own


def called(thing: Thing, lang: str) -> str:
    """What a thing is called in a list of links; a kelurahan with its kecamatan."""
    if thing.kind == "period":
        return month(lang, thing.code)
    if thing.kind == CARD:
        return word(lang, f"question.{thing.code}.asked")
    name = short_names(lang).of(thing.kind, thing.code)
    if thing.kind != KELURAHAN:
        return name
    parent = names(lang).of("kecamatan", _parents()[thing.code])
    return word(lang, "search.kelurahan", kelurahan=name, kecamatan=parent)


def _parents() -> dict[str, str]:
    return {code: str(row["kecamatan"]) for code, row in reference("kelurahan_list").items()}


@of_state(8)
def search_index(pages: tuple[str, ...]) -> Index:
    """All that can be found in the city that is shown, in both languages. Raises ExtractMissing."""
    spoken = [names(lang) for lang in LANGUAGES]
    short = short_names(LANGUAGES[0])
    things = [
        Thing(
            kind=dimension,
            code=code,
            names=(
                *(each.of(dimension, code) for each in spoken),
                short.of(dimension, code),
                *_aliases(dimension, code),
            ),
        )
        for dimension in DIMENSIONS
        for code in spoken[0].codes(dimension)
    ]
    for period in sorted(db.state().periods, reverse=True):
        said = [form(lang, period) for lang in LANGUAGES for form in (month, short_month)]
        things.append(Thing(kind="period", code=period, names=(*said, period)))
    for term in terms():
        things.append(Thing(kind=TERM, code=term.code, names=tuple(_forms_of(term))))
    if "questions" in pages:
        for code in CODES:
            said = [word(lang, f"question.{code}.short") for lang in LANGUAGES]
            things.append(Thing(kind=CARD, code=code, names=tuple(said)))
    for page in pages:
        things.append(
            Thing(kind=PAGE, code=page, names=tuple(word(lang, f"page.{page}.nav") for lang in LANGUAGES))
        )
    return Index(tuple(things))


def _forms_of(term: Term) -> Iterator[str]:
    """What a word of the glossary is called: as pages say it, one form after the other."""
    for said in term.said.values():
        for form in re.split(r"[,()/]", said):
            yield form.strip()


def _aliases(dimension: str, code: str) -> list[str]:
    """What the lists say that people also call it."""
    if dimension not in ("opd", "sector"):
        return []
    return str(reference(f"{dimension}_list")[code].get("aliases") or "").split(";")
