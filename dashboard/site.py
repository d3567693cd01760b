"""Where does this portal stand, so that an address can be read from outside?

CAKUPAN_BASE_URL says it (https://cakupan.example.go.id). Without it a page uses the origin that the reader's
own browser names, which only this reader is shown; what others may be shown (an image, a kept file) carries
the address of the own machine only, or a path: the Host of a request can be written by anybody.
"""

import os
import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?", re.IGNORECASE)
OWN_MACHINE = ("localhost", "127.0.0.1", "::1")
PATH = re.compile(r"/[a-z-]*")


def configured_origin() -> str:
    """The origin that the operator named, "" without one. Raises ValueError when it is none."""
    named = os.environ.get("CAKUPAN_BASE_URL", "").rstrip("/")
    if named and not ORIGIN.fullmatch(named):
        raise ValueError(f"CAKUPAN_BASE_URL = {named!r} is no origin such as https://cakupan.example.go.id")
    return named


def checked_origin(asked: str | None) -> str:
    """The origin that a command was given, or the configured one. Raises ValueError with what is none."""
    named = os.environ.get("CAKUPAN_BASE_URL", "") if asked is None else asked
    if named and not ORIGIN.fullmatch(named.rstrip("/")):
        raise ValueError(named)
    return named.rstrip("/")


def origin_for_reader(url: str | None) -> str:
    """The origin of an address in a citation; `url` is what the reader's browser says it shows."""
    return configured_origin() or _origin(url or "")


def origin_for_all(url: str) -> str:
    """The origin of an address that may be shown to others; `url` is that of the request."""
    here = _origin(url)
    return configured_origin() or (here if urlsplit(here).hostname in OWN_MACHINE else "")


def path_of(url: str | None) -> str:
    """The path of a page's address, "/" when it is none of ours."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return "/"
    return path if PATH.fullmatch(path) else "/"


def permalink(origin: str, path: str, parameters: Mapping[str, str]) -> str:
    """The address of a page with everything that was chosen on it."""
    return f"{origin}{path}?{urlencode(parameters)}"


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin if ORIGIN.fullmatch(origin) else ""
