"""Is a published file still what it was when it was published?"""

import hashlib
import os
from pathlib import Path

from dashboard.addresses import Refused
from dashboard.cities import city_dir
from dashboard.manifest import MANIFEST, Resource
from dashboard.once import kept_once


def whole_file(resource: Resource) -> tuple[Path, os.stat_result]:
    """Where the file lies. Raises Refused when it is not there, lies elsewhere or was changed."""
    folder = (city_dir() / MANIFEST).parent.resolve()
    try:
        path = Path(os.path.realpath(folder / resource.path))
        status = path.stat()
        is_whole = path.is_relative_to(folder) and _hash(path, status.st_mtime_ns, status.st_size)
    except (OSError, ValueError):  # ValueError: no path at all, such as one with a NUL
        is_whole = ""
    if is_whole != resource.hash:
        raise Refused("api.file_differs", status=503, value=resource.path)
    return path, status


@kept_once(2048)
def _hash(path: Path, changed: int, size: int) -> str:  # noqa: ARG001
    # Time and size are only keys: a file that stays as it is need not be read for every range.
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
