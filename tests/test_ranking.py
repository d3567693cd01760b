"""Is the ranking fair: limits for the size, nobody ranked by chance, nobody hidden?"""

import math
from pathlib import Path
from typing import Any

import pytest

from dashboard import db
from dashboard.answers import RANKED_FROM
from dashboard.words import LANGUAGES, word
from tests.fixtures import KOTA, SUNGGAL, read_entries, write_file, write_manifest
from tests.opened import captions, charts, open_page, tables, told

WHOLE = dict.fromkeys(("sector", "kecamatan", "funding_source"))
# Workers of each body and how many of them are protected: 40 of 200 in all, a fifth.
BODIES = {
    "dinsos": (100, 5),
    "dishub": (30, 12),
    "dinkes": (29, 20),
    "lainnya": (36, 3),
    "belum_disebut": (5, 0),
}


def ranked(**chosen: str) -> dict[str, dict[str, Any]]:
    rows = db.run_query("funnel_by_opd", **({"period": "2026-10", **WHOLE} | chosen)).to_pylist()
    return {row["id"]: row for row in rows}


@pytest.fixture
def bodies(own_city: Path) -> Path:
    """The last month has the workers of BODIES."""
    rows = []
    for opd, (universe, active) in BODIES.items():
        where = ("2026-10", KOTA, opd, "marbot", "bpu")
        rows.append((*where, "never", None, universe - active, 0))
        if active:
            rows.append((*where, "active", "apbd_kota", active, active * 16_800))
    entries = [
        each for each in read_entries(own_city) if (each["table"], each["period"]) != ("coverage", "2026-10")
    ]
    entries.append(write_file(own_city, table="coverage", period="2026-10", rows=rows))
    write_manifest(own_city, entries)
    db.forget()
    return own_city


@pytest.mark.usefixtures("fixture_city")
def test_v11_limits_are_those_of_the_size() -> None:
    # 75 of 300 are protected; dinsos has 145 workers: sqrt(0.25 x 0.75 / 145) = 0.035960
    row = ranked()["dinsos"]
    assert (row["city_active"], row["city_universe"], row["city_rate"]) == (75, 300, 0.25)
    assert row["low_95"] == pytest.approx(0.179519, abs=1e-6)
    assert row["high_95"] == pytest.approx(0.320481, abs=1e-6)
    assert row["low_998"] == pytest.approx(0.138884, abs=1e-6)
    assert row["high_998"] == pytest.approx(0.361116, abs=1e-6)
    assert (row["universe"], row["active"], row["standing"]) == (145, 10, "far_below")  # 6.9 %
    assert ranked()["dishub"]["standing"] == "far_above"  # 65 of 130


@pytest.mark.usefixtures("fixture_city")
def test_limits_stay_between_none_and_all() -> None:
    rows = ranked(kecamatan=SUNGGAL)  # 5 of 100
    assert {row["low_998"] for row in rows.values()} == {0}
    assert all(
        0 <= row["low_998"] <= row["low_95"] <= row["high_95"] <= row["high_998"] <= 1
        for row in rows.values()
    )


@pytest.mark.usefixtures("bodies")
def test_v11_groups_under_thirty_workers_are_not_ranked() -> None:
    rows = ranked()
    assert RANKED_FROM == 30
    assert (rows["dishub"]["universe"], rows["dishub"]["place"]) == (30, 1)
    assert (rows["dinkes"]["universe"], rows["dinkes"]["place"], rows["dinkes"]["standing"]) == (
        29,
        None,
        "small",
    )
    # 12 of 30 = 40 %, 2.7 deviations above a fifth; 5 of 100, 3.75 below
    assert (rows["dishub"]["standing"], rows["dinsos"]["standing"]) == ("above", "far_below")
    assert (0.4 - 0.2) / math.sqrt(0.2 * 0.8 / 30) == pytest.approx(2.74, abs=0.01)
    assert rows["dinsos"]["place"] == 2


@pytest.mark.usefixtures("bodies")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_v11_merged_and_small_rows_are_shown_and_never_ranked(lang: str) -> None:
    at = open_page("opd", lang=lang)
    (table,) = [each for each in tables(at) if word(lang, "ranking.place") in each.columns]
    assert len(table) == len(BODIES)
    places = [cell.strip() for cell in table[word(lang, "ranking.place")]]
    assert places == ["1", "2", "–", "–", "–"]
    assert [cell.strip() for cell in table[word(lang, "ranking.n")]] == ["30", "100", "29", "36", "5"]
    standings = list(table[word(lang, "ranking.standing")])
    for standing in ("small", "merged", "unnamed"):
        assert any(word(lang, f"ranking.standing.{standing}") in cell for cell in standings)
    (left_out,) = [each for each in captions(at).splitlines() if word(lang, "name.merged") in each]
    assert "Dinkes" in left_out
    assert "30" in left_out


@pytest.mark.usefixtures("bodies")
def test_all_within_the_limits_share_a_rank(own_city: Path) -> None:
    alike = {"dinsos": (100, 20), "dishub": (100, 22), "dinkes": (100, 60), "dispar": (100, 1)}
    rows = []
    for opd, (universe, active) in alike.items():
        where = ("2026-10", KOTA, opd, "marbot", "bpu")
        rows += [(*where, "never", None, universe - active, 0), (*where, "active", "apbd_kota", active, 0)]
    entries = [
        each for each in read_entries(own_city) if (each["table"], each["period"]) != ("coverage", "2026-10")
    ]
    entries.append(write_file(own_city, table="coverage", period="2026-10", rows=rows))
    write_manifest(own_city, entries)
    db.forget()
    found = ranked()  # a quarter is protected: limits 16.5 to 33.5 %
    assert {opd: row["place"] for opd, row in found.items()} == {
        "dinkes": 1, "dinsos": 2, "dishub": 2, "dispar": 4,
    }  # fmt: skip
    assert {found["dinsos"]["standing"], found["dishub"]["standing"]} == {"alike"}


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("name", "dimension"), [("opd", "opd"), ("sector", "sector")])
def test_v11_the_funnel_is_drawn_and_said(name: str, dimension: str, lang: str) -> None:
    at = open_page(name, lang=lang)
    (chart,) = [each for each in charts(at) if word(lang, "ranking.axis") in each.proto.spec]
    for limit in ("low_95", "high_95", "low_998", "high_998", "city_rate"):
        assert limit in chart.proto.spec
    assert word(lang, "ranking.standing.far_below") in chart.proto.alt
    assert word(lang, f"ranking.group.{dimension}") in told(at)
    definitions = [table.value.to_string() for table in at.table]
    assert any("Spiegelhalter 2005" in text for text in definitions)


@pytest.mark.usefixtures("fixture_city")
def test_the_ranking_of_sectors_adds_up_to_the_same_city() -> None:
    params = {"period": "2026-10", "opd": None, "kecamatan": None, "funding_source": None}
    rows = db.run_query("funnel_by_sector", **params).to_pylist()
    assert sum(row["universe"] for row in rows) == 300
    assert {row["city_active"] for row in rows} == {75}


@pytest.mark.usefixtures("fixture_city")
def test_the_payer_narrows_who_is_protected_not_the_size() -> None:
    rows = ranked(funding_source="csr_bumn")
    assert (rows["dishub"]["active"], rows["dishub"]["universe"]) == (20, 130)
    assert rows["dishub"]["city_rate"] == 20 / 300


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_v11_one_group_alone_is_no_ranking_but_stays_in_the_table(lang: str) -> None:
    at = open_page("opd", lang=lang, sector="marbot")  # dinsos only
    assert word(lang, "ranking.answer.none", least=30) in told(at)
    assert not [each for each in charts(at) if word(lang, "ranking.axis") in each.proto.spec]
    (table,) = [each for each in tables(at) if word(lang, "ranking.place") in each.columns]
    assert len(table) == 1
