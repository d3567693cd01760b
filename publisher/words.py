"""Which sentence does the clerk read? Catalogues `publisher/words/<lang>.po`."""

import functools
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("id", "en")
CATALOGUES_DIR = Path(__file__).parent / "words"


@functools.cache
def catalogue(lang: str) -> dict[str, str]:
    """All sentences of one language by key."""
    with (CATALOGUES_DIR / f"{lang}.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale=lang) if entry.id}


def word(lang: str, key: str, **values: object) -> str:
    """The sentence `key` in `lang` with its values filled in. Raises KeyError for an unknown key."""
    return catalogue(lang)[key].format(**values)
