"""Does a link choose only what exists, and do session and URL stay in step?"""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.basis import basis_of, share_of
from dashboard.choices import ALL, choices, read_one, read_parameters, selection_of, url_parameters
from dashboard.cities import city_dir
from tests.fixtures import ROOT

pytestmark = pytest.mark.usefixtures("fixture_city")

PAGE = """
import streamlit as st
from dashboard.filters import link_parameters, pick_selection
selection = pick_selection()
st.text(repr(selection))
st.json(link_parameters())
"""
HOSTILE = [
    "dinkes; drop table coverage",
    "' or 1=1 --",
    "<script>alert(1)</script>",
    "[a](http://b)",
    "../../etc/passwd",
    "DINKES",
    " dinkes",
    "x" * 5000,
    "\u202e\x00",
    "dinkes\n",
]


def read(**given: str) -> tuple[dict[str, str], list[str]]:
    values, notices = read_parameters({name: [value] for name, value in given.items()}, choices())
    return values, [notice.key for notice in notices]


def selected(**given: str):
    return selection_of(read(**given)[0])


def page(**parameters: str | list[str]) -> AppTest:
    at = AppTest.from_string(PAGE, default_timeout=30)
    for name, value in parameters.items():
        at.query_params[name] = value
    return at.run()


def url(at: AppTest) -> dict[str, str]:
    """The parameters as the last run left them; a list stands for each that was never written."""
    return {name: value if isinstance(value, str) else value[-1] for name, value in at.query_params.items()}


def test_nothing_given_is_the_default() -> None:
    values, notices = read()
    assert notices == []
    assert values.pop("kota") == city_dir().name
    assert values == {
        "lang": "id",
        "tema": "biasa",
        "period": "2026-10",
        "denominator": "informal_2024",
        "target": "informal_29",
        **dict.fromkeys(("opd", "sector", "kecamatan", "funding_source"), ALL),
        "level": "kecamatan",
    }


def test_codes_are_followed() -> None:
    selection = selected(
        period="2026-08", opd="dinkes", kecamatan="12.71.01", funding_source="csr_bumn", lang="en"
    )
    assert (selection.period, selection.opd, selection.kecamatan) == ("2026-08", "dinkes", "12.71.01")
    assert (selection.funding_source, selection.lang, selection.sector) == ("csr_bumn", "en", None)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["opd", "period", "lang", "tema", "target", "level"])
def test_hostile_values_are_refused_and_told(name: str, value: str) -> None:
    values, notices = read(**{name: value})
    assert values == read()[0]
    assert notices == ["notice.unknown_value"]


@pytest.mark.parametrize("name", ["foo", "OPD", "__proto__", "revision", "sql"])
def test_unknown_names_are_told(name: str) -> None:
    assert read(**{name: "x"}) == (read()[0], ["notice.unknown_name"])


def test_a_pages_own_parameters_are_left_to_it() -> None:
    _, notices = read_parameters({"budget": ["1"]}, choices(), page_keys=("budget",))
    assert notices == ()


def test_of_a_parameter_that_a_page_reads_itself_the_last_counts_when_it_is_known() -> None:
    assert read_one("kartu", [], ("a", "b")) == (None, [])
    value, notices = read_one("kartu", ["z", "a"], ("a", "b"))
    assert (value, [(each.key, each.values) for each in notices]) == (
        "a", [("notice.repeated", {"name": "kartu", "value": "z"})]
    )  # fmt: skip
    value, notices = read_one("kartu", ["a", "z"], ("a", "b"))
    assert value is None
    assert [(each.key, each.values["value"]) for each in notices] == [
        ("notice.repeated", "a"), ("notice.unknown_value", "z")
    ]  # fmt: skip


def test_of_a_repeated_parameter_the_last_counts_and_the_others_are_told() -> None:
    values, notices = read_parameters({"opd": ["dinkes", "dinsos"]}, choices())
    assert values["opd"] == "dinsos"
    assert [(notice.key, notice.values["value"]) for notice in notices] == [("notice.repeated", "dinkes")]


@pytest.mark.parametrize(
    ("name", "value"),
    [("target", "ucj_2030"), ("target", "kepling_50025"), ("denominator", "labour_force_2025")],
)
def test_what_counts_other_people_is_not_set_against_active_informal_workers(name: str, value: str) -> None:
    values, notices = read(**{name: value})
    assert values == read()[0]
    assert notices == [f"notice.elsewhere.{name}"]


def test_a_link_names_its_month_and_what_differs_from_the_default() -> None:
    assert url_parameters(read()[0], choices()) == {"period": "2026-10"}
    given = {"period": "2026-09", "sector": "marbot", "lang": "en"}
    assert url_parameters(read(**given)[0], choices()) == given


def test_every_single_choice_survives_its_link() -> None:
    offered = choices()
    for name, choice in offered.items():
        for code in choice.codes:
            values, _ = read(**{name: code}) if code else read()
            again, notices = read(**url_parameters(values, offered))
            assert (again, notices) == (values, [])


# --- what the choice is measured against


def test_share_is_exact_and_rounded_up() -> None:
    assert share_of(Decimal("0.29"), 214_555) == 62_221  # 62,220.95
    assert share_of(Decimal("0.29"), 100) == 29  # as a binary fraction this would be 29.000000000000004
    assert share_of(Decimal("1"), 875_743) == 875_743


def test_default_target_is_a_share_of_the_register() -> None:
    basis = basis_of(selected())
    assert (basis.target_share, basis.target_workers, basis.denominator_workers) == (
        Decimal("0.29"),
        None,
        None,
    )
    assert basis.notices == ()


def test_a_fixed_denominator_leaves_the_target_its_own_base() -> None:
    basis = basis_of(selected(denominator="rentan_2024"))
    assert basis.denominator_workers == 212_000
    assert (basis.target_share, basis.target_workers) == (None, 62_221)


@pytest.mark.parametrize("slice_", [{"opd": "dinkes"}, {"sector": "marbot"}, {"kecamatan": "12.71.01"}])
def test_a_fixed_denominator_falls_back_to_the_register_in_a_slice(slice_: dict[str, str]) -> None:
    basis = basis_of(selected(denominator="rentan_2024", **slice_))
    assert basis.denominator_workers is None
    assert basis.denominator["id"] == "informal_2024"
    assert [notice.key for notice in basis.notices] == ["notice.denominator_city"]


def test_a_payer_is_no_slice_of_the_universe() -> None:
    assert basis_of(selected(denominator="rentan_2024", funding_source="apbd_kota")).notices == ()


def test_a_target_as_number_is_for_the_whole_city() -> None:
    assert basis_of(selected(target="informal_60220")).target_workers == 60_220
    narrowed = basis_of(selected(target="informal_60220", opd="dinkes"))
    assert (narrowed.target, narrowed.target_workers, narrowed.target_share) == (None, None, None)
    assert [notice.key for notice in narrowed.notices] == ["notice.target_city"]


# --- session and URL


def test_url_is_completed_with_the_month() -> None:
    at = page()
    assert not at.exception
    assert url(at) == {"period": "2026-10"}


def test_url_chooses_the_widgets() -> None:
    at = page(opd="dinkes", lang="en")
    assert at.selectbox(key="filter_opd").value == "dinkes"
    assert at.selectbox(key="filter_opd").label == "City body (OPD)"
    assert "opd='dinkes'" in at.text[0].value


def test_a_widget_writes_its_code_into_the_url() -> None:
    at = page()
    at.selectbox(key="filter_sector").set_value("marbot").run()
    assert url(at) == {"period": "2026-10", "sector": "marbot"}
    assert "sector='marbot'" in at.text[0].value


def test_language_changes_everything_and_keeps_the_choice() -> None:
    at = page(sector="marbot")
    at.get_by_key("filter_lang").set_value("en").run()
    assert at.selectbox(key="filter_period").label == "Month"
    assert url(at)["lang"] == "en"
    assert url(at)["sector"] == "marbot"


def test_an_edited_url_or_browser_back_wins() -> None:
    at = page(sector="marbot", opd="dinsos")
    at.selectbox(key="filter_opd").set_value("dishub").run()
    at.query_params.clear()
    at.query_params["period"] = "2026-09"
    at.query_params["sector"] = "marbot"
    at.run()
    assert at.selectbox(key="filter_period").value == "2026-09"
    assert at.selectbox(key="filter_opd").value == ALL
    assert "sector='marbot'" in at.text[0].value


def test_a_bare_url_keeps_the_choice() -> None:
    at = page(sector="marbot")
    at.query_params.clear()
    at.run()
    assert "sector='marbot'" in at.text[0].value
    assert url(at)["sector"] == "marbot"


def test_reset_keeps_the_language_only() -> None:
    at = page(sector="marbot", period="2026-08", lang="en")
    at.button[0].click().run()
    assert url(at) == {"period": "2026-10", "lang": "en"}
    assert at.button[0].disabled


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_url_is_told_inert_and_removed(value: str) -> None:
    at = page(opd=value, foo=value)
    assert not at.exception
    (warning,) = at.warning
    assert "OPD" in warning.value
    assert "`foo`" in warning.value
    assert "x" * 41 not in warning.value
    assert url(at) == {"period": "2026-10"}
    assert not at.run().warning


def test_what_left_the_extract_is_told(own_city: Path, drop_period: Callable[[Path, str], None]) -> None:
    at = page(period="2026-08")
    drop_period(own_city, "2026-08")
    at.run()
    assert "`2026-08`" in at.warning[0].value
    assert "period='2026-10'" in at.text[0].value


@pytest.fixture
def drop_period() -> Callable[[Path, str], None]:
    """Publish a state without one month."""

    def drop(city: Path, period: str) -> None:
        path = city / "extracts" / "datapackage.json"
        package = json.loads(path.read_text(encoding="utf-8"))
        package["resources"] = [each for each in package["resources"] if each["period"] != period]
        path.write_text(json.dumps(package), encoding="utf-8")

    return drop


def test_filters_are_in_one_place_only() -> None:
    """Widgets with other keys would not be followed by the URL."""
    for path in (ROOT / "pages").glob("*.py"):
        assert "st.selectbox" not in path.read_text(encoding="utf-8"), path
