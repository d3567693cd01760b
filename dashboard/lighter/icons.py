"""Which icons does the font hold? Those that this project or Streamlit names, of some four thousand."""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import streamlit
from fontTools import subset
from fontTools.ttLib import TTFont

from dashboard.catalog import ROOT
from dashboard.frontend import shipped_files

NAME = re.compile(r":material/([a-z0-9_]+):")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"  # of names; a font without them draws no icon


def own_names() -> set[str]:
    """Icons that pages, blocks and words of this project name."""
    folder = ROOT / "dashboard"
    scripts = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *folder.rglob("*.py")]
    return _named([*scripts, *folder.rglob("*.po")])


def streamlit_names() -> set[str]:
    """Icons that Streamlit's own code names, in the browser and on the server; examples in its texts too."""
    scripts = [path for path in shipped_files().values() if path.suffix == ".js"]
    return _named([*scripts, *Path(streamlit.__file__).parent.rglob("*.py")])


def _named(files: Iterable[Path]) -> set[str]:
    return {name for file in files for name in NAME.findall(file.read_text(encoding="utf-8"))}


def ligatures(font: TTFont) -> dict[str, str]:
    """The icons of a font by name: as which glyph each is drawn."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    return {
        "".join(letters.get(each, "?") for each in (first, *rest)): glyph
        for first, rest, glyph in _rules(font)
    }


def _rules(font: TTFont) -> Iterator[tuple[str, list[str], str]]:
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            rules = getattr(getattr(table, "ExtSubTable", table), "ligatures", {})
            for first, found in rules.items():
                yield from ((first, each.Component, each.LigGlyph) for each in found)


def smaller(whole: bytes) -> bytes:
    """The font with named icons alone. Raises ValueError for one of this project that it lacks."""
    font = TTFont(io.BytesIO(whole), recalcTimestamp=False)
    known = ligatures(font)
    if unknown := sorted(own_names() - known.keys()):
        raise ValueError(f"the font has no icon {', '.join(unknown)}")
    names = (own_names() | streamlit_names()) & known.keys()
    work = subset.Subsetter(subset.Options(layout_features=["*"], layout_closure=False))
    work.populate(glyphs=sorted({known[name] for name in names}), text=LETTERS)
    work.subset(font)
    return woff2(font)


def woff2(font: TTFont) -> bytes:
    """A font as browsers load it."""
    font.flavor = "woff2"
    sink = io.BytesIO()
    font.save(sink)
    return sink.getvalue()
