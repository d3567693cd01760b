"""From pledge to cover that has ended, months by payer, and who was paid for twice: does all add up?"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import db
from dashboard.charts import rows_spec
from dashboard.forms import number, rupiah
from dashboard.funding_words import WHOLE, ledger_answer
from dashboard.script import script
from dashboard.words import LANGUAGES, word
from publisher.disclosure.settling import merge_funding
from publisher.publish import anonymous_funders
from tests.fixtures import KOTA, MEDAN, read_entries, write_file, write_manifest
from tests.opened import files, open_page, tables, told

PEKALONGAN = MEDAN.parent / "pekalongan"
MONEY = {
    "2026-08": [
        ("2026-08", "pelindo", "csr_bumn", "pledged", 3_000_000, 60, 6),
        ("2026-08", "pelindo", "csr_bumn", "paid", 168_000, 10, 2),  # August and September
        ("2026-08", "pemko_medan", "apbd_kota", "paid", 168_000, 10, 1),
    ],
    "2026-09": [("2026-09", "pemko_medan", "apbd_kota", "paid", 840_000, 50, 1)],
    "2026-10": [
        ("2026-10", "pelindo", "csr_bumn", "paid", 1_008_000, 20, 6),  # October to March
        ("2026-10", "lainnya", "csr_swasta", "pledged", 84_000, 5, 2),
        ("2026-10", "pemko_medan", "apbd_kota", "paid", 840_000, 50, 1),
    ],
}
TWICE = {
    "2026-08": [],
    "2026-09": [("2026-09", "apbd_kota", "mandiri", 6, 50_400)],
    "2026-10": [
        ("2026-10", "apbd_kota", "mandiri", 7, 58_800),
        ("2026-10", "lainnya", "csr_bumn", 5, 84_000),
    ],
}


def publish(city: Path, tables: dict[str, dict[str, list[tuple]]]) -> None:
    """Put other rows in place of those of some tables; without rows for any month the table is gone."""
    kept = [entry for entry in read_entries(city) if entry["table"] not in tables]
    fresh = [
        write_file(city, table=table, period=period, rows=rows)
        for table, months in tables.items()
        for period, rows in months.items()
    ]
    write_manifest(city, [*kept, *fresh])
    db.forget()


@pytest.fixture
def money_city(own_city: Path) -> Path:
    """The fixture city with pledges, payments and people paid for twice."""
    publish(own_city, {"funding": MONEY, "paid_twice": TWICE})
    return own_city


@pytest.fixture(params=[MEDAN, PEKALONGAN], ids=lambda folder: folder.name)
def shipped(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(request.param))
    return request.param


def rows(query: str, **params: Any) -> list[dict[str, Any]]:
    return db.run_query(query, **params).to_pylist()


# --- by hand


@pytest.mark.usefixtures("money_city")
def test_pledges_by_hand() -> None:
    found = {row.pop("funder"): row for row in rows("pledge_by_funder", period="2026-10")}
    assert found["pelindo"] == {
        "name": "PT Pelindo",
        "named": True,
        "funding_source": "csr_bumn",
        "first_month": "2026-08",
        "pledged_idr": 3_000_000,
        "pledged_worker_months": 360,
        "paid_idr": 1_176_000,
        "paid_worker_months": 140,  # 10 x 2 + 20 x 6
        "unpaid_idr": 1_824_000,
        "unpaid_worker_months": 220,
        "beyond_idr": 0,
        "beyond_worker_months": 0,
        "paid_covers": 30,
        "running_covers": 20,
        "ended_covers": 10,
        "running_until": "2027-03",
        "begun_worker_months": 40,  # 10 x 2 + 20 in October
        "ahead_worker_months": 100,
        "ended_worker_months": 20,
    }
    city = found["pemko_medan"]
    assert (city["pledged_idr"], city["unpaid_idr"], city["paid_worker_months"]) == (None, None, 110)
    assert (city["running_covers"], city["running_until"], city["ended_worker_months"]) == (50, "2026-10", 60)
    unnamed = found["lainnya"]
    assert (unnamed["name"], unnamed["unpaid_idr"], unnamed["running_until"]) == (None, 84_000, None)
    (august,) = (row for row in rows("pledge_by_funder", period="2026-08") if row["funder"] == "pelindo")
    assert (august["running_covers"], august["running_until"]) == (10, "2026-09")
    assert (august["begun_worker_months"], august["ahead_worker_months"]) == (10, 10)


@pytest.mark.usefixtures("money_city")
def test_covers_beside_the_protected_by_hand() -> None:
    found = {row.pop("funding_source"): row for row in rows("covers_by_funding_source", period="2026-10")}
    company = found["csr_bumn"]
    # 20 paid, 20 active, 5 of another payer's workers paid for too: 5 more than can be explained
    assert (company["running_covers"], company["active"], company["paid_twice"], company["other"]) == (
        20,
        20,
        5,
        -5,
    )
    assert (company["lapsed"], company["registered"]) == (15, 35)
    assert (found["apbd_kota"]["running_covers"], found["apbd_kota"]["other"]) == (50, 0)


@pytest.mark.usefixtures("money_city")
def test_v8_worker_months_by_payer_by_hand() -> None:
    found = rows("worker_months_by_funding_source", since="2026-09", period="2026-10")
    # September 50 + 30, October 50 + 20 + 5: 155 in all; 645.2, 225.8 and 129.0 tenths of a per cent
    assert [(row["funding_source"], row["worker_months"], row["share_tenths"]) for row in found] == [
        ("apbd_kota", 100, 645),
        ("mandiri_kepling", 35, 226),
        ("csr_bumn", 20, 129),
    ]
    assert {(row["all_worker_months"], row["months"], row["overlap_months"]) for row in found} == {
        (155, 2, 2)
    }
    assert [row["iuran_idr"] for row in found] == [1_680_000, 294_000, 168_000]


@pytest.mark.usefixtures("money_city")
def test_v8_overlaps_by_hand_are_counted_once_and_listed_with_rupiah() -> None:
    found = rows("overlap_by_funding_source", since="2026-08", period="2026-10")
    assert found == [
        {
            "funding_source": "apbd_kota",
            "also_paid_by": "mandiri",
            "worker_months": 13,
            "iuran_idr": 109_200,
            "latest_workers": 7,
            "months": 2,
        },
        {
            "funding_source": "lainnya",
            "also_paid_by": "csr_bumn",
            "worker_months": 5,
            "iuran_idr": 84_000,
            "latest_workers": 5,
            "months": 1,
        },
    ]
    said = told(open_page("funding", rentang="all"))
    assert "**18** orang-bulan dibayar dua kali" in said
    assert "**Rp193.200**" in said
    assert "APBD Kota Medan, dibayar juga oleh Mandiri (13 orang-bulan)" in said


@pytest.mark.usefixtures("money_city")
def test_page_by_hand() -> None:
    at = open_page("funding", rentang="2026")
    said = told(at)
    assert "2 pemberi dana menjanjikan Rp3.084.000 untuk **370** orang-bulan; **Rp1.908.000** belum" in said
    by_funder = next(table for table in tables(at) if "Pemberi dana" in table)
    assert list(by_funder["Pemberi dana"]) == ["PT Pelindo", "Pemerintah Kota Medan", "Tidak disebut namanya"]
    assert list(by_funder["Keadaan"]) == [
        "berjalan sampai 2027-03",
        "berjalan sampai 2026-10",
        "dijanjikan, belum dibayar",
    ]


# --- a funder without consent stays unnamed


def test_a_funder_without_consent_is_not_named(money_city: Path) -> None:
    path = money_city / "reference" / "funder.csv"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("pelindo,"))
    path.write_text(text.replace(line, line.replace(",true,", ",false,")), encoding="utf-8")
    db.forget()
    for query in ("pledge_by_funder", "funding_list"):
        assert "elindo" not in str(rows(query, period="2026-10")), query
    assert "elindo" not in told(open_page("funding"))


# --- the ledger by company (C4, C7)


@pytest.mark.usefixtures("money_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_c4_the_ledger_by_hand_says_how_it_adds_up(lang: str) -> None:
    begins = word(lang, "answer.ledger.title")
    (line,) = (each.value for each in open_page("funding", lang=lang).markdown if begins in each.value)
    found = re.findall(r"(?:Rp|-|−)?\d[\d.,]*\d|(?:-|−)?\d", line)
    # companies only: Pelindo 3,000,000 and one without a name 84,000 pledged; the budget pledges nothing
    wanted = [rupiah(lang, each) for each in (3_084_000, 1_176_000, 1_908_000)]
    # worker-months paid, delivered, ahead; covers paid, running, ended; running, active, paid twice, rest
    wanted += [number(lang, each) for each in (140, 40, 100, 30, 20, 10, 20, 20, 5, -5)]
    assert found == wanted


def months_of(start: str, count: int) -> list[str]:
    year, month = map(int, start.split("-"))
    return [f"{year + (month - 1 + k) // 12}-{(month - 1 + k) % 12 + 1:02d}" for k in range(count)]


def test_c4_pledged_paid_delivered_running_and_ended_reconcile_in_every_release(shipped: Path) -> None:
    """Against the files themselves, month by month of every cover, and against who is protected."""
    names = "period, funder, funding_source, kind, amount_idr, workers, months"
    files = f"'{shipped}/extracts/*/r1/funding.parquet'"
    money = [
        dict(zip(names.split(", "), row, strict=True))
        for row in duckdb.execute(f"select {names} from {files}").fetchall()
    ]
    for row in money:
        row["held"] = months_of(row["period"], row["months"])
    for period in db.state().periods:
        ledger = rows("pledge_by_funder", period=period)
        agreement = {row["funding_source"]: row for row in rows("covers_by_funding_source", period=period)}
        running: dict[str, int] = {}
        for row in ledger:
            own = [
                each
                for each in money
                if each["period"] <= period
                and (each["funder"], each["funding_source"]) == (row["funder"], row["funding_source"])
            ]
            paid = [each for each in own if each["kind"] == "paid"]
            delivered = sum(each["workers"] * sum(m <= period for m in each["held"]) for each in paid)
            still = sum(each["workers"] for each in paid if period in each["held"])
            assert row["begun_worker_months"] == delivered
            assert row["begun_worker_months"] + row["ahead_worker_months"] == row["paid_worker_months"]
            assert (row["running_covers"], row["paid_covers"]) == (still, sum(e["workers"] for e in paid))
            assert row["running_covers"] + row["ended_covers"] == row["paid_covers"]
            if row["pledged_idr"] is not None:
                assert row["pledged_idr"] + row["beyond_idr"] == row["paid_idr"] + row["unpaid_idr"]
                assert (
                    row["pledged_worker_months"] + row["beyond_worker_months"]
                    == row["paid_worker_months"] + row["unpaid_worker_months"]
                )
            running[row["funding_source"]] = running.get(row["funding_source"], 0) + row["running_covers"]
        for source, covers in running.items():
            beside = agreement.get(source, dict.fromkeys(("active", "paid_twice", "other"), 0))
            assert covers == beside["active"] + beside["paid_twice"] + beside["other"], (period, source)


def test_c4_a_payment_without_a_pledge_is_beyond_a_pledge(own_city: Path) -> None:
    unpledged = [("2026-10", "pegadaian", "csr_bumn", "paid", 168_000, 10, 1)]
    publish(own_city, {"funding": {**MONEY, "2026-10": [*MONEY["2026-10"], *unpledged]}})
    found = ledger_answer("en", rows("pledge_by_funder", period="2026-10"), [])
    assert (
        "pledged Rp3,084,000 = paid Rp1,344,000 + not yet paid Rp1,908,000 − paid beyond a pledge Rp168,000"
        in found
    )


def test_c4_who_did_not_agree_stays_anonymous_under_differencing(own_city: Path) -> None:
    """No sum, no rest of a sum and no change from month to month is what the unnamed company alone paid."""
    plain = {
        "2026-08": [
            ("pelindo", "csr_bumn", 900, 6),
            ("pegadaian", "csr_bumn", 40, 6),
            ("hutama_karya", "csr_bumn", 70, 6),
        ],
        "2026-09": [("pelindo", "csr_bumn", 500, 6), ("pegadaian", "csr_bumn", 60, 6)],
        "2026-10": [
            ("hutama_karya", "csr_bumn", 33, 6),
            ("pegadaian", "csr_bumn", 47, 6),
            ("pelindo", "csr_bumn", 800, 6),
        ],
    }
    secret = "pegadaian"
    reference = own_city / "reference" / "funder.csv"
    text = reference.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"{secret},"))
    reference.write_text(text.replace(line, line.replace(",true,", ",false,")), encoding="utf-8")
    published = {}
    for period, paid in plain.items():
        frame = pd.DataFrame(paid, columns=["funder", "funding_source", "workers", "months"])
        frame = frame.assign(kind="paid", amount_idr=frame["workers"] * frame["months"] * 16_800)
        told_rows, _ = merge_funding(frame, anonymous_funders(own_city), 5)
        columns = ["funder", "funding_source", "kind", "amount_idr", "workers", "months"]
        published[period] = [(period, *row) for row in told_rows[columns].values.tolist()]
    publish(own_city, {"funding": published})
    alone = {sum(row[2] for row in paid if row[0] == secret) for paid in plain.values()}
    alone |= {sum(workers for paid in plain.values() for name, _, workers, _ in paid if name == secret)}
    before = 0
    for period in plain:
        ledger = rows("pledge_by_funder", period=period)
        whole = sum(row["paid_covers"] for row in ledger)
        rest = whole - sum(row["paid_covers"] for row in ledger if row["named"])
        assert rest not in alone, "what the named leave of the whole"
        assert rest - before not in alone, "the change from month to month"
        before = rest
        single = rows("funding_list", period=period)
        assert not {row["workers"] for row in single} & alone
        assert all(
            (row["name"] is not None) == row["named"] == (row["funder"] != "lainnya") for row in single
        )
        assert secret not in str([ledger, single, rows("payment_list", period=period)])
    said = told(open_page("funding"))
    assert "egadaian" not in said
    assert word("id", "funder.unnamed") in tables(open_page("funding"))[1].to_string()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_c7_what_cannot_be_known_by_company_is_said_beside_what_can_be_taken(
    shipped: Path, lang: str
) -> None:
    at = open_page("funding", lang=lang, kota=shipped.name)
    limits = {"id": "Perusahaan × sektor × kecamatan × bulan tidak dapat diketahui", "en": "Company × sector"}
    assert limits[lang] in told(at)
    offered = [link for link in files(at) if link.startswith("/unduh/") and "funding_list" in link]
    assert any(".csv?" in link for link in offered)
    assert any(".parquet?" in link for link in offered)
    period = db.state().latest_period
    taken = rows("funding_list", period=period)
    assert {row["period"] for row in taken} > {period}, "funder x month, all months"
    assert not {"sector", "kecamatan", "opd"} & set(taken[0])
    assert min(row["workers"] for row in taken) >= 5, "small cells are merged"
    assert {row["named"] for row in taken} <= {True, False}
    assert all((row["name"] is None) == (not row["named"]) for row in taken)


# --- extracts that were published before overlaps were


def test_extracts_without_overlaps_are_read_and_say_so(own_city: Path) -> None:
    publish(own_city, {"funding": MONEY, "paid_twice": {}})
    assert db.state().problems == ()
    assert rows("overlap_by_funding_source", since=None, period="2026-10") == []
    assert {row["other"] for row in rows("covers_by_funding_source", period="2026-10")} == {None}
    said = told(open_page("funding"))
    assert "pembayaran ganda tidak diterbitkan untuk bulan-bulan ini" in said
    assert "selisihnya tidak dapat diurai" in said


def test_extracts_with_some_months_of_overlaps_say_how_many(own_city: Path) -> None:
    publish(own_city, {"paid_twice": {"2026-10": TWICE["2026-10"]}})
    assert "Diterbitkan untuk 1 dari 3 bulan." in told(open_page("funding", rentang="all"))


def test_the_script_of_overlaps_runs_where_no_file_has_any(
    own_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(own_city, {"paid_twice": {}})
    text = script("overlap_by_funding_source", {"since": None, "period": "2026-10"})
    monkeypatch.chdir(own_city)
    assert duckdb.connect().execute(text).fetchall() == []


def test_a_broken_file_of_overlaps_is_told(own_city: Path) -> None:
    entry = next(e for e in read_entries(own_city) if e["table"] == "paid_twice")
    (own_city / "extracts" / entry["path"]).write_bytes(b"no parquet")
    db.forget()
    assert [problem.code for problem in db.state().problems if problem.file]


# --- laws


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=10))
def test_v8_shares_of_payers_always_add_up_to_the_whole(workers: list[int]) -> None:
    text = (MEDAN.parent.parent / "queries" / "worker_months_by_funding_source.sql").read_text("utf-8")
    con = duckdb.connect()
    con.execute("create table release as select '2026-10' as period, 'paid_twice' as table_name")
    con.execute(
        "create table coverage_wide as "
        "select '2026-10' as period, 'payer' || ordinal as funding_source, active, 0 as iuran_idr "
        "from (select unnest($1) as active, generate_subscripts($1, 1) as ordinal)",
        [workers],
    )
    found = con.sql(text, params={"since": None, "period": "2026-10"}).fetchall()
    shown = [row[4] for row in found]
    assert sum(shown) == WHOLE
    assert min(shown) >= 1
    exact = [WHOLE * row[1] / sum(workers) for row in found]
    # the largest alone gives what those below a tenth of a per cent are rounded up by
    for tenths, share in list(zip(shown, exact, strict=True))[1:]:
        assert abs(tenths - share) < 1 or share < 1
    assert 0 <= abs(shown[0] - exact[0]) < len(workers)


def test_v8_shares_add_up_in_every_window_of_the_shipped_extract(shipped: Path) -> None:
    months = db.state().periods
    years = {period[:4] for period in months}
    windows = [
        (min(m for m in months if m[:4] == year), max(m for m in months if m[:4] == year)) for year in years
    ]
    for since, period in [*windows, (months[0], months[-1]), *zip(months[::7], months[::7], strict=True)]:
        found = rows("worker_months_by_funding_source", since=since, period=period)
        assert sum(row["share_tenths"] for row in found) == WHOLE
        files = f"'{shipped}/extracts/*/r1/coverage.parquet'"
        counted = duckdb.execute(
            f"select sum(workers)::bigint, sum(iuran_idr)::bigint from {files} "
            "where status = 'active' and period between $1 and $2",
            [since, period],
        ).fetchone()
        assert (
            sum(row["worker_months"] for row in found),
            sum(row["iuran_idr"] for row in found),
        ) == counted, "counted once"


@pytest.mark.usefixtures("shipped")
def test_v8_what_was_paid_is_active_or_paid_twice_in_the_shipped_extract() -> None:
    """The sums of the funders' payments are those of coverage once overlaps are taken away."""
    for period in db.state().periods[::5]:
        found = rows("covers_by_funding_source", period=period)
        for row in found:
            assert row["other"] == row["running_covers"] - row["active"] - row["paid_twice"]
        running = sum(row["running_covers"] for row in found)
        by_funder = sum(row["running_covers"] for row in rows("pledge_by_funder", period=period))
        assert running == by_funder
        # in the sample nobody leaves a list and nobody has a third payer
        assert sum(row["other"] for row in found) == 0


@pytest.mark.usefixtures("shipped")
def test_every_funder_of_the_shipped_extract_adds_up() -> None:
    period = db.state().latest_period
    by_funder = rows("pledge_by_funder", period=period)
    single = rows("funding_list", period=period)
    for row in by_funder:
        own = [
            one
            for one in single
            if (one["funder"], one["funding_source"]) == (row["funder"], row["funding_source"])
        ]
        paid = [one for one in own if one["kind"] == "paid"]
        assert row["paid_idr"] == sum(one["amount_idr"] for one in paid)
        assert row["paid_worker_months"] == sum(one["workers"] * one["months"] for one in paid)
        assert row["begun_worker_months"] + row["ahead_worker_months"] == row["paid_worker_months"]
        assert row["running_covers"] == sum(one["workers"] for one in paid if one["runs"])
    assert all(row["name"] or row["funder"] == "lainnya" for row in by_funder)


# --- the page


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("rentang", ["1999", "", "<script>", "13", "2026-10"])
def test_an_unknown_window_is_told_and_left(rentang: str) -> None:
    at = open_page("funding", rentang=rentang)
    assert at.warning
    assert at.selectbox(key="filter_window").value == "12"


@pytest.mark.usefixtures("money_city")
@pytest.mark.parametrize(("lang", "rentang"), list(itertools.product(LANGUAGES, ["12", "2026", "all"])))
def test_every_window_has_a_sentence_a_chart_a_table_and_files(lang: str, rentang: str) -> None:
    at = open_page("funding", lang=lang, rentang=rentang)
    assert len(at.get("vega_lite_chart")) == 3
    assert len(tables(at)) == 5
    assert not at.warning


@pytest.mark.usefixtures("money_city")
def test_a_slice_says_that_money_is_known_for_the_whole_city_only() -> None:
    assert "selalu tentang seluruh kota" in told(open_page("funding", kecamatan=KOTA))
    assert "selalu tentang seluruh kota" not in told(open_page("funding"))


def test_bars_of_worker_months_say_so() -> None:
    spec = rows_spec(lang="en", theme="light", measure="worker_months")
    assert spec["layer"][0]["encoding"]["x"]["title"] == "worker-months"
