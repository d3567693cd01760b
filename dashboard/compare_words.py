"""How is the difference of two views said in one sentence? Pure: rows in, true words out."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dashboard.answers import RANKED_FROM, payer, place
from dashboard.choices import Selection
from dashboard.forms import month, number, points, share
from dashboard.names import Names
from dashboard.words import word

Rows = Mapping[str, Mapping[str, Any]]  # of the query `comparison`, by measure


def view_name(called: Names, selection: Selection, *, city_name: str) -> str:
    """A view in words: month, place and what narrows it, payer."""
    where = place(called, selection, city_name=city_name)
    return f"{month(called.lang, selection.period)}, {where}{payer(called, selection)}"


def comparison_answer(called: Names, rows: Rows, names_of_views: tuple[str, str]) -> str:
    """Coverage of both views, and what is more and less."""
    lang = called.lang
    universe, active = rows["universe"], rows["active"]
    values = {
        "a": names_of_views[0],
        "b": names_of_views[1],
        "a_share": share(lang, active["workers"], universe["workers"]),
        "b_share": share(lang, active["other_workers"], universe["other_workers"]),
        "a_active": number(lang, active["workers"]),
        "b_active": number(lang, active["other_workers"]),
        "a_universe": number(lang, universe["workers"]),
        "b_universe": number(lang, universe["other_workers"]),
    }
    if names_of_views[0] == names_of_views[1]:
        return word(lang, "answer.compare.same" if universe["workers"] else "answer.compare.empty", **values)
    empty = (not universe["workers"], not universe["other_workers"])
    if any(empty):
        key = "empty" if all(empty) else "empty_a" if empty[0] else "empty_b"
        return word(lang, f"answer.compare.{key}", **values)
    return word(
        lang,
        "answer.compare.main",
        **values,
        coverage=_coverage_clause(lang, rows),
        people=_people_clause(lang, active["difference"]),
    )


def _coverage_clause(lang: str, rows: Rows) -> str:
    active, universe = rows["active"], rows["universe"]
    # Whole numbers: 1/3 and 2/6 are the same, whatever they are as binary fractions.
    side = active["workers"] * universe["other_workers"] - active["other_workers"] * universe["workers"]
    if side == 0:
        return word(lang, "compare.coverage.same")
    key = "compare.coverage.higher" if side > 0 else "compare.coverage.lower"
    return word(lang, key, points=apart(lang, abs(active["difference_share"])))


def apart(lang: str, difference: float) -> str:
    """A distance of two shares in percentage points, without sign."""
    return points(lang, Decimal(str(difference))).removeprefix("+")


def signed_apart(lang: str, difference: float | None) -> str:
    """As `apart` with its sign, for a cell; "–" where a view is empty."""
    if difference is None:
        return "–"
    if difference == 0:
        return points(lang, Decimal(0))
    sign = "+" if difference > 0 else "\u2212"
    return f"{sign}{apart(lang, abs(difference))}"


def _people_clause(lang: str, difference: int) -> str:
    if difference == 0:
        return word(lang, "compare.people.same")
    key = "compare.people.more" if difference > 0 else "compare.people.fewer"
    return word(lang, key, people=number(lang, abs(difference)), count=abs(difference))


def doubts(lang: str, rows: Rows, first: Selection, second: Selection) -> list[str]:
    """What a reader must know before trusting the difference."""
    universe = rows["universe"]
    told = [
        word(lang, "compare.tiny", side=side, workers=number(lang, workers))
        for side, workers in (("A", universe["workers"]), ("B", universe["other_workers"]))
        if 0 < workers < RANKED_FROM
    ]
    if (first.funding_source is None) != (second.funding_source is None):
        told.append(word(lang, "compare.payer"))
    return told
