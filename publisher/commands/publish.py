"""`publish`: one month of sheets becomes one published revision."""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from publisher.commands import Commands, city_folder, period
from publisher.commands.refusals import REFUSALS, refusal
from publisher.intake.findings import SheetsRefused
from publisher.intake.reception import Step
from publisher.intake.send_back import write_verdict
from publisher.intake.verdict import print_verdict
from publisher.opening import open_register, open_register_copy
from publisher.preview import preview_lines
from publisher.publish import Verdict, publish
from publisher.register.engine import open_engine
from publisher.register.notes import alarm_lines, notes_json, overlap_lines
from publisher.register.private import KEY_BYTES, default_register, load_key, refuse_public
from publisher.trial import preview_month
from publisher.words import word


def say(verdict: Verdict, period: str, lang: str) -> None:
    """What came of publishing a month, in one paragraph."""
    counts = verdict.counts
    values = {
        "period": period,
        "revision": verdict.revision,
        "files": verdict.files,
        "rows": counts.rows_listed,
        "workers": counts.workers,
        "active": counts.active,
        "twice": counts.paid_twice,
        "withheld": verdict.withheld,
    }
    print(word(lang, "publish.done" if verdict.revision else "publish.unchanged", **values))
    for line in (*overlap_lines(counts, period, lang), *alarm_lines(verdict.alarms, period, lang)):
        print(line)


def dry_run(
    args: argparse.Namespace, city_dir: Path, register_path: Path, folder: Path, step: Step
) -> Iterator[str]:
    """What the public would see change, in sentences; the register is a copy in memory."""
    key_file = args.key_file or register_path.with_name("nik.key")
    key = load_key(key_file) if key_file.exists() or "CAKUPAN_KEY" in os.environ else bytes(KEY_BYTES)
    with open_register_copy(city_dir, register_path, key) as register:
        found = preview_month(
            city_dir=city_dir, folder=folder, extracts=args.extracts or city_dir / "extracts",
            register=register, period=args.period, lang=args.lang, step=step,
        )  # fmt: skip
    yield from preview_lines(found, args.lang)


def publish_month(args: argparse.Namespace) -> int:
    """Publish one month of sheets, or say what is wrong and change nothing."""
    city_dir = city_folder(args)
    register_path = args.register or default_register(args.city)
    now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    folder = args.sheets / args.period if (args.sheets / args.period).is_dir() else args.sheets
    if not folder.is_dir():
        print(word(args.lang, "publish.no_folder", value=folder), file=sys.stderr)
        return 2
    with tqdm(total=5, desc=args.period, unit="step", disable=None) as bar:

        def step(name: str) -> None:
            bar.set_postfix_str(word(args.lang, f"step.{name}"))
            bar.update()

        try:
            for private in (register_path, args.key_file or register_path):
                refuse_public(private, city_dir, args.extracts or city_dir)
            if args.dry_run:
                for line in dry_run(args, city_dir, register_path, folder, step):
                    tqdm.write(line)
                return 0
            key = load_key(args.key_file or register_path.with_name("nik.key"))
            engine = open_engine(args.engine, args.master)
            with open_register(city_dir, register_path, key, engine) as register:
                verdict = publish(
                    city_dir=city_dir, folder=folder, extracts=args.extracts or city_dir / "extracts",
                    register=register, period=args.period, generated_at=now, reason=args.reason, by=args.by,
                    step=step,
                )  # fmt: skip
        except SheetsRefused as refused:
            bar.close()
            if args.dry_run:
                print_verdict(refused.files, refused.of_the_month, sys.stderr, args.lang)
                count = len(refused.findings)
                print(word(args.lang, "preview.refused", period=args.period, count=count), file=sys.stderr)
            else:
                say_refused(refused, args)
            return 1
        except REFUSALS as error:
            bar.close()
            print(refusal(error, args.lang), file=sys.stderr)
            return 1
    write_verdict(
        args.report, period=args.period, files=verdict.receipts, month_findings=(), revision=verdict.revision,
        lang=args.lang, notes=notes_json(verdict.counts, verdict.alarms),
    )  # fmt: skip
    print_verdict(verdict.receipts, (), sys.stdout, args.lang)
    say(verdict, args.period, args.lang)
    return 0


def say_refused(refused: SheetsRefused, args: argparse.Namespace) -> None:
    """Why a month was not published, on the terminal and in the folder of the report."""
    write_verdict(
        args.report, period=args.period, files=refused.files, month_findings=refused.of_the_month,
        revision=None, lang=args.lang,
    )  # fmt: skip
    print_verdict(refused.files, refused.of_the_month, sys.stderr, args.lang)
    values = {"period": args.period, "count": len(refused.findings), "report": args.report}
    print(word(args.lang, "publish.refused", **values), file=sys.stderr)


def add(commands: Commands) -> None:
    """Add the command."""
    month = commands.add_parser("publish", help="publish one month of sheets")
    month.add_argument("--period", type=period, required=True, help="month to publish (YYYY-MM)")
    month.add_argument(
        "--sheets", type=Path, required=True, help="folder with the sheets, or with a folder a month"
    )
    month.add_argument("--reason", help="why an already published month changes")
    month.add_argument("--by", help="who publishes (the login name by default)")
    month.add_argument("--dry-run", action="store_true", help="tell what would change and write nothing")
    month.add_argument("--extracts", type=Path, help="folder of the published extract (data/<city>/extracts)")
    month.add_argument("--register", type=Path, help="private register (outside the repository by default)")
    month.add_argument(
        "--key-file", type=Path, help="secret of the keyed hash (beside the register by default)"
    )
    month.add_argument(
        "--report", type=Path, default=Path("build/verdict"), help="folder of the verdict (XLSX and JSON)"
    )
    month.add_argument(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help="where register rows become tables"
    )
    month.add_argument("--master", default="local[*]", help="Spark cluster, with --engine spark")
    month.set_defaults(run=publish_month)
