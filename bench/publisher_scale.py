"""Does publishing grow no faster than the rows, from a hundred thousand workers to ten million?

    python -m bench.publisher_scale 100000 1000000 10000000

Two months of each size, each in a process of its own: the first fills the register, the second is what a city
meets every month. What is measured is all that `publish` does once the sheets are typed: keyed hashes, stays,
cover, alarms, tables, disclosure, files, register. Sheets are made in memory, one row a worker, every seventh
paid for.
"""

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
import pyarrow as pa

from publisher import publish as publishing
from publisher.contract import sheet_kinds
from publisher.intake.checks import empty_sheet
from publisher.reference import read_reference

CITY = Path(__file__).parent.parent / "data" / "medan"
SIZES = (100_000, 1_000_000, 10_000_000)
MONTHS = ("2026-09", "2026-10")
LIMIT_S, LIMIT_MB = 90.0, 6_000.0  # for ten million rows
PAID_EVERY = 7


@dataclass(frozen=True)
class Typed:
    """What intake hands over: typed rows by kind, of sheets that were all accepted."""

    tables: dict[str, pa.Table]
    verdicts: tuple[SimpleNamespace, ...]

    def typed(self) -> dict[str, pa.Table]:
        """All rows by kind."""
        return self.tables


def picked(names: list[str], rng: np.random.Generator, rows: int) -> pa.Array:
    """`rows` names drawn evenly."""
    return pa.array(names).take(pa.array(rng.integers(0, len(names), rows)))


def sheets(rows: int, period: str, place: int) -> Typed:
    """One month of `rows` workers, one in fifty of whom lives elsewhere than the month before."""
    rng = np.random.Generator(np.random.PCG64(7))
    kelurahan = [row["id"] for row in read_reference(CITY, "kelurahan")]
    opds, sectors = (
        [row["id"] for row in read_reference(CITY, name) if row["id"] != "belum_disebut"]
        for name in ("opd", "sector")
    )
    sector = rng.integers(0, len(sectors), rows)  # each is looked after by two OPD
    lives = rng.integers(0, len(kelurahan), rows)
    lives[place::50] = (lives[place::50] + place) % len(kelurahan)
    homes = pa.array(kelurahan).take(pa.array(lives))
    days = rng.integers(0, 16_000, rows)
    born = np.datetime64("1963-01-01") + days.astype("timedelta64[D]")
    year, month = born.astype("datetime64[Y]").astype(int) + 70, born.astype("datetime64[M]").astype(int) % 12
    day = (born - born.astype("datetime64[M]")).astype(int) + 1
    date = (day * 100 + month + 1) * 100 + year % 100
    number = np.empty(rows, dtype=np.int64)  # of the worker among those born on the same day
    order = np.argsort(date, kind="stable")
    first = np.r_[True, np.diff(date[order]) > 0]
    number[order] = np.arange(rows) - np.maximum.accumulate(np.where(first, np.arange(rows), 0))
    nik = pa.array((127_199 * 10**6 + date) * 10_000 + number).cast(pa.string())
    people = pa.table({
        "nik": nik, "tanggal_lahir": pa.array(born.astype("datetime64[D]")),
        "jenis_kelamin": picked(["L", "P"], rng, rows),
        "disabilitas": picked(["ya", *["tidak"] * 99], rng, rows),
        "segmen": picked(["bpu"], rng, rows), "kelurahan": homes,
        "opd": pa.array(opds).take(pa.array((sector * 2 + rng.integers(0, 2, rows)) % len(opds))),
        "sektor": pa.array(sectors).take(pa.array(sector)),
        "kecamatan": pa.array([code[:8] for code in kelurahan]).take(pa.array(lives)),
    })  # fmt: skip
    payers = nik.take(pa.array(np.arange(place, rows, PAID_EVERY)))
    same = {"bulan": period, "sumber_dana": "mandiri", "jumlah_bulan": 1, "paket": "JKK+JKM", "iuran": 16_800}
    paid = pa.table({"nik": payers} | {name: pa.repeat(value, len(payers)) for name, value in same.items()})
    given = {"opd_workers": people, "self_payers": paid}
    tables = {
        kind: pa.concat_tables([empty_sheet(kind), given[kind]], promote_options="default")
        if kind in given
        else empty_sheet(kind)
        for kind in sheet_kinds()
    }
    return Typed(tables, (SimpleNamespace(kinds=tuple(given)),))


def measure(rows: int, folder: Path, place: int) -> None:
    """Publish one of the two months of `rows` workers; print seconds and peak memory [MB]."""
    month, period = sheets(rows, MONTHS[place], place), MONTHS[place]
    with (
        patch.object(publishing, "receive", lambda *_: month),
        publishing.open_register(CITY, folder / "register" / "register.duckdb", bytes(32)) as register,
    ):
        start = time.perf_counter()
        publishing.publish(
            city_dir=CITY, folder=folder, extracts=folder / "extracts", register=register, period=period,
            generated_at="2026-11-05T00:00:00Z", by="bench",
        )  # fmt: skip
        taken = time.perf_counter() - start
    print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)


def both_months(rows: int) -> list[tuple[float, float]]:
    """Seconds and peak memory [MB] of each month, published in processes of their own."""
    answer = []
    with tempfile.TemporaryDirectory() as folder:
        for place in range(len(MONTHS)):
            run = [sys.executable, "-m", "bench.publisher_scale", "--measure", str(rows), folder, str(place)]
            taken, peak = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
            answer.append((float(taken), float(peak)))
    return answer


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the table: seconds, their growth against the growth of rows (1.0: in step), peak memory."""
    print(f"\nPublishing typed sheets [s]; limit for 10,000,000 rows: {LIMIT_S:.0f} s, {LIMIT_MB:.0f} MB")
    heads = ("workers", "seconds", "µs/worker", "growth", "peak MB", "first month", "peak MB")
    print("".join(f"{head:>12}" for head in heads))
    before: tuple[int, float] | None = None
    for rows in sizes:
        (first, first_peak), (taken, peak) = both_months(rows)
        growth = f"{taken / before[1] / (rows / before[0]):.2f}" if before else ""
        cells = (
            f"{rows:,}", f"{taken:.1f}", f"{taken / rows * 1e6:.1f}", growth, f"{peak:.0f}", f"{first:.1f}",
            f"{first_peak:.0f}",
        )  # fmt: skip
        print("".join(f"{cell:>12}" for cell in cells), flush=True)
        before = (rows, taken)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main(tuple(int(each) for each in sys.argv[1:]) or SIZES)
