"""How is written text read plainly, and how does a number look in a sentence to the clerk?"""

import re
import unicodedata

from babel.numbers import format_decimal, format_percent


def plain(text: str) -> str:
    """Text without the look-alikes that copying brings: wide digits, hard spaces, invisible marks."""
    if text.isascii():
        return text.strip()
    text = unicodedata.normalize("NFKC", text)
    return "".join(char for char in text if unicodedata.category(char) != "Cf").strip()


def folded_words(text: str) -> str:
    """Text as headers and choices are compared: letters and digits only, one space between words."""
    return " ".join(re.findall(r"[^\W_]+", plain(text).casefold()))


def number(value: int, lang: str) -> str:
    """214.555 in Indonesian, 214,555 in English."""
    return str(format_decimal(value, locale=lang))


def signed(value: int, lang: str) -> str:
    """With its sign: +30, −15, 0."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{number(abs(value), lang)}"


def percent(share: float, lang: str) -> str:
    """A share of 0 to 1 with two decimals; 0 and 100 only where they are exact."""
    if 0 < share < 1:
        share = min(max(share, 0.0001), 0.9999)
    return str(format_percent(share, "#,##0.00 %" if lang == "id" else "#,##0.00%", locale=lang))
