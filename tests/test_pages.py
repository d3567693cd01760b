"""Does every page, in both languages, answer with true numbers and say where they come from?"""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.proto.Metric_pb2 import Metric as MetricProto
from streamlit.testing.v1 import AppTest

from dashboard.blocks.provenance import making_key
from dashboard.forms import month, short_month
from dashboard.frame import problem_sentence
from dashboard.names import names
from dashboard.navigation import group_key
from dashboard.problems import EFFECT_CODES, FILE_CODES, MISSING_CODES, Problem
from dashboard.words import LANGUAGES, word
from tests.fixtures import ROOT, read_entries, write_manifest
from tests.opened import (
    EMPTY,
    PAGES,
    answer,
    captions,
    charts,
    links,
    metrics,
    open_file,
    open_page,
    reading_tables,
    tables,
)

pytestmark = pytest.mark.usefixtures("fixture_city")

# Simulator and company page have tests of their own; here they are only opened. Two pages hold words only.
NUMBERS = [name for name in PAGES if name not in ("what_if", "company", "access", "indicators")]
NAMES = {"what_if": "simulator"}  # its words
NBSP = "\u00a0"


# --- every page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_runs_alone_with_its_title_and_banner(name: str, lang: str) -> None:
    at = open_page(name, lang=lang)
    assert at.title[0].value.startswith(
        word(lang, f"page.{NAMES.get(name, name)}.title", city="#").split("#")[0]
    )
    assert word(lang, "banner.synthetic") in [info.value for info in at.info]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NUMBERS)
def test_page_answers_in_one_sentence_and_gives_its_data(name: str, lang: str) -> None:
    at = open_page(name, lang=lang)
    assert answer(at).endswith(".")
    assert not at.warning
    assert "{" not in answer(at)
    files = [link for link in links(at) if not link.startswith("/simulator?")]
    assert files
    assert all(
        link.startswith(("/unduh/", "/dokumen/", "/layar?")) and link.endswith(f"lang={lang}")
        for link in files
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_has_not_sent_a_list_is_named(own_city: Path, lang: str) -> None:
    entries = read_entries(own_city)
    for entry in entries:
        if entry["period"] == "2026-10":
            entry |= {"complete": False, "missing": ["bpjs_active", "opd:dinkes"]}
    write_manifest(own_city, entries)
    told = captions(open_page("summary", lang=lang))
    assert names(lang).of("opd", "dinkes") in told
    assert word(lang, "sender.bpjs_active") in told


@pytest.mark.usefixtures("fixture_city")
def test_any_row_opens_the_simulator_with_its_people() -> None:
    (to_gap,) = [link for link in links(open_page("summary", kecamatan="12.71.01")) if "simulator" in link]
    assert parse_qs(to_gap.partition("?")[2])["kecamatan"] == ["12.71.01"]
    for name, dimension in (("opd", "opd"), ("sector", "sector"), ("region", "kecamatan")):
        table, *_ = tables(open_page(name, lang="en"))
        for address in filter(None, table[word("en", "table.simulate")]):
            asked = parse_qs(address.removeprefix("/simulator?"))
            assert len(asked[dimension]) == 1
            simulator = open_page("what_if", **{key: values[0] for key, values in asked.items()})
            assert not simulator.error


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["summary", "opd", "sector", "region", "funding", "expiry", "benefits"])
def test_page_says_how_its_numbers_were_made(name: str, lang: str) -> None:
    at = open_page(name, lang=lang)
    made = word(lang, "provenance.title")
    assert made in [expander.label for expander in at.expander]
    shown = captions(at)
    assert word(lang, "provenance.synthetic") in shown
    assert "2026\u201110.r1" in shown
    assert len(at.metric) >= 4
    stamps = [c.value for c in at.caption if word(lang, "card.stamp", period="", revision="")[2:9] in c.value]
    assert len(stamps) >= len(at.metric), "month and revision stand under every number"


@pytest.mark.parametrize("name", ["summary", "opd", "sector", "funding", "expiry", "benefits"])
def test_charts_are_described_by_what_they_say(name: str) -> None:
    for chart in charts(open_page(name)):
        assert any(digit.isdigit() for digit in chart.proto.alt)


@pytest.mark.parametrize("name", PAGES)
def test_page_survives_a_hostile_link(name: str) -> None:
    at = open_page(
        name, opd="'; drop table coverage --", period="9999-99", zzz="<b>", lang="xx", level="kota"
    )
    told = "\n".join(warning.value for warning in at.warning)
    for value in ("`'; drop table coverage --`", "`9999-99`", "`zzz`", "`xx`", "`kota`"):
        assert value in told
    assert "<b>" not in told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_of_an_empty_slice_says_so(name: str, lang: str) -> None:
    at = open_page(name, lang=lang, **EMPTY)
    for text in [*at.header, *at.markdown, *at.metric]:
        assert "nan" not in str(text.value).lower().split()
        assert "None" not in str(text.value)


@pytest.mark.parametrize("name", PAGES)
def test_page_without_extract_says_what_is_wrong(name: str, own_city: Path) -> None:
    (own_city / "extracts" / "datapackage.json").unlink()
    for lang in LANGUAGES:
        at = open_page(name, lang=lang)
        assert at.title[0].value == word(lang, "problem.title")
        assert "datapackage.json`" in at.error[0].value
        assert not at.metric


def test_a_damaged_file_is_told_and_the_rest_is_shown(own_city: Path) -> None:
    package = json.loads((own_city / "extracts" / "datapackage.json").read_text(encoding="utf-8"))
    (broken,) = (
        each for each in package["resources"] if (each["table"], each["period"]) == ("coverage", "2026-10")
    )
    (own_city / "extracts" / broken["path"]).write_bytes(b"damaged")
    at = open_page("summary")
    assert "Oktober 2026 tidak ditampilkan" in at.warning[0].value
    assert answer(at).startswith("September 2026")


def test_a_file_that_is_put_back_is_shown_again_under_the_same_manifest(own_city: Path) -> None:
    (file,) = (own_city / "extracts" / "2026-10").rglob("coverage.parquet")
    whole = file.read_bytes()
    file.write_bytes(b"damaged")
    assert answer(open_page("summary")).startswith("September 2026")
    file.write_bytes(whole)
    assert answer(open_page("summary")).startswith("Oktober 2026")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", [*FILE_CODES, *EFFECT_CODES, *MISSING_CODES])
def test_every_problem_is_told_in_words(code: str, lang: str) -> None:
    values = {"period": "2026-10", "table": "coverage", "revision": 2, "expected": 10, "found": "`x`"}
    values["shown"] = "2026-11-05T09:00:00+07:00" if code == "reload_refused" else "2026-10.r1"
    sentence = problem_sentence(Problem(code=code, file="a.parquet", values=values), lang)
    assert sentence.endswith(".")
    assert "{" not in sentence


# --- true numbers of the fixture: 300 workers, 75 active in 2026-10, 80 in 2026-09, 10 in 2026-08


def test_summary_counts() -> None:
    at = open_page("summary")
    # 29 % of 300 = 87; 87 - 75 = 12
    assert answer(at) == (
        f"Oktober 2026: **75** dari 300 pekerja informal Kota Medan terlindungi aktif, **25,0{NBSP}%**; "
        "kurang **12** orang untuk target 29 % pekerja informal."
    )
    assert metrics(at) == {
        "Terlindungi aktif": "75",
        "Cakupan": f"25,0{NBSP}%",
        "Kurang untuk target": "12",
        "Seluruh pekerja": "300",
        "Terdaftar": "125",
        "Satu bulan saja": "30",
        "Berhenti": "20",
        "Belum pernah": "175",
    }
    assert at.metric[0].delta == "\u22125 sejak Sep 2026"
    assert "Turun 5 orang sejak September 2026." in captions(at)


MOVED = {  # cards in their order: since September 2026, of the 80 active, 15 lapsed and 205 who never paid
    "id": ("−5", "−1,7 poin persen", "+5", "", "+30", "+30", "+5", "−30"),
    "en": ("−5", "−1.7 percentage points", "+5", "", "+30", "+30", "+5", "−30"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_v1_every_card_tells_value_parts_month_change_source_and_revision(lang: str) -> None:
    at = open_page("summary", lang=lang)
    stamp = word(lang, "card.stamp", period=month(lang, "2026-10"), revision="2026\u201110.r1")
    notes = [caption.value for caption in at.caption if caption.value.endswith(stamp)]
    since = word(lang, "card.moved", moved="", since=short_month(lang, "2026-09"))
    assert len(at.metric) == len(notes) == 8
    for metric, note, moved in zip(at.metric, notes, MOVED[lang], strict=True):
        assert re.search(r"\d", metric.value), metric.label
        told = moved if "p" in moved or not moved else f"{moved}{since}"
        assert metric.delta == told, metric.label
        # what it is made of: a part and its whole, or a sum; the whole itself names where it was counted
        parts = {int(number) for number in re.findall(r"\d+", note.removesuffix(stamp))}
        assert parts & {75, 87, 300, 2024}, note
    assert word(lang, "provenance.numerator") in told_sources(at, lang)


def test_the_colour_of_a_change_is_that_of_its_sense() -> None:
    green, red, gray = (MetricProto.MetricColor.Value(name) for name in ("GREEN", "RED", "GRAY"))
    # fewer active and a lower share, a larger gap; more registered; more of one month and lapsed; fewer never
    colours = [metric.proto.color for metric in open_page("summary").metric]
    assert colours == [red, red, red, gray, green, red, red, green]


def told_sources(at: AppTest, lang: str) -> set[str]:
    """Heads of the rows that tell how the first numbers of a page were made."""
    heads = set(reading_tables(at)[0].index)
    assert word(lang, "provenance.source") in heads
    return heads


def test_summary_tells_up_and_first_month() -> None:
    assert "Up by 70 since August 2026." in captions(open_page("summary", period="2026-09", lang="en"))
    assert "First month in the data" in captions(open_page("summary", period="2026-08", lang="en"))


def test_summary_of_one_payer_keeps_the_universe() -> None:
    at = open_page("summary", funding_source="apbd_kota")
    assert metrics(at)["Terlindungi aktif"] == "50"
    assert metrics(at)["Seluruh pekerja"] == "300"
    assert metrics(at)["Kurang untuk target"] == "37"  # 87 - 50
    assert "dari sumber dana ini saja" in answer(at)


def test_summary_shows_the_printed_target_beside_the_computed() -> None:
    told = "\n".join(text.value for text in open_page("summary").markdown)
    assert "**60.220**" in told
    assert "**62.221**" in told


def test_a_fixed_denominator_and_its_fall_back() -> None:
    at = open_page("summary", denominator="rentan_2024")
    assert metrics(at)["Seluruh pekerja"] == "212.000"
    assert metrics(at)["Kurang untuk target"] == "62.146"  # 62.221 - 75
    narrowed = open_page("summary", denominator="rentan_2024", opd="dinsos")
    assert "seluruh kota" in narrowed.warning[0].value
    assert metrics(narrowed)["Seluruh pekerja"] == "145"


def test_a_target_as_number_leaves_no_gap_in_a_slice() -> None:
    at = open_page("summary", target="informal_60220", opd="dinsos")
    assert metrics(at)["Kurang untuk target"] == "–"
    assert answer(at).endswith(f"**6,9{NBSP}%**.")  # 10 of 145


def test_opd_by_gap() -> None:
    # dinsos 145 workers, 10 active; dishub 130, 65 active; lainnya 25 merged
    at = open_page("opd")
    assert "**Dinas Sosial**, 135 dari 145 pekerja" in answer(at)
    assert f"tertinggi Dinas Perhubungan (50,0{NBSP}%), terendah Dinas Sosial (6,9{NBSP}%)" in answer(at)
    table, *_ = tables(at)
    assert list(table["OPD"]) == ["Dinsos", "Dishub", "Lainnya (sel kecil digabung)"]
    assert list(table["Belum terlindungi"]) == ["135", "65", "25"]


def test_sector_tells_the_transport_tariff() -> None:
    # unprotected: ojek_pangkalan 130 - 65 = 65; the rest 160, merged sectors among them
    at = open_page("sector")
    assert metrics(at)["Pengangkutan"] == "65"
    assert metrics(at)["Bukan pengangkutan"] == "160"


def test_region_has_a_map_by_address_and_the_same_as_table() -> None:
    at = open_page("region")
    (deck,) = at.get("deck_gl_json_chart")
    layer = json.loads(deck.proto.json)["layers"][0]
    assert layer["data"].startswith("/peta/kecamatan.json?period=2026-10&lang=id&v=")
    (table,) = tables(at)
    assert len(table) == 2
    assert "skematis" in captions(at)


def test_region_by_kelurahan_cannot_follow_opd() -> None:
    at = open_page("region", level="kelurahan", opd="dinsos", kecamatan="12.71.01", lang="en")
    assert "City body (OPD)" in at.warning[0].value
    assert len(tables(at)[0]) == 3
    assert "(kecamatan: Medan Kota)" in captions(at)


def test_funding_tells_registered_from_active() -> None:
    at = open_page("funding")
    told = "\n".join(text.value for text in at.markdown)
    # kepling: 30 one month, 5 active
    assert "Mandiri lewat kepling: 35 terdaftar; 30 di antaranya" in told
    assert "50.025 pekerja terdaftar; tercatat 35" in told
    assert "**Rp1.050.000**" in told  # 672,000 + 168,000 + 168,000 + 42,000


def test_funding_in_a_slice_is_not_set_against_the_city_target() -> None:
    told = "\n".join(text.value for text in open_page("funding", kecamatan="12.71.01").markdown)
    assert "50.025" not in told


def test_method_marks_what_is_to_be_verified() -> None:
    at = open_page("method", lang="en")
    tables = [table.value.to_string() for table in at.table]
    assert any("to be verified" in table for table in tables)
    assert any("60,220" in table and "62,221" in table for table in tables)
    told = "\n".join(text.value for text in at.markdown)
    assert "1 to 4 workers (k = 5)" in told


def test_filters_that_a_page_cannot_follow_are_told() -> None:
    at = open_page("opd", opd="dinsos", target="informal_60220")
    assert "OPD (Dinas Sosial)" in at.warning[0].value
    assert "Target" in at.warning[0].value
    assert len(tables(at)[0]) == 3, "all OPD are shown"


# --- the whole app


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_app_lists_its_pages_and_keeps_the_filters(lang: str) -> None:
    at = open_file("app.py", lang=lang, sector="marbot")
    assert not at.exception
    labels = [link.proto.label for link in at.sidebar.get("page_link")]
    assert labels == [
        word(lang, f"page.{name}.nav")
        for name in (
            "summary",
            "opd",
            "sector",
            "region",
            "people",
            "funding",
            "expiry",
            "benefits",
            "simulator",
            "company",
            "briefing",
            "questions",
            "explorer",
            "compare",
            "changes",
            "figures",
            "verify",
            "indicators",
            "change_log",
            "method",
            "access",
        )
    ]
    for link in at.sidebar.get("page_link"):
        assert "sector=marbot" in link.proto.query_string
    for file in PAGES.values():
        at.switch_page(str(ROOT / file)).run()
        assert not at.exception, file
        assert at.selectbox(key="filter_sector").value == "marbot", file


@pytest.mark.usefixtures("fixture_city")
def test_only_the_readers_own_list_of_pages_begins_unfolded() -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert [link.proto.label for link in at.sidebar.get("page_link")] == [
        word("id", f"page.{name}.nav") for name in ("summary", "opd", "sector", "region", "people")
    ]
    (money,) = [box for box in at.sidebar.expander if box.label == word("id", "navigation.money")]
    assert not money.children
    at.session_state[group_key("money", "")] = True
    assert len(at.run().sidebar.get("page_link")) == 9


@pytest.mark.usefixtures("fixture_city")
def test_how_a_figure_is_made_is_sent_when_it_is_asked_for() -> None:
    at = AppTest.from_file(str(ROOT / PAGES["summary"]), default_timeout=60).run()
    assert not at.code
    assert word("id", "provenance.title") in [box.label for box in at.main.expander]
    at.session_state[making_key("coverage_headline")] = True
    at.run()
    assert [each.value for each in at.code if "set variable" in each.value]
    assert len(at.code) == 3  # two citations and the SQL of this figure, of no other


def test_the_app_tells_a_missing_extract_in_words(own_city: Path) -> None:
    (own_city / "extracts" / "datapackage.json").write_text("{", encoding="utf-8")
    at = open_file("app.py", lang="en")
    assert not at.exception
    assert at.title[0].value == "The data cannot be shown"
