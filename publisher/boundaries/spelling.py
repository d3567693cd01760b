"""Are two written names of a place the same name? Spelling compared, never guessed."""

import difflib
import re
from collections.abc import Mapping, Sequence

from publisher.names import PREFIXES, tokens

NOISE = {*PREFIXES["kecamatan"], *PREFIXES["kelurahan"]}
ALIKE = 0.6  # share of letters in common from which a name counts as another spelling
CLEARLY = 0.08  # and it must be this much more alike than any other


def comparable(name: str) -> str:
    """A name as it is compared: without prefix, spaces and signs, roman numbers as digits."""
    return "".join(tokens(name, NOISE))


def alikeness(one: str, other: str) -> float:
    """How much two names are alike, 0 to 1; 0 when their numbers differ (Sei Rengas I and II)."""
    one, other = comparable(one), comparable(other)
    if re.findall(r"\d", one) != re.findall(r"\d", other):
        return 0.0
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def suggestion(name: str, names: Mapping[str, str]) -> str:
    """The place of `names` (by code) most like `name`, with its code; a dash when there is none."""
    code = max(names, key=lambda each: (alikeness(name, names[each]), each), default=None)
    return f"{names[code]} ({code})" if code else "–"


def clearest(written: Sequence[str], names: Mapping[str, str]) -> tuple[int, str] | None:
    """Which of `written` (its place) is surely which of `names` (its code), or None.

    It is the pair most alike, and neither its name nor its code has a rival that comes near.
    """
    scores = {
        (place, code): alikeness(text, name)
        for place, text in enumerate(written)
        for code, name in names.items()
    }
    for (place, code), score in sorted(scores.items(), key=lambda item: -item[1]):
        rivals = [other for (one, two), other in scores.items() if (one == place) != (two == code)]
        if score >= ALIKE and score - max(rivals, default=0.0) >= CLEARLY:
            return place, code
    return None
