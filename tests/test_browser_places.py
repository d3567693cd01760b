"""Do clicks, keys and the browser's buttons lead through the city, and do filters come along?"""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, TimeoutError

from dashboard.words import word
from tests.test_browser import Visit, browser, playwright, portal, visit  # noqa: F401

pytestmark = pytest.mark.browser

MAP = "[data-testid=stDeckGlJsonChart]"
TABLE = "[data-testid=stDataFrame]"
WAY = "[data-testid=stMain] [data-testid=stPageLink] a"
WHERE_FOCUS_IS = """() => {
    const around = document.activeElement.closest('[data-testid=stElementContainer]');
    const has = part => around && around.querySelector(`[data-testid=${part}]`);
    return has('stDataFrame') ? 'table' : has('stDeckGlJsonChart') ? 'map' : 'elsewhere';
}"""


@pytest.fixture
def seen(browser: Browser, portal: str) -> Iterator[Visit]:  # noqa: F811
    """A visit that ends without a complaint of the browser and without a request to another host."""
    visited = visit(browser, portal)
    yield visited
    assert visited.errors == []
    assert visited.outside == []
    visited.page.context.close()


def click_map(seen: Visit, *, x: float, y: float, until: str) -> None:
    """Click a point of the map, from its middle and its upper edge, until the URL is as awaited.

    Software WebGL prepares itself at the first touches, which then hit nothing.
    """
    seen.page.locator(MAP).evaluate("map => map.scrollIntoView({ block: 'center' })")
    seen.page.wait_for_timeout(700)
    box = seen.page.locator(MAP).bounding_box()
    point = (box["x"] + box["width"] / 2 + x, box["y"] + y)
    for step in (8, 6, 4, 2):
        seen.page.mouse.move(point[0], point[1] + step)
        seen.page.wait_for_timeout(800)
        seen.page.mouse.click(*point)
        with suppress(TimeoutError):
            seen.page.wait_for_url(until, timeout=5_000)
            return
    raise AssertionError(f"no click led to {until}: {seen.page.url}")


def answered(seen: Visit) -> str:
    return seen.page.locator("h2").first.inner_text()


def test_d1_clicks_breadcrumb_back_button_and_url_agree_at_each_level(seen: Visit) -> None:
    page = seen.page
    seen.open("wilayah?period=2026-10&funding_source=apbd_kota")
    assert page.locator(WAY).count() == 0
    click_map(seen, x=0, y=60, until="**kecamatan=12.71.08**")  # Medan Belawan lies in the north
    seen.settle()
    assert page.locator(WAY).all_inner_texts() == ["Kota Medan"]
    page.locator(TABLE).scroll_into_view_if_needed()
    page.locator(f"{TABLE} canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.wait_for_url("**kelurahan=12.71.08.**")
    seen.settle()
    assert page.locator(WAY).all_inner_texts() == ["Kota Medan", "Medan Belawan"]
    kelurahan = answered(seen)
    page.go_back()
    page.wait_for_url(lambda url: "kelurahan=" not in url and "kecamatan=12.71.08" in url)
    seen.settle()
    assert page.locator(WAY).all_inner_texts() == ["Kota Medan"]
    page.go_back()
    page.wait_for_url(lambda url: "kecamatan=" not in url)
    seen.settle()
    assert page.locator(WAY).count() == 0
    page.go_forward()
    page.wait_for_url("**kecamatan=12.71.08**")
    page.go_forward()
    page.wait_for_url("**kelurahan=**")
    seen.settle()
    assert answered(seen) == kelurahan
    page.locator(WAY).first.click()
    page.wait_for_url(lambda url: "kecamatan=" not in url)
    seen.settle()
    assert "funding_source=apbd_kota" in page.url


def test_d5_the_table_is_one_key_from_the_map_and_opens_a_place(seen: Visit) -> None:
    page = seen.page
    seen.open("wilayah?period=2026-10")
    page.locator(".deck-events-root").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE_FOCUS_IS) == "table"
    page.locator(f"{TABLE} canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.wait_for_url("**kecamatan=12.71.**")


def test_d5_two_keys_lead_past_the_map_to_the_table(seen: Visit) -> None:
    page = seen.page
    seen.open("wilayah?period=2026-10&kecamatan=12.71.08")
    link = page.get_by_role("link", name=word("id", "map.to_table"))
    link.focus()
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE_FOCUS_IS) == "map"  # it would be next
    link.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE_FOCUS_IS) == "table"
    heading = page.locator("h3", has_text=word("id", "table.breakdown.alt", group="kelurahan"))
    assert 0 <= heading.bounding_box()["y"] < page.viewport_size["height"] / 2


def test_d3_filters_survive_every_way_from_page_to_page(seen: Visit) -> None:
    page = seen.page
    kept = ("sector=nelayan", "period=2025-10")
    seen.open("?sector=nelayan&period=2025-10")
    for group, name, path in (
        ("cover", "Wilayah", "wilayah"),
        ("check", "Bandingkan", "bandingkan"),
        ("money", "Sumber dana", "sumber-dana"),
    ):
        if group != "cover":  # where the reader is not is folded
            page.locator(
                "[data-testid=stSidebar] summary", has_text=word("id", f"navigation.{group}")
            ).click()
        page.locator("[data-testid=stSidebar] a", has_text=name).first.click()
        page.wait_for_url(f"**/{path}?**")
        seen.settle()
        assert all(each in page.url for each in kept), page.url
    page.go_back()
    page.wait_for_url("**/bandingkan?**")
    seen.settle()
    page.locator("[data-testid=stSidebar]").get_by_text("English").click()
    page.wait_for_url("**lang=en**")
    seen.settle()
    assert all(each in page.url for each in kept), page.url
    page.reload()
    seen.settle()
    assert all(each in page.url for each in kept), page.url
    page.get_by_role("button", name=word("en", "filter.reset")).click()
    page.wait_for_url(lambda url: "sector=" not in url)


def test_d4_a_search_opens_the_page_with_its_filters(seen: Visit) -> None:
    page = seen.page
    seen.open("sumber-dana")
    page.get_by_label("Cari", exact=True).first.fill("medan belwan nelayan")
    page.keyboard.press("Enter")
    found = page.locator("[data-testid=stSidebar] a", has_text="Medan Belawan · Nelayan")
    found.first.click()
    page.wait_for_url("**sector=nelayan**")
    seen.settle()
    assert "kecamatan=12.71.08" in page.url
    assert "3.096" in answered(seen)
