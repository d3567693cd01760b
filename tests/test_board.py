"""Does the paper for a company's board say what the simulator says, and does a calendar read the reminder?"""

import datetime as dt
import io
import random

import pypdf
import pytest
from icalendar import Calendar

from dashboard import drawings
from dashboard.blocks.simulator_answer import work_out
from dashboard.documents.board import NoBoardPaper, board_paper
from dashboard.documents.reminder import reminder
from dashboard.documents.sheet import Sheet
from dashboard.documents.typeset import pdf
from dashboard.forms import number, rupiah
from dashboard.frame import View
from dashboard.simulator_start import starting_point
from dashboard.words import LANGUAGES
from simulator.company import CompanyAnswer, renewal_idr
from simulator.errors import ScenarioError
from tests.documents import missing, numbers_in, numbers_of, pdf_text
from tests.fixtures import MEDAN

ORIGIN, PATH = "https://cakupan.example.go.id", "/simulator?sim_link=x"
STATES = 50
LONGEST = {"sector": "guru_swasta", "kecamatan": "12.71.18"}  # names


@pytest.fixture(autouse=True)
def medan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))


def asked(lang: str = "id", *, inputs: dict[str, str], **filters: str) -> tuple[View, dict[str, str]]:
    """A view, and the whole form with `inputs` filled in."""
    view, _ = drawings.view_of({"lang": lang, **filters})
    start = starting_point(view.revision, view.selection)
    assert start
    return view, {name: field.default for name, field in start.fields.items()} | inputs


def paper(view: View, inputs: dict[str, str]) -> Sheet:
    return board_paper(view, inputs, path=PATH)


def test_c2_a_budget_by_hand() -> None:
    # from January 2027 on a month costs Rp16,800 for all but drivers, and for these from April 2027 on:
    # a budget of exactly 100 covers of 6 months from April 2027 on is 100 x 6 x 16,800
    view, inputs = asked(
        inputs={
            "sim_question": "budget",
            "sim_budget": str(100 * 6 * 16_800),
            "sim_months": "6",
            "sim_start": "2027-04",
            "sim_relief": "1",
        }
    )
    sheet = paper(view, inputs)
    options = sheet.sections[1].tables[0].rows
    # 3 months: 200 covers; 6: 100; 12: 50; always Rp16,800 a worker-month
    assert [row[1] for row in options] == ["200", "100", "50"]
    assert {row[3] for row in options} == {"Rp10.080.000"}
    assert {row[4] for row in options} == {"Rp16.800"}
    assert [row[5] for row in options] == ["Jun 2027", "Sep 2027", "Mar 2028"]


def test_c2_the_need_is_compared_with_the_year_before() -> None:
    view, inputs = asked("en", inputs={"sim_question": "workers"}, period="2026-10")
    texts = [item.text for item in paper(view, inputs).sections[0].items]
    for told in ("37,111", "46,307", "October 2025"):  # published for both months
        assert told in texts[1]


def test_c2_options_of_how_long_money_lasts_are_of_the_same_workers() -> None:
    budget = str(100 * 6 * 16_800)
    view, inputs = asked(
        inputs={
            "sim_question": "months",
            "sim_workers": "100",
            "sim_budget": budget,
            "sim_start": "2027-04",
        }
    )
    options = paper(view, inputs).sections[1].tables[0].rows
    # 100 workers at Rp16,800: 3 months Rp5,040,000, 6 months Rp10,080,000, 12 months Rp20,160,000
    assert [row[1] for row in options] == ["100", "100", "100"]
    assert [row[3] for row in options] == ["Rp5.040.000", "Rp10.080.000", "Rp20.160.000"]


def test_c2_the_price_cliff_stands_in_the_paper() -> None:
    # with the relief: Rp8,400 until December 2026, Rp16,800 from January 2027 on, for others than drivers
    view, inputs = asked(
        inputs={"sim_question": "workers", "sim_workers": "1000", "sim_months": "6", "sim_relief": "1"},
        sector="pedagang",
    )
    prices = paper(view, inputs).sections[2].tables[0].rows
    assert [(row[1], row[2]) for row in prices] == [
        ("Nov 2026 – Des 2026", "Rp8.400"),
        ("Jan 2027 – Apr 2027", "Rp16.800"),
    ]
    assert sum(int(row[4].removeprefix("Rp").replace(".", "")) for row in prices) == 1_000 * (
        2 * 8_400 + 4 * 16_800
    )


def test_c2_paper_holds_every_number_of_the_sheet_in_random_states() -> None:
    rng = random.Random(20261122)
    made = 0
    while made < STATES:
        lang = rng.choice(LANGUAGES)
        filters = rng.choice(({}, {}, {"sector": "nelayan"}, LONGEST))
        view, inputs = asked(
            lang,
            inputs={
                "sim_question": rng.choice(("budget", "workers", "months")),
                "sim_budget": str(rng.randrange(1_000_000, 9_000_000_000)),
                "sim_workers": str(rng.randrange(1, 5_000)),
                "sim_months": str(rng.randrange(1, 24)),
                "sim_rule": rng.choice(("equal", "unprotected", "risk")),
                "sim_relief": rng.choice("01"),
            },
            **filters,
        )
        try:
            sheet = paper(view, inputs)
        except ScenarioError:
            continue
        made += 1
        content = pdf(sheet, origin=ORIGIN, qr_alt="QR")
        assert missing(numbers_of(sheet), numbers_in(pdf_text(content))) == [], inputs
        assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == 1, (lang, filters, inputs)
        answer = work_out(view, inputs).answer
        assert isinstance(answer, CompanyAnswer)
        told = " ".join(sheet.texts())
        for value in (rupiah(lang, answer.total_idr), number(lang, answer.workers)):
            assert value in told or not answer.workers, inputs


def test_the_question_of_the_city_has_no_board_paper() -> None:
    view, inputs = asked(inputs={})
    with pytest.raises(NoBoardPaper):
        paper(view, inputs)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_c5_a_calendar_reads_the_reminder(lang: str) -> None:
    view, inputs = asked(lang, inputs={"sim_question": "workers", "sim_workers": "500", "sim_months": "3"})
    result = work_out(view, inputs)
    answer = result.answer
    assert isinstance(answer, CompanyAnswer)
    # November 2026 to January 2027 are paid; the same from February to April 2027: 500 x 3 x 16,800
    cost = renewal_idr(result.start.tariff, answer)
    assert cost == 500 * 3 * 16_800
    link = f"{ORIGIN}{PATH}"
    content = reminder(answer, cost=cost, lang=lang, link=link, made_on=dt.date(2026, 11, 22))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["dtstart"].dt == dt.date(2027, 1, 31)
    assert number(lang, 500) in event["summary"]
    assert rupiah(lang, cost) in event["description"]
    assert link in event["description"]
    assert event.walk("VALARM")[0]["trigger"].dt == dt.timedelta(days=-41)
    assert content == reminder(answer, cost=cost, lang=lang, link=link, made_on=dt.date(2026, 11, 22))
