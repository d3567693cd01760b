"""Does the accessibility statement say what the tests forgive, in both languages, with its date?"""

from importlib.metadata import version
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from dashboard.access import residue, tested
from dashboard.city import _read
from dashboard.forms import date
from dashboard.words import LANGUAGES, word
from tests.opened import answer, open_page, told

pytestmark = pytest.mark.usefixtures("fixture_city")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a1_the_statement_lists_every_shortcoming_with_its_date_and_a_way_around(lang: str) -> None:
    page = open_page("access", lang=lang)
    assert f"**{len(residue())} " in answer(page)
    for each in residue():
        for part in (f"{each.name}.what", f"{each.name}.instead"):
            assert word(lang, f"access.residue.{part}") in told(page)
        assert word(lang, "access.residue.seen", on=date(lang, each.seen)) in told(page)


def test_a1_the_statement_names_what_was_really_tested_with() -> None:
    last = tested()
    assert AXE_SCRIPT.startswith(f"/*! axe v{last.axe}\n")
    assert last.streamlit == version("streamlit")
    assert all(each.seen <= last.on for each in residue())


def test_a_forgiven_rule_is_told_by_name() -> None:
    for each in residue():
        assert bool(each.rule) == bool(each.selector)
        if each.rule:
            assert f"`{each.rule}`" in told(open_page("access"))


def test_the_contact_of_the_city_is_named(own_city: Path) -> None:
    settings = own_city / "city.toml"
    assert word("id", "access.contact.none", city="Kota Medan") in told(open_page("access"))
    text = settings.read_text(encoding="utf-8")
    contact = "loket Dinas Ketenagakerjaan"
    settings.write_text(text.replace('contact = ""', f'contact = "{contact}"'), encoding="utf-8")
    _read.cache_clear()
    said = told(open_page("access"))
    assert contact in said
    assert word("id", "access.contact.none", city="Kota Medan") not in said
    _read.cache_clear()
