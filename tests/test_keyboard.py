"""Can every task be done without a mouse? Real key presses in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page

from dashboard.words import word
from tests.test_browser import Visit, browser, playwright, portal, visit  # noqa: F401  fixtures

pytestmark = pytest.mark.browser

MOST_STEPS = 120  # presses of Tab from the top of a page to its end
FOCUSED = "selector => document.activeElement?.matches(selector) ?? false"
SAID = "() => (document.activeElement?.getAttribute('aria-label') || document.activeElement?.innerText || '')"

# The option that Enter would take.
CHOSEN = """wanted => {
    const option = document.activeElement?.getAttribute('aria-activedescendant');
    return option && document.getElementById(option)?.innerText === wanted;
}"""


# Tab scrolls what it reaches into view, and the browser tells of that in its next frame: a list that a key
# opened before, faster than any hand, is closed by the scroll.
SCROLLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def tab_to(page: Page, selector: str, text: str = "") -> int:
    """Press Tab until the focus is on `selector` with `text`; how often."""
    passed = []
    for step in range(1, MOST_STEPS):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(SAID))
        if text in passed[-1] and page.evaluate(FOCUSED, selector):
            page.evaluate(SCROLLED)
            return step
    raise AssertionError(f"Tab never reached {selector} {text!r}, but {passed}")


def opened(browser: Browser, portal: str, address: str) -> Visit:  # noqa: F811
    seen = visit(browser, portal)
    seen.open(address)
    return seen


def test_a10_a_filter_is_chosen_and_a_page_followed_by_keys(browser: Browser, portal: str) -> None:  # noqa: F811
    seen = opened(browser, portal, "?lang=id")
    page = seen.page
    tab_to(page, "[data-testid=stSidebar] input", word("id", "filter.sector"))
    page.keyboard.type("Nelay", delay=30)
    page.get_by_role("option", name="Nelayan").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**sector=nelayan**")
    seen.settle()
    page.keyboard.press("Home")
    tab_to(page, "[data-testid=stSidebar] a", word("id", "page.region.nav"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/wilayah?**")
    assert "sector=nelayan" in page.url
    page.context.close()


def test_a10_the_first_key_leads_past_the_filters(browser: Browser, portal: str) -> None:  # noqa: F811
    seen = opened(browser, portal, "sektor?lang=id")
    assert tab_to(seen.page, "[data-testid=stSkipToContent]") == 1
    seen.page.keyboard.press("Enter")
    assert tab_to(seen.page, "[data-testid=stMain] *") == 1
    seen.page.context.close()


def test_a10_theme_and_language_are_switched_by_keys(browser: Browser, portal: str) -> None:  # noqa: F811
    seen = opened(browser, portal, "?lang=id")
    page = seen.page
    tab_to(page, "[data-testid=stSidebar] [role=radio]", word("id", "filter.tema.biasa"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**tema=kontras**")
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
        " === 'rgb(0, 0, 0)'"
    )
    page.context.close()


def test_a10_provenance_and_download_open_by_keys(browser: Browser, portal: str) -> None:  # noqa: F811
    seen = opened(browser, portal, "segera-habis?lang=id")
    page = seen.page
    tab_to(page, "[data-testid=stMain] summary", word("id", "download.menu"))
    page.keyboard.press("Enter")
    tab_to(page, "a[href*='/unduh/'][href*='.csv']")
    address = page.evaluate("document.activeElement.href")
    with page.context.expect_page():
        page.keyboard.press("Enter")
    assert "attachment" in page.request.get(address).headers["content-disposition"]
    page.keyboard.press("Escape")
    tab_to(page, "[data-testid=stMain] summary", word("id", "provenance.title"))
    page.keyboard.press("Enter")
    page.get_by_text(word("id", "provenance.numerator"), exact=True).wait_for(state="visible")
    page.context.close()


def test_a3_the_numbers_of_a_chart_are_two_keys_away(browser: Browser, portal: str) -> None:  # noqa: F811
    """One Tab from what stands before the chart, and Enter."""
    seen = opened(browser, portal, "?lang=id")
    page = seen.page
    tab_to(page, "[data-testid=stMain] a", word("id", "simulate.gap"))
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED, "[data-testid=stFullScreenFrame] button")
    tables = page.get_by_test_id("stDataFrame").count()
    page.keyboard.press("Enter")
    more = "known => document.querySelectorAll('[data-testid=stDataFrame]').length > known"
    page.wait_for_function(more, arg=tables)
    page.context.close()


def test_a10_the_simulator_answers_to_keys(browser: Browser, portal: str) -> None:  # noqa: F811
    seen = opened(browser, portal, "simulator?lang=id")
    page = seen.page
    before = page.locator("h2").first.inner_text()
    tab_to(page, "[data-testid=stMain] input[role=combobox]", word("id", "simulator.preset"))
    page.keyboard.press("ArrowDown")
    wanted = page.get_by_role("option").nth(3).inner_text()
    page.keyboard.type(wanted)
    page.wait_for_function(CHOSEN, arg=wanted)
    page.keyboard.press("Enter")
    page.wait_for_function("before => document.querySelector('h2')?.innerText !== before", arg=before)
    page.context.close()


def test_a10_keys_of_streamlit_do_not_fire_while_typing(browser: Browser, portal: str) -> None:  # noqa: F811
    """Streamlit knows r (run again) and c (clear the caches of all visitors)."""
    seen = opened(browser, portal, "angka-tercetak?lang=id")
    page = seen.page
    sent: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.reload()
    seen.settle()
    tab_to(page, "textarea")
    sent.clear()
    page.keyboard.type("rcrc ccrr")
    page.wait_for_timeout(500)
    assert page.locator("textarea").first.input_value() == "rcrc ccrr"
    assert sent == []
    assert page.get_by_role("dialog").count() == 0
    page.context.close()


def test_a10_nobody_is_offered_to_clear_the_caches(browser: Browser, portal: str) -> None:  # noqa: F811
    seen = opened(browser, portal, "?lang=id")
    seen.page.keyboard.press("c")
    seen.page.wait_for_timeout(500)
    assert seen.page.get_by_role("dialog").count() == 0
    assert not re.search("clear cache", seen.page.locator("body").inner_text(), re.IGNORECASE)
    seen.page.context.close()
