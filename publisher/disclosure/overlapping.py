"""Who was paid for twice, and with how much money, without telling it of anybody?

Those paid for twice are a part of a payer's workers, whose number `coverage` tells: part and rest are both
hidden as in `splitting`.
"""

from collections.abc import Mapping

import pandas as pd

from publisher.disclosure.merging import Memory, Step, add_up, merge_labels
from publisher.disclosure.splitting import rest_of, told_parts

STEPS = (Step((), merged=("funding_source",)),)


def merge_overlaps(
    rows: pd.DataFrame, coverage: pd.DataFrame, k: int, before: Memory | None = None
) -> tuple[pd.DataFrame, Memory]:
    """`paid_twice` of settled workers, beside the active of `coverage`, and what to remember of it.

    `rows` have a row per payer that counts, next payer and `iuran_idr` paid beyond for one worker.
    """
    keys = ["funding_source", "also_paid_by"]
    if rows.empty:
        return rows, {}
    active = add_up(coverage[coverage["status"] == "active"][["funding_source", "workers"]])
    parts = rest_of(add_up(rows[[*keys, "workers"]]), active, "also_paid_by")
    merged = merge_labels(parts, STEPS, k, part="also_paid_by", before=before)
    told = told_parts(parts, merged, "also_paid_by", k)[[*keys, "workers"]]
    told = told.sort_values(keys, kind="stable")
    paid = {payer: one.groupby("iuran_idr")["workers"].sum() for payer, one in rows.groupby("also_paid_by")}
    return told.assign(iuran_idr=spread(told, paid, k)), merged.memory


def spread(told: pd.DataFrame, paid: Mapping[str, pd.Series], k: int) -> pd.Series:
    """[rupiah] of each row: the payer's sum over the city, shared out by workers.

    `paid` has the workers of each payer by what was paid for one of them. An amount of 1 to k-1 workers
    would follow from the sum: it stands at the payer's usual amount. The rest is exact.
    """
    workers = told["workers"].groupby(told["also_paid_by"])
    upto, everybody = workers.cumsum(), workers.transform("sum")
    sums = {name: valued(paid[str(name)], int(count), k) for name, count in workers.sum().items()}
    total = told["also_paid_by"].map(sums).astype("int64")
    # each row gets what is due up to it less what is due up to the row before: whole rupiah, none lost
    return total * upto // everybody - total * (upto - told["workers"]) // everybody


def valued(paid: pd.Series, workers: int, k: int) -> int:
    """[rupiah] of a payer for `workers`: those beyond the safe amounts stand at the usual one."""
    usual = int(paid.sort_index().idxmax())
    safe = paid[paid >= k]
    return int((safe * safe.index).sum()) + usual * (workers - int(safe.sum()))
