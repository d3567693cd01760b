"""Which sums and differences do the published files of a month leave to anybody with a pocket calculator?"""

from pathlib import Path

import pyarrow.parquet as pq

from publisher.contract import EXTRACT_TABLES
from tests.attack import BASE, Files, Group

K = 5
WORK = ("opd", "sector")


def published(extracts: Path, period: str) -> Files:
    return {
        name: pq.read_table(extracts / period / "r1" / f"{name}.parquet").to_pandas()
        for name in EXTRACT_TABLES
    }


def differences(files: Files) -> dict[Group, int]:
    """What two tables say differently of the same workers; nothing should be left."""
    coverage = files["coverage"]
    active = coverage[coverage["status"] == "active"]
    kelurahan = files["coverage_kelurahan"].assign(kecamatan=lambda rows: rows["kelurahan"].str[:8])
    jkk, jkm = (files["programmes"][files["programmes"]["programme"] == one] for one in ("jkk", "jkm"))
    left: dict[Group, int] = {}
    for name, one, other, columns in [
        ("kelurahan", coverage, kelurahan, list(BASE)),
        ("demographics", coverage, files["demographics"], ["kecamatan", "status"]),
        ("expiry", active, files["expiry"], ["kecamatan", *WORK, "funding_source"]),
        ("jkk", active, jkk, ["kecamatan", "sector", "segment"]),
        ("jkm", active, jkm, ["kecamatan", "sector", "segment"]),
    ]:
        sums = [rows.groupby(columns, dropna=False)["workers"].sum() for rows in (one, other)]
        rest = sums[0].sub(sums[1], fill_value=0)
        left |= {(name, *key): int(value) for key, value in rest[rest != 0].items()}
    return left


def complements(files: Files) -> dict[Group, int]:
    """What is left of a published group when its published parts are taken away."""
    active = files["coverage"][files["coverage"]["status"] == "active"]
    jkk, jht = (files["programmes"][files["programmes"]["programme"] == one] for one in ("jkk", "jht"))
    stays = files["flows"][files["flows"]["movement"].isin(["enrolled", "renewed"])]
    found: dict[Group, int] = {}
    twice = files["paid_twice"].query("funding_source != 'lainnya'")  # 'lainnya' holds other payers here
    for name, whole, part, columns in [
        ("jht", jkk, jht, ["kecamatan", "sector", "segment"]),
        ("jht", jkk, jht, ["kecamatan", "segment"]),
        ("flows", active, stays, ["opd", "sector", "funding_source"]),
        ("flows", active, stays, ["funding_source"]),
        ("overlaps", active, twice, ["funding_source"]),
    ]:
        sums = [rows.groupby(columns)["workers"].sum() for rows in (whole, part)]
        rest = sums[0].sub(sums[1]).dropna()
        found |= {(name, *(key if isinstance(key, tuple) else (key,))): int(rest[key]) for key in rest.index}
    return found


def small(left: dict[Group, int]) -> dict[Group, int]:
    """What is left that counts 1 to k-1."""
    return {group: rest for group, rest in left.items() if 0 < rest < K}
