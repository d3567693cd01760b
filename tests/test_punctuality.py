"""Is it told, body by body and month by month, whose list came on time, late, or not at all?"""

from pathlib import Path
from typing import Any

import pytest

from dashboard import db
from dashboard.names import names
from dashboard.words import LANGUAGES, word
from tests.fixtures import read_entries, table_rows, write_file, write_manifest
from tests.opened import charts, open_page, tables, told

DUE = {"2026-08": "2026-09", "2026-09": "2026-10", "2026-10": "2026-11"}  # month in which a month is due


def publish(city: Path, *revisions: tuple[str, str, tuple[str, ...]]) -> None:
    """Publish the fixture's months anew: (month, day of publication, bodies that have not sent) in order."""
    entries = []
    numbers: dict[str, int] = {}
    for period, day, missing in revisions:
        numbers[period] = numbers.get(period, 0) + 1
        changes: dict[str, Any] = {"generated_at": f"{day}T09:00:00+07:00", "complete": not missing}
        if missing:
            changes["missing"] = [f"opd:{opd}" for opd in missing]
        entries += [
            write_file(city, table=table, period=period, rows=rows, revision=numbers[period], **changes)
            for table, rows in table_rows(period).items()
        ]
    assert read_entries(city)
    write_manifest(city, entries)
    db.forget()


def board() -> dict[tuple[str, str], tuple[str, int | None]]:
    rows = db.run_query("punctuality_by_opd", period="2026-10").to_pylist()
    return {(row["opd"], row["period"]): (row["status"], row["days_late"]) for row in rows}


@pytest.fixture
def published(own_city: Path) -> Path:
    """August: dinsos late. September: the whole month late. October: dishub missing."""
    publish(
        own_city,
        ("2026-08", "2026-09-05", ("dinsos",)),
        ("2026-08", "2026-09-17", ()),
        ("2026-09", "2026-10-09", ("dishub",)),
        ("2026-09", "2026-10-12", ()),
        ("2026-10", "2026-11-04", ("dinsos", "dishub")),
        ("2026-10", "2026-11-05", ("dishub",)),
    )
    return own_city


@pytest.mark.usefixtures("published")
def test_x11_days_late_are_counted_by_hand() -> None:
    found = board()
    assert found["dinsos", "2026-08"] == ("late", 14)  # due on 3 September, in the data on the 17th
    assert found["dishub", "2026-08"] == ("on_time", None)
    assert found["dinsos", "2026-09"] == (
        "with_release",
        4,
    )  # it came on 9 October as a whole
    assert found["dishub", "2026-09"] == ("late", 9)
    assert found["dinsos", "2026-10"] == ("on_time", None)  # missed on the 4th, there on the 5th
    assert found["dishub", "2026-10"] == ("missing", None)
    # no workers in the fixture and never missed
    assert found["dinkes", "2026-10"] == ("not_awaited", None)


@pytest.mark.usefixtures("published")
def test_x11_every_body_has_every_published_month_of_a_year() -> None:
    rows = db.run_query("punctuality_by_opd", period="2026-10").to_pylist()
    assert len(rows) == 16 * 3
    assert {row["period"] for row in db.run_query("punctuality_by_opd", period="2026-09").to_pylist()} == {
        "2026-08", "2026-09",
    }  # fmt: skip
    due = {(row["sheets_due_on"].isoformat(), row["release_due_on"].isoformat()) for row in rows}
    assert due == {(f"{month}-03", f"{month}-05") for month in DUE.values()}


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_x11_the_strip_has_sign_word_and_table(lang: str) -> None:
    at = open_page("opd", lang=lang)
    (chart,) = [each for each in charts(at) if word(lang, "punctuality.came") in each.proto.spec]
    assert word(lang, "punctuality.missing") in chart.proto.alt
    assert "14" in chart.proto.alt
    (table,) = [each for each in tables(at) if word(lang, "punctuality.count.late") in each.columns]
    assert len(table) == 16
    # who misses a list comes first, then who was late
    assert list(table.iloc[:2, 0]) == ["Dishub", "Dinsos"]
    cells = table.iloc[0].tolist()
    assert f"✕ {word(lang, 'punctuality.missing')}" in cells
    assert f"✓ {word(lang, 'punctuality.on_time')}" in cells
    assert f"▲ {word(lang, 'punctuality.late', count=9, days='9')}" in cells
    sentence = told(at)
    for opd, count in (("dishub", 2), ("dinsos", 1)):
        assert f"{names(lang).of('opd', opd)} ({count})" in sentence


def test_x11_all_on_time_is_said(own_city: Path) -> None:
    publish(own_city, *((period, f"{month}-05", ()) for period, month in DUE.items()))
    assert {status for status, _ in board().values()} == {"on_time", "not_awaited"}
    # dinsos and dishub have workers in three months
    assert "All 6 lists for August 2026 to October 2026 came on time." in told(open_page("opd", lang="en"))


def test_x11_a_late_month_is_nobodys_fault_that_is_known(own_city: Path) -> None:
    publish(own_city, *((period, f"{month}-20", ()) for period, month in DUE.items()))
    assert {status for status, _ in board().values()} == {"with_release", "not_awaited"}
    said = told(open_page("opd", lang="en"))
    assert "none was late by itself" in said
    assert "Of 6 lists" in said


def test_without_a_calendar_nobody_is_called_late(published: Path) -> None:
    calendar = published / "reference" / "calendar.csv"
    calendar.write_text(calendar.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    db.forget()
    said = told(open_page("opd", lang="en"))
    assert "set no calendar" in said
    assert "came on time" not in said
