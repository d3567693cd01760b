"""How is it said, in Indonesian and in English? All text that people see is in two catalogues.

The catalogues are gettext files with symbolic names, `dashboard/words/<language>.po`; values stand in
them as {name}. A message with a plural takes its number as `count`.
"""

import functools
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("id", "en")  # Indonesian first: it is the default
CATALOGUES_DIR = Path(__file__).with_suffix("")


class MissingWord(LookupError):
    """A catalogue lacks a key, or a sentence was not given all its values."""


@functools.cache
def catalogue(lang: str) -> Catalog:
    """The catalogue of `lang`, read once. Raises MissingWord for a language without one."""
    path = CATALOGUES_DIR / f"{lang}.po"
    if lang not in LANGUAGES or not path.is_file():
        raise MissingWord(f"No catalogue for language {lang!r}; there are: {', '.join(LANGUAGES)}.")
    with path.open("rb") as file:
        return read_po(file, locale=lang, abort_invalid=True)


@functools.cache
def _forms(lang: str, key: str) -> tuple[str, ...]:
    message = catalogue(lang).get(key)
    if message is None or not message.string:
        raise MissingWord(f"{lang}.po has no words for {key!r}.")
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


@functools.cache
def _locale(lang: str) -> Locale:
    return Locale.parse(lang)


def word(lang: str, key: str, /, **values: object) -> str:
    """The words of `key` in `lang` with `values` filled in. Raises MissingWord.

    A value named `count` chooses between singular and plural where the language has both.
    """
    forms = _forms(lang, key)
    count = values.get("count")
    single = len(forms) > 1 and isinstance(count, int) and _locale(lang).plural_form(abs(count)) == "one"
    try:
        return (forms[0] if single else forms[-1]).format(**values)
    except (KeyError, IndexError) as error:
        raise MissingWord(f"{lang}.po: {key!r} needs a value for {error}.") from error


def has_word(lang: str, key: str) -> bool:
    """Whether the catalogue of `lang` knows `key`."""
    message = catalogue(lang).get(key)
    return bool(message and message.string)
