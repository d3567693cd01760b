"""Do the plain pages tell the numbers of the queries, without a script, from one state, small and whole?"""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette

from dashboard import db
from dashboard.choices import choices
from dashboard.cities import show_city
from dashboard.forms import number, share
from dashboard.guard import Guard, SecurityHeaders
from dashboard.plain.address import DIMENSIONS, Address, addresses
from dashboard.plain.assets import assets
from dashboard.plain.data import ENDINGS
from dashboard.plain.pages import page_of
from dashboard.plain.routes import ROUTES as PLAIN_ROUTES
from dashboard.routes import ROUTES
from dashboard.shell import shell
from dashboard.words import LANGUAGES, word
from tests.asgi import Answer, ask
from tests.fixtures import KOTA, read_entries, table_rows, write_file, write_manifest

app = SecurityHeaders(Guard(Starlette(routes=[*ROUTES, *PLAIN_ROUTES])))
LARGEST = 60_000  # [bytes] of a page
HERE = "http://127.0.0.1:8501"
OWN = re.compile(rf"/(?!/)|#isi$|data:image/svg|{re.escape(HERE)}/")
VOID = {"meta", "link", "input", "br", "img", "hr"}
CLOSED = {"rect", "line", "path", "circle"}  # shapes that the templates close themselves


class Read(HTMLParser):
    """A page as a browser reads it: its words, attributes, and tags that were left open or closed twice."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(answer.body.decode())
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if len({name for name, _ in attrs}) < len(attrs):
            self.wrong.append(f"{tag}: an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in CLOSED:
            self.wrong.append(f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"[ \n]+", " ", " ".join(self.words))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    def meta(self, name: str) -> str:
        called = [
            (each.get("name") or each.get("property"), each.get("content")) for each in self.all("meta")
        ]
        found = [str(content) for key, content in called if key == name]
        assert len(found) == 1, name
        return found[0]


@pytest.fixture(scope="module")
def site() -> dict[str, Answer]:
    """By its path every kind of page of both cities in both languages, and every body of Medan."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CAKUPAN_CITY_DIR", raising=False)
        for city in ("medan", "pekalongan"):
            show_city(city)
            for lang in LANGUAGES:
                kinds: dict[tuple[str, str], str] = {}
                for each in addresses(lang):
                    is_whole = (city, lang, each.page) == ("medan", "id", "opd")
                    code = each.code if is_whole else str(bool(each.code))
                    kinds.setdefault((each.page, code), each.path)
                found |= {path: ask(app, path, host=HERE.removeprefix("http://")) for path in kinds.values()}
    return found


@pytest.fixture(scope="module")
def pages(site: dict[str, Answer]) -> dict[str, Read]:
    """The same as a browser reads them."""
    return {path: Read(answer) for path, answer in site.items()}


def read(path: str) -> Read:
    answer = ask(app, path)
    assert answer.status == 200, path
    return Read(answer)


# Every page


def test_a2_every_kind_of_page_answers_and_is_small(site: dict[str, Answer]) -> None:
    # 10 pages and one with a code of 5 kinds, in two cities and two languages; of Medan's 16 bodies all
    assert len(site) == 4 * (10 + 5) + 15
    for path, answer in site.items():
        assert answer.status == 200, path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert len(answer.body) < LARGEST, path


def test_a2_every_page_is_whole_html_without_script_or_outside_host(pages: dict[str, Read]) -> None:
    for path, page in pages.items():
        assert page.wrong == [], path
        (html,) = page.all("html")
        assert html["lang"] == ("en" if "/en/" in path else "id")
        assert not {tag for tag, _ in page.tags} & {"script", "iframe", "object", "style", "base"}, path
        for tag, attrs in page.tags:
            assert "style" not in attrs, (path, tag)
            assert not [name for name in attrs if name.startswith("on")], (path, tag)
            for name in ("href", "src", "action"):
                if name in attrs:
                    assert OWN.match(str(attrs[name])), (path, tag)
        assert len(page.all("h1")) == 1
        assert page.meta("description") == page.meta("og:description")
        assert len(page.all("caption")) == len(page.all("table"))
        assert all(each.get("scope") in ("col", "row") for each in page.all("th")), path


def test_a2_pages_tell_their_language_address_and_picture(pages: dict[str, Read]) -> None:
    for path, page in pages.items():
        links = page.all("link")
        (canonical,) = [each["href"] for each in links if each["rel"] == "canonical"]
        assert canonical == f"{HERE}{path}" == page.meta("og:url")
        others = {each["hreflang"]: str(each["href"]) for each in links if each.get("hreflang")}
        other = path.replace("/id/", "/en/") if "/id/" in path else path.replace("/en/", "/id/")
        assert set(others.values()) == {f"{HERE}{path}", f"{HERE}{other}"}
        assert set(others) == {"id", "en", "x-default"}
        assert page.meta("og:image").startswith(f"{HERE}/gambar/")
        assert "2026" in page.meta("og:title"), path


def test_o5_a_shared_link_shows_title_number_and_month(pages: dict[str, Read]) -> None:
    for path, page in pages.items():
        newest = "October 2026" if "/en/" in path else "Oktober 2026"
        title, told = page.meta("og:title"), page.meta("og:description")
        assert title.endswith(f" · {newest}"), path
        assert len(title) > len(f" · {newest}") + 5
        without_months = re.sub(r"\w+ 20\d\d|20\d\d.\d\d", "", told)
        assert re.search(r"\d", without_months), (path, told)
        assert len(told) <= 300, path
        assert page.meta("og:image:alt") == told
        image = urlsplit(page.meta("og:image"))
        asked = parse_qs(image.query)
        assert image.path.endswith(".png")
        assert asked["period"] == ["2026-10"]
        assert asked["lang"] == ["en" if "/en/" in path else "id"]
        code = path.rpartition("/")[2]
        if code in {each for values in asked.values() for each in values}:
            continue  # the picture is of this very view
        assert not path.startswith(("/id/opd/", "/en/opd/")), path


def test_a2_every_body_tells_its_own_numbers(pages: dict[str, Read]) -> None:
    told = [page.meta("og:description") for path, page in pages.items() if path.startswith("/id/opd")]
    assert len(set(told)) == len(told) == 1 + 16
    assert all(re.search(r"\d", each) for each in told)


def test_every_link_of_every_page_leads_somewhere(pages: dict[str, Read]) -> None:
    asked = {str(each["href"]) for page in pages.values() for each in page.all("a")} - {"#isi"}
    plain = {href for href in asked if re.match(r"/(\w+/)?(id|en)/", href)}
    known: set[str] = set()
    for city in ("pekalongan", "medan"):
        show_city(city)
        for lang in LANGUAGES:
            for period in ("", *db.state().periods):
                known |= {each.path for each in addresses(lang, period=period)}
    data = {href for href in plain if href.endswith(tuple(f".{each}" for each in ENDINGS))}
    assert {re.sub(r"\.(kamus\.)?\w+$", "", href).replace("ringkasan", "") for href in data} <= known
    assert plain - data <= known
    assert "/en/2024-07/" in plain
    files = {href for href in asked if href.startswith("/unduh/")}
    for href in {re.sub(r"\?.*", "", href): href for href in files if ".csv" in href}.values():
        assert ask(app, href).status == 200, href
    own = {"/api/v1/openapi.json", "/data/releases/latest.tar.gz", "/perubahan.atom"}
    portal = set(re.findall(r'path="([a-z-]+)"', Path("app.py").read_text(encoding="utf-8"))) | {""}
    for href in (each.partition("?")[0] for each in asked - plain - files):
        assert href in own or href.removeprefix("/") in portal, href
    assert own <= {each.partition("?")[0] for each in asked}
    for href in {each for each in asked if each.startswith(tuple(own)) and "tar" not in each}:
        assert ask(app, href).status == 200, href


# Numbers


@pytest.mark.parametrize("city", ["medan", "pekalongan"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_group_has_the_numbers_of_its_query(city: str, lang: str) -> None:
    show_city(city)
    for page, dimension in DIMENSIONS.items():
        made = page_of(Address(lang=lang, page=page), origin="")
        table = made.sections[0].table
        assert table is not None
        rows = db.run_query(f"coverage_by_{dimension}", **_slice_of(dimension)).to_pylist()
        shown = {row[0]: row for row in table.rows}
        wanted = [row for row in rows if row["registered" if dimension == "funding_source" else "universe"]]
        assert len(shown) == len(table.rows) == len(wanted)
        for row in wanted:
            cells = {number(lang, row["active"]), share(lang, row["active"], row["universe"], in_column=True)}
            assert any(cells <= set(line) for line in shown.values()), (dimension, row)


@pytest.mark.parametrize("city", ["medan", "pekalongan"])
def test_every_code_has_the_numbers_of_the_headline(city: str) -> None:
    show_city(city)
    period = db.state().latest_period
    for page, dimension in DIMENSIONS.items():
        for code in filter(None, choices()[dimension].codes):
            made = page_of(Address(lang="id", page=page, code=code), origin="")
            told = dict.fromkeys(("opd", "sector", "kecamatan", "funding_source")) | {dimension: code}
            open_ = dict.fromkeys(("target_share", "target_workers", "denominator_workers"))
            (row,) = db.run_query("coverage_headline", period=period, **told, **open_).to_pylist()
            values = {card.label: card.value for card in made.cards}
            if row["universe"] and dimension != "funding_source":
                assert values[word("id", "card.active")] == number("id", row["active"])
                assert values[word("id", "card.universe")] == number("id", row["universe"])
                assert number("id", row["active"]) in made.answer
            elif row["universe"]:
                assert values[word("id", "card.active")] == number("id", row["active"])


def _slice_of(dimension: str | None) -> dict[str, str | None]:
    """What a query is asked for the newest month and everybody, by a dimension."""
    narrowed = [name for name in ("opd", "sector", "kecamatan", "funding_source") if name != dimension]
    return {"period": db.state().latest_period, **dict.fromkeys(narrowed)}


@pytest.mark.usefixtures("fixture_city")
def test_a_page_of_the_tiny_city_added_up_by_hand() -> None:
    page = read(f"/en/wilayah/{KOTA}")
    made = page_of(Address(lang="en", page="wilayah", code=KOTA), origin="")
    # Medan Kota: 200 workers, 60 paid for by APBD or BUMN in transport and 10 more: 70, which is 35 %
    assert "70 of 200" in page.text
    assert "35%" in {card.value.replace(".0", "") for card in made.cards}
    months = made.sections[0].chart
    assert months is not None
    assert months.months is not None
    # the axis ends at 100; in August only 10 were covered, a tenth of the height
    assert [each.text for each in months.months.heights] == ["0", "50", "100"]
    (apbd,) = [each for each in months.months.stacks if each.whole.startswith("M1 1000V900")]
    assert apbd.whole.split("z")[0] == "M1 1000V900h8V1000"


@pytest.mark.usefixtures("fixture_city")
def test_an_older_month_shows_its_own_numbers_and_keeps_its_address() -> None:
    older, newest = read("/en/2026-08/"), read("/en/")
    assert older.meta("description").startswith("August 2026: 10 of 300")
    assert newest.meta("description").startswith("October 2026: 75 of 300")
    assert older.meta("og:url").endswith("/en/2026-08/")
    assert "/en/2026-08/opd" in [each.get("href") for each in older.all("a")]
    assert "period=2026-08" in older.meta("og:image")


def test_a_page_is_made_from_one_state_while_another_is_published(
    own_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read("/en/")
    assert "75 of" in before.text
    answer_of = page_of.__globals__["slice_page"].__globals__["trend"].drawing

    def publish_meanwhile(view: object) -> object:
        rows = table_rows("2026-10")["coverage"]
        more = [(*row[:-2], row[-2] + 100, row[-1]) if row[5] == "never" else row for row in rows]
        entries = read_entries(own_city)
        fresh = write_file(own_city, table="coverage", period="2026-10", rows=more, revision=2)
        write_manifest(own_city, [*entries, fresh])
        monkeypatch.setattr("dashboard.blocks.trend.drawing", answer_of)
        return answer_of(view)

    monkeypatch.setattr("dashboard.blocks.trend.drawing", publish_meanwhile)
    during = read("/en/?x=1")  # which is not kept
    assert "2026‑10.r1" in during.text
    assert "2026‑10.r2" not in during.text
    after = read("/en/")
    assert "2026‑10.r2" in after.text
    assert "2026‑10.r1" not in after.text


@pytest.mark.usefixtures("fixture_city")
def test_cover_that_runs_out_is_told_as_the_query_says() -> None:
    made = page_of(Address(lang="en", page="segera-habis"), origin="")
    (row,) = db.run_query("expiry_headline", **_slice_of(None)).to_pylist()
    values = {card.label: card.value for card in made.cards}
    # all 75 are paid through December 2026, so all lose cover within three months
    assert (row["active"], row["ending_3"]) == (75, 75)
    assert values[word("en", "card.ending_3")] == "75"
    chart = made.sections[0].chart
    assert chart is not None
    assert chart.months is not None
    assert len(chart.months.names) > 1
    assert "Dishub" in read("/en/segera-habis").text


# Bad input


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    "path",
    [
        *(
            "/id/opd/tidak_ada",
            "/en/wilayah/99.99.99",
            "/id/tidak-ada",
            "/id/2019-01/",
            "/id/2026-10/simulator",
        ),
        *("/id/opd/dishub/lagi", "/id/opd/..%2f..%2fetc", "/id/%3Cscript%3E", "/tidak-ada/id/opd"),
        *("/id/data-metode/dishub", "/id/" + "x" * 500),
    ],
)
def test_an_unknown_page_is_told_in_words_with_the_way_on(path: str) -> None:
    answer = ask(app, path)
    assert answer.status == 404
    page = Read(answer)
    assert page.wrong == []
    lang = "en" if "/en/" in path else "id"
    assert word(lang, "plain.unknown.title") in page.text
    assert f"/{lang}/" in [each.get("href") for each in page.all("a")]
    assert b"<script" not in answer.body
    assert "x" * 60 not in page.text


@pytest.mark.usefixtures("fixture_city")
def test_foreign_parameters_are_quoted_cut_and_told() -> None:
    hostile = "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E" + "y" * 300
    answer = ask(app, f"/en/opd?{hostile}=1")
    page = Read(answer)
    assert answer.status == 200
    assert "<img src=x" in page.text
    assert b"<img" not in answer.body
    assert "y" * 60 not in page.text


@pytest.mark.usefixtures("fixture_city")
def test_other_spellings_of_an_address_lead_to_the_one() -> None:
    for path, there in {
        "/id": "/id/",
        "/id/opd/": "/id/opd",
        "/id/2026-09": "/id/2026-09/",
        "/id/opd?lang=en": "/en/opd",
    }.items():
        answer = ask(app, path)
        assert answer.status in (307, 308), path
        assert answer.headers["location"] == there


def test_kota_leads_to_the_other_city() -> None:
    assert ask(app, "/id/opd?kota=pekalongan").headers["location"] == "/pekalongan/id/opd"
    assert "Kota Pekalongan" in read("/pekalongan/id/").text


def test_without_an_extract_the_page_says_so(own_city: Path) -> None:
    (own_city / "extracts" / "datapackage.json").unlink()
    answer = ask(app, "/id/opd")
    assert answer.status == 503
    assert word("id", "problem.title") in Read(answer).text


# As a file


@pytest.mark.usefixtures("fixture_city")
def test_pages_are_tagged_compressed_and_locked_down() -> None:
    answer = ask(app, "/id/", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body).startswith(b"<!doctype html>")
    assert ask(app, "/id/", if_none_match=answer.headers["etag"]).status == 304
    assert ask(app, "/en/", if_none_match=answer.headers["etag"]).status == 200
    assert answer.headers["cache-control"] == "no-cache"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.usefixtures("fixture_city")
def test_a_page_asked_for_again_is_answered_without_looking_it_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.live.CHECK_SECONDS", 60.0)
    first = ask(app, "/en/opd")
    monkeypatch.setattr("dashboard.plain.routes.read_address", None)  # a look would fail
    again = ask(app, "/en/opd")
    assert (again.status, again.body, again.headers) == (200, first.body, first.headers)
    # another host is another page: its own address stands in it
    with pytest.raises(TypeError):
        ask(app, "/en/opd", host="127.0.0.1:9999")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a2_the_portal_without_a_script_leads_to_the_plain_pages(lang: str) -> None:
    without = re.search(r"<noscript>(.*?)</noscript>", shell(lang), flags=re.DOTALL)
    assert without is not None
    assert f'<a href="/{lang}/">' in without[1]


@pytest.mark.usefixtures("fixture_city")
def test_the_style_sheet_is_kept_for_ever_under_the_name_of_its_content() -> None:
    (path,) = assets()
    answer = ask(app, path)
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]
    assert path in [each["href"] for each in read("/id/").all("link")]
    assert b"url(" not in answer.body
    assert ask(app, "/aset/polos.000000000000.css").status == 404


def test_robots_and_sitemap_name_every_page(site: dict[str, Answer]) -> None:
    host = HERE.removeprefix("http://")
    assert f"Sitemap: {HERE}/sitemap.xml" in ask(app, "/robots.txt", host=host).body.decode()
    sitemap = ask(app, "/sitemap.xml", host=host).body.decode()
    told = {each.removeprefix(HERE) for each in re.findall(r"<loc>(.*?)</loc>", sitemap)}
    assert set(site) <= told
    assert "/en/2024-07/" in told
