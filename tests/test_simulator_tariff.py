"""Is the tariff of each single month the one its legal basis sets?"""

from dataclasses import replace

import pytest

from simulator.errors import TariffError
from simulator.month import add_months, months_from
from simulator.tariff import Tariff
from tests.simulator_cases import JKM, MEDAN, PAYER, read_rows, row, terms


@pytest.mark.parametrize(
    ("month", "transport", "idr"),
    [
        ("2025-12", True, 16_800),
        ("2026-01", True, 8_400),
        ("2027-03", True, 8_400),
        ("2027-04", True, 16_800),
        ("2026-03", False, 16_800),
        ("2026-04", False, 8_400),
        ("2026-12", False, 8_400),
        ("2027-01", False, 16_800),
    ],
)
def test_the_relief_holds_in_its_months_only(month, transport, idr):
    assert MEDAN.rate(month, terms(relief_for_csr=True), transport=transport) == idr
    assert MEDAN.rate(month, terms(), transport=transport) == 16_800


def test_every_bracket_pays_one_and_two_percent_of_its_base_income():
    assert list(MEDAN.brackets) == list(range(1, 34))
    for bracket, base_income_idr in MEDAN.brackets.items():
        rows = MEDAN.rows_for("2025-01", terms(package="jkk_jkm_jht", bracket=bracket), transport=False)
        jkk, jkm, jht = (row.idr_per_worker_month for row in rows)
        assert (jkk * 100, jkm, jht * 50) == (base_income_idr, 6_800, base_income_idr)


def test_relief_halves_accident_and_death_cover_in_every_bracket():
    for bracket in MEDAN.brackets:
        full, half = (
            MEDAN.rate("2026-10", terms(bracket=bracket, relief_for_csr=switch), transport=True)
            for switch in (False, True)
        )
        assert full == 2 * half


def test_rows_may_be_text_or_typed():
    typed = [
        {**fields, "bracket": int(fields["bracket"]), "valid_to": fields["valid_to"] or None}
        for fields in read_rows("tariff")
    ]
    assert Tariff.from_rows(typed, read_rows("funding_source")).rows == MEDAN.rows


def test_a_rule_without_successor_stays_the_last_known_rule():
    table = Tariff.from_rows(
        [
            row(valid_to="2020-12"),
            row(valid_from="2021-01", valid_to="2021-06", idr_per_worker_month=9_000, legal_basis="second"),
            JKM,
        ],
        PAYER,
    )
    payer = terms(funding_source="payer")
    rates = [table.rate(month, payer, transport=False) for month in ("2020-12", "2021-01", "2030-01")]
    assert rates == [16_800, 15_800, 15_800]
    assert table.known_through == "2021-06"


def test_a_month_before_the_first_rule_has_no_price():
    with pytest.raises(TariffError) as caught:
        MEDAN.rate("2015-06", terms(), transport=False)
    assert caught.value.code == "tariff_missing"
    assert caught.value.values == {"month": "2015-06", "programme": "jkk", "first_month": "2015-07"}


@pytest.mark.parametrize(
    "second",
    [
        row(),
        row(valid_from="2025-01"),
        row(transport="true"),
        row(bracket="0"),
    ],
)
def test_two_rules_for_one_worker_month_are_refused(second):
    with pytest.raises(TariffError) as caught:
        Tariff.from_rows([row(), JKM, second], PAYER)
    assert caught.value.code == "tariff_overlap"
    assert caught.value.values == {"first_row": 1, "second_row": 3}


def test_rules_that_follow_each_other_do_not_overlap():
    first = replace(MEDAN.rows[0], valid_to="2020-12")
    assert not first.overlaps(replace(first, valid_from="2021-01", valid_to=None))
    assert first.overlaps(replace(first, valid_from="2020-12", valid_to=None))


@pytest.mark.parametrize(
    ("month", "later", "expected"),
    [
        ("2026-10", 0, "2026-10"),
        ("2026-10", 3, "2027-01"),
        ("2026-12", 1, "2027-01"),
        ("2026-01", -1, "2025-12"),
        ("2026-01", 24, "2028-01"),
    ],
)
def test_months_are_counted_over_the_turn_of_the_year(month, later, expected):
    assert add_months(month, later) == expected
    assert months_from(month, expected) == later
