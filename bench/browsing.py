"""How long does a reader wait after a click on another page, and how much data does the page send?

In Chromium, from the click to the last change of the page: data, charts and map included. "Seen" leaves out
the table within the canvas of a data grid: it is for screen readers, and made 0.2 s after the grid.
"""

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Request, WebSocket, sync_playwright

from bench.server import Server

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
SWITCH_LIMIT_MS, SENT_LIMIT_MB = 500.0, 1.5
ROUNDS = 3  # the first one also fetches the code of charts and map
QUIET_MS = 700  # a page that has not changed for so long is done

WATCH = """() => {
    window.changed = window.seen = performance.now();
    const isSeen = ({target}) => !(target.nodeType === 1 ? target : target.parentElement)?.closest('canvas');
    new MutationObserver(changes => {
        window.changed = performance.now();
        if (changes.some(isSeen)) window.seen = window.changed;
    })
        .observe(document.body, {subtree: true, childList: true, characterData: true});
}"""
CLICK = """link => { window.clicked = window.changed = window.seen = performance.now(); link.click(); }"""
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


@dataclass(frozen=True, kw_only=True)
class Switch:
    """One page by its link: [ms] until all that is seen stands, until all stands, [bytes] that it sent."""

    name: str
    seen: float
    done: float
    sent: int


def switches(page: Page, sent: Sent) -> Iterator[Switch]:
    """Every page by its link."""
    groups = page.locator("[data-testid=stSidebar] [data-testid=stExpander]")
    for group in range(groups.count()):
        links = groups.nth(group).locator("[data-testid=stPageLink] a")
        for place in range(_unfolded(groups.nth(group))):
            _unfolded(groups.nth(group))  # the page before may be of another group
            name = links.nth(place).inner_text().splitlines()[-1]
            before = sent.total
            links.nth(place).evaluate(CLICK)
            page.wait_for_function(DONE, timeout=30_000)
            seen, done = page.evaluate("[window.seen - window.clicked, window.changed - window.clicked]")
            yield Switch(name=name, seen=seen, done=done, sent=sent.total - before)


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
    found: dict[str, list[Switch]] = {}
    with Server("server.py") as portal, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        sent = Sent(page)
        page.goto(portal.url)
        page.wait_for_selector("h2")
        page.evaluate(WATCH)
        for _ in range(ROUNDS):
            for switch in switches(page, sent):
                found.setdefault(switch.name, []).append(switch)
        browser.close()
    print(f"\nFrom a click to a page that stands [ms]; limit {SWITCH_LIMIT_MS:.0f}, sent {SENT_LIMIT_MB} MB")
    print(f"{'page':28}{'first':>8}{'later':>8}{'seen':>8}{'sent MB':>10}")
    for name, (first, *later) in found.items():
        done, seen = (statistics.median(getattr(each, key) for each in later) for key in ("done", "seen"))
        most = max(each.sent for each in (first, *later)) / 1e6
        print(f"{name:28}{first.done:8.0f}{done:8.0f}{seen:8.0f}{most:10.2f}")
    later = [each for _, *rest in found.values() for each in rest]
    for told, waits in (("all", [each.done for each in later]), ("seen", [each.seen for each in later])):
        print(f"{told}: median {statistics.median(waits):.0f} ms, slowest {max(waits):.0f} ms")


if __name__ == "__main__":
    main()
