"""Can everybody use the pages? axe on every page, language, theme and width, in a real browser.

Findings of the impact serious or critical are ours to mend, but for those of `dashboard/access_residue.toml`.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser

from dashboard.access import residue
from dashboard.choices import THEMES
from dashboard.forms import date, month, number
from dashboard.palette import PAPER, rgb
from dashboard.words import LANGUAGES, word
from tests.effort import usual
from tests.test_browser import (  # noqa: F401  fixtures
    ADDRESSES,
    IDLE,
    READY_MS,
    Visit,
    browser,
    playwright,
    portal,
    visit,
)

pytestmark = pytest.mark.browser

WIDTHS = (1280, 390)
NARROWEST = 360  # [pixels] that need no sideways scroll
# Where other colours than those of the light theme are asked: they are the same in every language.
COLOURED = usual({"id": (1280,), "en": (390,)}, thorough=dict.fromkeys(LANGUAGES, WIDTHS))
OURS = ("serious", "critical")
# What a change of colours can change; the other rules are asked once a width.
OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# All parts; how figures are made and the lists of pages are sent when somebody asks for them.
UNFOLD = """made => {
    for (const part of document.querySelectorAll('details:not([open])')) {
        const head = part.querySelector('summary');
        if (part.closest('[data-testid=stSidebar]') || head.innerText.includes(made)) head.click();
        else part.open = true;
    }
}"""
FIND = """async ([options, forgiven]) => {
    // Between two colours there are others.
    const changing = document.getAnimations().filter(each => each instanceof CSSTransition);
    await Promise.allSettled(changing.map(each => each.finished));
    const found = await axe.run(document, {resultTypes: ['violations'], ...options});
    const ours = [];
    for (const violation of found.violations)
        for (const node of violation.nodes) {
            const element = document.querySelector(node.target[0]);
            const known = forgiven.filter(each => each.rule === violation.id);
            if (known.some(each => element?.closest(each.selector))) continue;
            ours.push([violation.impact, violation.id, node.html.slice(0, 200)]);
        }
    return ours;
}"""


def findings(seen: Visit, options: dict[str, Any]) -> list[list[str]]:
    """Serious and critical findings of axe that are not Streamlit's own."""
    if not seen.page.evaluate("'axe' in window"):
        seen.page.evaluate(AXE_SCRIPT)
    forgiven = [{"rule": each.rule, "selector": each.selector} for each in residue() if each.rule]
    found = seen.page.evaluate(FIND, [options, forgiven])
    return [each for each in found if each[0] in OURS]


def resize(seen: Visit, width: int) -> None:
    seen.page.set_viewport_size({"width": width, "height": 860})
    seen.page.wait_for_timeout(300)


def wait_for_paper(seen: Visit, theme: str) -> None:
    """Wait until the page wears the background of `theme`."""
    seen.page.wait_for_function(
        "paper => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor === paper",
        arg=f"rgb({', '.join(map(str, rgb(PAPER[theme])))})",
    )


def pushed_sideways(seen: Visit) -> int:
    """Pixels that the page can be pushed sideways on the narrowest phone, once its charts have shrunk."""
    for _ in range(20):
        resize(seen, NARROWEST)
        if not seen.sideways():
            break
    return seen.sideways()


def turn_to(seen: Visit, name: str, lang: str) -> None:
    """Another page by its link, as readers go, which spares loading everything again."""
    link = seen.page.locator(f"[data-testid=stSidebar] a[href*='{ADDRESSES[name]}?']")
    link.dispatch_event("click")  # on a phone the sidebar is folded
    seen.page.wait_for_function(
        "title => document.title.startsWith(title)", arg=word(lang, f"page.{name}.nav")
    )
    unfold(seen, lang)


def unfold(seen: Visit, lang: str) -> None:
    """Show all that a page has, once it is drawn."""
    seen.page.wait_for_selector(IDLE, timeout=READY_MS)
    seen.page.evaluate(UNFOLD, word(lang, "provenance.title"))
    seen.settle()


def walked(browser: Browser, portal: str, lang: str, theme: str) -> Iterator[tuple[str, Visit]]:  # noqa: F811
    """Every page in turn."""
    seen = visit(browser, portal)
    seen.open(f"?lang={lang}&tema={theme}")
    unfold(seen, lang)
    for name in ADDRESSES:
        if name != "summary":
            turn_to(seen, name, lang)
        yield name, seen
    seen.page.context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a8_axe_finds_nothing_and_nothing_is_cut_off(browser, portal, lang: str) -> None:  # noqa: F811
    found, sideways = {}, {}
    for name, seen in walked(browser, portal, lang, THEMES[0]):
        for width in WIDTHS:
            resize(seen, width)
            dark = [("dark", OF_COLOUR)] if width in COLOURED[lang] else []
            for theme, rules in (("light", {}), *dark):
                seen.page.emulate_media(color_scheme=theme)
                wait_for_paper(seen, theme)
                found[name, theme, width] = findings(seen, rules)
        seen.page.emulate_media(color_scheme="light")
        sideways[name] = pushed_sideways(seen)
        assert seen.page.evaluate("document.documentElement.lang") == lang
    assert {place: each for place, each in found.items() if each} == {}
    assert {name: pixels for name, pixels in sideways.items() if pixels} == {}  # A8
    assert seen.errors == []
    assert seen.outside == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a7_axe_finds_nothing_serious_in_high_contrast(browser, portal, lang: str) -> None:  # noqa: F811
    found = {}
    for name, seen in walked(browser, portal, lang, "kontras"):
        for width in COLOURED[lang]:
            resize(seen, width)
            wait_for_paper(seen, "kontras")
            found[name, width] = findings(seen, OF_COLOUR)
    assert {place: each for place, each in found.items() if each} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a5_numbers_are_those_of_the_page_in_a_browser_of_elsewhere(browser, portal, lang: str) -> None:  # noqa: F811
    """Digits, separators and days of an Arabic browser on the other side of the date line change nothing."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 1400}, locale="ar-EG", timezone_id="Pacific/Kiritimati"
    )
    seen = Visit(page=context.new_page(), host=portal)
    seen.open(f"?lang={lang}&period=2026-10")
    page = seen.page
    for there in (number(lang, 46_307), number(lang, 214_555), date(lang, "2026-11-05")):
        assert there in page.get_by_test_id("stMain").inner_text()
    chart = page.locator("[data-testid=stVegaLiteChart]").first
    assert number(lang, 20_000) in chart.locator("svg").text_content()
    box = chart.locator("path[aria-roledescription=bar]").last.bounding_box()
    page.mouse.move(box["x"] + 3, box["y"] + 3)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tooltip = page.locator("#vg-tooltip-element")
    tooltip.wait_for()
    assert re.search(r"\d" + re.escape(number(lang, 1_000)[1]) + r"\d{3}\b", tooltip.inner_text())
    assert month(lang, "2026-10") in tooltip.inner_text()
    assert number(lang, 13_913) in page.get_by_test_id("stTable").first.inner_text()
    page.get_by_text(word(lang, "table.trend.title"), exact=True).click()
    cells = page.locator("[data-testid=stDataFrame] td")  # drawn after the page is
    cells.filter(has_text=re.compile(rf"^\s*{re.escape(number(lang, 46_307))}\s*$")).first.wait_for(
        state="attached"
    )
    assert not re.search("[\u0660-\u0669]", page.locator("body").inner_text())  # Arabic digits
    context.close()
