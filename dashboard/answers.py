"""What is the answer of a page in one sentence? Pure: rows and names in, true words out.

Rows are those of the named queries, as dictionaries.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboard.basis import Basis
from dashboard.choices import Selection
from dashboard.forms import month, number, percent, share
from dashboard.names import MERGED, UNNAMED_OPD, Names
from dashboard.words import word

Row = Mapping[str, Any]
RANKED_FROM = 30  # [workers] smaller groups have a rate by chance and are not named highest or lowest


def place(names: Names, selection: Selection, *, city_name: str) -> str:
    """The slice in words: the city, and in brackets what narrows it."""
    parts = [
        word(names.lang, f"slice.{dimension}", name=names.of(dimension, code))
        for dimension, code in selection.parameters("opd", "sector", "kecamatan").items()
        if code
    ]
    return f"{city_name} ({'; '.join(parts)})" if parts else city_name


def payer(names: Names, selection: Selection) -> str:
    """The chosen funding source in words, with a space before it; nothing when all count."""
    if selection.funding_source is None:
        return ""
    source = names.of("funding_source", selection.funding_source)
    return " " + word(names.lang, "slice.funding_source", name=source)


def coverage_numerator(names: Names, selection: Selection, *, city_name: str) -> str:
    """Who is counted as protected, in words."""
    where = place(names, selection, city_name=city_name)
    return word(names.lang, "figure.coverage.numerator", place=where, payer=payer(names, selection))


def summary_answer(names: Names, row: Row, basis: Basis, selection: Selection, *, city_name: str) -> str:
    """How many are protected, of how many, and how far the target is."""
    lang = names.lang
    where = place(names, selection, city_name=city_name)
    values = {
        "period": month(lang, row["period"]),
        "active": number(lang, row["active"]),
        "universe": number(lang, row["universe"]),
        "share": share(lang, row["active"], row["universe"]),
        "place": where,
        "payer": payer(names, selection),
    }
    if row["universe"] == 0:
        return word(lang, "answer.empty", **values)
    if basis.denominator_workers is None:
        sentence = word(lang, "answer.summary.register", count=row["active"], **values)
    else:
        denominator = names.of("denominator", basis.denominator["id"])
        sentence = word(lang, "answer.summary.fixed", count=row["active"], **values, denominator=denominator)
    return sentence + _target_clause(names, row, basis, narrowed=selection.funding_source is not None)


def _target_clause(names: Names, row: Row, basis: Basis, *, narrowed: bool) -> str:
    lang = names.lang
    if basis.target is None or row["target_workers"] is None:
        return "."
    target = names.of("target", basis.target["id"])
    if row["gap_workers"] == 0:
        workers = number(lang, row["target_workers"])
        return word(lang, "answer.target.met", target=target, workers=workers)
    key = "answer.target.gap_payer" if narrowed else "answer.target.gap"
    missing = row["gap_workers"]
    return word(lang, key, count=missing, target=target, gap=number(lang, missing))


def change(lang: str, row: Row) -> str:
    """How the number of protected workers moved since the month before; None is not compared."""
    if row["previous_period"] is None:
        return word(lang, "change.first")
    since = month(lang, row["previous_period"])
    moved = row["change_active"]
    if moved is None:
        return word(lang, "change.incomplete", since=since)
    if moved == 0:
        return word(lang, "change.same", since=since)
    key = "change.up" if moved > 0 else "change.down"
    return word(lang, key, since=since, number=number(lang, abs(moved)))


def ranked(rows: Sequence[Row]) -> list[Row]:
    """Rows that may be called highest or lowest, by coverage, highest first."""
    named = [row for row in rows if row["id"] not in (MERGED, UNNAMED_OPD) and row["universe"] >= RANKED_FROM]
    # Compared as whole numbers: 1/3 and 2/6 must tie and keep the order of the query.
    return sorted(named, key=lambda row: Decimal(row["active"]) / row["universe"], reverse=True)


def breakdown_answer(names: Names, dimension: str, rows: Sequence[Row], selection: Selection) -> str:
    """Where most workers are without cover, and who is ahead and behind in coverage."""
    lang = names.lang
    period = month(lang, selection.period)
    groups = ranked(rows)
    if not groups:
        return word(lang, "answer.breakdown.none", period=period, group=word(lang, f"group.{dimension}"))
    most = max(groups, key=lambda row: row["unprotected"])
    if most["unprotected"] == 0:
        return word(lang, "answer.breakdown.all", period=period)
    values = {
        "period": period,
        "name": names.of(dimension, most["id"]),
        "unprotected": number(lang, most["unprotected"]),
        "universe": number(lang, most["universe"]),
        "group": word(lang, f"group.{dimension}"),
    }
    best, worst = groups[0], groups[-1]
    if best["active"] * worst["universe"] == worst["active"] * best["universe"]:
        return word(lang, "answer.breakdown.even", **values)
    return word(
        lang,
        "answer.breakdown.main",
        **values,
        payer=payer(names, selection),
        best=names.of(dimension, best["id"]),
        best_share=share(lang, best["active"], best["universe"]),
        worst=names.of(dimension, worst["id"]),
        worst_share=share(lang, worst["active"], worst["universe"]),
    )


def funding_answer(names: Names, rows: Sequence[Row], selection: Selection) -> str:
    """Who pays for how many of the protected."""
    lang = names.lang
    period = month(lang, selection.period)
    active = sum(row["active"] for row in rows)
    paying = sorted((row for row in rows if row["active"]), key=lambda row: -row["active"])
    if not paying:
        return word(lang, "answer.funding.none", period=period)
    values = {"period": period, "active": number(lang, active)}
    for place_name, row in zip(("first", "second"), paying, strict=False):
        values[place_name] = names.of("funding_source", row["funding_source"])
        values[f"{place_name}_active"] = number(lang, row["active"])
        values[f"{place_name}_share"] = share(lang, row["active"], active)
    return word(lang, "answer.funding.one" if len(paying) == 1 else "answer.funding.main", **values)


def one_month_answer(names: Names, rows: Sequence[Row]) -> str:
    """Where registered and active differ most: who registered many that paid one month only."""
    lang = names.lang
    most = max(rows, key=lambda row: row["one_month"], default=None)
    if most is None or most["one_month"] == 0:
        return word(lang, "answer.one_month.none")
    return word(
        lang,
        "answer.one_month.main",
        source=names.of("funding_source", most["funding_source"]),
        registered=number(lang, most["registered"]),
        one_month=number(lang, most["one_month"]),
        share=share(lang, most["one_month"], most["registered"]),
        active=number(lang, most["active"]),
    )


def trend_title(names: Names, totals: Mapping[str, int], period: str) -> str:
    """What the months show: the change over a year up to `period`, or since the first month."""
    lang = names.lang
    year_before = f"{int(period[:4]) - 1}{period[4:]}"
    start = year_before if year_before in totals else min(totals)
    if start == period:
        return word(lang, "chart.trend.one", period=month(lang, period), active=number(lang, totals[period]))
    before, now = totals[start], totals[period]
    key = "chart.trend.up" if now > before else "chart.trend.down" if now < before else "chart.trend.same"
    return word(
        lang,
        key,
        start=month(lang, start),
        end=month(lang, period),
        before=number(lang, before),
        now=number(lang, now),
    )


def target_line(names: Names, basis: Basis, workers: int | None) -> str | None:
    """The name on the target line; None without target."""
    if basis.target is None or workers is None:
        return None
    lang = names.lang
    if basis.target_share is not None:
        shown = percent(lang, basis.target_share)
        return word(lang, "chart.target.share", share=shown, workers=number(lang, workers))
    return word(lang, "chart.target.number", workers=number(lang, workers))
