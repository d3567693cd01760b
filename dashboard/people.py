"""Who is protected, in one sentence? Pure: rows of the named queries and names in, true words out."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.answers import RANKED_FROM, place, ranked
from dashboard.choices import Selection
from dashboard.forms import month, number, share
from dashboard.names import Names
from dashboard.words import word

Row = Mapping[str, Any]
# The groups of each dimension in their order; 'lainnya' holds the small cells that were merged.
GROUPS = {
    "sex": ("p", "l", "lainnya"),
    "age_band": ("15-24", "25-34", "35-44", "45-54", "55-64", "65+", "lainnya"),
    "disability": ("ya", "tidak", "lainnya"),
}


def by_dimension(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows of `demographics_by_group` by dimension, in the order of the groups."""
    found = {(row["dimension"], row["id"]): row for row in rows}
    return {
        dimension: [found[dimension, code] for code in codes if (dimension, code) in found]
        for dimension, codes in GROUPS.items()
    }


def people_answer(
    called: Names, groups: Mapping[str, Sequence[Row]], selection: Selection, *, city_name: str
) -> str:
    """Coverage of women and of men, and the ages at both ends."""
    lang = called.lang
    values = {"period": month(lang, selection.period), "place": place(called, selection, city_name=city_name)}
    if not groups["sex"]:
        return word(lang, "answer.empty", **values)
    sexes = {row["id"]: row for row in groups["sex"] if row["universe"] >= RANKED_FROM}
    if {"p", "l"} <= set(sexes):
        return word(
            lang,
            "answer.people.main",
            **values,
            **_said(lang, "women", sexes["p"]),
            **_said(lang, "men", sexes["l"]),
            ages=_ages(lang, groups["age_band"]),
        )
    active, universe = (sum(row[key] for row in groups["sex"]) for key in ("active", "universe"))
    whole = _said(lang, "all", {"active": active, "universe": universe})
    return word(lang, "answer.people.merged", **values, **whole)


def _said(lang: str, who: str, row: Row) -> dict[str, str]:
    return {
        f"{who}_active": number(lang, row["active"]),
        f"{who}_universe": number(lang, row["universe"]),
        f"{who}_share": share(lang, row["active"], row["universe"]),
    }


def _ages(lang: str, rows: Sequence[Row]) -> str:
    ages = ranked(rows)
    if not ages or ages[0]["active"] * ages[-1]["universe"] == ages[-1]["active"] * ages[0]["universe"]:
        return ""
    best, worst = ages[0], ages[-1]
    return word(
        lang,
        "answer.people.ages",
        best=group_name(lang, "age_band", best["id"]),
        best_share=share(lang, best["active"], best["universe"]),
        worst=group_name(lang, "age_band", worst["id"]),
        worst_share=share(lang, worst["active"], worst["universe"]),
    )


def group_name(lang: str, dimension: str, code: str) -> str:
    """What a group is called: "Perempuan", "15–24 tahun"."""
    if code == "lainnya":
        return word(lang, "name.merged")
    if dimension == "age_band":
        return word(lang, "people.years", years=code.replace("-", "–"))
    return word(lang, f"people.{dimension}.{code}")


def disability_note(lang: str, rows: Sequence[Row]) -> str | None:
    """Why the coverage of people with disabilities cannot be told; None where it can."""
    known = {row["id"]: row["universe"] for row in rows}
    if known.get("ya", 0) >= RANKED_FROM:
        return None
    few, merged = (number(lang, known.get(code, 0)) for code in ("ya", "lainnya"))
    return word(lang, "people.disability.few", few=few, merged=merged)


def ucj_answer(called: Names, total: Row, selection: Selection) -> str:
    """Members of all segments over the labour force, or alone where no target names a base."""
    lang = called.lang
    values = {"period": month(lang, selection.period), "workers": number(lang, total["workers"])}
    if not total["universe"]:
        return word(lang, "people.ucj.alone", **values)
    return word(
        lang,
        "people.ucj.main",
        **values,
        share=share(lang, total["workers"], total["universe"]),
        universe=number(lang, total["universe"]),
        denominator=called.of("denominator", total["denominator"]),
    )
