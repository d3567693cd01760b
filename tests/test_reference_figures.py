"""Are targets, published figures and benefits true to their sources, and is each computation right?"""

import math
from datetime import date
from fractions import Fraction

import pytest

from tests.reference_files import by_id, rows


def test_targets_compute():
    denominators = by_id("denominator")
    for row in rows("target"):
        assert bool(row["share"]) == (row["kind"] == "share"), row["id"]
        assert bool(row["workers"]) == (row["kind"] == "number"), row["id"]
        if row["share"]:
            workers = int(denominators[row["denominator"]]["workers"])
            assert int(row["as_computed"]) == math.ceil(Fraction(row["share"]) * workers), row["id"]
    informal = by_id("target")["informal_29"]
    assert (informal["as_printed"], informal["as_computed"]) == ("60220", "62221")


def evaluate(computation: str) -> Fraction:
    """Value of a chain such as '⌈29 × 214555 ÷ 100⌉' or '4960 + 2480', read from left to right."""
    first, *rest = computation.strip("⌈⌉").split()
    value = Fraction(first)
    for sign, number in zip(rest[::2], rest[1::2], strict=True):
        match sign:
            case "×":
                value *= int(number)
            case "÷":
                value /= int(number)
            case "+":
                value += int(number)
            case "−":
                value -= int(number)
            case _:
                raise AssertionError(f"unknown sign {sign} in {computation}")
    return Fraction(math.ceil(value)) if computation.startswith("⌈") else value


@pytest.mark.parametrize(
    "row", [row for row in rows("published_figure") if row["computation"]], ids=lambda row: row["id"]
)
def test_computations_give_what_they_say(row: dict[str, str]):
    computed = Fraction(row["as_computed"])
    assert abs(evaluate(row["computation"]) - computed) <= (
        Fraction(1, 2_000_000) if row["unit"] == "share" else 0
    )
    printed = Fraction(row["as_printed"] or row["value"])
    if row["status"] == "reproduced":
        tolerance = (
            Fraction(1, 20_000) if row["unit"] == "share" else 0
        )  # shares are printed with two decimals of percent
        assert abs(printed - computed) <= tolerance
    elif row["status"] == "holds_under_definition":
        assert abs(printed - computed) <= printed * Fraction(4, 100)  # the sources round to two digits
    else:
        assert row["status"] == "conflicts"
        assert printed != computed


@pytest.mark.parametrize(
    ("figure", "printed", "computed", "status"),
    [
        ("target_29", 60_220, "62221", "conflicts"),
        ("coverage_2025", 0.5555, "0.539049", "conflicts"),
        ("kepling_share", 0.7408, "0.74079", "reproduced"),
        ("kepling_one_month_share", 0.489827, "0.489827", "reproduced"),
        ("csr_bumn_workers", 17_360, "17360", "reproduced"),
        ("csr_bumn_amount", 1_749_888_000, "1749888000", "reproduced"),
        ("csr_pelindo_amount", 499_968_000, "499968000", "reproduced"),
        ("apbd_2024_budget", 1_500_000_000, "1493251200", "holds_under_definition"),
        ("apbd_2025_budget", 3_300_000_000, "3298864800", "holds_under_definition"),
        ("informal_2024", 214_555, "", "not_checkable"),
        ("rentan_2024", 212_000, "", "holds_under_definition"),
        ("apbd_2024", 14_814, "", "not_checkable"),
        ("apbd_2025", 17_851, "", "not_checkable"),
        ("protected_2025_05", 30_785, "", "not_checkable"),
    ],
)
def test_published_figures(figure: str, printed: float, computed: str, status: str):
    row = by_id("published_figure")[figure]
    assert float(row["value"]) == printed
    assert (row["as_computed"], row["status"]) == (computed, status)


def test_denominators_are_the_published_numbers():
    figures, denominators = by_id("published_figure"), by_id("denominator")
    for name in ("informal_2024", "rentan_2024", "labour_force_2025"):
        assert figures[name]["value"] == denominators[name]["workers"]


def test_dates_are_real_and_not_in_the_future():
    for name in ("published_figure", "denominator", "agreement"):
        for row in rows(name):
            if len(row["date"]) == 10:
                assert date(2014, 1, 1) < date.fromisoformat(row["date"]) < date(2026, 11, 1), row


def test_death_benefits_add_up():
    amount = {row["id"]: int(row["amount_idr"] or 0) for row in rows("benefit")}
    assert (
        amount["jkm_lump_sum"] + amount["jkm_periodic"] + amount["jkm_funeral"]
        == amount["jkm_total"]
        == 42_000_000
    )
    assert (amount["jkm_bpu_early"], by_id("benefit")["jkm_bpu_early"]["months_below"]) == (10_000_000, "3")
    assert 48 * 1_000_000 + amount["jkk_periodic"] + amount["jkk_funeral"] == amount["jkk_death_bpu_lowest"]
    steps = {"tk": 2, "sd": 6, "smp": 3, "sma": 3, "university": 5}  # years
    a_child = sum(amount[f"scholarship_{step}"] * years for step, years in steps.items())
    assert 2 * a_child == amount["jkk_scholarship"] == 174_000_000
