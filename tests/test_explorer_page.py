"""Does the explorer cross any two dimensions truly, add up exactly, and follow no URL that is not allowed?"""

import itertools
import random
from fractions import Fraction
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import db
from dashboard.addresses import Refused, query_params
from dashboard.catalog import load_query
from dashboard.explorer_chart import INKS, count_step
from dashboard.explorer_choices import DIMENSIONS, KEYS, MEASURES, TOTAL, Crossing, read_crossing
from dashboard.forms import spoken
from dashboard.palette import RAMP
from dashboard.words import LANGUAGES, word
from tests.fixtures import COVERAGE, KOTA, ROOT, SUNGGAL
from tests.opened import answer, captions, charts, links, open_page, tables
from tests.test_charts import contrast

SAMPLE = "data/medan"
FILTERS = ("opd", "sector", "kecamatan", "funding_source")
PAIRS = list(itertools.permutations(DIMENSIONS, 2))
COUNTS = ("workers", "registered", "active", "one_month", "lapsed", "never", "unprotected", "iuran_idr")
NBSP = "\u00a0"


def crossed(rows: str, columns: str, **chosen: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """The pairs of a crossing by their codes."""
    params = {"rows": rows, "columns": columns, "period": "2026-10"} | dict.fromkeys(FILTERS) | chosen
    found = db.run_query_uncached("crosstab", **params).to_pylist()
    return {(row["row_id"], row["column_id"]): row for row in found}


def counts(row: dict[str, Any]) -> tuple[int, ...]:
    return tuple(row[name] for name in COUNTS)


# --- by hand, on the rows of tests/fixtures.py


@pytest.mark.usefixtures("fixture_city")
def test_opd_by_kecamatan() -> None:
    cells = crossed("opd", "kecamatan")
    # workers, registered, active, one month, lapsed, never, unprotected, iuran
    assert counts(cells["dishub", KOTA]) == (120, 60, 60, 0, 0, 60, 60, 840_000)
    assert counts(cells["dishub", SUNGGAL]) == (10, 10, 5, 0, 5, 0, 5, 42_000)
    assert counts(cells["dinsos", KOTA]) == (55, 55, 10, 30, 15, 0, 45, 168_000)
    assert counts(cells["dinsos", SUNGGAL]) == (90, 0, 0, 0, 0, 90, 90, 0)
    assert counts(cells["lainnya", KOTA]) == (25, 0, 0, 0, 0, 25, 25, 0)
    assert counts(cells["lainnya", SUNGGAL]) == (0,) * 8
    assert cells["lainnya", SUNGGAL]["coverage_rate"] is None
    assert counts(cells[TOTAL, KOTA]) == (200, 115, 70, 30, 15, 85, 130, 1_008_000)
    assert counts(cells["dishub", TOTAL]) == (130, 70, 65, 0, 5, 60, 65, 882_000)
    assert counts(cells[TOTAL, TOTAL]) == (300, 125, 75, 30, 20, 175, 225, 1_050_000)
    assert cells["dishub", TOTAL]["coverage_rate"] == 0.5
    assert len(cells) == 4 * 3


@pytest.mark.usefixtures("fixture_city")
def test_payers_share_the_universe_of_their_group() -> None:
    cells = crossed("opd", "funding_source")
    # dishub: 130 workers; 40 + 20 + 5 active, 5 lapsed whose payer was merged, 60 never
    active = {
        column: row["active"] for (code, column), row in cells.items() if code == "dishub" and row["workers"]
    }
    assert active == {
        "apbd_kota": 40,
        "csr_bumn": 20,
        "mandiri_kepling": 5,
        "lainnya": 0,
        "nobody": 0,
        TOTAL: 65,
    }
    assert {row["universe"] for (code, _), row in cells.items() if code == "dishub"} == {130}
    assert cells["dishub", "apbd_kota"]["coverage_rate"] == 40 / 130
    assert cells["dishub", "nobody"]["workers"] == 60
    assert {row["universe"] for (code, _), row in cells.items() if code == TOTAL} == {300}


@pytest.mark.usefixtures("fixture_city")
def test_status_by_payer() -> None:
    cells = crossed("status", "funding_source")
    assert cells["active", "apbd_kota"]["workers"] == 50
    assert cells["one_month", "mandiri_kepling"]["workers"] == 30
    assert cells["lapsed", "csr_bumn"]["workers"] == 15
    assert cells["never", "nobody"]["workers"] == 175
    assert cells["never", "apbd_kota"]["workers"] == 0
    assert {row["universe"] for row in cells.values()} == {300}


@pytest.mark.usefixtures("fixture_city")
def test_months_are_not_added_up() -> None:
    cells = crossed("period", "opd")
    assert {row for row, _ in cells} == {"2026-08", "2026-09", "2026-10"}
    assert [cells[period, TOTAL]["active"] for period in ("2026-08", "2026-09", "2026-10")] == [10, 80, 75]


@pytest.mark.usefixtures("fixture_city")
def test_a_payer_narrows_who_is_protected_and_never_of_how_many() -> None:
    cells = crossed("opd", "kecamatan", funding_source="csr_bumn")
    row = cells["dishub", KOTA]
    assert (row["workers"], row["active"], row["universe"], row["iuran_idr"]) == (120, 20, 120, 168_000)
    assert (row["never"], row["unprotected"]) == (60, 60)
    assert cells["dinsos", KOTA]["lapsed"] == 15
    assert cells[TOTAL, TOTAL]["coverage_rate"] == 20 / 300


@pytest.mark.usefixtures("fixture_city")
def test_a_slice_without_workers_has_a_total_of_nobody() -> None:
    ((pair, total),) = crossed("sector", "status", opd="dinkes").items()
    assert (pair, total["workers"], total["coverage_rate"]) == ((TOTAL, TOTAL), 0, None)
    assert crossed("sector", "period", opd="dinkes") == {}


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(("rows", "columns"), PAIRS)
def test_v7_every_pair_equals_the_rows_of_the_extract(rows: str, columns: str) -> None:
    names = ("kecamatan", "opd", "sector", "status", "funding_source", "workers", "iuran_idr")
    listed = [
        dict(zip(names, row, strict=True)) | {"segment": "bpu", "period": period}
        for period in COVERAGE
        for row in COVERAGE[period]
        if "period" in (rows, columns) or period == "2026-10"
    ]
    by_hand: dict[tuple[str, str], int] = {}
    for row in listed:
        pair = (row[rows] or "nobody", row[columns] or "nobody")
        by_hand[pair] = by_hand.get(pair, 0) + row["workers"]
    found = {pair: row["workers"] for pair, row in crossed(rows, columns).items() if TOTAL not in pair}
    assert {pair: workers for pair, workers in found.items() if workers} == by_hand


# --- the shipped sample


def adds_up(cells: dict[tuple[str, str], dict[str, Any]]) -> None:
    for key in COUNTS:
        for row in {row for row, column in cells if column == TOTAL}:
            parts = sum(cells[pair][key] for pair in cells if pair[0] == row and pair[1] != TOTAL)
            assert parts == cells[row, TOTAL][key], f"{key} of {row}"
        for column in {column for row, column in cells if row == TOTAL}:
            parts = sum(cells[pair][key] for pair in cells if pair[1] == column and pair[0] != TOTAL)
            assert parts == cells[TOTAL, column][key], f"{key} of {column}"


@pytest.mark.parametrize(("rows", "columns"), PAIRS)
def test_sample_totals_add_up_exactly(rows: str, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", SAMPLE)
    cells = crossed(rows, columns)
    adds_up(cells)
    for row in cells.values():
        assert row["registered"] == row["active"] + row["one_month"] + row["lapsed"]
        assert row["workers"] == row["registered"] + row["never"] == row["active"] + row["unprotected"]
        assert row["workers"] <= row["universe"]
        assert row["workers"] == 0 or row["workers"] >= 5, "no cell of 1 to 4"


def test_sample_totals_are_those_of_the_headline_in_every_month(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", SAMPLE)
    months = crossed("period", "kecamatan")
    empty = dict.fromkeys((*FILTERS, "target_share", "target_workers", "denominator_workers"))
    for number, period in enumerate(db.state().periods):
        (headline,) = db.run_query("coverage_headline", period=period, **empty).to_pylist()
        rows, columns = [pair for pair in PAIRS if "period" not in pair][number % 30]
        for total in (crossed(rows, columns, period=period)[TOTAL, TOTAL], months[period, TOTAL]):
            for key in ("universe", "registered", "active", "one_month", "lapsed", "never", "iuran_idr"):
                assert total[key] == headline[key], f"{period}: {key} by {rows} x {columns}"
            assert total["coverage_rate"] == headline["coverage_rate"]
    assert len(db.state().periods) == 46


def test_sample_equals_direct_sql(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", SAMPLE)
    cursor = db._live.current().database.cursor()
    direct = cursor.execute(
        "select sector::varchar, kecamatan::varchar, sum(workers), "
        "coalesce(sum(workers) filter (where status = 'active' and funding_source = 'csr_bumn'), 0) "
        "from coverage where period = '2025-03' group by all"
    ).fetchall()
    cells = crossed("sector", "kecamatan", period="2025-03", funding_source="csr_bumn")
    assert direct
    for sector, kecamatan, workers, active in direct:
        row = cells[sector, kecamatan]
        assert (row["universe"], row["active"]) == (workers, active)
        assert Fraction(row["coverage_rate"]) == Fraction(active / workers)


# --- the URL


def test_what_is_asked_is_compared_with_the_lists() -> None:
    crossing, notices = read_crossing({"rows": ["opd"], "columns": ["status"], "measure": ["iuran"]})
    assert (crossing, notices) == (Crossing(rows="opd", columns="status", measure="iuran"), ())
    assert read_crossing({}) == (
        Crossing(**{name: choice.default for name, choice in KEYS.items()}),
        (),
    )


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        ({"rows": ["nik"]}, ["notice.unknown_value"]),
        ({"rows": ["opd; drop table coverage"]}, ["notice.unknown_value"]),
        ({"columns": ["' or 1=1 --"]}, ["notice.unknown_value"]),
        ({"columns": [""]}, ["notice.unknown_value"]),
        ({"measure": ["workers) from release --"]}, ["notice.unknown_value"]),
        ({"rows": ["opd"], "columns": ["opd"]}, ["notice.same_dimension"]),
        ({"rows": ["opd", "sector"]}, ["notice.repeated"]),
        ({"rows": ["status"], "measure": ["coverage"]}, ["notice.no_measure"]),
    ],
)
def test_a_hostile_value_is_told_and_left(given: dict[str, list[str]], keys: list[str]) -> None:
    crossing, notices = read_crossing(given)
    assert [notice.key for notice in notices] == keys
    assert crossing.rows in DIMENSIONS
    assert crossing.columns in DIMENSIONS
    assert crossing.rows != crossing.columns
    assert crossing.measure in crossing.measures


def test_random_links_choose_only_what_is_listed_and_come_back() -> None:
    draw = random.Random(7)
    texts = [*DIMENSIONS, *MEASURES, "", "total", "lainnya", "'", "\u202e", "a" * 5_000, "../x", "NULL"]
    for _ in range(2_000):
        given = {name: draw.choices(texts, k=draw.randint(1, 3)) for name in KEYS if draw.random() < 0.8}
        crossing, _ = read_crossing(given)
        assert crossing.rows in DIMENSIONS
        assert crossing.columns in DIMENSIONS
        assert crossing.rows != crossing.columns
        assert crossing.measure in crossing.measures
        again, notices = read_crossing({name: [value] for name, value in crossing.changed().items()})
        assert (again, notices) == (crossing, ())


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("value", ["nik", "lainnya", "sector, nik", "' or 1=1 --"])
def test_a_download_refuses_what_is_not_listed(value: str) -> None:
    with pytest.raises(Refused) as refused:
        query_params(load_query("crosstab"), {"rows": value})
    assert "kecamatan, opd" in refused.value.values["known"]
    assert query_params(load_query("crosstab"), {})["rows"] == "sector"


# --- the page


def chosen(at: AppTest) -> tuple[str, ...]:
    return tuple(at.selectbox(key=f"cross_{name}").value for name in KEYS)


@pytest.mark.usefixtures("fixture_city")
def test_page_tells_the_total_and_both_ends() -> None:
    at = open_page("explorer", rows="opd", columns="kecamatan")
    assert answer(at) == (
        f"Oktober 2026: **75** dari 300 pekerja informal Kota Medan terlindungi aktif, **25,0{NBSP}%**; "
        f"cakupan tertinggi Dinas Perhubungan, Medan Kota (50,0{NBSP}%), "
        f"terendah Dinas Sosial, Medan Sunggal (0{NBSP}%)."
    )
    (table,) = tables(at)
    assert list(table.columns) == ["OPD", "Jumlah", "Medan Kota", "Medan Sunggal"]
    assert list(table["OPD"]) == ["Dinsos", "Dishub", "Lainnya (sel kecil digabung)", "Jumlah"]
    assert list(table["Medan Kota"]) == [
        f"18,2{NBSP}% (10 / 55)",
        f"50,0{NBSP}% (60 / 120)",
        f"0,0{NBSP}% (0 / 25)",
        f"35,0{NBSP}% (70 / 200)",
    ]
    assert table["Medan Sunggal"][2] == "–"
    (link,) = [each for each in links(at) if ".csv?" in each]
    assert link == "/unduh/crosstab.csv?rows=opd&columns=kecamatan&period=2026-10&lang=id"
    assert "1–4" in captions(at)
    (chart,) = charts(at)
    assert chart.proto.alt == spoken(answer(at))


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("rows", "columns"), PAIRS)
def test_every_pair_is_drawn_in_both_languages(rows: str, columns: str, lang: str) -> None:
    at = open_page("explorer", lang=lang, rows=rows, columns=columns)
    assert answer(at).endswith(".")
    assert not at.warning
    assert chosen(at)[:2] == (rows, columns)
    assert charts(at)


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_is_said(measure: str, lang: str) -> None:
    at = open_page("explorer", lang=lang, measure=measure, columns="funding_source")
    assert "{" not in answer(at)
    assert answer(at).endswith(".")
    assert word(lang, f"explorer.measure.{measure}") in [
        text.value.partition(":")[0] for text in at.subheader
    ]
    if measure == "iuran":
        assert word(lang, "explorer.millions") in captions(at)


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    ("given", "told", "expected"),
    [
        ({"rows": "nik"}, "`nik`", ("sector", "kecamatan", "coverage")),
        ({"rows": "opd", "columns": "opd"}, "`opd`", ("opd", "kecamatan", "coverage")),
        ({"columns": "x'; drop table coverage --"}, "drop table", ("sector", "kecamatan", "coverage")),
        ({"rows": "status", "measure": "lapsed"}, "`lapsed`", ("status", "kecamatan", "workers")),
    ],
)
def test_page_tells_a_hostile_link(given: dict[str, str], told: str, expected: tuple[str, ...]) -> None:
    at = open_page("explorer", **given)
    assert told in at.warning[0].value
    assert chosen(at) == expected


@pytest.mark.usefixtures("fixture_city")
def test_page_tells_repeated_parameters() -> None:
    at = AppTest.from_file(str(ROOT / "pages" / "explorer.py"), default_timeout=60)
    at.query_params["rows"] = ["nik", "opd"]
    at.run()
    assert not at.exception
    assert "`nik`" in at.warning[0].value
    assert chosen(at)[0] == "opd"


@pytest.mark.usefixtures("fixture_city")
def test_crossed_dimensions_are_no_filters() -> None:
    at = open_page("explorer", rows="opd", columns="kecamatan", opd="dinsos", period="2026-09")
    assert "Dinas Sosial" in at.warning[0].value
    assert answer(at).startswith("September 2026: **80** dari 300")


@pytest.mark.usefixtures("fixture_city")
def test_widgets_write_the_url_and_never_cross_a_dimension_with_itself() -> None:
    at = open_page("explorer")
    at.selectbox(key="cross_rows").set_value("kecamatan").run()
    assert chosen(at) == ("kecamatan", "sector", "coverage"), "the two change places"
    assert at.query_params["rows"] == "kecamatan"
    at.selectbox(key="cross_columns").set_value("status").run()
    assert chosen(at) == ("kecamatan", "status", "workers")
    assert not at.warning
    assert "measure" not in at.query_params
    at.selectbox(key="cross_measure").set_value("iuran").run()
    assert at.query_params["measure"] == "iuran"


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_slice_says_so(lang: str) -> None:
    for columns in ("period", "sector"):
        at = open_page("explorer", lang=lang, rows="status", columns=columns, opd="dinkes")
        assert not charts(at)
        assert not tables(at)
        said = word(lang, "answer.empty", period="#", place="#").split("#")
        assert said[-1] in answer(at)
        assert "None" not in answer(at)


@pytest.mark.parametrize(
    ("largest", "step"), [(0, 1), (5, 1), (6, 2), (11, 5), (26, 10), (999, 200), (1_001, 500)]
)
def test_classes_of_counts_are_round_and_hold_the_largest(largest: int, step: int) -> None:
    assert count_step(largest) == step


def test_the_text_of_a_cell_stands_out_from_its_colour() -> None:
    for ink, colour in zip(INKS, RAMP, strict=True):
        assert contrast(ink, colour) >= 4.5
