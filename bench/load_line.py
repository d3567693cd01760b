"""When does a reader see the first number and the first chart, on a slow line and on none?"""

import time
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from bench.browsing import CHROMIUM, FLAGS

KBIT = 400
LATENCY_MS = 0  # the limits are about bytes
NUMBER_LIMIT_S, CHART_LIMIT_S = 1.0, 0.4
SENT_LIMIT_KB = 1500.0  # of the portal, where the page has no map
MOST_S = 90.0
QUIET_S = 3.0  # a file takes less on the slow line
# Where the first number and the first chart stand.
PLAIN = ("main .answer", "main figure svg")
PORTAL = ("[data-testid=stMetricValue]", "[data-testid=stVegaLiteChart] :is(canvas, svg)")
WATCH = """selectors => {
    window.seen = [null, null];
    const look = () => {
        selectors.forEach((selector, place) => {
            const found = document.querySelector(selector);
            if (window.seen[place] === null && found && found.getBoundingClientRect().height > 0)
                window.seen[place] = performance.now();
        });
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """[s] until a number and a chart could be seen, NaN when none came in time; [kB] until no more came."""

    number: float
    chart: float
    sent: float


def look(browser: Browser, url: str, selectors: tuple[str, str], *, kbit: int | None) -> Seen:
    """One first visit with an empty cache."""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    if kbit:
        speed = kbit * 1000 / 8
        line.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": speed,
                "uploadThroughput": speed,
            },
        )
    sizes: list[float] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    line.on(
        "Network.webSocketFrameReceived",
        lambda event: sizes.append(len(event["response"]["payloadData"]) * 3 / 4),
    )
    page.add_init_script(f"({WATCH})({list(selectors)})")
    with suppress(TimeoutError):  # what was not seen is told as such
        page.goto(url, wait_until="commit", timeout=1000 * MOST_S)
    number, chart = both(page)
    count = -1
    while len(sizes) > count:
        count = len(sizes)
        page.wait_for_timeout(1000 * QUIET_S)
    page.close()
    nothing = float("nan")
    return Seen(
        number=nothing if number is None else number / 1000,
        chart=nothing if chart is None else chart / 1000,
        sent=sum(sizes) / 1000,
    )


def both(page: Page) -> tuple[float | None, float | None]:
    """[ms] when number and chart were seen; waits for them, but not for ever."""
    until = time.monotonic() + MOST_S
    while True:
        # Asked again and again: the policy of plain pages lets no script wait in the page.
        seen: list[float | None] = page.evaluate("window.seen || [null, null]")
        if None not in seen or time.monotonic() > until:
            return seen[0], seen[1]
        page.wait_for_timeout(100)


def main(url: str, *, portal: bool) -> None:
    """Print the table; with `portal` of the portal too, which takes a while on a slow line."""
    print("\nFirst visit in Chromium over nginx [s]; limits of the plain page: ", end="")
    print(f"number {NUMBER_LIMIT_S} at {KBIT} kbit/s, chart {CHART_LIMIT_S} on loopback; ", end="")
    print(f"of the portal {SENT_LIMIT_KB:.0f} kB")
    print(f"{'':34}{'number':>9}{'chart':>9}{'kB':>9}")
    asked = [("plain page", "/id/", PLAIN), *([("portal", "/", PORTAL)] if portal else [])]
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        browser.new_page().goto("about:blank")  # the browser itself is awake
        for name, path, selectors in asked:
            for line, kbit in (("loopback", None), (f"{KBIT} kbit/s", KBIT)):
                seen = look(browser, f"{url}{path}", selectors, kbit=kbit)
                print(
                    f"{name + ', ' + line:34}{seen.number:9.2f}{seen.chart:9.2f}{seen.sent:9.0f}", flush=True
                )
        browser.close()
