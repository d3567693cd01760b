"""Which lists stand in a file, and of which kind? Every file of one month, sheet by sheet."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher.contract import sheet_kinds
from publisher.intake.checks import Place
from publisher.intake.grids import TEXT, WORKBOOKS, Grid, Unreadable, open_grids
from publisher.intake.headers import SEARCHED, find_header, fits, kinds_that_fit
from publisher.intake.lists import Intake, read_list
from publisher.intake.values import City
from publisher.masking import mask_digits

SIDE_FILES = {"SINTETIS.txt", "Thumbs.db", "desktop.ini"}  # what a folder may hold beside sheets
LONE_NIK = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")


def kind_of(path: Path) -> str | None:
    """Kind of sheet that a file name begins with (`opd_workers-disnaker.csv`), or None."""
    stem = path.stem.casefold()
    return next((kind for kind in sheet_kinds() if re.match(rf"{kind}(?![a-z])", stem)), None)


def find_files(folder: Path) -> list[Path]:
    """What lies in one month's folder, by name, without lock files and what systems put there."""
    return sorted(
        path
        for path in folder.iterdir()
        if not path.name.startswith(("~$", ".")) and path.name not in SIDE_FILES
    )


def read_file(path: Path, period: str, city: City) -> Intake:
    """Read and check one file. Never raises for what stands in it: every problem is a finding."""
    intake = Intake(file=mask_digits(path.name), path=path)
    known = (*TEXT, *WORKBOOKS)
    if path.is_dir() or path.suffix.lower() not in known:
        rule = "folder_inside" if path.is_dir() else "suffix_unknown"
        intake.refuse(rule, values={"known": ", ".join(known)})
        return intake
    try:
        others = [found for grid in open_grids(path) if (found := read_sheet(intake, grid, period, city))]
    except Unreadable as problem:
        intake.refuse(problem.rule, values=problem.values_)
        return intake
    except OSError:
        intake.refuse("unreadable_disk")
        return intake
    judge_others(intake, others)
    return intake


@dataclass(frozen=True)
class Other:
    """A sheet without a header that is known."""

    name: str
    rows: int
    holds_nik: bool


def judge_others(intake: Intake, others: list[Other]) -> None:
    """A sheet that is no list is left unread with a note, unless it is all there is or holds a NIK."""
    for other in others:
        if other.holds_nik or (not intake.sheets and not intake.errors):
            intake.read += other.rows
            intake.declared += other.rows
            intake.refuse("header_missing", other.name)
        else:
            intake.skipped["unread_sheet"] += other.rows
            intake.note("sheet_not_a_list", other.name, values={"rows": str(other.rows)})
    if not others and not intake.sheets and not intake.errors:
        intake.refuse("empty")


def read_sheet(intake: Intake, grid: Grid, period: str, city: City) -> Other | None:
    """Read and check one sheet; answer it when it has no header that is known."""
    head = list(itertools.islice(grid.rows, SEARCHED + 1))
    name = mask_digits(grid.name)
    kind = kind_of(intake.path)
    header = find_header(head, kind) if kind else None
    fitting = [] if kind and fits(header, kind) else kinds_that_fit(head)
    if kind and len(fitting) == 1:
        intake.refuse("kind_other", name, values={"named": kind, "fitting": fitting[0]})
        kind = fitting[0]
        header = find_header(head, kind)
    elif not kind and len(fitting) == 1:
        kind = fitting[0]
        header = find_header(head, kind)
        intake.note("kind_by_header", name, values={"kind": kind})
    elif not kind:
        guesses = [guess for each in sheet_kinds() if (guess := find_header(head, each))]
        if guesses:
            intake.refuse("kind_unknown", name, values={"known": ", ".join(sheet_kinds())})
            kind, header = "opd_workers", max(guesses, key=lambda one: one.known)
    if kind is None or header is None:
        return other_sheet(name, itertools.chain(head, grid.rows))
    read_list(intake, grid, Place(intake.file, name, kind, period, city), header, head)
    return None


def other_sheet(name: str, rows: Iterator[list[str]]) -> Other | None:
    """What a sheet without header holds; None when it holds nothing."""
    filled, holds_nik = 0, False
    for row in rows:
        text = "\t".join(row)
        filled += bool(text.strip())
        holds_nik = holds_nik or LONE_NIK.search(text) is not None
    return Other(name, filled, holds_nik) if filled else None
