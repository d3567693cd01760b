"""Does the screen for the meeting room run by itself in a real browser, at its two sizes, whatever happens to
the server?"""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from dashboard.screen.asked import SLIDES
from dashboard.words import LANGUAGES, word
from tests.fixtures import MEDAN
from tests.test_access import findings
from tests.test_browser import Visit, browser, free_port, playwright, portal, serve  # noqa: F401  fixtures

pytestmark = pytest.mark.browser

SIZES = {"1080p": (1920, 1080), "4K": (3840, 2160)}
LEAST_PIXELS = 28  # of text, at a width of 1,920
START = "2026-11-22T03:00:00Z"
LONG_NAMES = "opd=diskop_ukm_perindag&sector=pengemudi_ojek_online&funding_source=csr_swasta"
ALL = f"daftar={','.join(SLIDES)}&detik=300"
REFUSED = "ERR_CONNECTION_REFUSED"  # the browser's own line in its console when a server is gone
# Every text that is seen: its size on the screen, and how far it leaves the screen or the box of its slide.
MEASURE = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.getElementById('stage'), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walk.nextNode()) {
        const node = walk.currentNode, parent = node.parentElement;
        if (!node.textContent.trim() || !parent.checkVisibility()) continue;
        range.selectNodeContents(node);
        const box = range.getBoundingClientRect();
        const turned = parent.ownerSVGElement ? parent.getScreenCTM() : {a: 1, b: 0};
        const room = (parent.closest('section') ?? document.body).getBoundingClientRect();
        const drawing = (parent.closest('svg') ?? document.body).getBoundingClientRect();
        found.push({
            text: node.textContent.trim(),
            pixels: parseFloat(getComputedStyle(parent).fontSize) * Math.hypot(turned.a, turned.b),
            outside: Math.max(
                -box.left, -box.top, box.right - innerWidth, box.bottom - innerHeight,
                room.top - box.top, box.bottom - room.bottom, box.right - room.right,
                box.right - drawing.right,
            ),
        });
    }
    return found;
}"""
SCROLLS = """() => {
    const parts = [document.documentElement, document.body, ...document.querySelectorAll('#stage *')];
    const overflows = parts.map(getComputedStyle).map(style => style.overflowX + style.overflowY);
    const root = document.documentElement;
    return overflows.some(each => /auto|scroll/.test(each))
        || root.scrollHeight > innerHeight || root.scrollWidth > innerWidth;
}"""
TURNS = (
    *(("ArrowRight", "ringkasan"), ("PageDown", "keputusan"), ("PageUp", "ringkasan")),
    *(("ArrowLeft", "opd"), ("ArrowLeft", "keputusan"), ("Home", "opd"), ("End", "keputusan")),
)


def open_screen(
    browser: Browser,  # noqa: F811
    host: str,
    query: str,
    size: tuple[int, int] = SIZES["1080p"],
) -> Visit:
    """The screen in a browser of another place, its clock in the hands of the test."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="en-US",
        timezone_id="America/New_York",
        reduced_motion="reduce",
    )
    seen = Visit(page=context.new_page(), host=host)
    seen.page.clock.install(time=START)
    seen.page.goto(f"{host}/layar?{query}")
    seen.page.wait_for_selector("section")
    return seen


def shown(page: Page) -> str:
    (name,) = page.evaluate(
        "[...document.querySelectorAll('section')].filter(s => !s.hidden).map(s => s.dataset.name)"
    )
    return name


def band(page: Page) -> str:
    """What the screen says aloud; nothing when all is well."""
    return page.locator("#said.band").inner_text() if page.locator("#said.band").count() else ""


def wait_for_band(page: Page, text: str) -> str:
    page.wait_for_function(
        "text => document.querySelector('#said.band')?.textContent.includes(text)", arg=text
    )
    return band(page)


def measured(page: Page) -> list[dict[str, Any]]:
    found = page.evaluate(MEASURE)
    assert len(found) > 5
    return found


def small_or_cut(page: Page) -> list[dict[str, Any]]:
    """Texts that are too small to read across a room, or not seen whole."""
    least = LEAST_PIXELS * page.evaluate("innerWidth") / 1920
    return [each for each in measured(page) if each["outside"] > 1 or each["pixels"] < least]


def start_of(lang: str, key: str) -> str:
    """The words of a sentence up to its first value."""
    hole = "\0"
    values = dict.fromkeys(("time", "month", "published"), hole)
    return word(lang, key, **values).split(hole)[0]


# --- how it looks


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("size", "more"),
    [(SIZES["1080p"], ""), (SIZES["4K"], ""), (SIZES["1080p"], "&detik=1&rahasia=1")],
    ids=["1080p", "4K", "1080p with a long band"],
)
def test_b4_text_is_large_and_nothing_scrolls_or_is_cut_off(
    browser: Browser,  # noqa: F811
    portal: str,  # noqa: F811
    size: tuple[int, int],
    lang: str,
    more: str,
) -> None:
    seen = open_screen(browser, portal, f"lang={lang}&{ALL}{more}", size)
    assert bool(band(seen.page)) or not more
    for name in SLIDES:
        assert shown(seen.page) == name
        texts = measured(seen.page)
        assert small_or_cut(seen.page) == [], name
        assert not seen.page.evaluate(SCROLLS)
        assert any(word(lang, "screen.synthetic").split("**")[1] in each["text"] for each in texts)
        seen.page.keyboard.press("ArrowRight")
    assert seen.errors == []
    assert seen.outside == []
    seen.page.context.close()


def test_b4_axe_finds_nothing(browser: Browser, portal: str) -> None:  # noqa: F811
    names = ("ringkasan", "opd", "wilayah")
    seen = open_screen(browser, portal, f"daftar={','.join(names)}&detik=300")
    for name in names:
        assert findings(seen, {}) == [], name
        seen.page.keyboard.press("ArrowRight")
    seen.page.context.close()


# --- how it plays


def test_b5_it_plays_by_itself_and_keys_hold_and_turn_it(browser: Browser, portal: str) -> None:  # noqa: F811
    seen = open_screen(browser, portal, "daftar=opd,ringkasan,keputusan&detik=20")
    page = seen.page
    order = [shown(page)]
    for _ in range(3):
        page.clock.fast_forward(20_500)
        order.append(shown(page))
    assert order == ["opd", "ringkasan", "keputusan", "opd"]
    page.keyboard.press("Space")
    page.clock.fast_forward(60_000)
    assert shown(page) == "opd"
    assert word("id", "screen.paused") in page.locator("#place").inner_text()
    for key, name in TURNS:
        page.keyboard.press(key)
        assert shown(page) == name, key
    page.keyboard.press("Space")
    page.clock.fast_forward(20_500)
    assert shown(page) == "opd"
    assert seen.errors == []
    page.context.close()


@pytest.mark.parametrize(
    ("lang", "clock"), [("id", "22 November 2026 · 10.0"), ("en", "22 November 2026 · 10:0")]
)
def test_b5_clock_and_age_of_the_data_are_seen(
    browser: Browser,  # noqa: F811
    portal: str,  # noqa: F811
    lang: str,
    clock: str,
) -> None:
    seen = open_screen(browser, portal, f"lang={lang}&daftar=ringkasan")
    assert clock in seen.page.locator("#clock").inner_text()  # WIB, wherever the browser is
    assert "2026" in seen.page.locator("#data").inner_text()
    # keys are told at first, then the source stands there
    assert seen.page.locator("#help").is_visible()
    seen.page.clock.fast_forward(25_000)
    assert not seen.page.locator("#help").is_visible()
    assert seen.page.locator("#source").is_visible()
    seen.page.context.close()


def test_b4_the_picture_moves_a_little_from_slide_to_slide(browser: Browser, portal: str) -> None:  # noqa: F811
    seen = open_screen(browser, portal, "daftar=ringkasan,opd&detik=300")
    places = set()
    for _ in range(8):
        seen.page.keyboard.press("ArrowRight")
        box = seen.page.locator("#stage").bounding_box()
        places.add((round(box["x"]), round(box["y"])))
    assert len(places) == 8
    assert all(abs(x) <= 10 and abs(y) <= 10 for x, y in places)
    seen.page.context.close()


def test_b5_what_the_address_asks_in_vain_is_told_on_the_screen(browser: Browser, portal: str) -> None:  # noqa: F811
    seen = open_screen(browser, portal, f"daftar=opd,rahasia&detik=2&warna=merah&{LONG_NAMES}&lang=en")
    assert "“rahasia”" in band(seen.page)
    assert "segera-habis" in band(seen.page)
    assert [
        each for each in measured(seen.page) if each["outside"] > 1 or each["pixels"] < LEAST_PIXELS
    ] == []
    seen.page.context.close()


# --- what happens to the server


@pytest.fixture
def growing_city(tmp_path: Path) -> Path:
    """Medan before its newest month came, with the longest names on the body that is read first."""
    folder = tmp_path / "medan"
    shutil.copytree(MEDAN, folder)
    shutil.copytree(MEDAN.parent / "indonesia", tmp_path / "indonesia")
    shutil.copytree(MEDAN.parent / "indonesia" / "reference", folder / "reference", dirs_exist_ok=True)
    names = folder / "reference" / "opd.csv"
    long = '"Dinas Koperasi, Usaha Kecil Menengah, Perindustrian dan Perdagangan Kota"'
    text = names.read_text(encoding="utf-8")
    assert "\ndishub,Dinas Perhubungan,Transport Office,Dishub," in text
    short = "Dinas Perhubungan dan Lalu Lintas Angkutan Jalan"
    names.write_text(
        text.replace(
            "dishub,Dinas Perhubungan,Transport Office,Dishub,", f"dishub,{long},Transport,{short},"
        ),
        encoding="utf-8",
    )
    manifest = folder / "extracts" / "datapackage.json"
    whole = json.loads(manifest.read_text(encoding="utf-8"))
    (folder / "whole.json").write_text(json.dumps(whole), encoding="utf-8")
    whole["resources"] = [each for each in whole["resources"] if each["period"] != "2026-10"]
    manifest.write_text(json.dumps(whole), encoding="utf-8")
    return folder


def install_newest(folder: Path) -> None:
    fresh = folder / "extracts" / "datapackage.new"
    shutil.copy(folder / "whole.json", fresh)
    fresh.replace(folder / "extracts" / "datapackage.json")


@pytest.fixture
def servers() -> Iterator[ExitStack]:
    with ExitStack() as running:
        yield running


def test_b6_it_outlives_a_new_extract_a_dead_server_and_a_broken_extract(
    browser: Browser,  # noqa: F811
    growing_city: Path,
    servers: ExitStack,
    tmp_path: Path,
) -> None:
    port = free_port()
    host = servers.enter_context(serve(tmp_path / "log", city=growing_city, port=port))
    seen = open_screen(browser, host, "daftar=ringkasan,opd&detik=300&lang=id")
    page = seen.page
    page.evaluate("window.kept = 'the same page'")
    assert "September 2026" in page.locator("section h1").first.inner_text()

    # a new month is published: it comes between two slides, without loading the page anew
    install_newest(growing_city)
    page.wait_for_timeout(1_200)  # the server looks at the files once a second
    with page.expect_response(re.compile("/layar/isi")) as answer:
        page.clock.fast_forward(31_000)
    assert answer.value.status == 200
    assert "September 2026" in page.locator("section h1").first.inner_text()
    page.keyboard.press("ArrowRight")
    assert shown(page) == "opd"
    assert "Oktober 2026" in page.locator("section:not([hidden]) h1").inner_text()
    assert "Oktober 2026" in page.locator("#data").inner_text()
    assert "September 2026" not in page.locator("#slides").inner_text()
    assert small_or_cut(page) == []

    # the server is gone: words within a minute, the last good numbers stay with their date
    servers.close()
    page.clock.fast_forward(31_000)
    told = wait_for_band(page, start_of("id", "screen.lost"))
    assert re.search(r"sejak \d+ \w+ \d{4} pukul \d\d\.\d\d WIB", told)
    assert "Oktober 2026, terbit 5 November 2026" in told
    assert page.locator("#data").inner_text() == word(
        "id", "screen.kept", month="Oktober 2026", published="5 November 2026"
    )
    page.keyboard.press("ArrowLeft")
    assert "46.307" in page.locator("section:not([hidden])").inner_text()
    for lang_word in ("undefined", "Error", "{", "Traceback", "null"):
        assert lang_word not in page.locator("body").inner_text()
    assert small_or_cut(page) == []

    # it comes back with nothing whole to show: why is told, the numbers stay
    (growing_city / "extracts" / "datapackage.json").unlink()
    servers.enter_context(serve(tmp_path / "log2", city=growing_city, port=port))
    page.clock.fast_forward(11_000)
    told = wait_for_band(page, "datapackage.json")
    assert start_of("id", "screen.missing") in told
    assert "46.307" in page.locator("section:not([hidden])").inner_text()

    # the file is put back: the screen recovers by itself
    install_newest(growing_city)
    page.clock.fast_forward(31_000)
    page.wait_for_function("() => !document.getElementById('said').textContent.includes('datapackage')")
    page.clock.fast_forward(61_000)
    back = start_of("id", "screen.back")
    page.wait_for_function("text => !document.getElementById('said').textContent.includes(text)", arg=back)
    assert page.evaluate("window.kept") == "the same page"
    assert [error for error in seen.errors if REFUSED not in error and " 503 " not in f" {error} "] == []
    assert seen.outside == []
    page.context.close()


@pytest.mark.parametrize("answer", ["hangs", "500", "page of a proxy", "empty"])
def test_b6_a_server_that_hangs_or_answers_nonsense_is_told_within_a_minute(
    browser: Browser,  # noqa: F811
    portal: str,  # noqa: F811
    answer: str,
) -> None:
    def reply(route: Route) -> None:
        if answer == "500":
            route.fulfill(status=500, body="Traceback (most recent call last): secret")
        elif answer == "page of a proxy":
            route.fulfill(status=200, content_type="text/html", body="<h1>Login</h1>")
        elif answer == "empty":
            route.fulfill(status=200, content_type="application/json", body="{}")
        # else nobody ever answers

    seen = open_screen(browser, portal, "daftar=ringkasan&detik=300&lang=en")
    page = seen.page
    page.route("**/layar/isi?**", reply)
    before = page.evaluate("Date.now()")
    page.clock.run_for(31_000)
    page.clock.run_for(11_000)
    told = wait_for_band(page, start_of("en", "screen.lost"))
    assert page.evaluate("Date.now()") - before < 60_000
    assert "Traceback" not in page.locator("body").inner_text()
    assert "Login" not in page.locator("body").inner_text()
    assert "October 2026" in told
    page.unroute("**/layar/isi?**")
    page.clock.run_for(11_000)
    wait_for_band(page, start_of("en", "screen.back"))
    page.context.close()


def test_b6_a_renewed_portal_is_loaded_anew_between_two_slides(browser: Browser, portal: str) -> None:  # noqa: F811
    seen = open_screen(browser, portal, "daftar=ringkasan,opd&detik=300")
    page = seen.page
    page.evaluate("window.kept = 'the same page'")

    def renewed(route: Route) -> None:
        content = {**page.request.get(route.request.url).json(), "version": "another"}
        route.fulfill(json=content)

    page.route("**/layar/isi?**", renewed)
    with page.expect_response(re.compile("/layar/isi")):
        page.clock.fast_forward(31_000)
    page.wait_for_timeout(200)
    assert page.evaluate("window.kept") == "the same page"
    with page.expect_navigation():
        page.keyboard.press("ArrowRight")
    assert page.evaluate("window.kept") is None
    page.context.close()


def test_b4_memory_stays_flat_over_two_hundred_slides(browser: Browser, portal: str) -> None:  # noqa: F811
    seen = open_screen(browser, portal, "daftar=ringkasan,opd,wilayah&detik=5")
    page = seen.page
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def play(slides: int) -> tuple[float, float]:
        page.clock.run_for(slides * 5_000)
        devtools.send("HeapProfiler.collectGarbage")
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        found = {each["name"]: each["value"] for each in metrics}
        return found["Nodes"], found["JSHeapUsedSize"]

    play(20)  # what is made once is made
    nodes, heap = play(20)
    nodes_after, heap_after = play(200)
    assert nodes_after <= nodes * 1.02
    assert heap_after <= heap * 1.05
    assert seen.errors == []
    page.context.close()
