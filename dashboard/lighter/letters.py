"""Which letters do the fonts of the pages hold? Those of Latin languages with signs and figures, of 1,615.

Greek, Cyrillic and small capitals are left out: a browser takes what is missing from a font of its own. The
licence of the fonts (SIL OFL 1.1) keeps the name "Source" for the whole ones, so these are called otherwise.
"""

import io

from fontTools import subset
from fontTools.ttLib import TTFont

from dashboard.lighter.icons import woff2

CALLED = "Cakupan"
RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F),  # Latin
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x214F),  # dashes, quotes, powers, money
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF), (0x2700, 0x27BF),  # arrows, mathematics, shapes
)  # fmt: skip
# How letters join and stand; figures of equal width, or not.
FEATURES = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "onum", "pnum", "tnum", "zero"]
NAMED = (1, 3, 4, 6, 16, 18, 21, 25)  # places of a font's name; those of copyright and licence stay


def smaller(whole: bytes) -> bytes:
    """The font with these letters alone, under a name of its own."""
    font = TTFont(io.BytesIO(whole), recalcTimestamp=False)
    work = subset.Subsetter(subset.Options(layout_features=FEATURES, name_IDs=["*"]))
    work.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    work.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMED:
            record.string = CALLED
    return woff2(font)
