"""Do the worked cases come out to the rupiah through page, link, command line and spreadsheet?

The cases are published gifts and budgets, and two prices that follow the law month by month.
"""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.choices import choices, selection_of
from dashboard.forms import rupiah
from dashboard.names import names
from dashboard.simulator_inputs import read_inputs, scenario_of
from dashboard.simulator_standing import extract_sha256
from dashboard.simulator_start import Start, starting_point
from dashboard.state import state_key
from dashboard.workbook import Stamp, workbook_bytes
from simulator.__main__ import main
from simulator.link import pack
from simulator.receipt import issue
from simulator.scenario import Scenario
from tests.libreoffice import figures_of, needs_libreoffice, recalculated
from tests.test_simulator_page import PAGE

APBD_2024 = {"period": "2024-07", "funding_source": "apbd_kota", "sim_payer": "apbd_kota"}
CASES = {
    "pelindo_2024": (4_960, 6, "2024-11", "csr_bumn", 499_968_000),
    "four_bumn_2024": (17_360, 6, "2024-11", "csr_bumn", 1_749_888_000),
    "apbd_2025": (17_851, 11, "2025-02", "apbd_kota", 3_298_864_800),
    "apbd_one_year": (1, 12, "2026-10", "apbd_kota", 201_600),
}


def asked() -> dict[str, tuple[dict[str, str], int]]:
    """Case -> (filters and inputs of a link, rupiah)."""
    found = {
        name: (
            {
                "period": min(start, "2026-10") if name != "apbd_2025" else "2025-01",
                "sim_question": "workers",
                "sim_workers": str(workers),
                "sim_months": str(months),
                "sim_start": start,
                "sim_payer": payer,
            },
            idr,
        )
        for name, (workers, months, start, payer, idr) in CASES.items()
    }
    one = {**found["apbd_one_year"][0], "sim_payer": "csr_swasta", "sim_relief": "1", "sim_sector": "other"}
    found["csr_one_year"] = (one, 176_400)
    found["csr_one_driver"] = ({**one, "sim_sector": "transport"}, 151_200)
    found["gap_computed"] = (APBD_2024, 9_557_251_200)
    found["gap_printed"] = ({**APBD_2024, "target": "informal_60220"}, 9_153_849_600)
    return found


ASKED = asked()


@pytest.fixture(autouse=True)
def medan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)


def scenario(name: str) -> tuple[Start, Scenario]:
    """What the form of a case asks."""
    given = ASKED[name][0]
    filters = {key: value for key, value in given.items() if not key.startswith("sim_")}
    values = {key: choice.default for key, choice in choices().items()} | filters
    start = starting_point(state_key(), selection_of(values))
    assert start is not None
    inputs, notices = read_inputs(
        {key: [value] for key, value in given.items() if key.startswith("sim_")}, start.fields
    )
    assert not notices
    return start, scenario_of(inputs, start.offer)


@pytest.mark.parametrize("name", ASKED)
def test_the_page_says_so(name: str) -> None:
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    for key, value in {**ASKED[name][0], "lang": "id"}.items():
        page.query_params[key] = value
    page.run()
    assert rupiah("id", ASKED[name][1]) in page.header[0].value


@pytest.mark.parametrize("name", ASKED)
def test_link_and_command_line_say_so(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    start, question = scenario(name)
    link = pack(issue(start.tariff, start.standing, question, extract_sha256(question.base_month)))
    payer = ASKED[name][0].get("funding_source")
    assert main(["--link", link, "--json", *(["--payer", payer] if payer else [])]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["figures"]["total_idr"] == ASKED[name][1]
    assert told["comparison"]["same"]


@needs_libreoffice
def test_the_spreadsheet_reckons_so(tmp_path: Path) -> None:
    books = {}
    for name in ASKED:
        start, question = scenario(name)
        stamp = Stamp(question=name, answer="", warnings=(), revision="", link="", synthetic=True)
        books[name] = workbook_bytes(start.tariff, start.standing, question, called=names("id"), stamp=stamp)
    found = recalculated(books, tmp_path)
    told = {name: figures_of(cells)["total_idr"] for name, cells in found.items()}
    assert told == {name: idr for name, (_, idr) in ASKED.items()}
