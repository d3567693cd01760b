"""Sheets of invented workers for the publisher's tests; their NIK lie in area 12.71.99, which is nowhere."""

import csv
from collections.abc import Sequence
from pathlib import Path

MEDAN = Path(__file__).parent.parent / "data" / "medan"
KEY = bytes(range(32))
HEADER = (
    "nik",
    "tanggal_lahir",
    "jenis_kelamin",
    "disabilitas",
    "segmen",
    "opd",
    "sektor",
    "kecamatan",
    "kelurahan",
)


def nik(number: int) -> str:
    """The NIK of invented worker `number`, born on 1990-01-15."""
    return f"127199150190{number:04d}"


def worker(number: int, **changes: str) -> dict[str, str]:
    """A row of the OPD list: a fisher in Medan Belawan, unless changed."""
    row = {
        "nik": nik(number),
        "tanggal_lahir": "1990-01-15",
        "jenis_kelamin": "L",
        "disabilitas": "tidak",
        "segmen": "bpu",
        "opd": "dkp3",
        "sektor": "nelayan",
        "kecamatan": "12.71.08",
        "kelurahan": "12.71.08.1001",
    }
    return row | changes


def bpjs(number: int, period: str, **changes: str) -> dict[str, str]:
    """A row of the BPJS list: paid by the city for this month only, unless changed."""
    row = {
        "nik": nik(number),
        "bulan": period,
        "sumber_dana": "apbd_kota",
        "pembayar": "pemko_medan",
        "paket": "JKK+JKM",
        "iuran": "16800",
        "dibayar_sampai": period,
    }
    return row | changes


def own(number: int, period: str, **changes: str) -> dict[str, str]:
    """A row of the self-payer list: one month, unless changed."""
    row = {
        "nik": nik(number),
        "bulan": period,
        "sumber_dana": "mandiri_kepling",
        "jumlah_bulan": "1",
        "paket": "JKK+JKM",
        "iuran": "16800",
    }
    return row | changes


def company(number: int, period: str, months: int, **changes: str) -> dict[str, str]:
    """A row of a company's list: `months` months from the period, unless changed."""
    row = {
        "nik": nik(number),
        "sumber_dana": "csr_bumn",
        "perusahaan": "pelindo",
        "bulan_mulai": period,
        "jumlah_bulan": str(months),
        "paket": "JKK+JKM",
        "iuran": str(16800 * months),
    }
    return row | changes


def write_csv(path: Path, rows: Sequence[dict[str, str]]) -> None:
    """Rows as a CSV sheet with the first row's columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def write_month(folder: Path, workers: Sequence[dict[str, str]], **sheets: Sequence[dict[str, str]]) -> Path:
    """One month's folder: the OPD list and other sheets by kind."""
    write_csv(folder / "opd_workers-dkp3.csv", workers)
    for kind, rows in sheets.items():
        if rows:
            write_csv(folder / f"{kind}.csv", rows)
    return folder
