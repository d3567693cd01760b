"""Does every chart and map say in a sentence what its data say, and are its numbers in a table?"""

import json
import re

import pytest

from dashboard.words import LANGUAGES
from tests.opened import EMPTY, PAGES, charts, open_page

pytestmark = pytest.mark.usefixtures("fixture_city")

NUMBER = re.compile(r"\d+(?:[.,\u00a0]\d+)*")


def drawn(name: str, **parameters: str) -> list:
    at = open_page(name, **parameters)
    return [*charts(at), *at.get("deck_gl_json_chart")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a3_every_chart_says_a_number_of_its_data(name: str, lang: str) -> None:
    for chart in drawn(name, lang=lang):
        said = chart.proto.alt
        assert NUMBER.search(said), said
        assert not re.search(r"\*\*|\{", said), said


@pytest.mark.parametrize("name", PAGES)
def test_a3_what_a_chart_says_follows_the_filters(name: str) -> None:
    """A sentence about the whole city would be untrue for one sector."""
    whole = [chart.proto.alt for chart in drawn(name)]
    part = [chart.proto.alt for chart in drawn(name, funding_source="csr_bumn", period="2026-09")]
    if whole and name not in ("benefits", "what_if", "changes"):  # payers are no part of these
        assert part != whole


@pytest.mark.parametrize("name", PAGES)
def test_a3_a_page_with_a_chart_has_a_table(name: str) -> None:
    at = open_page(name)
    if drawn(name) and name != "what_if":  # the months of a what-if unfold on demand
        assert [*at.dataframe, *at.table]


@pytest.mark.parametrize("name", PAGES)
def test_no_chart_is_drawn_of_nothing(name: str) -> None:
    for chart in drawn(name, **EMPTY):
        if spec := getattr(chart.proto, "spec", ""):
            assert json.loads(spec)
        assert chart.proto.alt.strip()
