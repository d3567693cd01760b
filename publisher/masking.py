"""What of a cell may a report show? Unknown words and long numbers could be a person's: they are hidden."""

import re

HIDDEN = "•"
LONG = 9  # digits: an amount may have fewer, a phone number or a NIK has more
WORD = re.compile(r"[^\W\d_]+|\d+")


def mask(value: str) -> str:
    """A personal value with all but its first and last two characters hidden."""
    if len(value) < 5:
        return HIDDEN * len(value)
    return f"{value[:2]}{HIDDEN * (len(value) - 4)}{value[-2:]}"


def mask_words(value: str, known: frozenset[str]) -> str:
    """A value of a column that is not personal, as far as it may be shown: a row whose cells slipped into
    the wrong column shows names and numbers there. Words of `known` (casefolded) and short numbers stay."""
    hide_digits = sum(char.isdigit() for char in value) >= LONG

    def shown(found: re.Match[str]) -> str:
        word = found[0]
        if word.isdigit():
            return HIDDEN * len(word) if hide_digits else word
        if word.casefold() in known or (len(word) < 3 and not hide_digits):
            return word
        return word[0] + HIDDEN * (len(word) - 1)

    return WORD.sub(shown, value[:80])


def mask_digits(text: str) -> str:
    """A name of a file or sheet with long numbers hidden."""
    return re.sub(rf"\d{{{LONG},}}", lambda found: HIDDEN * len(found[0]), text)
