"""Which numbers of one body, sector or place is a written number?"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from dashboard import db
from dashboard.check_number import Known, Written, is_match
from dashboard.state import of_state

SLACK = 1e-9  # binary fractions may lose a hair; what is near is then compared exactly


@dataclass(frozen=True, kw_only=True)
class Cells:
    """All cells of a state, newest month first: rows of `figures_by_group`, and their numbers apart."""

    rows: pa.Table
    workers: np.ndarray
    wholes: np.ndarray


def group_figures(written: Written) -> tuple[Known, ...]:
    """Every cell that equals or rounds to `written`, newest month first. Raises ExtractMissing."""
    return tuple(known for known in _near(written) if is_match(written, known))


def _near(written: Written) -> Iterator[Known]:
    """The cells that may match, as counts and as shares of their group."""
    cells = _cells()
    near = np.zeros(len(cells.workers), dtype=bool)
    is_share = "share" in written.kinds
    values = cells.workers / cells.wholes if is_share else cells.workers
    for reading in written.readings:
        low, high = float(reading.value - reading.half), float(reading.value + reading.half)
        near |= (values >= low - SLACK) & (values < high + SLACK)
    for row in cells.rows.take(pa.array(np.flatnonzero(near))).to_pylist():
        yield _known(row, is_share=is_share)


def _known(row: dict[str, Any], *, is_share: bool) -> Known:
    whole = Decimal(row["whole_workers"]) if is_share else Decimal(1)
    part = Decimal(row["workers"])
    return Known(kind="share" if is_share else "count", part=part, whole=whole, origin="group", row=row)


@of_state(4)
def _cells() -> Cells:
    rows = db.run_query("figures_by_group")
    return Cells(
        rows=rows,
        workers=rows.column("workers").to_numpy(),
        wholes=rows.column("whole_workers").to_numpy(),
    )
