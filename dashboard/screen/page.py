"""How do slides and sentences become HTML? Every text is escaped; styles and script are their own files."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from dashboard.documents.sheet import Number
from dashboard.palette import GAP, INK, PAPER, PROTECTED, in_theme
from dashboard.picture import FONT, GREY, GRID, chart_svg
from dashboard.screen.slide import Meter, Slide
from dashboard.words import word

FOLDER = Path(__file__).parent
FILES = {"screen.css": "text/css; charset=utf-8", "screen.js": "text/javascript; charset=utf-8"}


def file_content(name: str) -> bytes:
    """A file of the screen; the styles begin with the colours of the palette."""
    own = (FOLDER / name).read_text(encoding="utf-8")
    return (_colours() + own if name.endswith(".css") else own).encode()


def _colours() -> str:
    """The palette as custom properties, by theme."""
    blocks = []
    for theme in PAPER:
        colours = {
            "paper": PAPER[theme],
            "ink": INK[theme],
            "quiet": GREY[theme],
            "line": GRID[theme],
            "protected": in_theme(theme, PROTECTED),
            "gap": in_theme(theme, GAP),
        }
        rules = "".join(f"--{name}:{value};" for name, value in colours.items())
        blocks.append(f'[data-theme="{theme}"]{{{rules}}}\n')
    return f":root{{--font:{FONT};}}\n{''.join(blocks)}"


@cache
def version() -> str:
    """Changes when the screen itself does: a browser that shows an older one loads the page anew."""
    parts = [*map(file_content, FILES), (FOLDER / "screen.html").read_bytes(), Path(__file__).read_bytes()]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


def page(*, lang: str, theme: str, title: str, content: Mapping[str, Any], words: Mapping[str, Any],
         address: str, tag: str) -> str:  # fmt: skip
    """The whole page; `content` is what the browser asks for again at `address`, `tag` names its state."""
    said = content["status"]
    data = {"words": words, "status": said, "seconds": content["seconds"], "version": version()}
    texts = {
        "lang": lang,
        "theme": theme,
        "title": title,
        "version": version(),
        "settings": json.dumps(data, ensure_ascii=False),
        "address": address,
        "tag": tag,
        "data": said["data"],
        "source": said["source"],
        "help": word(lang, "screen.help"),
        "sheet": word(lang, "page.briefing.nav"),
        "script": word(lang, "shell.script"),
    }
    rich = {"warning": _rich(said["warning"]), "banner": _rich(said["banner"]), "slides": content["html"]}
    frame = Template((FOLDER / "screen.html").read_text(encoding="utf-8"))
    return frame.substitute({name: escape(text, quote=True) for name, text in texts.items()} | rich)


def slide_html(name: str, slide: Slide, *, theme: str, lang: str) -> str:
    """One slide as a section."""
    parts = [f"<h1>{_rich(slide.title)}</h1>"]
    if slide.hero is not None:
        parts = [f'<div class="hero">{_hero(slide.hero)}{parts[0]}</div>']
    if slide.meter is not None:
        parts.append(_meter(slide.meter))
    if slide.numbers:
        parts.append(f'<ul class="numbers">{"".join(map(_number, slide.numbers))}</ul>')
    if slide.items:
        parts.append(f'<ol class="items">{"".join(f"<li>{_rich(item)}</li>" for item in slide.items)}</ol>')
    if slide.drawing is not None:
        parts.append(_chart(name, slide, theme=theme, lang=lang))
    if slide.note:
        parts.append(f'<p class="note">{_rich(slide.note)}</p>')
    label = escape(slide.label, quote=True)
    return f'<section data-name="{name}" data-label="{label}">{"".join(parts)}</section>'


def message_html(title: str, text: str) -> str:
    """A slide of words alone, for when there are no numbers."""
    told = f'<h1>{_rich(title)}</h1><p class="note">{_rich(text)}</p>'
    return f'<section data-name="" data-label="">{told}</section>'


def _chart(name: str, slide: Slide, *, theme: str, lang: str) -> str:
    drawing = slide.drawing
    if drawing is None:
        return ""
    wide, high = slide.size
    drawn = chart_svg(drawing, theme=theme, width=wide, height=high, mark=f"{name}-")
    legend = "".join(
        f'<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" '
        f'fill="{in_theme(theme, colour)}"/></svg>{escape(text)}</li>'
        for text, colour in drawing.legend.items()
    )
    kind = "map" if slide.rows else "chart"
    chart = f'<ul class="legend">{legend}</ul><div class="{kind}">{drawn}</div>'
    return f'<div class="beside"><div>{chart}</div>{_rows(slide.rows, lang)}</div>' if slide.rows else chart


def _rows(rows: Sequence[tuple[str, str, str]], lang: str) -> str:
    heads = [word(lang, key) for key in ("table.name", "table.unprotected", "table.coverage")]
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(count)}</td><td>{escape(share)}</td></tr>'
        for name, count, share in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _hero(number: Number) -> str:
    return f"<div><strong>{escape(number.value)}</strong><p>{escape(number.change)}</p></div>"


def _number(number: Number) -> str:
    told = "".join(f"<p>{escape(text)}</p>" for text in (number.change, number.note) if text)
    return f"<li><h2>{escape(number.label)}</h2><strong>{escape(number.value)}</strong>{told}</li>"


def _meter(meter: Meter) -> str:
    """A bar as long as all workers; its filled part are the protected, a mark across it is the target."""
    lengths = {"whole": meter.universe, "part": meter.active}
    bar = "".join(f'<rect class="{kind}" width="{width}" height="1"/>' for kind, width in lengths.items())
    mark, label = "", ""
    if meter.target is not None and meter.target <= meter.universe:
        mark = f'<line x1="{meter.target}" x2="{meter.target}" y2="1"/>'
        label = f"<p>{escape(meter.label)}</p>"
    return (
        f'<div class="meter"><svg viewBox="0 0 {meter.universe} 1" preserveAspectRatio="none" '
        f'aria-hidden="true">{bar}{mark}</svg>{label}</div>'
    )


def _rich(text: str) -> str:
    """The text escaped; words between ** are bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text))
