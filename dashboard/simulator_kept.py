"""Which other what-ifs does the reader compare with? Pure: up to four, as one short text in the link.

Each is what it differs in from the defaults of the slice; all are asked of the same slice.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Mapping, Sequence

MOST_KEPT = 4
LONGEST = 1_000  # letters in the link
MOST_BYTES = 20_000  # unpacked: a small text may unpack to gigabytes


def pack_kept(kept: Sequence[Mapping[str, str]]) -> str:
    """Choices as one text for a link; empty for none."""
    if not kept:
        return ""
    written = json.dumps([dict(sorted(each.items())) for each in kept], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(zlib.compress(written, 9)).rstrip(b"=").decode()


def unpack_kept(text: str) -> tuple[dict[str, str], ...]:
    """The choices of a text; none where it is not one that `pack_kept` wrote."""
    if not text or len(text) > LONGEST:
        return ()
    try:
        unpacked = zlib.decompressobj()
        written = unpacked.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), MOST_BYTES)
        found = json.loads(written) if unpacked.eof else None
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        return ()
    if not isinstance(found, list) or len(found) > MOST_KEPT:
        return ()
    if not all(
        isinstance(each, dict) and all(isinstance(one, str) for one in each.values()) for each in found
    ):
        return ()
    return tuple(found)
