"""`python -m dashboard.lighter` (make lighter): make what is served lighter than Streamlit ships it.

Each file keeps Streamlit's own name, which carries the digest of its content. With a Streamlit that ships
another one, that one is served as it is, until it is made lighter again: larger, never broken. Needs
fontTools (requirements-dev.txt).
"""

import sys

from dashboard.catalog import ROOT
from dashboard.frontend import OWN, shipped_files
from dashboard.lighter import icons, letters

MAKERS = {
    "MaterialSymbols-Rounded.": icons.smaller,
    "SourceCodeVF-Upright.": letters.smaller,
    "SourceSansVF-Italic.": letters.smaller,
    "SourceSansVF-Upright.": letters.smaller,
}


def main() -> int:
    """Make them; those of other names, which nothing serves, go."""
    shipped = {path.name: path for path in shipped_files().values()}
    for old in OWN.iterdir():
        old.unlink()
    for start, make in MAKERS.items():
        (name,) = (each for each in shipped if each.startswith(start))
        whole = shipped[name].read_bytes()
        own = OWN / name
        own.write_bytes(make(whole))
        print(f"{own.relative_to(ROOT)}: {own.stat().st_size:,} bytes of {len(whole):,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
