"""Where do register rows become tables? In the register's own DuckDB, or on a Spark cluster.

Both run the same portable SQL (person, cohort, leaver, cells, settle and tally of `sql/`, and `tables/`) over
the same inputs, and give the same rows. What depends on the month is said by the inputs, not by parameters:
engines mark parameters in different ways.
"""

import tempfile
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pandas as pd
import pyarrow as pa

# What the portable SQL reads: worker numbers, never a NIK or its hash.
INPUTS = (
    "listed", "listed_before", "known_cover", "precedence", "money", "benefit", "participant",
)  # fmt: skip


class SparkMissing(Exception):
    """`--engine spark` without pyspark or Java. Holds what is missing."""


class Engine(Protocol):
    """Runs portable SQL over the inputs of one month."""

    def take(self, con: duckdb.DuckDBPyConnection) -> None:
        """Read the inputs of a month from the register's connection."""

    def place(self, name: str, rows: pa.Table) -> None:
        """Give a small table a name."""

    def keep(self, name: str, sql: str) -> None:
        """Run a query once and keep its rows under a name."""

    def view(self, name: str, sql: str) -> None:
        """Give a query a name."""

    def rows(self, sql: str) -> pd.DataFrame:
        """The rows of a query, in no order unless it has one."""

    def forget(self) -> None:
        """Drop what was kept."""

    def close(self) -> None:
        """Drop everything that was taken and kept."""


class DuckEngine:
    """The register's own database: nothing is copied.

    What is kept goes to the register's file, inside its open transaction, and is gone before that ends: the
    file compresses it, memory would not.
    """

    def __init__(self) -> None:
        self._kept: set[str] = set()
        self._con: duckdb.DuckDBPyConnection | None = None

    def take(self, con: duckdb.DuckDBPyConnection) -> None:
        """The inputs are views of the register."""
        self._con = con

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """The register's connection. Raises RuntimeError before `take`."""
        if self._con is None:
            raise RuntimeError("take() comes first")
        return self._con

    def place(self, name: str, rows: pa.Table) -> None:
        """A view of an Arrow table."""
        self.con.register(name, rows)

    def keep(self, name: str, sql: str) -> None:
        """A table that lives until `forget`."""
        self.con.execute(f"create or replace table {name} as {sql}")
        self._kept.add(name)

    def view(self, name: str, sql: str) -> None:
        """A temporary view."""
        self.con.execute(f"create or replace temp view {name} as {sql}")

    def rows(self, sql: str) -> pd.DataFrame:
        """Rows of a query."""
        return self.con.execute(sql).df()

    def forget(self) -> None:
        """Drop the tables."""
        for name in self._kept:
            self.con.execute(f"drop table {name}")
        self._kept.clear()

    def close(self) -> None:
        """The register closes its connection itself."""


class SparkEngine:
    """A Spark cluster that sees the folder for temporary files (`TMPDIR`), where the inputs pass as Parquet.

    The folder belongs to the owner alone and is gone after use. Raises SparkMissing.
    """

    def __init__(self, master: str) -> None:
        try:
            # optional: only who publishes with --engine spark installs requirements-spark.txt
            from pyspark.errors import PySparkRuntimeError
            from pyspark.sql import SparkSession
        except ModuleNotFoundError as error:
            raise SparkMissing("pyspark") from error
        self._scratch = tempfile.TemporaryDirectory(prefix="cakupan-")
        self.folder = Path(self._scratch.name)
        options = {
            "spark.ui.enabled": "false",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.execution.arrow.pyspark.enabled": "true",
            "spark.sql.warehouse.dir": str(self.folder / "warehouse"),
            "spark.local.dir": str(self.folder / "local"),
            "spark.ui.showConsoleProgress": "false",
        }
        if master.startswith("local"):
            # one machine: nobody connects from outside, and few rows need no 200 partitions
            options |= {
                "spark.driver.host": "127.0.0.1",
                "spark.driver.bindAddress": "127.0.0.1",
                "spark.sql.shuffle.partitions": "4",
            }
        try:
            builder = SparkSession.builder.appName("cakupan").master(master)
            self._session = builder.config(map=dict(options)).getOrCreate()
        except PySparkRuntimeError as error:
            self._scratch.cleanup()
            raise SparkMissing("Java 17") from error
        self._session.sparkContext.setLogLevel("ERROR")
        self._kept: dict[str, Any] = {}

    def take(self, con: duckdb.DuckDBPyConnection) -> None:
        """DuckDB writes the inputs as Parquet, Spark reads them."""
        for name in INPUTS:
            path = self.folder / f"{name}.parquet"
            con.sql(f"from {name}").write_parquet(str(path))
            self._session.read.parquet(str(path)).createOrReplaceTempView(name)

    def place(self, name: str, rows: pa.Table) -> None:
        """A small table, sent from here."""
        self._session.createDataFrame(rows).createOrReplaceTempView(name)

    def keep(self, name: str, sql: str) -> None:
        """A cached result."""
        self._kept[name] = self._session.sql(sql).persist()
        self._kept[name].createOrReplaceTempView(name)

    def view(self, name: str, sql: str) -> None:
        """A temporary view."""
        self._session.sql(sql).createOrReplaceTempView(name)

    def rows(self, sql: str) -> pd.DataFrame:
        """Rows of a query."""
        return self._session.sql(sql).toArrow().to_pandas()

    def forget(self) -> None:
        """Drop the caches."""
        for rows in self._kept.values():
            rows.unpersist()
        self._kept.clear()

    def close(self) -> None:
        """Stop the session and take the files away."""
        self._session.stop()
        self._scratch.cleanup()


def open_engine(name: str, master: str) -> Engine:
    """The engine called `duckdb` or `spark`. Raises SparkMissing."""
    return SparkEngine(master) if name == "spark" else DuckEngine()
