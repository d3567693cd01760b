"""How are the named queries answered? The only module that opens DuckDB.

One database in memory holds the published tables in force, the reference tables (`ref_<name>`),
`funding_history` (payments of every revision that can be read), `release` (one row a file in force),
`release_history` (one a file that was ever published and not undone) and the roll-ups. When the manifest
changes, a new database takes its place; queries still running keep the old one until they end.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
import pyarrow as pa

from dashboard.catalog import load_query
from dashboard.extract import Extract
from dashboard.live import ExtractState, Live
from dashboard.manifest import Manifest, Resource
from dashboard.measures import KEPT_RESULTS, QUERIES

Connection = duckdb.DuckDBPyConnection
DatabaseError = duckdb.Error
ROLLUPS = Path(__file__).with_name("rollups.sql")

LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,  # no files, no network, no ATTACH, no COPY
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": "400MB",
    "temp_directory": "",
}


def run_query(name: str, /, **params: object) -> pa.Table:
    """The rows of a named query; kept per extract state, so treat the table as read-only.

    Raises UnknownQuery, ValueError when `params` are not exactly the declared ones, ExtractMissing.
    """
    shown = _live.current()
    key = (name, tuple(sorted(params.items())))
    table = shown.results.get(key)
    if table is not None:
        KEPT_RESULTS.inc()
        return table
    with QUERIES.labels(name).time():
        table = answer(shown.database, name, params)
    shown.results.keep(key, table)
    return table


def run_query_uncached(name: str, /, **params: object) -> pa.Table:
    """As `run_query`, but always asks the database: for measurements."""
    return answer(_live.current().database, name, params)


def state() -> ExtractState:
    """The state that queries are answered from. Raises ExtractMissing when nothing can be shown."""
    return _live.current().state


def source_of(table: str, period: str) -> Resource:
    """The file in force behind `table` in `period`. Raises LookupError when there is none."""
    resources = _live.current().resources
    if (table, period) not in resources:
        raise LookupError(f"No file of {table!r} is in force for {period!r}.")
    return resources[table, period]


def sources() -> tuple[Resource, ...]:
    """The files in force, by table and period. Raises ExtractMissing."""
    resources = _live.current().resources
    return tuple(resources[key] for key in sorted(resources))


def manifest() -> Manifest:
    """The manifest of the state that is shown. Raises ExtractMissing."""
    return _live.current().manifest


def funding_files() -> tuple[Resource, ...]:
    """The files behind `funding_history`. Raises ExtractMissing."""
    return _live.current().funding_files


def held() -> AbstractContextManager[None]:
    """Within, all is answered from one state a city: no two releases are mixed."""
    return _live.hold()


def forget() -> None:
    """Drop the loaded state; the next query reads the files again."""
    _live.forget()


def connect(extract: Extract) -> duckdb.DuckDBPyConnection:
    """A database in memory with the tables of `extract`; it can reach nothing outside itself."""
    connection = duckdb.connect(":memory:", config=LOCKED_DOWN)
    _create_keys(connection, extract.tables)
    for name, table in extract.tables.items():
        columns = ", ".join(
            f"{field.name}::{field.name}_key as {field.name}" if _is_key(field) else field.name
            for field in table.schema
        )
        _create_table(connection, name, table, columns)
    for name, table in extract.reference.items():
        _create_table(connection, f"ref_{name}", table)
    _create_table(connection, "funding_history", _funding_history(extract.funding_history))
    _create_table(connection, "release", _release(extract.in_force))
    _create_table(connection, "release_history", _release(extract.manifest.resources))
    connection.execute(ROLLUPS.read_text(encoding="utf-8"))
    # Many sessions share two cores: one thread a query is as fast and leaves the other core free.
    connection.execute("set threads = 1")
    connection.execute("set lock_configuration = true")
    return connection


def connect_in(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that can read the files below `folder`, and nothing else."""
    connection = duckdb.connect(":memory:", config={**LOCKED_DOWN, "enable_external_access": True})
    connection.execute("set allowed_directories = $folders", {"folders": [str(folder)]})
    connection.execute("set enable_external_access = false")
    connection.execute("set threads = 1")
    connection.execute("set lock_configuration = true")
    return connection


def answer(connection: duckdb.DuckDBPyConnection, name: str, params: Mapping[str, object]) -> pa.Table:
    """The rows of a named query in a database that `connect` made. Raises as `run_query`."""
    query = load_query(name)
    if params.keys() != query.params.keys():
        wanted, given = ", ".join(query.params) or "none", ", ".join(params) or "none"
        raise ValueError(f"Query {name} takes these parameters: {wanted}; given: {given}.")
    # A cursor a query: threads that share a connection get each other's rows.
    return connection.cursor().sql(query.sql, params=dict(params)).to_arrow_table()


def _create_keys(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
    """One ENUM a label column, over all tables: an eighth of the memory and a third of the time."""
    labels: dict[str, set[str]] = {}
    for table in tables.values():
        for field in filter(_is_key, table.schema):
            values = table.column(field.name).unique().to_pylist()
            labels.setdefault(field.name, set()).update(value for value in values if value is not None)
    for name, values in labels.items():
        connection.register("incoming", pa.table({"label": pa.array(sorted(values), pa.string())}))
        connection.execute(f"create type {name}_key as enum (select label from incoming)")
        connection.unregister("incoming")


def _create_table(
    connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table, columns: str = "*"
) -> None:
    connection.register("incoming", table)
    connection.execute(f"create table {name} as select {columns} from incoming")
    connection.unregister("incoming")


def _is_key(field: pa.Field) -> bool:
    return pa.types.is_dictionary(field.type)


def _funding_history(tables: Mapping[Resource, pa.Table]) -> pa.Table:
    return pa.concat_tables(
        table.append_column("revision", pa.array([file.revision] * table.num_rows, pa.int64()))
        for file, table in tables.items()
    )


def _release(resources: Iterable[Resource]) -> pa.Table:
    # The table under a name that is no SQL keyword, and the revision in the form that people are shown.
    rows = [
        {**dataclasses.asdict(each), "table_name": each.table, "revision_id": each.revision_id}
        for each in resources
    ]
    # Named, because a column of nulls only would get no type: nothing supersedes a first revision.
    kinds = {"bytes": pa.int64(), "revision": pa.int64(), "synthetic": pa.bool_(), "complete": pa.bool_()}
    kinds["missing"] = pa.list_(pa.string())
    return pa.Table.from_pylist(rows, schema=pa.schema([(n, kinds.get(n, pa.string())) for n in rows[0]]))


_live = Live(connect)
