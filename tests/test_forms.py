"""Are numbers, shares, money and dates written as the language of the page writes them, and honestly?"""

from decimal import Decimal

import pytest

from dashboard import forms

NBSP, MINUS = "\u00a0", "\u2212"


@pytest.mark.parametrize(
    ("lang", "value", "text"),
    [("id", 214555, "214.555"), ("en", 214555, "214,555"), ("id", 0, "0"), ("en", -1234, f"{MINUS}1,234")],
)
def test_number(lang: str, value: int, text: str) -> None:
    assert forms.number(lang, value) == text


@pytest.mark.parametrize(("value", "text"), [(455, "+455"), (0, "0"), (-1234, f"{MINUS}1.234")])
def test_signed(value: int, text: str) -> None:
    assert forms.signed("id", value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (41320, 214555, f"19,3{NBSP}%"),  # 19.258...
        (14814, 214555, f"6,9{NBSP}%"),
        (18152, 37058, f"49,0{NBSP}%"),  # 48.98...: the zero says that it is rounded
        (1, 2, f"50,0{NBSP}%"),
        (0, 214555, f"0{NBSP}%"),
        (214555, 214555, f"100{NBSP}%"),
        (1, 214555, f"<{NBSP}0,1{NBSP}%"),
        (214554, 214555, f">{NBSP}99,9{NBSP}%"),
        (214600, 214555, f">{NBSP}100{NBSP}%"),
        (1, 2000, f"0,1{NBSP}%"),  # 0.05 rounds half up
        (0, 0, "–"),
        (5, 0, "–"),
    ],
)
def test_share_in_indonesian(part: int, whole: int, text: str) -> None:
    assert forms.share("id", part, whole) == text


def test_share_in_english() -> None:
    assert forms.share("en", 41320, 214555) == "19.3%"
    assert forms.share("en", 1, 214555) == f"<{NBSP}0.1%"


def test_exact_shares_keep_their_digits_in_a_column() -> None:
    assert forms.share("en", 0, 7, in_column=True) == "0.0%"
    assert forms.share("id", 7, 7, in_column=True) == f"100,0{NBSP}%"


def test_share_is_never_all_or_nothing_unless_it_is() -> None:
    for whole in (7, 1000, 214555):
        for part in (1, whole - 1):
            assert forms.share("en", part, whole) not in ("0%", "0.0%", "100%", "100.0%")


@pytest.mark.parametrize(
    ("lang", "value", "text"),
    [
        ("id", "0.29", f"29{NBSP}%"),
        ("en", "0.290000", "29%"),
        ("id", "0.3215", f"32,15{NBSP}%"),
        ("en", "1", "100%"),
        ("en", "0.995", "99.5%"),
    ],
)
def test_percent_keeps_the_digits_that_were_set(lang: str, value: str, text: str) -> None:
    assert forms.percent(lang, Decimal(value)) == text


def test_points_are_not_percent() -> None:
    assert forms.points("id", Decimal("0.012")) == "+1,2 poin persen"
    assert forms.points("en", Decimal("-0.5")) == f"{MINUS}50.0 percentage points"


@pytest.mark.parametrize(
    ("lang", "value", "text"),
    [
        ("id", 499968000, "Rp499.968.000"),
        ("en", 499968000, "Rp499,968,000"),
        ("id", -16800, f"{MINUS}Rp16.800"),
        ("en", 0, "Rp0"),
    ],
)
def test_rupiah(lang: str, value: int, text: str) -> None:
    assert forms.rupiah(lang, value) == text


@pytest.mark.parametrize(
    ("lang", "text", "written"),
    [
        ("id", "2024-07-02", "2 Juli 2024"),
        ("en", "2024-07-02", "2 July 2024"),
        ("id", "2026-11-05T09:00:00+07:00", "5 November 2026"),
        ("id", "2024-08", "Agustus 2024"),
        ("en", "2022", "2022"),
    ],
)
def test_date_is_as_precise_as_known(lang: str, text: str, written: str) -> None:
    assert forms.date(lang, text) == written


def test_months() -> None:
    assert forms.month("id", "2026-10") == "Oktober 2026"
    assert forms.month("en", "2026-10") == "October 2026"
    assert forms.short_month("id", "2026-10") == "Okt 2026"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x", "`x`"),
        ("[a](http://b)", "`[a](http://b)`"),
        ("`**b**`", "`´**b**´`"),
        ("a\nb\x00\u202ec", "`abc`"),
        ("y" * 50, "`" + "y" * 40 + "…`"),
        ("   ", "``"),
        ("", "``"),
    ],
)
def test_quoted_is_inert_and_short(value: str, text: str) -> None:
    assert forms.quoted(value) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("1.234.567,8", "1.234.567,8"),
        (f"<{NBSP}0,1{NBSP}%", f"\\<{NBSP}0,1{NBSP}%"),
        ("[a](http://b)", "\\[a\\](http\\:\u2060//b)"),
        ("<b>&amp;", "\\<b\\>\\&amp;"),
        (":material/home: :smile:", "\\:\u2060material/home\\: \\:smile\\:"),
        ("www.a.id x@y.id", "www\u2060.a.id x@\u2060y.id"),
        ("- a", "\\- a"),
        ("12. a", "12\\. a"),
        ("2026. ", "2026\\."),
        ("   a\n\tb ", "a b"),
        ("", ""),
    ],
)
def test_inert_text_has_no_mark_left(text: str, markdown: str) -> None:
    assert forms.inert(text) == markdown


def test_listed() -> None:
    assert forms.listed("id", []) == ""
    assert forms.listed("id", ["a"]) == "a"
    assert forms.listed("en", ["a", "b", "c"]) == "a, b and c"


def test_formula_writes_long_numbers_only() -> None:
    assert forms.formula("id", "14814 × 6 × 16800") == "14.814 × 6 × 16.800"
    assert forms.formula("id", None) is None


def test_revision_stays_on_one_line() -> None:
    assert forms.revision("2026-10.r1") == "2026\u201110.r1"
