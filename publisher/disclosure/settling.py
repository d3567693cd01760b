"""Can anybody be recognised? No published cell holds 1 to k-1 workers, and no sum or difference tells one.

Every worker is published under one kecamatan, status, payer and segment (the base) and one OPD and sector,
the same in all tables (`settle_workers`). Every other table splits groups of these and merges only inside
them, so differences between tables are zero. docs/decisions, small cells, holds the reasons and the limits.
"""

from collections.abc import Callable, Mapping, Sequence, Set

import pandas as pd

from publisher.disclosure.merging import MERGED, Memory, Step, add_up, merge_labels
from publisher.disclosure.overlapping import merge_overlaps
from publisher.disclosure.splitting import merge_flows, merge_programmes, spread_iuran

BASE = ("kecamatan", "status", "funding_source", "segment")
WORK = (*BASE, "opd", "sector")

# A payer's total of the city is published elsewhere and must stay; so payers too few in a kecamatan stay in
# it together under 'lainnya' where that is safe, and else stand in the kecamatan with most of that payer.
BASE_STEPS = (
    Step(("kecamatan", "status", "funding_source"), hosted=("segment",)),
    Step(("kecamatan", "status"), merged=("funding_source",), hosted=("segment",), pull=False),
    Step(("status", "funding_source"), hosted=("kecamatan", "segment")),
    Step(("kecamatan", "status"), hosted=("funding_source", "segment")),
    Step(("status",), hosted=("kecamatan", "funding_source", "segment")),
)
WORK_STEPS = (
    Step((*BASE, "opd"), merged=("sector",), pull=False),
    Step(BASE, merged=("opd", "sector")),
)
STEPS: dict[str, tuple[Step, ...]] = {
    "coverage_kelurahan": (Step(BASE, hosted=("kelurahan",)),),
    "demographics": (
        Step(("kecamatan", "status", "disability", "sex"), merged=("age_band",), pull=False),
        Step(("kecamatan", "status", "disability"), merged=("sex", "age_band"), pull=False),
        Step(("kecamatan", "status"), merged=("disability", "sex", "age_band")),
    ),
    "expiry": (Step(("kecamatan", "opd", "sector", "funding_source"), hosted=("paid_through",)),),
    "funding": (
        Step(("funding_source", "kind", "months"), merged=("funder",)),
        Step(("kind",), merged=("funder",), hosted=("funding_source", "months")),
    ),
    # Amounts of a benefit stand in the law: rows of two benefits would tell how many of each there were.
    "benefits_paid": (Step(("programme", "benefit"), merged=("kecamatan",)),),
    "participants": (),
}

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


def settle_workers(
    cells: pd.DataFrame, k: int, before: Mapping[str, Memory] | None = None
) -> tuple[pd.DataFrame, dict[str, Memory]]:
    """Under which base, OPD and sector each cell of workers is published, and what to remember of it.

    `cells` has a row per kecamatan, status, funding_source (null for never), segment, opd and sector with its
    `workers` and the `kelurahan` of that kecamatan with most workers. Added columns: `to_` and the name for
    each of them, and `to_kelurahan` (null where the kecamatan stays).
    """
    before = before or {}
    status = settle_status(cells, k)
    # text even where nobody pays and every value is null
    payer = cells["funding_source"].astype(object)
    payer = payer.where(payer.notna(), MERGED).where(status != "never", None)
    raw = cells[list(WORK)].assign(status=status, funding_source=payer, workers=cells["workers"])
    base = merge_labels(add_up(raw[[*BASE, "workers"]]), BASE_STEPS, k, before=before.get("base"))
    placed = base.relabel(raw)
    work = merge_labels(add_up(placed), WORK_STEPS, k, before=before.get("work"))
    told = work.relabel(placed)
    answer = cells.assign(**{f"to_{name}": told[name] for name in WORK})
    main_kelurahan = cells.drop_duplicates("kecamatan").set_index("kecamatan")["kelurahan"]
    stays = answer["to_kecamatan"] == answer["kecamatan"]
    answer["to_kelurahan"] = answer["to_kecamatan"].map(main_kelurahan).where(~stays, None)
    return answer, {"base": base.memory, "work": work.memory}


def merge_table(
    table: str, rows: pd.DataFrame, k: int, before: Memory | None = None
) -> tuple[pd.DataFrame, Memory, int]:
    """One table of settled workers with no small cell, what to remember, and how many had to be withheld.

    Withheld [workers or cases] are only whole groups that are too few in the city and have no parent to go to
    (three deaths in the whole city in a month); tables that add up to the universe never withhold anything.
    """
    measure = "cases" if "cases" in rows.columns else "workers"
    merged = merge_labels(rows, STEPS[table], k, before=before)
    rows = merged.apply(rows)
    small = rows[measure] < k
    return rows[~small], merged.memory, int(rows.loc[small, measure].sum())


def merge_funding(rows: pd.DataFrame, anonymous: Set[str], k: int) -> tuple[pd.DataFrame, int]:
    """`funding` with no small row and without the names of `anonymous` funders, and how many were withheld.

    An anonymous funder's money stands with another's wherever there is another of its kind.
    """
    unnamed = rows["funder"].isin(anonymous)
    # as if k-2 workers stood behind a name to hide and k behind any other: one alone is not safe, two are
    names = rows.assign(part="name", workers=unnamed.map({True: k - 2, False: k}))
    parts = pd.concat([rows.assign(part="workers"), names], ignore_index=True).drop(columns="amount_idr")
    rows = merge_labels(parts, STEPS["funding"], k, part="part").apply(rows)
    rows = add_up(rows.assign(funder=rows["funder"].where(~rows["funder"].isin(anonymous), MERGED)))
    small = rows["workers"] < k
    return rows[~small], int(rows.loc[small, "workers"].sum())


def disclose(
    read: Callable[[str], pd.DataFrame],
    tables: Sequence[str],
    *,
    k: int,
    before: Mapping[str, Memory],
    anonymous: Set[str] = frozenset(),
) -> tuple[dict[str, pd.DataFrame], dict[str, Memory], int]:
    """All published tables of settled workers, what to remember of them, and how many were withheld.

    `read` answers the rows of a table before merging, empty where it is not to be published. `anonymous` are
    the funders who did not consent to be named.
    """
    coverage = read("coverage")
    answer: dict[str, pd.DataFrame] = {"coverage": spread_iuran(coverage, read("amounts"), k)}
    memory: dict[str, Memory] = {}
    answer["programmes"], memory["programmes"] = merge_programmes(
        read("programmes"), k, before.get("programmes")
    )
    answer["flows"] = merge_flows(read("flows"), coverage, k)
    answer["paid_twice"], memory["paid_twice"] = merge_overlaps(
        read("paid_twice"), coverage, k, before.get("paid_twice")
    )
    answer["funding"], withheld = merge_funding(read("funding"), anonymous, k)
    for name in tables:
        if name not in answer:
            answer[name], memory[name], hidden = merge_table(name, read(name), k, before.get(name))
            withheld += hidden
    return answer, memory, withheld
