"""How many of a published group have JHT, moved, or paid another iuran? Only parts of k and more are told.

The group is published elsewhere, so what is not told of it is a difference away: both the part and the rest
must be safe. Groups whose parts are not are told together.
"""

import pandas as pd

from publisher.disclosure.merging import MERGED, Memory, Merged, Step, add_up, merge_labels

ROW = ("kecamatan", "funding_source", "segment", "opd", "sector")  # of coverage, among the active
REST = ""  # the part that no row tells
JHT_STEPS = (
    Step(("kecamatan", "segment"), merged=("sector",)),
    Step(("segment",), merged=("sector",), hosted=("kecamatan",)),
    Step((), merged=("sector",), hosted=("kecamatan", "segment")),
)
FLOW_STEPS = (
    Step(("side", "funding_source", "opd"), merged=("sector",), pull=False),
    Step(("side", "funding_source"), merged=("opd", "sector")),
    Step(("side",), merged=("funding_source", "opd", "sector")),
)
SIDE = {"enrolled": "active", "renewed": "active", "lapsed": "past", "ended": "past"}
AMOUNT_STEPS = (Step((), merged=("funding_source",)),)


def rest_of(parts: pd.DataFrame, whole: pd.DataFrame, part: str) -> pd.DataFrame:
    """`parts` and, for each group of `whole`, a row REST with the workers that no part of it holds."""
    keys = [name for name in whole.columns if name != "workers"]
    told = parts.groupby(keys, dropna=False, as_index=False)["workers"].sum()
    rest = whole.merge(told, on=keys, how="left", suffixes=("", "_told"))
    rest["workers"] = (rest["workers"] - rest.pop("workers_told").fillna(0)).clip(lower=0).astype("int64")
    return pd.concat([parts, rest.assign(**{part: REST})[parts.columns]], ignore_index=True)


def told_parts(rows: pd.DataFrame, merged: Merged, part: str, k: int) -> pd.DataFrame:
    """Published parts of the merged groups.

    Where even the widest group has a part of 1 to k-1, that part is counted with the group's largest.
    """
    rows = merged.apply(rows)
    keys = list(merged.columns)
    largest = rows.sort_values(["workers", part], ascending=[False, True], kind="stable")
    largest = largest.drop_duplicates(keys)[[*keys, part]].rename(columns={part: "largest"})
    rows = rows.merge(largest, on=keys, how="left")
    rows[part] = rows[part].where(rows["workers"] >= k, rows.pop("largest"))
    rows = add_up(rows)
    return rows[(rows[part] != REST) & (rows["workers"] >= k)]


def merge_programmes(rows: pd.DataFrame, k: int, before: Memory | None = None) -> tuple[pd.DataFrame, Memory]:
    """`programmes` of settled workers, and what to remember of it: JKK and JKM count all who are active."""
    basic = rows[rows["programme"] != "jht"]
    active = rows[rows["programme"] == "jkk"].drop(columns="programme")
    parts = rest_of(rows[rows["programme"] == "jht"], active, "programme")
    merged = merge_labels(parts, JHT_STEPS, k, part="programme", before=before)
    return pd.concat([basic, told_parts(parts, merged, "programme", k)], ignore_index=True), merged.memory


def merge_flows(rows: pd.DataFrame, coverage: pd.DataFrame, k: int) -> pd.DataFrame:
    """`flows` of settled workers, beside the active and the formerly active of `coverage`."""
    if rows.empty:
        return rows
    side = coverage["status"].map({"active": "active", "one_month": "past", "lapsed": "past"})
    groups = ["side", "opd", "sector", "funding_source"]
    whole = add_up(coverage.assign(side=side).dropna(subset="side")[[*groups, "workers"]])
    parts = rows.assign(side=rows["movement"].map(SIDE), funding_source=rows["funding_source"].fillna(MERGED))
    parts = rest_of(add_up(parts), whole, "movement")
    merged = merge_labels(parts, FLOW_STEPS, k, part="movement")
    return add_up(told_parts(parts, merged, "movement", k).drop(columns="side"))


def spread_iuran(coverage: pd.DataFrame, amounts: pd.DataFrame, k: int) -> pd.DataFrame:
    """`coverage` with rupiah that do not tell, row by row, how many pay more than the basic iuran (have JHT).

    `amounts` has the active workers of each row by what was paid for one of them. The basic iuran is the
    least that a payer pays in a sector; what is paid beyond it is spread over the payer's workers in the
    city, and over several payers where 1 to k-1 workers of one pay more or do not. Totals stay exact.
    """
    if amounts.empty:
        return coverage
    least = amounts.groupby(["funding_source", "sector"])["iuran_idr"].transform("min")
    beyond = ((amounts["iuran_idr"] - least) * amounts["workers"]).groupby(amounts["funding_source"]).sum()
    parts = amounts.assign(pays=(amounts["iuran_idr"] > least).map({True: "more", False: "basic"}))
    parts = add_up(parts[["funding_source", "pays", "workers"]])
    pool = {key[0]: told[0] for key, told in merge_labels(parts, AMOUNT_STEPS, k, part="pays").labels.items()}
    active = coverage[coverage["status"] == "active"].sort_values(list(ROW), kind="stable")
    basic = active[["funding_source", "sector"]].merge(
        amounts.assign(least=least).drop_duplicates(["funding_source", "sector"]), how="left"
    )["least"]
    workers = active["workers"].groupby(active["funding_source"].map(pool))
    shared = active["funding_source"].map(pool).map(beyond.groupby(pool).sum())
    everybody, upto = workers.transform("sum"), workers.cumsum()
    # each row gets what is due up to it less what is due up to the row before: whole rupiah, none lost
    share = shared * upto // everybody - shared * (upto - active["workers"]) // everybody
    iuran = share + basic.set_axis(active.index) * active["workers"]
    return coverage.assign(iuran_idr=iuran.reindex(coverage.index).fillna(0).astype("int64"))
