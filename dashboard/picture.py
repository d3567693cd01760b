"""How does a chart become an image that explains itself when it has left the page?

Vega draws the chart on this machine (vl-convert; it asks no network), and around it stand title, sentence,
legend, source, month, revision, address and whether the data are a sample. The same chart gives the same
bytes.
"""

import io
import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import vl_convert
from PIL import Image

from dashboard.charts import Spec
from dashboard.drawing import Drawing
from dashboard.once import kept_once
from dashboard.palette import INK, PAPER, in_theme

WIDTH = 800  # [pixels] of the chart; printed at two pixels a pixel
MARGIN = 28
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"  # the first comes with vl-convert (SIL OFL 1.1)
TITLE, TEXT, SMALL = 22, 15, 13  # [pixels] sizes of letters
# [of the size] about how wide letters of the font are; the rest are like most small letters
WIDTHS = {**dict.fromkeys(" .,;:'|!ijlt·", 0.28), **dict.fromkeys("mwMW%—", 0.84)}
CAPITAL, SMALL_LETTER, BOLD = 0.68, 0.54, 1.07
LINE = 1.35  # [of the size] from line to line
LONGEST_SENTENCE = 320  # [letters] a longer one is a table read out, not a sentence
SWATCH = 13
GREY = {"light": "#566670", "dark": "#a9b8be", "kontras": "#ffffff", "cetak": "#000000"}
GRID = {"light": "#d3dcdf", "dark": "#3a4a51", "kontras": "#7a7a7a", "cetak": "#bdbdbd"}
PNG_COLOURS = 256  # as many as a palette holds
KEPT_CHARTS = 8  # one is about 100 kB
PRINTED = 2  # [image pixels a pixel] of a PNG

# One drawing at a time: the next waits, so that visitors of pages keep the other core.
_drawing = threading.Lock()


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of text in the image; `y` is its baseline."""

    text: str
    y: float
    size: int
    colour: str
    bold: bool = False
    x: float = MARGIN


def svg(drawing: Drawing, *, footer: Sequence[str], theme: str) -> str:
    """The chart between its title and `footer`, lines that say where it is from."""
    chart, width, height = _chart(drawing, theme)
    whole = max(WIDTH, width) + 2 * MARGIN
    y: float = MARGIN
    lines: list[Line] = []
    for text, size, bold in ((drawing.title, TITLE, True), (_sentence(drawing), TEXT, False)):
        for each in wrapped(text.replace("**", ""), size, whole - 2 * MARGIN, bold=bold):
            y += size * LINE
            lines.append(Line(text=each, y=y, size=size, colour=INK[theme], bold=bold))
        y += 6
    marks, y = _legend(drawing.legend, y + 8, whole - MARGIN, theme)
    top = y + 12
    y = top + height + 10
    for text in footer:
        for each in wrapped(text, SMALL, whole - 2 * MARGIN):
            y += SMALL * LINE
            lines.append(Line(text=each, y=y, size=SMALL, colour=GREY[theme]))
    tall = y + MARGIN
    box = f'x="{MARGIN}" y="{top:g}" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    label = escape(f"{drawing.title}. {drawing.alt}", quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
        f'role="img" aria-label="{label}" width="{whole:g}" height="{tall:g}" '
        f'viewBox="0 0 {whole:g} {tall:g}" font-family="{FONT}">'
        f"<title>{escape(drawing.title)}</title><desc>{escape(' '.join(footer))}</desc>"
        f'<rect width="{whole:g}" height="{tall:g}" fill="{PAPER[theme]}"/>'
        f"{''.join(map(_text, lines))}{marks}<svg {box}>{chart}</svg></svg>"
    )


def plain_svg(drawing: Drawing, *, theme: str) -> str:
    """The chart under its legend alone, for a page that says the rest itself."""
    chart, width, height = _chart(drawing, theme)
    marks, y = _legend(drawing.legend, 0, max(WIDTH, width), theme, left=0)
    top = y + 12 if marks else 0
    box = f'x="0" y="{top:g}" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
        f'width="{width:g}" height="{top + height:g}" viewBox="0 0 {width:g} {top + height:g}" '
        f'font-family="{FONT}">{marks}<svg {box}>{chart}</svg></svg>'
    )


def chart_svg(drawing: Drawing, *, theme: str, width: int, height: int, mark: str) -> str:
    """The chart without its legend in a box of `width` and `height` [units]; `mark` keeps its names apart
    from those of other drawings in the same page."""
    chart, wide, tall = _chart(drawing, theme, size=(width, height), mark=mark)
    label = escape(f"{drawing.title}. {drawing.alt}".replace("**", ""), quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'aria-label="{label}" viewBox="0 0 {wide:g} {tall:g}" font-family="{FONT}">{chart}</svg>'
    )


def png(image: str) -> bytes:
    """The image in twice its pixels, for print; small enough (under 300 kB) for previews of links."""
    with _drawing:
        drawn = Image.open(io.BytesIO(vl_convert.svg_to_png(image, scale=PRINTED)))
    # The colours of a chart are few: a palette of them is seen by nobody and saves seven parts of eight.
    few = drawn.convert("RGB").quantize(
        PNG_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )
    sink = io.BytesIO()
    few.save(sink, "PNG", optimize=True)
    return sink.getvalue()


def _sentence(drawing: Drawing) -> str:
    """What the chart says, where that is more than its title and less than all its labels."""
    said = drawing.alt
    return "" if said.startswith(drawing.title) or len(said) > LONGEST_SENTENCE else said


def text_width(text: str, size: int, *, bold: bool = False) -> float:
    """About how wide a text is [pixels]."""
    wide = sum(WIDTHS.get(letter, CAPITAL if letter.isupper() else SMALL_LETTER) for letter in text)
    return wide * size * (BOLD if bold else 1)


def wrapped(text: str, size: int, width: float, *, bold: bool = False) -> list[str]:
    """The text in lines that fit `width` pixels; a word that is wider is cut, as addresses are."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] = f"{lines[-1]} {word}"
            continue
        lines.append("")
        for letter in word:
            if text_width(lines[-1] + letter, size, bold=bold) > width:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line]


def _text(line: Line) -> str:
    weight = ' font-weight="bold"' if line.bold else ""
    return (
        f'<text x="{line.x:g}" y="{line.y:g}" font-size="{line.size}" fill="{line.colour}"{weight}>'
        f"{escape(line.text)}</text>"
    )


def _legend(
    legend: Mapping[str, str], top: float, right: float, theme: str, left: float = MARGIN
) -> tuple[str, float]:
    """Names of colours in rows that wrap, and where they end."""
    if not legend:
        return "", top
    parts, x, y = [], float(left), top
    for name, colour in legend.items():
        wide = SWATCH + 6 + text_width(name, SMALL) + 22
        if x + wide > right and x > left:
            x, y = left, y + SWATCH + 9
        parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{SWATCH}" height="{SWATCH}" fill="{in_theme(theme, colour)}"/>'
        )
        named = Line(text=name, x=x + SWATCH + 6, y=y + SWATCH - 2, size=SMALL, colour=INK[theme])
        parts.append(_text(named))
        x += wide
    return "".join(parts), y + SWATCH


def _chart(
    drawing: Drawing, theme: str, *, size: tuple[int, int] | None = None, mark: str = "d"
) -> tuple[str, float, float]:
    """The chart alone as the inside of an SVG, its width and height; axes and all within `size`, if given."""
    box: Spec = {"width": WIDTH}
    if size is not None:
        box = {"width": size[0], "height": size[1], "autosize": {"type": "fit", "contains": "padding"}}
    spec: Spec = {
        **drawing.spec,
        **box,
        "background": PAPER[theme],
        "data": {"values": drawing.values},
    }
    spec["config"] = {**spec.get("config", {}), **_config(theme)}
    drawn = _drawn(json.dumps(spec, ensure_ascii=False))
    match = re.match(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>', drawn)
    if match is None:
        raise ValueError(f"vl-convert gave no SVG: {drawn[:80]!r}")
    inside = drawn[match.end() : drawn.rindex("</svg>")]
    return _renumbered(inside, mark), float(match[1]), float(match[2])


@kept_once(KEPT_CHARTS)
def _drawn(spec: str) -> str:
    """The SVG of a specification; a pack holds the same chart twice, in its PDF and beside it."""
    # allowed_base_urls: nothing outside may be asked, whatever a specification says
    with _drawing:
        return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def _renumbered(inside: str, mark: str) -> str:
    """Names of clips and gradients count on from drawing to drawing; here they begin anew."""
    for place, name in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', inside))):
        new = f"{mark}{place}"
        inside = inside.replace(f'id="{name}"', f'id="{new}"').replace(f"url(#{name})", f"url(#{new})")
    return inside


def _config(theme: str) -> dict[str, Any]:
    words = {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    colours = {"labelColor": GREY[theme], "titleColor": GREY[theme], "domainColor": GRID[theme]}
    return {
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**words, **colours, "gridColor": GRID[theme], "tickColor": GRID[theme]},
        "axisTop": {"labelPadding": 16},  # names of columns stand above the name of the first row
        "text": {"font": FONT},
    }
