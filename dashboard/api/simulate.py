"""What does the simulator answer to a program? The same questions, limits and sentences as on the page.

A question is a document as docs/simulator.md describes it (POST, JSON or TOML), or its most used fields as
parameters (GET), or a preset, or the text of a kept result.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from dashboard import db
from dashboard.about import LICENCE
from dashboard.addresses import Refused
from dashboard.api.problem import answered, given, problem
from dashboard.api.simulate_question import (
    FIELDS,
    JSON_KIND,
    LARGEST_BODY,
    LINK,
    PERIOD,
    PRESET,
    TOML_KIND,
    USUAL,
    Document,
    asked_in,
    document_of,
)
from dashboard.cities import city_dir
from dashboard.names import Names, names
from dashboard.responses import Refusal, language_of, make_body, parameters, respond
from dashboard.simulator_facts import preset_city
from dashboard.simulator_report import answer_content
from dashboard.simulator_standing import base_period, extract_sha256
from dashboard.simulator_words import caution_sentence, error_sentence
from dashboard.words import word
from simulator import MODEL_VERSION
from simulator.answer import answer
from simulator.document import scenario_of
from simulator.errors import ScenarioError
from simulator.known_city import City
from simulator.link import pack, unpack
from simulator.presets import preset
from simulator.receipt import check_period, issue
from simulator.scenario import Scenario


async def simulate(request: Request) -> Response:
    """/api/v1/simulate: one what-if."""
    if request.method != "POST":
        return await run_in_threadpool(answered, _asked, request)
    try:
        body = await _body(request)
    except ClientDisconnect:
        return Response(status_code=400)
    return await run_in_threadpool(answered, partial(_posted, body=body), request)


async def _body(request: Request) -> bytes:
    """The body, one byte over the limit at most: what is longer is refused unread."""
    found = b""
    async for part in request.stream():
        found = (found + part)[: LARGEST_BODY + 1]
        if len(found) > LARGEST_BODY:
            break
    return found


def _posted(request: Request, *, body: bytes) -> Response:
    parameters(request)
    kind = request.headers.get("content-type", JSON_KIND).partition(";")[0].strip().lower()
    if kind not in (JSON_KIND, TOML_KIND):
        known = f"{JSON_KIND}, {TOML_KIND}"
        raise Refused("api.unknown_body", status=415, name="Content-Type", value=kind, known=known)
    if len(body) > LARGEST_BODY:
        raise Refused("api.body_too_large", status=413, limit=str(LARGEST_BODY))
    return _told(request, lambda: _of_document(document_of(body, kind)))


def _asked(request: Request) -> Response:
    values = given(request, PRESET, LINK, *FIELDS)
    for alone in (PRESET, LINK):
        others = sorted(values.keys() & {PRESET, LINK, *FIELDS} - {alone, PERIOD} if alone in values else ())
        if others:
            raise Refused("api.not_together", name=alone, value=others[0])
    if LINK in values and PERIOD in values:
        raise Refused("api.not_together", name=LINK, value=PERIOD)
    if LINK in values:
        return _told(request, lambda: _kept(values[LINK]))
    if PRESET in values or not values.keys() & set(FIELDS) - {PERIOD}:
        return _told(request, lambda: _preset(values.get(PRESET, USUAL), values.get(PERIOD)))
    return _told(request, lambda: _of_document(asked_in(values)))


def _told(request: Request, read: Callable[[], tuple[City, Scenario]]) -> Response:
    """The answer to what `read` finds, or the simulator's own sentence why there is none."""
    lang = language_of(request)
    called = names(lang)
    try:
        content = _content(called, *read())
    except ScenarioError as error:
        code, details = f"simulator.error.{error.code}", dict(error.values)
        message = error_sentence(called, error)
        shown = {
            name: value if isinstance(value, int | tuple) else str(value) for name, value in details.items()
        }
        return problem(request, Refusal(code=code, message=message, details=shown, status=400))
    body = json.dumps(content, ensure_ascii=False, default=str).encode()
    headers = {"content-type": JSON_KIND, "content-language": lang}
    return respond(request, make_body(body), headers)


def _kept(text: str) -> tuple[City, Scenario]:
    """The question of a kept result, asked of its own month as it is published today."""
    receipt = unpack(text)
    return preset_city(check_period(receipt, db.state().periods)), receipt.scenario


def _preset(code: str, period: str | None) -> tuple[City, Scenario]:
    city = preset_city(base_period(period))
    return city, preset(city, code)


def _of_document(document: Document) -> tuple[City, Scenario]:
    city = preset_city(base_period(document.get("base_month")))
    return city, scenario_of(document, city)


def _content(called: Names, city: City, scenario: Scenario) -> dict[str, Any]:
    """The whole answer. Raises ScenarioError, ExtractMissing."""
    found = answer(city.tariff, city.standing, scenario)
    month, state = scenario.base_month, db.state()
    digest = extract_sha256(month)
    told = answer_content(found)
    for shown, each in zip(told["cautions"], found.cautions, strict=True):
        shown["sentence"] = caution_sentence(called, each)
    source = db.source_of("coverage", month)
    kind = "synthetic" if source.synthetic else "real"
    about = {
        "city": city_dir().name,
        "period": month,
        "revision": source.revision_id,
        "extract": state.revision,
        "extract_sha256": digest,
        "model": MODEL_VERSION,
        "source": word(called.lang, f"provenance.source.{kind}"),
        "synthetic": source.synthetic,
        "numerator": "protected",
        "denominator": "universe",
        "licence": LICENCE,
    }
    try:
        link = pack(issue(city.tariff, city.standing, scenario, digest))
    except ScenarioError as error:
        if error.code != "link_too_long":
            raise
        link = None  # the answer holds all that a link would
    return {"about": about, **told, LINK: link}
