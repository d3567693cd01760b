"""Whatever stops a publisher, is the last good state readable, whole, and can the work be done again?"""

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import duckdb
import pytest

from dashboard.extract import read_extract
from publisher.__main__ import main
from publisher.publish import open_register
from publisher.revisions.log import read_log
from publisher.revisions.staging import LOCK, publishing
from publisher.revisions.verify import verify
from tests.durability_child import (
    act,
    act_and_die,
    keep_acting,
    publish_month,
    refuse,
    stopped_at,
)  # fmt: skip
from tests.effort import usual
from tests.sheet_files import KEY, MEDAN, bpjs, own, worker, write_month

PERIOD, NEXT = "2026-08", "2026-09"
ACTS = ("publish", "correct", "undo")
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.durability_child"])
KILLED = -signal.SIGKILL
KILLS, MOST_STEPS = 12, 120  # a publication takes about 40 steps


def people(paid: int, period: str) -> dict[str, list[dict[str, str]]]:
    """30 workers; so many paid by the city, six others by themselves."""
    return {
        "workers": [worker(number) for number in range(1, 31)],
        "bpjs_active": [bpjs(number, period) for number in range(1, paid + 1)],
        "self_payers": [own(number, period) for number in range(21, 27)],
    }


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Sheets of three months, and of a correction of the second."""
    folder = tmp_path_factory.mktemp("sheets")
    months = {"before": ("2026-07", 6), "publish": (PERIOD, 6), "correct": (PERIOD, 11), "next": (NEXT, 6)}
    return {
        name: write_month(folder / name, **people(paid, period)) for name, (period, paid) in months.items()
    }


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory, sheets: dict[str, Path]) -> dict[str, Path]:
    """Where each act starts from: one month published; two; two and a correction."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ACTS}
    first = folders["publish"]
    publish_month(first, sheets["before"], "2026-07")
    shutil.copytree(first, folders["correct"], dirs_exist_ok=True)
    publish_month(folders["correct"], sheets["publish"], PERIOD)
    shutil.copytree(folders["correct"], folders["undo"], dirs_exist_ok=True)
    publish_month(folders["undo"], sheets["correct"], PERIOD, "data baru")
    for folder in folders.values():
        (folder / "reference").symlink_to(MEDAN / "reference")
    return folders


def start_child(target: Callable[..., None], *args: object) -> BaseProcess:
    """Start a publisher in a process of its own.

    A child runs first what stands as `__main__`; a page that was tested before leaves itself there.
    """
    child = FORKS.Process(target=target, args=args)
    with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
        child.start()
    return child


def published(place: Path) -> dict[str, bytes]:
    """All published files but the lock."""
    extracts = place / "extracts"
    return {
        str(path.relative_to(extracts)): path.read_bytes()
        for path in extracts.rglob("*")
        if path.is_file() and path.name != LOCK
    }


def assert_whole(place: Path) -> None:
    """The published state passes every check and the dashboard can show all of it."""
    report = verify(place / "extracts")
    assert report.problems == ()
    extract = read_extract(place)
    assert extract.problems == ()
    assert {one.period for one in extract.in_force} >= {"2026-07"}


def registered(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables of the register."""
    with duckdb.connect(str(place / "register.duckdb"), read_only=True) as con:
        tables = [name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()]
        return {name: sorted(con.execute(f"from {name}").fetchall(), key=repr) for name in tables}


def repeat(place: Path, what: str, sheets: Path) -> None:
    """Do again what was cut off; an undo that the register had followed too was done."""
    if what != "undo" or len(registered(place)["taken"]) == 3:
        act(place, what, sheets, PERIOD)


@pytest.fixture(params=ACTS)
def done(
    request: pytest.FixtureRequest, tmp_path: Path, starts: dict[str, Path], sheets: dict[str, Path]
) -> tuple[str, Path, Path, list[str]]:
    """An act, its sheets, the place where it was done without being stopped, and its steps."""
    what = str(request.param)
    place, own_sheets = tmp_path / "done", sheets.get(what, sheets["correct"])
    shutil.copytree(starts[what], place, symlinks=True)
    with stopped_at(0, refuse) as steps:
        act(place, what, own_sheets, PERIOD)
    return what, own_sheets, place, steps


def steps_to_try(steps: list[str]) -> list[int]:
    """Every step that leaves another disk than the one before: of files in a row the first and the last,
    and no forcing of folder entries, which only matters to a lost power supply. Usually every second one."""
    beside = zip(["", *steps], steps, [*steps[1:], ""], strict=False)
    found = [
        number
        for number, (before, name, after) in enumerate(beside, start=1)
        if name != "fsync" and not (name == before == after == "file")
    ]
    return found[:: usual(2, thorough=1)]


@pytest.mark.parametrize("done", ["publish", "undo"], indirect=True)
def test_killed_at_every_step(
    tmp_path: Path, done: tuple[str, Path, Path, list[str]], starts: dict[str, Path], sheets: dict[str, Path]
) -> None:
    what, own_sheets, expected, steps = done
    end = tmp_path / "place"
    for step in steps_to_try(steps):
        shutil.rmtree(end, ignore_errors=True)
        shutil.copytree(starts[what], end, symlinks=True)
        child = start_child(act_and_die, end, what, own_sheets, PERIOD, step)
        child.join()
        assert child.exitcode == KILLED, f"step {step} ({steps[step - 1]})"
        assert_whole(end)
        repeat(end, what, own_sheets)
        assert_whole(end)
        assert published(end) == published(expected), f"step {step} ({steps[step - 1]})"
        assert registered(end) == registered(expected), f"step {step} ({steps[step - 1]})"
    for place in (end, expected):
        publish_month(place, sheets["next"], NEXT)
    assert published(end) == published(expected)


@pytest.mark.parametrize("done", ["correct"], indirect=True)
@pytest.mark.parametrize("decided", [False, True])
def test_killed_between_register_and_extract_the_next_month_counts_as_published(
    tmp_path: Path,
    done: tuple[str, Path, Path, list[str]],
    starts: dict[str, Path],
    sheets: dict[str, Path],
    decided: bool,
) -> None:
    """The register holds the correction already; whether the extract does, decides what September counts."""
    what, own_sheets, corrected, steps = done
    place = tmp_path / "place"
    shutil.copytree(starts[what], place, symlinks=True)
    renames = [number for number, name in enumerate(steps, start=1) if name == "replace"]
    _, deciding, *_ = (number for number in renames if number > steps.index("commit"))  # after the register's
    step = deciding + 2 if decided else deciding  # forced to the disk, or not even begun
    child = start_child(act_and_die, place, what, own_sheets, PERIOD, step)
    child.join()
    assert child.exitcode == KILLED
    assert registered(place)["cover"] != registered(starts[what])["cover"]
    expected = corrected if decided else tmp_path / "never corrected"
    if not decided:
        shutil.copytree(starts[what], expected, symlinks=True)
    for one in (place, expected):
        publish_month(one, sheets["next"], NEXT)
    assert published(place) == published(expected)
    assert registered(place) == registered(expected)


@pytest.mark.parametrize("done", ["correct", "undo"], indirect=True)
def test_disk_full_at_every_step(
    tmp_path: Path, done: tuple[str, Path, Path, list[str]], starts: dict[str, Path]
) -> None:
    what, own_sheets, expected, steps = done
    place = tmp_path / "place"
    for step in steps_to_try(steps):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(starts[what], place, symlinks=True)
        # making a folder that is there already may fail without anybody minding
        with stopped_at(step, refuse), suppress(OSError):
            act(place, what, own_sheets, PERIOD)
        assert_whole(place)
        repeat(place, what, own_sheets)
        assert_whole(place)
        assert published(place) == published(expected), f"step {step} ({steps[step - 1]})"
        assert registered(place) == registered(expected), f"step {step} ({steps[step - 1]})"


def test_killed_at_any_moment(tmp_path: Path, starts: dict[str, Path], sheets: dict[str, Path]) -> None:
    """Killed from outside, between steps too; how far it got is counted in steps, not in seconds."""
    place, moments = tmp_path / "place", random.Random(20261122)
    shutil.copytree(starts["publish"], place, symlinks=True)
    variants = [sheets["publish"], sheets["correct"]]
    reached = set()
    for _ in range(KILLS):
        steps, ours = moments.randint(1, MOST_STEPS), FORKS.Pipe(duplex=False)
        child = start_child(keep_acting, place, variants, PERIOD, ours[1])
        ours[1].close()
        for _ in range(steps):
            ours[0].recv_bytes()
        time.sleep(moments.uniform(0, 0.05))
        child.kill()
        child.join()
        ours[0].close()
        assert_whole(place)
        reached.add(len(read_log(place / "extracts" / "log.jsonl").lines))
    assert len(reached) > 2  # it did publish between the kills
    publish_month(place, sheets["correct"], PERIOD, "data baru")
    assert_whole(place)


@pytest.mark.parametrize("who", ["extracts", "register"])
def test_a_disk_that_is_really_full(
    tmp_path: Path, starts: dict[str, Path], sheets: dict[str, Path], who: str
) -> None:
    place, disk = tmp_path / "place", tmp_path / "disk"
    shutil.copytree(starts["publish"], place, symlinks=True)
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs root; the injected errors above stand for it")
    try:
        put_on_disk(place, disk, who)
        refused = 0
        for free_kib in (0, 8, 32, 64, 128, 512, 1024, 4096, 12_000):
            leave_free(disk, free_kib)
            try:
                publish_month(place, sheets["publish"], PERIOD)
            except OSError:
                refused += 1
                assert_whole(place)
                continue
            break
        assert refused > 1
        assert_whole(place)
        assert read_log(place / "extracts" / "log.jsonl").standing()[-1].period == PERIOD
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def put_on_disk(place: Path, disk: Path, who: str) -> None:
    """Let the extracts, or all of the place so that the register is there too, lie on `disk`."""
    if who == "extracts":
        shutil.copytree(place / "extracts", disk / "extracts")
        shutil.rmtree(place / "extracts")
        (place / "extracts").symlink_to(disk / "extracts")
    else:
        (disk / "register.duckdb").write_bytes((place / "register.duckdb").read_bytes())
        (place / "register.duckdb").unlink()
        (place / "register.duckdb").symlink_to(disk / "register.duckdb")


def leave_free(disk: Path, kib: int) -> None:
    """Fill `disk` but for `kib` KiB."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    free = os.statvfs(disk)
    room = free.f_bavail * free.f_bsize - kib * 1024
    filler.write_bytes(bytes(max(0, room)))


def test_the_second_publisher_is_refused_and_readers_are_not(
    tmp_path: Path, starts: dict[str, Path], sheets: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "place"
    shutil.copytree(starts["publish"], place, symlinks=True)
    arguments = ["publish", "--period", PERIOD, "--sheets", str(sheets["publish"]), "--by", "petugas"]
    arguments += ["--extracts", str(place / "extracts"), "--key-file", str(tmp_path / "nik.key")]
    for lang, words in (("id", "Penerbitan lain sedang berjalan"), ("en", "Another publisher is at work")):
        with publishing(place / "extracts"):
            assert_whole(place)
            register = ["--register", str(tmp_path / "other.duckdb")]
            assert main(["--lang", lang, *arguments, *register]) == 1
        assert words in capsys.readouterr().err
    assert_whole(place)


def test_a_register_in_use_is_refused_in_words(
    tmp_path: Path, starts: dict[str, Path], sheets: dict[str, Path]
) -> None:
    place = tmp_path / "place"
    shutil.copytree(starts["publish"], place, symlinks=True)
    command = [sys.executable, "-m", "publisher", "--lang", "en", "publish", "--period", PERIOD]
    command += ["--sheets", str(sheets["publish"]), "--extracts", str(place / "extracts")]
    command += ["--register", str(place / "register.duckdb"), "--key-file", str(tmp_path / "nik.key")]
    for more in ([], ["--dry-run"]):
        with open_register(MEDAN, place / "register.duckdb", KEY):
            run = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
        assert run.returncode == 1
        assert "Another publisher is at work" in run.stderr
