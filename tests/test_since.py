"""Does the sheet tell what changed since the last briefing, given as a month, a day or a release?"""

from pathlib import Path

import pytest
from starlette.routing import Router

from dashboard import db, drawings
from dashboard.addresses import Refused
from dashboard.documents.make import made
from dashboard.documents.movements import all_movements, movements
from dashboard.forms import number
from dashboard.names import names
from dashboard.routes import ROUTES
from dashboard.since import day_of, month_of
from dashboard.words import LANGUAGES, word
from tests.asgi import ask
from tests.fixtures import MEDAN, read_entries, write_file, write_manifest
from tests.opened import captions, open_page, told

ROUTER = Router(list(ROUTES))


@pytest.fixture
def medan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026-06", "2026-06"),
        ("2026-06.r1", "2026-06"),
        ("2026-06-20", "2026-05"),  # June was published on 5 July
        ("20/6/2026", "2026-05"),
        ("20-06-2026", "2026-05"),
        ("2026-07-05", "2026-06"),
        ("2026-07-04", "2026-05"),
        ("2030-01-01", "2026-10"),
        ("2019-01-01", None),
        ("2026-06.r9", None),
        ("2026-13", None),
        ("2026-02-30", None),
        ("", None),
        ("'; drop table coverage --", None),
        ("2026-06.r" + "1" * 3_000, None),
    ],
)
def test_b7_a_month_a_day_and_a_release_each_stand_for_a_month(text: str, period: str | None) -> None:
    assert month_of(text) == period


def test_b7_days_are_read_day_first() -> None:
    assert str(day_of("3/4/2026")) == "2026-04-03"
    assert day_of("31/4/2026") is None


def test_b7_a_corrected_month_keeps_its_first_release(own_city: Path) -> None:
    entry = write_file(
        own_city, table="coverage", period="2026-09", rows=[], revision=2,
        supersedes="coverage-2026-09-r1", reason="list sent twice", generated_at="2026-11-20T00:00:00Z",
    )  # fmt: skip
    write_manifest(own_city, [*read_entries(own_city), entry])
    assert month_of("2026-09.r1") == month_of("2026-09.r2") == "2026-09"


# --- ranked, in sentences


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b7_all_that_moved_is_told_largest_first(lang: str) -> None:
    view, _ = drawings.view_of({"lang": lang})
    since = "2026-03"
    counts = "select {0}, period, sum(workers) from coverage where status = 'active' and period in"
    counts += " ('2026-03', '2026-10') and {0} <> 'lainnya' group by all"
    moved = []
    for dimension in ("funding_source", "opd", "sector"):
        found: dict[str, dict[str, int]] = {}
        for code, period, workers in db._live.current().database.execute(counts.format(dimension)).fetchall():
            found.setdefault(code, {})[period] = workers
        for code, months in found.items():
            change = months.get("2026-10", 0) - months.get(since, 0)
            if change:
                moved.append((names(lang).of(dimension, code), change))
    items = all_movements(view, since)
    assert len(items) == len(moved) > 12
    said = [(item.text.split("**")[1], item.text.split("**")[3]) for item in items]
    assert sorted(said) == sorted((name, number(lang, abs(change))) for name, change in moved)
    sizes = [int(size.replace(".", "").replace(",", "")) for _, size in said]
    assert sizes == sorted(sizes, reverse=True)
    # the three of the sheet are the largest of payers, bodies and groups, in their order
    three = [item.text for item in movements(view, since)]
    assert three[0] == items[0].text
    assert three == [item.text for item in items if item.text in three]


@pytest.mark.usefixtures("medan")
def test_b7_the_page_takes_a_day_and_tells_the_month_it_means() -> None:
    at = open_page("briefing", lang="en", since="2026-06-20")
    assert not at.warning
    assert at.selectbox(key="filter_since").value == "2026-05"
    assert at.text_input(key="filter_since_day").value == "2026-06-20"
    assert "On 20 June 2026 the newest month published was May 2026" in captions(at)
    assert word("en", "briefing.all_moves", since="May 2026") in told(at)
    assert "\n12. " in told(at)
    at.text_input(key="filter_since_day").input("2026-08.r1").run()
    assert at.selectbox(key="filter_since").value == "2026-08"
    assert "Release 2026\u201108.r1 holds the data of August 2026" in captions(at)
    at.selectbox(key="filter_since").select("2026-01").run()
    assert at.text_input(key="filter_since_day").value == ""
    assert at.query_params["since"] == "2026-01"


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("2019-01-01", "notice.since_early"),
        ("2026-12-24", "notice.since_later"),
        ("2026-10.r1", "notice.since_later"),
        ("<b>", "notice.unknown_value"),
    ],
)
def test_b7_what_cannot_be_meant_is_told_and_the_month_before_is_used(asked: str, key: str) -> None:
    at = open_page("briefing", lang="en", since=asked)
    assert at.warning[0].value == word("en", key, name="`since`", value=f"`{asked}`")
    assert at.selectbox(key="filter_since").value == "2026-09"


@pytest.mark.usefixtures("medan")
def test_b7_documents_take_a_day_and_a_release_too() -> None:
    by_month = made({"lang": "en", "since": "2026-05"}, "", "lembar.pptx")
    assert made({"lang": "en", "since": "2026-06-20"}, "", "lembar.pptx") == by_month
    assert made({"lang": "en", "since": "2026-05.r1"}, "", "lembar.pptx") == by_month
    with pytest.raises(Refused):
        made({"lang": "en", "since": "2019-01-01"}, "", "lembar.pptx")
    assert ask(ROUTER, "/dokumen/lembar.pptx?since=2026-10.r1").status == 400


@pytest.mark.usefixtures("fixture_city")
def test_b7_the_first_month_has_nothing_to_choose() -> None:
    at = open_page("briefing", lang="id", period="2026-08")
    assert not [field for field in at.text_input if field.key == "filter_since_day"]
    assert word("id", "briefing.moves.first", period="Agustus 2026") in told(at)
