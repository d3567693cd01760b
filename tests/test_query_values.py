"""Do the named queries give the numbers that the rows of tests/fixtures.py add up to by hand?"""

import datetime
import itertools
from typing import Any

import pytest

from dashboard import db
from dashboard.catalog import load_query
from dashboard.forms import share
from tests.fixtures import KOTA, SUNGGAL

pytestmark = pytest.mark.usefixtures("fixture_city")

MEASURES = (
    "universe",
    "registered",
    "active",
    "one_month",
    "lapsed",
    "never",
    "coverage_rate",
    "unprotected",
)
SAMPLE = "data/medan"
NOBODY = (0, 0, 0, 0, 0, 0, None, 0)


def headline(**chosen: Any) -> dict[str, Any]:
    params = dict.fromkeys(
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
    rows = db.run_query("coverage_headline", **({"period": "2026-10"} | params | chosen)).to_pylist()
    assert len(rows) <= 1
    return rows[0] if rows else {}


def test_headline_of_every_month_is_that_of_each() -> None:
    chosen = {"opd": "dinsos", "target_share": "0.29"}
    params = dict.fromkeys(load_query("coverage_headline").params) | chosen
    months = db.run_query("coverage_headline", **params).to_pylist()
    assert [row["period"] for row in months] == list(db.state().periods)
    assert months == [headline(period=row["period"], **chosen) for row in months]
    assert len({row["active"] for row in months}) > 1


def breakdown(name: str, **chosen: Any) -> dict[str, tuple]:
    """Measures by id."""
    wanted = {
        "coverage_by_opd": ("sector", "kecamatan", "funding_source"),
        "coverage_by_sector": ("opd", "kecamatan", "funding_source"),
        "coverage_by_kecamatan": ("opd", "sector", "funding_source"),
        "coverage_by_kelurahan": ("kecamatan", "funding_source"),
    }[name]
    rows = db.run_query(name, **({"period": "2026-10"} | dict.fromkeys(wanted) | chosen)).to_pylist()
    return {row["id"]: tuple(row[measure] for measure in MEASURES) for row in rows}


def test_headline_of_the_city() -> None:
    # active 40 + 20 + 10 + 5; lapsed 15 + 5; never 60 + 25 + 90; iuran 672 + 168 + 168 + 42 thousand
    assert headline() == {
        "period": "2026-10",
        "universe": 300,
        "registered": 125,
        "active": 75,
        "one_month": 30,
        "lapsed": 20,
        "never": 175,
        "coverage_rate": 0.25,
        "iuran_idr": 1_050_000,
        "target_workers": None,
        "gap_workers": None,
        "previous_period": "2026-09",
        "previous_active": 80,
        "change_active": -5,
        "change_rate": 75 / 300 - 80 / 300,
        "change_gap": None,
        # the month before: 50 + 30 active, 15 lapsed, 205 never
        "change_universe": 0,
        "change_registered": 30,
        "change_one_month": 30,
        "change_lapsed": 5,
        "change_never": -30,
    }


@pytest.mark.parametrize(
    ("chosen", "universe", "active", "previous"),
    [
        ({"opd": "dishub"}, 130, 65, 40),  # 120 in Kota, 10 in Sunggal
        ({"sector": "marbot"}, 145, 10, 40),  # 10 + 30 + 15 + 90
        ({"kecamatan": SUNGGAL}, 100, 5, 0),
        ({"opd": "dishub", "kecamatan": SUNGGAL}, 10, 5, 0),
        ({"opd": "lainnya"}, 25, 0, 0),
        ({"opd": "disdukcapil"}, 0, 0, 0),
        # a payer narrows who is protected, not of how many
        ({"funding_source": "apbd_kota"}, 300, 50, 50),
        ({"funding_source": "mandiri_kepling"}, 300, 5, 30),
        ({"funding_source": "csr_bumn", "kecamatan": KOTA}, 200, 20, 0),
        ({"period": "2026-09"}, 300, 80, 10),
    ],
)
def test_headline_of_a_slice(chosen: dict[str, str], universe: int, active: int, previous: int) -> None:
    row = headline(**chosen)
    assert (row["universe"], row["active"], row["previous_active"]) == (universe, active, previous)
    assert row["change_active"] == active - previous
    assert row["coverage_rate"] == (active / universe if universe else None)


def test_payer_narrows_the_registered_but_not_who_never_paid() -> None:
    row = headline(funding_source="mandiri_kepling")
    # 5 active + 30 one month; 175 never paid anything to anybody
    assert (row["registered"], row["one_month"], row["lapsed"], row["never"]) == (35, 30, 0, 175)


def test_first_month_has_no_month_before() -> None:
    row = headline(period="2026-08")
    assert (row["active"], row["previous_period"]) == (10, None)
    assert (row["previous_active"], row["change_active"]) == (None, None)
    assert {row[name] for name in row if name.startswith("change_")} == {None}


def test_unpublished_month_has_no_headline() -> None:
    assert headline(period="2026-11") == {}


@pytest.mark.parametrize(
    ("chosen", "target", "gap"),
    [
        ({"target_share": "0.29"}, 87, 12),  # 0.29 x 300 = 87; 87 - 75
        ({"target_share": "0.291"}, 88, 13),  # 87.3 rounds up
        ({"target_share": "0.07"}, 21, 0),  # 0.07 x 300 as binary fraction is 21.000000000000004
        ({"target_share": "0.25"}, 75, 0),
        ({"target_share": "0.29", "denominator_workers": 1_000}, 290, 215),
        ({"target_share": "0.29", "kecamatan": SUNGGAL}, 29, 24),  # a share narrows with the slice
        ({"target_share": "0.29", "funding_source": "apbd_kota"}, 87, 37),
        ({"target_workers": 90}, 90, 15),
        ({"target_workers": 60}, 60, 0),
    ],
)
def test_target_and_gap(chosen: dict[str, Any], target: int, gap: int) -> None:
    row = headline(**chosen)
    assert (row["target_workers"], row["gap_workers"]) == (target, gap)


def test_denominator_takes_the_place_of_the_universe() -> None:
    row = headline(denominator_workers=1_000)
    assert (row["universe"], row["coverage_rate"]) == (1_000, 0.075)


def test_trend_names_every_payer_in_every_month() -> None:
    rows = db.run_query("coverage_trend", opd=None, sector=None, kecamatan=None, funding_source=None)
    months = [datetime.date(2026, 8, 1), datetime.date(2026, 9, 1), datetime.date(2026, 10, 1)]
    active = {
        ("2026-08", "apbd_kota"): 10,
        ("2026-08", "csr_bumn"): 0,
        ("2026-08", "mandiri_kepling"): 0,
        ("2026-09", "apbd_kota"): 50,
        ("2026-09", "csr_bumn"): 0,
        ("2026-09", "mandiri_kepling"): 30,
        ("2026-10", "apbd_kota"): 50,
        ("2026-10", "csr_bumn"): 20,
        ("2026-10", "mandiri_kepling"): 5,
    }
    assert [(row["period"], row["funding_source"]) for row in rows.to_pylist()] == list(active)
    assert rows.column("active").to_pylist() == list(active.values())
    assert rows.column("month").to_pylist() == [month for month in months for _ in range(3)]
    assert set(rows.column("universe").to_pylist()) == {300}


def test_trend_of_a_slice_and_payer() -> None:
    rows = db.run_query(
        "coverage_trend", opd="dishub", sector=None, kecamatan=KOTA, funding_source="apbd_kota"
    )
    assert rows.column("active").to_pylist() == [0, 40, 40]
    assert rows.column("universe").to_pylist() == [120, 120, 120]


def test_trend_of_a_slice_that_nobody_protects_is_empty() -> None:
    rows = db.run_query("coverage_trend", opd="lainnya", sector=None, kecamatan=None, funding_source=None)
    assert rows.num_rows == 0


def test_opd_have_a_row_each_and_merged_cells_one_of_their_own() -> None:
    rows = breakdown("coverage_by_opd")
    assert list(rows)[:3] == ["dishub", "dinsos", "lainnya"]  # highest coverage first
    assert rows.pop("dishub") == (130, 70, 65, 0, 5, 60, 0.5, 65)
    assert rows.pop("dinsos") == (145, 55, 10, 30, 15, 90, 10 / 145, 135)
    assert rows.pop("lainnya") == (25, 0, 0, 0, 0, 25, 0.0, 25)
    assert len(rows) == 14  # of 16 bodies in the reference
    assert set(rows.values()) == {NOBODY}


def test_sectors_of_one_payer_keep_their_universe() -> None:
    rows = breakdown("coverage_by_sector", funding_source="apbd_kota")
    # unprotected counts who has no cover at all, whoever pays
    assert rows.pop("ojek_pangkalan") == (130, 40, 40, 0, 0, 60, 40 / 130, 65)
    assert rows.pop("marbot") == (145, 10, 10, 0, 0, 90, 10 / 145, 135)
    assert rows.pop("lainnya") == (25, 0, 0, 0, 0, 25, 0.0, 25)
    assert len(rows) == 21
    assert set(rows.values()) == {NOBODY}


def test_kecamatan() -> None:
    rows = breakdown("coverage_by_kecamatan")
    assert rows.pop(KOTA) == (200, 115, 70, 30, 15, 85, 0.35, 130)
    assert rows.pop(SUNGGAL) == (100, 10, 5, 0, 5, 90, 0.05, 95)
    assert len(rows) == 19
    assert set(rows.values()) == {NOBODY}


def test_kelurahan_of_a_kecamatan() -> None:
    rows = breakdown("coverage_by_kelurahan", kecamatan=KOTA)
    assert rows.pop(f"{KOTA}.1001") == (80, 50, 50, 0, 0, 30, 0.625, 30)
    assert rows.pop(f"{KOTA}.1002") == (90, 35, 20, 0, 15, 55, 20 / 90, 70)
    assert rows.pop(f"{KOTA}.1003") == (30, 30, 0, 30, 0, 0, 0.0, 30)
    assert len(rows) == 9
    assert set(rows.values()) == {NOBODY}


def test_all_kelurahan_by_payer() -> None:
    rows = breakdown("coverage_by_kelurahan", funding_source="lainnya")
    assert len(rows) == 151
    assert rows[f"{SUNGGAL}.1002"] == (50, 5, 0, 0, 5, 45, 0.0, 50)
    assert rows[f"{KOTA}.1001"] == (80, 0, 0, 0, 0, 30, 0.0, 30)


def test_funding_sources_keep_their_order_and_share() -> None:
    rows = db.run_query(
        "coverage_by_funding_source", period="2026-10", opd=None, sector=None, kecamatan=None
    ).to_pylist()
    listed = db.run_query("funding_source_list").column("id").to_pylist()
    assert [row["funding_source"] for row in rows] == [*listed, "lainnya"]
    measures = ("registered", "active", "one_month", "lapsed", "iuran_idr", "active_share", "coverage_rate")
    found = {row["funding_source"]: tuple(row[name] for name in measures) for row in rows}
    assert found.pop("apbd_kota") == (50, 50, 0, 0, 840_000, 50 / 75, 50 / 300)
    assert found.pop("csr_bumn") == (35, 20, 0, 15, 168_000, 20 / 75, 20 / 300)
    assert found.pop("mandiri_kepling") == (35, 5, 30, 0, 42_000, 5 / 75, 5 / 300)
    assert found.pop("lainnya") == (5, 0, 0, 5, 0, 0.0, 0.0)
    assert set(found.values()) == {(0, 0, 0, 0, 0, 0.0, 0.0)}
    assert {row["universe"] for row in rows} == {300}


def test_unprotected_by_tariff_group() -> None:
    def unprotected(**chosen: str) -> dict[bool, int]:
        params = {"period": "2026-10"} | dict.fromkeys(("opd", "sector", "kecamatan")) | chosen
        rows = db.run_query("unprotected_by_transport", **params).to_pylist()
        return {row["transport"]: row["unprotected"] for row in rows}

    # ojek 60 + 5; marbot 30 + 15 + 90 and 25 merged, which count as non-transport
    assert unprotected() == {False: 160, True: 65}
    assert unprotected(kecamatan=SUNGGAL) == {False: 90, True: 5}
    assert unprotected(opd="disdukcapil") == {False: 0, True: 0}


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("opd_list", 16),
        ("sector_list", 23),
        ("kecamatan_list", 21),
        ("kelurahan_list", 151),
        ("funding_source_list", 9),
        ("denominator_list", 3),
        ("period_list", 3),
        ("release_list", 30),
    ],
)
def test_lists_are_whole(name: str, rows: int) -> None:
    assert db.run_query(name).num_rows == rows


def test_months_are_listed_with_the_one_before() -> None:
    rows = db.run_query("period_list").to_pylist()
    assert [(row["period"], row["previous_period"]) for row in rows] == [
        ("2026-08", None),
        ("2026-09", "2026-08"),
        ("2026-10", "2026-09"),
    ]
    assert {(row["corrected"], row["complete"], row["synthetic"]) for row in rows} == {(False, True, True)}


@pytest.mark.parametrize("period", ["2026-08", "2026-09", "2026-10"])
def test_every_breakdown_adds_up_to_the_city(period: str) -> None:
    city = headline(period=period)
    for name in ("opd", "sector", "kecamatan", "kelurahan"):
        rows = breakdown(f"coverage_by_{name}", period=period).values()
        for place, measure in enumerate(("universe", "registered", "active", "one_month", "lapsed", "never")):
            assert sum(row[place] for row in rows) == city[measure], f"{measure} by {name}"


# The shipped sample: published totals at their dates, and parts that add up in every month


def test_sample_reproduces_july_2024(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", SAMPLE)
    city = headline(period="2024-07")
    assert (city["universe"], city["active"]) == (214_555, 14_814)
    by_apbd = headline(period="2024-07", funding_source="apbd_kota", target_share="0.29")
    # ceil(0.29 x 214,555 = 62,220.95) = 62,221; 62,221 - 14,814 = 47,407
    assert (by_apbd["active"], by_apbd["target_workers"], by_apbd["gap_workers"]) == (14_814, 62_221, 47_407)


def test_v2_sample_reproduces_the_kepling_campaign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", SAMPLE)
    row = headline(period="2025-10", funding_source="mandiri_kepling")
    assert (row["registered"], row["one_month"]) == (37_058, 18_152)
    assert share("en", row["one_month"], row["registered"], digits=2) == "48.98%"


def test_v2_four_states_make_up_every_cell_of_every_month(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", SAMPLE)
    cells = 0
    for period, name in itertools.product(db.state().periods, ("opd", "sector", "kecamatan", "kelurahan")):
        for group, row in breakdown(f"coverage_by_{name}", period=period).items():
            universe, registered, active, one_month, lapsed, never, *_ = row
            assert registered == active + one_month + lapsed, (period, name, group)
            assert universe == registered + never, (period, name, group)
            cells += 1
    assert cells > 46 * (21 + 151)


def test_sample_adds_up_in_every_month(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", SAMPLE)
    assert len(db.state().periods) == 46
    for period in db.state().periods:
        test_every_breakdown_adds_up_to_the_city(period)
        sources = db.run_query(
            "coverage_by_funding_source", period=period, opd=None, sector=None, kecamatan=None
        )
        city = headline(period=period)
        for measure in ("registered", "active", "one_month", "lapsed", "iuran_idr"):
            assert sum(sources.column(measure).to_pylist()) == city[measure], f"{period}: {measure}"
