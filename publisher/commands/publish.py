"""`publish`: one month of sheets becomes one published revision."""

import argparse
import datetime as dt
import sys
from pathlib import Path

from tqdm import tqdm

from publisher.commands import Commands, city_folder, period
from publisher.findings import SheetsRefused, print_findings, write_report
from publisher.publish import Verdict, open_register, publish
from publisher.register import KeyUnsafe, default_register, load_key
from publisher.release import ContractBroken, ReasonMissing
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
            key = load_key(args.key_file or register_path.with_name("nik.key"))
            with open_register(city_dir, register_path, key) as register:
                verdict = publish(
                    city_dir=city_dir, folder=folder, extracts=args.extracts or city_dir / "extracts",
                    register=register, period=args.period, generated_at=now, reason=args.reason, step=step,
                )  # fmt: skip
        except SheetsRefused as refused:
            bar.close()
            write_report(refused.findings, args.report, args.lang)
            print(
                word(
                    args.lang,
                    "publish.refused",
                    period=args.period,
                    count=len(refused.findings),
                    report=args.report,
                ),
                file=sys.stderr,
            )
            print_findings(refused.findings, sys.stderr, args.lang)
            return 1
        except (ReasonMissing, KeyUnsafe, ContractBroken) as error:
            bar.close()
            print(word(args.lang, f"publish.{type(error).__name__}", value=error), file=sys.stderr)
            return 1
        except BlockingIOError:
            bar.close()
            print(word(args.lang, "publish.busy"), file=sys.stderr)
            return 1
    say(verdict, args.period, args.lang)
    return 0


def add(commands: Commands) -> None:
    """Add the command."""
    month = commands.add_parser("publish", help="publish one month of sheets")
    month.add_argument("--period", type=period, required=True, help="month to publish (YYYY-MM)")
    month.add_argument(
        "--sheets", type=Path, required=True, help="folder with the sheets, or with a folder a month"
    )
    month.add_argument("--reason", help="why an already published month changes")
    month.add_argument("--extracts", type=Path, help="folder of the published extract (data/<city>/extracts)")
    month.add_argument("--register", type=Path, help="private register (outside the repository by default)")
    month.add_argument(
        "--key-file", type=Path, help="secret of the keyed hash (beside the register by default)"
    )
    month.add_argument(
        "--report", type=Path, default=Path("build/report.csv"), help="where findings are written"
    )
    month.set_defaults(run=publish_month)
