"""Does every figure say how it was made and how it is cited, and does every number have its meaning?"""

import re
from pathlib import Path

import pytest

from dashboard import clock
from dashboard.catalog import load_queries, load_query
from dashboard.glossary import document, terms
from dashboard.indicators import TOLD, indicators, indicators_of, unexplained
from dashboard.site import configured_origin, origin_for_all, origin_for_reader, path_of
from dashboard.terms import PAGES as TERMS_FILE
from dashboard.terms import explained
from dashboard.words import LANGUAGES, has_word, word
from tests.fixtures import KOTA, ROOT, read_entries, write_manifest
from tests.opened import PAGES, answer, open_page
from tests.page_terms import NAMES, page_terms, text_of, written

# Pages of lists: each row of theirs names its own source.
LISTS = ("method", "figures", "change_log", "indicators", "access", "briefing", "questions")
FIGURES = [name for name in PAGES if name not in LISTS]


def codes(at: object) -> list[str]:
    return [each.value for each in at.code]  # type: ignore[attr-defined]


# Provenance


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FIGURES)
def test_t12_every_view_is_cited_in_both_languages(name: str, lang: str) -> None:
    at = open_page(name, lang=lang, kecamatan=KOTA, period="2026-09")
    cited = [text for text in codes(at) if "CC BY 4.0" in text]
    assert len(cited) >= 2
    page = NAMES.get(name, name)
    for language, text in zip(LANGUAGES, cited, strict=False):
        assert word(language, f"page.{page}.title", city="#").split("#")[0].strip() in text
        assert "2026-09.r1" in text
        assert "kecamatan=12.71.01" in text
        assert "period=2026-09" in text
        assert word(language, "provenance.synthetic") in text
    assert "22 November 2026" in cited[0]


@pytest.mark.usefixtures("fixture_city")
def test_t12_the_address_carries_what_the_page_adds() -> None:
    (cited, _) = [
        text for text in codes(open_page("explorer", rows="opd", columns="status")) if "CC BY" in text
    ]
    assert "rows=opd" in cited
    assert "columns=status" in cited
    (cited, _) = [text for text in codes(open_page("changes", since="2026-08")) if "CC BY" in text]
    assert "since=2026-08" in cited


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("name", FIGURES)
def test_t7_the_query_of_every_view_is_shown_with_its_values(name: str) -> None:
    shown = [text for text in codes(open_page(name, period="2026-09")) if "set variable" in text]
    assert shown
    assert all("set variable period = '2026-09';" in text for text in shown)


@pytest.mark.usefixtures("fixture_city")
def test_caveats_name_the_sample_and_what_the_query_counts() -> None:
    told = "\n".join(each.value for each in open_page("summary", lang="en").markdown)
    for name in ("synthetic", "register", "registered", "target"):
        assert word("en", f"caveat.{name}", k=5, below=4, period="", revision="") in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_incomplete_month_is_a_caveat(own_city: Path, lang: str) -> None:
    entries = read_entries(own_city)
    for entry in entries:
        entry["complete"] = entry["period"] != "2026-10"
    write_manifest(own_city, entries)
    told = "\n".join(each.value for each in open_page("opd", lang=lang).markdown)
    month = "Oktober 2026" if lang == "id" else "October 2026"
    assert word(lang, "caveat.incomplete", period=month) in told


# Addresses


def test_only_a_configured_or_own_origin_is_shown_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_BASE_URL", raising=False)
    assert origin_for_all("http://evil.example/gambar/x.svg") == ""
    assert origin_for_all("http://127.0.0.1:8501/gambar/x.svg") == "http://127.0.0.1:8501"
    assert origin_for_reader("https://portal.example/opd?x=1") == "https://portal.example"
    for bad in ("javascript:alert(1)", "http://a b/", "http://[", "ftp://x/", None, 'http://x"onload='):
        assert origin_for_reader(bad) == ""
    monkeypatch.setenv("CAKUPAN_BASE_URL", "https://cakupan.example.go.id/")
    assert origin_for_all("http://evil.example/") == "https://cakupan.example.go.id"
    assert origin_for_reader("http://evil.example/") == "https://cakupan.example.go.id"
    monkeypatch.setenv("CAKUPAN_BASE_URL", "cakupan")
    with pytest.raises(ValueError, match="CAKUPAN_BASE_URL"):
        configured_origin()


def test_a_path_is_one_of_ours_or_the_start() -> None:
    assert path_of("http://x/sumber-dana?period=2026-10") == "/sumber-dana"
    assert [path_of(bad) for bad in (None, "http://x/../etc", "http://x/a/b", "http://[")] == ["/"] * 4


# Indicators


def test_t1_every_number_of_every_query_is_an_indicator() -> None:
    assert unexplained() == [], "explain them in dashboard/indicators.toml"


@pytest.mark.parametrize("name", indicators())
def test_t1_an_indicator_is_told_whole_in_both_languages(name: str) -> None:
    each = indicators()[name]
    for lang in LANGUAGES:
        assert all(each.told(lang, part).strip() for part in TOLD)
        assert has_word(lang, f"indicators.unit.{each.unit}")
        assert has_word(lang, f"indicators.owner.{each.owner}")
        assert all(has_word(lang, f"caveat.{caveat}") for caveat in each.caveats)
    assert each.told("id", "definition") != each.told("en", "definition")
    assert each.formula
    assert each.caveats
    assert any(each in indicators_of(query) for query in load_queries().values()), "of no query"


def test_t1_no_column_means_two_indicators() -> None:
    columns = [column for each in indicators().values() for column in each.columns]
    assert len(columns) == len(set(columns))
    for column in columns:
        query, _, name = column.rpartition(".")
        found = [load_query(query)] if query else load_queries().values()
        assert any(name in each.columns for each in found), column


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", indicators())
def test_t1_every_indicator_has_its_page(name: str, lang: str) -> None:
    at = open_page("indicators", lang=lang, indikator=name)
    assert not at.warning
    shown = text_of(at, lang)
    for part in TOLD:
        assert indicators()[name].told(lang, part) in shown


@pytest.mark.usefixtures("fixture_city")
def test_an_unknown_indicator_is_told() -> None:
    at = open_page("indicators", indikator="<b>")
    assert "`<b>`" in at.warning[0].value
    assert answer(at).endswith(".")


@pytest.mark.usefixtures("fixture_city")
def test_t1_the_making_of_a_figure_leads_to_its_indicators() -> None:
    shown = text_of(open_page("opd", lang="en"), "en")
    assert "](/indikator?lang=en&indikator=coverage_rate)" in shown


# Words


def test_a9_every_word_of_every_page_is_explained_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    found = written(page_terms())
    kept = TERMS_FILE.read_text(encoding="utf-8")
    assert found == kept, "words came or went: run python -m tests.page_terms"


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a9_words_stand_under_one_line(name: str, lang: str) -> None:
    text = explained(NAMES.get(name, name), lang)
    assert text.startswith("- **")
    at = open_page(name, lang=lang)
    assert [each.label for each in at.expander].count(word(lang, "terms.title")) == 1
    assert text in [each.value for each in at.markdown]


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.code)
def test_a9_a_word_is_explained_in_both_languages(term: object) -> None:
    meaning = term.meaning  # type: ignore[attr-defined]
    assert all(meaning[lang].endswith(".") for lang in LANGUAGES)
    assert meaning["id"] != meaning["en"]


def test_a9_the_document_is_made_from_the_same_source() -> None:
    kept = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert kept == document(), "stale: run python -m dashboard.glossary"
    for code in ("JKK", "JKM", "JHT", "JP", "JKP", "BPU", "PU", "UCJ", "PKS", "iuran"):
        assert f"`{code}`" in kept


def test_a9_an_abbreviation_is_not_found_inside_a_word() -> None:
    (pu,) = [term for term in terms() if term.code == "PU"]
    assert pu.occurs_in("segmen PU saja", "id")
    assert not pu.occurs_in("BPU dan PUD Pasar, pu", "id")
    assert re.search("PU", "BPU")
    assert clock.today().year == 2026
