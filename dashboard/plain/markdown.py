"""How do the words of the portal, which are Markdown, become HTML? Only what the catalogues use."""

import re

from markupsafe import Markup, escape

BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
CODE = re.compile(r"`([^`]*)`")
LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]*)\)")  # within this portal only
SMALL = re.compile(r":small\[:gray\[(.*)\]\]", re.DOTALL)
ITEM = "- "


def rich(text: str) -> Markup:
    """One paragraph: bold, code, links, small print and breaks of lines; all else is escaped."""
    safe = str(escape(text))
    safe = CODE.sub(r"<code>\1</code>", safe)
    safe = BOLD.sub(r"<strong>\1</strong>", safe)
    safe = LINK.sub(r'<a href="\2">\1</a>', safe)
    safe = SMALL.sub(r"<small>\1</small>", safe)
    return Markup(safe.replace("  \n", "<br>"))


def blocks(text: str) -> Markup:
    """Paragraphs and lists."""
    parts = []
    for block in text.split("\n\n"):
        lines = [line for line in block.split("\n") if line]
        if lines and all(line.startswith(ITEM) for line in lines):
            items = Markup("").join(Markup("<li>{}</li>").format(rich(line[2:])) for line in lines)
            parts.append(Markup("<ul>{}</ul>").format(items))
        else:
            parts.append(Markup("<p>{}</p>").format(rich(block)))
    return Markup("").join(parts)
