"""Do the ready-made questions fit their cities, and are their answers what they were?"""

import json
import os
from contextvars import copy_context
from pathlib import Path

import pytest

from dashboard import cities
from dashboard.simulator_facts import preset_city
from simulator.answer import answer, figures, monthly
from simulator.errors import ScenarioError
from simulator.known_city import City
from simulator.presets import PRESETS, preset, presets
from simulator.scenario import CITY
from tests.fixtures import ROOT

GOLDEN = Path(__file__).with_name("golden") / "simulator"
ACCEPT = "CAKUPAN_ACCEPT_GOLDEN"
PERIOD = "2026-10"
NOT_IN_PEKALONGAN = {"informal_60220", "ucj_2030", "one_kepling", "lowest_kecamatan"}


def city(code: str) -> City:
    """What presets know of a city; it is shown to nobody else."""

    def asked() -> City:
        cities.show_city(code)
        return preset_city(PERIOD)

    return copy_context().run(asked)


@pytest.fixture(scope="module")
def medan() -> City:
    return city("medan")


@pytest.fixture(scope="module")
def pekalongan() -> City:
    return city("pekalongan")


def result(where: City, code: str) -> dict:
    found = answer(where.tariff, where.standing, preset(where, code))
    return {"figures": figures(found), "monthly": monthly(found)}


def test_medan_has_all_of_them(medan: City) -> None:
    assert list(presets(medan)) == list(PRESETS)
    assert len(PRESETS) >= 10


def test_pekalongan_has_those_that_fit_it(pekalongan: City) -> None:
    assert set(PRESETS) - set(presets(pekalongan)) == NOT_IN_PEKALONGAN
    for code in presets(pekalongan):
        assert result(pekalongan, code)["figures"]["total_idr"] >= 0


def test_one_that_does_not_fit_names_those_that_do(pekalongan: City) -> None:
    with pytest.raises(ScenarioError) as caught:
        preset(pekalongan, "ucj_2030")
    assert caught.value.code == "preset_unknown"
    assert caught.value.values["known"] == tuple(presets(pekalongan))


@pytest.mark.parametrize("code", PRESETS)
def test_answers_are_what_they_were(medan: City, code: str) -> None:
    path = GOLDEN / f"{code}.json"
    found = json.dumps(result(medan, code), indent=1) + "\n"
    if os.environ.get(ACCEPT):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    assert json.loads(found) == json.loads(expected or "{}"), (
        f"{path.relative_to(ROOT)} says otherwise. If the new result is meant, run this with {ACCEPT}=1, "
        "raise MODEL_VERSION in simulator/__init__.py and write in CHANGELOG.md under Results what changes."
    )


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(PRESETS)


def test_the_gift_of_2024_is_met_to_the_rupiah(medan: City) -> None:
    # 4,960 people x 6 months x Rp16,800
    assert result(medan, "pelindo_gift")["figures"]["total_idr"] == 499_968_000


def test_one_kepling_for_a_year(medan: City) -> None:
    # 25 people x 12 months x Rp16,800
    assert result(medan, "one_kepling")["figures"]["total_idr"] == 5_040_000


def test_29_percent_are_rounded_up(medan: City) -> None:
    shown = result(medan, "main_target")["figures"]
    # 0.29 x 214,555 = 62,220.95
    assert (shown["target_workers"], shown["due"]) == (62_221, "2027-10")


def test_full_ucj_counts_the_labour_force(medan: City) -> None:
    shown = result(medan, "ucj_2030")["figures"]
    assert (shown["universe"], shown["target_workers"], shown["due"]) == (875_743, 875_743, "2030-12")
    assert shown["protected"] == medan.facts.participants


def test_fishers_are_all_covered(medan: City) -> None:
    asked = preset(medan, "all_fishers")
    fishers = [n for n, each in enumerate(medan.standing.strata) if each.sector == "nelayan"]
    assert asked.workers == medan.standing.only(fishers).unprotected.sum()


def test_in_a_part_of_the_city_only_its_part_joins(medan: City) -> None:
    part = preset(medan, "lowest_kecamatan").course
    joining = {source: habit.new for source, habit in medan.course.habits.items() if habit.new}
    assert joining
    assert all(part.habits[source].new < new / 5 for source, new in joining.items())


def test_pledges_leave_less_to_pay(medan: City) -> None:
    alone, pooled = (result(medan, code)["figures"]["total_idr"] for code in ("main_target", "three_pledges"))
    assert pooled < alone


def test_when_nobody_renews_company_money_carries_everybody(medan: City) -> None:
    shown = result(medan, "nobody_renews")["figures"]
    assert shown["people_needed"] == shown["target_workers"]


@pytest.mark.parametrize("code", PRESETS)
def test_months_add_up_to_the_iuran(medan: City, code: str) -> None:
    found = result(medan, code)
    assert sum(row["iuran_idr"] for row in found["monthly"]) == found["figures"]["iuran_idr"]
    for row in found["monthly"]:
        assert row["iuran_idr"] == (
            row["transport_workers"] * row["transport_idr_per_worker"]
            + row["other_workers"] * row["other_idr_per_worker"]
        )


def test_presets_ask_both_kinds_of_question(medan: City) -> None:
    assert len({scenario.question == CITY for scenario in presets(medan).values()}) == 2
