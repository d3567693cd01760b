"""Does the pack open from a folder with the network off, and hold all that it says?"""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from dashboard import db, drawings
from dashboard.documents.briefing import briefing
from dashboard.documents.make import made
from dashboard.documents.pack import SHOWN, WORKED_WITH, pack
from dashboard.names import LISTS
from dashboard.words import LANGUAGES, word
from tests.documents import missing, numbers_in, numbers_of
from tests.fixtures import MEDAN
from tests.test_browser import CHROMIUM, FLAGS

ORIGIN = "https://cakupan.example.go.id"
PAGES = {"id": "index.html", "en": "index_en.html"}
VALUES = {"period": "2025-10", "since": "2025-03"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of Medan, unpacked."""
    folder = tmp_path_factory.mktemp("pack")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))
        content = made({**VALUES, "lang": "id"}, ORIGIN, "paket.zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def medan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


class Seen(HTMLParser):
    """The words, links and images of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.tags: set[str] = set()
        self.lang: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if tag == "html":
            self.lang = given["lang"]
        if tag == "img":
            self.images.append(given)
        for name in ("href", "src", "srcset"):
            if given.get(name):
                self.links.append(str(given[name]))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def seen_on(folder: Path, lang: str) -> Seen:
    return Seen((folder / PAGES[lang]).read_text(encoding="utf-8"))


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b11_the_page_holds_every_number_and_word_of_the_sheet(folder: Path, lang: str) -> None:
    view, _ = drawings.view_of({"period": VALUES["period"], "lang": lang})
    sheet = briefing(view, VALUES["since"])
    seen = seen_on(folder, lang)
    assert seen.lang == lang
    text = " ".join(seen.words)
    assert missing(numbers_of(sheet), numbers_in(text)) == []
    for line in sheet.texts():
        for part in line.split("**"):
            assert part.strip() in text, part


@pytest.mark.parametrize("lang", LANGUAGES)
def test_b11_every_link_leads_to_a_file_or_to_the_portal(folder: Path, lang: str) -> None:
    links = seen_on(folder, lang).links
    own = [link for link in links if not link.startswith(f"{ORIGIN}/")]
    assert len(links) - len(own) >= 10
    assert len(own) > 2 * len(SHOWN)
    assert [link for link in own if not (folder / link).is_file()] == []
    for image in seen_on(folder, lang).images:
        assert image["alt"]
        assert re.search(r"\d", str(image["alt"]))


def test_b11_no_page_and_no_chart_runs_a_script(folder: Path) -> None:
    for path in [*folder.glob("*.html"), *folder.glob("grafik/*.svg")]:
        assert "script" not in Seen(path.read_text(encoding="utf-8")).tags, path
        assert "url(http" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.browser
def test_b11_it_opens_with_the_network_off(browser: Browser, folder: Path, lang: str, theme: str) -> None:
    for width in (1280, 360):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=theme, offline=True
        )
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.on("requestfailed", lambda request, said=said: said.append(request.url))
        page.goto((folder / PAGES[lang]).as_uri())
        page.wait_for_load_state()
        assert said == []
        assert [url for url in asked if not url.startswith(folder.as_uri() + "/")] == []
        images = page.evaluate("[...document.images].map(each => [each.currentSrc, each.naturalWidth])")
        assert len(images) == 2
        for source, wide in images:
            assert wide > 0, source
            assert source.endswith("_gelap.svg") == (theme == "dark")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        context.close()


def test_the_manifest_tells_size_and_digest_of_every_other_file(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    told = {each["path"]: each for each in manifest["files"]}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(told) == there - {"manifest.json"}
    for path, each in told.items():
        content = (folder / path).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest()), path
    assert manifest["parameters"] == {
        "period": "2025-10", "since": "2025-03", "denominator": "informal_2024", "target": "informal_29",
    }  # fmt: skip
    assert manifest["synthetic"] is True


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_readme_tells_the_licence_and_that_data_are_a_sample(folder: Path, lang: str) -> None:
    text = (folder / word(lang, "pack.readme.file")).read_text(encoding="utf-8")
    assert "CC-BY-4.0" in text
    assert word(lang, "banner.synthetic").replace("**", "") in text
    assert "index.html" in text
    assert "**" not in text


@pytest.mark.usefixtures("medan")
def test_the_rows_are_those_of_the_queries_and_each_has_its_dictionary(folder: Path) -> None:
    (path,) = folder.glob("data/*coverage_headline_2025-10*.csv")
    (row,) = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    assert row["universe"] == "214555"
    (earlier,) = folder.glob("data/*coverage_headline_2025-03*.csv")
    assert earlier.read_bytes() != path.read_bytes()
    found = set()
    for rows in (path for path in folder.glob("data/*.csv") if not path.name.endswith(".kamus.csv")):
        (name,) = re.findall(r"cakupan_medan_(\w+)_[0-9a-f]{4}", rows.name)
        found.add(name)
        heads = next(csv.reader(rows.read_text(encoding="utf-8").splitlines()))
        meant = (folder / "data" / f"{name}.kamus.csv").read_text(encoding="utf-8").splitlines()
        assert [each["column"] for each in csv.DictReader(meant)] == heads
    assert found == {*SHOWN, *WORKED_WITH}


@pytest.mark.usefixtures("fixture_city")
def test_every_query_behind_the_sheet_is_in_the_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    run = db.run_query

    def noted(name: str, /, **params: object) -> object:
        asked.add(name)
        return run(name, **params)

    monkeypatch.setattr(db, "run_query", noted)
    # a slice and a month that no other test asks for, so that nothing is kept of it
    view, _ = drawings.view_of({"period": "2026-09", "lang": "en", "opd": "dishub"})
    briefing(view, "2026-08")
    assert {"coverage_headline", "expiry_by_month"} <= asked
    assert asked <= {*SHOWN, *WORKED_WITH, *LISTS.values()}


@pytest.mark.usefixtures("fixture_city")
def test_without_an_address_nothing_leads_out_of_the_folder() -> None:
    view, _ = drawings.view_of(
        {"lang": "en", "period": "2026-08"}
    )  # the first month: nothing to compare with
    with zipfile.ZipFile(io.BytesIO(pack(view, None, origin=""))) as archive:
        names = set(archive.namelist())
        seen = Seen(archive.read("index.html").decode())
    assert seen.lang == "en"
    assert "index_id.html" in names
    assert set(seen.links) <= names
    assert not [name for name in names if "change" in name]
