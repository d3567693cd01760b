"""Can anybody be recognised? No published cell holds 1 to k-1 workers (docs/decisions, small cells).

Small cells are merged upward, never deleted: the payer first, once for all tables, then the sector and the
OPD into 'lainnya', then into the largest row of the same parent. So every total of kecamatan x status x
payer is the same in all tables, and the totals of the city are exact.
"""

from dataclasses import dataclass

import pandas as pd

MERGED = "lainnya"


@dataclass(frozen=True)
class Step:
    """Inside each group of equal `parent` values, small rows get `label` in all of `columns`.

    With no label, or too few together, they join the largest row of the group.
    """

    parent: tuple[str, ...]
    columns: tuple[str, ...]
    label: str | None = MERGED
    joins_largest: bool = True  # False: what is too few together stays for a later step


PAID = ("kecamatan", "status", "funding_source")
STEPS: dict[str, tuple[Step, ...]] = {
    "coverage": (
        Step((*PAID, "segment", "opd"), ("sector",)),
        Step((*PAID, "segment"), ("opd", "sector")),
        Step(PAID, ("segment", "opd", "sector"), None),
    ),
    "coverage_kelurahan": (
        Step((*PAID, "kelurahan"), ("segment",), None),
        Step(PAID, ("kelurahan", "segment"), None),
    ),
    "programmes": (
        Step(("kecamatan", "segment", "programme"), ("sector",)),
        Step(("segment", "programme"), ("kecamatan", "sector"), None),
        Step(("programme",), ("segment", "kecamatan", "sector"), None),
    ),
    "demographics": (
        Step(("kecamatan", "status", "disability", "sex"), ("age_band",)),
        Step(("kecamatan", "status", "disability"), ("sex", "age_band")),
        Step(("kecamatan", "status"), ("disability", "sex", "age_band")),
    ),
    "flows": (
        Step(("opd", "funding_source", "movement"), ("sector",)),
        Step(("funding_source", "movement"), ("opd", "sector")),
        Step(("movement",), ("funding_source", "opd", "sector")),
    ),
    "expiry": (
        Step(("kecamatan", "funding_source", "opd", "paid_through"), ("sector",)),
        Step(("kecamatan", "funding_source", "paid_through"), ("opd", "sector")),
        Step(("kecamatan", "funding_source"), ("paid_through", "opd", "sector"), None),
    ),
    "funding": (
        Step(("funding_source", "kind", "months"), ("funder",)),
        Step(("kind",), ("funding_source", "months", "funder"), None),
    ),
    "benefits_paid": (
        Step(("programme", "benefit"), ("kecamatan",)),
        Step(("programme",), ("benefit", "kecamatan")),
    ),
    "participants": (),
}
MEASURES = ("workers", "iuran_idr", "cases", "amount_idr")


def moved(rows: pd.DataFrame, step: Step, measure: str, k: int) -> pd.DataFrame:
    """New values of the step's columns for every row; rows of k and more keep theirs.

    A group whose rows together hold fewer than k stays small: the next step's wider parent takes it.
    """
    columns, parent = list(step.columns), list(step.parent)
    small = rows[measure] < k
    answer = rows[columns].copy()
    if step.label is not None:
        answer.loc[small, columns] = step.label
    placed = pd.concat([rows[parent], answer, rows[measure]], axis=1)
    together = placed.groupby([*parent, *columns], dropna=False)[measure].transform("sum")
    short = small & (together < k) if step.label is not None else small
    if not step.joins_largest:
        answer.loc[short, columns] = rows.loc[short, columns]
    elif short.any():
        largest = largest_rows(placed, parent, columns, measure)
        targets = rows[parent].merge(largest, on=parent, how="left").set_axis(rows.index)
        answer.loc[short, columns] = targets.loc[short, columns]
    return answer


def largest_rows(placed: pd.DataFrame, parent: list[str], columns: list[str], measure: str) -> pd.DataFrame:
    """The `columns` that hold most in each parent; ties go to the first in alphabetical order."""
    totals = placed.groupby([*parent, *columns], dropna=False, as_index=False)[measure].sum()
    order = totals.sort_values([measure, *columns], ascending=[False] + [True] * len(columns), kind="stable")
    return order.drop_duplicates(parent)[[*parent, *columns]]


def settle_person(cells: pd.DataFrame, k: int) -> pd.DataFrame:
    """What each cell of kecamatan x status x payer is published as, so that none holds 1 to k-1 workers.

    `cells` has a row per kecamatan, status and funding_source (null for never) with its `workers` and the
    `kelurahan` of that kecamatan with most workers. Added columns: `to_status`, `to_kecamatan`,
    `to_funding_source` and `to_kelurahan` (null where the kecamatan stays).
    """
    cells = cells.assign(to_status=settle_status(cells, k), to_kecamatan=cells["kecamatan"])
    # text even where nobody pays and every value is null
    payer = cells["funding_source"].astype("str").fillna(MERGED).where(cells["to_status"] != "never", None)
    cells["to_funding_source"] = payer
    # Too few of one payer in a kecamatan go, in this order: together with other small payers to 'lainnya'; to
    # the kecamatan where the payer has most, so that the city's total of each payer stays as it is; and a
    # payer with too few in the whole city to 'lainnya' or the largest payer.
    for step in (
        Step(("to_status",), ("to_kecamatan",), None),
        Step(("to_kecamatan", "to_status"), ("to_funding_source",), MERGED, joins_largest=False),
        Step(("to_status", "to_funding_source"), ("to_kecamatan",), None),
        Step(("to_kecamatan", "to_status"), ("to_funding_source",), MERGED),
    ):
        cells[step.columns[0]] = settle_column(cells, step, k)
    main_kelurahan = cells.drop_duplicates("kecamatan").set_index("kecamatan")["kelurahan"]
    stays = cells["to_kecamatan"] == cells["kecamatan"]
    return cells.assign(to_kelurahan=cells["to_kecamatan"].map(main_kelurahan).where(~stays, None))


# A status that too few of the whole city share is published as the first of these that anybody has.
# Active comes last: protection is overstated, by k-1 at most, only where fewer than k lack it.
NEIGHBOURS = {
    "active": ("lapsed", "one_month", "never"),
    "one_month": ("lapsed", "never", "active"),
    "lapsed": ("one_month", "never", "active"),
    "never": ("one_month", "lapsed", "active"),
}


def settle_status(cells: pd.DataFrame, k: int) -> pd.Series:
    """The status each cell is published under, so that no status counts 1 to k-1 in the whole city."""
    status = cells["status"].copy()
    while True:
        totals = cells.groupby(status)["workers"].sum().sort_values(kind="stable")
        if len(totals) < 2 or totals.iloc[0] >= k:
            return status
        smallest = totals.index[0]
        into = next(name for name in NEIGHBOURS[smallest] if name in totals.index)
        status = status.where(status != smallest, into)


def settle_column(cells: pd.DataFrame, step: Step, k: int) -> pd.Series:
    """New values of the one column of `step`, decided on the totals of its parent and that column."""
    keys = [*step.parent, *step.columns]
    totals = cells.groupby(keys, dropna=False, as_index=False)["workers"].sum()
    totals["settled"] = moved(totals, step, "workers", k)[step.columns[0]]
    return cells[keys].merge(totals[[*keys, "settled"]], on=keys, how="left")["settled"].set_axis(cells.index)


def merge_small(table: str, rows: pd.DataFrame, k: int) -> tuple[pd.DataFrame, int]:
    """One table with no cell of 1 to k-1, and how many [workers or cases] had to be withheld.

    Withheld are only whole groups that are too small city-wide and have no parent to go to (three deaths in
    the whole city in a month); tables that add up to the universe never withhold anything.
    """
    measure = "cases" if "cases" in rows.columns else "workers"
    keys = [name for name in rows.columns if name not in MEASURES]
    measures = [name for name in rows.columns if name in MEASURES]
    for step in STEPS[table]:
        if (rows[measure] < k).any():
            rows = rows.assign(**dict(moved(rows, step, measure, k).items()))
            rows = rows.groupby(keys, dropna=False, as_index=False)[measures].sum()
    small = rows[measure] < k
    return rows[~small], int(rows.loc[small, measure].sum())
