"""Which cells differ between two revisions?

A cell is one row of a published table: the same key, counted before and after.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from publisher.contract import EXTRACT_TABLES, load_schema

MEASURES = ("workers", "cases", "iuran_idr", "amount_idr")


@dataclass(frozen=True, kw_only=True)
class CellChange:
    """One measure of one cell that is not what it was."""

    table: str
    measure: str
    cell: str  # key=value of all keys but the period
    before: int
    after: int

    @property
    def change(self) -> int:
        """after - before."""
        return self.after - self.before


def changed_cells(before: Mapping[str, pa.Table], after: Mapping[str, pa.Table]) -> Iterator[CellChange]:
    """Every measure of every cell that differs; a cell that is not there counts 0."""
    # what only one of them has was not published at the time of the other: nothing to compare
    for table in (name for name in EXTRACT_TABLES if name in before and name in after):
        keys = [name for name in load_schema("extract", table)["primaryKey"] if name != "period"]
        for measure in (name for name in MEASURES if name in after[table].column_names):
            sums = [total_by(tables[table].to_pandas(), keys, measure) for tables in (before, after)]
            for cell, old, new in beside(*sums):
                if old != new:
                    yield CellChange(
                        table=table, measure=measure, cell=cell_name(keys, cell), before=old, after=new
                    )


def total_by(rows: pd.DataFrame, keys: Sequence[str], measure: str) -> dict[tuple[str, ...], int]:
    """Sums of one measure by keys; an empty key is written as nothing."""
    texts = rows[list(keys)].astype("string").fillna("")
    totals = rows[measure].groupby([texts[key] for key in keys]).sum()
    return {
        key if isinstance(key, tuple) else (key,): int(total)
        for key, total in zip(totals.index, totals.tolist(), strict=True)
    }


def beside(
    before: Mapping[tuple[str, ...], int], after: Mapping[tuple[str, ...], int]
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Every key of either, in order, with both totals."""
    for key in sorted(set(before) | set(after)):
        yield key, before.get(key, 0), after.get(key, 0)


def cell_name(keys: Sequence[str], values: Sequence[str]) -> str:
    """`opd=dkp3 sector=nelayan`."""
    return " ".join(f"{key}={value}" for key, value in zip(keys, values, strict=True))
