"""Does a link to a page of the portal show title, number and month where it is shared?"""

import html
import re
from pathlib import Path

import pytest
from starlette.routing import Router

from dashboard.routes import ROUTES as FILES
from dashboard.shell import ROUTES
from dashboard.words import LANGUAGES, word
from tests.asgi import ask
from tests.fixtures import KOTA

CITY = {"id": "Kota Medan", "en": "City of Medan"}
HERE = "https://cakupan.example.go.id"
app = Router(routes=[*FILES, *ROUTES])


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_BASE_URL", HERE)


def shared(address: str) -> dict[str, str]:
    """What a messenger reads: the Open Graph elements of a page's HTML."""
    answer = ask(app, address)
    assert answer.status == 200, address
    found = re.findall(r'<meta property="([^"]*)" content="([^"]*)" />', answer.body.decode())
    return {name: html.unescape(content) for name, content in found}


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    ("address", "title", "told"),
    [
        ("/", "page.summary.title", "75 dari 300"),
        (f"/wilayah?kecamatan={KOTA}", "page.region.title", "Medan Kota"),
        ("/opd?lang=en&period=2026-09", "page.opd.title", "80 of 300"),
        ("/siapa", "page.summary.title", "75 dari 300"),  # a page without a plain twin
    ],
)
def test_o5_a_link_to_a_page_shows_title_number_and_month(address: str, title: str, told: str) -> None:
    lang = "en" if "lang=en" in address else "id"
    month = {"id": "Oktober 2026", "en": "September 2026"}[lang]
    tags = shared(address)
    assert tags["og:title"] == f"{word(lang, title, city=CITY[lang])} · {month}"
    assert told in tags["og:description"]
    assert month in tags["og:description"]
    assert tags["og:image:alt"] == tags["og:description"]
    assert "**" not in tags["og:description"]
    assert tags["og:url"].startswith(f"{HERE}{address.partition('?')[0]}?")
    assert all(part in tags["og:url"] for part in address.partition("?")[2].split("&"))


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_o5_the_picture_of_a_link_is_of_its_filters_and_small(lang: str) -> None:
    address = shared(f"/?lang={lang}&kecamatan={KOTA}")["og:image"]
    assert f"kecamatan={KOTA}" in address
    assert f"lang={lang}" in address
    picture = ask(app, address.removeprefix(HERE))
    assert picture.headers["content-type"] == "image/png"
    assert len(picture.body) < 300_000


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("bad", ['"><script>alert(1)</script>', "x' onload='", "\x00", "😀" * 300])
def test_what_is_unknown_in_an_address_is_not_passed_on(bad: str) -> None:
    clean = shared("/opd")
    for name in ("opd", "lang", "kota", "period", "level", "anything"):
        assert shared(f"/opd?{name}={html.escape(bad)}") == clean
    assert "<script>alert" not in ask(app, f"/opd?opd={bad}").body.decode()


def test_without_an_extract_a_page_begins_all_the_same(own_city: Path) -> None:
    (own_city / "extracts" / "datapackage.json").unlink()
    assert shared("/opd") == {}
