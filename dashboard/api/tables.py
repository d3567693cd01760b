"""What do the named queries answer to a program: as JSON, CSV or Parquet, each telling what it is?"""

import io
import json
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dashboard.addresses import Refused, query_params
from dashboard.api.about import facts, marks, meanings, ratios_of
from dashboard.api.dictionary import DICTIONARY, dictionary_rows
from dashboard.api.problem import answered, given
from dashboard.catalog import UnknownQuery, load_queries, load_query
from dashboard.downloads import Asked, rows_of
from dashboard.explorer_choices import KEYS
from dashboard.files import KINDS, csv_bytes, plain_value
from dashboard.once import kept_once
from dashboard.responses import Body, language_of, make_body, parameters, respond
from dashboard.state import state_key

FORMS = ("json", "csv", "parquet")  # what an address may end in; without an ending it is the first
MOST_ROWS = 50_000  # of one answer; nothing is ever cut off
KEPT = 64  # answers; one is 1 kB to 2 MB
# What programs ask for most, under names of their own; all else is below /queries.
RESOURCES = {
    "coverage": "crosstab",
    "targets": "gap_by_target",
    "published-figures": "published_figure_list",
    "releases": "revision_list",
}


async def resource(request: Request) -> Response:
    """/api/v1/{name}, /api/v1/{name}.{form}: one of RESOURCES, or the dictionary."""
    return await run_in_threadpool(answered, _resource, request)


async def query(request: Request) -> Response:
    """/api/v1/queries/{name}, /api/v1/queries/{name}.{form}: any named query."""
    return await run_in_threadpool(answered, _query, request)


def _resource(request: Request) -> Response:
    name, form = _name_and_form(request)
    if name == DICTIONARY:
        parameters(request)
        return _sent(request, *_dictionary_body(state_key(), form, language_of(request)), form, name)
    if name not in RESOURCES:
        known = ", ".join((*RESOURCES, DICTIONARY))
        raise Refused("api.unknown_resource", status=404, value=name, known=known)
    return _table(request, RESOURCES[name], form)


def _query(request: Request) -> Response:
    name, form = _name_and_form(request)
    try:
        return _table(request, load_query(name).name, form)
    except UnknownQuery as unknown:
        known = ", ".join(load_queries())
        raise Refused("request.unknown_query", status=404, value=name, known=known) from unknown


def _name_and_form(request: Request) -> tuple[str, str]:
    name, dot, ending = request.path_params["name"].partition(".")
    if dot and ending not in FORMS:
        raise Refused("api.unknown_form", status=404, value=ending, known=", ".join(FORMS))
    return name, ending or FORMS[0]


def _table(request: Request, name: str, form: str) -> Response:
    declared = load_query(name)
    values = given(request, *declared.params)
    params = query_params(declared, values)
    crossed = [params[key] for key in KEYS if key in params]
    if len(set(crossed)) < len(crossed):
        known = ", ".join(code for code in KEYS["columns"].codes if code != crossed[0])
        raise Refused("api.same_dimension", name="columns", value=str(crossed[0]), known=known)
    asked = Asked(query=name, params=tuple(params.items()))
    return _sent(request, *_body(state_key(), asked, form, language_of(request)), form, name)


def _sent(request: Request, body: Body, told: tuple[tuple[str, str], ...], form: str, name: str) -> Response:
    given = dict(told)
    file = f"cakupan_{given['x-city']}_{name}_{given['x-revision']}.{form}"
    shown = "inline" if form == "json" else "attachment"
    return respond(
        request,
        body,
        {
            "content-type": KINDS[form],
            "content-language": language_of(request),
            "content-disposition": f'{shown}; filename="{file}"',
            "x-row-count": given["x-row-count"],
        },
    )


@kept_once(KEPT)
def _body(key: str, asked: Asked, form: str, lang: str) -> tuple[Body, tuple[tuple[str, str], ...]]:  # noqa: ARG001
    # The key is only a key: the rows are those of the city and the state that are shown.
    table = rows_of(asked)
    if table.num_rows > MOST_ROWS:
        raise Refused("api.too_many_rows", status=413, value=str(table.num_rows), limit=str(MOST_ROWS))
    told = facts(asked, lang, count=table.num_rows)
    extra = {"ratios": ratios_of(load_query(asked.query)), "columns": meanings(asked, lang)}
    return _written(table, told, extra, form)


@kept_once(KEPT)
def _dictionary_body(key: str, form: str, lang: str) -> tuple[Body, tuple[tuple[str, str], ...]]:  # noqa: ARG001
    table = pa.Table.from_pylist(dictionary_rows(lang))
    # told as of any list of references: a dictionary has no month and nothing in it is simulated
    told = facts(Asked(query="target_list"), lang, count=table.num_rows) | {"query": None, "tables": []}
    return _written(table, told, {}, form)


def _written(
    table: pa.Table, told: dict[str, Any], extra: dict[str, Any], form: str
) -> tuple[Body, tuple[tuple[str, str], ...]]:
    """The answer in one of FORMS, and what its headers tell."""
    if form == "json":
        rows = [{name: plain_value(value) for name, value in row.items()} for row in table.to_pylist()]
        content = json.dumps({"about": told, **extra, "rows": rows}, ensure_ascii=False).encode()
    else:
        marked = table
        for name, value in marks(told).items():
            kind = pa.bool_() if isinstance(value, bool) else pa.string()
            marked = marked.append_column(name, pa.array([value] * table.num_rows, kind))
        content = csv_bytes(marked) if form == "csv" else _parquet(marked, {"about": told, **extra})
    body = make_body(content)
    # the revision in the tag: a file without rows has it nowhere else
    body = replace(body, tag=f'W/"{told["revision"]}-{body.tag[3:]}')
    headers = {"x-city": told["city"], "x-revision": told["revision"], "x-row-count": str(table.num_rows)}
    return body, tuple(headers.items())


def _parquet(table: pa.Table, told: dict[str, Any]) -> bytes:
    metadata = {f"cakupan.{name}": json.dumps(value, ensure_ascii=False) for name, value in told.items()}
    sink = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), sink, compression="zstd")
    return sink.getvalue()
