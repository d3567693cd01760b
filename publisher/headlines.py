"""What does the public read first of a month: universe, protected, coverage, targets, and printed figures?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa

from publisher.reference import read_reference

Tables = Mapping[str, pa.Table]


@dataclass(frozen=True, kw_only=True)
class TargetState:
    """How far one target is. All [workers]."""

    id: str
    name: str
    workers: int
    reached: int

    @property
    def gap(self) -> int:
        """[workers] still missing, 0 once it is reached."""
        return max(0, self.workers - self.reached)


@dataclass(frozen=True, kw_only=True)
class Headlines:
    """The first numbers of a month."""

    universe: int
    protected: int
    targets: dict[str, TargetState]

    @property
    def coverage(self) -> float | None:
        """Protected of the universe [share 0-1]; None when nobody is listed."""
        return self.protected / self.universe if self.universe else None


def headlines(tables: Tables, city_dir: Path, lang: str) -> Headlines:
    """The first numbers of a month's tables."""
    coverage = tables["coverage"].to_pandas()
    universe = int(coverage["workers"].sum())
    protected = int(coverage.loc[coverage["status"] == "active", "workers"].sum())
    targets = {target.id: target for target in target_states(tables, city_dir, universe, lang)}
    return Headlines(universe=universe, protected=protected, targets=targets)


def target_states(tables: Tables, city_dir: Path, universe: int, lang: str) -> Iterator[TargetState]:
    """Each target of the city. `scope` says who counts: protected workers, registered ones of one payer, or
    all participants of the city (JKK, as UCJ counts them)."""
    coverage, participants = tables["coverage"].to_pandas(), tables["participants"].to_pandas()
    bases = {row["id"]: int(row["workers"]) for row in read_reference(city_dir, "denominator")}
    for row in read_reference(city_dir, "target"):
        if row["scope"] == "all":
            base = universe
            reached = coverage.loc[coverage["status"] == "active", "workers"].sum()
        elif row["scope"] == "ucj":
            base = bases[row["denominator"]]
            reached = participants.loc[participants["programme"] == "jkk", "workers"].sum()
        else:
            base = universe
            reached = coverage.loc[coverage["funding_source"] == row["scope"], "workers"].sum()
        if row["kind"] == "share":
            # Decimal: 0.29 as a binary fraction may round up to one worker too many
            wanted = int((Decimal(row["share"]) * base).to_integral_value(ROUND_CEILING))
        else:
            wanted = int(row["workers"])
        yield TargetState(id=row["id"], name=row[f"name_{lang}"], workers=wanted, reached=int(reached))


def months_of(date: str) -> tuple[str, str]:
    """First and last month of a printed date: a day, a month, a year, or months joined by `/`."""
    first, _, last = date.partition("/")
    last = last or first
    return (first[:7] if len(first) > 4 else f"{first}-01"), (last[:7] if len(last) > 4 else f"{last}-12")


def named_totals(tables: Tables, targets: Mapping[str, TargetState]) -> dict[str, dict[str, float]]:
    """Every total of a month that somebody may have printed: by unit, then by name."""
    coverage, funding = tables["coverage"].to_pandas(), tables["funding"].to_pandas()
    participants = tables["participants"].to_pandas()
    registered = coverage[coverage["status"] != "never"]
    by_payer = registered.groupby("funding_source")["workers"].sum()
    one_month = coverage[coverage["status"] == "one_month"].groupby("funding_source")["workers"].sum()
    workers = {
        "universe": coverage["workers"].sum(),
        "registered": registered["workers"].sum(),
        **named("status", coverage.groupby("status")["workers"].sum()),
        **named("status", registered.groupby(["status", "funding_source"])["workers"].sum()),
        **named("registered", by_payer),
        **named("funding", funding.groupby(["kind", "funding_source"])["workers"].sum()),
        **named("funding", funding.groupby(["kind", "funder"])["workers"].sum()),
        **named("participants", participants.groupby("programme")["workers"].sum()),
        **named("participants", participants.set_index(["segment", "programme"])["workers"]),
        **{f"target {target.id}": target.workers for target in targets.values()},
        **{f"gap {target.id}": target.gap for target in targets.values()},
    }
    rupiah = {
        **named("funding", funding.groupby(["kind", "funding_source"])["amount_idr"].sum()),
        **named("funding", funding.groupby(["kind", "funder"])["amount_idr"].sum()),
    }
    shares = {
        **named("one_month share", (one_month / by_payer).dropna()),
        **{f"reached {one.id}": one.reached / one.workers for one in targets.values() if one.workers},
    }
    return {"workers": workers, "idr": rupiah, "share": shares}


def named(family: str, totals: pd.Series) -> dict[str, float]:
    """Totals by a name that holds the ids they are of."""
    keys = [key if isinstance(key, tuple) else (key,) for key in totals.index]
    return {" ".join((family, *key)): value for key, value in zip(keys, totals.tolist(), strict=True)}


def reproduced_figures(
    tables: Tables, targets: Mapping[str, TargetState], city_dir: Path, period: str
) -> dict[str, tuple[dict[str, str], set[str]]]:
    """Rows of reference/published_figure.csv about this city and month whose number is a total of the month,
    each with the names of those totals.

    A figure whose id names a funder or payer is only compared with totals of that one: four companies paid
    for as many workers each.
    """
    totals, found = named_totals(tables, targets), {}
    for row in read_reference(city_dir, "published_figure"):
        first, last = months_of(row["date"])
        if row["place"] != city_dir.name or not first <= period <= last or row["unit"] not in totals:
            continue
        printed = Decimal(row["value"])
        places = -int(printed.as_tuple().exponent)
        named_so = totals[row["unit"]].items()
        names = {name for name, total in named_so if round(total, places) == float(printed)}
        own = {name for name in names if any(part in row["id"] for part in name.split()[2:])}
        if names:
            found[row["id"]] = (row, own or names)
    return found
