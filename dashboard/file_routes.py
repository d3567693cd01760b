"""Which files of a named query does the server hand out? Tables in five forms, their columns, the SQL."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.addresses import Refused
from dashboard.downloads import DICTIONARY, FORMS, SLICE, WHOLE, Asked, file_name, rows_of
from dashboard.files import KINDS, content_of, dictionary_csv
from dashboard.once import kept_once
from dashboard.responses import Body, asked_query, language_of, make_body, one_of, respond, worded
from dashboard.script import script
from dashboard.state import state_key

KEPT_FILES = 32  # bodies; one is 1 kB to 5 MB
SHAPE, ALL_ROWS = "bentuk", "semua"  # parameters of an address beside those of the query


async def table(request: Request) -> Response:
    """/unduh/{query}.{csv,xlsx,json,parquet}: the rows of a named query as a file."""
    return await run_in_threadpool(worded, _table, request)


async def dictionary(request: Request) -> Response:
    """/unduh/{query}.kamus.csv: what the columns of a named query mean."""
    return await run_in_threadpool(worded, _dictionary, request)


async def sql(request: Request) -> Response:
    """/unduh/{query}.sql: the script that makes the same numbers from the published files."""
    return await run_in_threadpool(worded, _sql, request)


ROUTES = (
    Route(f"/unduh/{{query}}.{DICTIONARY}", dictionary),
    Route("/unduh/{query}.sql", sql),
    *(
        Route(f"/unduh/{{query}}.{ending}", table)
        for ending in sorted({form.ending for form in FORMS.values()})
    ),
)


def _table(request: Request) -> Response:
    ending = request.url.path.rpartition(".")[2]
    more = (ALL_ROWS, SHAPE) if ending == "csv" else (ALL_ROWS,)
    query, values, params = asked_query(request, *more)
    form = "csv_id" if one_of(values, SHAPE, ("", "id")) else ending
    is_whole = bool(one_of(values, ALL_ROWS, ("", WHOLE)))
    narrowed = [name for name in ("period", *SLICE) if name in values]
    if is_whole and narrowed:
        raise Refused("request.whole_and_narrowed", name=narrowed[0], value=values[narrowed[0]])
    asked = Asked(query=query.name, params=tuple(params.items()), whole=is_whole)
    body, count = _body(state_key(), asked, form, language_of(request))
    headers = {
        "content-type": KINDS[form],
        "content-disposition": f'attachment; filename="{file_name(asked, form)}"',
        "x-row-count": str(count),
    }
    return respond(request, body, headers)


@kept_once(KEPT_FILES)
def _body(key: str, asked: Asked, form: str, lang: str) -> tuple[Body, int]:  # noqa: ARG001
    # The key is only a key: the rows are those of the city and the state that are shown.
    return make_body(content_of(asked, form, lang)), rows_of(asked).num_rows


def _dictionary(request: Request) -> Response:
    query, _, params = asked_query(request)
    asked = Asked(query=query.name, params=tuple(params.items()))
    headers = {
        "content-type": KINDS["csv"],
        "content-disposition": f'attachment; filename="{query.name}.{DICTIONARY}"',
    }
    return respond(request, make_body(dictionary_csv(asked)), headers)


def _sql(request: Request) -> Response:
    query, _, params = asked_query(request)
    asked = Asked(query=query.name, params=tuple(params.items()))
    headers = {
        "content-type": "application/sql; charset=utf-8",
        "content-disposition": f'attachment; filename="{file_name(asked, "sql")}"',
    }
    return respond(request, make_body(script(query.name, params).encode()), headers)
