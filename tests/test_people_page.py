"""Does the page on people tell sex, age, disability, programme and segment truly, and keep UCJ apart?"""

from pathlib import Path
from typing import Any

import pytest

from dashboard import db
from dashboard.words import LANGUAGES, word
from tests.fixtures import KOTA, SUNGGAL, read_entries, write_file, write_manifest
from tests.opened import answer, captions, charts, links, metrics, open_page, tables

SAMPLE = "data/medan"
NBSP = "\u00a0"
PERIOD = "2026-10"
ROWS: dict[str, list[tuple]] = {
    # 300 workers: women 100 (30 active), men 180 (36 active), 20 merged (9 active)
    "demographics": [
        (PERIOD, KOTA, "p", "25-34", "tidak", "active", 30),
        (PERIOD, KOTA, "p", "25-34", "tidak", "never", 30),
        (PERIOD, SUNGGAL, "p", "65+", "ya", "lapsed", 40),
        (PERIOD, KOTA, "l", "25-34", "tidak", "active", 36),
        (PERIOD, KOTA, "l", "25-34", "tidak", "one_month", 44),
        (PERIOD, SUNGGAL, "l", "15-24", "tidak", "never", 100),
        (PERIOD, KOTA, "lainnya", "lainnya", "lainnya", "active", 9),
        (PERIOD, KOTA, "lainnya", "lainnya", "lainnya", "never", 11),
    ],
    "programmes": [
        (PERIOD, KOTA, "marbot", "bpu", "jkk", 70),
        (PERIOD, SUNGGAL, "marbot", "bpu", "jkk", 5),
        (PERIOD, KOTA, "marbot", "bpu", "jkm", 70),
        (PERIOD, SUNGGAL, "marbot", "bpu", "jkm", 5),
        (PERIOD, KOTA, "marbot", "bpu", "jht", 15),
    ],
    "participants": [
        (PERIOD, "pu", "jkk", 400_000),
        (PERIOD, "pu", "jp", 300_000),
        (PERIOD, "bpu", "jkk", 100_000),
        (PERIOD, "bpu", "jkm", 100_000),
    ],
}


MADE = [(table, PERIOD) for table in ROWS]


@pytest.fixture
def told_city(own_city: Path) -> Path:
    """The fixture city with workers told by sex, age, disability, programme and segment."""
    entries = [entry for entry in read_entries(own_city) if (entry["table"], entry["period"]) not in MADE]
    for table, period in MADE:
        (own_city / "extracts" / period / "r1" / f"{table}.parquet").unlink()
        entries.append(write_file(own_city, table=table, period=period, rows=ROWS[table]))
    write_manifest(own_city, entries)
    return own_city


def rows_of(query: str, key: str, **chosen: Any) -> dict[str, dict[str, Any]]:
    params = {"period": PERIOD} | ({} if query.startswith("participants") else {"kecamatan": None}) | chosen
    return {row[key]: row for row in db.run_query(query, **params).to_pylist()}


def groups(**chosen: Any) -> dict[tuple[str, str], tuple[int, ...]]:
    """Universe, registered, active, one month, lapsed, never and unprotected of each group."""
    params = {"period": PERIOD, "kecamatan": None} | chosen
    keys = ("universe", "registered", "active", "one_month", "lapsed", "never", "unprotected")
    return {
        (row["dimension"], row["id"]): tuple(row[key] for key in keys)
        for row in db.run_query("demographics_by_group", **params).to_pylist()
    }


# --- by hand


@pytest.mark.usefixtures("told_city")
def test_groups_by_hand() -> None:
    assert groups() == {
        ("sex", "p"): (100, 70, 30, 0, 40, 30, 70),
        ("sex", "l"): (180, 80, 36, 44, 0, 100, 144),
        ("sex", "lainnya"): (20, 9, 9, 0, 0, 11, 11),
        ("age_band", "15-24"): (100, 0, 0, 0, 0, 100, 100),
        ("age_band", "25-34"): (140, 110, 66, 44, 0, 30, 74),
        ("age_band", "65+"): (40, 40, 0, 0, 40, 0, 40),
        ("age_band", "lainnya"): (20, 9, 9, 0, 0, 11, 11),
        ("disability", "ya"): (40, 40, 0, 0, 40, 0, 40),
        ("disability", "tidak"): (240, 110, 66, 44, 0, 130, 174),
        ("disability", "lainnya"): (20, 9, 9, 0, 0, 11, 11),
    }
    assert groups(kecamatan=SUNGGAL)["sex", "p"] == (40, 40, 0, 0, 40, 0, 40)
    assert groups(kecamatan="12.71.21") == {}


@pytest.mark.usefixtures("told_city")
def test_programmes_by_hand() -> None:
    rows = rows_of("coverage_by_programme", "programme")
    assert [(code, row["workers"], row["not_covered"]) for code, row in rows.items()] == [
        ("jkk", 75, 225),
        ("jkm", 75, 225),
        ("jht", 15, 285),
        ("jp", 0, 300),
        ("jkp", 0, 300),
    ]
    assert {row["universe"] for row in rows.values()} == {300}
    assert rows["jht"]["coverage_rate"] == 0.05
    assert rows_of("coverage_by_programme", "programme", kecamatan=SUNGGAL)["jkk"]["coverage_rate"] == 0.05


@pytest.mark.usefixtures("told_city")
def test_segments_by_hand() -> None:
    (row,) = rows_of("coverage_by_segment", "id").values()
    assert row == {
        "id": "bpu",
        "universe": 300,
        "registered": 125,
        "active": 75,
        "one_month": 30,
        "lapsed": 20,
        "never": 175,
        "unprotected": 225,
        "coverage_rate": 0.25,
    }


@pytest.mark.usefixtures("told_city")
def test_ucj_by_hand() -> None:
    rows = rows_of("participants_by_segment", "segment")
    assert {code: row["workers"] for code, row in rows.items()} == {
        "pu": 400_000,
        "bpu": 100_000,
        "total": 500_000,
    }
    assert list(rows)[-1] == "total"
    assert {(row["denominator"], row["universe"]) for row in rows.values()} == {
        ("labour_force_2025", 875_743)
    }
    targets = rows_of("participants_by_target", "id")
    # 0.5215 x 875,743 = 456,699.97; 1 x 875,743; 0.995 x 875,743 = 871,364.29
    assert (
        targets["ucj_kemendagri_2025"]["target_workers"],
        targets["ucj_kemendagri_2025"]["gap_workers"],
    ) == (
        456_700,
        0,
    )
    assert targets["ucj_2030"]["gap_workers"] == 375_743
    assert targets["rpjpn_2045"]["gap_workers"] == 371_365
    assert {row["coverage_rate"] for row in targets.values()} == {500_000 / 875_743}


# --- the shipped sample


def test_sample_adds_up_to_the_headline_in_every_month(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", SAMPLE)
    empty = dict.fromkeys(
        (
            "opd",
            "sector",
            "kecamatan",
            "funding_source",
            "target_share",
            "target_workers",
            "denominator_workers",
        )
    )
    assert len(db.state().periods) == 46
    for period in db.state().periods:
        (headline,) = db.run_query("coverage_headline", period=period, **empty).to_pylist()
        whole = tuple(
            headline[key] for key in ("universe", "registered", "active", "one_month", "lapsed", "never")
        )
        found = groups(period=period)
        for dimension in ("sex", "age_band", "disability"):
            rows = [row for (of, _), row in found.items() if of == dimension]
            assert tuple(map(sum, zip(*rows, strict=True)))[:6] == whole, f"{period} by {dimension}"
        segments = rows_of("coverage_by_segment", "id", period=period).values()
        assert sum(row["universe"] for row in segments) == headline["universe"]
        assert sum(row["active"] for row in segments) == headline["active"]
        programmes = rows_of("coverage_by_programme", "programme", period=period)
        assert programmes["jkk"]["workers"] == programmes["jkm"]["workers"] == headline["active"]
        assert programmes["jkk"]["universe"] == headline["universe"]


def test_sample_equals_direct_sql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", SAMPLE)
    cursor = db._live.current().database.cursor()
    women, men = groups(kecamatan="12.71.05")["sex", "p"], groups(kecamatan="12.71.05")["sex", "l"]
    direct = cursor.execute(
        "select sum(workers), coalesce(sum(workers) filter (where status = 'active'), 0) from demographics "
        "where period = '2026-10' and kecamatan = '12.71.05' and sex in ('p', 'l') group by sex order by sex"
    ).fetchall()
    assert sorted(direct) == sorted([(women[0], women[2]), (men[0], men[2])])
    (members,) = cursor.execute(
        "select sum(workers) from participants where period = '2026-10' and programme = 'jkk'"
    ).fetchone()
    total = rows_of("participants_by_segment", "segment")["total"]
    assert total["workers"] == members
    assert total["coverage_rate"] == members / 875_743


def test_sample_says_what_the_small_cells_hide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", SAMPLE)
    told = "\n".join(text.value for text in open_page("people").markdown)
    assert "Cakupan penyandang disabilitas belum dapat disebut: hanya 10 orang" in told


# --- the page


@pytest.mark.usefixtures("told_city")
def test_page_tells_women_men_and_ages() -> None:
    at = open_page("people")
    assert answer(at) == (
        f"Oktober 2026, Kota Medan: **30,0{NBSP}%** pekerja informal perempuan terlindungi aktif "
        f"(30 dari 100) dan **20,0{NBSP}%** laki-laki (36 dari 180); menurut umur "
        f"tertinggi 25–34 tahun (47,1{NBSP}%), terendah 65+ tahun (0{NBSP}%)."
    )
    assert metrics(at) == {
        "Perempuan": f"30,0{NBSP}%",
        "Laki-laki": f"20,0{NBSP}%",
        "25–34 tahun": f"47,1{NBSP}%",
        "65+ tahun": f"0{NBSP}%",
    }
    told = "\n".join(text.value for text in at.markdown)
    assert "belum dapat disebut" not in told, "40 people with a disability are enough"
    assert f"**500.000** peserta aktif JKK dari semua segmen, **57,1{NBSP}%** dari 875.743" in told


@pytest.mark.usefixtures("told_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_has_chart_table_file_and_source(lang: str) -> None:
    at = open_page("people", lang=lang)
    assert not at.warning
    assert len(charts(at)) == 6  # sex, age, disability, programme, segment, UCJ
    assert len(tables(at)) == 7  # and the targets of UCJ
    files = [link.partition("?")[0].removeprefix("/unduh/") for link in links(at)]
    assert len([name for name in files if name.endswith(".sql")]) == 4  # one a part
    assert [name for name in files if name.endswith(".csv")] == [
        "demographics_by_group.csv",
        "coverage_by_programme.csv",
        "coverage_by_segment.csv",
        "participants_by_segment.csv",
        "participants_by_target.csv",
    ]
    made = word(lang, "provenance.title")
    assert [expander.label for expander in at.expander].count(made) == 4
    assert captions(at).count("2026\u201110.r1") >= 8  # four cards, four parts
    for chart in charts(at):
        assert any(digit.isdigit() for digit in chart.proto.alt)


@pytest.mark.usefixtures("told_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_ucj_stands_apart_and_is_of_the_whole_city(lang: str) -> None:
    at = open_page("people", lang=lang, kecamatan=SUNGGAL)
    assert word(lang, "people.ucj.apart") in [info.value for info in at.info]
    told = "\n".join(text.value for text in at.markdown)
    assert ("500.000" if lang == "id" else "500,000") in told
    titles = [text.value for text in at.subheader]
    assert titles[-1] == word(lang, "people.ucj.title"), "the last part of the page"


@pytest.mark.usefixtures("fixture_city")
def test_merged_sexes_are_not_compared() -> None:
    # all 75 of the fixture are merged
    assert answer(open_page("people")) == (
        f"Oktober 2026, Kota Medan: **75** dari 75 pekerja informal terlindungi aktif, **100{NBSP}%**; "
        "jenis kelamin tidak cukup terinci untuk dibandingkan."
    )


@pytest.mark.usefixtures("told_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_slice_says_so_and_still_tells_ucj(lang: str) -> None:
    at = open_page("people", lang=lang, kecamatan="12.71.21")
    said = word(lang, "answer.empty", period="#", place="#").split("#")
    assert said[-1] in answer(at)
    assert len(charts(at)) == 1
    assert not at.metric


@pytest.mark.usefixtures("told_city")
def test_filters_the_page_cannot_follow_are_told() -> None:
    at = open_page("people", opd="dinsos", sector="marbot", funding_source="apbd_kota")
    for name in ("Dinas Sosial", "APBD"):
        assert name in at.warning[0].value
    assert "(30 dari 100)" in answer(at)
