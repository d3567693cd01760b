"""Does the portal work in a real browser: nothing asked outside, no error, nothing cut off on a phone?"""

import itertools
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Response,
    WebSocket,
    sync_playwright,
)

from dashboard.words import LANGUAGES, word
from tests.fixtures import ROOT

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
# Software WebGL, so that the map is drawn without a graphics card.
FLAGS = [
    *("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader"),
    *("--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"),
]
# Every page of the app by its name; the first stands at the root.
ADDRESSES = dict(
    re.findall(r'name="(\w+)",\s+file="[\w/.]+",\s+path="([a-z-]+)"', (ROOT / "app.py").read_text())
)
ADDRESSES["summary"] = ""
FIRST_PAGE_KB = 150
FIRST_LOAD = 1_500_000  # [bytes] code and data of a first visit to a page without a map
READY_MS = 30_000
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
# The script has ended, and nothing that it sent still waits for its code to be loaded.
SETTLED = f"""() => document.querySelector('h1') && document.querySelector('{IDLE}')
    && !document.querySelector('[data-testid=stSkeleton]')"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the portal on the shipped sample."""
    with serve(tmp_path_factory.mktemp("portal") / "log") as address:
        yield address


@contextmanager
def serve(
    log: Path, *, city: Path | None = None, port: int | None = None, script: str = "server.py"
) -> Iterator[str]:
    """Address of the portal, served as `make run` does until the end: on the shipped sample or on `city`.

    Or of another `script`.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "CAKUPAN_CITY_DIR"}
    environment["PYTHONPATH"] = str(ROOT)
    if city is not None:
        environment["CAKUPAN_CITY_DIR"] = str(city)
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env=environment)
    try:
        _wait_until_healthy(port, server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_until_healthy(port: int, server: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            pytest.fail(f"the server ended: {log.read_text()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except urllib.error.HTTPError:
            return  # it answers; that it has nothing to show may be what is tested
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not get ready: {log.read_text()}")


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield running
    running.close()


@dataclass
class Visit:
    """A page in the browser, and what the browser complained about or asked for."""

    page: Page
    host: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    received: int = 0  # [bytes] over the websocket
    loaded: float = 0  # [bytes] of files, as they came over the line

    def __post_init__(self) -> None:
        line = self.page.context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", self._weigh)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("response", self._check)
        self.page.on("request", lambda request: self._ask(request.url))
        self.page.on("websocket", self._listen)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _weigh(self, file: dict[str, float]) -> None:
        self.loaded += file["encodedDataLength"]

    def _check(self, response: Response) -> None:
        if response.status >= 400:
            self.errors.append(f"{response.status} {response.url}")

    def _ask(self, url: str) -> None:
        if not url.startswith((self.host, "data:", "blob:")):
            self.outside.append(url)

    def _listen(self, socket_: WebSocket) -> None:
        def count(frame: str | bytes) -> None:
            self.received += len(frame)

        socket_.on("framereceived", count)

    def open(self, address: str) -> None:
        """Go to `address` and wait until its answer stands there and nothing is running."""
        self.page.goto(f"{self.host}/{address}")
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_function(SETTLED, timeout=READY_MS)
        self.page.wait_for_timeout(1_200)  # charts and map draw after that

    def sideways(self) -> int:
        """Pixels that the page can be pushed sideways."""
        return self.page.evaluate(
            """() => {
                const main = document.querySelector('[data-testid=stMain]');
                const root = document.documentElement;
                return Math.max(main.scrollWidth - main.clientWidth, root.scrollWidth - root.clientWidth);
            }"""
        )


def context(browser: Browser, *, width: int = 1280, theme: str = "light") -> BrowserContext:
    """A browser of another place and language: the portal must not follow it."""
    return browser.new_context(
        viewport={"width": width, "height": 860},
        locale="en-US",
        timezone_id="America/New_York",
        color_scheme=theme,
    )


def visit(browser: Browser, portal: str, *, width: int = 1280, theme: str = "light") -> Visit:
    """A first visit: nothing is kept from another."""
    return Visit(page=context(browser, width=width, theme=theme).new_page(), host=portal)


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has been here before and need not load the code of the pages again."""
    opened = context(browser)
    yield opened
    opened.close()


@pytest.mark.parametrize(("name", "lang"), list(zip(ADDRESSES, itertools.cycle(LANGUAGES))))
def test_x9_every_page_asks_this_host_alone_and_says_no_error(
    reader: BrowserContext, portal: str, name: str, lang: str
) -> None:
    """From a log of all that the browser asked for; test_access walks all pages in all themes and widths."""
    seen = Visit(page=reader.new_page(), host=portal)
    seen.open(f"{ADDRESSES[name]}?lang={lang}")
    assert seen.page.title().startswith(word(lang, f"page.{name}.nav"))
    assert seen.page.locator("h1").inner_text() != word(lang, "problem.title")
    assert seen.received / 1024 < FIRST_PAGE_KB
    assert seen.sideways() == 0
    assert seen.errors == []
    assert seen.outside == []
    seen.page.close()


@pytest.mark.parametrize("name", ["summary", "opd", "region"])
def test_page_opened_on_a_phone_in_the_dark(browser: Browser, portal: str, name: str) -> None:
    seen = visit(browser, portal, width=390, theme="dark")
    seen.open(ADDRESSES[name])
    assert name == "region" or 500_000 < seen.loaded + seen.received < FIRST_LOAD
    assert seen.sideways() == 0
    assert seen.errors == []
    seen.page.context.close()


def test_on_a_phone_the_answer_comes_before_the_filters(browser: Browser, portal: str) -> None:
    seen = visit(browser, portal, width=390)
    seen.open("")
    assert seen.page.locator("h2").first.bounding_box()["y"] < 860
    filters = seen.page.locator("[data-testid=stSidebar] [data-testid=stSelectbox]").first
    assert not filters.is_visible() or filters.bounding_box()["x"] < 0
    seen.page.context.close()


def test_charts_and_tables_speak_the_language_of_the_page(browser: Browser, portal: str) -> None:
    for lang, ticks in (("id", "20.000"), ("en", "20,000")):
        seen = visit(browser, portal)
        seen.open(f"?lang={lang}")
        assert ticks in seen.page.locator("[data-testid=stVegaLiteChart] svg").first.text_content()
        seen.page.context.close()


def test_filters_follow_links_pages_and_the_back_button(browser: Browser, portal: str) -> None:
    seen = visit(browser, portal)
    page = seen.page
    seen.open("?sector=nelayan&period=2025-10")
    assert "Nelayan" in page.locator("h2").first.inner_text()
    page.locator("[data-testid=stSidebar] a", has_text="OPD").click()
    page.wait_for_url("**/opd?**")
    seen.settle()
    assert "sector=nelayan" in page.url
    page.go_back()
    page.wait_for_url(re.compile(r"/\?"))
    seen.settle()
    assert "Oktober 2025" in page.locator("h2").first.inner_text()
    page.locator("[data-testid=stSidebar]").get_by_text("English").click()
    page.wait_for_url("**lang=en**")
    seen.settle()
    assert "Fishers" in page.locator("h2").first.inner_text()
    assert seen.errors == []
    page.context.close()


def test_a_company_sizes_its_contribution_by_keyboard_and_takes_the_paper(
    browser: Browser, portal: str
) -> None:
    seen = visit(browser, portal, width=360)
    page = seen.page
    seen.open("perusahaan?lang=en&kota=pekalongan")
    assert seen.sideways() == 0
    page.locator("[data-testid=stMain] input[type=radio]").first.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Number of workers").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("250")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("sim_workers=250"))
    page.get_by_text("Covering 250 workers").wait_for()
    # made on the click, in a thread of the server that shows no city of its own
    with page.expect_download() as awaited:
        page.get_by_role("button", name="Board paper").click()
    assert "pekalongan" in awaited.value.suggested_filename
    text = pypdf.PdfReader(awaited.value.path()).pages[0].extract_text()
    assert "Pekalongan" in text
    assert "250" in text
    page.context.close()


def test_downloads_and_cells_of_the_map_are_served(browser: Browser, portal: str) -> None:
    seen = visit(browser, portal)
    with seen.page.expect_response(re.compile(r"/peta/kecamatan\.json")) as answered:
        seen.open("wilayah")
    assert len(answered.value.json()["features"]) == 2 * 21  # a cell and a circle each
    link = seen.page.locator("a[href*='/unduh/coverage_by_kecamatan.csv']").first.get_attribute("href")
    csv = seen.page.request.get(f"{portal}{link}")
    assert csv.status == 200
    assert csv.text().startswith("id,universe,registered,active")
    seen.page.context.close()
