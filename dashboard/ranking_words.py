"""Who is above or below the city by more than chance, and who is not ranked? Pure: rows in, words out."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.answers import RANKED_FROM
from dashboard.forms import listed, number, share
from dashboard.names import Names
from dashboard.words import word

Row = Mapping[str, Any]
# What a group is against the limits for its size, with its sign.
STANDINGS = {
    "far_above": "▲▲",
    "above": "▲",
    "alike": "●",
    "below": "▼",
    "far_below": "▼▼",
    "small": "○",
    "merged": "○",
    "unnamed": "○",
}
ABOVE, BELOW = ("far_above", "above"), ("far_below", "below")
UNRANKED = ("small", "merged", "unnamed")
EXACT = 1_000_000  # limits are written as parts of a million


def is_ranking(rows: Sequence[Row]) -> bool:
    """Whether there are two groups to rank."""
    return sum(row["standing"] not in UNRANKED for row in rows) > 1


def ranking_answer(lang: str, rows: Sequence[Row], dimension: str) -> str:
    """How many groups differ from the city by more than chance, to each side."""
    ranked = [row for row in rows if row["standing"] not in UNRANKED]
    if not is_ranking(rows):
        return word(lang, "ranking.answer.none", least=RANKED_FROM)

    def counted(standings: Sequence[str]) -> str:
        return number(lang, sum(row["standing"] in standings for row in ranked))

    return word(
        lang,
        "ranking.answer",
        groups=number(lang, len(ranked)),
        group=word(lang, f"ranking.group.{dimension}"),
        share=share(lang, ranked[0]["city_active"], ranked[0]["city_universe"]),
        above=counted(ABOVE),
        below=counted(BELOW),
        alike=counted(("alike",)),
    )


def standing_word(lang: str, row: Row) -> str:
    """The standing with its sign."""
    standing = row["standing"]
    return f"{STANDINGS[standing]} {word(lang, f'ranking.standing.{standing}')}"


def place_word(lang: str, row: Row) -> str:
    """The rank; a dash for who is not ranked."""
    return "–" if row["place"] is None else number(lang, row["place"])


def limits_word(lang: str, low: float, high: float) -> str:
    """Two limits as shares: 19,9–23,2 %."""
    least, most = (share(lang, round(limit * EXACT), EXACT, in_column=True) for limit in (low, high))
    return f"{least.rstrip(' %' + chr(160))}–{most}"


def not_ranked(called: Names, rows: Sequence[Row], dimension: str) -> str | None:
    """Who stands in the table without a rank, and why."""
    lang = called.lang
    parts = []
    for standing in UNRANKED:
        found = [called.of(dimension, row["id"]) for row in rows if row["standing"] == standing]
        if found:
            reason = word(lang, f"ranking.reason.{standing}", least=RANKED_FROM)
            parts.append(f"{listed(lang, found)} ({reason})")
    return word(lang, "ranking.not_ranked", groups="; ".join(parts)) if parts else None
