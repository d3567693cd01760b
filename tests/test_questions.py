"""Do the question cards answer with the numbers of their release, and say what is not known?"""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard import db, drawings
from dashboard.changes import month_before
from dashboard.cities import city_dirs, show_city
from dashboard.documents.make import made
from dashboard.documents.questions import ASKED, questions
from dashboard.forms import month, number, revision, rupiah, share
from dashboard.questions.cards import CARD, QUESTIONS, Card, cards
from dashboard.questions.codes import CODES
from dashboard.search_box import called, search_index
from dashboard.search_offers import offers
from dashboard.words import LANGUAGES, word
from tests.documents import missing, numbers_in, pdf_text
from tests.effort import usual
from tests.fixtures import read_entries, write_manifest
from tests.opened import answer, open_page, told

EVERY = usual(11, thorough=1)  # a month of so many is asked; the last always


@pytest.fixture
def medan() -> None:
    show_city("medan")


def cards_of(**values: str) -> dict[str, Card]:
    view, _ = drawings.view_of(values)
    return {each.code: each for each in cards(view, month_before(view))}


def sql(text: str, **values: object) -> list[tuple]:
    """Rows straight from the tables, past the named queries."""
    return db._live.current().database.cursor().execute(text, values).fetchall()


@pytest.mark.parametrize("city", city_dirs())
def test_b8_twenty_cards_for_every_month_in_both_languages_and_none_stale(city: str) -> None:
    show_city(city)
    for period in sorted(db.state().periods, reverse=True)[::EVERY]:
        for lang in LANGUAGES:
            found = cards_of(lang=lang, period=period, kota=city)
            assert list(found) == list(CODES) == list(QUESTIONS)
            assert len(found) == 20
            stamp = word(
                lang,
                "card.stamp",
                period=month(lang, period),
                revision=revision(db.source_of("coverage", period).revision_id),
            )
            for each in found.values():
                assert each.stamp == stamp
                for text in (each.question, each.answer, each.definition, each.unknown):
                    assert text[-1] in ".?", (period, each.code, text)
                    assert not re.search(r"[{}]|None|\bnan\b", text), (period, each.code, text)
                asked = parse_qs(urlsplit(each.path).query)
                assert asked["period"] == [period]
                assert parse_qs(urlsplit(each.address).query)[CARD] == [each.code]
                assert each.unfollowed == ""
            # which tell a month of their own tell this one
            for code in ("protected", "opd", "kecamatan", "sector", "people", "ucj", "pledges", "iuran"):
                assert month(lang, period) in found[code].answer, (period, code)


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("period", ["2024-07", "2026-10"])
def test_b8_numbers_are_those_of_the_tables(lang: str, period: str) -> None:
    found = cards_of(lang=lang, period=period)
    ((active, universe),) = sql(
        "select sum(workers) filter (status = 'active'), sum(workers) from coverage where period = $period",
        period=period,
    )
    for text in (number(lang, active), number(lang, universe), share(lang, active, universe)):
        assert text in found["protected"].answer
    ((before,),) = sql(
        "select sum(workers) from coverage where status = 'active' and period ="
        " (select max(period) from coverage where period < $period)",
        period=period,
    )
    assert {number(lang, abs(active - before)), number(lang, before), number(lang, active)} <= set(
        numbers_in(found["why"].answer)
    )
    ((most, of),) = sql(
        "select sum(workers) filter (status <> 'active') as rest, sum(workers) from coverage"
        " where period = $period and kecamatan <> 'lainnya' group by kecamatan order by rest desc limit 1",
        period=period,
    )
    assert {number(lang, most), number(lang, of)} <= set(numbers_in(found["kecamatan"].answer))
    ((members,),) = sql(
        "select sum(workers) from participants where period = $period and programme = 'jkk'", period=period
    )
    assert number(lang, members) in found["ucj"].answer
    ((pledged,),) = sql(
        "select sum(amount_idr) from funding where kind = 'pledged' and period <= $period", period=period
    )
    assert pledged is None or rupiah(lang, pledged) in found["pledges"].answer
    ((payer_active,),) = sql(
        "select max(paid) from (select sum(workers) as paid from coverage"
        " where period = $period and status = 'active' group by funding_source)",
        period=period,
    )
    assert number(lang, payer_active) in found["who"].answer


@pytest.mark.usefixtures("medan")
def test_b8_the_law_is_told_in_its_amounts() -> None:
    # PP 50/2025 halves the 10,000 of JKK and 6,800 of JKM for who pays alone, not for a public budget
    found = cards_of(lang="en", period="2026-10")
    assert {"Rp8,400", "Rp16,800"} <= set(re.findall(r"Rp[\d,]*\d", found["iuran"].answer))
    assert cards_of(lang="en", period="2024-07")["iuran"].answer.count("Rp16,800") == 2
    amounts = [rupiah("en", each) for each in (42_000_000, 10_000_000, 70_000_000, 174_000_000)]
    assert re.findall(r"Rp[\d,]*\d", found["worth"].answer) == amounts


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b8_the_five_of_the_sheet_are_cards(lang: str) -> None:
    view, _ = drawings.view_of({"lang": lang})
    found = cards_of(lang=lang)
    assert [item.text for item in questions(view, month_before(view))] == [
        f"**{found[code].question}** {found[code].answer}" for code in ASKED
    ]


@pytest.mark.usefixtures("fixture_city")
def test_b8_every_filter_is_followed_or_said_not_to_be() -> None:
    chosen = {"opd": "dinsos", "sector": "marbot", "kecamatan": "12.71.01", "funding_source": "apbd_kota"}
    for name, code in chosen.items():
        whole, narrowed = cards_of(lang="en"), cards_of(lang="en", **{name: code})
        for each in CODES:
            if name in QUESTIONS[each].follows:
                assert narrowed[each].unfollowed == ""
            else:
                assert word("en", f"filter.{name}") in narrowed[each].unfollowed
                assert narrowed[each].answer == whole[each].answer
    # of 55 mosque caretakers and the like in Medan Kota the city budget pays for 10
    assert cards_of(lang="en", **chosen)["protected"].answer.startswith("October 2026: **10** of 55 ")


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b8_an_empty_slice_and_the_first_month_have_sentences_of_their_own(lang: str) -> None:
    empty = cards_of(lang=lang, opd="dispora")
    period = month(lang, "2026-10")
    assert empty["company"].answer == word(lang, "question.nobody", period=period)
    assert empty["who"].answer == word(lang, "answer.funding.none", period=period)
    assert empty["expiring"].answer == word(lang, "answer.funding.none", period=period)
    first = cards_of(lang=lang, period="2026-08")
    assert first["why"].answer == word(lang, "answer.changes.first", period=month(lang, "2026-08"))
    # merged rows: 25 workers of body and sector "lainnya"
    assert word(lang, "note.merged") in cards_of(lang=lang)["opd"].unknown


def test_b8_a_month_without_all_lists_says_so_on_its_cards(own_city: Path) -> None:
    entries = read_entries(own_city)
    for entry in entries:
        if entry["period"] == "2026-10":
            entry |= {"complete": False, "missing": ["opd:dinkes"]}
    write_manifest(own_city, entries)
    note = word("id", "caveat.incomplete", period="Oktober 2026")
    found = cards_of(lang="id")
    assert [code for code in CODES if note not in found[code].unknown] == ["iuran", "worth"]
    assert found["why"].answer == word(
        "id", "answer.changes.incomplete", period="Oktober 2026", place="Kota Medan"
    )


# --- the page


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize(("lang", "city"), [("id", "medan"), ("en", "pekalongan")])
def test_b8_the_page_holds_all_cards(lang: str, city: str) -> None:
    show_city(city)
    at = open_page("questions", lang=lang, kota=city)
    found = cards_of(lang=lang, kota=city)
    shown = told(at)
    assert answer(at).startswith("20 ")
    for each in found.values():
        for text in (each.answer, each.definition, each.unknown, each.stamp, f"]({each.path})"):
            assert text in shown, each.code
    labels = [box.label for box in at.expander]
    assert [each.question for each in found.values() if each.question in labels] == [
        each.question for each in found.values()
    ]


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("code", ["ucj", "worth"])
def test_b8_a_card_opens_by_its_address(code: str) -> None:
    at = open_page("questions", lang="en", **{CARD: code})
    found = cards_of(lang="en")[code]
    assert answer(at) == found.answer
    assert f"**{found.question}**" in [text.value for text in at.markdown]
    assert not at.warning
    assert at.query_params[CARD] == code


@pytest.mark.usefixtures("fixture_city")
def test_b8_a_hostile_card_is_told_and_opens_the_list() -> None:
    for value in ("<script>alert(1)</script>", "a" * 3_000):
        at = open_page("questions", lang="en", **{CARD: value})
        assert len(at.warning) == 1
        assert "<script>" not in at.warning[0].value.replace("`<script>alert(1)</script>`", "")
        assert answer(at).startswith("20 questions")


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b8_every_card_is_found_by_the_search_box(lang: str) -> None:
    index = search_index(("summary", "questions"))
    for code in CODES:
        text = word(lang, f"question.{code}.short")
        first, *_ = offers(index.search(text), {})
        assert (first.page, dict(first.codes)) == ("questions", {CARD: code}), text
        assert called(first.things[0], lang) == word(lang, f"question.{code}.asked")


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_b8_the_cards_on_paper_hold_every_number(lang: str) -> None:
    text = pdf_text(made({"lang": lang}, "https://cakupan.example.go.id", "kartu.pdf"))
    wanted = [
        found
        for each in cards_of(lang=lang).values()
        for found in numbers_in(f"{each.answer} {each.unknown}")
    ]
    assert missing(sorted(wanted), numbers_in(text)) == []
    assert "\ufffd" not in text
