"""`undo`, `diff` and `verify`: take back, compare and check what was published."""

import argparse
import csv
import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from publisher.commands import Commands, city_folder
from publisher.commands.refusals import REFUSALS, refusal
from publisher.opening import open_register
from publisher.register.private import default_register
from publisher.revisions.explain import ORDER, Explained, MonthsUnordered, explain
from publisher.revisions.release import read_state
from publisher.revisions.revision_tables import MonthMissing, RevisionUnknown, known_revisions
from publisher.revisions.undo import NothingToUndo, undo
from publisher.revisions.verify import verify
from publisher.text import number, signed
from publisher.words import word

SHOWN = 20  # cells printed; all are in the CSV


def extracts_folder(args: argparse.Namespace) -> Path:
    """Folder of the published extract."""
    return args.extracts or city_folder(args) / "extracts"


def undo_last(args: argparse.Namespace) -> int:
    """Take back the last publication."""
    path = args.register or default_register(args.city)
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {"extracts": extracts_folder(args), "time": now, "by": args.by, "reason": args.reason}
    try:
        if path.exists():
            with open_register(city_folder(args), path, b"") as register:
                undone = undo(register=register, **values)
        else:
            undone = undo(register=None, **values)
    except NothingToUndo:
        print(word(args.lang, "revisions.nothing_to_undo"), file=sys.stderr)
        return 1
    except REFUSALS as error:
        print(refusal(error, args.lang), file=sys.stderr)
        return 1
    print(
        word(
            args.lang, "revisions.undone", revision=undone.revision, folder=undone.folder,
            stands=undone.stands or word(args.lang, "revisions.nothing"),
        )
    )  # fmt: skip
    if not path.exists():
        print(word(args.lang, "revisions.no_register", value=path))
    return 0


def compare(args: argparse.Namespace) -> int:
    """Print what differs between two revisions and why."""
    extracts = extracts_folder(args)
    manifest: dict[str, Any] = {"resources": []}
    try:
        manifest = read_state(extracts, {}).manifest
        rows = explain(extracts, manifest, args.first, args.second)
    except RevisionUnknown as error:
        known = ", ".join(known_revisions(manifest)[-SHOWN:])
        print(word(args.lang, "revisions.unknown", value=error, known=known), file=sys.stderr)
        return 2
    except MonthMissing as error:
        print(word(args.lang, "revisions.month_missing", value=error), file=sys.stderr)
        return 2
    except MonthsUnordered:
        print(word(args.lang, "revisions.unordered", first=args.second, second=args.first), file=sys.stderr)
        return 2
    except REFUSALS as error:
        print(refusal(error, args.lang), file=sys.stderr)
        return 1
    if args.csv == "-":
        write_csv(rows, sys.stdout)
        return 0
    if args.csv:
        with Path(args.csv).open("w", encoding="utf-8", newline="") as file:
            write_csv(rows, file)
    print_difference(rows, args)
    return 0


def print_difference(rows: list[Explained], args: argparse.Namespace) -> None:
    """The sums by measure, then the cells that changed most."""
    lang = args.lang
    count = number(len(rows), lang)
    print(word(lang, "revisions.compared", first=args.first, second=args.second, count=count))
    for table, measure in sorted({(row.table, row.measure) for row in rows}):
        own = [row for row in rows if (row.table, row.measure) == (table, measure)]
        change = signed(sum(row.after - row.before for row in own), lang)
        print(f"\n{table} · {word(lang, f'revisions.{measure}')}: {change} ({reasons(own, lang)})")
        for row in sorted(own, key=lambda row: (-abs(row.after - row.before), row.cell))[:SHOWN]:
            ends = f"{number(row.before, lang)} → {number(row.after, lang)}"
            change = signed(row.after - row.before, lang)
            print(f"  {row.cell}: {ends}: {change} ({reasons([row], lang)})")
        if len(own) > SHOWN:
            print("  " + word(lang, "revisions.more", count=number(len(own) - SHOWN, lang)))


def reasons(rows: list[Explained], lang: str) -> str:
    """What each reason adds to some cells together, and how many renewed."""
    parts = [part for row in rows for part in row.parts]
    shown = []
    for why in ORDER:
        own = [part for part in parts if part.why == why]
        adds, people = sum(part.adds for part in own), sum(part.people for part in own)
        if own:
            value = number(people, lang) if why == "renewed" else signed(adds, lang)
            shown.append(f"{word(lang, f'revisions.{why}')} {value}")
    return ", ".join(shown)


def write_csv(rows: Iterable[Explained], stream: TextIO) -> None:
    """One line a part; the `adds` of a cell come to its `change`."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("table", "measure", "cell", "before", "after", "change", "why", "people", "adds"))
    for row in rows:
        for part in row.parts:
            writer.writerow(
                (row.table, row.measure, row.cell, row.before, row.after, row.after - row.before, part.why,
                 part.people, part.adds)
            )  # fmt: skip


def verify_all(args: argparse.Namespace) -> int:
    """Read everything published again; one line a problem, then one hash over all."""
    extracts = extracts_folder(args)
    if not extracts.is_dir():
        print(word(args.lang, "verify.no_folder", value=extracts), file=sys.stderr)
        return 2
    report = verify(extracts)
    for problem in report.problems:
        values = dict(problem.values)
        if "rule" in values:
            values["rule"] = word(args.lang, f"breach.{values['rule']}")
        print(word(args.lang, f"verify.{problem.key}", **values))
    if report.interrupted:
        print(word(args.lang, "verify.interrupted"))
    counts = {"files": number(report.files, args.lang), "revisions": number(report.revisions, args.lang)}
    key = "verify.found" if report.problems else "verify.whole"
    print(word(args.lang, key, count=len(report.problems), hash=report.hash, **counts))
    return 1 if report.problems else 0


def add(commands: Commands) -> None:
    """Add the three commands."""
    back = commands.add_parser("undo", help="take back the last publication")
    back.add_argument("--register", type=Path, help="private register (outside the repository by default)")
    back.add_argument("--by", help="who takes it back (the login name by default)")
    back.add_argument("--reason", help="why")
    back.set_defaults(run=undo_last)

    diff = commands.add_parser("diff", help="what differs between two revisions, and why")
    diff.add_argument("first", help="earlier revision, for example 2026-09.r1")
    diff.add_argument("second", help="later revision, for example 2026-10.r1")
    diff.add_argument(
        "--csv", nargs="?", const="-", metavar="FILE", help="all cells as CSV, to FILE or to the terminal"
    )
    diff.set_defaults(run=compare)

    check = commands.add_parser("verify", help="read all published files again and check them")
    check.set_defaults(run=verify_all)
    for command in (back, diff, check):
        command.add_argument("--extracts", type=Path, help="folder of the extract (data/<city>/extracts)")
