"""How do lists of NIK become stays and paid months of numbered workers? NIK do not outlive these functions.

Workers are taken a part at a time, so that memory holds the hashes of some millions of them at most.
"""

import duckdb
import numpy as np
import pyarrow as pa

from publisher.register.private import hmac_pads
from publisher.register.statements import run

PART_ROWS = 2_000_000
SCRATCH = ("said", "stay_cut", "stay_new", "stay_near")


class UnlistedWorkers(Exception):
    """Payments name workers that no OPD list holds. `niks` are those NIK, in memory only."""

    def __init__(self, niks: list[str]) -> None:
        super().__init__(f"{len(niks)} unlisted")
        self.niks = niks


def numbered(sheet: pa.Table) -> pa.Table:
    """A sheet with the number of each row, from 0."""
    return sheet.append_column("row_no", pa.array(np.arange(sheet.num_rows, dtype=np.int32)))


def take_lists(con: duckdb.DuckDBPyConnection, key: bytes, rows: int) -> None:
    """Let numbers take the place of NIK on the OPD lists [rows]; each worker stands once."""
    run(con, "said_new")
    for first in range(0, max(rows, 1), PART_ROWS):
        run(con, "nik_hash", {**hmac_pads(key), "first_row": first, "last_row": first + PART_ROWS - 1})
        run(con, "load_workers")
        run(con, "said")
    run(con, "said_once")
    con.execute("drop table nik_hash")


def take_payments(con: duckdb.DuckDBPyConnection, key: bytes, period: str, rows: int) -> None:
    """Let the month's payment lists [rows] replace what was taken of them before.

    Raises UnlistedWorkers when they name a worker that no OPD list holds.
    """
    con.execute("delete from cover where sheet_period = $period", {"period": period})
    parts = 1 + rows // PART_ROWS
    unlisted: list[str] = []
    for part in range(parts):
        run(con, "paid_no", {**hmac_pads(key), "parts": parts, "part": part})
        run(con, "load_cover", {"period": period})
        unlisted += [nik for (nik,) in run(con, "unlisted").fetchall()]
    con.execute("drop table paid_no")
    if unlisted:
        raise UnlistedWorkers(unlisted)


def keep_stays(con: duckdb.DuckDBPyConnection, period: str) -> None:
    """Let the stays say of this month what its lists say, and of every other month what they said."""
    ((before, after),) = run(con, "neighbour", {"period": period}).fetchall()
    run(con, "stay_cut", {"period": period})
    run(con, "stay_new", {"period": period})
    run(con, "stay_near", {"before": before, "after": after})
    run(con, "stay_replace")
    run(con, "stay_add", {"period": period, "before": before, "after": after})
    for table in SCRATCH:
        con.execute(f"drop table {table}")
