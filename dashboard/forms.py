"""How are numbers, shares, money and dates written, by the language of the page and never by the browser?

Rounding is honest: a share that is not exactly nothing or everything is never printed as 0 % or 100 %.
"""

import datetime as dt
import functools
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal

from dashboard.words import word

HARD_SPACE = "\u00a0"  # keeps a number and its sign on one line
HARD_HYPHEN = "\u2011"
MINUS = "\u2212"
MOST_DIGITS = 4  # after the comma
QUOTED_CHARACTERS = 40  # of a foreign value, enough to recognise it
MARKS = r"\`*_[]<>#:$|~&"  # of Markdown, wherever they stand
ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in MARKS})
BEFORE_FIRST_MARK = re.compile(r"^(?:\d{1,9}(?=[.)](?:\s|$))|(?=[-+=]))")  # of a list, a rule or a heading
LIVE_WORDS = re.compile(r"(?:https?:|www)(?=[/.])|@|:(?=material|streamlit)", re.IGNORECASE)
# What any of this finds, and blanks to be mended; most texts have nothing of it.
NOT_INERT = re.compile(
    rf"[{re.escape(MARKS)}@\t\n\r\f\v]|  |www\.|^[- +=]|^\d{{1,9}}[.)](?:\s|$)| $", re.IGNORECASE
)
WORD_JOINER = "\u2060"  # has no width; what becomes a link or an icon also without marks falls apart at it


@functools.lru_cache(maxsize=16384)  # a page has hundreds, most of them seen before
def number(lang: str, value: int) -> str:
    """A whole number with the separators of `lang`: 214.555 or 214,555."""
    return format_decimal(value, format="#,##0", locale=lang).replace("-", MINUS)


def signed(lang: str, value: int) -> str:
    """A difference with its sign: +1.234, −56, 0."""
    return f"+{number(lang, value)}" if value > 0 else number(lang, value)


def decimal(lang: str, value: Fraction, *, digits: int = 1) -> str:
    """An exact number with its decimals: 3,4 or 3.4."""
    return _decimal(lang, Decimal(value.numerator) / Decimal(value.denominator), digits)


@functools.lru_cache(maxsize=16384)
def _decimal(lang: str, value: Decimal, digits: int) -> str:
    return _written(lang, str(value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)), digits)


@functools.lru_cache(maxsize=16384)  # there are a thousand shares with one digit
def _written(lang: str, rounded: str, digits: int) -> str:
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    text = format_decimal(Decimal(rounded), format=pattern, locale=lang, decimal_quantization=False)
    return text.replace("-", MINUS)


def _percent_sign(lang: str) -> str:
    return "%" if lang == "en" else f"{HARD_SPACE}%"


def share(lang: str, part: int, whole: int, *, digits: int = 1, in_column: bool = False) -> str:
    """`part` of `whole` in percent: 19,3 % or 19.3%; "–" when there is no whole.

    An exact 0 or 100 has no digits after the comma, but keeps them `in_column`, for the line of commas.
    """
    if whole == 0:
        return "–"
    everything = 100 * 10**digits
    # In whole numbers: a table has hundreds of shares.
    shown = (2 * everything * part + whole) // (2 * whole)
    if shown == 0 and part != 0:
        return f"<{HARD_SPACE}{_percent_of(lang, 1, digits)}"
    if shown == everything and part < whole:
        return f">{HARD_SPACE}{_percent_of(lang, everything - 1, digits)}"
    if shown == everything and part > whole:
        return f">{HARD_SPACE}{_percent_of(lang, 100, 0)}"
    if shown in (0, everything) and not in_column:
        return _percent_of(lang, 100 * shown // everything, 0)
    return _percent_of(lang, shown, digits)


@functools.lru_cache(maxsize=16384)  # there are a thousand shares with one digit
def _percent_of(lang: str, shown: int, digits: int) -> str:
    """So many units of the last digit, in percent."""
    return _written(lang, str(Decimal(shown).scaleb(-digits)), digits) + _percent_sign(lang)


def percent(lang: str, value: Decimal) -> str:
    """A share [0-1] that was set, such as a target, with all its digits: 29 %, 32,15 %."""
    exact = (value * 100).normalize()
    exponent = exact.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return _decimal(lang, exact, digits) + _percent_sign(lang)


def points(lang: str, value: Decimal, *, digits: int = 1) -> str:
    """A difference of two shares [0-1] in percentage points, with its sign."""
    # A difference that is there is never written as none.
    while value and digits < MOST_DIGITS and not round(value * 100, digits):
        digits += 1
    text = _decimal(lang, value * 100, digits)
    return word(lang, "form.points", number=f"+{text}" if value > 0 else text)


def rounding_note(lang: str, parts: Sequence[int], *, digits: int = 1) -> str | None:
    """What must be told of the shares that `parts` have in their sum, when as written they do not add up to
    100; None when they do, or when there is nothing to add up."""
    whole = sum(parts)
    if not whole:
        return None
    smallest = Decimal(1).scaleb(-digits)
    shown = [(Decimal(part) * 100 / whole).quantize(smallest, rounding=ROUND_HALF_UP) for part in parts]
    total = sum(shown, Decimal(0))
    if total == 100:
        return None
    return word(lang, "form.rounding", sum=_decimal(lang, total, digits) + _percent_sign(lang))


def rupiah(lang: str, value: int) -> str:
    """Whole rupiah: Rp499.968.000 or Rp499,968,000."""
    sign = MINUS if value < 0 else ""
    return f"{sign}Rp{number(lang, abs(value))}"


def month(lang: str, period: str) -> str:
    """A period "2026-10" as Oktober 2026 or October 2026."""
    return _named_month(lang, period, "MMMM y")


def short_month(lang: str, period: str) -> str:
    """A period "2026-10" as Okt 2026 or Oct 2026."""
    return _named_month(lang, period, "MMM y")


@functools.lru_cache(maxsize=2048)
def _named_month(lang: str, period: str, pattern: str) -> str:
    year, number_of_month = map(int, period.split("-"))
    return format_date(dt.date(year, number_of_month, 1), format=pattern, locale=lang)


def date(lang: str, text: str) -> str:
    """A date as precise as it is known ("2024", "2024-07", "2024-07-02" or with a time) in words.

    What is no such date is returned as it stands: some sources name a season, not a day.
    """
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return month(lang, text)
    if re.match(r"\d{4}-\d{2}-\d{2}", text):
        return format_date(dt.date.fromisoformat(text[:10]), format="d MMMM y", locale=lang)
    return text


def revision(revision_id: str) -> str:
    """A revision such as 2026-10.r1, kept on one line."""
    return revision_id.replace("-", HARD_HYPHEN)


def quoted(value: str) -> str:
    """A foreign value as inert Markdown: short, printable, in code style."""
    printable = "".join(letter for letter in value if letter.isprintable()).replace("`", "´")
    cut = printable[:QUOTED_CHARACTERS]
    return f"`{cut}{'…' if len(printable) > QUOTED_CHARACTERS else ''}`" if cut.strip() else "``"


def inert(text: str) -> str:
    """A text of one line as Markdown that shows it as it is written: no mark, link or icon comes of it."""
    if not NOT_INERT.search(text):
        return text
    line = " ".join(part for part in re.split(r"[ \t\n\r\f\v]+", text) if part)
    apart = LIVE_WORDS.sub(rf"\g<0>{WORD_JOINER}", line)
    return BEFORE_FIRST_MARK.sub(r"\g<0>\\", apart.translate(ESCAPED))


def formula(lang: str, text: str | None) -> str | None:
    """A computation such as 14814 × 6 × 16800 with its long numbers written as the page writes them."""
    return text and re.sub(r"\d{4,}", lambda digits: number(lang, int(digits[0])), text)


def listed(lang: str, names: list[str]) -> str:
    """Names in a row: a; a and b; a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return word(lang, "form.list", first=", ".join(names[:-1]), last=names[-1])


def spoken(text: str) -> str:
    """A sentence of a page as a screen reader shall say it: without the marks of bold type."""
    return text.replace("**", "")
