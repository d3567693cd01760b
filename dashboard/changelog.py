"""What changed in data, method and software, as CHANGELOG.md of the repository tells it?

An item stands under the heading of its day and of its kind. It may have its words in Indonesian below it, as
a point of its own that begins with `id:`; without them the page shows the English ones and says so.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.catalog import ROOT

CHANGELOG = ROOT / "CHANGELOG.md"
KINDS = {"Data": "data", "Results": "method", "Code": "software"}
OTHER_LANGUAGE = "id:"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change: its day (ISO 8601), its kind, and its words."""

    day: str
    kind: str  # data, method or software
    english: str
    indonesian: str | None

    def told(self, lang: str) -> tuple[str, bool]:
        """The words in `lang`, or the English ones; and whether they are in `lang`."""
        if lang == "id" and self.indonesian is not None:
            return self.indonesian, True
        return self.english, lang == "en"


def changes(kind: str) -> tuple[Change, ...]:
    """The changes of one kind, newest day first, in the order of the file within a day."""
    return tuple(each for each in _read(CHANGELOG) if each.kind == kind)


@functools.cache
def _read(path: Path) -> tuple[Change, ...]:
    if not path.exists():  # an installation may leave the file out; the page then says there is none
        return ()
    found = list(parse(path.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda change: change.day, reverse=True))


def parse(text: str) -> Iterator[Change]:
    """The changes in the text of a changelog, in its order. Raises ValueError for a line it does not know."""
    day, kind = "", ""
    item: list[str] = []  # the words of the item that is read, then those in Indonesian
    for line in [*text.splitlines(), "## "]:
        begins, _, rest = line.strip().partition(" ")
        if begins in ("##", "###", "-") and not line.startswith("  "):
            if item:
                yield Change(
                    day=day, kind=kind, english=item[0], indonesian=item[1] if len(item) > 1 else None
                )
            item = []
        if begins == "##":
            day, kind = rest.strip(), ""
        elif begins == "###":
            kind = KINDS[rest.strip()]
        elif begins == "-" and not line.startswith("  "):
            item = [rest]
        elif item and line.strip().startswith(f"- {OTHER_LANGUAGE}"):
            item.append(rest.removeprefix(OTHER_LANGUAGE).strip())
        elif item and line.startswith("  "):
            item[-1] += f" {line.strip()}"
        elif line.strip() and day:
            raise ValueError(f"CHANGELOG.md: line not understood: {line!r}")
