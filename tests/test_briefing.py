"""Do page, paper and slides of the sheet for the mayor say the same, on two sides, in both languages?"""

import io
import random
from pathlib import Path

import pypdf
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import drawings
from dashboard.changes import earlier_months
from dashboard.choices import choices
from dashboard.documents.briefing import briefing
from dashboard.documents.make import made
from dashboard.documents.moved import moved_lines
from dashboard.documents.sheet import Sheet
from dashboard.forms import number, rupiah, share
from dashboard.names import names
from dashboard.words import LANGUAGES, word
from tests.documents import missing, numbers_in, numbers_of, pdf_text, pptx_texts
from tests.effort import usual
from tests.fixtures import MEDAN, read_entries, write_file, write_manifest
from tests.opened import open_page, tables, told

ORIGIN = "https://cakupan.example.go.id"
STATES = 50
PAGE_STATES = usual(15, thorough=STATES)  # the first of the same states
SEED = 20261122


@pytest.fixture
def medan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))


def sheet_of(values: dict[str, str]) -> Sheet:
    view, _ = drawings.view_of({name: value for name, value in values.items() if name != "since"})
    earlier = earlier_months(view)
    return briefing(view, values.get("since") or (earlier[0] if earlier else None))


def random_state(rng: random.Random) -> dict[str, str]:
    offered = choices()
    values = {"lang": rng.choice(LANGUAGES), "period": rng.choice(offered["period"].codes)}
    for name in ("opd", "sector", "funding_source", "target"):
        if rng.random() < 0.35:
            values[name] = rng.choice(offered[name].codes)
    earlier = [period for period in offered["period"].codes if period < values["period"]]
    if earlier and rng.random() < 0.6:
        values["since"] = rng.choice(earlier)
    return {name: value for name, value in values.items() if value}


@pytest.mark.usefixtures("medan")
def test_b2_paper_and_slides_hold_every_number_of_the_sheet() -> None:
    rng = random.Random(SEED)
    for _ in range(STATES):
        values = random_state(rng)
        sheet = sheet_of(values)
        pdf = made(values, ORIGIN, "lembar.pdf")
        assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) <= 2, values
        text = pdf_text(pdf)
        assert "\ufffd" not in text, values
        # a line break may part a number only at its spaces, of which it has none
        assert missing(numbers_of(sheet), numbers_in(text)) == [], values
        slides = [
            found for line in pptx_texts(made(values, ORIGIN, "lembar.pptx")) for found in numbers_in(line)
        ]
        assert missing(numbers_of(sheet), slides) == [], values


@pytest.mark.usefixtures("medan")
def test_b2_the_page_holds_every_number_of_the_sheet() -> None:
    rng = random.Random(SEED)
    for _ in range(PAGE_STATES):
        values = random_state(rng)
        at = open_page("briefing", **values)
        assert missing(numbers_of(sheet_of(values)), numbers_in(page_text(at))) == [], values


def page_text(at: AppTest) -> str:
    cards = " ".join(f"{metric.label} {metric.value}" for metric in at.metric)
    cells = " ".join(str(frame.to_numpy().tolist() + list(frame)) for frame in tables(at))
    notes = " ".join(each.value for each in [*at.title, *at.info, *at.warning])
    subtitle = " ".join(select.value for select in at.selectbox if isinstance(select.value, str))
    return f"{told(at)} {cards} {cells} {notes} {subtitle}"


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b1_the_longest_names_fit_on_two_sides(lang: str) -> None:
    called = names(lang)
    longest = max(called.codes("opd"), key=lambda code: len(called.of("opd", code)))
    for chosen in ({}, {"opd": longest}, {"opd": longest, "funding_source": "mandiri_kepling"}):
        content = made({"lang": lang, "since": "2023-06", **chosen}, ORIGIN, "lembar.pdf")
        assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 2


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b1_five_numbers_three_movements_three_decisions(lang: str) -> None:
    sheet = sheet_of({"lang": lang, "since": "2026-06"})
    assert len(sheet.numbers) == 5
    moves, runs_out, decide, asked, _ = sheet.sections
    assert (len(moves.items), len(decide.items), len(asked.items)) == (3, 3, 5)
    # 46,307 protected; all of their covers end by January 2027
    assert [each.value for each in sheet.numbers] == [
        number(lang, 46_307),
        share(lang, 46_307, 214_555),
        number(lang, 15_914),
        number(lang, 46_307),
        rupiah(lang, 666_146_800),
    ]
    assert number(lang, 47_265) in sheet.numbers[0].change  # June 2026
    assert all(
        item.path.startswith("/") and item.link for item in (*moves.items, *decide.items, *asked.items)
    )
    assert runs_out.tables[0].rows[0][1] == number(lang, 19_500)


@pytest.mark.usefixtures("medan")
def test_the_same_sheet_gives_the_same_bytes_with_fonts_inside() -> None:
    for name in ("lembar.pdf", "lembar.pptx", "paket.zip"):
        assert made({"lang": "id"}, ORIGIN, name) == made({"lang": "id"}, ORIGIN, name)
    reader = pypdf.PdfReader(io.BytesIO(made({"lang": "en"}, ORIGIN, "lembar.pdf")))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(font) for font in fonts)


@pytest.mark.usefixtures("medan")
def test_every_link_of_the_paper_leads_into_the_portal() -> None:
    reader = pypdf.PdfReader(io.BytesIO(made({"lang": "en"}, ORIGIN, "lembar.pdf")))
    links = [
        note.get_object()["/A"]["/URI"]
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    ]
    assert len(links) > 8
    assert all(link.startswith(f"{ORIGIN}/") for link in links)


# --- what is measured otherwise than before


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b10_a_target_set_since_is_told_first(lang: str) -> None:
    # full UCJ by 2030 was set on 16 September 2025; the labour force is of the same month
    found = moved_lines(lang, "2025-08", "2025-10")
    assert any("2030" in line for line in found)
    assert moved_lines(lang, "2025-12", "2026-10") == ()
    assert moved_lines(lang, None, "2026-10") == ()


@pytest.mark.usefixtures("medan")
def test_b10_a_target_set_after_the_month_is_not_told() -> None:
    assert moved_lines("id", "2023-01", "2024-01") == ()


def test_b10_a_corrected_month_is_told_with_its_reason(own_city: Path) -> None:
    rows = read_entries(own_city)
    entry = write_file(
        own_city, table="coverage", period="2026-09", rows=[], revision=2,
        supersedes="coverage-2026-09-r1", reason="list sent twice", generated_at="2026-11-20T00:00:00Z",
    )  # fmt: skip
    write_manifest(own_city, [*rows, entry])
    assert any("list sent twice" in line for line in moved_lines("en", "2026-08", "2026-10"))


# --- what cannot be asked


@pytest.mark.usefixtures("fixture_city")
def test_the_first_month_and_an_empty_slice_say_so() -> None:
    first = sheet_of({"lang": "id", "period": "2026-08"})
    assert word("id", "briefing.moves.first", period="Agustus 2026") in list(first.texts())
    empty = sheet_of({"lang": "en", "opd": "dispora"})
    assert "no workers" in empty.answer
    assert made({"lang": "en", "opd": "dispora"}, ORIGIN, "lembar.pdf").startswith(b"%PDF")
