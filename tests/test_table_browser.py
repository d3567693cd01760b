"""Is a short table in a browser what it shall be: text as it was written, numbers to the right, and in reach
of keys and thumbs?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.test_browser import Visit, browser, context, playwright, serve  # noqa: F401  fixtures

pytestmark = pytest.mark.browser

HOSTILE = [
    "**tebal** _miring_ ~~coret~~ `kode` $x^2$",
    "[tautan](javascript:alert(1)) ![g](http://a.id/g.png)",
    "<b onclick=alert(1)>x</b> <script>alert(1)</script> &lt;i&gt; &amp; \\",
    "https://a.id/b dan www.a.id dan x.y@a.id",
    ":material/home: :streamlit: :smile: :red[merah] :material_home:",
    *("- butir", "+ butir", "12. butir", "3) butir", "# judul", "> kutipan", "---", "===", "| a | b |"),
    *("-", "+1.234", "[^1]", "[x]: http://a.id", "~~~", "\u202ekanan", ":help[x]", "a\\*b"),
    "kalimat panjang yang dipatahkan - 1. menjadi * beberapa # baris === di dalam satu sel --- saja",
]
SCRIPT = f"""
import streamlit as st
from dashboard.tables import Column, show_table

st.title("Uji")
show_table(
    {HOSTILE!r},
    [
        Column(head="*Nama* :red[x]", cell=str, is_number=False),
        Column(head="1. Teks <b>", cell=str, is_number=False),
        Column(head="Pekerja", cell=lambda row: str(1_000 + len(row))),
        Column(head="Buka", cell=lambda row: "/opd?a=(b)_c", link="*buka*", is_number=False),
    ],
    alt="Tabel uji",
)
"""
SHOWN = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim().replace(/\\s+/g, ' ')))"
MADE = "a, img, svg, em, strong, del, code, pre, li, blockquote, hr, h1, h2, h3, [role=img], .katex, table"


@pytest.fixture(scope="module")
def seen(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:  # noqa: F811
    folder = tmp_path_factory.mktemp("tables")
    script = folder / "page.py"
    script.write_text(SCRIPT)
    with serve(folder / "log", script=str(script)) as address:
        seen = Visit(page=context(browser, width=360).new_page(), host=address)
        seen.open("")
        yield seen
        seen.page.context.close()


def test_what_a_cell_holds_is_shown_and_nothing_comes_of_it(seen: Visit) -> None:
    table = seen.page.get_by_role("table", name="Tabel uji")
    (heads,) = table.locator("thead tr").evaluate_all(SHOWN)
    assert heads == ["*Nama* :red[x]", "1. Teks <b>", "Pekerja", "Buka"]
    shown = [
        [cell.replace("\u2060", "") for cell in row] for row in table.locator("tbody tr").evaluate_all(SHOWN)
    ]
    assert [row[0] for row in shown] == HOSTILE
    assert [row[1] for row in shown] == HOSTILE
    assert [row[3] for row in shown] == ["*buka*"] * len(HOSTILE)
    for column in ("th[scope=row]", "td:nth-child(2)", "td:nth-child(3)"):
        assert table.locator(column).locator(MADE).count() == 0
    assert table.locator("thead").locator(MADE).count() == 0
    assert table.locator("td a").first.get_attribute("href") == "/opd?a=(b)_c"
    assert seen.errors == []
    assert seen.outside == []


def test_numbers_and_their_head_stand_to_the_right(seen: Visit) -> None:
    sides = "cells => [...new Set(cells.map(cell => getComputedStyle(cell).textAlign))]"
    for part in ("thead th", "tbody td"):
        cells = seen.page.locator(part)
        assert cells.locator("xpath=self::*[count(preceding-sibling::*)=2]").evaluate_all(sides) == ["right"]
        assert cells.locator("xpath=self::*[count(preceding-sibling::*)=1]").evaluate_all(sides) == ["left"]


def test_a8_a_wide_table_is_pushed_within_the_page_by_keys_and_keeps_its_names(seen: Visit) -> None:
    page = seen.page
    region = page.locator("[role=region]", has=page.get_by_role("table", name="Tabel uji"))
    name, number = region.locator("th[scope=row]").first, region.locator("tbody td:nth-child(3)").first
    assert seen.sideways() == 0
    before = name.bounding_box()["x"], number.bounding_box()["x"]
    region.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("region => region.scrollLeft > 100", arg=region.element_handle())
    page.wait_for_timeout(300)
    assert name.bounding_box()["x"] == before[0]
    assert number.bounding_box()["x"] < before[1] - 100
    assert name.bounding_box()["width"] < 240  # numbers have room beside it
