"""Are groups in need ranked by the weights that are shown, and is a pace what it says?"""

from fractions import Fraction

import pytest

from simulator.errors import ScenarioError
from simulator.pace import Pace
from simulator.ranking import MERGED, Weights, rank
from simulator.standing import Standing, Stratum, read_standing


def standing() -> Standing:
    """fishers: 100, 60 without cover, 10 end soon, risk 3; builders: 50, 50, 0, risk 5; the rest: 500."""
    people = [
        (Stratum(kecamatan="a", opd="x", sector="fishers", risk=3), 100),
        (Stratum(kecamatan="a", opd="x", sector="builders", risk=5), 50),
        (Stratum(kecamatan="a", opd="x", sector=MERGED), 500),
    ]
    paid = [
        (("a", "x", "fishers"), "mandiri", "2026-10", 10),
        (("a", "x", "fishers"), "apbd_kota", "2027-06", 30),
    ]
    return read_standing("2026-10", people, paid, ("apbd_kota", "mandiri"))


@pytest.mark.parametrize(
    ("weights", "order", "best"),
    [
        (Weights(gap=1, risk=0, ending=0), ["fishers", "builders"], 1),  # 60/60, 50/60
        (Weights(gap=0, risk=1, ending=0), ["builders", "fishers"], 1),  # 5/5, 3/5
        (Weights(gap=1, risk=4, ending=0), ["builders", "fishers"], (5 / 6 + 4) / 5),
        (Weights(gap=0, risk=0, ending=1), ["fishers", "builders"], 1),  # 10/10, 0/10
    ],
)
def test_order_follows_the_weights(weights: Weights, order: list[str], best: float) -> None:
    ranked = rank(standing(), "sector", weights)
    assert [each.code for each in ranked] == order
    assert float(ranked[0].score) == pytest.approx(best)
    assert all(0 <= each.score <= 1 for each in ranked)


def test_risk_is_the_mean_of_those_without_cover() -> None:
    (opd,) = rank(standing(), "opd", Weights())
    assert opd.risk == Fraction(60 * 3 + 50 * 5, 60 + 50 + 500)  # the rest has no known risk


def test_merged_cells_are_never_pointed_at() -> None:
    assert MERGED not in [each.code for each in rank(standing(), "sector", Weights())]


def test_weights_have_limits() -> None:
    with pytest.raises(ScenarioError, match="weights_all_zero"):
        Weights(gap=0, risk=0, ending=0)
    with pytest.raises(ScenarioError, match="number_out_of_range"):
        Weights(gap=11)


@pytest.mark.parametrize(
    ("before", "now", "gap", "a_month", "to_go"),
    [
        (100, 220, 30, 10, 3),  # 120 in 12 months: 10 a month
        (100, 220, 31, 10, 4),
        (100, 101, 5, 0, 60),  # one a year
        (220, 100, 30, -10, None),
        (100, 99, 1, 0, None),
        (100, 100, 1, 0, None),
        (100, 50, 0, -4, 0),
    ],
)
def test_pace(before: int, now: int, gap: int, a_month: int, to_go: int | None) -> None:
    pace = Pace(before=before, now=now, months=12, gap=gap)
    assert (pace.a_month, pace.months_to_go) == (a_month, to_go)
