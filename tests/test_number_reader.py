"""Is a typed number what was meant, in Indonesian and English form, whatever the browser speaks?"""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.forms import decimal, number, rupiah
from dashboard.number_reader import read_number
from dashboard.words import LANGUAGES, word
from tests.opened import open_page

languages = st.sampled_from(LANGUAGES)


@given(lang=languages, value=st.integers(-(10**14), 10**14))
def test_a5_what_the_pages_write_is_read_back(lang: str, value: int) -> None:
    assert read_number(number(lang, value), whole=True) == value
    assert read_number(rupiah(lang, abs(value)), whole=True) == abs(value)


@given(lang=languages, hundredths=st.integers(0, 10**6))
def test_a5_shares_are_read_back(lang: str, hundredths: int) -> None:
    written = decimal(lang, Fraction(hundredths, 100), digits=2)
    assert read_number(written, whole=False) == Decimal(hundredths) / 100


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234", 1234),
        ("1,234", 1234),
        ("1234", 1234),
        (" 1.234.567 ", 1_234_567),
        ("1,234,567", 1_234_567),
        ("Rp500.000.000", 500_000_000),
        ("rp 2.500", 2_500),
        ("500 juta", 500_000_000),
        ("1,5 miliar", 1_500_000_000),
        ("1.5 billion", 1_500_000_000),
        ("2,25 juta", 2_250_000),
        ("1.234,00", 1234),
        ("0", 0),
    ],
)
def test_a5_both_forms_mean_the_same(text: str, value: int) -> None:
    assert read_number(text, whole=True) == value


NO_NUMBERS = ["", "seribu", "1,5", "1.5", "1.2.3", "12.34.56", "1.234 miliar", "10 20", "5 %", "1e9", "0x10"]


@pytest.mark.parametrize("text", [*NO_NUMBERS, "--5", "∞", "1" * 30, "Rp", "1.234.56", "2026-10-31"])
def test_a5_what_is_none_or_not_sure_is_refused(text: str) -> None:
    assert read_number(text, whole=True) is None


@pytest.mark.parametrize(
    ("text", "value"), [("32,15", "32.15"), ("32.15 %", "32.15"), ("-0,5", "-0.5"), ("29", "29")]
)
def test_a5_shares_take_a_comma_or_a_point(text: str, value: str) -> None:
    assert read_number(text, whole=False) == Decimal(value)


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a5_the_simulator_takes_both_forms_and_never_mistakes_1_234(lang: str) -> None:
    page = open_page("what_if", lang=lang, sim_question="budget")
    for typed, meant in (("1.234", 1_234), ("7,654,321", 7_654_321), ("1,5 juta", 1_500_000)):
        page.text_input(key="form_sim_budget").set_value(typed).run()
        assert page.query_params["sim_budget"] in (str(meant), [str(meant)])
        assert page.text_input(key="form_sim_budget").value == number(lang, meant)
    page.text_input(key="form_sim_budget").set_value("1.234 miliar").run()
    assert page.query_params["sim_budget"] in ("1500000", ["1500000"])
    told = word(lang, "simulator.unread", text="`1.234 miliar`", now=number(lang, 1_500_000))
    assert told in [warning.value for warning in page.warning]
