"""Does the simulator page answer, warn and refuse in words, in both languages and whatever a link says?"""

import csv
import io
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import db
from dashboard.basis import basis_of
from dashboard.blocks.simulator_months import csv_bytes
from dashboard.choices import choices, selection_of
from dashboard.frame import View
from dashboard.names import names
from dashboard.simulator_inputs import changed, read_inputs, scenario_of
from dashboard.simulator_kept import MOST_KEPT, pack_kept, unpack_kept
from dashboard.simulator_runs import runs_of
from dashboard.simulator_start import UNASKED, answered, inputs_key, starting_point
from dashboard.simulator_words import (
    caution_sentence,
    change_labels,
    cost_title,
    error_sentence,
    unit_for,
)
from dashboard.state import state_key
from dashboard.words import LANGUAGES, word
from simulator.answer import figures as figures_of
from simulator.cautions import CAUTION_VALUES, Caution
from simulator.checks import MAX_IDR, MAX_WORKERS
from simulator.errors import ERROR_VALUES, ScenarioError
from simulator.scenario import QUESTIONS
from tests.opened import tables

PAGE = Path(__file__).parents[1] / "pages" / "what_if.py"
# One value of the right kind for every name that an error or a caution may carry.
SAMPLE_VALUES = {
    "value": "0.5",
    "field": "months",
    "known": ("a", "b"),
    "transport": True,
    "funding_source": "csr_bumn",
    "programme": "jkk",
}


FOLDS = (
    "fold_months",
    "fold_people",
    "fold_formula",
    "fold_compare",
    "fold_share",
    "fold_worth",
    "fold_ranking",
)


def open_page(**parameters: str) -> AppTest:
    """The page with all its parts unfolded."""
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    for key in FOLDS:
        page.session_state[key] = True
    for name, value in parameters.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def headers(page: AppTest) -> str:
    return " ".join(header.value.replace("**", "") for header in page.header)


def figures(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.usefixtures("fixture_city")
def test_each_question_is_answered_in_one_sentence(question, lang):
    page = open_page(lang=lang, sim_question=question)
    assert not page.error
    assert len(page.header) == 1
    assert "Rp" in headers(page)
    assert len(page.get("vega_lite_chart")) == 1
    assert len(page.metric) <= 4
    # a company also takes a paper to its board and a reminder into its calendar
    assert len(page.get("download_button")) == (2 if question == "city" else 4)
    assert any("sim_link=" in code.value for code in page.code)
    for title in ("simulator.formula.title", "simulator.table.title", "simulator.people.title"):
        assert word(lang, title) in [expander.label for expander in page.expander]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.usefixtures("fixture_city")
def test_the_full_form_shows_every_assumption_and_every_number_has_its_formula(question):
    page = open_page(lang="en", sim_question=question, sim_mode="full")
    assert page.text_input(key="form_sim_growth").value == "0"
    assert all(metric.help for metric in page.metric)
    formulas = next(each for each in page.expander if each.label == word("en", "simulator.formula.title"))
    text = " ".join(each.value for each in formulas.markdown)
    assert all(metric.label in text and metric.value in text for metric in page.metric)


@pytest.mark.parametrize("kecamatan", [None, "12.71.01"])
@pytest.mark.usefixtures("fixture_city")
def test_it_starts_from_the_gap_of_the_chosen_slice(kecamatan):
    parameters = {"kecamatan": kecamatan} if kecamatan else {}
    values = {name: choice.default for name, choice in choices().items()} | parameters
    selection = selection_of(values)
    basis = basis_of(selection)
    (row,) = db.run_query(
        "coverage_headline",
        **selection.parameters("period", "opd", "sector", "kecamatan", "funding_source"),
        target_share=basis.target_share,
        target_workers=basis.target_workers,
        denominator_workers=basis.denominator_workers,
    ).to_pylist()
    page = open_page(lang="en", **parameters)
    assert figures(page)[word("en", "simulator.card.gap")] == str(row["gap_workers"])


@pytest.mark.parametrize(
    ("parameters", "shown"),
    [
        ({"sim_target": "share", "sim_share": "120"}, "120%"),
        ({"sim_target": "share", "sim_share": "-1"}, "−1%"),
        ({"sim_target": "number", "sim_number": "301"}, "301"),
        ({"sim_question": "budget", "sim_budget": "0"}, "Rp0"),
        ({"sim_question": "budget", "sim_budget": "-5"}, "−Rp5"),
        ({"sim_question": "workers", "sim_workers": "0"}, "1,000,000,000"),
        ({"sim_start": "2028-01"}, "January 2028"),
        ({"sim_capacity": "0"}, "1,000,000,000"),
        ({"sim_growth": "11"}, "1,000"),
        ({"sim_overhead": "51"}, "5,000"),
        ({"sim_budgets": "apbd_kota:2027:many"}, "apbd_kota:2027:many"),
        ({"sim_budgets": "mandiri:2027:1"}, "mandiri"),
        ({"sim_habits": "zakat:1:1:1"}, "zakat"),
        ({"sim_pledges": "2027-01:12:x5"}, "2027-01:12:x5"),
        ({"sim_pledges": "2027-01:99:w5"}, "99"),
        ({"sim_goals": "2027-10:p50"}, "October 2027"),
        ({"sim_goals": "2027:p50"}, "2027"),
    ],
)
@pytest.mark.usefixtures("fixture_city")
def test_impossible_questions_are_refused_in_words(parameters, shown):
    page = open_page(lang="en", sim_mode="full", **parameters)
    (error,) = page.error
    assert shown in error.value
    assert not page.header
    assert not page.metric


@pytest.mark.parametrize(
    "parameters",
    [
        {"sim_months": "0"},
        {"sim_months": "25"},
        {"sim_start": "2020-01"},
        {"sim_due": "next year"},
        {"sim_payer": "zakat"},
        {"sim_question": "<script>"},
        {"sim_budget": "1e9"},
        {"sim_budget": "9" * 40},
        {"sim_share": "٣"},
        {"sim_bracket": "34"},
        {"sim_everything": "1"},
        {"sim_pledges": "'; drop table"},
        {"sim_kept": "../.."},
    ],
)
@pytest.mark.usefixtures("fixture_city")
def test_unknown_values_of_a_link_are_ignored_and_named(parameters):
    page = open_page(lang="en", **parameters)
    (name,) = parameters
    assert [warning for warning in page.warning if f"`{name}`" in warning.value]
    assert name not in page.query_params
    assert page.header


@pytest.mark.usefixtures("fixture_city")
def test_what_differs_from_the_defaults_stands_in_the_url():
    page = open_page(lang="en", sim_question="budget", sim_months="12", sim_mode="full", sim_sector="other")
    assert page.query_params["sim_question"] == "budget"
    assert "sim_months" not in page.query_params
    page.selectbox(key="form_sim_months").select("6").run()
    page.text_input(key="form_sim_budget").set_value("1,000,000").run()
    page.toggle(key="form_sim_relief").set_value(True).run()
    assert page.query_params["sim_months"] == "6"
    assert page.query_params["sim_budget"] == "1000000"
    assert page.query_params["sim_relief"] == "1"
    # 2 x 8,400 (November, December) + 4 x 16,800 = 84,000; 1,000,000 // 84,000 = 11, left 76,000
    assert "11 workers" in headers(page)
    assert "Rp76,000" in headers(page)
    again = open_page(**{name: page.query_params[name] for name in page.query_params})
    assert headers(again) == headers(page)
    page.selectbox(key="form_sim_months").select("12").run()
    assert "sim_months" not in page.query_params


@pytest.mark.usefixtures("fixture_city")
def test_what_the_law_makes_of_a_purchase_stands_before_its_price():
    page = open_page(lang="en", sim_question="workers", sim_months="2", sim_relief="1", sim_start="2026-12")
    kinds = [each.type for column in page.columns for each in column if each.type in ("warning", "header")]
    price = kinds.index("header")
    assert price == 2  # the relief ends in December; cover under three months
    assert any("Rp42 million" in each.value for each in page.warning)
    assert any("Rp8,400" in each.value for each in page.warning)


@pytest.mark.usefixtures("fixture_city")
def test_no_number_can_be_typed_that_a_list_cannot_hold():
    # what a list refuses would be raised while it is taken over, and the row be lost
    page = open_page(
        lang="en",
        sim_mode="full",
        sim_pledges="2026-12:6:w5,2026-12:6:r5",
        sim_goals="2028-01:p50,2029-01:w60",
    )
    limits = {each.key: (each.min, each.max) for each in page.number_input}
    source = starting_point(state_key(), selection()).standing.sources[0]
    assert limits["form_pledge_amount_0"] == (1, MAX_WORKERS)
    assert limits["form_pledge_amount_1"] == (1, MAX_IDR)
    assert limits["form_goal_amount_0"] == (0.01, 100)
    assert limits["form_goal_amount_1"] == (1, MAX_WORKERS)
    assert limits[f"form_new_{source}"] == (0, MAX_WORKERS)
    assert {high for key, (_, high) in limits.items() if key.startswith("form_budget_")} == {MAX_IDR}
    assert not open_page(lang="en", sim_mode="full", sim_goals="2028-01:p0.001").exception


@pytest.mark.usefixtures("fixture_city")
def test_the_lists_of_the_full_form_stand_in_the_url():
    page = open_page(lang="en", sim_mode="full")
    page.button(key="add_pledge_workers").click().run()
    assert page.query_params["sim_pledges"] == "2026-11:6:w1000"
    page.number_input(key="form_pledge_amount_0").set_value(5).run()
    assert page.query_params["sim_pledges"] == "2026-11:6:w5"
    page.button(key="less_pledges").click().run()
    assert "sim_pledges" not in page.query_params
    source = starting_point(state_key(), selection()).standing.sources[0]
    page.number_input(key=f"form_renew_{source}").set_value(12.5).run()
    assert page.query_params["sim_habits"].startswith(f"{source}:12.5:")


@pytest.mark.usefixtures("fixture_city")
def test_numbers_that_no_spreadsheet_can_hold_are_told():
    page = open_page(lang="en", sim_question="workers", sim_workers="1000000000", sim_people="everyone")
    assert not page.exception


@pytest.mark.usefixtures("fixture_city")
def test_a_link_remembers_its_result_and_the_form_asks_the_same():
    first = open_page(lang="en", sim_question="workers", sim_workers="7", sim_months="6", sim_rule="near")
    (link,) = [code.value for code in first.code if code.value.startswith("/simulator?")]
    assert len(link) < 2_000
    asked = {name: values[0] for name, values in parse_qs(link.partition("?")[2]).items()}
    again = open_page(**asked)
    assert headers(again) == headers(first)
    assert word("en", "simulator.receipt.title") in [each.value for each in again.subheader]
    assert word("en", "command.compare.same") in " ".join(each.value for each in again.markdown)
    again.button(key="close_receipt").click().run()
    assert "sim_link" not in again.query_params
    assert headers(again) == headers(first)


@pytest.mark.parametrize("text", ["1.AAAA.00000000", "9.AAAA.00000000", "1..", "x" * 1_800])
@pytest.mark.usefixtures("fixture_city")
def test_a_damaged_link_is_told_and_the_page_still_answers(text):
    page = open_page(lang="en", sim_link=text)
    assert len(page.error) == 1
    assert page.header


@pytest.mark.usefixtures("fixture_city")
def test_ready_made_questions_fill_the_form():
    page = open_page(lang="en")
    assert len(page.selectbox(key="preset").options) >= 4
    page.selectbox(key="preset").select("budget_500_million").run()
    assert page.query_params["sim_question"] == "budget"
    assert "Rp500,000,000" in headers(page)


@pytest.mark.usefixtures("fixture_city")
def test_kept_scenarios_stand_beside_this_one():
    page = open_page(lang="en", sim_question="workers", sim_workers="10")
    page.button(key="keep_scenario").click().run()
    page.text_input(key="form_sim_workers").set_value("20").run()
    table = tables(page)[-1].set_index(word("en", "simulator.compare.figure"))
    totals = table.loc[word("en", "simulator.compare.total_idr")].str.strip().tolist()
    assert totals == ["Rp0", "Rp4,032,000", "Rp2,016,000"]
    again = open_page(**{name: page.query_params[name] for name in page.query_params})
    assert tables(again)[-1].equals(tables(page)[-1])


def test_kept_scenarios_survive_the_link_and_nonsense_does_not():
    kept = ({"sim_workers": "25"}, {"sim_question": "budget", "sim_budget": "1"}, {})
    assert unpack_kept(pack_kept(kept)) == kept
    assert pack_kept(()) == ""
    for nonsense in ("", "A", "AAAA", pack_kept(kept)[:-2], pack_kept([{}] * (MOST_KEPT + 1)), "-" * 5_000):
        assert unpack_kept(nonsense) == ()


def selection(**changes: str):
    return selection_of({name: choice.default for name, choice in choices().items()} | changes)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.usefixtures("fixture_city")
def test_the_runs_add_up_to_the_iuran(question):
    start = starting_point(state_key(), selection())
    inputs, _ = read_inputs({"sim_question": [question], "sim_relief": ["1"]}, start.fields)
    answer = answered(state_key(), selection(), inputs_key(inputs))
    runs = runs_of(start.tariff, answer)
    assert sum(run.idr for run in runs) == figures_of(answer)["iuran_idr"] > 0
    assert all(sum(row.idr_per_worker_month for row in run.rows) == run.idr_per_worker for run in runs)


@pytest.mark.usefixtures("fixture_city")
def test_every_field_of_the_form_reaches_the_scenario():
    start = starting_point(state_key(), selection())
    usual, _ = read_inputs({}, start.fields)
    for name, choice in start.fields.items():
        if name in (*UNASKED, "sim_near", "sim_share", "sim_number"):
            continue
        other = {
            "sim_capacity": "7", "sim_overhead": "1.5", "sim_growth": "-0.5", "sim_budget": "7",
            "sim_workers": "7", "sim_habits": f"{start.standing.sources[0]}:1:1:1",
            "sim_budgets": "apbd_kota:2027:7", "sim_pledges": "2027-01:1:w7", "sim_goals": "2030-01:p99",
        }.get(name) or next(code for code in reversed(choice.codes) if code != choice.default)  # fmt: skip
        asked = {"sim_question": ["workers"]} if name in ("sim_months", "sim_sector") else {}
        asked |= {"sim_due": ["2028-10"]} if name == "sim_start" else {}
        changed_inputs, notices = read_inputs({name: [other], **asked}, start.fields)
        assert not notices
        assert changed(changed_inputs, start.fields)[name] == other
        before = {**usual, **{each: values[0] for each, values in asked.items()}}
        assert scenario_of(changed_inputs, start.offer) != scenario_of(before, start.offer), name


def test_a_wrong_tariff_table_is_named(own_city):
    path = own_city / "reference" / "tariff.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.append(lines[1].replace("2015-07", "2020-01"))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    starting_point.cache_clear()  # the fixture city has the same manifest
    (error,) = open_page(lang="en").error
    assert error.value.startswith("Tariff table: rows")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", sorted(ERROR_VALUES))
@pytest.mark.usefixtures("fixture_city")
def test_every_refusal_has_words(code, lang):
    error = ScenarioError(code, **{name: sample(name) for name in ERROR_VALUES[code]})
    assert len(error_sentence(names(lang), error)) > 20


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", sorted(CAUTION_VALUES))
@pytest.mark.usefixtures("fixture_city")
def test_every_caution_has_words(code, lang):
    caution = Caution(code=code, values={name: sample(name) for name in CAUTION_VALUES[code]})
    assert len(caution_sentence(names(lang), caution)) > 20


def sample(name: str) -> object:
    is_month = name.endswith("month") or name in ("known_through", "held_until")
    return "2026-10" if is_month else SAMPLE_VALUES.get(name, 7)


@pytest.mark.usefixtures("fixture_city")
def test_the_file_holds_every_month():
    view = View(revision=state_key(), selection=selection(), level="kecamatan", theme="light")
    start = starting_point(view.revision, view.selection)
    inputs, notices = read_inputs({"sim_relief": ["1"], "sim_payer": ["csr_bumn"]}, start.fields)
    assert not notices
    answer = answered(view.revision, view.selection, inputs_key(inputs))
    rows = list(csv.DictReader(io.StringIO(csv_bytes(view, answer).decode())))
    assert [row["month"] for row in rows] == list(answer.flow.months)
    assert sum(int(row["iuran_idr"]) for row in rows) == int(answer.iuran.sum()) > 0
    for row in rows:
        parts = (int(row[f"{g}_workers"]) * int(row[f"{g}_idr_per_worker"]) for g in ("transport", "other"))
        assert sum(parts) == int(row["iuran_idr"])
    assert {row["extract"] for row in rows} == {db.source_of("coverage", view.selection.period).revision_id}


@pytest.mark.parametrize(
    ("parameters", "shown"),
    [
        # 0.29 x 214,555 = 62,220.95 -> 62,221; less 14,814 paid by APBD in July 2024
        (
            {"period": "2024-07", "funding_source": "apbd_kota", "sim_payer": "apbd_kota"},
            ("62,221 workers", "47,407 workers", "Rp9,557,251,200"),
        ),
        (
            {"period": "2024-07", "funding_source": "apbd_kota", "target": "informal_60220"},
            ("60,220 workers", "45,406 workers", "Rp9,153,849,600"),
        ),
        (
            {
                "period": "2024-07",
                "sim_question": "workers",
                "sim_workers": "4960",
                "sim_months": "6",
                "sim_start": "2024-11",
                "sim_payer": "csr_bumn",
            },
            ("4,960 workers", "Rp499,968,000"),
        ),
        (
            {
                "sim_question": "workers",
                "sim_workers": "1",
                "sim_start": "2026-10",
                "sim_relief": "1",
                "period": "2026-10",
            },
            ("1 worker ", "Rp176,400"),
        ),
        (
            {
                "sim_question": "workers",
                "sim_workers": "1",
                "sim_start": "2026-10",
                "sim_relief": "1",
                "sim_payer": "apbd_kota",
                "period": "2026-10",
            },
            ("1 worker ", "Rp201,600"),
        ),
    ],
)
def test_the_sample_of_medan_gives_the_worked_cases(monkeypatch, parameters, shown):
    monkeypatch.delenv("CAKUPAN_CITY_DIR", raising=False)
    page = open_page(lang="en", **parameters)
    assert all(text in headers(page) for text in shown), headers(page)


def test_axis_counts_in_short_numbers():
    assert [unit_for([amount]) for amount in (1, 16_800, 762_820_800, 9_557_251_200)] == [
        1,
        1_000,
        10**6,
        10**9,
    ]
    assert change_labels("id", [133_700_000, 133_700_000, 234_400_000], 10**6) == ["133,7", None, "234,4"]
    assert cost_title("en", {"2026-12": 8_400, "2027-01": 16_800, "2027-02": 16_800}).endswith("January 2027")
