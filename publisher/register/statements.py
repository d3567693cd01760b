"""The statements of `sql/`, one a file, by name."""

import errno
import functools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

SQL_DIR = Path(__file__).parent / "sql"


@functools.cache
def statement(name: str) -> str:
    """The text of one statement."""
    return (SQL_DIR / f"{name}.sql").read_text(encoding="utf-8")


def run(
    con: duckdb.DuckDBPyConnection, name: str, params: Mapping[str, object] | None = None
) -> duckdb.DuckDBPyConnection:
    """Run one statement with `$name` parameters."""
    return con.execute(statement(name), params) if params else con.execute(statement(name))


@contextmanager
def disk_refusals() -> Iterator[None]:
    """Raise OSError where DuckDB says in its own way that the disk refuses."""
    try:
        yield
    except (duckdb.IOException, duckdb.FatalException) as error:
        raise OSError(errno.EIO, str(error)) from error
