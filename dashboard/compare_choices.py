"""What is a view compared with, and what does a URL, which anybody can write, really choose?

What the address does not say of the second view is as in the first: one place beside another in the same
month, or one month beside another in the same place. An address that says nothing compares with a year
earlier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard import db
from dashboard.choices import ALL, SLICE, Choice, Notice, Selection, choices, read_parameters

EVERY = "semua"  # in the address: the second view is not narrowed, although the first is
# Parameters of the second view, each with the filter that it is another value of.
OTHER_KEYS = {f"other_{name}": name for name in ("period", *SLICE)}


def offered() -> dict[str, Choice]:
    """The values that each parameter may take; ALL: as in the first view. Raises ExtractMissing."""
    found = {}
    for key, name in OTHER_KEYS.items():
        codes = choices()[name].codes if name == "period" else (EVERY, *choices()[name].codes[1:])
        found[key] = Choice(name=key, codes=codes, default=ALL)
    return found


def read_other(given: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], tuple[Notice, ...]]:
    """What the address says of the second view, and what of it was not followed."""
    values, notices = read_parameters(given, offered())
    return {key: value for key, value in values.items() if value != ALL}, notices


def second_view(first: Selection, said: Mapping[str, str]) -> Selection:
    """The view that `first` is compared with."""
    if not said:
        return replace(first, period=earlier_period(first.period))
    values = {OTHER_KEYS[key]: None if value == EVERY else value for key, value in said.items()}
    return Selection(**{**vars(first), **values})


def earlier_period(period: str) -> str:
    """The published month a year before, or the earliest after that."""
    year, month = map(int, period.split("-"))
    wanted = f"{year - 1}-{month:02}"
    # The month itself where none lies between: the first one is compared with itself.
    return min(each for each in db.state().periods if wanted <= each <= period)


def said_of(first: Selection, second: Selection) -> dict[str, str]:
    """The shortest parameters that give `second` beside `first`; the month is always among them."""
    said = {"other_period": second.period}
    for key, name in OTHER_KEYS.items():
        value = getattr(second, name)
        if name != "period" and value != getattr(first, name):
            said[key] = value or EVERY
    return said


def comparison_parameters(first: Selection, second: Selection) -> dict[str, str | None]:
    """What the query `comparison` is asked."""
    others = {key: getattr(second, name) for key, name in OTHER_KEYS.items()}
    return {**first.parameters("period", *SLICE), **others}
