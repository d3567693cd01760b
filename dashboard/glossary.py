"""What do the words mean that a reader may not know? One source for the pages and for docs/glossary.md.

`python -m dashboard.glossary` writes the document.
"""

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from dashboard.catalog import ROOT

SOURCE = Path(__file__).with_suffix(".toml")
DOCUMENT = ROOT / "docs" / "glossary.md"
HEAD = """# Glossary

One word for one thing, in the code, in the data and on the pages. Indonesian nouns stay where the law or the
administration has one; everything else is English in the code and translated on the pages
(`dashboard/words/*.po`). Made from `dashboard/glossary.toml` by `python -m dashboard.glossary`; edit there.
"""


@dataclass(frozen=True, kw_only=True)
class Term:
    """One word: `said` is what the pages call it, `meaning` what it means, `match` how it stands in a text;
    each by language. Without `match` no page offers it."""

    code: str
    section: str
    said: dict[str, str]
    meaning: dict[str, str]
    match: dict[str, tuple[str, ...]]

    def occurs_in(self, text: str, lang: str) -> bool:
        """Whether the word stands in a text of `lang`, as a word of its own."""
        # An abbreviation is written in capitals; a word begins a sentence with one.
        return any(
            re.search(rf"(?<!\w)(?:{form})(?!\w)", text, re.IGNORECASE if form.islower() else re.NOFLAG)
            for form in self.match[lang]
        )


@functools.cache
def terms() -> tuple[Term, ...]:
    """All words in their order. Raises KeyError when one lacks a text in either language."""
    sections = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["section"]
    return tuple(
        Term(
            code=entry["code"],
            section=section["title"],
            said={lang: entry[f"said_{lang}"] for lang in ("id", "en")},
            meaning={lang: entry[lang] for lang in ("id", "en")},
            match={lang: tuple(entry.get(f"match_{lang}", ())) for lang in ("id", "en")},
        )
        for section in sections
        for entry in section["term"]
    )


def terms_in(text: str, lang: str) -> list[Term]:
    """The words that occur in a text, in the order of the glossary."""
    return [term for term in terms() if term.occurs_in(text, lang)]


def document() -> str:
    """docs/glossary.md."""
    parts = [HEAD]
    for section in dict.fromkeys(term.section for term in terms()):
        rows = [f"## {section}\n", "| word in code | on the pages (id / en) | meaning |", "|---|---|---|"]
        for term in terms():
            if term.section == section:
                said = " / ".join(dict.fromkeys((term.said["id"], term.said["en"])))
                rows.append(f"| `{term.code}` | {said} | {term.meaning['en']} |")
        parts.append("\n".join(rows) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
