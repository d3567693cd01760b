"""What tests share: the fixture city as the city that is shown."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from dashboard import cities, clock, db
from tests.fixtures import write_fixture_city

# Two workers take the files in this order: those of minutes first, so that neither waits for the other.
LONGEST = (
    "test_access", "test_spark", "test_browser", "test_states", "test_sentences", "test_browser_places",
    "test_durability", "test_simulator_workbook", "test_sample", "test_keyboard", "test_screen_browser",
    "test_briefing", "test_torture", "test_pekalongan", "test_soak", "test_proxy",
)  # fmt: skip

# A busy machine is slow; that is no failure.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


@pytest.fixture(autouse=True)
def no_city_chosen() -> None:
    """No test shows the city that another one chose in this thread."""
    cities._shown.set(None)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a day between two publications, whatever day the tests are run on."""
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 11, 22))


@pytest.fixture(scope="session")
def written_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture city, written once; tests that change files take `own_city`."""
    folder = tmp_path_factory.mktemp("city")
    write_fixture_city(folder)
    return folder


@pytest.fixture
def fixture_city(written_city: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The fixture city is the one that is shown."""
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(written_city))
    return written_city


@pytest.fixture
def own_city(written_city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fixture city of the test's own, shown and free to be damaged; files are looked at on every query."""
    folder = tmp_path / "city"
    shutil.copytree(written_city, folder)
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(folder))
    monkeypatch.setattr("dashboard.live.CHECK_SECONDS", 0.0)
    yield folder
    db.forget()
