"""Does a share tell how sure its denominator is, and is no range made up for a count?"""

import pytest

from dashboard.denominators import doubt
from dashboard.words import LANGUAGES, word
from tests.fixtures import ROOT
from tests.opened import captions, open_page
from tests.reference_files import rows

NBSP = "\u00a0"
CITIES = ("medan", "pekalongan")


def base(precision: str, low: int | None = None, high: int | None = None) -> dict[str, object]:
    return {"precision": precision, "low": low, "high": high}


def test_v10_a_rounded_denominator_gives_a_range_that_holds_the_share() -> None:
    # 46,307 of 212,499 is 21.79 %, of 211,500 is 21.89 %
    assert doubt("id", base("rounded", 211_500, 212_499), 46_307) == (
        "Penyebutnya angka bulat seperti tercetak, antara 211.500 dan 212.499 pekerja; "
        f"bagiannya antara 21,8{NBSP}% dan 21,9{NBSP}%."
    )
    # 100 of 212,499 and of 211,500 are both 0.0 %, told as less than 0.1 %
    assert f"<{NBSP}0.1% all the same" in doubt("en", base("rounded", 211_500, 212_499), 100)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_v10_a_count_has_no_range_and_a_survey_without_one_says_so(lang: str) -> None:
    assert doubt(lang, base("count"), 46_307) == ""
    assert doubt(lang, base("survey"), 46_307) == word(lang, "denominator.survey.unknown")


@pytest.mark.parametrize("city", CITIES)
def test_v10_ranges_of_the_reference_hold_their_number(city: str) -> None:
    for row in rows("denominator", ROOT / "data" / city):
        if row["precision"] == "count":
            assert (row["low"], row["high"]) == ("", ""), row["id"]
        elif row["low"]:
            assert int(row["low"]) <= int(row["workers"]) <= int(row["high"]), row["id"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_v10_pages_tell_the_range_beside_the_share(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(ROOT / "data" / "medan"))
    between = word(lang, "denominator.rounded")
    assert between in captions(open_page("summary", lang=lang, denominator="rentan_2024"))
    assert between not in captions(open_page("summary", lang=lang))
    assert word(lang, "denominator.survey.unknown") in captions(open_page("people", lang=lang))
