"""Who falls off when nobody renews: is every number of the page the sum of the rows it comes from?"""

import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import db
from dashboard.blocks.expiry import GROUP_KEY
from dashboard.expiry_chart import cliff_spec, named_bars
from dashboard.words import LANGUAGES, word
from simulator.month import add_months
from tests.fixtures import KOTA, MEDAN, ROOT, SUNGGAL, read_entries, write_file, write_manifest
from tests.opened import open_page, tables, told

FILTERS = ("opd", "sector", "kecamatan", "funding_source")
GROUPS = ("funding_source", "kecamatan", "sector", "opd")
NBSP = "\u00a0"
MONTHS = ("2023-03", "2024-07", "2024-12", "2025-04", "2026-01", "2026-10")  # of the shipped extract
# kecamatan, opd, sector, funding_source, paid_through, workers; all 75 active of 2026-10
COVERS = [
    (KOTA, "dishub", "ojek_pangkalan", "apbd_kota", "2026-12", 40),
    (KOTA, "dishub", "ojek_pangkalan", "csr_bumn", "2026-10", 8),
    (KOTA, "dishub", "ojek_pangkalan", "csr_bumn", "2027-01", 12),
    (KOTA, "dinsos", "marbot", "apbd_kota", "2027-10", 10),
    (SUNGGAL, "dishub", "ojek_pangkalan", "mandiri_kepling", "2026-10", 5),
]


@pytest.fixture
def uneven_city(own_city: Path) -> Path:
    """The fixture city with covers that run out in five different months."""
    publish(own_city, [("2026-10", *cover) for cover in COVERS])
    return own_city


def publish(city: Path, rows: list[tuple]) -> None:
    kept = [e for e in read_entries(city) if (e["table"], e["period"]) != ("expiry", "2026-10")]
    write_manifest(city, [*kept, write_file(city, table="expiry", period="2026-10", rows=rows)])
    db.forget()


@pytest.fixture
def medan(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))
    return


def rows(query: str, **chosen: object) -> list[dict]:
    own = query.removeprefix("expiry_by_")
    wanted = {"period": "2026-10"} | {name: None for name in FILTERS if name != own}
    return db.run_query(query, **(wanted | chosen)).to_pylist()


# --- by hand


@pytest.mark.usefixtures("uneven_city")
def test_headline_by_hand() -> None:
    # within 3 months: 8 + 5 (paid to 2026-10) + 40 (to 2026-12); 12 more by 2027-01; 10 paid to 2027-10
    assert rows("expiry_headline") == [
        {
            "period": "2026-10",
            "active": 75,
            "ending_3": 53,
            "ending_12": 65,
            "covered_12": 10,
            "month_3": "2027-01",
            "month_12": "2027-10",
        }
    ]


@pytest.mark.usefixtures("uneven_city")
def test_v3_thirteen_months_by_payer_by_hand() -> None:
    found = {
        (row["month"], row["funding_source"]): (row["covered"], row["ended"])
        for row in rows("expiry_by_month")
    }
    assert len(found) == 13 * 3
    assert found["2026-10", "apbd_kota"] == (50, 0)
    assert found["2026-11", "csr_bumn"] == (12, 8)
    assert found["2026-11", "mandiri_kepling"] == (0, 5)
    assert found["2026-12", "apbd_kota"] == (50, 0)
    assert found["2027-01", "apbd_kota"] == (10, 40)
    assert found["2027-01", "csr_bumn"] == (12, 0)
    assert found["2027-02", "csr_bumn"] == (0, 12)
    assert found["2027-10", "apbd_kota"] == (10, 0)
    totals = {row["month"]: row["covered_total"] for row in rows("expiry_by_month")}
    assert list(totals.values()) == [75, 62, 62, 22, *[10] * 9]


@pytest.mark.usefixtures("uneven_city")
def test_groups_by_hand() -> None:
    by_source = {row.pop("id"): tuple(row.values()) for row in rows("expiry_by_funding_source")}
    assert list(by_source) == ["apbd_kota", "csr_bumn", "mandiri_kepling"]  # most in 3 months first
    assert by_source["apbd_kota"] == (50, 40, 40, "2027-01", 40)
    assert by_source["csr_bumn"] == (20, 8, 20, "2026-11", 8)
    assert by_source["mandiri_kepling"] == (5, 5, 5, "2026-11", 5)
    assert [(row["id"], row["ending_3"]) for row in rows("expiry_by_kecamatan")] == [(KOTA, 48), (SUNGGAL, 5)]
    assert [(row["id"], row["ending_3"]) for row in rows("expiry_by_sector")] == [
        ("ojek_pangkalan", 53),
        ("marbot", 0),
    ]
    assert [(row["id"], row["ending_3"]) for row in rows("expiry_by_opd", funding_source="csr_bumn")] == [
        ("dishub", 8)
    ]


@pytest.mark.usefixtures("uneven_city")
def test_page_by_hand() -> None:
    at = open_page("expiry")
    assert at.header[0].value == (
        "Oktober 2026: bila tidak ada yang memperpanjang, **53** dari 75 pekerja terlindungi kehilangan "
        "perlindungan dalam 3 bulan (90 hari, sampai Januari 2027) dan **65** dalam 12 bulan; "
        "yang pertama habis CSR BUMN (8 orang) dan Mandiri lewat kepling (5 orang), mulai November 2026."
    )
    assert [metric.value for metric in at.metric] == ["75", "53", "65", "10"]
    months, source, renewal = tables(at)
    assert [cell.strip() for cell in months["Masih terlindungi"]] == ["75", "62", "62", "22", *["10"] * 9]
    assert [cell.strip() for cell in source["Habis ≤ 3 bulan"]] == ["40", "8", "5"]
    assert [cell.strip() for cell in source["Bagian"]] == [f"80,0{NBSP}%", f"40,0{NBSP}%", f"100,0{NBSP}%"]
    assert [cell.strip() for cell in renewal["Pekerja"]] == ["53"] * 3
    assert [cell.strip() for cell in renewal["Orang-bulan"]] == ["159", "318", "636"]
    at.session_state[GROUP_KEY] = "Kecamatan"
    _, kecamatan, _ = tables(at.run())
    assert list(kecamatan["Kecamatan"]) == ["Medan Kota", "Medan Sunggal"]


@pytest.mark.usefixtures("uneven_city")
def test_page_of_one_payer() -> None:
    at = open_page("expiry", funding_source="csr_bumn", lang="en")
    assert "**8** of 20 protected workers" in at.header[0].value
    assert len(tables(at)[1]) == 1
    assert at.header[0].value.endswith("(8 people), from November 2026.")


def test_cover_that_outlasts_the_year_is_told(own_city: Path) -> None:
    publish(own_city, [("2026-10", KOTA, "dinsos", "marbot", "apbd_kota", "2028-01", 10)])
    at = open_page("expiry")
    assert at.header[0].value == (
        "Oktober 2026: perlindungan 10 pekerja sudah dibayar sampai lewat Oktober 2027; yang pertama habis "
        "APBD Kota Medan (10 orang), mulai Februari 2028."
    )
    assert [metric.value for metric in at.metric] == ["10", "0", "0", "10"]
    assert len(tables(at)) == 2, "nobody to renew within 3 months: no prices"


def test_v3_a_block_bought_in_a_month_leaves_when_its_months_are_over(own_city: Path) -> None:
    """Random blocks of L months bought in m leave in m+L: 3 months bought in October leave in January."""
    chance = random.Random(20261122)
    for _ in range(8):
        lengths = chance.sample(range(1, 18), chance.randint(1, 8))
        block = {length: chance.randint(5, 500) for length in lengths}
        publish(
            own_city,
            [
                ("2026-10", KOTA, "dinsos", "marbot", "apbd_kota", add_months("2026-10", length - 1), workers)
                for length, workers in block.items()
            ],
        )
        found = {row["months_later"]: row for row in rows("expiry_by_month")}
        for later in range(13):
            assert found[later]["ended"] == block.get(later, 0)
            assert found[later]["covered"] == sum(n for length, n in block.items() if length > later)
        (headline,) = rows("expiry_headline")
        assert headline["ending_3"] == sum(n for length, n in block.items() if length <= 3)
        assert headline["ending_12"] + headline["covered_12"] == headline["active"] == sum(block.values())


# --- the shipped extract against direct SQL


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("period", MONTHS)
def test_v3_months_add_up_to_the_protected_by_payer_and_agree_with_the_file(period: str) -> None:
    (file,) = (MEDAN / "extracts" / period).glob("r1/expiry.parquet")
    (coverage,) = (MEDAN / "extracts" / period).glob("r1/coverage.parquet")
    months = rows("expiry_by_month", period=period)
    now = {row["funding_source"]: row["covered"] for row in months if row["months_later"] == 0}
    active = f"select funding_source, sum(workers) from '{coverage}' where status = 'active' group by all"
    assert now == dict(duckdb.sql(active).fetchall()), "today's protected, payer by payer"
    for row in months:
        counted = duckdb.execute(
            f"""select coalesce(sum(workers) filter (where paid_through >= $month), 0),
                coalesce(sum(workers) filter (where paid_through = $before), 0)
            from '{file}' where funding_source = $source""",
            {
                "month": row["month"],
                "before": add_months(row["month"], -1),
                "source": row["funding_source"],
            },
        ).fetchone()
        assert row["month"] == add_months(period, row["months_later"])
        ended = 0 if row["months_later"] == 0 else counted[1]
        assert (row["covered"], row["ended"]) == (counted[0], ended)
    left = sum(row["covered"] for row in months if row["months_later"] == 12)
    assert sum(now.values()) == left + sum(row["ended"] for row in months)


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("period", MONTHS)
def test_groups_are_parts_of_the_whole(period: str) -> None:
    chance = random.Random(period)
    for _ in range(6):
        chosen = {
            name: chance.choice([None, *(row["id"] for row in rows(f"expiry_by_{name}", period=period))])
            for name in FILTERS
        }
        whole = rows("expiry_headline", period=period, **chosen)
        for group in GROUPS:
            others = {name: code for name, code in chosen.items() if name != group}
            parts = rows(f"expiry_by_{group}", period=period, **others)
            parts = [row for row in parts if chosen[group] in (None, row["id"])]
            if not whole:
                assert parts == []
                continue
            for measure in ("active", "ending_3", "ending_12"):
                assert sum(row[measure] for row in parts) == whole[0][measure], (group, chosen)


# --- what renewing costs


@pytest.mark.usefixtures("medan")
def test_cost_is_that_of_the_simulator_page_behind_the_link() -> None:
    at = open_page("expiry", lang="en", kecamatan="12.71.08")
    renewal = tables(at)[-1]
    for address, cost in zip(renewal["Simulate"], renewal["Cost"], strict=True):
        asked = {name: values[0] for name, values in parse_qs(address.removeprefix("/simulator?")).items()}
        assert asked["kecamatan"] == "12.71.08"
        simulator = AppTest.from_file(str(ROOT / "pages" / "what_if.py"), default_timeout=60)
        for name, value in asked.items():
            simulator.query_params[name] = value
        simulator.run()
        assert not simulator.exception
        assert not simulator.error
        assert cost.strip() in simulator.header[0].value


@pytest.mark.usefixtures("medan")
def test_cost_without_relief_by_hand() -> None:
    # 46,307 covers of 3 months at Rp16,800, the price of JKK and JKM without relief
    at = open_page("expiry")
    assert "Rp2.333.872.800 untuk 3 bulan" in told(at)
    assert 46_307 * 3 * 16_800 == 2_333_872_800


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("period", MONTHS)
def test_every_month_has_a_price_or_says_why_not(period: str) -> None:
    at = open_page("expiry", period=period, lang="en")
    (headline,) = rows("expiry_headline", period=period)
    text = told(at)
    assert ("Renewing these" in text) + (word("en", "expiry.renewal.unknown") in text) == bool(
        headline["ending_3"]
    )


# --- what a reader may do to it


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_protected_is_said_plainly(lang: str) -> None:
    at = open_page("expiry", lang=lang, opd="dinkes")
    assert at.header[0].value.endswith(".")
    assert word(lang, "answer.expiry.why_none") in told(at)
    assert not at.metric
    assert not tables(at)


@pytest.mark.usefixtures("fixture_city")
def test_filters_it_cannot_follow_are_told() -> None:
    (warning,) = open_page("expiry", target="informal_60220", lang="en").warning
    assert "Target" in warning.value


def test_an_incomplete_month_is_told(own_city: Path) -> None:
    entries = [e | ({"complete": False} if e["period"] == "2026-10" else {}) for e in read_entries(own_city)]
    write_manifest(own_city, entries)
    db.forget()
    assert word("en", "note.expiry.incomplete", period="October 2026") in told(open_page("expiry", lang="en"))
    assert "not yet complete" not in told(open_page("expiry", lang="en", period="2026-09"))


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_random_states_of_the_link_keep_the_sums(lang: str) -> None:
    chance = random.Random(lang)
    codes = {
        "period": [*MONTHS, "9999-99", "2026-1", ""],
        "opd": ["dinsos", "dishub", "belum_disebut", "lainnya", "<script>", "' or 1=1 --"],
        "sector": ["nelayan", "marbot", "x" * 400],
        "kecamatan": ["12.71.08", "12.71.21", "12.71.99", "\u202e"],
        "funding_source": ["apbd_kota", "mandiri", "csr_bumn", "none"],
        "sim_workers": ["-1"],
    }
    for _ in range(12):
        asked = {name: chance.choice(values) for name, values in codes.items() if chance.random() < 0.5}
        at = open_page("expiry", lang=lang, **asked)
        assert "<script>" not in told(at)
        if not at.metric:
            assert not tables(at)
            continue
        active, _, ending, left = (
            int(metric.value.replace(".", "").replace(",", "")) for metric in at.metric
        )
        assert active == ending + left
        column = tables(at)[0][word(lang, "table.still_covered")]
        counts = [int(cell.replace(".", "").replace(",", "")) for cell in column]
        assert (len(counts), counts[0], counts[-1]) == (13, active, left)
        assert counts == sorted(counts, reverse=True)


# --- the chart


def test_numbers_stand_only_on_bars_that_fall() -> None:
    assert named_bars([46_307, 29_720, 21_720, 0, 0]) == [True, True, True, True, False]
    assert named_bars([1_000, 990, 980, 945, 900]) == [True, False, False, True, False]
    assert named_bars([10, 0]) == [True, True]
    assert named_bars([0, 0]) == [True, False]


def test_chart_is_stacked_from_zero_and_light() -> None:
    for lang in LANGUAGES:
        spec = cliff_spec(lang=lang, theme="dark")
        assert spec["layer"][0]["encoding"]["y"]["stack"] == "zero"
        assert len(str(spec)) < 6_000
