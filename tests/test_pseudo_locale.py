"""Does every word that people see come from the catalogues? Pages are run with a catalogue in marks.

Each message is `⟦…⟧` around its words; values stand in it as they are. What is left outside the marks may
only be data: names of the reference lists, months, codes, file names.
"""

import csv
import functools
import itertools
import json
import re
import string
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from babel import Locale
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from dashboard import words
from dashboard.catalog import load_queries
from dashboard.changelog import KINDS, changes
from dashboard.choices import NAMES, choices
from dashboard.extract import contract
from dashboard.file_routes import ALL_ROWS, SHAPE
from dashboard.filters import LANGUAGE_NAMES
from dashboard.forms import HARD_HYPHEN, HARD_SPACE
from dashboard.glossary import terms
from dashboard.indicators import indicators
from dashboard.kept import forget_blocks
from dashboard.words import LANGUAGES
from tests.asgi import ask
from tests.fixtures import ROOT
from tests.opened import PAGES, as_written, cell_as_written, unfold
from tests.test_server import app

OPEN, CLOSE = "⟦", "⟧"
SCRIPT = "set variable "  # how the SQL behind a figure begins
# Fields of Streamlit's messages that nobody reads.
UNREAD = {"theme", "page_script_hash", "id", "url", "icon", "type", "element_type", "form_id", "tag", "key"}
UNREAD |= {
    "elements",
    "columns",
    "page",
    "json",
    "query_string",
    "language",
    "anchor",
    "autocomplete",
    "deferred_file_id",
}
# Parts of a chart's specification that are shown.
SHOWN_IN_CHARTS = {"title", "text", "labelExpr", "description"}
WORD = re.compile(r"[^\W\d_]{3,}")
MARKUP = re.compile(
    r"`[^`]*`|:gray\[|:material/\w+:|:color\[ +\]\{[^}]*\}|:small\[|&\w+;|https?://\S+|(?<!\w)data/\w+|(?<!\w)/[\w./?=&%-]+|\]\([^)]*\)|\(/[^)]*\)"
)
# A page of the portal with its parameters, whose codes are no words.
ADDRESS = re.compile(r"(?<!\w)/[\w.-]*\?[\w=&%.+-]+")
# A month of a revision, a formula's unit and the like: written alike in every language.
ALIKE = {
    "JKK",
    "JKM",
    "JHT",
    "JKP",
    "UCJ",
    "OPD",
    "BPJS",
    "Rp",
    "CSV",
    "SQL",
    "XLSX",
    "PNG",
    "SVG",
    "Parquet",
    "JSON",
    "DuckDB",
    "Cakupan",
    "NULL",
}


def marked(text: str) -> str:
    """A message of the catalogue with marks around what is not a value."""
    parts = string.Formatter().parse(text)
    return "".join(
        (OPEN + literal.replace("{", "{{").replace("}", "}}") + CLOSE if literal.strip() else literal)
        + (f"{{{name}{':' + form if form else ''}}}" if name is not None else "")
        for literal, name, form, _ in parts
    )


def unmarked(text: str) -> str:
    """What stands outside the marks."""
    depth, outside = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        if depth == 0:
            outside.append(" " if letter == CLOSE else letter)
    return "".join(outside)


def kept_functions() -> Iterator[Any]:
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in ("dashboard", "simulator"):
            found = (each for each in vars(module).values() if not isinstance(each, type))
            yield from (each for each in found if hasattr(each, "cache_clear"))


def forget_words() -> None:
    forget_blocks()
    for kept in kept_functions():
        kept.cache_clear()


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every message in marks, and nothing kept from before or for later."""
    plain = words._forms
    with monkeypatch.context() as patched:
        patched.setattr(words, "_forms", lambda lang, key: tuple(marked(form) for form in plain(lang, key)))
        forget_words()
        yield
    forget_words()


@functools.cache
def data_words() -> re.Pattern:
    """Everything that the data say, longest first, and names of months."""
    found = {*LANGUAGE_NAMES.values(), *ALIKE, *load_queries()}
    for path in (ROOT / "data").rglob("reference/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found |= {cell for row in csv.reader(file) for cell in row}
    for path in (ROOT / "data").glob("*/city.toml"):
        found.add(path.parent.name.title())
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= {value for value in settings.values() if isinstance(value, str)}
    for path in (ROOT / "data").rglob("*.geojson"):
        found |= set(json.loads(path.read_text(encoding="utf-8")).get("attribution", {}).values())
    found = {each for each in found if not re.fullmatch("[a-z_]+", each)}  # codes are no words
    for tables in (contract("extract"), contract("reference")):
        found |= {text for name, text in parts_of(tables) if name.startswith(("title", "description"))}
    for lang in LANGUAGES:
        months = Locale.parse(lang).months["format"]
        found |= {month for width in ("wide", "abbreviated") for month in months[width].values()}
    for change in itertools.chain.from_iterable(changes(kind) for kind in KINDS.values()):
        found |= {change.told(lang)[0] for lang in LANGUAGES}
    # Texts of the glossary and of the indicators are kept in both languages beside each other.
    for term in terms():
        found |= {*term.said.values(), *term.meaning.values()}
    for each in indicators().values():
        found |= {
            each.formula,
            each.owner,
            *(text for texts in each.texts.values() for text in texts.values()),
        }
    longest_first = sorted({re.escape(each) for each in found if WORD.search(each)}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})")


def foreign(text: str) -> list[str]:
    """Words outside the marks that are no data."""
    if text.startswith(SCRIPT):
        return []
    said = data_words().sub(
        " ", ADDRESS.sub(" ", unmarked(text.replace(HARD_SPACE, " ").replace(HARD_HYPHEN, "-")))
    )
    return WORD.findall(data_words().sub(" ", MARKUP.sub(" ", said)))


def shown_in(message: Message) -> Iterator[tuple[str, str]]:
    """Every text of a Streamlit message that a reader meets, with the name of its field."""
    for field, value in message.ListFields():
        if field.name in UNREAD or (field.name == "data" and isinstance(value, bytes)):
            continue
        if field.name == "spec":
            yield from chart_texts(json.loads(value))
            shown = set(shown_fields(json.loads(value)))
            yield from (row for row in rows_in(message) if row[0] in shown)
        elif field.name == "arrow_data":
            if not getattr(message, "hide_header", False):
                yield from (("head", name) for name, _ in rows_in(message) if not name.startswith("__"))
            yield from rows_in(message)
        elif field.type == field.TYPE_MESSAGE:
            for each in [value] if isinstance(value, Message) else value:
                yield from shown_in(each)
        elif field.name == "tooltip":  # of the map
            yield "tooltip", re.sub(r"\{.*?\}", "", json.loads(value)["text"])
        elif field.type == field.TYPE_STRING:
            yield from ((field.name, each) for each in ([value] if isinstance(value, str) else value))


def rows_in(message: Message) -> Iterator[tuple[str, str]]:
    """The texts of every Arrow table in a message, with the name of their column; no addresses."""
    for field, value in message.ListFields():
        if field.name == "data" and isinstance(value, bytes):
            with pa.ipc.open_stream(value) as stream:
                table = stream.read_all()
            for name, column in zip(table.column_names, table.columns, strict=True):
                if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
                    cells = (cell_as_written(text)[0] for text in column.to_pylist() if text)
                    yield from ((as_written(name), text) for text in cells if text and text[0] != "/")
        elif field.type == field.TYPE_MESSAGE:
            for each in [value] if isinstance(value, Message) else value:
                yield from rows_in(each)


def chart_texts(spec: Any) -> Iterator[tuple[str, str]]:
    """Words that stand in a specification itself."""
    for name, value in parts_of(spec):
        if isinstance(value, str) and name in SHOWN_IN_CHARTS:
            # An expression shows its quoted parts.
            yield f"chart {name}", " ".join(re.findall("'([^']*)'", value)) if "datum" in value else value


def shown_fields(spec: Any) -> Iterator[str]:
    """Columns of a chart's rows that are written on it or in its tooltips."""
    for name, value in parts_of(spec):
        if name in ("text", "tooltip", "x", "y"):
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict) and each.get("axis", True) is not None and "field" in each:
                    yield each["field"]


def parts_of(spec: Any) -> Iterator[tuple[str, Any]]:
    """Every named part at any depth."""
    if isinstance(spec, dict):
        for name, value in spec.items():
            yield name, value
            yield from parts_of(value)
    elif isinstance(spec, list):
        for each in spec:
            yield from parts_of(each)


def texts(block: Block) -> Iterator[tuple[str, str]]:
    """Everything a page shows."""
    proto = getattr(block, "proto", None)
    if isinstance(proto, Message):
        yield from shown_in(proto)
    for child in getattr(block, "children", {}).values():
        yield from texts(child)


def opened(file: str, **parameters: str) -> AppTest:
    """A page with everything unfolded."""
    at = AppTest.from_file(str(ROOT / file), default_timeout=120)
    for name, value in parameters.items():
        at.query_params[name] = value
    folds = re.findall(
        r'key="(fold_\w+)"', "".join(p.read_text() for p in (ROOT / "dashboard").rglob("*.py"))
    )
    unfold(at)
    for key in folds:
        at.session_state[key] = True
    return at.run()


def foreign_words(at: AppTest) -> set[tuple[str, str, str]]:
    assert not at.exception, at.exception
    said = list(texts(at._tree))
    assert any(OPEN in text for _, text in said)
    return {(place, text[:160], " ".join(left)) for place, text in said if (left := foreign(text))}


def test_the_marks_keep_values_and_find_what_is_foreign() -> None:
    assert marked("{count} orang di {place}").format(count=3, place="Medan") == "3⟦ orang di ⟧Medan"
    assert unmarked("3⟦ orang ⟦di⟧ ⟧Medan") == "3 Medan"
    assert foreign("⟦Naik⟧ 12 sailors") == ["sailors"]
    assert foreign("⟦Naik⟧ 12 (Oktober 2026)") == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("pseudo")
def test_a4_no_page_has_words_of_its_own(name: str, lang: str) -> None:
    assert foreign_words(opened(PAGES[name], lang=lang)) == set()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("pseudo")
def test_a4_no_notice_has_words_of_its_own(name: str) -> None:
    """A slice that is empty, parameters that are unknown, refused, repeated."""
    at = opened(
        PAGES[name], opd="dispora", kecamatan="12.71.19", sector="penggali_kubur", period="2199-01", odd="1"
    )
    assert foreign_words(at) == set()


@pytest.mark.usefixtures("pseudo")
def test_a4_the_list_of_pages_is_in_the_catalogues() -> None:
    assert foreign_words(opened("app.py")) == set()


@pytest.mark.parametrize("name", ["summary", "what_if"])
@pytest.mark.usefixtures("pseudo")
def test_a4_a_page_without_an_extract_has_no_words_of_its_own(name: str, own_city: Path) -> None:
    (own_city / "extracts" / "datapackage.json").unlink()
    at = opened(PAGES[name])
    assert foreign_words(at) == set()


@pytest.mark.usefixtures("fixture_city", "pseudo")
@pytest.mark.parametrize(
    "url",
    [
        "/unduh/secrets.csv?",
        "/unduh/secrets.sql?",
        "/peta/desa.json?",
        "/unduh/opd_list.csv?period=2026-10&",
        "/unduh/coverage_headline.csv?opd=x&",
        "/unduh/coverage_headline.csv?opd=dinsos&opd=dishub&",
        "/unduh/coverage_headline.csv?target_share=1.5&",
    ],
)
def test_a4_refusals_have_no_words_of_their_own(url: str) -> None:
    message = ask(app, f"{url}lang=en").json()["message"]
    assert OPEN in message
    codes = {
        *NAMES,
        SHAPE,
        ALL_ROWS,
        *load_queries(),
        *(code for choice in choices().values() for code in choice.codes),
    }
    assert set(WORD.findall(MARKUP.sub(" ", unmarked(message)))) <= {
        part for code in codes for part in WORD.findall(code)
    }
