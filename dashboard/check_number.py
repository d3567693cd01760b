"""Which numbers does a pasted text hold, and which known figures equal one at the precision it is written in?

Pure: text and known figures in, matches out. Any text is safe: it is only searched for numbers, up to a
length and a count. A number may have two readings (1.493 miliar); what fits one of them fits.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

LONGEST_TEXT = 2_000  # [letters] read; a paragraph has about 600
MOST_NUMBERS = 12  # different numbers read
MOST_DIGITS = 18  # a longer one is no figure of a city

Kind = Literal["count", "share", "idr"]

PERCENT = {"%", "persen", "percent", "per cent", "prosen"}
SCALES = {
    **dict.fromkeys(("ribu", "rb", "thousand"), 3),
    **dict.fromkeys(("juta", "jt", "million", "mn"), 6),
    **dict.fromkeys(("miliar", "milyar", "milliar", "billion", "bn"), 9),
    **dict.fromkeys(("triliun", "trilyun", "trillion", "tn"), 12),
}
UNITS = "|".join(sorted((re.escape(unit) for unit in PERCENT - {"%"} | set(SCALES)), key=len, reverse=True))
THIN = "\u00a0\u202f\u2009"  # spaces that part thousands; a plain space parts words
NUMBER = re.compile(
    rf"(?<![\w.,])(?<!\d[-/:])(?P<money>(?:rp|idr)\.?[ {THIN}]?)?"
    rf"(?P<digits>\d{{1,{MOST_DIGITS}}}(?:[.,{THIN}]\d{{1,{MOST_DIGITS}}}){{0,8}})"
    rf"(?:[ {THIN}]?(?P<percent>%)|[ {THIN}]?(?P<unit>{UNITS})\b)?"
    r"(?![\w%]|[-/:]\d)",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Reading:
    """A value and half of the last digit written: what rounds to it lies in value ± half."""

    value: Decimal
    half: Decimal


@dataclass(frozen=True)
class Written:
    """A number as it was written, what it can be, and its readings; a share is 0 to 1."""

    text: str
    kinds: tuple[Kind, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, kw_only=True)
class Known:
    """A figure to be found: `part` of `whole` when it is a share of counted people; `row` says which."""

    kind: Kind
    part: Decimal
    whole: Decimal = Decimal(1)
    origin: str
    row: Mapping[str, Any] = field(compare=False)


def read_numbers(text: str) -> tuple[Written, ...]:
    """The different numbers of `text`, in their order; dates, times and longer texts are left out."""
    kept = text[:LONGEST_TEXT]
    if len(text) > LONGEST_TEXT:
        kept = re.sub(r"\S+\Z", "", kept)  # a number that was cut through is another number
    found: dict[tuple[tuple[Kind, ...], tuple[Reading, ...]], Written] = {}
    for match in NUMBER.finditer(kept):
        for written in _written(match):
            found.setdefault((written.kinds, written.readings), written)
        if len(found) == MOST_NUMBERS:
            break
    return tuple(found.values())


def _written(match: re.Match[str]) -> Iterator[Written]:
    unit = (match["percent"] or match["unit"] or "").lower()
    if sum(letter.isdigit() for letter in match["digits"]) > MOST_DIGITS:
        return
    plain = tuple(plain_readings(match["digits"], has_unit=bool(unit)))
    kinds: tuple[Kind, ...] = ("idr",) if match["money"] else ("count", "idr")
    power = SCALES.get(unit, 0)
    is_whole = all(each.half >= Decimal("0.5") for each in plain)
    if unit in PERCENT or not (match["money"] or unit or is_whole):
        kinds, power = ("share",), -2  # people come whole: 19,3 without a sign can only be percent
    readings = tuple(_times(each, power) for each in plain)
    if not unit and kinds == ("share",):
        readings += tuple(each for each in plain if each.value <= 1)  # or a share as files write it: 0,193
    if readings:
        yield Written(match[0].strip(), kinds, readings)


def _times(reading: Reading, power: int) -> Reading:
    return Reading(reading.value.scaleb(power), reading.half.scaleb(power))


def plain_readings(digits: str, *, has_unit: bool) -> Iterator[Reading]:
    """What digits with points and commas can mean, in Indonesian and in English."""
    signs = re.findall(rf"[.,{THIN}]", digits)
    parts = re.split(rf"[.,{THIN}]", digits)
    in_threes = len(parts[0]) <= 3 and not digits.startswith("0")
    if not signs:
        yield _reading(digits, "")
    elif len(signs) == 1:
        thousands = in_threes and len(parts[1]) == 3
        if thousands:
            yield _reading("".join(parts), "")
        if signs[0] in ".," and (has_unit or not thousands):
            yield _reading(*parts)
    elif len(set(signs)) == 1 and in_threes and all(len(part) == 3 for part in parts[1:]):
        yield _reading("".join(parts), "")
    elif (
        len(set(signs[:-1])) == 1
        and signs[-1] in ".,"
        and signs[-1] != signs[0]
        and in_threes
        and all(len(part) == 3 for part in parts[1:-1])
    ):
        yield _reading("".join(parts[:-1]), parts[-1])


def _reading(whole: str, decimals: str) -> Reading:
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return Reading(value, Decimal(5).scaleb(-len(decimals) - 1))


def is_match(written: Written, known: Known) -> bool:
    """Whether `known` equals what was written, or rounds (half up) to it at the precision written."""
    return known.kind in written.kinds and any(
        (each.value - each.half) * known.whole <= known.part < (each.value + each.half) * known.whole
        for each in written.readings
    )


def find(numbers: Iterable[Written], figures: Iterable[Known]) -> dict[Written, tuple[Known, ...]]:
    """The figures that each number is, in the order of `figures`; none is an answer too."""
    figures = tuple(figures)
    return {each: tuple(known for known in figures if is_match(each, known)) for each in numbers}
