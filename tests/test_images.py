"""Is an image of a chart the chart of the page, with all that explains it, and the same every time?"""

import re
import socket
import xml.etree.ElementTree as ET
from urllib.parse import parse_qs, urlsplit

import pytest
import vl_convert
from starlette.applications import Starlette

from dashboard.drawing import image_links
from dashboard.drawings import CHARTS, draw, view_of
from dashboard.forms import revision, spoken
from dashboard.picture import FONT, WIDTH, text_width, wrapped
from dashboard.routes import ROUTES
from dashboard.words import LANGUAGES, word
from tests.asgi import ask
from tests.fixtures import KOTA
from tests.opened import PAGES, charts, files, open_page

app = Starlette(routes=list(ROUTES))
pytestmark = pytest.mark.usefixtures("fixture_city")
SVG = "{http://www.w3.org/2000/svg}"
PAGE_OF = {"/": "summary", "/opd": "opd", "/sektor": "sector", "/wilayah": "region", "/siapa": "people",
           "/sumber-dana": "funding", "/segera-habis": "expiry", "/manfaat": "benefits",
           "/jelajah": "explorer", "/mengapa-berubah": "changes", "/bandingkan": "compare"}  # fmt: skip

# No signature has a day in the fixture; with one, test_agreement draws it.
DRAWN = [name for name in CHARTS if name != "agreement_coverage"]


def texts(body: bytes) -> str:
    root = ET.fromstring(body)
    return " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_o3_an_image_says_what_it_is_and_where_it_is_from(name: str, lang: str) -> None:
    answer = ask(app, f"/gambar/{name}.svg?period=2026-10&lang={lang}", host="127.0.0.1:8501")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    _, drawing, page = draw(name, {"period": "2026-10", "lang": lang})
    assert drawing is not None
    told = texts(answer.body)
    assert wrapped(drawing.title.replace("**", ""), 22, WIDTH, bold=True)[0] in told
    assert revision("2026-10.r1") in told
    assert word(lang, "image.synthetic") in told.replace("  ", " ")
    address = re.sub(r"\s", "", told)
    assert f"http://127.0.0.1:8501{page['path']}?" in address
    for legend in drawing.legend:
        assert legend in told


@pytest.mark.parametrize("name", DRAWN)
def test_o3_an_image_is_the_same_twice(name: str) -> None:
    from dashboard import image_routes

    found = []
    for _ in range(2):
        image_routes._body.cache_clear()
        found.append(ask(app, f"/gambar/{name}.svg?period=2026-10&lang=id").body)
    assert found[0] == found[1]


def test_o3_a_png_is_drawn_for_print() -> None:
    svg = ask(app, "/gambar/coverage_by_opd.svg?period=2026-10").body.decode()
    png = ask(app, "/gambar/coverage_by_opd.png?period=2026-10").body
    assert png.startswith(b"\x89PNG")
    wide = float(re.search(r' width="([\d.]+)"', svg)[1])
    assert int.from_bytes(png[16:20], "big") == pytest.approx(2 * wide, abs=2)
    assert len(png) < 300_000  # [bytes] what previews of links take


@pytest.mark.parametrize("name", [name for name in DRAWN if name != "coverage_map"])
def test_o3_image_and_page_draw_the_same_chart(name: str) -> None:
    _, drawing, page = draw(name, {"period": "2026-10", "lang": "id"})
    shown = [chart.proto.alt for chart in charts(open_page(PAGE_OF[page["path"]]))]
    assert spoken(drawing.alt) in shown


@pytest.mark.parametrize("name", PAGES)
def test_o3_every_image_that_a_page_offers_is_there(name: str) -> None:
    links = [link for link in files(open_page(name, sector="marbot", tema="kontras")) if "/gambar/" in link]
    for link in links:
        assert ask(app, link).status == 200, link
    shown = {path for path, page in PAGE_OF.items() if page == name}
    assert bool(links) == bool(shown)


def test_an_image_follows_the_filters_of_its_page() -> None:
    view, _ = view_of({"period": "2026-09", "kecamatan": KOTA, "lang": "en"})
    link = image_links("coverage_by_opd", view.selection)["SVG"]
    told = texts(ask(app, link).body)
    assert "September 2026" in told
    assert "Dishub" in told
    whole, narrowed = (
        texts(ask(app, f"/gambar/coverage_by_opd.svg?{given}").body) for given in ("", f"kecamatan={KOTA}")
    )
    assert whole != narrowed


def test_an_image_of_the_explorer_follows_its_crossing() -> None:
    told = texts(ask(app, "/gambar/crosstab.svg?rows=opd&columns=status&measure=workers&lang=en").body)
    assert word("en", "explorer.dimension.status") in told
    assert ask(app, "/gambar/crosstab.svg?rows=opd&columns=opd").status == 400


@pytest.mark.parametrize(
    "link",
    [
        "coverage_trend.svg?zzz=1",
        "coverage_trend.svg?opd=%27%3B+drop+table",
        "coverage_trend.svg?period=9999-99",
        "coverage_trend.svg?tema=neon",
        "coverage_trend.svg?rows=opd",
        "crosstab.svg?measure=salary",
        "change_headline.svg?since=2027-01",
        "coverage_map.svg?level=planet",
        "coverage_trend.svg?lang=id&lang=en",
    ],
)
def test_a_hostile_address_is_refused_in_words(link: str) -> None:
    answer = ask(app, f"/gambar/{link}")
    assert answer.status == 400
    assert answer.json()["message"].endswith(".")


def test_unknown_images_and_empty_ones_are_told() -> None:
    assert "coverage_by_opd" in ask(app, "/gambar/nothing.svg").json()["message"]
    empty = ask(app, "/gambar/coverage_by_sector.svg?opd=dinkes&kecamatan=12.71.21")
    assert empty.status == 404
    assert ask(app, "/gambar/coverage_by_opd.gif").status == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", '"><script>'])
def test_an_image_names_no_host_that_a_visitor_wrote(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = ask(app, "/gambar/coverage_by_opd.svg", host=host).body.decode()
    assert "evil" not in body
    assert "<script" not in body
    monkeypatch.setenv("CAKUPAN_BASE_URL", "https://cakupan.example.go.id")
    assert "https://cakupan.example.go.id/opd" in texts(
        ask(app, "/gambar/coverage_by_opd.svg", host=host).body
    )


def test_o3_drawing_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("an image asked the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    from dashboard import image_routes

    image_routes._body.cache_clear()
    assert ask(app, "/gambar/coverage_by_sector.png?lang=en").status == 200
    outside = {"data": {"url": "https://example.org/x.json"}, "mark": "point"}
    with pytest.raises(ValueError, match="not allowed"):
        vl_convert.vegalite_to_svg(outside, allowed_base_urls=[])


def test_text_is_cut_to_lines_that_fit() -> None:
    lines = wrapped("Sejak Oktober 2025 yang terlindungi naik " * 6, 15, 400)
    assert len(lines) > 2
    assert all(text_width(line, 15) <= 400 for line in lines)
    assert "".join(wrapped("/jelajah?" + "x" * 300, 13, 400)) == "/jelajah?" + "x" * 300
    assert FONT.startswith("Liberation Sans")


def test_links_carry_all_that_was_chosen() -> None:
    view, _ = view_of({"period": "2026-09", "opd": "dishub", "level": "kelurahan"})
    asked = parse_qs(urlsplit(image_links("coverage_map", view.selection, level=view.level)["PNG"]).query)
    assert asked["opd"] == ["dishub"]
    assert asked["level"] == ["kelurahan"]
