"""Does the tariff table hold the amounts of the law, month by month?"""

import itertools

import pytest

from tests.reference_files import rows


def iuran(month: str, programme: str, *, bracket: int, transport: str, relief: str) -> int:
    """Rupiah of one programme in one month; without relief in that month the normal amount holds."""
    found = {
        row["relief"]: int(row["idr_per_worker_month"])
        for row in rows("tariff")
        if row["programme"] == programme
        and int(row["bracket"]) in (0, bracket)
        and row["transport"] in ("any", transport)
        and row["valid_from"] <= month <= (row["valid_to"] or "9999-12")
    }
    return found.get(relief, found["none"])


def package(month: str, *, transport: str = "false", relief: str = "none", bracket: int = 1) -> int:
    return sum(
        iuran(month, programme, bracket=bracket, transport=transport, relief=relief)
        for programme in ("jkk", "jkm")
    )


def test_normal_packages():
    assert package("2024-11") == 16_800  # 10,000 + 6,800
    assert package("2024-11") + iuran("2024-11", "jht", bracket=1, transport="any", relief="none") == 36_800
    assert package("2024-11", bracket=33) == 213_800  # 207,000 + 6,800


@pytest.mark.parametrize(
    ("month", "transport", "idr"),
    [
        ("2025-12", "true", 16_800),
        ("2026-01", "true", 8_400),
        ("2027-03", "true", 8_400),
        ("2027-04", "true", 16_800),
        ("2026-03", "false", 16_800),
        ("2026-04", "false", 8_400),
        ("2026-12", "false", 8_400),
        ("2027-01", "false", 16_800),
    ],
)
def test_relief_holds_in_its_months_only(month: str, transport: str, idr: int):
    assert package(month, transport=transport, relief="pp50_2025") == idr
    assert package(month, transport=transport, relief="none") == 16_800


def test_brackets_are_complete_and_follow_the_base_income():
    for programme, percent in (("jkk", 1), ("jht", 2)):
        normal = [row for row in rows("tariff") if row["programme"] == programme and row["relief"] == "none"]
        assert [int(row["bracket"]) for row in normal] == list(range(1, 34))
        for row in normal:
            assert int(row["idr_per_worker_month"]) * 100 == int(row["base_income_idr"]) * percent, row


def test_relief_is_exactly_half_and_never_touches_jht():
    normal = {
        (row["programme"], row["bracket"]): int(row["idr_per_worker_month"])
        for row in rows("tariff")
        if row["relief"] == "none"
    }
    relieved = [row for row in rows("tariff") if row["relief"] == "pp50_2025"]
    assert len(relieved) == 2 * 34  # 33 brackets of JKK and one JKM, transport and others
    for row in relieved:
        assert row["programme"] in ("jkk", "jkm")
        assert 2 * int(row["idr_per_worker_month"]) == normal[row["programme"], row["bracket"]], row


def test_no_month_has_two_tariffs_for_one_key():
    def key(row: dict[str, str]) -> list[str]:
        return [row[column] for column in ("programme", "segment", "bracket", "transport", "relief")]

    for _, group in itertools.groupby(sorted(rows("tariff"), key=key), key):
        spans = sorted((row["valid_from"], row["valid_to"] or "9999-12") for row in group)
        assert all(first[1] < second[0] for first, second in itertools.pairwise(spans)), spans
