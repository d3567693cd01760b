"""What was tested for readers with disabilities, and what is known to fall short?"""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

RESIDUE = Path(__file__).with_name("access_residue.toml")


@dataclass(frozen=True, kw_only=True)
class Tested:
    """When the pages were last tested, and the releases of what they were tested with."""

    on: str
    axe: str
    chromium: str
    streamlit: str


@dataclass(frozen=True, kw_only=True)
class Residue:
    """One shortcoming of Streamlit itself, last `seen` on a date; `access.residue.<name>` in words.

    `rule` of axe finds it in elements within `selector`; both are empty where no tool can find it.
    """

    name: str
    seen: str
    rule: str = ""
    selector: str = ""


@functools.cache
def tested() -> Tested:
    """The last test. Raises TypeError when the file names too much or too little."""
    return Tested(**_read()["tested"])


@functools.cache
def residue() -> tuple[Residue, ...]:
    """The shortcomings, in the order of the file. Raises TypeError as `tested` does."""
    return tuple(Residue(**each) for each in _read()["residue"])


def _read() -> dict:
    return tomllib.loads(RESIDUE.read_text(encoding="utf-8"))
