"""What does a link show where it is shared? Open Graph elements, of a plain page as of one of the portal."""

from dashboard.forms import spoken
from dashboard.words import word

LOCALES = {"id": "id_ID", "en": "en_GB"}  # as Open Graph names them
LONGEST_DESCRIPTION = 300  # [letters] more is cut by those who show it


def open_graph(lang: str, *, title: str, answer: str, address: str, image: str) -> dict[str, str]:
    """The elements by name; `answer` is the sentence with the numbers, for search engines too."""
    said = _cut(spoken(answer))
    return {
        "og:type": "website",
        "og:site_name": word(lang, "shell.title"),
        "og:locale": LOCALES[lang],
        "og:title": title,
        "og:description": said,
        "og:url": address,
        "og:image": image,
        "og:image:alt": said,
    }


def _cut(said: str) -> str:
    return said if len(said) <= LONGEST_DESCRIPTION else said[: LONGEST_DESCRIPTION - 1].rstrip() + "…"
