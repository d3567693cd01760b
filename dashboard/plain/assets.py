"""Which files do the plain pages load? One style sheet, named by its content, so it may be kept for ever."""

import functools
import hashlib
from pathlib import Path

FOLDER = "/aset"
STYLE = Path(__file__).with_name("style.css")
DIGITS = 12  # of the digest in a name


@functools.cache
def assets() -> dict[str, bytes]:
    """The files by their path from the root."""
    content = STYLE.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:DIGITS]
    return {f"{FOLDER}/polos.{digest}.css": content}


def style_path() -> str:
    """Where the style sheet stands."""
    (path,) = assets()
    return path
