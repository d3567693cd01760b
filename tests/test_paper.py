"""Are documents whole on A4 and F4, in both languages, and can they be read in greys?"""

import io
import itertools
import re
from dataclasses import replace
from urllib.parse import urlencode

import pypdf
import pytest
from starlette.routing import Router

from dashboard import drawings
from dashboard.documents.board import board_paper
from dashboard.documents.briefing import briefing
from dashboard.documents.make import made
from dashboard.documents.sheet import Item, Section
from dashboard.documents.typeset import TEMPLATE, pdf
from dashboard.palette import INK, PAPER, SEGMENTS, SOURCES, in_theme
from dashboard.paper import PAPER as CHOSEN
from dashboard.paper import SIZES
from dashboard.routes import ROUTES
from dashboard.simulator_start import starting_point
from dashboard.words import LANGUAGES, word
from tests.asgi import ask
from tests.fixtures import MEDAN
from tests.opened import links, open_page
from tests.test_charts import contrast, luminance

ORIGIN = "https://cakupan.example.go.id"
MILLIMETRES = 25.4 / 72  # of a point
ROUTER = Router(list(ROUTES))


@pytest.fixture(autouse=True)
def medan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))


def sizes(content: bytes) -> list[tuple[int, int]]:
    """Width and height of every page [mm]."""
    boxes = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    return [(round(float(box.width) * MILLIMETRES), round(float(box.height) * MILLIMETRES)) for box in boxes]


def board(lang: str, paper: str) -> bytes:
    view, _ = drawings.view_of({"lang": lang})
    start = starting_point(view.revision, view.selection)
    assert start
    inputs = {name: field.default for name, field in start.fields.items()} | {"sim_question": "budget"}
    sheet = board_paper(view, inputs, path="/simulator?sim_link=x")
    return pdf(sheet, origin=ORIGIN, qr_alt=word(lang, "briefing.qr"), paper=paper)


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b3_the_sheet_is_two_sides_of_its_paper(lang: str, paper: str) -> None:
    assert sizes(made({"lang": lang, CHOSEN: paper}, ORIGIN, "lembar.pdf")) == [SIZES[paper]] * 2


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b3_the_board_paper_is_one_side_of_its_paper(lang: str, paper: str) -> None:
    assert sizes(board(lang, paper)) == [SIZES[paper]]


def test_b3_without_a_choice_the_paper_is_a4() -> None:
    assert set(sizes(made({"lang": "en"}, ORIGIN, "kartu.pdf"))) == {SIZES["a4"]}


HEADING = "A heading with its text"


def test_b3_no_heading_is_left_alone_at_the_foot_of_a_page() -> None:
    """Ever more lines above push a heading over the edge of the page."""
    view, _ = drawings.view_of({"lang": "en"})
    found = replace(briefing(view, None), numbers=(), moved=())
    under = Section(title=HEADING, items=(Item(text="The text below it."),))
    pages_of_heading = set()
    for rows in range(38, 54):
        lines = Section(title="", items=tuple(Item(text=f"Line {row}.") for row in range(rows)))
        content = pdf(replace(found, sections=(lines, under)), origin=ORIGIN, qr_alt="QR")
        texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
        (held,) = [place for place, text in enumerate(texts) if HEADING in text]
        assert "The text below it." in texts[held], rows
        pages_of_heading.add(held)
    assert pages_of_heading == {0, 1}, "the edge was crossed"


@pytest.mark.parametrize("paper", ["A4", "", "<script>"])
def test_b3_an_unknown_paper_is_refused_with_those_there_are(paper: str) -> None:
    found = ask(ROUTER, f"/dokumen/lembar.pdf?{urlencode({CHOSEN: paper, 'lang': 'en'})}")
    assert found.status == 400
    assert "a4, f4" in found.json()["message"]
    assert "<script>" not in found.json()["message"].replace("`<script>`", "")


def test_b3_the_page_offers_both_papers_and_tells_an_unknown_one() -> None:
    at = open_page("briefing", lang="en", **{CHOSEN: "f4"})
    assert not at.warning
    assert [link for link in links(at) if "lembar.pdf" in link and "kertas=f4" in link]
    at = open_page("briefing", lang="en", tema="cetak", **{CHOSEN: "letter"})
    assert "`letter`" in at.warning[0].value
    (paper,) = [link for link in links(at) if "lembar.pdf" in link]
    assert "kertas" not in paper
    assert "tema=cetak" in paper, "the paper is black and white where the page is"


# --- greys: what a printer without colours leaves of a colour is its luminance


def grey(colour: str) -> str:
    """The colour as a printer without colours prints it."""
    light = luminance(colour)
    part = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(255 * part):02x}" * 3


def test_b3_text_of_documents_is_legible_in_greys() -> None:
    style = TEMPLATE.with_name("style.typ").read_text(encoding="utf-8")
    colours = dict(re.findall(r'#let ([\w-]+) = rgb\("(#[0-9a-f]{6})"\)', style))
    (banner,) = re.findall(r'#let banner.+?rgb\("(#[0-9a-f]{6})"\)', style)
    for name in ("ink", "quiet", "accent"):
        for paper in ("#ffffff", colours["wash"], banner):
            assert contrast(grey(colours[name]), grey(paper)) >= 4.5, (name, paper)


@pytest.mark.parametrize("theme", ["light", "cetak"])
def test_b3_marks_of_charts_stand_out_in_greys(theme: str) -> None:
    for colour in (*SOURCES.values(), *SEGMENTS.values()):
        assert contrast(grey(in_theme(theme, colour)), PAPER[theme]) >= 2.95, colour  # 3, less the rounding
    assert contrast(grey(INK[theme]), PAPER[theme]) >= 7


def test_b3_in_print_what_touches_differs_in_greys() -> None:
    for order in (SOURCES, SEGMENTS):
        for one, other in itertools.pairwise(order.values()):
            first, second = (in_theme("cetak", each) for each in (one, other))
            assert len(set(re.findall("[0-9a-f]{2}", first))) == 1, "a grey on the screen too"
            assert contrast(first, second) >= 1.5, (one, other)
