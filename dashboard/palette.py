"""Which colour means what? The same on every page, in the light and in the dark theme.

Every colour has at least 3:1 contrast with both page backgrounds, and any two funding sources stay
apart for readers with protanopia or deuteranopia (tests/test_charts.py measures both). Colour never
stands alone: legends, labels and tables say the same.
"""

PAPER = {"light": "#ffffff", "dark": "#11191d"}  # as in .streamlit/config.toml
INK = {"light": "#1c2a30", "dark": "#e8eef0"}

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

PROTECTED = "#147a96"
ASKED, PLEDGED = PROTECTED, "#5fa9bd"  # company money that is asked for, and promised
GAP = "#c8761a"
# Protected, known but not paying (grey), and never reached.
SEGMENTS = {"active": PROTECTED, "one_month": "#8a959b", "lapsed": "#66727a", "rest": GAP}

# Of paid benefits; far from the payers, with whom they share no chart.
PROGRAMMES = {"jkk": "#b4552d", "jkm": "#5b6bb5", "jht": "#5c8a3a", "jp": "#a0568f", "jkp": "#8a7a1e"}

# Coverage on the map, lowest first; cells are outlined, so the lightest needs no contrast of its own.
RAMP = ("#d3e9ef", "#9ccbd8", "#5fa9bd", "#2b8099", "#0d4f63")
NO_WORKERS = "#c9cfd2"
OUTLINE = "#66727a"


def rgb(colour: str) -> list[int]:
    """ "#147a96" as [20, 122, 150], the way the map wants it."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
