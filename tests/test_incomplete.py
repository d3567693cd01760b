"""Is a month whose reports are not all in shaded, named, and left out of sentences that compare months?"""

from pathlib import Path

import pytest

from dashboard import db
from dashboard.drawings import draw
from dashboard.incomplete import MARK, incomplete_months
from dashboard.names import names
from dashboard.words import LANGUAGES, word
from tests.fixtures import read_entries, write_file, write_manifest
from tests.opened import PAGES, answer, captions, open_page, tables, told

SERIES = ("coverage_trend", "benefits_by_month")  # charts with months side by side


@pytest.fixture
def unfinished(own_city: Path) -> Path:
    """October waits for the list of Dinas Kesehatan and for BPJS, and seems to have paid the most."""
    kept = [each for each in read_entries(own_city) if each["period"] != "2026-10"]
    october = [each for each in read_entries(own_city) if each["period"] == "2026-10"]
    for entry in october:
        entry |= {"complete": False, "missing": ["bpjs_active", "opd:dinkes"]}
        if entry["table"] == "benefits_paid":
            rows = [("2026-10", "jkm", "jkm_lump_sum", "lainnya", 9, 900_000_000)]
            entry |= write_file(own_city, table="benefits_paid", period="2026-10", rows=rows) | {
                "complete": False, "missing": entry["missing"],
            }  # fmt: skip
    write_manifest(own_city, kept + october)
    db.forget()
    assert incomplete_months() == {"2026-10"}
    return own_city


@pytest.mark.usefixtures("unfinished")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", sorted(PAGES))
def test_v9_every_page_names_the_month_and_who_is_missing(name: str, lang: str) -> None:
    (late,) = [each.value for each in open_page(name, lang=lang).warning if "BPJS" in each.value]
    assert ("Oktober 2026" if lang == "id" else "October 2026") in late
    assert names(lang).of("opd", "dinkes") in late
    assert word(lang, "sender.bpjs_active") in late


@pytest.mark.usefixtures("unfinished")
@pytest.mark.parametrize("name", SERIES)
def test_v9_the_month_is_shaded_in_every_series(name: str) -> None:
    _, drawn, _ = draw(name, {"period": "2026-10", "lang": "id"})
    assert drawn is not None
    shaded = {row["period"]: row["complete"] for row in drawn.rows.to_pylist()}
    assert shaded == {"2026-08": True, "2026-09": True, "2026-10": False}
    assert "datum.complete" in str(drawn.spec)


@pytest.mark.usefixtures("unfinished")
def test_v9_the_trend_is_told_without_the_month() -> None:
    # 10 in August, 80 in September, 75 so far in October
    for period in ("2026-10", "2026-09"):
        _, drawn, _ = draw("coverage_trend", {"period": period, "lang": "en"})
        assert drawn is not None
        assert "from 10 to 80" in drawn.title
        assert "September 2026" in drawn.title
    said = captions(open_page("summary", lang="en"))
    assert word("en", "chart.trend.incomplete", months="October 2026") in said
    assert word("en", "change.incomplete", since="September 2026") in said


@pytest.mark.usefixtures("unfinished")
def test_v9_no_card_tells_a_change_to_the_month() -> None:
    assert all(not metric.delta for metric in open_page("summary").metric)
    assert any(metric.delta for metric in open_page("summary", period="2026-09").metric)


@pytest.mark.usefixtures("unfinished")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_v9_the_page_of_changes_does_not_compare_the_month(lang: str) -> None:
    at = open_page("changes", lang=lang)
    october = "Oktober 2026" if lang == "id" else "October 2026"
    assert answer(at).startswith(f"{october}:")
    assert "75" not in answer(at)
    assert any(
        each.value == word(lang, "incomplete.provisional", title=each.value.rpartition(" (")[0])
        for each in at.subheader
    )
    assert "**70**" in answer(open_page("changes", lang=lang, period="2026-09"))


@pytest.mark.usefixtures("unfinished")
def test_v9_the_highest_month_of_benefits_is_a_complete_one() -> None:
    _, drawn, _ = draw("benefits_by_month", {"period": "2026-10", "lang": "id"})
    assert drawn is not None
    assert "Rp100.000.000" in drawn.title
    assert "Rp900.000.000" not in drawn.title
    said = told(open_page("benefits"))
    assert word("id", "incomplete.months", months="Oktober 2026", mark=MARK) in said


@pytest.mark.usefixtures("unfinished")
@pytest.mark.parametrize(("rows", "columns"), [("period", "opd"), ("opd", "period")])
def test_v9_the_explorer_marks_the_month_and_leaves_it_out_of_its_sentence(rows: str, columns: str) -> None:
    at = open_page("explorer", rows=rows, columns=columns)
    (table,) = tables(at)
    shown = [*table.iloc[:, 0], *table.columns]
    assert [text for text in shown if "2026" in text and MARK in text] == [
        f"2026-10 {MARK}" if rows == "period" else f"Okt 2026 {MARK}"
    ]
    assert word("id", "incomplete.months", months="Oktober 2026", mark=MARK) in captions(at)
    best = answer(at).partition(";")[2] or answer(at)
    assert "Okt 2026" not in best


@pytest.mark.usefixtures("unfinished")
def test_v9_covers_that_run_out_say_that_the_month_is_not_complete() -> None:
    assert word("en", "note.expiry.incomplete", period="October 2026") in told(open_page("expiry", lang="en"))


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("name", sorted(PAGES))
def test_nothing_is_marked_when_every_month_is_complete(name: str) -> None:
    at = open_page(name)
    assert not [each for each in at.warning if each.icon == ":material/schedule:"]
    assert word("id", "incomplete.months", months="#", mark=MARK).partition("#")[0] not in told(at)
