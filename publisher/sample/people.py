"""Who lives in the synthetic city? Arrays with one place a worker."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from publisher.reference import read_reference
from publisher.sample.plan import months_between

YOUNGEST, OLDEST = 16, 63  # [years] reached in the year of the first month, and in that of the last
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class People:
    """Everybody. `sector`, `opd` and `kelurahan` are places in the lists of names."""

    sectors: list[str]
    opds: list[str]
    kelurahans: list[str]
    sector: Codes
    opd: Codes
    kelurahan: Codes
    moves_to: Codes  # kelurahan after the move
    moves_in: Codes  # place of the month of the move; after the last month: never
    woman: NDArray[np.bool_]
    disabled: NDArray[np.bool_]
    birth: NDArray[np.datetime64]
    nik: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.sector)

    def living_in(self, month_place: int) -> Codes:
        """The kelurahan of everybody in a month."""
        return np.where(self.moves_in <= month_place, self.moves_to, self.kelurahan)


def apportion(total: int, weights: NDArray[np.float64]) -> Codes:
    """Whole numbers in proportion to weights that add up to total (largest remainder)."""
    exact = weights / weights.sum() * total
    whole = np.floor(exact).astype(np.int64)
    rest = np.argsort(-(exact - whole), kind="stable")[: total - int(whole.sum())]
    whole[rest] += 1
    return whole


def spread(total: int, weights: NDArray[np.float64], rng: Generator) -> Codes:
    """`total` places drawn in proportion to weights, in random order."""
    return rng.permutation(np.repeat(np.arange(len(weights)), apportion(total, weights)))


def make_people(city_dir: Path, plan: dict[str, Any], rng: Generator) -> People:
    """The population of a plan; the same plan gives the same people."""
    sectors, opds = list(plan["sector"]), [row["id"] for row in read_reference(city_dir, "opd")]
    places = read_reference(city_dir, "kelurahan")
    kecamatan = np.array([row["kecamatan"] for row in places])
    size = np.bincount(np.unique(kecamatan, return_inverse=True)[1])[
        np.unique(kecamatan, return_inverse=True)[1]
    ]
    weight = (
        np.array([plan["kecamatan"][code] for code in kecamatan])
        / size
        * (0.6 + 0.8 * rng.random(len(places)))
    )
    counts = apportion(plan["workers"], np.array([plan["sector"][name]["share"] for name in sectors]))
    sector = np.repeat(np.arange(len(sectors)), counts)
    opd, kelurahan = np.empty_like(sector), np.empty_like(sector)
    woman = np.zeros(len(sector), dtype=bool)
    for place, name in enumerate(sectors):
        about, members = plan["sector"][name], np.flatnonzero(sector == place)
        shares = np.array([about["opd"].get(one, 0.0) for one in opds])
        opd[members] = spread(len(members), shares, rng)
        lives = np.where(np.isin(kecamatan, about.get("only", kecamatan)), weight, 0.0)
        kelurahan[members] = spread(len(members), lives, rng)
        woman[members] = rng.permutation(len(members)) < round(about["women"] * len(members))
    months = len(months_between(plan["first"], plan["last"]))
    moves = rng.random(len(sector)) < plan["moved_share"]
    birth = draw_births(len(sector), plan, rng)
    return People(
        sectors=sectors, opds=opds, kelurahans=[row["id"] for row in places],
        sector=sector, opd=opd, kelurahan=kelurahan, woman=woman, birth=birth,
        moves_to=rng.permutation(kelurahan),
        moves_in=np.where(moves, rng.integers(1, months, len(sector)), months),
        disabled=np.isin(np.arange(len(sector)), rng.permutation(len(sector))[: plan["disability"]]),
        nik=make_niks(plan["nik_area"], birth, woman),
    )  # fmt: skip


def draw_births(count: int, plan: dict[str, Any], rng: Generator) -> NDArray[np.datetime64]:
    """Dates of birth of people of working age in all months of the plan, most in the middle of it."""
    earliest = dt.date(int(plan["last"][:4]) - OLDEST, 1, 1)
    latest = dt.date(int(plan["first"][:4]) - YOUNGEST, 12, 31)
    days = np.floor((rng.random(count) + rng.random(count)) / 2 * (latest - earliest).days).astype(np.int64)
    return np.datetime64(earliest) + days.astype("timedelta64[D]")


def make_niks(area: str, birth: NDArray[np.datetime64], woman: NDArray[np.bool_]) -> NDArray[np.str_]:
    """Numbers of the form of a NIK: area, date of birth (day + 40 for women), serial number of the day."""
    years = birth.astype("datetime64[Y]").astype(int) + 1970
    months = birth.astype("datetime64[M]").astype(int) % 12 + 1
    days = (birth - birth.astype("datetime64[M]")).astype(int) + 1 + 40 * woman
    key = (days * 100 + months) * 100 + years % 100
    order = np.argsort(key, kind="stable")
    starts = np.concatenate([[True], key[order][1:] != key[order][:-1]])
    since = np.arange(len(key)) - np.maximum.accumulate(np.where(starts, np.arange(len(key)), 0))
    serial = np.empty(len(key), dtype=np.int64)
    serial[order] = since + 1
    return np.array([f"{area}{k:06d}{s:04d}" for k, s in zip(key.tolist(), serial.tolist(), strict=True)])
