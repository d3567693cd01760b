"""Does one box find what a reader means, with its typos, and link to the page that shows it?"""

import string
from urllib.parse import parse_qs

import pytest

from dashboard.cities import city_dirs, show_city
from dashboard.search import MOST_WORDS, Found, Index, Thing, words_of
from dashboard.search_box import search_index
from dashboard.search_offers import Offer, offers, terms_in
from dashboard.words import word
from tests.fixtures import ROOT
from tests.opened import open_file

PAGES = ("summary", "opd", "region", "funding", "expiry", "compare", "simulator")


@pytest.fixture
def medan() -> Index:
    """All that can be found in Medan."""
    show_city("medan")
    return search_index(PAGES)


def parents(index: Index) -> dict[str, str]:
    return {each.code: each.code[:8] for each in index.things if each.kind == "kelurahan"}


def offered(index: Index, text: str) -> list[Offer]:
    return offers(index.search(text), parents(index))


def first(index: Index, text: str) -> tuple[str, dict[str, str]]:
    offer = offered(index, text)[0]
    return offer.page, dict(offer.codes)


def found_things(found: Found) -> list[tuple[str, str]]:
    return [(thing.kind, thing.code) for part in found.parts for thing in part.things]


# --- D4


def test_d4_a_place_and_a_sector_are_filters_of_one_page(medan: Index) -> None:
    wanted = ("summary", {"kecamatan": "12.71.08", "sector": "nelayan"})
    for text in ("Medan Belawan nelayan", "nelayan di kecamatan Medan Belawan", "medan belwan nelyan"):
        assert first(medan, text) == wanted, text
    assert first(medan, "Fishers in Medan Belawan") == wanted


def typos(name: str) -> list[str]:
    """The name with one mistake at every place, of a kind that changes from place to place."""
    made = []
    for place, letter in enumerate(name):
        other = "q" if letter != "q" else "z"
        before, after = name[:place], name[place + 1 :]
        kinds = [before + after, before + other + letter + after, before + other + after]
        if after and " " not in letter + after[0]:
            kinds.append(before + after[0] + letter + after[1:])
        made.append(kinds[place % len(kinds)])
    return made


@pytest.mark.parametrize("code", city_dirs())
def test_d4_every_name_is_found_with_one_wrong_letter(code: str) -> None:
    show_city(code)
    index = search_index(PAGES)
    lost = []
    for thing in index.things:
        if thing.kind == "period" and thing.code < "2026":
            continue  # months are all called alike
        for name in dict.fromkeys(thing.names):
            if len("".join(words_of(name))) < 5:
                continue  # a wrong letter of few leaves no name
            if len(words_of(name)) > MOST_WORDS - 2 or len(name) > 80:
                continue
            wrong = [text for text in typos(name) if not _finds(index, thing, text)]
            lost += [(name, text) for text in wrong]
    assert lost == []


def _finds(index: Index, thing: Thing, text: str) -> bool:
    return (thing.kind, thing.code) in found_things(index.search(text))


def test_d4_each_word_may_have_its_own_typo(medan: Index) -> None:
    assert first(medan, "medn bellawan")[1] == {"kecamatan": "12.71.08"}
    assert first(medan, "dinsa kesehatn")[1] == {"opd": "dinkes"}


def test_d4_names_that_are_alike_are_all_offered(medan: Index) -> None:
    for text, names in (
        ("Tanjung Mulia", {"Tanjung Mulya", "Tanjung Mulia Hilir"}),
        ("Belawan", {"Medan Belawan", "Belawan I", "Belawan II", "Belawan Bahari", "Belawan Sicanang"}),
        ("Tegal Sari I", {"Tegal Sari I", "Tegal Sari II"}),
        ("kota", {"Medan Kota", "Glugur Kota", "Kota Bangun"}),
    ):
        shown = {name for offer in offered(medan, text) for thing in offer.things for name in thing.names}
        assert names <= shown, text


def test_d4_a_kelurahan_called_like_its_kecamatan_does_not_hide_it() -> None:
    index = Index(
        (
            Thing(kind="kecamatan", code="1", names=("Sukajadi",)),
            Thing(kind="kelurahan", code="1.1", names=("Sukajadi",)),
        )
    )
    listed = offers(index.search("sukajadi"), {"1.1": "1"})
    assert [dict(each.codes) for each in listed] == [
        {"kecamatan": "1"},
        {"kecamatan": "1", "kelurahan": "1.1"},
    ]


@pytest.mark.parametrize(
    ("text", "page", "codes"),
    [
        ("Belawan Bahari", "region", {"kecamatan": "12.71.08", "kelurahan": "12.71.08.1004"}),
        ("Medan Denai", "region", {"kecamatan": "12.71.04"}),
        ("ojol", "summary", {"sector": "pengemudi_ojek_online"}),  # an alias of the list
        ("dinkes", "summary", {"opd": "dinkes"}),
        ("Segera habis Medan Denai", "expiry", {"kecamatan": "12.71.04"}),
        ("Running out", "expiry", {}),
        ("Medan Denai Oktober 2025", "region", {"kecamatan": "12.71.04", "period": "2025-10"}),
        ("Medan Kota Medan Denai", "compare", {"kecamatan": "12.71.01", "other_kecamatan": "12.71.04"}),
        ("2025-10 2024-10", "compare", {"period": "2025-10", "other_period": "2024-10"}),
        ("APBD Kota Medan", "summary", {"funding_source": "apbd_kota"}),
    ],
)
def test_d4_the_right_page_with_the_right_filters(medan: Index, text: str, page: str, codes: dict) -> None:
    found = [(offer.page, dict(offer.codes)) for offer in offered(medan, text)]
    assert (page, codes) in found[:3], found[:3]


def test_every_offer_is_of_filters_that_its_page_follows(medan: Index) -> None:
    for text in ("belawan nelayan dinkes", "Belawan Bahari nelayan", "segera habis Belawan Bahari"):
        for offer in offered(medan, text):
            if "kelurahan" in offer.codes:
                assert offer.page == "region"
                assert not {"opd", "sector"} & set(offer.codes)


@pytest.mark.parametrize(
    ("text", "code"),
    [("JKK", "jkk"), ("trdaftar", "registered"), ("vulnerable worker", "pekerja rentan"), ("PKS", "pks")],
)
def test_d4_words_of_the_glossary_are_found_in_both_languages(medan: Index, text: str, code: str) -> None:
    assert code.casefold() in [thing.code.casefold() for thing in terms_in(medan.search(text))]


def test_words_said_around_a_name_are_not_explained(medan: Index) -> None:
    assert terms_in(medan.search("nelayan di kecamatan Medan Belawan")) == []
    assert [thing.code for thing in terms_in(medan.search("kecamatan"))] == ["kecamatan"]


# --- bad input


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x" * 10_000,
        "medan " * 3_000,
        "a " * 5_000,
        "**belawan** [x](http://y) <script>",
        "\x00\u202e\ud800belawan",
        "🙂" * 500,
        "' or 1=1 --",
        "ﷺ" * 300,
        "é" * 300,
        string.punctuation,
    ],
)
def test_anything_may_be_typed(medan: Index, text: str) -> None:
    found = medan.search(text)
    assert sum(len(part.words) for part in found.parts) + len(found.unknown) <= MOST_WORDS
    for offer in offers(found, parents(medan)):
        assert offer.page in PAGES


def test_words_that_name_nothing_are_told(medan: Index) -> None:
    assert medan.search("belawan zzzzzz").unknown == ("zzzzzz",)
    assert medan.search("kecamatan di medan").unknown == ()


# --- in the sidebar of every page


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_box_stands_on_top_of_every_page(lang: str) -> None:
    at = open_file("app.py", lang=lang, sector="marbot")
    box = at.sidebar.text_input(key="search")
    assert box.label == word(lang, "search.label")
    before = len(at.sidebar.get("page_link"))
    box.set_value("medan sungal").run()
    links = at.sidebar.get("page_link")
    assert len(links) > before
    assert links[0].proto.label == "Medan Sunggal"
    assert parse_qs(links[0].proto.query_string).get("kecamatan") == ["12.71.02"]
    assert "sector" not in parse_qs(links[0].proto.query_string), "a fresh question"
    assert parse_qs(links[0].proto.query_string).get("lang", ["id"]) == [lang]


@pytest.mark.usefixtures("fixture_city")
def test_what_is_not_found_is_told_and_inert() -> None:
    at = open_file("app.py")
    for text, told in (("**zzzzzz**", word("id", "search.nothing")), ("sunggal <b>zzzzzz", "`zzzzzz`")):
        at.sidebar.text_input(key="search").set_value(text).run()
        assert not at.exception
        assert told in "\n".join(each.value for each in at.sidebar.caption)


def test_app_is_only_a_list() -> None:
    assert "search" not in (ROOT / "app.py").read_text(encoding="utf-8")
