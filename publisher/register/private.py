"""Is a private file out of reach? Register and key lie outside the repository and all that is served."""

import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEY_BYTES = 32
SHA256_BLOCK = 64  # [bytes] that HMAC-SHA256 pads its key to


class KeyUnsafe(Exception):
    """The key file can be read by others. Holds its path."""


class PathPublic(Exception):
    """A private file would lie where the repository or the portal publishes. Holds its path."""


def refuse_public(path: Path, *folders: Path) -> None:
    """Raise PathPublic when `path`, links followed, lies in the repository or in one of `folders`."""
    place = path.expanduser().resolve()
    if any(place.is_relative_to(folder.resolve()) for folder in (ROOT, *folders)):
        raise PathPublic(str(path))


def default_register(city: str) -> Path:
    """Where the register of a city lives unless told otherwise: the user's own data folder."""
    home = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return home / "cakupan" / city / "register.duckdb"


def load_key(path: Path) -> bytes:
    """The secret of the keyed hash: from `CAKUPAN_KEY` (hex), else from a file made on first use.

    Raises KeyUnsafe when others may read the file, PathPublic when it lies in the repository.
    """
    if "CAKUPAN_KEY" in os.environ:
        return bytes.fromhex(os.environ["CAKUPAN_KEY"])
    refuse_public(path)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyUnsafe(str(path))
    return path.read_bytes()


@contextmanager
def private_files() -> Iterator[None]:
    """Files made inside belong to the owner alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def hmac_pads(key: bytes) -> dict[str, bytes]:
    """What HMAC-SHA256 (RFC 2104) puts before the message (`inner_pad`) and before its hash (`outer_pad`)."""
    block = (hashlib.sha256(key).digest() if len(key) > SHA256_BLOCK else key).ljust(SHA256_BLOCK, b"\0")
    return {
        "inner_pad": bytes(byte ^ 0x36 for byte in block),
        "outer_pad": bytes(byte ^ 0x5C for byte in block),
    }
