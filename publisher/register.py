"""Who paid for whom, ever? The private register: keyed hashes and the months paid for them.

It lives outside the repository and outside anything served. NIK exist only in memory while sheets are read.
"""

import datetime as dt
import hmac
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from publisher.disclosure import settle_person

SQL_DIR = Path(__file__).parent / "sql"
TABLES_DIR = Path(__file__).parent / "tables"
KEY_BYTES = 32
FIRST_YEAR, LAST_YEAR = 2015, 2060


class KeyUnsafe(Exception):
    """The key file can be read by others. Holds its path."""


class UnlistedWorkers(Exception):
    """Payments name workers that no OPD list holds. `niks` are those NIK, in memory only."""

    def __init__(self, niks: list[str]) -> None:
        super().__init__(f"{len(niks)} unlisted")
        self.niks = niks


def default_register(city: str) -> Path:
    """Where the register of a city lives unless told otherwise: the user's own data folder."""
    home = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return home / "cakupan" / city / "register.duckdb"


def load_key(path: Path) -> bytes:
    """The secret of the keyed hash: from `CAKUPAN_KEY` (hex), else from a file made on first use.

    Raises KeyUnsafe when others may read the file.
    """
    if "CAKUPAN_KEY" in os.environ:
        return bytes.fromhex(os.environ["CAKUPAN_KEY"])
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyUnsafe(str(path))
    return path.read_bytes()


def last_day(period: str) -> dt.date:
    """Last day of a month written YYYY-MM."""
    first = dt.date.fromisoformat(f"{period}-01")
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def month_before(period: str) -> str:
    """The month before, YYYY-MM."""
    return (dt.date.fromisoformat(f"{period}-01") - dt.timedelta(days=1)).strftime("%Y-%m")


def calendar() -> pa.Table:
    """Months by number, so that SQL adds months without date arithmetic."""
    months = [f"{year}-{month:02d}" for year in range(FIRST_YEAR, LAST_YEAR) for month in range(1, 13)]
    return pa.table({"month": months, "place": pa.array(range(len(months)), pa.int64())})


@dataclass(frozen=True)
class Counts:
    """What a month's sheets came to. All [workers] but the first [rows]."""

    rows_listed: int
    workers: int
    active: int
    paid_twice: int


class Register:
    """An open register. Use as a context manager: leaving without `commit()` changes nothing."""

    def __init__(self, path: Path | None, key: bytes, funding_order: list[str], opd_order: list[str]) -> None:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._con = duckdb.connect(str(path) if path else ":memory:")
        self._con.execute("set temp_directory = ''")  # no spill file: no NIK on a disk
        self._key = key
        self._run("schema")
        self._con.execute("begin")
        self._table("calendar", calendar())
        self._table(
            "precedence", pa.table({"funding_source": funding_order, "place": range(len(funding_order))})
        )
        self._table("opd_order", pa.table({"opd": opd_order, "place": range(len(opd_order))}))

    def __enter__(self) -> "Register":
        return self

    def __exit__(self, *_: object) -> None:
        self._con.close()

    def _run(self, name: str, params: Mapping[str, object] | None = None) -> duckdb.DuckDBPyConnection:
        sql = (SQL_DIR / f"{name}.sql").read_text(encoding="utf-8")
        return self._con.execute(sql, params) if params else self._con.execute(sql)

    def _table(self, name: str, table: pa.Table) -> None:
        self._con.register(name, table)

    def load(self, period: str, sheets: Mapping[str, pa.Table]) -> Counts:
        """Take the checked sheets of one month, by kind, in place of any taken for it before.

        Raises UnlistedWorkers when a payment names a worker that no OPD list holds.
        """
        for kind, table in sheets.items():
            self._table(f"sheet_{kind}", table)
        self._number_workers(sheets["opd_workers"]["nik"])
        self._refuse_unlisted(sheets)
        self._run("listed", {"last_day": last_day(period)})
        self._con.execute("delete from cover where sheet_period = $period", {"period": period})
        self._run("load_cover", {"period": period})
        self._run("money")
        self._run("person", {"period": period, "previous": month_before(period)})
        (counts,) = self._run("counts", {"period": period}).fetchall()
        return Counts(*counts)

    def settle(self, period: str, k: int) -> None:
        """Decide once for all tables under which kecamatan, status and payer each worker is published."""
        self._table("settled", pa.Table.from_pandas(settle_person(self._run("cells").df(), k)))
        self._run("settle", {"period": period})

    def table(self, name: str) -> pd.DataFrame:
        """Rows of one published table before its own small cells are merged."""
        return self._con.execute((TABLES_DIR / f"{name}.sql").read_text(encoding="utf-8")).df()

    def _number_workers(self, niks: pa.ChunkedArray) -> None:
        distinct = pc.unique(niks)
        hashes = [hmac.digest(self._key, nik.encode(), "sha256").hex() for nik in distinct.to_pylist()]
        self._table("nik_hash", pa.table({"nik": distinct, "nik_hash": hashes, "place": range(len(hashes))}))
        self._run("load_workers")
        self._run("nik_no")

    def _refuse_unlisted(self, sheets: Mapping[str, pa.Table]) -> None:
        listed = pc.unique(sheets["opd_workers"]["nik"])
        paid = [sheets[kind]["nik"] for kind in ("bpjs_active", "csr_payments", "self_payers")]
        niks = pc.unique(pa.chunked_array([chunk for column in paid for chunk in column.chunks], pa.string()))
        unlisted = niks.filter(pc.invert(pc.is_in(niks, listed)))
        if len(unlisted):
            raise UnlistedWorkers(unlisted.to_pylist())

    def has_published(self, period: str) -> bool:
        """Whether this register has published `period` before."""
        found = self._con.execute(
            "select 1 from published where period = $period", {"period": period}
        ).fetchone()
        return found is not None

    def commit(self, period: str) -> None:
        """Keep what was loaded for `period`."""
        self._con.execute("delete from published where period = $period", {"period": period})
        self._con.execute("insert into published values ($period)", {"period": period})
        self._con.execute("commit")
        self._con.execute("begin")
