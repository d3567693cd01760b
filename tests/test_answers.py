"""Do the sentences say what the numbers say: up, down, unchanged, reached, empty, first?"""

from decimal import Decimal
from typing import Any

import pytest

from dashboard.answers import (
    breakdown_answer,
    change,
    funding_answer,
    one_month_answer,
    ranked,
    summary_answer,
    target_line,
    trend_title,
)
from dashboard.basis import Basis
from dashboard.choices import Selection
from dashboard.names import Names

NBSP = "\u00a0"
NAMES = {
    "opd": {"a": "Dinas A", "b": "Dinas B", "belum_disebut": "Belum disebut"},
    "sector": {"nelayan": "Nelayan"},
    "kecamatan": {"k": "Medan Kota"},
    "funding_source": {"apbd": "APBD Kota", "csr": "CSR"},
    "target": {"t": "29 % pekerja informal"},
    "denominator": {"d": "Pekerja rentan 2024"},
}
ID, EN = Names(lang="id", names=NAMES), Names(lang="en", names=NAMES)


def selection(**chosen: str | None) -> Selection:
    values: dict[str, Any] = {"lang": "id", "period": "2026-10", "denominator": "d", "target": "t"}
    return Selection(
        **{**values, **dict.fromkeys(("opd", "sector", "kecamatan", "funding_source")), **chosen}
    )


def basis(*, target: bool = True, fixed: int | None = None) -> Basis:
    return Basis(
        target={"id": "t"} if target else None,
        target_share=Decimal("0.29") if target else None,
        target_workers=None,
        denominator={"id": "d"},
        denominator_workers=fixed,
        notices=(),
    )


def headline(**changed: Any) -> dict[str, Any]:
    row = {"period": "2026-10", "active": 41_320, "universe": 214_555}
    row |= {"target_workers": 62_221, "gap_workers": 20_901}
    row |= {"previous_period": "2026-09", "previous_active": 41_000, "change_active": 320}
    return {**row, **changed}


def summary(row: dict[str, Any], *, on: Basis | None = None, **chosen: str) -> str:
    return summary_answer(ID, row, on or basis(), selection(**chosen), city_name="Kota Medan")


def group(code: str, active: int, universe: int) -> dict[str, Any]:
    return {"id": code, "active": active, "universe": universe, "unprotected": universe - active}


def payer(code: str, active: int, one_month: int = 0) -> dict[str, Any]:
    registered = active + one_month
    return {"funding_source": code, "active": active, "one_month": one_month, "registered": registered}


def test_the_answer_of_the_summary() -> None:
    assert summary(headline()) == (
        f"Oktober 2026: **41.320** dari 214.555 pekerja informal Kota Medan terlindungi aktif, "
        f"**19,3{NBSP}%**; kurang **20.901** orang untuk target 29 % pekerja informal."
    )


def test_the_answer_in_english() -> None:
    answer = summary_answer(EN, headline(), basis(), selection(), city_name="City of Medan")
    assert answer == (
        "October 2026: **41,320** of 214,555 informal workers of the City of Medan are protected, **19.3%**; "
        "**20,901** more are needed for the target of 29 % pekerja informal."
    )


def test_one_worker_is_and_two_are() -> None:
    row = headline(active=1, universe=4, target_workers=2, gap_workers=1)
    one = summary_answer(EN, row, basis(), selection(), city_name="City of Medan")
    assert (
        "**1** of 4 informal workers of the City of Medan is protected, **25.0%**; **1** more is needed"
        in one
    )
    fixed = summary_answer(EN, row, basis(fixed=4), selection(), city_name="City of Medan")
    assert "**1** informal worker of the City of Medan is protected, **25.0%** of 4" in fixed


def test_a_reached_target_leaves_no_gap() -> None:
    answer = summary(headline(active=70_000, gap_workers=0))
    assert "sudah tercapai" in answer
    assert "kurang" not in answer


def test_without_target_nothing_is_said_of_one() -> None:
    assert summary(headline(target_workers=None, gap_workers=None), on=basis(target=False)).endswith(
        f"**19,3{NBSP}%**."
    )


def test_a_fixed_denominator_is_named() -> None:
    answer = summary(headline(universe=212_000), on=basis(fixed=212_000))
    assert f"**19,5{NBSP}%** dari 212.000 (Pekerja rentan 2024)" in answer


def test_a_slice_and_a_payer_are_named_and_the_gap_is_of_that_payer() -> None:
    answer = summary(headline(), sector="nelayan", kecamatan="k", funding_source="apbd")
    assert "Kota Medan (sektor: Nelayan; kecamatan: Medan Kota)" in answer
    assert "terlindungi aktif lewat sumber dana APBD Kota" in answer
    assert "dari sumber dana ini saja masih kurang" in answer


def test_an_empty_slice_says_so_without_a_share() -> None:
    answer = summary(headline(active=0, universe=0, target_workers=0, gap_workers=0), opd="a")
    assert answer.startswith("Oktober 2026: tidak ada pekerja")
    assert "%" not in answer


@pytest.mark.parametrize(
    ("moved", "text"),
    [
        (320, "Naik 320 orang sejak September 2026."),
        (-1_500, "Turun 1.500 orang sejak September 2026."),
        (0, "Tetap sejak September 2026."),
    ],
)
def test_change(moved: int, text: str) -> None:
    assert change("id", headline(change_active=moved)) == text


def test_the_first_month_has_no_change() -> None:
    row = headline(previous_period=None, previous_active=None, change_active=None)
    assert change("en", row) == "First month in the data; there is no month before."


def test_highest_and_lowest_skip_merged_unnamed_and_small_groups() -> None:
    rows = [
        group("a", 20, 100),
        group("lainnya", 90, 100),
        group("belum_disebut", 0, 100),
        group("b", 29, 29),
    ]
    assert [row["id"] for row in ranked(rows)] == ["a"]


def test_breakdown_names_the_largest_gap_not_the_lowest_share() -> None:
    rows = [group("a", 500, 1000), group("b", 10, 100)]
    assert breakdown_answer(ID, "opd", rows, selection()) == (
        f"Oktober 2026: yang belum terlindungi terbanyak di **Dinas A**, 500 dari 1.000 pekerja; "
        f"cakupan tertinggi Dinas A (50,0{NBSP}%), terendah Dinas B (10,0{NBSP}%)."
    )


def test_breakdown_of_equal_groups_has_no_highest() -> None:
    answer = breakdown_answer(ID, "opd", [group("a", 10, 30), group("b", 20, 60)], selection())
    assert "sama di semua OPD" in answer
    assert "tertinggi" not in answer


def test_breakdown_of_all_protected_and_of_nothing() -> None:
    assert "semua pekerja" in breakdown_answer(ID, "opd", [group("a", 40, 40)], selection())
    assert "tidak ada OPD" in breakdown_answer(ID, "opd", [], selection())


def test_payers_by_size() -> None:
    answer = funding_answer(ID, [payer("apbd", 30), payer("csr", 70)], selection())
    assert (
        f"bagi 100 pekerja yang terlindungi adalah **CSR** (70, 70,0{NBSP}%), disusul APBD Kota (30" in answer
    )
    assert "satu-satunya" in funding_answer(ID, [payer("apbd", 30), payer("csr", 0)], selection())
    assert "belum ada" in funding_answer(ID, [payer("apbd", 0)], selection())


def test_registered_is_not_active() -> None:
    rows = [payer("apbd", 100), payer("csr", 18_906, one_month=18_152)]
    assert one_month_answer(ID, rows) == (
        f"Terdaftar belum tentu aktif. CSR: 37.058 terdaftar; 18.152 di antaranya (49,0{NBSP}%) "
        "hanya membayar satu bulan, 18.906 masih aktif."
    )
    assert "tidak ada" in one_month_answer(ID, [])


@pytest.mark.parametrize(
    ("totals", "text"),
    [
        ({"2025-10": 10, "2026-10": 12}, "Sejak Oktober 2025 yang terlindungi naik dari 10 menjadi 12"),
        ({"2025-10": 12, "2026-10": 10}, "Sejak Oktober 2025 yang terlindungi turun dari 12 menjadi 10"),
        ({"2026-08": 7, "2026-10": 7}, "Sejak Agustus 2026 yang terlindungi tetap 7"),
        ({"2026-10": 7}, "Oktober 2026: 7 pekerja terlindungi"),
    ],
)
def test_trend_title(totals: dict[str, int], text: str) -> None:
    assert trend_title(ID, totals, "2026-10").startswith(text)


def test_target_line_has_its_name_or_is_not_drawn() -> None:
    assert target_line(ID, basis(), 62_221) == f"Target 29{NBSP}% = 62.221 pekerja"
    assert target_line(ID, basis(target=False), None) is None
