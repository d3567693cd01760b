"""Does a browser get the code of the pages small and whole: compressed, kept, without what nobody draws?"""

import gzip
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard import frontend
from dashboard.frontend import CODINGS, OWN, PREFIX, Frontend, files, shipped_files
from dashboard.lighter import icons, letters
from dashboard.lighter.__main__ import MAKERS
from dashboard.responses import best_coding
from dashboard.words import LANGUAGES, catalogue
from tests.asgi import Answer, ask
from tests.fixtures import ROOT

app = Frontend(Starlette(routes=[Route("/opd", lambda _: PlainTextResponse("a page"))]))
SCRIPT = next(address for address in shipped_files() if address.startswith(f"{PREFIX}js/index."))
AGAIN = "make lighter"  # what to do when one of these fails after a new Streamlit or a new icon


def own(start: str) -> Path:
    """The lighter file whose name begins so."""
    (found,) = (path for path in OWN.iterdir() if path.name.startswith(start))
    return found


def unpacked(answer: Answer) -> bytes:
    coding = answer.headers.get("content-encoding", "")
    return {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[coding](answer.body)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),  # Chromium over TLS
        ("gzip, deflate", "gzip"),  # Chromium over a plain line
        ("GZIP;q=1.0, BR; q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.000,gzip;q=0", ""),
        ("abr, xgzip", ""),
        ("identity", ""),
        ("", ""),
        ("*", ""),
    ],
)
def test_code_comes_in_the_best_form_that_the_browser_reads(accepted: str, coding: str) -> None:
    assert best_coding(accepted, CODINGS) == coding
    answer = ask(app, SCRIPT, accept_encoding=accepted)
    assert answer.status == 200
    assert answer.headers.get("content-encoding", "") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert unpacked(answer) == shipped_files()[SCRIPT].read_bytes()


def test_a_file_is_compressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    frontend.compressed.cache_clear()
    monkeypatch.setattr(frontend, "BROTLI_QUALITY", 1)
    first = ask(app, SCRIPT, accept_encoding="br").body
    monkeypatch.setattr(frontend, "BROTLI_QUALITY", 5)
    assert ask(app, SCRIPT, accept_encoding="br").body == first
    frontend.compressed.cache_clear()
    assert len(ask(app, SCRIPT, accept_encoding="br").body) < len(first)


@pytest.mark.parametrize(
    "path",
    [
        "js/none.js",
        "",
        "js",
        "../index.html",
        "js/../js",
        "%2e%2e/index.html",
        "js/index.js\x00",
        "/etc/passwd",
    ],
)
def test_what_is_not_shipped_is_not_there(path: str) -> None:
    """Streamlit answers with its page; a proxy would keep that under the name of a script."""
    answer = ask(app, f"{PREFIX}{path}", accept_encoding="br")
    assert (answer.status, answer.body) == (404, b"Not found")
    assert answer.headers["cache-control"] == "no-store"


def test_code_is_only_read() -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert ask(app, SCRIPT, method=method).status == 405
    assert ask(app, "/opd").body == b"a page"


def test_what_is_made_lighter_is_asked_for_again() -> None:
    """Its name is that of Streamlit's content: kept for ever, a new icon would be missing for a year."""
    served = {path.name: address for address, path in files().items()}
    for path in OWN.iterdir():
        answer = ask(app, served[path.name], accept_encoding="br")
        assert unpacked(answer) == path.read_bytes()
        assert answer.headers["cache-control"] == "no-cache"
        again = ask(app, served[path.name], if_none_match=answer.headers["etag"])
        assert (again.status, again.body) == (304, b"")


def test_every_lighter_file_takes_the_place_of_one_of_this_streamlit() -> None:
    shipped = {path.name: path for path in shipped_files().values()}
    for start in MAKERS:
        path = own(start)
        assert path.name in shipped, AGAIN
        assert path.stat().st_size < shipped[path.name].stat().st_size / 2


def test_a_new_streamlit_is_served_whole_until_it_is_made_lighter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frontend, "OWN", tmp_path)
    (tmp_path / "MaterialSymbols-Rounded.another.woff2").write_bytes(b"of another version")
    assert files() == shipped_files()


def test_the_font_has_every_icon_that_is_named() -> None:
    font = TTFont(own("MaterialSymbols-Rounded."))
    (whole,) = (path for path in shipped_files().values() if path.name == own("MaterialSymbols").name)
    known = icons.ligatures(TTFont(whole)).keys()
    drawn = icons.ligatures(font)
    assert icons.own_names() <= known  # none is misspelt
    assert {"groups", "search", "download"} <= icons.own_names()
    assert {"close", "check", "keyboard_double_arrow_right"} <= icons.streamlit_names()
    assert (icons.own_names() | icons.streamlit_names()) & known <= drawn.keys(), AGAIN
    assert len(drawn) < len(known) / 10
    drawing = font.getGlyphSet()
    assert all(drawing[glyph].width for glyph in drawn.values())


@pytest.mark.parametrize("start", ["SourceSansVF-Upright.", "SourceSansVF-Italic.", "SourceCodeVF-Upright."])
def test_the_fonts_have_every_letter_that_is_shown(start: str) -> None:
    font = TTFont(own(start))
    (whole,) = (TTFont(path) for path in shipped_files().values() if path.name == own(start).name)
    shown = {letter for lang in LANGUAGES for message in catalogue(lang) for letter in str(message.string)}
    shown |= {letter for path in (ROOT / "data").glob("*/reference/*.csv") for letter in path.read_text()}
    shown |= set("Ññéèüöçãşłøæß") | {chr(code) for code in range(32, 127)}
    held = font.getBestCmap().keys()
    assert {letter for letter in shown if ord(letter) in whole.getBestCmap()} <= set(map(chr, held))
    assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in font["fvar"].axes] == [
        (axis.axisTag, axis.minValue, axis.maxValue) for axis in whole["fvar"].axes
    ]
    told = {record.nameID: str(record) for record in font["name"].names}
    assert [name for place, name in told.items() if place in letters.NAMED and "Source" in name] == []
    assert "Reserved Font Name" in told[0]  # the copyright stays
    assert "SIL Open Font License" in told[13]
