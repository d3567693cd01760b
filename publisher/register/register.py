"""Who stood where, and who paid for whom, ever? The private register: keyed hashes, stays and paid months.

It lives outside the repository and outside anything served. NIK exist only in memory while sheets are read.
What the sheets of a month say replaces what they said before for that month alone, so every published month
can be counted again from the register (`recount`) and knows nothing of sheets that came for later months.
"""

from collections.abc import Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from publisher.disclosure.merging import Memory
from publisher.disclosure.settling import settle_workers
from publisher.months import calendar, last_day, month_before
from publisher.register.engine import DuckEngine, Engine
from publisher.register.people import keep_stays, numbered, take_lists, take_payments
from publisher.register.private import private_files, refuse_public
from publisher.register.statements import disk_refusals, run, statement
from publisher.register.working_copy import WorkingCopy

TABLES_DIR = Path(__file__).parent / "tables"
REGULAR_KINDS = {"bpjs_active", "self_payers", "participants"}  # come every month, be it without a row
PAYMENT_KINDS = ("bpjs_active", "csr_payments", "self_payers")
OF_A_MONTH = ("month_money", "month_benefit", "month_participant", "sender", "tally")


class NotPublished(Exception):
    """The register has no published month of this name. Holds the month."""


@dataclass(frozen=True)
class Overlap:
    """Workers who count under one payer although another paid for the month too. Private: not merged to k."""

    counted_under: str
    also_paid_by: str
    worker_months: int
    iuran_idr: int  # [rupiah] of `also_paid_by`, for this month


@dataclass(frozen=True)
class Counts:
    """What a month's sheets came to. All [workers] but the first [rows]."""

    rows_listed: int
    workers: int
    active: int
    overlaps: tuple[Overlap, ...] = ()

    @property
    def paid_twice(self) -> int:
        """[worker-months] paid beyond the one that counts."""
        return sum(pair.worker_months for pair in self.overlaps)


class Register:
    """An open register. Use as a context manager: leaving without `commit()` changes nothing.

    Raises PathPublic when `path` lies in the repository, BlockingIOError when another process holds it,
    OSError when the disk refuses.
    """

    def __init__(
        self,
        path: Path | None,
        key: bytes,
        funding_order: list[str],
        opd_order: list[str],
        engine: Engine | None = None,
    ) -> None:
        self.path = path.resolve() if path else None
        if self.path:
            refuse_public(self.path)
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._key = key
        self._engine = engine or DuckEngine()
        with ExitStack() as opened:
            opened.callback(self._engine.close)
            with private_files():
                self._copy = WorkingCopy(self.path) if self.path else None
                if self._copy:
                    opened.callback(self._copy.close)
                self._con = opened.enter_context(
                    duckdb.connect(self._copy.file if self._copy else ":memory:")
                )
                run(self._con, "settings")
                run(self._con, "schema")
            self._con.execute("begin")
            if self._copy and not self._copy.is_kept:
                self.keep()
            self._con.register("calendar", calendar())
            self._con.register("precedence", ordered("funding_source", funding_order))
            self._con.register("opd_order", ordered("opd", opd_order))
            self._opened = opened.pop_all()

    def __enter__(self) -> "Register":
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The register's connection, inside a transaction that `commit` ends."""
        return self._con

    def ask(self, name: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Rows of one question of `sql/` about the month that was loaded last."""
        return run(self._con, name, params).fetchall()

    def load(
        self, period: str, sheets: Mapping[str, pa.Table], kinds: Collection[str] | None = None
    ) -> Counts:
        """Take the checked sheets of one month, by kind, in place of any taken for it before.

        `kinds` came at all, be it without a row; those with rows unless told.
        Raises UnlistedWorkers when a payment names a worker that no OPD list holds.
        """
        for kind, table in sheets.items():
            self._con.register(f"sheet_{kind}", numbered(table))
        came = set(kinds or ()) | {kind for kind, table in sheets.items() if table.num_rows}
        regular = pa.array(sorted(came & REGULAR_KINDS), pa.string())
        self._con.register("sheet_kind", pa.table({"kind": regular}))
        for table_name in OF_A_MONTH:
            self._con.execute(f"delete from {table_name} where period = $period", {"period": period})
        for part in ("money", "benefit", "participant", "sender"):
            run(self._con, f"load_{part}", {"period": period})
        take_lists(self._con, self._key, sheets["opd_workers"].num_rows)
        take_payments(self._con, self._key, period, sum(sheets[kind].num_rows for kind in PAYMENT_KINDS))
        keep_stays(self._con, period)
        self._count(period)
        tally = self._engine.rows(statement("tally"))
        self._con.register("month_tally", pa.Table.from_pandas(tally, preserve_index=False))
        run(self._con, "load_tally", {"period": period})
        overlaps = tuple(Overlap(*row) for row in self.ask("overlap", {"period": period}))
        active = int(tally.loc[tally["funding_source"].notna(), "workers"].sum())
        return Counts(sheets["opd_workers"].num_rows, int(tally["workers"].sum()), active, overlaps)

    def recount(self, period: str) -> None:
        """Count a published month again from the register alone. Raises NotPublished."""
        if not self.has_published(period):
            raise NotPublished(period)
        self._count(period)

    def settle(self, period: str, k: int, before: Mapping[str, Memory]) -> dict[str, Memory]:
        """Decide once for all tables under which labels each worker is published; answer what to remember."""
        cells = self._engine.rows(statement("cells"))
        settled, memory = settle_workers(cells, k, before)
        settled = settled.assign(period=period)
        schema = pa.schema([(n, pa.int64() if n == "workers" else pa.string()) for n in settled.columns])
        self._engine.place("settled", pa.Table.from_pandas(settled, schema, preserve_index=False))
        self._engine.view("settled_cohort", statement("settle"))
        return memory

    def table(self, name: str) -> pd.DataFrame:
        """Rows of one published table before its own small cells are merged."""
        return self._engine.rows((TABLES_DIR / f"{name}.sql").read_text(encoding="utf-8"))

    def _count(self, period: str) -> None:
        """Look at the register as the sheets up to `period` left it."""
        previous = month_before(period)
        month = {
            "period": period,
            "previous": previous,
            "published_before": previous if self.has_published(previous) else None,
            "last_day": last_day(period),
        }
        for name, value in month.items():
            self._con.execute(f"set variable {name} = $value", {"value": value})
        run(self._con, "inputs")
        self._engine.take(self._con)
        self._engine.view("person", statement("person"))
        self._engine.keep("cohort", statement("cohort"))
        self._engine.keep("leaver", statement("leaver"))

    def has_published(self, period: str) -> bool:
        """Whether this register has published `period` before."""
        return bool(self.ask("is_published", {"period": period}))

    def commit(self, period: str, complete: bool = True) -> None:
        """Keep what was loaded for `period`; `complete` unless senders are missing. Raises OSError."""
        self._engine.forget()
        with disk_refusals():
            self._con.execute("delete from published where period = $period", {"period": period})
            self._con.execute(
                "insert into published values ($period, $complete)", {"period": period, "complete": complete}
            )
        self.keep()

    def keep(self) -> None:
        """Keep all that was done so far. Raises OSError, then the file is as it was."""
        with private_files(), disk_refusals():
            self._con.execute("commit")
            if self._copy:
                self._con.execute("checkpoint")
                self._copy.put_back()
            self._con.execute("begin")


def ordered(name: str, ids: list[str]) -> pa.Table:
    """Ids with their place in an order that was declared."""
    return pa.table({name: pa.array(ids, pa.string()), "place": pa.array(range(len(ids)), pa.int64())})
