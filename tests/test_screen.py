"""Is the screen for the meeting room right: its address, its slides, what it says when data are old?"""

import datetime as dt
import gc
import json
import re
import tracemalloc
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.applications import Starlette

from dashboard import clock
from dashboard.forms import number, share
from dashboard.guard import SecurityHeaders
from dashboard.routes import ROUTES
from dashboard.screen.asked import MOST_SECONDS, SLIDES, USUAL_SLIDES
from dashboard.words import LANGUAGES, word
from tests.asgi import ask
from tests.fixtures import KOTA, MEDAN, PERIODS, read_entries, table_rows, write_file, write_manifest
from tests.opened import links, open_page

app = SecurityHeaders(Starlette(routes=list(ROUTES)))
ALL = ",".join(SLIDES)


class Read(HTMLParser):
    """Texts, names of slides and addresses of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.slides: list[str] = []
        self.loaded: list[str] = []
        self.inline = 0
        self.settings: dict = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "section":
            self.slides.append(given["data-name"] or "")
        if tag in ("script", "link", "img"):
            self.loaded.append(given.get("src") or given.get("href") or "")
            self.inline += tag == "script" and "src" not in given
        self.inline += sum(name.startswith("on") for name in given)
        if tag == "body":
            self.settings = json.loads(given["data-settings"] or "")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        """All texts in a row."""
        return re.sub(r"[ \n]+", " ", " ".join(self.texts))


def screen(query: str = "") -> Read:
    answer = ask(app, f"/layar?{query}")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    return Read(answer.body.decode())


def said(query: str = "") -> dict[str, str]:
    return screen(query).settings["status"]


# --- the address


@pytest.mark.usefixtures("fixture_city")
def test_b5_the_playlist_is_played_in_the_order_of_the_address() -> None:
    assert screen().slides == list(USUAL_SLIDES)
    found = screen("daftar=opd,ringkasan,wilayah&detik=7")
    assert found.slides == ["opd", "ringkasan", "wilayah"]
    assert found.settings["seconds"] == 7


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b5_an_unknown_slide_is_named_with_those_that_are_known(lang: str) -> None:
    found = screen(f"lang={lang}&daftar=opd,rahasia")
    assert found.slides == ["opd"]
    assert "“rahasia”" in found.settings["status"]["warning"]
    assert ", ".join(SLIDES) in found.settings["status"]["warning"]
    assert screen("daftar=rahasia").slides == list(USUAL_SLIDES)


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("seconds", ["4", "301", "-7", "1e2", "7.5", "٣٣", "9" * 5000, "", "<b>"])
def test_b5_seconds_outside_their_limits_are_refused_in_words(seconds: str) -> None:
    found = screen(f"daftar=opd&detik={quote(seconds)}")
    assert found.settings["seconds"] == 20
    warning = found.settings["status"]["warning"]
    assert (
        word("id", "request.bad_number", name="detik", value="X", low=5, high=MOST_SECONDS)[-20:] in warning
    )
    assert len(warning) < 200


HOSTILE = (
    "x",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' or 1=1 --",
    "\u202e\x00",
    "{time}",
)


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    "name", ["daftar", "detik", "lang", "kota", "period", "opd", "sector", "target", "tema", "zz"]
)
@pytest.mark.parametrize("value", HOSTILE)
def test_b4_no_value_of_the_address_breaks_the_screen_or_stands_in_it_as_markup(
    name: str, value: str
) -> None:
    query = f"{name}={quote(value)}" + ("" if name == "daftar" else "&daftar=ringkasan")
    found = screen(query)
    assert found.slides == (list(USUAL_SLIDES) if name == "daftar" else ["ringkasan"])
    assert found.inline == 0
    assert found.settings["status"]["warning"]
    answer = ask(app, f"/layar/isi?{query}")
    assert (answer.status, answer.json()["status"]) == (200, found.settings["status"])


@pytest.mark.usefixtures("fixture_city")
def test_b4_a_thousand_wrong_parameters_are_told_in_two_sentences() -> None:
    warning = said("daftar=opd&" + "&".join(f"p{each}=1" for each in range(1000)))["warning"]
    assert "998" in warning
    assert len(warning) < 500


@pytest.mark.usefixtures("fixture_city")
def test_b4_wrong_values_draw_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    screen("daftar=opd&zz=0")
    monkeypatch.setattr("dashboard.screen.show.slide_of", None)  # nobody may call it
    assert screen("daftar=opd&zz=1").slides == ["opd"]


@pytest.mark.usefixtures("fixture_city")
def test_b4_the_screen_loads_its_own_files_only_and_holds_no_script() -> None:
    found = screen(f"daftar={ALL}")
    assert [address.partition("?")[0] for address in found.loaded] == [
        "/layar/screen.css",
        "/layar/screen.js",
    ]
    assert found.inline == 0
    for address in found.loaded:
        assert ask(app, address).status == 200


# --- the words and numbers


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b4_the_slides_hold_the_numbers_of_the_month(lang: str) -> None:
    text = screen(f"lang={lang}&daftar={ALL}").text
    # October of the fixture: 75 of 300 are protected, all of them until December; a month before it were 80
    assert share(lang, 75, 300) in text
    assert word(lang, "card.of", part="75", whole="300") in text
    assert "80" in text
    assert word(lang, "screen.synthetic").split("**")[1] in text


@pytest.mark.usefixtures("fixture_city")
def test_b4_filters_and_month_are_followed() -> None:
    text = screen("daftar=ringkasan&opd=dishub&period=2026-09").text
    assert word("id", "card.of", part="40", whole="130") in text
    assert "September 2026" in text
    # whose numbers these are stands on top, in the title
    html = ask(app, "/layar?daftar=tren&opd=dishub").body.decode()
    assert "Dinas Perhubungan" in re.findall("<title>(.*)</title>", html)[0]


@pytest.mark.usefixtures("fixture_city")
def test_b4_an_empty_slice_is_words_and_no_error() -> None:
    found = screen(f"daftar={ALL}&opd=dinkes&sector=nelayan&kecamatan=12.71.21")
    assert found.slides == list(SLIDES)
    assert word("id", "screen.nothing", period="Oktober 2026") in found.text


def test_b4_the_largest_payers_are_shown_with_all_their_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))
    text = screen("daftar=sumber-dana").text
    # the second largest payer, which the sentence names, stands last in the list of payers
    assert text.count("Mandiri lewat kepling") >= 2


@pytest.mark.usefixtures("fixture_city")
def test_b4_the_sheet_for_the_mayor_leads_to_the_screen_with_its_filters() -> None:
    page = open_page("briefing", opd="dishub", period="2026-09", lang="en")
    (link,) = [link for link in links(page) if link.startswith("/layar")]
    # no month: the screen goes on to newer ones
    assert link == "/layar?lang=en&opd=dishub"
    assert word("en", "card.of", part="65", whole="130") in screen(link.partition("?")[2]).text


# --- how old the numbers are


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    ("today", "told"),
    [
        (dt.date(2026, 11, 5), "published today (November 5, 2026)"),
        (dt.date(2026, 11, 6), "published 1 day ago"),
        (dt.date(2026, 11, 22), "published 17 days ago"),
        (dt.date(2026, 11, 4), "published November 5, 2026"),  # a clock went wrong
    ],
)
def test_b6_the_age_of_the_data_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, today: dt.date, told: str
) -> None:
    monkeypatch.setattr(clock, "today", lambda: today)
    assert told.replace("November 5, 2026", "5 November 2026") in said("lang=en&daftar=opd")["data"].replace(
        "November 5, 2026", "5 November 2026"
    )


@pytest.mark.usefixtures("fixture_city")
def test_b6_late_data_are_told_with_their_days(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said("lang=en&daftar=opd")["warning"] == ""
    # November is due on 5 December, as the calendar says
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 12, 12))
    assert "November 2026" in said("lang=en&daftar=opd")["warning"]
    assert "7 days late" in said("lang=en&daftar=opd")["warning"]
    assert "terlambat 7 hari" in said("lang=id&daftar=opd")["warning"]


@pytest.mark.usefixtures("fixture_city")
def test_b6_an_older_month_that_was_chosen_says_that_there_are_newer_data() -> None:
    assert "Oktober 2026" in said("period=2026-08&daftar=opd")["data"]


def test_b6_months_without_all_their_reports_are_named(own_city: Path) -> None:
    entries = [each | {"complete": each["period"] != "2026-10"} for each in read_entries(own_city)]
    write_manifest(own_city, entries)
    months = word("id", "chart.trend.incomplete", months="Oktober 2026")
    assert months in screen("daftar=tren").text


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    ("slide", "query"),
    [
        ("opd", "opd=dishub"),
        ("sektor", "sector=marbot"),
        ("sumber-dana", "funding_source=apbd_kota"),
        ("wilayah", f"kecamatan={KOTA}&sector=marbot"),
    ],
)
def test_b4_a_slide_that_cannot_follow_a_filter_says_so(slide: str, query: str) -> None:
    unfollowed = re.compile(re.escape(word("id", "notice.unused", name="X", value="X")).replace("X", ".+"))
    assert unfollowed.search(screen(f"daftar={slide}&{query}").text)
    assert not unfollowed.search(screen(f"daftar={slide}").text)


@pytest.mark.usefixtures("fixture_city")
def test_b4_movements_say_that_they_are_of_the_whole_city() -> None:
    assert word("id", "screen.moves.whole_city") in screen(f"daftar=pergerakan&kecamatan={KOTA}").text
    assert word("id", "screen.moves.whole_city") not in screen("daftar=pergerakan").text


# --- what the screen asks for again


@pytest.mark.usefixtures("fixture_city")
def test_b6_the_same_state_is_not_sent_twice() -> None:
    first = ask(app, "/layar/isi?daftar=opd")
    assert ask(app, "/layar/isi?daftar=opd", if_none_match=first.headers["etag"]).status == 304
    html = ask(app, "/layar?daftar=opd").body.decode()
    assert first.headers["etag"].replace('"', "&quot;") in html


def test_b6_a_new_extract_is_sent(own_city: Path) -> None:
    before = ask(app, "/layar/isi?lang=id&daftar=ringkasan")
    rows = table_rows(PERIODS[-1])
    entries = [*read_entries(own_city), *(
        write_file(own_city, table=table, period="2026-11", rows=[("2026-11", *row[1:]) for row in found])
        for table, found in rows.items()
    )]  # fmt: skip
    write_manifest(own_city, entries)
    after = ask(app, "/layar/isi?lang=id&daftar=ringkasan", if_none_match=before.headers["etag"])
    assert after.status == 200
    assert "November 2026" in after.json()["status"]["data"]


def test_b6_nothing_to_show_is_said_in_words(own_city: Path) -> None:
    (own_city / "extracts" / "datapackage.json").unlink()
    answer = ask(app, "/layar/isi?lang=en")
    assert answer.status == 503
    assert "Traceback" not in answer.body.decode()
    found = screen("lang=en")
    assert word("en", "problem.title") in found.text
    assert found.settings["status"]["warning"] == answer.json()["message"]


def test_b6_a_state_that_cannot_be_loaded_leaves_the_last_good_one_and_says_so(own_city: Path) -> None:
    assert number("id", 75) in screen("daftar=ringkasan").text
    (own_city / "extracts" / "datapackage.json").write_text("{", encoding="utf-8")
    found = screen("daftar=ringkasan")
    assert number("id", 75) in found.text
    assert found.settings["status"]["warning"]


@pytest.mark.usefixtures("fixture_city")
def test_b4_the_server_keeps_nothing_of_what_it_is_asked() -> None:
    def ask_often(first: int, last: int) -> int:
        for turn in range(first, last):
            tag = ask(app, "/layar/isi?daftar=opd").headers["etag"]
            assert ask(app, "/layar/isi?daftar=opd", if_none_match=tag).status == 304
            ask(app, f"/layar?daftar=opd&tak-dikenal={turn}")
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = ask_often(0, 20)  # what is kept is full
        # one page that is kept by mistake is 18 kB; small caches of the standard library go on filling
        assert ask_often(20, 70) - before < 50 * 18_000 / 2
    finally:
        tracemalloc.stop()
