"""What was paid: is every number of the page the sum of published rows, and is what is missing said?"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard import db
from dashboard.benefits_chart import named_bars, paid_spec
from dashboard.palette import PAPER, PROGRAMMES
from dashboard.words import LANGUAGES, has_word, word
from simulator.month import add_months
from tests.fixtures import CONTRACT, KOTA, MEDAN, PERIODS, ROOT, read_entries, write_file, write_manifest
from tests.opened import open_page, reading_tables, tables, told
from tests.test_charts import apart, contrast

MONTHS = ("2023-01", "2024-01", "2025-01", "2025-08", "2026-10")  # of the shipped extract
# programme, benefit, kecamatan, cases, amount_idr
PAID = {
    "2026-08": [("jkk", "perawatan", KOTA, 6, 30_000_000)],
    "2026-09": [],
    "2026-10": [
        ("jkk", "perawatan", KOTA, 7, 35_000_000),
        ("jkk", "perawatan", "lainnya", 5, 20_000_000),
        ("jkm", "santunan_kematian", "lainnya", 8, 336_000_000),
    ],
}


@pytest.fixture
def paying_city(own_city: Path) -> Path:
    """The fixture city with two kinds of benefit, one kecamatan named, and a month without a row."""
    publish(own_city, PAID)
    return own_city


def publish(city: Path, paid: dict[str, list[tuple]]) -> None:
    kept = [entry for entry in read_entries(city) if entry["table"] != "benefits_paid"]
    fresh = [
        write_file(city, table="benefits_paid", period=period, rows=[(period, *row) for row in rows])
        for period, rows in paid.items()
    ]
    write_manifest(city, [*kept, *fresh])
    db.forget()


@pytest.fixture
def medan(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))
    return


def rows(query: str, *, period: str = "2026-10", **chosen: object) -> list[dict]:
    own = {} if query == "benefits_by_kecamatan" else {"kecamatan": None}
    return db.run_query(query, **({"period": period} | own | chosen)).to_pylist()


# --- by hand


@pytest.mark.usefixtures("paying_city")
def test_headline_by_hand() -> None:
    # 7 + 5 + 8 cases; 35 + 20 + 336 million; with August 6 cases and 30 million more
    assert rows("benefits_headline") == [
        {
            "period": "2026-10",
            "first_month": "2026-08",
            "cases": 20,
            "amount_idr": 391_000_000,
            "cases_year": 26,
            "amount_idr_year": 421_000_000,
            "months_published": 3,
            "months_with_cases": 2,
        }
    ]
    (kota,) = rows("benefits_headline", kecamatan=KOTA)
    assert (kota["cases"], kota["cases_year"], kota["amount_idr_year"]) == (7, 13, 65_000_000)


@pytest.mark.usefixtures("paying_city")
def test_months_programmes_and_places_by_hand() -> None:
    months = {(row["period"], row["programme"]): row["amount_idr"] for row in rows("benefits_by_month")}
    assert months == {
        ("2026-08", "jkk"): 30_000_000,
        ("2026-08", "jkm"): None,
        ("2026-09", "jkk"): None,
        ("2026-09", "jkm"): None,
        ("2026-10", "jkk"): 55_000_000,
        ("2026-10", "jkm"): 336_000_000,
    }
    programmes = {row["programme"]: tuple(row.values())[2:] for row in rows("benefits_by_programme")}
    assert programmes == {
        "jkk": (12, 55_000_000, 18, 85_000_000, 2),
        "jkm": (8, 336_000_000, 8, 336_000_000, 1),
    }
    places = {
        (row["kecamatan"], row["programme"]): row["cases_year"] for row in rows("benefits_by_kecamatan")
    }
    assert places == {(KOTA, "jkk"): 13, ("lainnya", "jkk"): 5, ("lainnya", "jkm"): 8}


@pytest.mark.usefixtures("paying_city")
def test_page_by_hand() -> None:
    at = open_page("benefits")
    assert at.header[0].value == (
        "Oktober 2026: **Rp391.000.000** dibayarkan untuk 20 kasus; dalam 3 bulan sejak Agustus 2026, "
        "**Rp421.000.000** untuk 26 kasus."
    )
    assert [metric.value for metric in at.metric] == ["20", "Rp391.000.000", "26", "Rp421.000.000"]
    assert "Bulan tanpa pembayaran yang terbit: September 2026." in told(at)
    kinds, months, places = tables(at)
    assert list(kinds["Manfaat"]) == ["Perawatan", "Santunan kematian"]
    assert [cell.strip() for cell in kinds["Kasus"]] == ["12", "8"]
    assert [cell.strip() for cell in months["Kasus"]] == ["12", "8", "–", "–", "6", "–"]
    assert "Medan Kota" in list(places["Kecamatan"])
    assert word("id", "note.benefits.merged") not in told(at)


@pytest.mark.usefixtures("paying_city")
def test_a_month_without_rows_says_so() -> None:
    at = open_page("benefits", period="2026-09", lang="en")
    assert at.header[0].value == (
        "September 2026: no benefit payment is published; in 2 months since August 2026, "
        "**Rp30,000,000** for 6 cases."
    )
    assert [metric.value for metric in at.metric] == ["–", "–", "6", "Rp30,000,000"]
    assert "1 to 4 of a kind" in told(at)


@pytest.mark.usefixtures("paying_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_kecamatan_without_rows_says_so(lang: str) -> None:
    at = open_page("benefits", kecamatan="12.71.21", lang=lang)
    assert at.header[0].value.endswith(".")
    assert word(lang, "note.benefits.place") in told(at)
    assert not at.metric
    assert not tables(at)
    assert not at.get("vega_lite_chart")
    assert word(lang, "benefits.jkp") in told(at), "what cover is worth holds all the same"


def test_nothing_published_at_all_is_no_nought(own_city: Path) -> None:
    publish(own_city, {period: [] for period in PERIODS})
    at = open_page("benefits", lang="en")
    assert at.header[0].value == (
        "October 2026: no benefit payment is published, nor in 3 months since August 2026."
    )


def test_all_cases_merged_is_told(fixture_city: Path) -> None:
    assert fixture_city
    assert word("id", "note.benefits.merged") in told(open_page("benefits"))


# --- the shipped extract against direct SQL


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("period", MONTHS)
def test_sums_agree_with_the_files(period: str) -> None:
    files = str(MEDAN / "extracts" / "*" / "r1" / "benefits_paid.parquet")
    months = [add_months(period, -back) for back in range(12)]

    def direct(*wanted: str) -> tuple:
        return duckdb.execute(
            f"""select coalesce(sum(cases), 0)::bigint, coalesce(sum(amount_idr), 0)::bigint
            from read_parquet('{files}') where list_contains($months, period)""",
            {"months": list(wanted)},
        ).fetchone()

    (row,) = rows("benefits_headline", period=period)
    assert (row["cases"], row["amount_idr"]) == direct(period)
    assert (row["cases_year"], row["amount_idr_year"]) == direct(*months)
    for query in ("benefits_by_programme", "benefits_by_kecamatan"):
        parts = rows(query, period=period)
        assert sum(part["cases"] or 0 for part in parts) == row["cases"]
        assert sum(part["amount_idr"] or 0 for part in parts) == row["amount_idr"]
        assert sum(part["cases_year"] for part in parts) == row["cases_year"]
        assert sum(part["amount_idr_year"] for part in parts) == row["amount_idr_year"]
    by_month = rows("benefits_by_month", period=period)
    assert sum(part["amount_idr"] or 0 for part in by_month) == row["amount_idr_year"]
    for month in {part["period"] for part in by_month}:
        (total,) = {part["amount_idr_total"] for part in by_month if part["period"] == month}
        assert (total or 0) == direct(month)[1]


@pytest.mark.usefixtures("medan")
def test_the_month_that_has_no_rows_in_medan() -> None:
    at = open_page("benefits", period="2025-01", lang="en")
    assert at.header[0].value.startswith("January 2025: no benefit payment is published;")
    assert "Months without a published payment: January 2025." in told(at)


# --- what cover is worth


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_benefits_in_law_carry_rule_and_confidence(lang: str) -> None:
    at = open_page("benefits", lang=lang)
    text = reading_tables(at)[0].to_string()
    assert "PP 82/2019" in text
    assert word(lang, "confidence.inference") in text
    assert "JKP" not in text, "not among what the self-employed get"


@pytest.mark.usefixtures("fixture_city")
def test_all_benefits_unfold_with_what_is_to_be_verified() -> None:
    at = open_page("benefits", lang="en")
    at.session_state["fold_benefits"] = True
    at.run()
    assert not at.exception
    text = "\n".join(table.value.to_string() for table in at.table)
    assert "to be verified" in text
    assert "PU only" in text


@pytest.mark.usefixtures("fixture_city")
def test_jkp_is_for_wage_earners_only() -> None:
    assert "JKP hanya untuk penerima upah" in told(open_page("benefits"))
    found = {row["id"]: row["segment"] for row in db.run_query("benefit_list").to_pylist()}
    assert {segment for code, segment in found.items() if code.startswith(("jkp_", "jp_"))} == {"pu"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_the_sheets_has_a_name(lang: str) -> None:
    sheet = json.loads((ROOT / "data/contract/sheets/benefits_paid.json").read_text(encoding="utf-8"))
    enums = {field["name"]: field["constraints"].get("enum", ()) for field in sheet["fields"]}
    assert enums["manfaat"]
    for code in (*enums["manfaat"], "lainnya"):
        assert has_word(lang, f"benefit.paid.{code}"), code
    for code in enums["program"]:
        assert has_word(lang, f"benefits.programme.{code}"), code


# --- what a reader may do to it


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_random_states_of_the_link(lang: str) -> None:
    chance = random.Random(lang)
    codes = {
        "period": [*MONTHS, "2022-12", "abc"],
        "kecamatan": ["12.71.08", "12.71.99", "<b>x</b>", "' or 1=1 --"],
        "opd": ["dinsos", "nobody"],
        "sector": ["nelayan"],
        "funding_source": ["apbd_kota", "\u202e"],
        "level": ["kota"],
        "fold_benefits": ["1"],
    }
    for _ in range(10):
        asked = {name: chance.choice(values) for name, values in codes.items() if chance.random() < 0.5}
        at = open_page("benefits", lang=lang, **asked)
        assert at.header[0].value.endswith(".")
        assert "<b>" not in told(at)
        warned = "\n".join(warning.value for warning in at.warning)
        for name in {"opd", "sector", "funding_source"} & set(asked):
            assert word(lang, f"filter.{name}") in warned


# --- the chart


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_programmes_stand_out_and_stay_apart(theme: str) -> None:
    enum = next(f for f in CONTRACT["benefits_paid"]["fields"] if f["name"] == "programme")["constraints"][
        "enum"
    ]
    assert list(PROGRAMMES) == enum
    for colour in PROGRAMMES.values():
        assert contrast(colour, PAPER[theme]) >= 3, colour
    for one, other in zip(list(PROGRAMMES)[:-1], list(PROGRAMMES)[1:], strict=True):
        assert apart(PROGRAMMES[one], PROGRAMMES[other]) >= 25, (one, other)


def test_numbers_stand_on_the_highest_and_the_last_bar() -> None:
    assert named_bars([5, 9, 9, 2]) == [False, True, False, True]
    assert named_bars([5, 9, 2]) == [False, True, False], "no room beside the highest"
    assert named_bars([9]) == [True]


def test_chart_is_stacked_from_zero_and_light() -> None:
    spec = paid_spec(lang="id", theme="light", unit=1_000_000)
    assert spec["layer"][0]["encoding"]["y"]["stack"] == "zero"
    assert len(str(spec)) < 6_000
