"""Do the plain pages, served as files by any server, work in a real browser without a script?"""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Route, sync_playwright

from dashboard.choices import choices
from dashboard.plain.address import PAGES, Address
from dashboard.plain.release import write_pages
from dashboard.words import LANGUAGES
from tests.asgi import ask
from tests.fixtures import MEDAN
from tests.test_browser import CHROMIUM
from tests.test_plain import app

pytestmark = pytest.mark.browser

HERE = "http://portal.test"
CODES = {
    "opd": "dishub",
    "sektor": "nelayan",
    "wilayah": "12.71.01",
    "sumber-dana": "apbd_kota",
    "mudah": "12.71.01",
}
UNKNOWN = ("/{lang}/opd/nobody", "/nowhere/{lang}/")
# Every kind of page, and of answer to what an address asks for.
KINDS = (
    "/{lang}/",
    *(f"/{{lang}}/{page}" for page in PAGES if page),
    *(f"/{{lang}}/{page}/{code}" for page, code in CODES.items()),
    "/{lang}/simulator?sim_question=budget&sim_budget=1000000000",
    "/{lang}/simulator?sim_question=workers&sim_workers=250&sim_mode=full&sector=nelayan",
    "/{lang}/simulator?sim_budget=-1&sim_months=0&opd=nobody",
    "/{lang}/opd?nothing=1&lang=xx",
    "/{lang}/2025-10/",
    "/{lang}/2025-10/opd/dishub",
    "/pekalongan/{lang}/",
    *UNKNOWN,
)
WIDTHS = (320, 768, 1280)
# Findings of any impact. Colours, the slow rule, are asked of the first rows of a table: the rest look alike.
FIND = """async () => {
    document.querySelectorAll('details').forEach(each => { each.open = true });
    const ask = (where, rules) => axe.run(where, {resultTypes: ['violations'], preload: false, ...rules});
    const found = [
        await ask(document, {rules: {'color-contrast': {enabled: false}}}),
        await ask({include: ['html'], exclude: ['tbody tr:nth-child(n+3)']},
                  {runOnly: {type: 'rule', values: ['color-contrast']}}),
    ];
    return found.flatMap(each => each.violations).map(each => [each.impact, each.id, each.nodes[0].html]);
}"""
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


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A page of a browser whose every request the portal's own routes answer, without a server."""
    context = browser.new_context(bypass_csp=True)
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as portal:
        patch.delenv("CAKUPAN_CITY_DIR", raising=False)

        def answer(route: Route) -> None:
            url = route.request.url.removeprefix(HERE)
            found = portal.submit(ask, app, url).result()  # the browser's own loop runs in this thread
            route.fulfill(status=found.status, headers=found.headers, body=found.body)

        context.route("**", answer)
        yield context.new_page()
        context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a1_axe_finds_nothing_of_any_impact_on_any_kind_of_plain_page(reader: Page, lang: str) -> None:
    """Every kind in one language in the light, in the other in the dark, and at two of three widths."""
    found = {}
    for place, kind in enumerate(KINDS):
        path = kind.format(lang=lang)
        is_dark = (place + LANGUAGES.index(lang)) % 2
        reader.emulate_media(color_scheme="dark" if is_dark else "light")
        width = WIDTHS[(place + LANGUAGES.index(lang)) % len(WIDTHS)]
        reader.set_viewport_size({"width": width, "height": 900})
        answered = reader.goto(HERE + path)
        assert answered is not None
        assert answered.status == (404 if kind in UNKNOWN else 200)
        reader.evaluate(AXE_SCRIPT)
        found[path] = reader.evaluate(FIND)
    assert {path: each for path, each in found.items() if each} == {}
