"""Which places, bodies, sectors, payers, months, pages and words does a reader mean by what was typed? Pure.

Words may come in any order, with one wrong letter each, run together or torn apart, and several names one
after the other: "medan belwan nelayan" is a kecamatan and a sector.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONGEST_TEXT = 200  # letters that are read
MOST_WORDS = 14
LONGEST_WORD = 24
FUZZY_FROM = 4  # letters of a word that may be a part of a name with one of them wrong
PREFIX_FROM = 2
WHOLE, PARTLY = 4.0, 3.0  # worth of a word that helps to name something wholly, or in part
ONE_MORE = 1.5  # what another name costs: one long name explains more than two short ones
# Said around names, and no part of what is meant unless a name holds them.
NOISE = frozenset(
    {
        *(
            "di",
            "dan",
            "atau",
            "yang",
            "untuk",
            "per",
            "pada",
            "kecamatan",
            "kec",
            "kelurahan",
            "kel",
            "kota",
        ),
        *("sektor", "pekerja", "in", "and", "or", "the", "of", "for", "city"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something that can be looked for: its kind and code, and all that it is called."""

    kind: str
    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Words of the text that name the same things, the likeliest first."""

    words: tuple[str, ...]
    things: tuple[Thing, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the text names, in its order, and the words that name nothing."""

    parts: tuple[Part, ...]
    unknown: tuple[str, ...]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text without marks, capitals and accents; no more than are worth reading."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST_TEXT].casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    split = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    return tuple(word[:LONGEST_WORD] for word in split[:MOST_WORDS])


@dataclass(frozen=True)
class Index:
    """Names to look in, read once."""

    things: tuple[Thing, ...]

    @cached_property
    def names(self) -> list[tuple[tuple[str, ...], int]]:
        """The words of every name, with the place of its thing."""
        return [
            (words, place)
            for place, thing in enumerate(self.things)
            for words in dict.fromkeys(map(words_of, thing.names))
            if words
        ]

    @cached_property
    def by_word(self) -> dict[str, list[int]]:
        """Places of the names that hold a word."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, (words, _) in enumerate(self.names):
            for word in set(words):
                found[word].append(place)
        return dict(found)

    @cached_property
    def by_length(self) -> dict[int, list[tuple[str, int]]]:
        """Names run together, with their places, by their letters."""
        found: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for place, (words, _) in enumerate(self.names):
            joined = "".join(words)
            found[len(joined)].append((joined, place))
        return dict(found)

    def search(self, text: str) -> Found:
        """What the text names: the reading in which most of it is named most fully."""
        words = words_of(text)
        windows = self._windows(words)
        # From the end: the best reading of what follows each word.
        best: list[tuple[float, tuple[Part, ...], tuple[str, ...]]] = [(0.0, (), ())]
        for start in range(len(words) - 1, -1, -1):
            score, parts, unknown = best[0]
            lost = () if words[start] in NOISE else (words[start],)
            readings = [(score - len(lost), parts, (*lost, *unknown))]
            for stop, found in windows[start].items():
                score, parts, unknown = best[stop - start - 1]
                part = Part(words=words[start:stop], things=self._things(found, stop - start))
                readings.append((score + max(found.values()) - ONE_MORE, (part, *parts), unknown))
            best.insert(0, max(readings, key=lambda reading: reading[0]))
        return Found(parts=best[0][1], unknown=best[0][2])

    def _things(self, found: dict[int, float], count: int) -> tuple[Thing, ...]:
        """Those named wholly first, the best before others; then those named in part, as they are listed."""
        likeliest = sorted(
            found,
            key=lambda name: (-found[name] if found[name] >= WHOLE * count else 0, self.names[name][1]),
        )
        return tuple(dict.fromkeys(self.things[self.names[name][1]] for name in likeliest))

    def _windows(self, words: Sequence[str]) -> list[dict[int, dict[int, float]]]:
        """By first and last word: the names that these words give, with how well."""
        windows: list[dict[int, dict[int, float]]] = [defaultdict(dict) for _ in words]
        alike = [self._alike(word) for word in words]
        for start in range(len(words)):
            for name, (stop, score) in self._partly(start, alike).items():
                windows[start][stop][name] = score
            for stop in range(start + 1, len(words) + 1):
                for name, score in self._wholly(words[start:stop]):
                    windows[start][stop][name] = max(score, windows[start][stop].get(name, 0.0))
        return windows

    def _alike(self, word: str) -> dict[str, float]:
        """Words of names that the word may be, with what is wrong in it."""
        if word in NOISE:
            return {word: 0.0} if word in self.by_word else {}
        found = {each: 0.2 for each in self.by_word if len(word) >= PREFIX_FROM and each.startswith(word)}
        if len(word) >= FUZZY_FROM:
            vocabulary = list(self.by_word)
            near = process.cdist([word], vocabulary, scorer=OSA.distance, score_cutoff=1)[0]
            found |= {each: 0.5 for each, edits in zip(vocabulary, near, strict=True) if edits == 1}
        return found | ({word: 0.0} if word in self.by_word else {})

    def _partly(self, start: int, alike: Sequence[dict[str, float]]) -> dict[int, tuple[int, float]]:
        """Names of which the words from `start` on give some or all: where they stop, and how well."""
        found: dict[int, tuple[int, float]] = {}
        for first in alike[start]:
            for name in self.by_word[first]:
                words = list(self.names[name][0])
                whole, wrong, stop = sum(map(len, words)), 0.0, start
                while stop < len(alike) and (fits := [each for each in words if each in alike[stop]]):
                    likeliest = min(fits, key=alike[stop].__getitem__)
                    wrong += alike[stop][likeliest]
                    words.remove(likeliest)
                    stop += 1
                named = 1 - sum(map(len, words)) / whole  # of the letters
                count = stop - start
                score = (WHOLE * count if not words else PARTLY * count - 1) + named - wrong
                if stop > start and score > found.get(name, (0, 0.0))[1]:
                    found[name] = (stop, score)
        return found

    def _wholly(self, words: Sequence[str]) -> Iterable[tuple[int, float]]:
        """Names that the words give whole, up to one wrong letter, wherever the spaces stand."""
        joined = "".join(words)
        for length in range(len(joined) - 1, len(joined) + 2):
            bucket = self.by_length.get(length, [])
            if len(joined) < FUZZY_FROM - 1 or not bucket:
                continue
            near = process.cdist([joined], [each for each, _ in bucket], scorer=OSA.distance, score_cutoff=1)[
                0
            ]
            for (_, name), edits in zip(bucket, near, strict=True):
                if edits <= 1:
                    yield name, WHOLE * len(words) + 1 - edits
