"""Is rounding honest everywhere: no false nothing or everything, no percent for points, sums that hold?"""

import ast
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.forms import points, rounding_note, share
from dashboard.words import LANGUAGES, catalogue, word
from tests.fixtures import ROOT
from tests.opened import PAGES, open_page
from tests.page_terms import text_of

COUNT = st.integers(min_value=0, max_value=10**7)
NOTHING = re.compile(r"(?<![\d.,<>\u00a0])0(?:[.,]0+)?[ \u00a0]?%")
SOURCES = sorted((ROOT / "dashboard").rglob("*.py"))


def number_in(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.,]", "", text).replace(",", "."))


@pytest.mark.parametrize("lang", LANGUAGES)
@given(part=COUNT, rest=COUNT, in_column=st.booleans())
def test_t9_nothing_and_everything_are_exact(lang: str, part: int, rest: int, in_column: bool) -> None:
    whole = part + rest
    text = share(lang, part, whole, in_column=in_column)
    if not whole:
        assert text == "–"
        return
    shown = number_in(text)
    exact = Decimal(part) * 100 / whole
    if text.startswith(("<", ">")):
        assert (exact < shown) == text.startswith("<")
        assert exact not in (0, 100)
        return
    assert (shown == 0) == (part == 0)
    assert (shown == 100) == (part == whole)
    assert abs(shown - exact) <= Decimal("0.05")


@pytest.mark.parametrize("lang", LANGUAGES)
@given(moved=st.integers(min_value=-(10**6), max_value=10**6))
def test_t9_a_difference_of_shares_is_in_points_and_never_a_false_nothing(lang: str, moved: int) -> None:
    value = Decimal(moved) / 10**6
    text = points(lang, value)
    assert "%" not in text
    assert word(lang, "form.points", number="#").replace("#", "").strip() in text
    assert (number_in(text.split(" ")[0]) == 0) == (moved == 0)


@given(parts=st.lists(COUNT, min_size=1, max_size=12))
def test_t9_shares_that_do_not_add_up_carry_a_note(parts: list[int]) -> None:
    whole = sum(parts)
    tenths = [
        int((Decimal(part) * 1000 / whole).quantize(Decimal(1), rounding="ROUND_HALF_UP")) for part in parts
    ] if whole else [1000]  # fmt: skip
    note = rounding_note("en", parts)
    assert (note is None) == (sum(tenths) == 1000)
    if note:
        assert number_in(note.split("up to ")[1].rstrip(".")) == Decimal(sum(tenths)) / 10


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_t9_the_shares_of_payers_carry_their_note(lang: str) -> None:
    # fixture: 50, 20 and 5 of 75 are 66.7, 26.7 and 6.7: 100.1 as written
    told = "\n".join(each.value for each in open_page("funding", lang=lang).caption)
    assert rounding_note(lang, [50, 20, 5]) in told
    assert rounding_note(lang, [50, 25, 25]) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_t9_words_leave_the_sign_to_the_forms(lang: str) -> None:
    """A number and its % are written by forms.share or forms.percent, which know what is exact."""
    for message in catalogue(lang):
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        for text in texts:
            assert not re.search(r"\}[ \u00a0]?%", text), message.id
            # {points} already says that it is points
            assert not re.search(r"\{\w*points\w*\}[ \u00a0]*(%|persen|percent|poin|point)", text), message.id


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_t9_no_code_writes_a_percentage_by_itself(path: object) -> None:
    if path.name in ("forms.py", "sheets.py"):  # type: ignore[attr-defined]
        return  # the forms; and cell formats of the workbook, whose numbers stay whole
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):  # type: ignore[attr-defined]
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = ast.unparse(node.format_spec)
            assert "%'" not in spec, spec
        if isinstance(node, ast.keyword) and node.arg == "format" and isinstance(node.value, ast.Constant):
            axis = re.fullmatch(r"[,.~\d]*%", str(node.value.value))
            assert not axis, "an axis that rounds to 0% and 100%"


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "name", [name for name in PAGES if name not in ("method", "indicators", "what_if", "company")]
)
def test_t9_a_page_without_nothing_prints_no_nothing(name: str, lang: str) -> None:
    """In the fixture every group that is shown with a share of 0 % has nobody: counted beside it."""
    for line in text_of(open_page(name, lang=lang), lang).splitlines():
        if NOTHING.search(line):
            beside = NOTHING.sub("", line)
            assert re.search(r"(?<!\d)0(?!\d)", beside) or len(line) < 8 or "–" in line or ":" in line, line
