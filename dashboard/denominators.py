"""How sure is the number that a share is taken of? Pure: a row of `denominator_list` in, words out."""

from collections.abc import Mapping
from typing import Any

from dashboard.forms import number, share
from dashboard.words import word

Row = Mapping[str, Any]


def doubt(lang: str, denominator: Row, part: int) -> str:
    """What the number of workers may be, and so the share of `part`; nothing for a count.

    A survey whose error nobody has published gets no range: none is made up.
    """
    if denominator["precision"] == "count":
        return ""
    low, high = denominator["low"], denominator["high"]
    if low is None:
        return word(lang, f"denominator.{denominator['precision']}.unknown")
    least, most = share(lang, part, high), share(lang, part, low)
    return word(
        lang,
        "denominator.range.same" if least == most else "denominator.range",
        kind=word(lang, f"denominator.{denominator['precision']}"),
        low=number(lang, low),
        high=number(lang, high),
        least=least,
        most=most,
    )
