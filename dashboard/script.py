"""The SQL behind a number as one script that DuckDB runs on the published files, without this portal.

It is run in the folder of the city (`data/medan`): the tables of the files in force, the reference lists and
what queries share come first, then the named query with its parameters as variables.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from dashboard import db
from dashboard.catalog import Query, declared_type, load_query
from dashboard.cities import city_dir
from dashboard.extract import contract
from dashboard.manifest import Resource
from dashboard.reference import NATIONAL_DIR

PARAMETER = re.compile(r"\$([a-z_]+)")
DUCK_TYPES = {"integer": "bigint", "number": "decimal(18, 6)", "boolean": "boolean"}
RESOURCES = (
    'name varchar, path varchar, "bytes" bigint, hash varchar, "table" varchar, period varchar, '
    "revision bigint, supersedes varchar, reason varchar, sources struct(title varchar)[], "
    "generated_at varchar, synthetic boolean, complete boolean, missing varchar[]"
)


def script(name: str, params: Mapping[str, object]) -> str:
    """The whole script. Raises UnknownQuery, ExtractMissing."""
    query, sources = load_query(name), db.sources()
    return "\n".join((*_head(query, sources), setup(sources, db.funding_files()), question(query, params)))


def setup(sources: Sequence[Resource], funding_files: Iterable[Resource]) -> str:
    """What all queries share: the tables of the files in force, the lists, the history, the roll-ups."""
    shared = db.ROLLUPS.read_text(encoding="utf-8")
    return "\n".join(
        (*_tables(sources), *_lists(), _funding_history(funding_files), _releases(sources), shared)
    )


def question(query: Query, params: Mapping[str, object]) -> str:
    """The query itself, each parameter a variable of its declared type."""
    lines = [f"set variable {name} = {_literal(params[name])};" for name in query.params]
    text = PARAMETER.sub(
        lambda found: f"cast(getvariable('{found[1]}') as {declared_type(query.params[found[1]])})", query.sql
    )
    return "\n".join((*lines, "", f"{text.rstrip().rstrip(';')};", ""))


def _head(query: Query, sources: Iterable[Resource]) -> list[str]:
    periods = sorted(each.revision_id for each in sources)
    return [
        f"-- {query.purpose}",
        f"-- queries/{query.name}.sql of Cakupan, to be run by DuckDB in data/{city_dir().name}",
        f"-- made for {periods[0]} to {periods[-1]}",
        "",
    ]


def _tables(sources: Iterable[Resource]) -> list[str]:
    """One table a kind of file, of the files in force; labels are kept as ENUM, as in the portal."""
    fields = {table: schema["fields"] for table, schema in contract("extract").items()}
    paths: dict[str, list[str]] = {table: [] for table in fields}
    for each in sources:
        paths[each.table].append(f"'extracts/{each.path}'")
    labelled: dict[str, list[str]] = {}
    for table, columns in fields.items():
        for column in columns:
            if column["type"] == "string":
                labelled.setdefault(column["name"], []).append(table)
    made = [_rows_of(table, paths[table], fields[table]) for table in fields]
    for name, tables in labelled.items():
        labels = " union ".join(f"select {name} as label from file_{table}" for table in tables)
        made.append(
            f"create type {name}_key as enum (select label from ({labels}) where label is not null "
            "order by label);"
        )
    for table, columns in fields.items():
        typed = ", ".join(
            f"{column['name']}::{column['name']}_key as {column['name']}"
            if column["type"] == "string"
            else column["name"]
            for column in columns
        )
        made.append(f"create table {table} as select {typed} from file_{table};")
    return made


def _rows_of(table: str, paths: list[str], fields: list[dict[str, str]]) -> str:
    """The rows of all files of a table; of an optional one there may be none."""
    if paths:
        return f"create view file_{table} as from read_parquet([{', '.join(paths)}]);"
    columns = ", ".join(f"{each['name']} {DUCK_TYPES.get(each['type'], 'varchar')}" for each in fields)
    return f"create table file_{table} ({columns});"


def _lists() -> list[str]:
    """The reference lists, in the types of the contract."""
    made = []
    for name, schema in contract("reference").items():
        own = city_dir() / "reference" / f"{name}.csv"
        path = f"reference/{name}.csv" if own.exists() else f"../{NATIONAL_DIR.name}/reference/{name}.csv"
        columns = ", ".join(
            f"'{field['name']}': '{DUCK_TYPES.get(field['type'], 'varchar')}'" for field in schema["fields"]
        )
        made.append(
            f"create table ref_{name} as select * from read_csv('{path}', header = true, delim = ',', "
            f"quote = '\"', escape = '\"', nullstr = '', columns = {{{columns}}});"
        )
    return made


def _funding_history(files: Iterable[Resource]) -> str:
    """`funding_history`: the payments of every revision, those in force and those before them."""
    paths: dict[int, list[str]] = {}
    for each in files:
        paths.setdefault(each.revision, []).append(f"'extracts/{each.path}'")
    parts = (
        f"select *, {revision}::bigint as revision from read_parquet([{', '.join(named)}])"
        for revision, named in paths.items()
    )
    return f"create table funding_history as {' union all '.join(parts)};"


def _releases(sources: Iterable[Resource]) -> str:
    """`release_history`: what the manifest says of every file; `release`: of those in force."""
    names = ", ".join(f"'{each.name}'" for each in sources)
    return (
        "create table release_history as\n"
        "select\n    one.* exclude (sources),\n"
        "    array_to_string(list_transform(one.sources, lambda each: each.title), '; ') as sources,\n"
        "    one.\"table\" as table_name,\n    one.period || '.r' || one.revision as revision_id\n"
        "from (select unnest(resources) as one from read_json('extracts/datapackage.json', "
        f"columns = {{resources: 'struct({RESOURCES})[]'}}, maximum_object_size = 100000000));\n"
        f"create table release as from release_history where name in ({names});"
    )


def _literal(value: object) -> str:
    if value is None:
        return "null"
    return "'" + str(value).replace("'", "''") + "'"
