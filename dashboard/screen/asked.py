"""Which slides, for how long, of which city and slice does an address ask for? Anybody can write it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.basis import basis_of
from dashboard.choices import Choice, Notice, Selection, choices, read_parameters, selection_of
from dashboard.cities import PARAMETER, city_parameter, show_known_city
from dashboard.forms import quoted
from dashboard.names import LISTS, names
from dashboard.words import LANGUAGES, word

PATH = "/layar"
LIST, SECONDS = "daftar", "detik"
SLIDES = (
    "ringkasan", "tren", "pergerakan", "segera-habis", "opd", "sektor", "sumber-dana", "wilayah", "keputusan",
)  # fmt: skip
USUAL_SLIDES = tuple(name for name in SLIDES if name != "sektor")
LEAST_SECONDS, USUAL_SECONDS, MOST_SECONDS = 5, 20, 300
MOST_NOTICES = 2  # sentences; an address can hold thousands of wrong values
MOST_KNOWN = 9  # codes that a sentence lists


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is played: names of slides in their order, seconds a slide, the checked filters; and in words
    what of the address was not followed."""

    slides: tuple[str, ...]
    seconds: int
    chosen: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]

    @property
    def filters(self) -> dict[str, str]:
        """The checked filters by name."""
        return dict(self.chosen)

    @property
    def lang(self) -> str:
        """Language of the screen."""
        return self.filters["lang"]


def screen_url(selection: Selection) -> str:
    """Address of the screen with a selection; it names no month, so that the screen goes on to newer ones.

    Raises ExtractMissing.
    """
    told = {name: code for name, code in vars(selection).items() if code and name != "period"}
    offered = choices()
    given = {name: code for name, code in told.items() if code != offered[name].default}
    return f"{PATH}?{urlencode({**given, **city_parameter(), 'lang': selection.lang})}"


def show_asked_city(given: Mapping[str, Sequence[str]]) -> None:
    """From here on this thread shows the city of the address, the default one for a city nobody knows."""
    show_known_city(next(iter(given.get(PARAMETER, ())), None))


def asked_language(given: Mapping[str, Sequence[str]]) -> str:
    """The language for when there is no extract to read the other parameters with."""
    return next((code for code in given.get("lang", ()) if code in LANGUAGES), LANGUAGES[0])


def read_asked(given: Mapping[str, Sequence[str]]) -> Asked:
    """The parameters of an address, checked. Raises ExtractMissing."""
    offered = choices()
    filters, found = read_parameters(given, offered, page_keys=(LIST, SECONDS))
    lang = filters["lang"]
    slides, unknown = _slides(lang, given.get(LIST, ()))
    seconds, wrong = _seconds(lang, given.get(SECONDS, ()))
    unfit = basis_of(selection_of(filters)).notices
    notices = [*unknown, *wrong, *(_sentence(lang, notice, offered) for notice in (*found, *unfit))]
    if len(notices) > MOST_NOTICES:
        left = len(notices) - MOST_NOTICES
        notices = [*notices[:MOST_NOTICES], word(lang, "screen.more_notices", count=left)]
    return Asked(slides=slides, seconds=seconds, chosen=tuple(filters.items()), notices=tuple(notices))


def _slides(lang: str, given: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    named = dict.fromkeys(name for value in given[-1:] for name in value.split(",") if name)
    unknown = [
        word(lang, "request.unknown_value", name=LIST, value=_shown(name), known=", ".join(SLIDES))
        for name in named
        if name not in SLIDES
    ]
    return tuple(name for name in named if name in SLIDES) or USUAL_SLIDES, unknown


def _seconds(lang: str, given: Sequence[str]) -> tuple[int, list[str]]:
    value = given[-1] if given else str(USUAL_SECONDS)
    # isdecimal knows the digits of all scripts, and a number may have thousands of them.
    if value.isascii() and value.isdecimal() and len(value) <= len(str(MOST_SECONDS)):
        seconds = int(value)
        if LEAST_SECONDS <= seconds <= MOST_SECONDS:
            return seconds, []
    limits = {"low": LEAST_SECONDS, "high": MOST_SECONDS}
    return USUAL_SECONDS, [word(lang, "request.bad_number", name=SECONDS, value=_shown(value), **limits)]


def _sentence(lang: str, notice: Notice, offered: Mapping[str, Choice]) -> str:
    """What was not followed, with what would be."""
    name, value = notice.values["name"], notice.values.get("value", "")
    if notice.key == "notice.unknown_name":
        known = ", ".join((LIST, SECONDS, *offered))
        return word(lang, "request.unknown_name", name=_shown(name), known=known)
    if notice.key == "notice.unknown_value":
        codes = [code for code in offered[name].codes if code]
        known = ", ".join(codes[:MOST_KNOWN]) + (" …" if len(codes) > MOST_KNOWN else "")
        return word(lang, "request.unknown_value", name=name, value=_shown(value), known=known)
    is_code = name in offered and value in (*offered[name].codes, *offered[name].elsewhere)
    shown = names(lang).of(name, value) if is_code and name in LISTS else _shown(value)
    return word(lang, notice.key, name=name, value=shown)


def _shown(value: str) -> str:
    """A foreign value, short and printable, as a sentence of the screen quotes it."""
    return f"“{quoted(value).strip('`')}”"
