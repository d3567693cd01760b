"""Do page, link and command line give the same result, whatever is asked?"""

import json
import random

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.choices import choices, selection_of
from dashboard.forms import number, rupiah
from dashboard.simulator_inputs import read_inputs, scenario_of
from dashboard.simulator_standing import extract_sha256
from dashboard.simulator_start import Start, answered, inputs_key, starting_point
from dashboard.state import state_key
from dashboard.words import word
from simulator.__main__ import main
from simulator.answer import figures, monthly
from simulator.city import CityAnswer
from simulator.errors import ScenarioError
from simulator.link import pack
from simulator.month import add_months
from simulator.receipt import issue
from tests.test_simulator_page import PAGE

SCENARIOS, ON_PAGES = 1_000, 12
FILTERS = ({}, {"kecamatan": "12.71.04"}, {"sector": "nelayan"}, {"opd": "dishub"}, {"period": "2025-10"})
TYPED = {
    "sim_share": lambda draw: f"{draw.randint(1, 9_900) / 100:.2f}",
    "sim_number": lambda draw: str(draw.randint(1, 214_555)),
    "sim_budget": lambda draw: str(draw.randint(1, 10**10)),
    "sim_workers": lambda draw: str(draw.randint(1, 250_000)),
    "sim_capacity": lambda draw: draw.choice(("", str(draw.randint(200, 30_000)))),
    "sim_overhead": lambda draw: f"{draw.randint(0, 1_500) / 100:.2f}",
    "sim_growth": lambda draw: draw.choice(("0", "1.5", "-0.25")),
    "sim_habits": lambda draw: draw.choice(
        ("", f"mandiri:{draw.randint(50, 100)}:1:{draw.randint(0, 2_000)}")
    ),
    "sim_budgets": lambda draw: draw.choice(("", f"apbd_kota:2027:{draw.randint(0, 6 * 10**9)}")),
    "sim_pledges": lambda draw: draw.choice(("", "2027-01:6:w900,2027-03:12:r400000000")),
    "sim_goals": lambda draw: draw.choice(("", "", "2031-12:p99")),
}


def drawn(draw: random.Random) -> tuple[Start, dict[str, str], dict[str, str]]:
    """Filters and inputs of one random form."""
    filters = draw.choice(FILTERS)
    values = {name: choice.default for name, choice in choices().items()} | filters
    start = starting_point(state_key(), selection_of(values))
    assert start is not None
    given = {}
    for name, choice in start.fields.items():
        if name in ("sim_mode", "sim_kept", "sim_link", "sim_weights") or draw.random() < 0.4:
            continue
        given[name] = TYPED[name](draw) if name in TYPED else draw.choice(choice.codes)
    if draw.random() < 0.8:  # mostly in an order that makes sense
        given["sim_start"] = add_months(start.offer.standing.base_month, draw.randint(0, 3))
        given["sim_due"] = add_months(start.offer.standing.base_month, draw.randint(3, 40))
    inputs, notices = read_inputs({name: [value] for name, value in given.items()}, start.fields)
    assert not notices
    return start, filters, inputs


@pytest.fixture(autouse=True)
def medan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)


def test_form_link_and_command_line_agree_on_random_scenarios(capsys: pytest.CaptureFixture[str]) -> None:
    draw, answers, refused = random.Random(20261122), 0, 0
    while answers < SCENARIOS:
        start, filters, inputs = drawn(draw)
        try:
            answer = answered(state_key(), start.offer.selection, inputs_key(inputs))
        except ScenarioError:
            refused += 1
            continue
        answers += 1
        scenario = scenario_of(inputs, start.offer)
        assert scenario == answer.scenario
        link = pack(issue(start.tariff, start.standing, scenario, extract_sha256(scenario.base_month)))
        assert main(["--link", link, "--json"]) == 0, filters
        told = json.loads(capsys.readouterr().out)
        assert told["figures"] == figures(answer)
        assert told["monthly"] == monthly(answer)
        assert told["comparison"]["same"]
    assert refused < 2 * SCENARIOS


def test_the_page_shows_the_numbers_of_the_model() -> None:
    draw, shown = random.Random(11), 0
    while shown < ON_PAGES:
        start, filters, inputs = drawn(draw)
        try:
            answer = answered(state_key(), start.offer.selection, inputs_key(inputs))
        except ScenarioError:
            continue
        shown += 1
        page = AppTest.from_file(str(PAGE), default_timeout=60)
        for name, value in {**filters, **inputs, "lang": "id", "sim_mode": "full"}.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception
        cards, told = {metric.label: metric.value for metric in page.metric}, figures(answer)
        if isinstance(answer, CityAnswer):
            assert cards[word("id", "simulator.card.people")] == number("id", int(told["people_needed"] or 0))
            if not answer.total_idr:
                continue
        else:
            assert cards[word("id", "simulator.card.covered")] == number("id", int(told["workers"] or 0))
        assert cards[word("id", "simulator.card.total")] == rupiah("id", answer.total_idr)
