"""Do the formulas of a workbook, reckoned by LibreOffice, come to what the model says, to the rupiah?"""

import io
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from random import Random

import openpyxl
import pytest
from xlsxwriter.worksheet import Worksheet

from dashboard.names import Names
from dashboard.words import word
from dashboard.workbook import Stamp, WorkbookDiffers, sheets, workbook_bytes
from dashboard.workbook.cells import LIMIT, Cell, NumberTooLarge, cell
from simulator.answer import answer, figures
from simulator.course import Course, Habit, YearBudget
from simulator.errors import ScenarioError
from simulator.need import Goal
from simulator.scenario import Pledge, Scenario
from simulator.standing import Standing
from tests.effort import usual
from tests.libreoffice import Run, figures_of, needs_libreoffice, recalculated, status_of
from tests.simulator_cases import MEDAN, changed, city, company, july_2024, standing, stratum, terms
from tests.workbook_draws import draw_scenario, draw_standing

STAMP = Stamp(
    question="=1+1",
    answer="@home",
    warnings=("-2 warnings", "+3"),
    revision="2026-10.r1",
    link="https://example.org/?sim_months=3",
    synthetic=True,
)
ENGLISH = Names(lang="en", names=defaultdict(dict))
FINE = word("en", "workbook.status.fine")
DRAWS, BATCH = usual(100, thorough=1_000), 100  # LibreOffice leaves out what comes after some 247 files


def october() -> Standing:
    """Some 200,000 people of six strata, whose covers by four payers end in the next months."""
    kinds = (("becak", True, 3), ("nelayan", False, 4), ("ojol", True, 2))
    strata = [
        stratum(kecamatan, "o1", sector, transport=drives, risk=risk)
        for kecamatan in ("k1", "k2")
        for sector, drives, risk in kinds
    ]
    people = list(zip(strata, (5_003, 81_007, 4_001, 2_999, 101_009, 7_013), strict=True))
    paid = [
        (each, source, through, workers // divisor)
        for each, workers in people
        for source, through, divisor in (
            ("apbd_kota", "2026-12", 13),
            ("csr_bumn", "2026-11", 17),
            ("mandiri", "2026-10", 29),
            ("donatur", "2027-01", 101),
        )
    ]
    return standing(people, paid)


COURSE = Course(
    habits={
        "apbd_kota": Habit(renewal=10_000, months=12),
        "csr_bumn": Habit(renewal=123, months=6),
        "donatur": Habit(renewal=2_706, months=6),
        "mandiri": Habit(renewal=9_001, months=1, new=497),
    }
)
YEARS = tuple(
    YearBudget(source="apbd_kota", year=year, idr=idr) for year, idr in ((2027, 4 * 10**9), (2028, 10**9))
)
PLEDGES = (
    Pledge(start_month="2026-09", months=6, workers=1_500),
    Pledge(start_month="2027-02", months=12, idr=700_000_000),
)


def base(**changes) -> Scenario:
    """29 % from December 2027 on for a year; people go on as measured."""
    question = {
        "base_month": "2026-10",
        "goals": (Goal(month="2027-12", share="0.29"),),
        "held_until": "2028-11",
        "start_month": "2026-11",
        "course": COURSE,
    }
    return city(**(question | changes))


def bought(**changes) -> Scenario:
    return company(**({"start_month": "2026-11", "course": COURSE} | changes))


CASES: dict[str, tuple[Standing, Scenario]] = {
    "target": (july_2024(), city()),
    "printed": (july_2024(), city(goals=(Goal(month="2025-01", workers=60_220),))),
    "capacity": (october(), base(capacity=2_300)),
    "capacity_too_small": (october(), base(capacity=1_700, goals=(Goal(month="2027-03", share="0.2"),))),
    **{f"blocks_{months}": (october(), base(months=months)) for months in (0, 3, 6, 12)},
    "milestones": (
        october(),
        base(goals=(Goal(month="2027-03", share="0.22"), Goal(month="2027-12", workers=62_221))),
    ),
    "growth": (october(), base(course=replace(COURSE, growth=250))),
    "shrinking": (october(), base(course=replace(COURSE, growth=-500))),
    "overhead": (october(), base(overhead=500)),
    "pledges": (october(), base(pledges=PLEDGES)),
    "early": (
        october(),
        base(goals=(Goal(month="2026-12", share="0.29"),), months=3, held_until="2027-09", pledges=PLEDGES),
    ),
    "relief": (october(), base(terms=terms(relief_for_csr=True))),
    "budgets": (october(), base(course=replace(COURSE, budgets=YEARS))),
    "more_people": (
        october(),
        base(universe=400_000, protected=150_000, goals=(Goal(month="2027-12", share="0.5"),)),
    ),
    "rule": (october(), base(rule="highest_risk", terms=terms(relief_for_csr=True))),
    "slice": (october(), base(kecamatan=("k2",))),
    "reached": (october(), base(goals=(Goal(month="2027-12", workers=1),))),
    "budget": (october(), bought(question="budget", terms=terms(relief_for_csr=True))),
    "budget_by_rule": (october(), bought(question="budget", rule="largest_gap", overhead=500)),
    "budget_none": (october(), bought(question="budget", budget_idr=1)),
    "budget_for_all": (october(), bought(question="budget", budget_idr=10**11, overhead=1)),
    "workers": (october(), bought(workers=12_345, overhead=500)),
    "months": (october(), bought(question="months", workers=3_000)),
    "expiring": (october(), bought(question="budget", people="expiring", budget_idr=2 * 10**9)),
    "everyone": (october(), bought(workers=150_001, people="everyone", terms=terms(relief_for_csr=True))),
    "slice_of_workers": (october(), bought(workers=1_000, kecamatan=("k1",))),
}
# input of a workbook -> (its question, what is typed, the same change to the scenario)
INPUTS: dict[str, tuple[str, float | str | None, dict]] = {
    "in_target_share": ("target", 0.31, {"goals": (Goal(month="2025-01", share="0.31"),)}),
    "in_target_workers": ("target", 70_001, {"goals": (Goal(month="2025-01", workers=70_001),)}),
    "in_target_month": ("blocks_0", "2027-06", {"goals": (Goal(month="2027-06", share="0.29"),)}),
    "in_held": ("blocks_3", "2028-06", {"held_until": "2028-06"}),
    "in_start": ("capacity", "2027-02", {"start_month": "2027-02"}),
    "in_months": ("early", 5, {"months": 5}),
    "in_capacity": ("blocks_6", 2_100, {"capacity": 2_100}),
    "in_overhead": ("overhead", 0.0725, {"overhead": 725}),
    "in_relief": ("early", 1, {"terms": terms(relief_for_csr=True)}),
    "in_growth": ("growth", 0.01, {"course": replace(COURSE, growth=100)}),
    "in_universe": ("more_people", 500_000, {"universe": 500_000}),
    "in_protected": ("more_people", 140_000, {"protected": 140_000}),
    "in_renewal_mandiri": (
        "blocks_0",
        0.5,
        {"course": Course(habits={**COURSE.habits, "mandiri": Habit(renewal=5_000, months=1, new=497)})},
    ),
    "in_renewal_months_donatur": (
        "blocks_0",
        2,
        {"course": Course(habits={**COURSE.habits, "donatur": Habit(renewal=2_706, months=2)})},
    ),
    "in_new_csr_bumn": (
        "blocks_0",
        33,
        {"course": Course(habits={**COURSE.habits, "csr_bumn": Habit(renewal=123, months=6, new=33)})},
    ),
    "in_budget_apbd_kota_2027": (
        "budgets",
        3_000_000_000,
        {"course": replace(COURSE, budgets=(replace(YEARS[0], idr=3_000_000_000), YEARS[1]))},
    ),
    "in_pledge_1_workers": ("early", 900, {"pledges": (replace(PLEDGES[0], workers=900), PLEDGES[1])}),
    "in_pledge_2_idr": ("pledges", 10**9, {"pledges": (PLEDGES[0], replace(PLEDGES[1], idr=10**9))}),
    "in_pledge_2_start": (
        "pledges",
        "2027-09",
        {"pledges": (PLEDGES[0], replace(PLEDGES[1], start_month="2027-09"))},
    ),
    "in_budget": ("expiring", 10**9, {"budget_idr": 10**9}),
    "in_workers": ("everyone", 40_000, {"workers": 40_000}),
}


def book_of(name: str, lang: str = "en") -> bytes:
    people, scenario = CASES[name]
    return workbook_bytes(MEDAN, people, scenario, called=replace(ENGLISH, lang=lang), stamp=STAMP)


def said(name: str, **changes) -> dict:
    people, scenario = CASES[name]
    return figures(answer(MEDAN, people, changed(scenario, **changes)))


def typed(content: bytes, name: str, value: object) -> bytes:
    """The workbook with another value in the cell that is called `name`."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    ((sheet, place),) = book.defined_names[name].destinations
    book[sheet][place] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def wrong_values(monkeypatch):
    """Beside every formula stands a wrong value, so that nobody can pass by copying it."""
    write = Worksheet.write_formula
    monkeypatch.setattr(
        Worksheet,
        "write_formula",
        lambda self, row, column, formula, look=None, _value=0: write(self, row, column, formula, look, -1),
    )


@needs_libreoffice
@pytest.mark.usefixtures("wrong_values")
def test_libreoffice_comes_to_what_the_model_says(tmp_path: Path) -> None:
    books = {name: book_of(name) for name in CASES}
    stored = openpyxl.load_workbook(io.BytesIO(books["target"]), data_only=True).worksheets[0]
    assert {stored.cell(row, 2).value for row in range(6, 12)} == {-1}
    found = recalculated(books, tmp_path)
    assert {name: figures_of(cells) for name, cells in found.items()} == {name: said(name) for name in CASES}
    assert {status_of(cells) for cells in found.values()} == {FINE}


@needs_libreoffice
def test_a_changed_input_gives_what_the_model_gives_for_it(tmp_path: Path) -> None:
    books = {name: typed(book_of(case), name, value) for name, (case, value, _) in INPUTS.items()}
    found = recalculated(books, tmp_path)
    wanted = {name: said(case, **changes) for name, (case, _, changes) in INPUTS.items()}
    assert {name: figures_of(cells) for name, cells in found.items()} == wanted
    assert [name for name, (case, _, _) in INPUTS.items() if wanted[name] == said(case)] == []


@needs_libreoffice
def test_inputs_that_the_model_refuses_are_told(tmp_path: Path) -> None:
    refused = {
        "target_over_universe": ("in_target_workers", 300_000),
        "start_after_target": ("in_start", "2028-02"),
        "held_before_target": ("in_held", "2027-10"),
        "held_too_late": ("in_held", "2029-10"),
        "target_unreachable": ("in_capacity", 1),
        "start_in_past": ("in_start", "2026-09"),
    }
    books = {code: typed(book_of("blocks_0"), *change) for code, change in refused.items()}
    found = {code: status_of(cells) for code, cells in recalculated(books, tmp_path).items()}
    assert found == {code: word("en", f"workbook.status.{code}") for code in refused}


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.usefixtures("wrong_values")
def test_random_questions_agree_to_the_rupiah(tmp_path: Path, monkeypatch) -> None:
    # LibreOffice spends a third of its time on how sheets would be printed
    monkeypatch.setattr(sheets, "set_up_print", lambda *_, **__: None)
    monkeypatch.setattr("dashboard.workbook.write_legend", lambda _: None)
    random, wanted, runs, batch, refused = Random(20261001), {}, [], {}, Counter()
    while len(wanted) < DRAWS:
        people = draw_standing(random)
        name = str(len(wanted))
        try:
            scenario = draw_scenario(random, int(people.universe.sum()))
            wanted[name] = figures(answer(MEDAN, people, scenario))
        except ScenarioError as error:
            refused[error.code] += 1
            continue
        batch[name] = workbook_bytes(MEDAN, people, scenario, called=ENGLISH, stamp=STAMP)
        if len(batch) == BATCH:
            if len(runs) > 1:
                runs[-2].wait()  # no more than two at a time: each takes some 200 MB
            runs.append(Run(batch, tmp_path / name))
            batch = {}
    found = {name: cells for run in runs for name, cells in run.cells().items()}
    differing = {name: wanted[name] for name, cells in found.items() if figures_of(cells) != wanted[name]}
    assert len(found) == DRAWS
    assert differing == {}
    assert {status_of(cells) for cells in found.values()} == {FINE}
    assert sum(refused.values()) < DRAWS, "most draws were no question"


@pytest.mark.parametrize("name", CASES)
def test_the_values_beside_the_formulas_are_those_of_the_model(name: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_of(name)), data_only=True).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    shown = {row[3]: row[1] or None if isinstance(row[1], str) else row[1] for row in rows if row[3]}
    assert shown == said(name)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_text_is_never_a_formula_and_numbers_follow_the_language(lang: str) -> None:
    code = "=cmd|' /C calc'!A1"
    people = standing(
        [(stratum(code, "+o", "@s"), 90)], [(stratum(code, "+o", "@s"), "apbd_kota", "2026-12", 30)]
    )
    content = workbook_bytes(
        MEDAN,
        people,
        bought(question="budget", course=Course()),
        called=replace(ENGLISH, lang=lang),
        stamp=STAMP,
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    texts = [
        each for sheet in book for row in sheet.iter_rows() for each in row if each.value in (code, "=1+1")
    ]
    assert len(texts) == 2
    assert {each.data_type for each in texts} == {"s"}
    total = next(row for row in book.worksheets[0].iter_rows(min_row=6) if row[3].value == "total_idr")
    assert total[1].number_format == sheets.NUMBERS[lang]
    assert book.properties.title == word(lang, "workbook.title")
    assert book.worksheets[1].freeze_panes == "A2"
    assert book.worksheets[0].page_setup.paperSize == sheets.A4


@pytest.mark.parametrize("synthetic", [True, False])
def test_source_and_link_are_told(synthetic: bool) -> None:
    people, scenario = CASES["target"]
    stamp = replace(STAMP, synthetic=synthetic)
    sheet = openpyxl.load_workbook(
        io.BytesIO(workbook_bytes(MEDAN, people, scenario, called=ENGLISH, stamp=stamp))
    ).worksheets[0]
    texts = {each.value for row in sheet.iter_rows() for each in row}
    key = "workbook.source.is_synthetic" if synthetic else "workbook.source.is_real"
    assert {STAMP.revision, STAMP.link, "2.0", word("en", key), *STAMP.warnings} <= texts


def test_numbers_that_a_spreadsheet_would_round_are_refused() -> None:
    assert (cell(LIMIT - 1) + 1).whole == LIMIT
    with pytest.raises(NumberTooLarge):
        cell(LIMIT) + 1
    people, scenario = CASES["target"]
    many = changed(scenario, universe=10**9, protected=10**8)
    with pytest.raises(NumberTooLarge):
        workbook_bytes(MEDAN, people, many, called=ENGLISH, stamp=STAMP)


def test_a_workbook_that_differs_from_the_model_is_not_handed_out(monkeypatch) -> None:
    monkeypatch.setattr("dashboard.workbook.city.top", lambda _: Cell("1", 1))
    monkeypatch.setattr("dashboard.workbook.city.find", lambda *_: Cell("0", 0))
    with pytest.raises(WorkbookDiffers, match="peak"):
        book_of("target")
