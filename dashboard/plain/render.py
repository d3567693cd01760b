"""How does a plain page become HTML? A template that escapes all it is given, and texts around the page."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from dashboard import clock, db
from dashboard.cities import city_dir, city_parameter, default_dir
from dashboard.city import city, city_names
from dashboard.downloads import FORMS
from dashboard.forms import month, quoted, spoken
from dashboard.frame import newest_sentence, problem_sentence
from dashboard.freshness import freshness, freshness_sentences
from dashboard.open_graph import open_graph
from dashboard.plain.address import PAGES, Address, all_languages
from dashboard.plain.assets import style_path
from dashboard.plain.data import ENDINGS, asked_of
from dashboard.plain.markdown import blocks, rich
from dashboard.plain.parts import Link, Page
from dashboard.plain.views import shown_view
from dashboard.problems import ExtractMissing, Problem
from dashboard.words import word

FOLDER = Path(__file__).parent
MOST_KNOWN = 40  # of the addresses that a page of words offers
PROGRAMS = {
    "programs": "/api/v1/openapi.json",
    "archive": "/data/releases/latest.tar.gz",
    "news": "/perubahan.atom",
}
WORDS = (
    *("skip", "menu", "language", "plain", "cities", "files", "made", "caveats", "cite"),
    *("more", "answer", "data"),
)


def page_html(page: Page, *, origin: str, notices: Sequence[str] = ()) -> bytes:
    """The page as HTML in UTF-8; addresses for others to read begin with `origin`.

    Raises ExtractMissing.
    """
    address = page.address
    lang = address.lang
    with db.held():
        frame = _frame(address)
        view = shown_view(address, origin=origin)
        about = {
            "page": page,
            "shared": open_graph(
                lang,
                title=f"{page.title} · {month(lang, view.selection.period)}",
                answer=page.answer,
                address=origin + address.path,
                image=origin + page.image,
            ),
            "freshness": _freshness(address, origin),
            "notices": notices,
            "origin": origin,
            "alternates": {each: other.path for each, other in all_languages(address).items()},
            "data": _data(address),
            "programs": _programs(lang),
        }
    return _template("page.html").render(**frame, **about).encode()


def message_html(lang: str, *, title: str, texts: Sequence[str], links: Sequence[Link]) -> bytes:
    """A page of words alone: nothing stands there, or nothing can be shown."""
    return (
        _template("message.html")
        .render(**_frame(Address(lang=lang), bare=True), title=title, texts=texts, links=links)
        .encode()
    )


def unknown_html(lang: str, value: str = "", known: Sequence[str] = (), near: Address | None = None) -> bytes:
    """The page for an address that is none: what is not known, what would be, and the way on."""
    texts = [word(lang, "plain.unknown", value=quoted(value))] if value else []
    texts += [word(lang, "plain.known", known=", ".join(known[:MOST_KNOWN]))] if known else []
    links = [
        Link(href=each.path, text=word(lang, f"page.{each.name}.nav"))
        for each in (near, Address(lang=lang))
        if each is not None
    ]
    return message_html(lang, title=word(lang, "plain.unknown.title"), texts=texts, links=links)


def missing_html(lang: str, missing: ExtractMissing) -> bytes:
    """The page when nothing can be shown: why, and what to do."""
    cause = Problem(code=missing.code, values=missing.values)
    texts = [problem_sentence(cause, lang), word(lang, "problem.steps")]
    return message_html(lang, title=word(lang, "problem.title"), texts=texts, links=[])


def _data(address: Address) -> dict[str, str]:
    """The page as files, by what they are called."""
    if asked_of(address) is None:
        return {}
    lang, found = address.lang, {}
    for each in ENDINGS:
        key = f"download.form.{each}" if each in FORMS else "download.dictionary"
        found[word(lang, key)] = address.file(each)
    return found


def _programs(lang: str) -> list[Link]:
    """What programs read: the interface, the whole release, the news."""
    query = urlencode({**city_parameter(), "lang": lang})
    return [Link(href=f"{path}?{query}", text=word(lang, f"plain.{name}")) for name, path in PROGRAMS.items()]


def _frame(address: Address, *, bare: bool = False) -> dict[str, Any]:
    """What stands around every page; `bare`: without what an extract must tell."""
    lang = address.lang
    return {
        "lang": lang,
        "style": style_path(),
        "site": word(lang, "shell.title"),
        "words": {name: word(lang, f"plain.{name}") for name in WORDS},
        "menu": [
            {
                "href": address.of(page).path,
                "text": word(lang, f"page.{name}.nav"),
                "here": page == address.page and not bare,
            }
            for page, name in PAGES.items()
        ],
        "languages": {
            each: {"href": other.path, "text": word(each, "plain.this_language")}
            for each, other in all_languages(address).items()
        },
        "cities": [] if bare else _cities(lang),
        "banner": "" if bare or not db.state().synthetic else word(lang, "banner.synthetic"),
        "publisher": "" if bare else word(lang, "cite.publisher", city=city().called(lang)),
    }


def _cities(lang: str) -> list[Link]:
    """The first page of every other city."""
    default, shown = default_dir().name, city_dir().name
    return [
        Link(href=f"/{lang}/" if code == default else f"/{code}/{lang}/", text=name)
        for code, name in city_names(lang).items()
        if code != shown
    ]


def _freshness(address: Address, origin: str) -> list[str]:
    """Which data these are, and when the next ones come."""
    selection = shown_view(address, origin=origin).selection
    found = freshness(clock.today())
    sentences = freshness_sentences(address.lang, found) if found else []
    return [newest_sentence(db.state(), selection.lang, selection.period), *sentences]


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FileSystemLoader(FOLDER),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"rich": rich, "blocks": blocks, "spoken": spoken}
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)
