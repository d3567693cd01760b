"""What can a program ask, with which values, and what comes back? The interface described as OpenAPI 3.1.

Made from the headers of the queries and the lists of codes that the routes check against, so it cannot say
anything else than they do.
"""

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dashboard.about import LICENCE, title_of
from dashboard.api.describe_parameters import codes, common, of_query, of_simulator
from dashboard.api.describe_schemas import SCHEMAS, reference, rows, rows_name
from dashboard.api.dictionary import DICTIONARY
from dashboard.api.problem import KIND, answered
from dashboard.api.simulate_question import JSON_KIND, LARGEST_BODY, TOML_KIND
from dashboard.api.tables import FORMS, MOST_ROWS, RESOURCES
from dashboard.catalog import load_queries, load_query
from dashboard.city import city
from dashboard.files import KINDS
from dashboard.responses import language_of, make_body, parameters, respond
from dashboard.state import of_state
from dashboard.words import word

VERSION = "1.0.0"
Plain = dict[str, Any]


async def describe(request: Request) -> Response:
    """/api/v1/openapi.json: this interface."""
    return await run_in_threadpool(answered, _describe, request)


def _describe(request: Request) -> Response:
    parameters(request)
    lang = language_of(request)
    content = json.dumps(document(lang), ensure_ascii=False).encode()
    return respond(request, make_body(content), {"content-type": JSON_KIND, "content-language": lang})


@of_state(8)
def document(lang: str) -> Plain:
    """The description for the city that is shown, its sentences in `lang`. Raises ExtractMissing."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": word(lang, "api.title", city=city().called(lang)),
            "description": word(lang, "api.description", rows=MOST_ROWS, body=LARGEST_BODY),
            "version": VERSION,
            "license": {"name": LICENCE, "identifier": LICENCE},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": _paths(lang),
        "components": {"schemas": {**SCHEMAS, **codes(), **rows()}, "parameters": common(lang)},
    }


def _paths(lang: str) -> Plain:
    found: Plain = {"/openapi.json": {"get": _operation(lang, "openapi", word(lang, "api.openapi"), [])}}
    for name, query in RESOURCES.items():
        found |= _table(lang, f"/{name}", name, word(lang, f"api.resource.{name.replace('-', '_')}"), query)
    found |= _table(lang, f"/{DICTIONARY}", DICTIONARY, word(lang, "api.dictionary"), None)
    found["/releases/{release}"] = {"get": _release(lang)}
    found["/simulate"] = {"get": _simulate_get(lang), "post": _simulate_post(lang)}
    for name in load_queries():
        found |= _table(lang, f"/queries/{name}", f"query.{name}", title_of(name, lang), name)
    return found


def _table(lang: str, path: str, name: str, summary: str, query: str | None) -> Plain:
    """A table without an ending is JSON; with one it is what the ending says."""
    given = of_query(load_query(query)) if query else []
    schema = reference(rows_name(query))
    form = {"name": "form", "in": "path", "required": True, "schema": {"enum": list(FORMS)}}
    files: Plain = {KINDS[each]: {} for each in FORMS} | {KINDS["json"]: {"schema": schema}}
    return {
        path: {"get": _operation(lang, name, summary, given, {KINDS["json"]: {"schema": schema}})},
        f"{path}.{{form}}": {"get": _operation(lang, f"{name}.file", summary, [form, *given], files)},
    }


def _release(lang: str) -> Plain:
    named = {
        "name": "release",
        "in": "path",
        "required": True,
        "description": word(lang, "api.parameter.release"),
        "schema": {"type": "string", "pattern": r"^(latest|\d{4}-\d{2}\.r\d+)$"},
        "example": "latest",
    }
    content = {JSON_KIND: {"schema": reference("Release")}}
    return _operation(lang, "release", word(lang, "api.release"), [named], content)


def _simulate_get(lang: str) -> Plain:
    content = {JSON_KIND: {"schema": reference("Simulation")}}
    return _operation(lang, "simulate", word(lang, "api.simulate"), of_simulator(lang), content)


def _simulate_post(lang: str) -> Plain:
    content = {JSON_KIND: {"schema": reference("Simulation")}}
    asked = _operation(lang, "simulate.document", word(lang, "api.simulate_document"), [], content)
    kinds = {
        JSON_KIND: {
            "schema": {"type": "object"},
            "example": {"question": "budget", "budget_idr": 500_000_000},
        },
        TOML_KIND: {"schema": {"type": "string", "maxLength": LARGEST_BODY}},
    }
    return {**asked, "requestBody": {"required": True, "content": kinds}}


def _operation(lang: str, name: str, summary: str, given: list[Plain], content: Plain | None = None) -> Plain:
    refused = {
        "description": word(lang, "api.refused"),
        "content": {KIND: {"schema": reference("Problem")}},
    }
    answered_with = content or {JSON_KIND: {"schema": {"type": "object"}}}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [*given, *({"$ref": f"#/components/parameters/{each}"} for each in common(lang))],
        "responses": {
            "200": {"description": word(lang, "api.answered"), "content": answered_with},
            "304": {"description": word(lang, "api.unchanged")},
            "4XX": refused,
            "503": refused,
        },
    }
