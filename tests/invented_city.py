"""A small invented city whose true counts are known: many small groups, several payers, much movement."""

import random
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from tests.sheet_files import bpjs, company, own, worker, write_month

PERIODS = ("2026-07", "2026-08", "2026-09", "2026-10")
PLACES = {
    "12.71.08": ["12.71.08.1001", "12.71.08.1002", "12.71.08.1003"],
    "12.71.12": ["12.71.12.1001", "12.71.12.1002"],
    "12.71.01": ["12.71.01.1001", "12.71.01.1002", "12.71.01.1003"],
}
# weights fall steeply: the last ones have 1 to 4 workers in most places
WORKS = {
    ("dkp3", "nelayan"): 40, ("dkp3", "petani"): 6, ("dishub", "sopir_angkot"): 30, ("dishub", "kurir"): 7,
    ("dinsos", "pemulung"): 8, ("pud_pasar", "pedagang"): 50, ("dinkes", "kader_posyandu"): 4,
    ("disnaker", "marbot"): 3,
}  # fmt: skip
YEARS = {"15-24": 2005, "25-34": 1998, "35-44": 1988, "45-54": 1978, "55-64": 1968, "65+": 1958}


@dataclass
class Person:
    """One invented worker. `cover` is the month paid through for each month that is paid."""

    number: int
    kecamatan: str
    kelurahan: str
    opd: str
    sector: str
    sex: str
    age_band: str
    disability: str
    payer: str
    package: str
    cover: dict[str, str] = field(default_factory=dict)
    also: str = ""  # who pays for the same months too

    def status(self, period: str) -> str:
        """What the register must make of the payments up to a month."""
        paid = [month for month in self.cover if month <= period]
        if period in paid:
            return "active"
        return ("never", "one_month", "lapsed")[min(len(paid), 2)]

    def movement(self, period: str, before: str) -> str:
        """Movement since the month before; what no row tells is named after the side it is on."""
        now, was = period in self.cover, before in self.cover
        if now and not was:
            return "enrolled"
        if now:
            return "renewed" if self.cover[before] == before else "active"
        if was:
            return "lapsed" if self.payer.startswith("mandiri") else "ended"
        return "past"


def invent_people(count: int, seed: int) -> list[Person]:
    """`count` workers and what is paid for them, the same for the same seed."""
    rng = random.Random(seed)
    kecamatan = rng.choices(list(PLACES), [6, 3, 1], k=count)
    works = rng.choices(list(WORKS), list(WORKS.values()), k=count)
    payers = rng.choices(
        ["", "apbd_kota", "csr_bumn", "mandiri", "mandiri_kepling"], [40, 20, 8, 12, 20], k=count
    )
    people = []
    for number, (place, (opd, sector), payer) in enumerate(zip(kecamatan, works, payers, strict=True)):
        person = Person(
            number, place, rng.choices(PLACES[place], [9, 3, 1][: len(PLACES[place])])[0], opd, sector,
            rng.choices("lp", [3, 2])[0], rng.choice(list(YEARS)), rng.choices(["tidak", "ya"], [40, 1])[0],
            payer, rng.choices(["JKK+JKM", "JKK+JKM+JHT"], [6, 1])[0] if payer == "mandiri" else "JKK+JKM",
        )  # fmt: skip
        first = rng.randrange(len(PERIODS)) if payer else 0
        months = {"": 0, "apbd_kota": 4 - first, "csr_bumn": rng.choice([2, 3])}.get(
            payer, rng.choice([1, 2, 3, 4])
        )
        for place_of_month in range(first, min(first + months, len(PERIODS))):
            last = f"2026-{7 + first + months - 1:02d}"
            person.cover[PERIODS[place_of_month]] = last if payer == "csr_bumn" else PERIODS[place_of_month]
        people.append(person)
    also = random.Random(seed + 1)  # of its own: everything else stays as it was
    for person in people:
        chosen = also.choices(["", "mandiri", "mandiri_kepling"], [80, 12, 3])[0]
        person.also = chosen if person.payer in ("apbd_kota", "csr_bumn") else ""
    return people


def write_sheets(folder: Path, people: list[Person], period: str) -> Path:
    """The sheets that tell of one month."""
    listed = [
        worker(
            one.number, tanggal_lahir=f"{YEARS[one.age_band]}-01-15", jenis_kelamin=one.sex.upper(),
            disabilitas=one.disability, opd=one.opd, sektor=one.sector, kecamatan=one.kecamatan,
            kelurahan=one.kelurahan,
        )
        for one in people
    ]  # fmt: skip
    sheets: dict[str, list[dict[str, str]]] = {"bpjs_active": [], "csr_payments": [], "self_payers": []}
    for one in people:
        if period not in one.cover:
            continue
        if one.also:
            sheets["self_payers"].append(own(one.number, period, sumber_dana=one.also))
        if one.payer == "apbd_kota":
            sheets["bpjs_active"].append(bpjs(one.number, period))
        elif one.payer == "csr_bumn" and period == min(one.cover):
            months = int(one.cover[period][5:]) - int(period[5:]) + 1
            sheets["csr_payments"].append(company(one.number, period, months))
        elif one.payer.startswith("mandiri"):
            iuran = "36800" if one.package.endswith("JHT") else "16800"
            sheets["self_payers"].append(
                own(one.number, period, sumber_dana=one.payer, paket=one.package, iuran=iuran)
            )
    return write_month(folder, listed, **sheets)


def truth(people: list[Person], period: str) -> pd.DataFrame:
    """The people as the register must see them in a month, a row a worker."""
    before = PERIODS[PERIODS.index(period) - 1] if period != PERIODS[0] else ""
    rows = []
    for one in people:
        status = one.status(period)
        row = {
            "number": one.number, "kecamatan": one.kecamatan, "kelurahan": one.kelurahan, "opd": one.opd,
            "sector": one.sector, "segment": "bpu", "sex": one.sex, "age_band": one.age_band,
            "disability": one.disability, "status": status,
            "funding_source": None if status == "never" else one.payer,
            "paid_through": one.cover.get(period), "movement": one.movement(period, before),
            "also_paid_by": (one.also or "nobody") if status == "active" else None,
            "jht": "jht" if one.package.endswith("JHT") else "no_jht",
        }  # fmt: skip
        rows.append(row)
    return pd.DataFrame(rows)
