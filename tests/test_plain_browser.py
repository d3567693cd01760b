"""Do the plain pages, served as files by any server, work in a real browser without a script?"""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from dashboard.choices import choices
from dashboard.plain.address import Address
from dashboard.plain.release import write_pages
from tests.fixtures import MEDAN
from tests.test_browser import CHROMIUM

pytestmark = pytest.mark.browser

SHOWN = (
    Address(lang="id"),
    Address(lang="en", page="opd"),
    Address(lang="id", page="mudah", code="12.71.01"),
    Address(lang="en", page="simulator"),
)


class Files(SimpleHTTPRequestHandler):
    """Serves /id/opd from id/opd.html, as the proxy of docs/plain.md does."""

    def translate_path(self, path: str) -> str:
        file = super().translate_path(path.partition("?")[0])
        return file if Path(file).exists() else f"{file}.html"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the four pages are served."""
    folder = tmp_path_factory.mktemp("plain")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))
        city = choices()["kota"].default
        write_pages(folder, [(city, each) for each in SHOWN], origin="")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


def test_a2_without_javascript_four_pages_fit_a_phone_and_ask_nobody_else(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("requestfailed", lambda request: said.append(request.url))
    for each in SHOWN:
        page.goto(f"{address}{each.path}")
        assert page.locator("h1").count() == 1
        wide = page.locator("body").bounding_box()
        assert wide is not None
        assert wide["width"] <= 360, each.path
        for part in page.locator("main > *").all():
            box = part.bounding_box()
            assert box is None or box["x"] + box["width"] <= 360, each.path
    page.goto(f"{address}{SHOWN[1].path}")
    page.locator("summary").first.click()
    assert page.locator("details[open]").count() == 1
    page.get_by_role("link", name="Bahasa Indonesia").focus()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert said == []
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a2_axe_finds_nothing_on_four_pages(browser: Browser, address: str, theme: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=theme)
    page = context.new_page()
    for each in SHOWN:
        page.goto(f"{address}{each.path}")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], each.path
    context.close()
