"""How long does a reader wait after a click on another page, and how much data does the page send?

In Chromium, from the click to the last change of the page: data, charts and map included.
"""

import statistics
from collections.abc import Iterator

from playwright.sync_api import Locator, Page, Request, WebSocket, sync_playwright

from bench.server import Server

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
SWITCH_LIMIT_MS, SENT_LIMIT_MB = 500.0, 1.5
ROUNDS = 3  # the first one also fetches the code of charts and map
QUIET_MS = 700  # a page that has not changed for so long is done

WATCH = """() => {
    window.changed = performance.now();
    new MutationObserver(() => { window.changed = performance.now(); })
        .observe(document.body, {subtree: true, childList: true, characterData: true});
}"""
CLICK = """link => { window.clicked = window.changed = performance.now(); link.click(); }"""
DONE = f"""() => performance.now() - window.changed > {QUIET_MS}
    && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]') !== null"""


class Sent:
    """[bytes] of data that reached the browser; code is fetched once and kept for ever."""

    def __init__(self, page: Page) -> None:
        self.total = 0
        page.on("websocket", self._listen)
        page.on("requestfinished", self._count)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self._add(len(frame)))

    def _count(self, request: Request) -> None:
        if "/static/" not in request.url:
            self._add(request.sizes()["responseBodySize"])

    def _add(self, count: int) -> None:
        self.total += count


def switches(page: Page, sent: Sent) -> Iterator[tuple[str, float, int]]:
    """Every page by its link: its name, [ms] until it stands, [bytes] it sent."""
    groups = page.locator("[data-testid=stSidebar] [data-testid=stExpander]")
    for group in range(groups.count()):
        links = groups.nth(group).locator("[data-testid=stPageLink] a")
        for place in range(_unfolded(groups.nth(group))):
            _unfolded(groups.nth(group))  # the page before may be of another group
            name = links.nth(place).inner_text().splitlines()[-1]
            before = sent.total
            links.nth(place).evaluate(CLICK)
            page.wait_for_function(DONE, timeout=30_000)
            yield name, page.evaluate("window.changed - window.clicked"), sent.total - before


def _unfolded(group: Locator) -> int:
    """How many pages a group of the sidebar lists, unfolded if it was not."""
    links = group.locator("[data-testid=stPageLink] a")
    if not links.count():
        group.locator("summary").click()
        links.first.wait_for()
        group.page.wait_for_function(DONE, timeout=30_000)
    return links.count()


def main() -> None:
    """Print the table."""
    waited: dict[str, list[float]] = {}
    most: dict[str, int] = {}
    with Server("server.py") as portal, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        sent = Sent(page)
        page.goto(portal.url)
        page.wait_for_selector("h2")
        page.evaluate(WATCH)
        for _ in range(ROUNDS):
            for name, wait, size in switches(page, sent):
                waited.setdefault(name, []).append(wait)
                most[name] = max(size, most.get(name, 0))
        browser.close()
    print(f"\nFrom a click to a page that stands [ms]; limit {SWITCH_LIMIT_MS:.0f}, sent {SENT_LIMIT_MB} MB")
    print(f"{'page':28}{'first':>8}{'later':>8}{'sent MB':>10}")
    for name, waits in waited.items():
        print(f"{name:28}{waits[0]:8.0f}{statistics.median(waits[1:]):8.0f}{most[name] / 1e6:10.2f}")
    later = [wait for waits in waited.values() for wait in waits[1:]]
    print(f"median {statistics.median(later):.0f} ms, slowest {max(later):.0f} ms")


if __name__ == "__main__":
    main()
