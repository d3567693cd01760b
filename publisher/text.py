"""How does a number look in a sentence to the clerk?"""

from babel.numbers import format_decimal, format_percent


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
