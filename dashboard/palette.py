"""Which colour means what? The same on every page and in every theme.

In the light and the dark theme every colour has at least 3:1 contrast with the page, and any two funding
sources stay apart for readers with protanopia or deuteranopia. In high contrast (`kontras`) every mark has
4.5:1; there and in black and white (`cetak`) colours that touch differ in lightness, as paper needs it
(tests/test_charts.py and tests/test_themes.py measure it). Colour never stands alone: legends, labels and
tables say the same.
"""

import json
import re
from typing import TypeVar

PAPER = {"light": "#ffffff", "dark": "#11191d", "kontras": "#000000", "cetak": "#ffffff"}  # of .streamlit/
INK = {"light": "#0a1418", "dark": "#e8eef0", "kontras": "#ffffff", "cetak": "#000000"}

SOURCES = {
    "apbd_kota": "#1c59ee",
    "apbd_provinsi": "#5896d1",
    "dbh_sawit": "#ae9309",
    "csr_bumn": "#8a5a3b",
    "csr_swasta": "#b39041",
    "donatur": "#c72ba7",
    "mandiri": "#277060",
    "mandiri_kepling": "#27a767",
    "apbn": "#7a67e0",
    "lainnya": "#798a95",
}

PROTECTED = "#0f6e87"
ASKED, PLEDGED = PROTECTED, "#4f97ab"  # company money that is asked for, and promised
ELSEWHERE = "#5d686f"  # covers that others pay for
GAP = "#cf7d1d"
# Protected, known but not paying (grey), and never reached: the farther from protection, the lighter.
SEGMENTS = {"active": PROTECTED, "one_month": "#647078", "lapsed": "#7b878e", "rest": GAP}

# Of paid benefits; far from the payers, with whom they share no chart.
PROGRAMMES = {"jkk": "#b4552d", "jkm": "#5b6bb5", "jht": "#5c8a3a", "jp": "#a0568f", "jkp": "#8a7a1e"}

# Coverage on the map, lowest first; cells are outlined, so the lightest needs no contrast of its own, and
# black or white on each has 7:1.
RAMP = ("#dff0f4", "#aed6e1", "#7cbacb", "#52a2b8", "#1a6076")
NO_WORKERS = "#c9cfd2"
OUTLINE = "#66727a"

# What each colour becomes in the other two themes; RAMP, of one hue and ever darker, serves in all.
TRANSLATED = {
    "kontras": {
        **dict(zip(SEGMENTS.values(), ("#9fefff", "#c3ccd1", "#8e9aa1", "#c06400"), strict=True)),
        **dict(
            zip(PROGRAMMES.values(), ("#ffb08a", "#7f8fe0", "#b8f08a", "#c070b0", "#ffe45c"), strict=True)
        ),
        SOURCES["apbd_kota"]: "#a9c4ff",
        SOURCES["apbd_provinsi"]: "#3f8fe0",
        SOURCES["dbh_sawit"]: "#ffe45c",
        SOURCES["csr_bumn"]: "#c9743a",
        SOURCES["csr_swasta"]: "#ffd9a8",
        SOURCES["donatur"]: "#f04fd0",
        SOURCES["mandiri"]: "#8ff0d0",
        SOURCES["mandiri_kepling"]: "#1fa85c",
        SOURCES["apbn"]: "#d8ccff",
        SOURCES["lainnya"]: "#8a99a3",
        PLEDGED: "#4f97ab",
        ELSEWHERE: "#dfe5e8",
    },
    "cetak": {
        **dict(zip(SEGMENTS.values(), ("#000000", "#404040", "#6a6a6a", "#949494"), strict=True)),
        **dict(
            zip(PROGRAMMES.values(), ("#000000", "#8c8c8c", "#333333", "#949494", "#4d4d4d"), strict=True)
        ),
        SOURCES["apbd_kota"]: "#000000",
        SOURCES["apbd_provinsi"]: "#8c8c8c",
        SOURCES["dbh_sawit"]: "#2b2b2b",
        SOURCES["csr_bumn"]: "#949494",
        SOURCES["csr_swasta"]: "#454545",
        SOURCES["donatur"]: "#848484",
        SOURCES["mandiri"]: "#1c1c1c",
        SOURCES["mandiri_kepling"]: "#909090",
        SOURCES["apbn"]: "#383838",
        SOURCES["lainnya"]: "#7c7c7c",
        PLEDGED: "#8c8c8c",
        ELSEWHERE: "#5a5a5a",
    },
}
COLOUR = re.compile("#[0-9a-f]{6}")
Drawn = TypeVar("Drawn")


def in_theme(theme: str, drawn: Drawn) -> Drawn:
    """A colour, or what holds colours anywhere, such as a specification, in the colours of `theme`."""
    theirs = TRANSLATED.get(theme)
    if theirs is None:
        return drawn
    text = json.dumps(drawn, ensure_ascii=False)
    return json.loads(COLOUR.sub(lambda found: theirs.get(found[0], found[0]), text))


def rgb(colour: str) -> list[int]:
    """ "#147a96" as [20, 122, 150], the way the map wants it."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
