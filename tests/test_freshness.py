"""Does every page say when the next data come, and when they are late by how many days and whose list?"""

import datetime as dt
from pathlib import Path

import pytest
from starlette.applications import Starlette

from dashboard import clock, db
from dashboard.frame import word
from dashboard.freshness import freshness, freshness_sentences
from dashboard.routes import ROUTES
from dashboard.words import LANGUAGES
from tests.asgi import ask
from tests.fixtures import read_entries, write_manifest
from tests.opened import PAGES, captions, open_page

NOVEMBER_DUE = dt.date(2026, 12, 5)  # data of 2026-11: day 5 of the month after


def leave_out(city: Path, period: str, *senders: str) -> None:
    """Publish `period` without the lists of `senders`."""
    entries = read_entries(city)
    for entry in entries:
        if entry["period"] == period:
            entry |= {"complete": False, "missing": list(senders)}
    write_manifest(city, entries)


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    ("today", "days_late"),
    [("2026-11-22", 0), ("2026-12-05", 0), ("2026-12-06", 1), ("2026-12-31", 26), ("2027-12-05", 365)],
)
def test_t10_days_late_are_counted_from_the_day_of_the_calendar(today: str, days_late: int) -> None:
    found = freshness(dt.date.fromisoformat(today))
    assert found is not None
    assert (found.next_period, found.due_on, found.days_late) == ("2026-11", NOVEMBER_DUE, days_late)
    assert found.is_late == (days_late > 0)


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("name", sorted(PAGES))
def test_t10_every_page_tells_the_next_release(name: str) -> None:
    assert "Berikutnya: data November 2026, paling lambat 5 Desember 2026." in captions(open_page(name))
    told = captions(open_page(name, lang="en"))
    assert "Next: data for November 2026, by 5 December 2026." in told


@pytest.mark.usefixtures("fixture_city")
def test_t10_late_data_stand_out_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 12, 12))
    for name in PAGES:
        at = open_page(name, lang="en")
        (told,) = [each.value for each in at.warning if "late" in each.value]
        assert "Data for November 2026 are 7 days late: the calendar wanted them by 5 December 2026" in told
        assert "Next:" not in captions(at)


def test_t10_a_month_whose_files_are_damaged_is_not_called_unsent(own_city: Path) -> None:
    (own_city / "extracts/2026-10/r1/coverage.parquet").unlink()
    found = freshness(dt.date(2026, 11, 22))
    assert found
    assert (found.next_period, found.days_late, found.is_left_out) == ("2026-10", 17, True)
    assert freshness_sentences("en", found) == [
        "Data for October 2026 (due by 5 November 2026) were published, but their files cannot be read "
        "whole, so they are not shown."
    ]
    told = " ".join(each.value for each in open_page("summary", lang="en").warning)
    assert "cannot be read whole" in told
    assert "nobody" not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_t10_whose_list_is_missing_and_since_when(own_city: Path, lang: str) -> None:
    leave_out(own_city, "2026-10", "bpjs_active", "opd:dinkes")
    # lists of October were due on 3 November
    due = freshness(dt.date(2026, 11, 3))
    late = freshness(dt.date(2026, 11, 4))
    assert due is not None
    assert late is not None
    assert [each.days_late for each in (*due.awaited, *late.awaited)] == [0, 1]
    assert late.awaited[0].senders == ("bpjs_active", "opd:dinkes")
    (_, told) = freshness_sentences(lang, late)
    assert word(lang, "sender.bpjs_active") in told
    assert ("Dinas Kesehatan" if lang == "id" else "Health") in told
    assert ("terlambat 1 hari" if lang == "id" else "are 1 day late") in told
    shown = [each.value for each in open_page("summary", lang=lang).warning]
    assert any(("terlambat 19 hari" if lang == "id" else "19 days late") in each for each in shown)


@pytest.mark.usefixtures("fixture_city")
def test_t10_the_calendar_is_published_with_its_basis() -> None:
    at = open_page("method", lang="en")
    tables = [table.value.to_string() for table in at.table]
    (calendar,) = [text for text in tables if "Day 5, 1 month after" in text]
    assert "Day 3, 1 month after" in calendar
    assert "to be verified" in calendar.lower()


def test_a_city_sets_its_own_calendar(own_city: Path) -> None:
    calendar = own_city / "reference" / "calendar.csv"
    calendar.write_text(
        calendar.read_text(encoding="utf-8").replace("published,5,1", "published,20,2"), encoding="utf-8"
    )
    db.forget()
    found = freshness(dt.date(2027, 1, 21))
    assert found is not None
    assert (found.due_on, found.days_late) == (dt.date(2027, 1, 20), 1)


def test_without_days_in_the_calendar_nothing_is_called_late(own_city: Path) -> None:
    calendar = own_city / "reference" / "calendar.csv"
    calendar.write_text(calendar.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    db.forget()
    assert freshness(dt.date(2030, 1, 1)) is None
    at = open_page("method", lang="en")
    assert not at.warning
    assert any("set no calendar" in each.value for each in at.markdown)


def test_health_tells_how_late_the_data_are(own_city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_out(own_city, "2026-10", "opd:dinkes")
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 12, 7))
    told = ask(Starlette(routes=list(ROUTES)), "/healthz").json()["next_release"]
    assert told == {
        "period": "2026-11", "due_on": "2026-12-05", "days_late": 2, "missing": {"2026-10": ["opd:dinkes"]},
    }  # fmt: skip


def test_the_clock_is_asked_in_one_place_only() -> None:
    root = Path(__file__).parent.parent
    asked = [
        path.name
        for folder in ("dashboard", "pages", "simulator")
        for path in (root / folder).rglob("*.py")
        if any(
            call in path.read_text(encoding="utf-8") for call in ("datetime.now(", "date.today(", "utcnow(")
        )
    ]
    assert asked == ["clock.py"]
