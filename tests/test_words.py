"""Are both catalogues complete, used, and the only place where words for people stand?"""

import ast
import re
import string
from pathlib import Path

import pytest

from dashboard.words import LANGUAGES, MissingWord, catalogue, word
from tests.fixtures import ROOT

SOURCES = sorted([*ROOT.glob("*.py"), *(ROOT / "pages").glob("*.py"), *(ROOT / "dashboard").rglob("*.py")])
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-zA-Z0-9_]+)+")
# Calls whose first argument, label or help is read by people.
SHOWING = {
    *("title", "header", "subheader", "markdown", "caption", "write", "text", "metric", "expander", "toast"),
    *("info", "warning", "error", "success", "button", "link_button", "page_link", "popover", "tabs"),
    *(
        "selectbox",
        "segmented_control",
        "number_input",
        "text_input",
        "slider",
        "radio",
        "toggle",
        "checkbox",
    ),
    *("Column", "TextColumn", "Card", "Figure"),
}
SHOWN_KEYWORDS = {"label", "help", "placeholder", "alt", "head", "note", "value", "delta_description"}
# What Streamlit reads in a text, and the address of a query: no words.
MARKUP = {"foreground", "background", "color", "small", "gray", "emsp", "nbsp", "queries", "sql", "material"}


def keys(lang: str) -> set[str]:
    return {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue(lang)
        if message.id
    }


def forms(lang: str, key: str) -> list[str]:
    found = catalogue(lang).get(key).string
    return [found] if isinstance(found, str) else list(found)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def hole(part: ast.AST) -> str:
    """What may stand in a hole of an f-string: anything, after a prefix that its expression names."""
    named = [each.value for each in ast.walk(part) if isinstance(each, ast.Constant)]
    prefix = next((value for value in named if isinstance(value, str) and value.endswith(".")), "")
    return re.escape(prefix) + r"[a-zA-Z0-9_.]+"


def text_patterns() -> list[re.Pattern]:
    """Every text constant of the code that looks like a key; the holes of f-strings match anything."""
    patterns = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                patterns.append(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(part.value) if isinstance(part, ast.Constant) else hole(part)
                    for part in node.values
                ]
                if re.match(r"[a-z][a-z_]*\\\.", parts[0]):
                    patterns.append("".join(parts))
    return [re.compile(pattern) for pattern in set(patterns)]


def test_catalogues_have_the_same_keys() -> None:
    first, *others = (keys(lang) for lang in LANGUAGES)
    for other in others:
        assert first == other


@pytest.mark.parametrize("key", sorted(keys("id")))
def test_every_form_of_a_key_takes_the_same_values(key: str) -> None:
    taken = {frozenset(placeholders(form)) for lang in LANGUAGES for form in forms(lang, key)}
    assert len(taken) == 1, taken
    for lang in LANGUAGES:
        assert all(form.strip() for form in forms(lang, key)), f"{lang} has no words"


def test_catalogues_need_no_markup_language() -> None:
    for lang in LANGUAGES:
        for key in keys(lang):
            for form in forms(lang, key):
                assert not re.search(r"<[a-z/]", form), f"{lang} {key}: HTML"


def test_no_key_is_unused() -> None:
    patterns = text_patterns()
    unused = [key for key in sorted(keys("id")) if not any(pattern.fullmatch(key) for pattern in patterns)]
    assert unused == []


def test_no_used_key_is_missing() -> None:
    known = keys("id")
    missing = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "word"
            if named and isinstance(node.args[1], ast.Constant):
                missing |= {node.args[1].value} - known
    assert missing == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_code_holds_no_words_for_people(path: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        for_operators = ast.unparse(node.func).startswith("log.")
        if name not in SHOWING or for_operators:
            continue
        shown = node.args[:1] + [each.value for each in node.keywords if each.arg in SHOWN_KEYWORDS]
        for argument in shown:
            parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    words = set(re.findall(r"[A-Za-z]{3,}", part.value)) - MARKUP
                    found += [f"line {node.lineno}: {part.value!r}"] if words else []
    assert found == []


def test_a_value_that_is_not_given_is_named() -> None:
    with pytest.raises(MissingWord, match="since"):
        word("id", "change.same")


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(MissingWord, match="nowhere"):
        word("en", "nowhere")


def test_plural_follows_the_language() -> None:
    values = {"first": "a", "last": "b", "revision": "r", "published": "p"}
    assert "1 month," in word("en", "answer.method", count=1, periods="1", **values)
    assert "2 months," in word("en", "answer.method", count=2, periods="2", **values)
    assert "1 bulan," in word("id", "answer.method", count=1, periods="1", **values)
