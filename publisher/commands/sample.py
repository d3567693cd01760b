"""`sample` and `rebuild-sample`: the synthetic city's sheets, and the shipped extract made of them."""

import argparse
import datetime as dt
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
from tqdm import tqdm

from publisher.commands import Commands, city_folder, period
from publisher.months import last_day
from publisher.publish import open_register, publish
from publisher.sample.payments import make_payments
from publisher.sample.people import make_people
from publisher.sample.plan import load_plan, months_between
from publisher.sample.sheets import SheetWriter
from publisher.words import word

SAMPLE_KEY = bytes(32)  # the sample's NIK are nobody's: its hashes need no secret


def write_sample(args: argparse.Namespace) -> int:
    """Write the synthetic sheets of the months asked for, a folder a month."""
    city_dir, wanted = city_folder(args), set(args.period or [])
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


def rebuild_sample(args: argparse.Namespace) -> int:
    """Make the shipped sample extract anew, through sheets and publisher, byte for byte."""
    city_dir = city_folder(args)
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
                    generated_at=f"{last_day(month) + dt.timedelta(days=5)}T00:00:00Z", by="sample",
                )  # fmt: skip
                shutil.rmtree(folder)
                if month == months[-1]:
                    break
        (fresh / ".lock").unlink()
        shutil.rmtree(extracts, ignore_errors=True)
        shutil.move(fresh, extracts)
    print(word(args.lang, "rebuild.done", count=len(months), folder=extracts))
    return 0


def add(commands: Commands) -> None:
    """Add both commands."""
    sample = commands.add_parser("sample", help="write the synthetic city's monthly sheets")
    sample.add_argument("--out", type=Path, required=True, help="folder to write to, a folder a month")
    sample.add_argument(
        "--period", type=period, action="append", help="only this month (YYYY-MM); may be repeated"
    )
    sample.add_argument(
        "--format", choices=("csv", "xlsx", "mixed"), default="mixed", help="mixed: short lists as XLSX"
    )
    sample.set_defaults(run=write_sample)

    rebuild = commands.add_parser("rebuild-sample", help="make the shipped sample extract anew")
    rebuild.add_argument("--extracts", type=Path, help="folder to replace (data/<city>/extracts)")
    rebuild.add_argument("--last", type=period, help="stop after this month")
    rebuild.set_defaults(run=rebuild_sample)
