"""Does the interface for programs keep to its own description, whatever it is asked?

A sample of the named queries stands for all of them: they share one route, and their description is compared
with their headers elsewhere.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from starlette.applications import Starlette

from dashboard.api.routes import PREFIX
from dashboard.routes import ROUTES

app = Starlette(routes=list(ROUTES))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
OPERATIONS = [
    *(
        (path, "GET")
        for path in ("/coverage", "/coverage.{form}", "/targets", "/published-figures", "/releases")
    ),
    *((path, "GET") for path in ("/dictionary", "/openapi.json", "/releases/{release}", "/simulate")),
    *((f"/queries/{name}", "GET") for name in ("coverage_headline", "comparison", "change_by_group")),
    ("/simulate", "POST"),
]
EXAMPLES = settings(
    max_examples=6, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def described(written_city: Path) -> Iterator[schemathesis.BaseSchema]:
    """The description as the server hands it out, of the fixture city."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAKUPAN_CITY_DIR", str(written_city))
        yield schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", app)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_o4_what_is_described_is_what_is_answered(
    described: schemathesis.BaseSchema, path: str, method: str, mode: GenerationMode
) -> None:
    try:
        cases = described[path][method].as_strategy(generation_mode=mode)

        @EXAMPLES
        @given(cases)
        def ask(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=CHECKS)

        ask()
    except Unsatisfiable:
        pytest.skip("nothing can be wrong in this request")
