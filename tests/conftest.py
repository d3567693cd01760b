"""What tests share: the fixture city as the city that is shown."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from streamlit.elements.lib.utils import save_for_app_testing
from streamlit.elements.widgets import button_group, selectbox
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from dashboard import cities, clock, db
from dashboard.replay import Place, Sent
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


@pytest.fixture(autouse=True, scope="session")
def labels_of_lists() -> Iterator[None]:
    """AppTest learns the labels of a list when it is drawn; here also when it is sent again."""
    labels: dict[str, Callable[[Any], str]] = {}
    of_kept: dict[int, tuple[Any, Callable[[Any], str]]] = {}  # the widget too: its number is its own then
    record, send = Place.record, Place.send

    def save(context: ScriptRunContext, widget: str, label: Callable[[Any], str]) -> None:
        labels[widget] = label
        save_for_app_testing(context, widget, label)

    def recorded(place: Place, draw: Callable[[], Any], **how: bool) -> Any:
        answer, sent = record(place, draw, **how)
        for widget in sent.widgets if sent else ():
            if widget.id in labels:
                of_kept[id(widget)] = widget, labels[widget.id]
        return answer, sent

    def send_with_labels(place: Place, sent: Sent[Any]) -> Any:
        for widget in sent.widgets:
            if id(widget) in of_kept:
                save_for_app_testing(place._context, widget.id, of_kept[id(widget)][1])
        return send(place, sent)

    with pytest.MonkeyPatch.context() as patch:
        for drawn_by in (selectbox, button_group):
            patch.setattr(drawn_by, "save_for_app_testing", save)
        patch.setattr(Place, "record", recorded)
        patch.setattr(Place, "send", send_with_labels)
        yield


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
