"""Does the simulator page answer, warn and refuse in words, in both languages and whatever a link says?"""

import csv
import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import db
from dashboard.basis import basis_of
from dashboard.blocks.simulator_answer import work_out
from dashboard.blocks.simulator_months import csv_bytes
from dashboard.choices import choices, selection_of
from dashboard.frame import View
from dashboard.names import names
from dashboard.simulator_inputs import changed, read_inputs
from dashboard.simulator_start import starting_point, tariff_table
from dashboard.simulator_words import (
    caution_sentence,
    change_labels,
    chart_title,
    error_sentence,
    unit_for,
)
from dashboard.words import LANGUAGES, word
from simulator.cautions import CAUTION_VALUES, Caution
from simulator.errors import ERROR_VALUES, ScenarioError

PAGE = Path(__file__).parents[1] / "pages" / "what_if.py"
QUESTIONS = ("city", "budget", "workers")
# One value of the right kind for every name that an error or a caution may carry.
SAMPLE_VALUES = {
    "field": "months",
    "known": ("a", "b"),
    "transport": True,
    "funding_source": "csr_bumn",
    "programme": "jkk",
}
MONTH_NAMES = (
    "month",
    "target_month",
    "end_month",
    "last_month",
    "next_month",
    "known_through",
    "first_month",
)


def open_page(**parameters: str) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=60)
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
    assert len(page.get("download_button")) == 1
    assert len(page.dataframe) == 1
    assert word(lang, "simulator.formula.title") in [expander.label for expander in page.expander]


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
    assert figures(page)[word("en", "simulator.card.people")] == str(row["gap_workers"])


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
    ],
)
@pytest.mark.usefixtures("fixture_city")
def test_impossible_questions_are_refused_in_words(parameters, shown):
    page = open_page(lang="en", **parameters)
    (error,) = page.error
    assert shown in error.value
    assert not page.header
    assert not page.metric
    assert not page.get("download_button")


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
    page = open_page(lang="en", sim_question="budget", sim_months="12")
    assert page.query_params["sim_question"] == "budget"
    assert "sim_months" not in page.query_params
    page.selectbox(key="form_sim_months").select("6").run()
    page.number_input(key="form_sim_budget").set_value(1_000_000).run()
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


def test_a_wrong_tariff_table_is_named(own_city):
    path = own_city / "reference" / "tariff.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.append(lines[1].replace("2015-07", "2020-01"))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for kept in (starting_point, tariff_table):  # the fixture city has the same manifest
        kept.cache_clear()
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
    return "2026-10" if name in MONTH_NAMES else SAMPLE_VALUES.get(name, 7)


@pytest.mark.usefixtures("fixture_city")
def test_the_file_holds_every_month_of_every_group():
    selection = selection_of({name: choice.default for name, choice in choices().items()})
    view = View(revision=db.state().revision, selection=selection, level="kecamatan", theme="light")
    start = starting_point(view.revision, selection)
    inputs, notices = read_inputs({"sim_relief": ["1"], "sim_payer": ["csr_bumn"]}, start.fields)
    assert not notices
    assert changed(inputs, start.fields) == {"sim_relief": "1", "sim_payer": "csr_bumn"}
    result = work_out(start, inputs, selection)
    rows = list(csv.DictReader(io.StringIO(csv_bytes(view, result).decode())))
    assert len(rows) == 12 * len(result.covers)
    assert sum(int(row["idr"]) for row in rows) == sum(cover.total_idr for cover in result.covers)
    assert all(int(row["workers"]) * int(row["idr_per_worker_month"]) == int(row["idr"]) for row in rows)
    assert {row["extract"] for row in rows} == {db.source_of("coverage", selection.period).revision_id}
    assert {row["month"] for row in rows if "PP 50/2025" in row["legal_basis"]} <= {
        "2026-11",
        "2026-12",
        "2027-01",
        "2027-02",
        "2027-03",
    }


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
    assert chart_title("en", {"2026-12": 8_400, "2027-01": 16_800, "2027-02": 16_800}).endswith(
        "January 2027"
    )
