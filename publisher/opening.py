"""How is the private register of a city opened, and how a copy of it that may be thrown away?"""

import tomllib
from pathlib import Path
from typing import Any

from publisher.reference import read_reference
from publisher.register.engine import Engine
from publisher.register.register import Register
from publisher.register.statements import disk_refusals
from publisher.register.working_copy import nobody_at_work
from publisher.revisions.history import copied_into_memory


def city_settings(city_dir: Path) -> dict[str, Any]:
    """`city.toml` of one city."""
    return tomllib.loads((city_dir / "city.toml").read_text(encoding="utf-8"))


def open_register(city_dir: Path, path: Path | None, key: bytes, engine: Engine | None = None) -> Register:
    """The register of a city, with its order of payers and of OPD.

    Raises BlockingIOError when another process holds it, OSError when the disk refuses, PathPublic.
    """
    order = city_settings(city_dir)["precedence"]
    with disk_refusals():
        return Register(path, key, order, [row["id"] for row in read_reference(city_dir, "opd")], engine)


def open_register_copy(city_dir: Path, path: Path, key: bytes) -> Register:
    """A copy in memory of the register at `path` (empty when there is none), to be thrown away.

    Raises BlockingIOError when another process holds the register, OSError when it cannot be read.
    """
    register = open_register(city_dir, None, key)
    with nobody_at_work(path.resolve()) as file, disk_refusals():
        if file.exists():
            copied_into_memory(register.connection, file)
    return register
