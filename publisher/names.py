"""Which id does a written name mean? Exactly, by another spelling, or not at all.

A name is understood only when one id alone fits: numbers and single letters at its end must agree, and a
misspelling may be one or two letters off. Everything else is refused with the nearest names.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from publisher.text import plain

PREFIXES = {
    "kecamatan": ("kecamatan", "kec"),
    "kelurahan": ("kelurahan", "kel", "desa", "ds"),
    "funder": ("pt", "persero", "tbk", "cv"),
}
ROMAN = {
    name: str(number)
    for number, name in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), start=1)
}
SAME = {"sungai": "sei", "pulau": "pulo"}  # words of places that are written either way
OFF_BY = ((10, 2), (6, 1))  # letters of a name, and how many of them may be wrong: shorter ones none
MOST_TOKENS = 12
NEAR = 70  # [percent] likeness from which a known name is suggested

Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Match:
    """What a written name means. `rule` is None for an exact name, else what had to be understood."""

    id: str | None
    rule: str | None = None
    near: tuple[str, ...] = ()  # known names to suggest, when `id` is None


def folded(text: str) -> str:
    """A name as it is compared exactly: case and runs of spaces do not matter."""
    return " ".join(plain(text).split()).casefold()


def tokens(text: str, noise: Iterable[str] = ()) -> tuple[str, ...]:
    """Words and numbers of a name, numbers in arabic digits, without the words of `noise`."""
    words = re.findall(r"[^\W\d_]+|\d+", folded(text))
    kept = [word for word in words if word not in noise] or words
    return tuple(
        str(int(word)) if word.isdecimal() else ROMAN.get(word, SAME.get(word, word)) for word in kept
    )


def key_of(words: tuple[str, ...]) -> Key:
    """The letters of a name run together, and what must agree exactly: numbers and a last single letter."""
    marks = tuple(
        word
        for place, word in enumerate(words)
        if word.isdigit() or (len(word) == 1 and place == len(words) - 1)
    )
    return "".join(word for word in words if word not in marks), marks


def shortens(short: str, long: str) -> bool:
    """Whether a word abbreviates another: its beginning, or its consonants (mdn for medan)."""
    if not (short.isalpha() and long.isalpha()) or len(short) > len(long) - 2:
        return False
    if long.startswith(short):
        return True
    letters = iter(long)
    without_vowels = not set(short) & set("aeiou")
    return without_vowels and short[0] == long[0] and all(letter in letters for letter in short)


def one_letter_off(one: str, other: str) -> bool:
    """Whether two words that are not short differ in one letter, not the first."""
    return (
        min(len(one), len(other)) > 4 and one[0] == other[0] and OSA.distance(one, other, score_cutoff=1) <= 1
    )


def alike(one: tuple[str, ...], other: tuple[str, ...], *, misspelt: bool) -> bool:
    """Whether two names agree word by word, one of them in full, others abbreviated or one letter off."""
    if len(one) != len(other) or not any(a == b and len(a) > 3 for a, b in zip(one, other, strict=True)):
        return False
    return all(
        a == b or shortens(a, b) or shortens(b, a) or (misspelt and one_letter_off(a, b))
        for a, b in zip(one, other, strict=True)
    )


@dataclass(frozen=True)
class Names:
    """Ids by every written form that means them. A form that means two ids is in `ambiguous`."""

    ids: dict[str, str]
    ambiguous: frozenset[str]
    titles: dict[str, str]  # the name of each id as it is written in full
    short: dict[str, str] = field(default_factory=dict)  # shortened names, understood with a note
    noise: frozenset[str] = frozenset()
    city_words: tuple[str, ...] = ()

    @cached_property
    def _words(self) -> dict[tuple[str, ...], str]:
        return {tokens(form, self.noise): code for form, code in (*self.short.items(), *self.ids.items())}

    @cached_property
    def _keys(self) -> dict[Key, frozenset[str]]:
        found: dict[Key, set[str]] = {}
        for words, code in self._words.items():
            found.setdefault(key_of(words), set()).add(code)
        return {key: frozenset(codes) for key, codes in found.items()}

    def match(self, written: str) -> Match:
        """The id that `written` means, exactly or by another spelling that fits one id alone."""
        exact = self.ids.get(folded(written))
        if exact:
            return Match(exact)
        words = tokens(written, self.noise)
        own = len(self.city_words)
        if own and len(words) > own and words[-own:] == self.city_words:
            words = words[:-own]
        for rule, codes in (
            ("name_variant", self._keys.get(key_of(words), frozenset())),
            ("name_abbreviated", self._alike(words, misspelt=False)),
            ("name_misspelt", self._alike(words, misspelt=True) | self._misspelt(key_of(words))),
        ):
            if len(codes) == 1:
                return Match(next(iter(codes)), rule)
        return Match(None, near=self._near(written))

    def _alike(self, words: tuple[str, ...], *, misspelt: bool) -> frozenset[str]:
        if len(words) > MOST_TOKENS:
            return frozenset()
        return frozenset(
            code for known, code in self._words.items() if alike(words, known, misspelt=misspelt)
        )

    def _misspelt(self, key: Key) -> frozenset[str]:
        letters, marks = key
        off_by = next((wrong for length, wrong in OFF_BY if len(letters) >= length), 0)
        if not off_by:
            return frozenset()
        return frozenset(
            code
            for (known, known_marks), codes in self._keys.items()
            if known_marks == marks
            and known[:1] == letters[:1]
            and OSA.distance(letters, known, score_cutoff=off_by) <= off_by
            for code in codes
        )

    def _near(self, written: str) -> tuple[str, ...]:
        if not any(char.isalpha() for char in written):
            return ()
        forms = {code: form for form, code in reversed(self.ids.items()) if form != code}
        found = process.extract(folded(written), forms, scorer=fuzz.ratio, limit=3, score_cutoff=NEAR)
        return tuple(self.titles[code] for _, _, code in found)


def make_names(
    forms: Sequence[tuple[str, str]],
    *,
    level: str,
    city_words: tuple[str, ...],
    short: Mapping[str, str] | None = None,
) -> Names:
    """A look-up of (written form, id); `level` is the reference whose usual prefixes are ignored."""
    ids: dict[str, str] = {}
    ambiguous: set[str] = set()
    for form, code in forms:
        if ids.setdefault(folded(form), code) != code:
            ambiguous.add(folded(form))
    for form in ambiguous:
        del ids[form]
    titles = {code: form for form, code in reversed(forms) if form != code}
    noise = frozenset(PREFIXES.get(level, ()))
    return Names(ids, frozenset(ambiguous), titles, dict(short or {}), noise, city_words)
