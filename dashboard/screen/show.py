"""What is on the screen now, as a whole: the slides of the playlist and the sentences around them?"""

from collections.abc import Mapping
from typing import Any

from dashboard.answers import payer, place
from dashboard.choices import THEMES, selection_of, shown_level
from dashboard.city import city
from dashboard.frame import View, problem_sentence
from dashboard.names import names
from dashboard.once import kept_once
from dashboard.problems import ExtractMissing, Problem
from dashboard.screen.asked import USUAL_SECONDS, Asked
from dashboard.screen.page import message_html, page, slide_html, version
from dashboard.screen.slides import slide_of
from dashboard.screen.status import fixed_words, status, status_without_numbers
from dashboard.state import state_key
from dashboard.words import word

KEPT_SLIDES = 128  # one is 5 to 60 kB
Content = dict[str, Any]


def view_of(filters: Mapping[str, str]) -> View:
    """The view that the checked filters choose. Raises ExtractMissing."""
    return View(
        revision=state_key(),
        selection=selection_of(filters),
        level=shown_level(filters),
        theme=_theme(filters["tema"]),
    )


def content_of(asked: Asked) -> Content:
    """What the browser asks for again and again. Raises ExtractMissing."""
    view = view_of(asked.filters)
    first, *others = (_slide(view.revision, view, name) for name in asked.slides)
    hidden = [slide.replace("<section", "<section hidden", 1) for slide in others]
    return {
        "html": "".join((first, *hidden)),
        "status": status(view, asked.notices),
        "seconds": asked.seconds,
        "version": version(),
    }


@kept_once(KEPT_SLIDES)
def _slide(key: str, view: View, name: str) -> str:  # noqa: ARG001
    # The key is only a key. Kept by slide, so that an address with wrong values, which anybody can write in a
    # thousand ways, draws nothing anew.
    return slide_html(name, slide_of(name, view), theme=view.theme, lang=view.lang)


def screen_page(asked: Asked, content: Content, *, address: str, tag: str) -> str:
    """The page with its first content."""
    lang = asked.lang
    called, selection = names(lang), selection_of(asked.filters)
    where = place(called, selection, city_name=city().called(lang)) + payer(called, selection)
    title = word(lang, "screen.title", city=where)
    return page(
        lang=lang,
        theme=_theme(asked.filters["tema"]),
        title=title,
        content=content,
        words=fixed_words(lang),
        address=address,
        tag=tag,
    )


def page_without_numbers(lang: str, missing: ExtractMissing, *, address: str) -> str:
    """The page when there is nothing to show: it says why, and goes on asking."""
    why = why_missing(lang, missing)
    content = {
        "html": message_html(word(lang, "problem.title"), word(lang, "screen.wait")),
        "status": status_without_numbers(lang, why),
        "seconds": USUAL_SECONDS,
    }
    title = word(lang, "shell.title")
    words = fixed_words(lang)
    return page(
        lang=lang, theme=_theme(THEMES[0]), title=title, content=content, words=words, address=address, tag=""
    )


def why_missing(lang: str, missing: ExtractMissing) -> str:
    """Why nothing can be shown, in a sentence."""
    return problem_sentence(Problem(code=missing.code, values=missing.values), lang).replace("`", "")


def _theme(tema: str) -> str:
    return "light" if tema == THEMES[0] else tema
