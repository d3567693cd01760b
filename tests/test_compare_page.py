"""Do two views stand side by side with true numbers, and does one link give them again?"""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import db
from dashboard.choices import SLICE, choices, selection_of
from dashboard.compare_choices import (
    EVERY,
    OTHER_KEYS,
    earlier_period,
    read_other,
    said_of,
    second_view,
)
from dashboard.compare_words import apart, comparison_answer, signed_apart
from dashboard.names import Names
from dashboard.words import LANGUAGES, word
from tests.fixtures import KOTA, SUNGGAL
from tests.opened import answer, captions, charts, links, metrics, open_file, open_page, tables

pytestmark = pytest.mark.usefixtures("fixture_city")

NBSP = "\u00a0"
VALUES = [f"{side}{part}" for side in "ab" for part in ("", "_share", "_active", "_universe")]
EVERYWHERE: dict[str, Any] = dict.fromkeys((*SLICE, *OTHER_KEYS))


def compared(**params: str) -> dict[str, tuple]:
    asked = {**EVERYWHERE, "period": "2026-10", "other_period": "2026-10", **params}
    rows = db.run_query("comparison", **asked).to_pylist()
    return {row.pop("measure"): tuple(row.values()) for row in rows}


def url(at: AppTest) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[-1] for name, value in at.query_params.items()}


# --- the query


def test_d7_two_places_by_hand() -> None:
    # Kota 200: 70 active, 30 one month, 15 lapsed, 85 never; Sunggal 100: 5 active, 5 lapsed, 90 never
    found = compared(kecamatan=KOTA, other_kecamatan=SUNGGAL)
    assert {measure: row[:3] for measure, row in found.items()} == {
        "universe": (200, 100, 100),
        "active": (70, 5, 65),
        "unprotected": (130, 95, 35),
        "registered": (115, 10, 105),
        "one_month": (30, 0, 30),
        "lapsed": (15, 5, 10),
        "never": (85, 90, -5),
    }
    assert found["active"][3:] == (0.35, 0.05, pytest.approx(0.30))
    assert found["universe"][3:] == (1.0, 1.0, 0.0)


def test_d7_two_months_and_two_payers_by_hand() -> None:
    assert compared(other_period="2026-08")["active"][:3] == (75, 10, 65)
    paid = compared(funding_source="apbd_kota", other_funding_source="csr_bumn")
    assert paid["active"][:3] == (50, 20, 30)
    assert paid["universe"][:3] == (300, 300, 0), "a payer narrows the protected only"
    assert paid["never"][:3] == (175, 175, 0)


def test_nobody_and_an_unpublished_month_have_all_rows() -> None:
    for asked in (
        {"opd": "dispora", "other_opd": "dispora"},
        {"period": "2030-01", "other_period": "1999-01"},
    ):
        found = compared(**asked)
        assert len(found) == 7
        assert set(found.values()) == {(0, 0, 0, None, None, None)}


def test_the_difference_is_that_of_the_headlines() -> None:
    for first, other in (({"opd": "dinsos"}, {"sector": "marbot"}), ({}, {"kecamatan": SUNGGAL})):
        row = compared(**first, **{f"other_{name}": code for name, code in other.items()})["active"]
        sides = [_headline(first), _headline(other)]
        assert row[:3] == (sides[0], sides[1], sides[0] - sides[1])


def _headline(chosen: dict[str, str]) -> int:
    names = (*SLICE, "target_share", "target_workers", "denominator_workers")
    params = {**dict.fromkeys(names), "period": "2026-10", **chosen}
    return db.run_query("coverage_headline", **params).column("active")[0].as_py()


def test_months_of_both_by_hand() -> None:
    params = {name: None for name in (*SLICE, *OTHER_KEYS) if name != "other_period"}
    rows = db.run_query("comparison_trend", **{**params, "other_kecamatan": KOTA}).to_pylist()
    assert [(row["period"], row["active"], row["other_active"], row["other_universe"]) for row in rows] == [
        ("2026-08", 10, 10, 200),
        ("2026-09", 80, 80, 200),
        ("2026-10", 75, 70, 200),
    ]


# --- what is chosen


def first_view(**chosen: str):
    defaults = {name: choice.default for name, choice in choices().items()}
    return selection_of({**defaults, **chosen})


def test_what_a_link_does_not_say_is_as_in_the_first_view() -> None:
    first = first_view(sector="marbot", kecamatan=KOTA)
    assert second_view(first, {}).period == "2026-08"  # the earliest month within a year
    assert second_view(first, {}).sector == "marbot"
    other = second_view(first, {"other_kecamatan": SUNGGAL})
    assert (other.period, other.sector, other.kecamatan) == ("2026-10", "marbot", SUNGGAL)
    assert second_view(first, {"other_sector": EVERY}).sector is None


def test_every_second_view_survives_its_link() -> None:
    first = first_view(sector="marbot", kecamatan=KOTA)
    for key, name in OTHER_KEYS.items():
        for code in (*choices()[name].codes[1:4], EVERY):
            if key == "other_period" and code == EVERY:
                continue
            second = second_view(first, {"other_period": "2026-09", key: code})
            said, notices = read_other({each: [value] for each, value in said_of(first, second).items()})
            assert notices == ()
            assert second_view(first, said) == second


def test_first_month_is_compared_with_itself() -> None:
    assert earlier_period("2026-08") == "2026-08"


# --- the page


def test_d7_one_link_gives_both_views_and_their_difference() -> None:
    at = open_page("compare", kecamatan=KOTA, other_kecamatan=SUNGGAL)
    assert url(at) == {"period": "2026-10", "kecamatan": KOTA, "other_kecamatan": SUNGGAL}
    assert metrics(at) == {
        "Cakupan A": f"35,0{NBSP}%",
        "Cakupan B": f"5,0{NBSP}%",
        "Selisih cakupan": "+30,0 poin persen",
        "Selisih orang": "+65",
    }
    assert "lebih tinggi **30,0 poin persen**" in answer(at)
    (table,) = tables(at)
    assert list(table["Selisih (A − B)"]) == [*("+100", "+65", "+35", "+105", "+30", "+10", "−5")]
    assert any(f"other_kecamatan={SUNGGAL}" in link for link in links(at))
    alt = charts(at)[0].proto.alt
    assert f"A 35,0{NBSP}%" in alt
    assert f"B 5,0{NBSP}%" in alt


def test_each_number_says_its_own_month() -> None:
    at = open_page("compare", other_period="2026-08")
    told = captions(at)
    assert "Agustus 2026, ekstrak 2026\u201108.r1" in told
    assert "Oktober 2026, ekstrak 2026\u201110.r1" in told


def test_a_widget_changes_the_second_view_and_the_url() -> None:
    at = open_page("compare", kecamatan=KOTA)
    at.selectbox(key="filter_other_kecamatan").set_value(EVERY).run()
    assert not at.exception
    assert url(at) == {
        "period": "2026-10",
        "kecamatan": KOTA,
        "other_period": "2026-08",
        "other_kecamatan": EVERY,
    }
    at.selectbox(key="filter_other_period").set_value("2026-10").run()
    at.selectbox(key="filter_other_kecamatan").set_value(KOTA).run()
    assert "pilihan yang sama" in answer(at)
    assert url(at) == {"period": "2026-10", "kecamatan": KOTA, "other_period": "2026-10"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", OTHER_KEYS)
def test_an_unknown_code_is_told_and_removed(key: str, lang: str) -> None:
    for value in ("<b>x", "' or 1=1 --", "x" * 3_000):
        at = open_page("compare", lang=lang, **{key: value})
        assert len(at.warning) == 1
        assert key in at.warning[0].value
        assert key not in url(at)


@pytest.mark.parametrize(
    ("parameters", "key"),
    [
        ({"opd": "dispora"}, "empty"),
        ({"opd": "dispora", "other_opd": "dinsos"}, "empty_a"),
        ({"other_opd": "dispora"}, "empty_b"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_view_is_told(parameters: dict[str, str], key: str, lang: str) -> None:
    at = open_page("compare", lang=lang, **parameters)
    begun = word(lang, f"answer.compare.{key}", **dict.fromkeys(VALUES, "#"))
    assert answer(at).startswith(begun.partition("#")[0])
    assert not at.metric


# --- sentences


def rows(active: int, universe: int, other_active: int, other_universe: int) -> dict[str, dict]:
    shares = [
        active / universe if universe else None,
        other_active / other_universe if other_universe else None,
    ]
    difference = None if None in shares else shares[0] - shares[1]
    return {
        "universe": {"workers": universe, "other_workers": other_universe},
        "active": {
            "workers": active,
            "other_workers": other_active,
            "difference": active - other_active,
            "difference_share": difference,
        },
    }


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1, 3, 2, 6), "Coverage of both is the same; A has 1 fewer protected than B."),
        ((5, 10, 5, 10), "Coverage of both is the same; the number of protected is the same."),
        (
            (5, 10, 5, 20),
            "Coverage of A is **25.0 percentage points** higher; the number of protected is the same.",
        ),
        (
            (1, 10, 9, 30),
            "Coverage of A is **20.0 percentage points** lower; A has 8 fewer protected than B.",
        ),
        ((9, 90, 2, 10), "Coverage of A is **10.0 percentage points** lower; A has 7 more protected than B."),
        (
            (10_001, 100_000, 10_000, 100_000),
            "Coverage of A is **0.001 percentage points** higher; A has 1 more protected than B.",
        ),
    ],
)
def test_sentences_are_true_in_every_case(counts: tuple[int, int, int, int], said: str) -> None:
    sentence = comparison_answer(Names(lang="en", names={}), rows(*counts), ("one", "two"))
    assert sentence.endswith(said)


def test_a_distance_that_rounds_to_nothing_is_not_called_nothing() -> None:
    assert apart("en", 0.0004) == "0.04 percentage points"
    assert apart("en", 0.005) == "0.5 percentage points"
    assert signed_apart("en", -0.0001) == "\u22120.01 percentage points"
    assert signed_apart("en", None) == "–"
    assert signed_apart("id", 0.0) == "0,0 poin persen"


# --- D3: filters survive


def test_d3_reset_is_one_click_and_every_link_of_the_sidebar_keeps_the_filters() -> None:
    at = open_file("app.py", sector="marbot", kecamatan=KOTA, period="2026-09", lang="en")
    for link in at.sidebar.get("page_link"):
        for told in ("sector=marbot", f"kecamatan={KOTA}", "period=2026-09", "lang=en"):
            assert told in link.proto.query_string, link.proto.label
    (reset,) = [button for button in at.sidebar.button if button.label == word("en", "filter.reset")]
    reset.click().run()
    assert url(at) == {"period": "2026-10", "lang": "en"}


def test_d3_the_second_view_is_there_when_the_reader_comes_back() -> None:
    at = open_page("compare", other_kecamatan=SUNGGAL)
    del at.query_params["other_kecamatan"]  # as a link of the sidebar does
    at.run()
    assert url(at)["other_kecamatan"] == SUNGGAL
