"""`check`: the verdict on a month's sheets, without register and without publishing."""

import argparse
import sys
from pathlib import Path

from publisher.commands import Commands, city_folder, period
from publisher.intake.reception import receive
from publisher.intake.send_back import write_verdict
from publisher.intake.verdict import REFUSED, WITH_NOTES, print_verdict
from publisher.words import word


def check_month(args: argparse.Namespace) -> int:
    """Say what would be taken in and what not. Status 1 when a file is refused; nothing is published."""
    folder = args.sheets / args.period if (args.sheets / args.period).is_dir() else args.sheets
    if not folder.is_dir():
        print(word(args.lang, "publish.no_folder", value=folder), file=sys.stderr)
        return 2
    reception = receive(city_folder(args), folder, args.period)
    files, findings = reception.verdicts, reception.findings
    write_verdict(
        args.report, period=args.period, files=files, month_findings=findings, revision=None, lang=args.lang
    )
    print_verdict(files, findings, sys.stdout, args.lang)
    counts = {status: sum(one.status == status for one in files) for status in (REFUSED, WITH_NOTES)}
    told = {"refused": counts[REFUSED], "noted": counts[WITH_NOTES], "files": len(files)}
    print(word(args.lang, "verdict.checked", period=args.period, **told))
    print(word(args.lang, "verdict.written", folder=args.report))
    return 1 if reception.errors else 0


def add(commands: Commands) -> None:
    """Add the command."""
    check = commands.add_parser("check", help="verdict on a month's sheets, publishing nothing")
    check.add_argument("--period", type=period, required=True, help="month of the sheets (YYYY-MM)")
    check.add_argument(
        "--sheets", type=Path, required=True, help="folder with the sheets, or with a folder a month"
    )
    check.add_argument(
        "--report", type=Path, default=Path("build/verdict"), help="folder of the verdict (XLSX and JSON)"
    )
    check.set_defaults(run=check_month)
