"""Do three steps size a contribution, say when its price changes, and hand over what the board needs?"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import drawings
from dashboard.blocks.simulator_answer import work_out
from dashboard.blocks.simulator_share import later, workbook_of
from dashboard.cities import city_dir, show_city
from dashboard.company_form import FIELDS, company_fields, whole_inputs
from dashboard.forms import number, rupiah
from dashboard.frame import View
from dashboard.simulator_form import KEPT
from dashboard.simulator_start import starting_point
from dashboard.words import LANGUAGES, word
from simulator.answer import figures
from simulator.checks import MAX_IDR, MAX_MONTHS, MAX_WORKERS
from simulator.tariff import Terms
from simulator.turns import turns
from tests.fixtures import KOTA, ROOT
from tests.libreoffice import figures_of, needs_libreoffice, recalculated, status_of
from tests.opened import EMPTY, PAGES, answer, charts, metrics, open_page, tables, told
from tests.simulator_cases import MEDAN as TARIFF

# From April 2027 on every worker-month costs Rp16,800, with the relief and without: 10 covers of 6 months.
TEN = {"sim_start": "2027-04", "sim_months": "6"}
TEN_IDR = 10 * 6 * 16_800


def page(lang: str = "id", **parameters: str) -> AppTest:
    return open_page("company", lang=lang, **parameters)


def cards(at: AppTest, lang: str) -> dict[str, str]:
    """Values of the cards by the last part of the key of their label."""
    shown = metrics(at)
    keys = ("covered", "total", "rest", "renewal", "per_month")
    return {key: shown.get(word(lang, f"simulator.card.{key}"), "") for key in keys}


def asked(
    lang: str = "id", filters: dict[str, str] | None = None, **inputs: str
) -> tuple[View, dict[str, str]]:
    """A view, and every input of the simulator as the page fills them in."""
    view, _ = drawings.view_of({"lang": lang, **(filters or {})})
    start = starting_point(view.revision, view.selection)
    assert start
    steps = {name: field.default for name, field in company_fields(start.fields).items()}
    return view, whole_inputs(start, steps | inputs)


# --- how much, for whom, for how long


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "given",
    [
        {"sim_question": "budget", "sim_budget": str(TEN_IDR + 99)} | TEN,
        {"sim_question": "workers", "sim_workers": "10"} | TEN,
        {"sim_question": "months", "sim_workers": "10", "sim_budget": str(TEN_IDR + 99)} | TEN,
    ],
    ids=lambda given: given["sim_question"],
)
def test_c1_rupiah_workers_and_months_give_each_other(lang: str, given: dict[str, str]) -> None:
    at = page(lang, **given)
    shown = cards(at, lang)
    assert (shown["covered"], shown["total"]) == ("10", rupiah(lang, TEN_IDR))
    assert shown["rest"] == ("" if given["sim_question"] == "workers" else rupiah(lang, 99))
    assert shown["per_month"] == rupiah(lang, 16_800)
    # April to September 2027 are paid
    assert shown["renewal"] == {"id": "Oktober 2027", "en": "October 2027"}[lang]
    assert word(lang, "simulator.months", count=6, number="6") in answer(at)
    (flow,) = charts(at)
    assert rupiah(lang, TEN_IDR // 6) in flow.proto.alt
    # renewing costs the same at the tariff that is known
    assert f"**{rupiah(lang, TEN_IDR)}**" in told(at)


@pytest.mark.usefixtures("fixture_city")
def test_c1_place_and_sector_narrow_who_is_covered() -> None:
    # of the fixture, in October 2026: 25 marbot of Medan Kota without cover now (30 one month, 15 lapsed)
    everywhere, narrow = (
        page(sim_question="workers"),
        page(sim_question="workers", kecamatan=KOTA, sector="marbot"),
    )
    assert int(cards(everywhere, "id")["covered"]) > int(cards(narrow, "id")["covered"]) == 45
    assert "Marbot" in answer(narrow)


@pytest.mark.usefixtures("fixture_city")
def test_c1_steps_are_kept_in_the_address_and_reopen_from_it() -> None:
    at = page()
    at.radio(key="form_sim_question").set_value("workers").run()
    at.text_input(key="form_sim_workers").set_value("12").run()
    at.selectbox(key="flow_kecamatan").set_value(KOTA).run()
    at.selectbox(key="form_sim_months").set_value("3").run()
    at.toggle(key="form_sim_relief").set_value(True).run()
    address = {
        name: found if isinstance(found, str) else found[-1] for name, found in at.query_params.items()
    }
    assert address == {
        "period": "2026-10",
        "kecamatan": KOTA,
        "sim_question": "workers",
        "sim_workers": "12",
        "sim_months": "3",
        "sim_relief": "1",
    }
    again = open_page("company", **address)
    assert (answer(again), metrics(again), told(again)) == (answer(at), metrics(at), told(at))


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("question", ["budget", "workers", "months"])
def test_c1_the_link_opens_the_same_answer_in_the_simulator(question: str) -> None:
    at = page("en", sim_question=question, sim_budget="2000000", sim_workers="7", sector="marbot")
    (link,) = [each.proto.url for each in at.get("link_button") if each.proto.url.startswith("/simulator?")]
    given = {name: values[-1] for name, values in parse_qs(link.partition("?")[2]).items()}
    assert answer(open_page("what_if", **given)) == answer(at)


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_c1_paper_spreadsheet_reminder_and_file_are_offered(lang: str) -> None:
    labels = [button.proto.label for button in page(lang).get("download_button")]
    assert labels == [word(lang, f"simulator.share.{name}") for name in ("board", "reminder", "xlsx", "csv")]


# --- the price cliff


@pytest.mark.usefixtures("fixture_city")
def test_c1_the_price_cliff_is_told_with_its_months() -> None:
    for relief in "01":
        at = page("en", sim_question="workers", sim_workers="20", sim_months="6", sim_relief=relief)
        said = told(at)
        assert "**January 2027**, workers other than transport: rises from Rp8,400 to Rp16,800" in said
        assert "**April 2027**, transport workers: rises from Rp8,400 to Rp16,800" in said
        law = [warning.value for warning in at.warning if "ends with" in warning.value]
        prices = tables(at)[0]
        by_month = {cell.strip() for cell in prices.iloc[:, 2]}
        if relief == "1":
            assert "**uses** the 50% relief" in said
            assert len(law) == 2, "before the price, for both groups"
            assert by_month == {"Rp8,400", "Rp16,800"}
        else:
            assert "does **not** use" in said
            assert not law
            assert by_month == {"Rp16,800"}


def test_turns_of_the_tariff_by_hand() -> None:
    terms = Terms(funding_source="csr_swasta", relief_for_csr=True)
    found = [
        (turn.month, turn.transport, turn.before_idr, turn.after_idr)
        for turn in turns(TARIFF, terms, "2025-11", "2027-06")
    ]
    assert found == [
        ("2026-01", True, 16_800, 8_400),
        ("2026-04", False, 16_800, 8_400),
        ("2027-01", False, 8_400, 16_800),
        ("2027-04", True, 8_400, 16_800),
    ]
    assert [turn.is_rise for turn in turns(TARIFF, terms, "2026-12", "2027-01")] == [True]
    assert turns(TARIFF, Terms(funding_source="csr_swasta"), "2025-11", "2027-06") == ()
    assert turns(TARIFF, terms, "2027-01", "2027-01") == ()


# --- limits, and what an address may say


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    ("name", "value", "most"),
    [
        ("sim_budget", "0", rupiah),
        ("sim_budget", str(MAX_IDR + 1), rupiah),
        ("sim_budget", "-5", rupiah),
        ("sim_workers", "0", number),
        ("sim_workers", str(MAX_WORKERS + 1), number),
    ],
)
def test_c1_a_value_beyond_its_limits_is_told_with_them(
    name: str, value: str, most: Callable[[str, int], str]
) -> None:
    question = name.removeprefix("sim_")
    at = page("en", sim_question=question, **{name: value})
    (error,) = at.error
    limit = most("en", MAX_IDR if question == "budget" else MAX_WORKERS)
    assert limit in error.value
    assert limit in told(at), "it stands at the field too"
    assert not at.metric
    assert at.text_input(key=f"form_{name}").value, "it can be put right"


@pytest.mark.usefixtures("fixture_city")
def test_c1_what_the_page_does_not_ask_is_told_and_left() -> None:
    usual = page()
    hostile = page(
        sim_question="city", sim_months="25", sim_people="<b>", sim_overhead="50", sim_link="x", sim_zz="1"
    )
    said = "\n".join(warning.value for warning in hostile.warning)
    for value in ("`city`", "`25`", "`<b>`", "`sim_overhead`", "`sim_link`", "`sim_zz`"):
        assert value in said
    assert (answer(hostile), metrics(hostile)) == (answer(usual), metrics(usual))


@pytest.mark.usefixtures("fixture_city")
def test_c1_what_cannot_be_read_keeps_the_value_before() -> None:
    at = page(sim_budget="2000000")
    at.text_input(key="form_sim_budget").set_value("dua juta").run()
    assert any("`dua juta`" in warning.value for warning in at.warning)
    assert at.query_params["sim_budget"] in ("2000000", ["2000000"])


@pytest.mark.usefixtures("fixture_city")
def test_c1_nobody_in_the_choice_is_told_where_it_can_be_changed() -> None:
    at = page(**EMPTY)
    assert word("id", "simulator.empty") in [info.value for info in at.info]
    for name in ("sector", "kecamatan", "opd"):
        at.selectbox(key=f"flow_{name}").set_value("").run()
    assert answer(at) == answer(page())


def test_c1_a_payer_of_the_filters_is_not_followed(fixture_city: Path) -> None:
    del fixture_city
    at = page(funding_source="apbd_kota")
    assert "Sumber dana" in at.warning[0].value
    assert answer(at) == answer(page())


@pytest.mark.usefixtures("fixture_city")
def test_the_simulator_keeps_what_the_company_is_not_asked() -> None:
    at = AppTest.from_file(str(ROOT / PAGES["company"]), default_timeout=60)
    at.session_state[KEPT] = {"sim_target": "number", "sim_number": "90", "sim_months": "6"}
    at.run()
    assert not at.exception
    assert at.session_state[KEPT] == {"sim_target": "number", "sim_number": "90", "sim_months": "6"}
    assert at.selectbox(key="form_sim_months").value == "6"


# --- files


@pytest.mark.usefixtures("fixture_city")
def test_c1_the_link_to_the_calculation_is_shown_when_it_is_asked_for() -> None:
    at = AppTest.from_file(str(ROOT / PAGES["company"]), default_timeout=60).run()
    assert not at.code  # their code would weigh half as much as all the rest of the page
    at.session_state["fold_link"] = True
    (link,) = at.run().code
    assert link.value.startswith("/simulator?")
    assert "sim_link=" in link.value


def test_c1_no_field_allows_a_number_too_large_for_a_spreadsheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    view, inputs = asked(sim_budget=str(MAX_IDR), sim_months=str(MAX_MONTHS), sim_people="everyone")
    assert workbook_of(view, work_out(view, inputs), "").startswith(b"PK")


@needs_libreoffice
def test_s13_the_spreadsheet_of_a_contribution_comes_to_the_same_rupiah(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    # over the price cliff, with drivers and others, and with rupiah left
    view, inputs = asked(
        "en", {"kecamatan": "12.71.01"}, sim_budget="123456789", sim_months="7", sim_relief="1"
    )
    result = work_out(view, inputs)
    cells = recalculated({"board": workbook_of(view, result, "")}, tmp_path)["board"]
    assert figures_of(cells) == figures(result.answer)
    assert figures_of(cells)["total_idr"] == result.answer.total_idr > 0
    assert status_of(cells) == word("en", "workbook.status.fine")


def test_a_file_that_is_made_on_a_click_is_of_the_city_of_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    show_city("pekalongan")
    made = later(lambda: city_dir().name.encode())
    show_city("medan")
    with ThreadPoolExecutor(1) as another:  # as a server makes it: in a thread that shows no city yet
        assert another.submit(made).result() == b"pekalongan"


def test_fields_of_the_steps_are_fields_of_the_simulator(fixture_city: Path) -> None:
    del fixture_city
    _, inputs = asked()
    assert set(FIELDS) <= set(inputs)
    assert inputs["sim_question"] == "budget"
