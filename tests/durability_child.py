"""What a publisher does that is stopped at a step of its choosing, in a process of its own or not.

A step is anything that changes a disk: forcing bytes to it, renaming, making and removing entries, and the
register's commits. Stopped at an fsync, the file is cut in half first, as a lost power supply might leave it.
"""

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from publisher.publish import open_register, publish
from publisher.register.register import Register
from publisher.revisions.history import History
from publisher.revisions.undo import undo
from tests.sheet_files import KEY, MEDAN

TIME = "2026-11-05T00:00:00Z"
STEPS = [(os, name) for name in ("fsync", "replace", "mkdir", "rmdir", "unlink")]
STEPS += [(Register, "commit"), (History, "note"), (History, "confirm")]


@contextmanager
def watched(look: Callable[[str, tuple[Any, ...]], None]) -> Iterator[None]:
    """Call `look` with name and arguments before every step; forcing a file, no folder, is named `file`."""
    originals = [(owner, name, getattr(owner, name)) for owner, name in STEPS]

    def looked_at(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            is_file = name == "fsync" and os.path.isfile(f"/proc/self/fd/{args[0]}")
            look("file" if is_file else name, args)
            return original(*args, **options)

        return call

    for owner, name, original in originals:
        setattr(owner, name, looked_at(name, original))
    try:
        yield
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


@contextmanager
def stopped_at(step: int, stop: Callable[[], None]) -> Iterator[list[str]]:
    """Call `stop` instead of the step of this number (from 1); yields the names of the steps taken."""
    taken: list[str] = []

    def look(name: str, args: tuple[Any, ...]) -> None:
        taken.append(name)
        if len(taken) == step:
            if name == "file":
                cut_in_half(args[0])
            stop()

    with watched(look):
        yield taken


def cut_in_half(handle: int) -> None:
    """Leave the first half of an open file."""
    with open(os.readlink(f"/proc/self/fd/{handle}"), "r+b") as file:
        file.truncate(os.fstat(handle).st_size // 2)


def die() -> None:
    """As kill -9 does: no handler, no clean-up."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    """As a full disk does."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def publish_month(place: Path, sheets: Path, period: str, reason: str | None = None) -> str | None:
    """Publish a folder of sheets into `place/extracts` with the register in `place`."""
    with open_register(MEDAN, place / "register.duckdb", KEY) as register:
        return publish(
            city_dir=MEDAN, folder=sheets, extracts=place / "extracts", register=register, period=period,
            generated_at=TIME, reason=reason, by="petugas",
        ).revision  # fmt: skip


def undo_last(place: Path) -> str:
    """Undo the last publication in `place`."""
    with open_register(MEDAN, place / "register.duckdb", b"") as register:
        return undo(extracts=place / "extracts", register=register, time=TIME, by="petugas").revision


def act(place: Path, what: str, sheets: Path, period: str) -> None:
    """One act of a clerk: `publish` (a correction if need be) or `undo`."""
    if what == "undo":
        undo_last(place)
    else:
        publish_month(place, sheets, period, "data baru")


def act_and_die(place: Path, what: str, sheets: Path, period: str, step: int) -> None:
    """An act that is killed at a step."""
    with stopped_at(step, die):
        act(place, what, sheets, period)


def keep_acting(place: Path, variants: list[Path], period: str, told: Connection) -> None:
    """Publish, correct and undo without end, until killed; every step is told before it is taken."""
    with watched(lambda name, _: told.send_bytes(name.encode())):
        while True:
            for sheets in variants:
                publish_month(place, sheets, period, "data baru")
            undo_last(place)
