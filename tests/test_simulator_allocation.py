"""Who is covered first under each rule, worked out by hand on four strata?"""

import pytest

from simulator.allocation import distances
from tests.simulator_cases import ask, company, standing, stratum

A = stratum("k1", "o1", "becak", transport=True, risk=2, lat=3.5, lon=98.6)
B = stratum("k2", "o1", "nelayan", risk=3, lat=3.6, lon=98.7)
C = stratum("k1", "o2", "pedagang", risk=5, lat=3.5, lon=98.6)
D = stratum("k3", "o2", "petani")
# places: A (drives), then C, B, D by kecamatan; coverage 0.5, 0.8, 0, 0.25; without cover 5, 6, 20, 30
PEOPLE = standing(
    [(A, 10), (B, 20), (C, 30), (D, 40)],
    [
        (A, "apbd_kota", "2027-12", 5),
        (C, "apbd_kota", "2027-12", 24),
        (D, "apbd_kota", "2027-12", 10),
    ],
)


@pytest.mark.parametrize(
    ("rule", "workers", "given"),
    [
        ("equal", 10, [0, 1, 4, 5]),  # running room 5, 11, 31, 61: 10 x each / 61 = 0.8, 1.8, 5.1, 10
        ("equal", 61, [5, 6, 20, 30]),
        ("lowest_coverage", 30, [0, 0, 20, 10]),
        ("lowest_coverage", 53, [3, 0, 20, 30]),
        ("largest_gap", 35, [0, 0, 5, 30]),
        ("highest_risk", 10, [0, 6, 4, 0]),
        ("highest_risk", 30, [4, 6, 20, 0]),
        ("near", 12, [5, 6, 1, 0]),  # k1 first: A is less covered than C; nobody knows where k3 is
    ],
)
def test_workers_are_shared_out_by_the_rule(rule, workers, given):
    assert PEOPLE.strata == (A, C, B, D)
    found = ask(PEOPLE, company(workers=workers, rule=rule, near="k1"))
    assert found.by_stratum.tolist() == given
    assert found.by_group[0].tolist() == [given[0], sum(given[1:])]


def test_distances_are_great_circles():
    # 0.1 degree of latitude is 11.12 km, of longitude at 3.55 degrees north 11.10 km
    assert distances(PEOPLE, "k1").tolist() == [0.0, 0.0, pytest.approx(15.71, abs=0.01), 6371.0]


@pytest.mark.parametrize(
    ("wanted", "universe", "given"),
    [
        ({"kecamatan": ("k1",)}, 40, [4, 5]),  # 9 x 5 / 11 = 4.1
        ({"opd": ("o2",), "sector": ("petani",)}, 40, [9]),
        ({"sector": ("becak", "nelayan")}, 30, [1, 8]),  # 9 x 5 / 25 = 1.8
    ],
)
def test_a_question_is_about_the_chosen_people_only(wanted, universe, given):
    found = ask(PEOPLE, company(workers=9, **wanted))
    assert found.universe == universe
    assert found.by_stratum.tolist() == given
