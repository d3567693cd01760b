"""`python -m publisher`: write the sample's sheets, publish a month, rebuild the shipped extract."""

import argparse
import datetime as dt
import os
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
from tqdm import tqdm

from publisher.findings import SheetsRefused, print_findings, write_report
from publisher.publish import Verdict, open_register, publish
from publisher.register import KeyUnsafe, default_register, last_day, load_key
from publisher.release import ContractBroken, ReasonMissing
from publisher.sample.payments import make_payments
from publisher.sample.people import make_people
from publisher.sample.plan import load_plan, months_between
from publisher.sample.sheets import SheetWriter
from publisher.words import LANGUAGES, word

ROOT = Path(__file__).parent.parent
SAMPLE_KEY = bytes(32)  # the sample's NIK are nobody's: its hashes need no secret


def write_sample(args: argparse.Namespace) -> int:
    """Write the synthetic sheets of the months asked for, a folder a month."""
    city_dir, wanted = ROOT / "data" / args.city, set(args.period or [])
    plan = load_plan(city_dir)
    months = months_between(plan["first"], plan["last"])
    unknown = sorted(wanted - set(months))
    if unknown:
        print(
            word(
                args.lang, "sample.month_unknown", value=", ".join(unknown), first=months[0], last=months[-1]
            ),
            file=sys.stderr,
        )
        return 2
    rng = np.random.Generator(np.random.PCG64(plan["seed"]))
    people = make_people(city_dir, plan, rng)
    writer = SheetWriter(city_dir, plan, people, args.format)
    for month, payments in tqdm(
        make_payments(people, plan, rng), total=len(months), desc="sample", unit="month", disable=None
    ):
        if not wanted or month in wanted:
            writer.write_month(args.out / month, month, payments)
    print(word(args.lang, "sample.done", count=len(wanted or months), folder=args.out))
    return 0


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
    city_dir = ROOT / "data" / args.city
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


def rebuild_sample(args: argparse.Namespace) -> int:
    """Make the shipped sample extract anew, through sheets and publisher, byte for byte."""
    city_dir = ROOT / "data" / args.city
    plan = load_plan(city_dir)
    rng = np.random.Generator(np.random.PCG64(plan["seed"]))
    people = make_people(city_dir, plan, rng)
    writer = SheetWriter(city_dir, plan, people, "mixed")
    months = months_between(plan["first"], args.last or plan["last"])
    extracts = args.extracts or city_dir / "extracts"
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "extracts"
        with open_register(city_dir, None, SAMPLE_KEY) as register:
            payments = make_payments(people, plan, rng)
            for month, paid in tqdm(payments, total=len(months), desc="rebuild", unit="month", disable=None):
                folder = Path(scratch) / month
                writer.write_month(folder, month, paid)
                publish(
                    city_dir=city_dir, folder=folder, extracts=fresh, register=register, period=month,
                    generated_at=f"{last_day(month) + dt.timedelta(days=5)}T00:00:00Z",
                )  # fmt: skip
                shutil.rmtree(folder)
                if month == months[-1]:
                    break
        (fresh / ".lock").unlink()
        shutil.rmtree(extracts, ignore_errors=True)
        shutil.move(fresh, extracts)
    print(word(args.lang, "rebuild.done", count=len(months), folder=extracts))
    return 0


def period(text: str) -> str:
    """A month written YYYY-MM; argparse words the refusal."""
    dt.date.fromisoformat(f"{text}-01")
    return text


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(prog="python -m publisher", description=__doc__)
    top.add_argument(
        "--lang", choices=LANGUAGES, default=os.environ.get("CAKUPAN_LANG", "id"), help="language of messages"
    )
    top.add_argument("--city", default="medan", help="folder under data/")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    sample = commands.add_parser("sample", help="write the synthetic city's monthly sheets")
    sample.add_argument("--out", type=Path, required=True, help="folder to write to, a folder a month")
    sample.add_argument(
        "--period", type=period, action="append", help="only this month (YYYY-MM); may be repeated"
    )
    sample.add_argument(
        "--format", choices=("csv", "xlsx", "mixed"), default="mixed", help="mixed: short lists as XLSX"
    )
    sample.set_defaults(run=write_sample)

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

    rebuild = commands.add_parser("rebuild-sample", help="make the shipped sample extract anew")
    rebuild.add_argument("--extracts", type=Path, help="folder to replace (data/<city>/extracts)")
    rebuild.add_argument("--last", type=period, help="stop after this month")
    rebuild.set_defaults(run=rebuild_sample)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command; answer its exit status."""
    args = parser().parse_args(argv)
    try:
        return int(args.run(args))
    except KeyboardInterrupt:
        print(word(args.lang, "interrupted"), file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
