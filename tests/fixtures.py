"""A tiny city of 300 invented workers over three months, small enough to add up by hand.

Two kecamatan with three kelurahan each hold all workers; the other rows of Medan's reference are empty.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parent.parent
MEDAN = ROOT / "data" / "medan"
CONTRACT = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "data" / "contract" / "extract").glob("*.json"))
}
GENERATED_AT = "2026-11-05T09:00:00+07:00"
PERIODS = ("2026-08", "2026-09", "2026-10")
KOTA, SUNGGAL = "12.71.01", "12.71.02"

# kecamatan, opd, sector, status, funding_source, workers, iuran_idr
COVERAGE: dict[str, list[tuple]] = {
    "2026-08": [
        (KOTA, "dishub", "ojek_pangkalan", "never", None, 120, 0),
        (KOTA, "dinsos", "marbot", "active", "apbd_kota", 10, 168_000),
        (KOTA, "dinsos", "marbot", "never", None, 45, 0),
        (KOTA, "lainnya", "lainnya", "never", None, 25, 0),
        (SUNGGAL, "dishub", "ojek_pangkalan", "never", None, 10, 0),
        (SUNGGAL, "dinsos", "marbot", "never", None, 90, 0),
    ],
    "2026-09": [
        (KOTA, "dishub", "ojek_pangkalan", "active", "apbd_kota", 40, 672_000),
        (KOTA, "dishub", "ojek_pangkalan", "never", None, 80, 0),
        (KOTA, "dinsos", "marbot", "active", "apbd_kota", 10, 168_000),
        (KOTA, "dinsos", "marbot", "active", "mandiri_kepling", 30, 252_000),
        (KOTA, "dinsos", "marbot", "lapsed", "csr_bumn", 15, 0),
        (KOTA, "lainnya", "lainnya", "never", None, 25, 0),
        (SUNGGAL, "dishub", "ojek_pangkalan", "never", None, 10, 0),
        (SUNGGAL, "dinsos", "marbot", "never", None, 90, 0),
    ],
    "2026-10": [
        (KOTA, "dishub", "ojek_pangkalan", "active", "apbd_kota", 40, 672_000),
        (KOTA, "dishub", "ojek_pangkalan", "active", "csr_bumn", 20, 168_000),
        (KOTA, "dishub", "ojek_pangkalan", "never", None, 60, 0),
        (KOTA, "dinsos", "marbot", "active", "apbd_kota", 10, 168_000),
        (KOTA, "dinsos", "marbot", "one_month", "mandiri_kepling", 30, 0),
        (KOTA, "dinsos", "marbot", "lapsed", "csr_bumn", 15, 0),
        (KOTA, "lainnya", "lainnya", "never", None, 25, 0),
        (SUNGGAL, "dishub", "ojek_pangkalan", "active", "mandiri_kepling", 5, 42_000),
        (SUNGGAL, "dishub", "ojek_pangkalan", "lapsed", "lainnya", 5, 0),
        (SUNGGAL, "dinsos", "marbot", "never", None, 90, 0),
    ],
}
# kelurahan, status, funding_source, workers
KELURAHAN: dict[str, list[tuple]] = {
    "2026-08": [
        (f"{KOTA}.1001", "active", "apbd_kota", 10),
        (f"{KOTA}.1001", "never", None, 70),
        (f"{KOTA}.1002", "never", None, 90),
        (f"{KOTA}.1003", "never", None, 30),
        (f"{SUNGGAL}.1001", "never", None, 50),
        (f"{SUNGGAL}.1002", "never", None, 50),
    ],
    "2026-09": [
        (f"{KOTA}.1001", "active", "apbd_kota", 50),
        (f"{KOTA}.1001", "never", None, 30),
        (f"{KOTA}.1002", "lapsed", "csr_bumn", 15),
        (f"{KOTA}.1002", "never", None, 75),
        (f"{KOTA}.1003", "active", "mandiri_kepling", 30),
        (f"{SUNGGAL}.1001", "never", None, 50),
        (f"{SUNGGAL}.1002", "never", None, 50),
    ],
    "2026-10": [
        (f"{KOTA}.1001", "active", "apbd_kota", 50),
        (f"{KOTA}.1001", "never", None, 30),
        (f"{KOTA}.1002", "active", "csr_bumn", 20),
        (f"{KOTA}.1002", "lapsed", "csr_bumn", 15),
        (f"{KOTA}.1002", "never", None, 55),
        (f"{KOTA}.1003", "one_month", "mandiri_kepling", 30),
        (f"{SUNGGAL}.1001", "active", "mandiri_kepling", 5),
        (f"{SUNGGAL}.1001", "never", None, 45),
        (f"{SUNGGAL}.1002", "lapsed", "lainnya", 5),
        (f"{SUNGGAL}.1002", "never", None, 45),
    ],
}


def table_rows(period: str) -> dict[str, list[tuple]]:
    """Rows of all ten tables in `period`, columns in the order of the contract."""
    coverage = [
        (period, kecamatan, opd, sector, "bpu", status, source, workers, iuran)
        for kecamatan, opd, sector, status, source, workers, iuran in COVERAGE[period]
    ]
    active = [row for row in COVERAGE[period] if row[3] == "active"]
    covered = sum(row[5] for row in active)
    return {
        "coverage": coverage,
        "coverage_kelurahan": [
            (period, kelurahan, "bpu", status, source, workers)
            for kelurahan, status, source, workers in KELURAHAN[period]
        ],
        "expiry": [
            (period, kecamatan, opd, sector, source, "2026-12", workers)
            for kecamatan, opd, sector, _, source, workers, _ in active
        ],
        "programmes": [(period, KOTA, "lainnya", "bpu", name, covered) for name in ("jkk", "jkm")],
        "participants": [(period, "bpu", name, covered) for name in ("jkk", "jkm")],
        "demographics": [(period, KOTA, "lainnya", "lainnya", "lainnya", "active", covered)],
        "flows": [(period, "dinsos", "marbot", "apbd_kota", "renewed", 10)],
        "paid_twice": [(period, "apbd_kota", "mandiri_kepling", 5, 42_000)],
        "funding": [(period, "pelindo", "csr_bumn", "paid", 1_008_000, 20, 6)],
        "benefits_paid": [(period, "jkm", "jkm_lump_sum", "lainnya", 5, 100_000_000)],
    }


def write_fixture_city(folder: Path) -> None:
    """Write the city into `folder`: settings and reference of Medan, and an extract of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(MEDAN / "city.toml", folder)
    for source in (MEDAN / "reference", MEDAN / "geo", MEDAN.parent / "indonesia" / "reference"):
        shutil.copytree(source, folder / source.name, dirs_exist_ok=True)
    entries = [
        write_file(folder, table=table, period=period, rows=rows)
        for period in PERIODS
        for table, rows in table_rows(period).items()
    ]
    write_manifest(folder, entries)


def write_file(
    folder: Path, *, table: str, period: str, rows: Iterable[Sequence[Any]], revision: int = 1, **changes: Any
) -> dict[str, Any]:
    """Write one Parquet file of the extract; its entry for the manifest, with `changes` to it."""
    schema = CONTRACT[table]
    kinds = {"string": pa.string(), "integer": pa.int64()}
    fields = pa.schema([(field["name"], kinds[field["type"]]) for field in schema["fields"]])
    records = [dict(zip(fields.names, row, strict=True)) for row in rows]
    path = f"{period}/r{revision}/{table}.parquet"
    file = folder / "extracts" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(records, schema=fields), file)
    content = file.read_bytes()
    entry = {
        "name": f"{table}-{period}-r{revision}",
        "path": path,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": len(content),
        "hash": sha256(content),
        "schema": schema,
        "table": table,
        "period": period,
        "revision": revision,
        "supersedes": f"{table}-{period}-r{revision - 1}" if revision > 1 else None,
        "reason": "Corrected by the tests." if revision > 1 else None,
        "generated_at": GENERATED_AT,
        "sources": [{"title": "Invented numbers"}],
        "synthetic": True,
        "complete": True,
    }
    return entry | changes


def sha256(content: bytes) -> str:
    """The digest of a file as the manifest writes it."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def write_manifest(folder: Path, entries: list[dict[str, Any]], **changes: Any) -> None:
    """Write the manifest the way a publisher does: whole or not at all."""
    package = {
        "name": "fixture",
        "title": "Fixture city",
        "title_id": "Kota contoh",
        "city": "medan",
        "synthetic": True,
        "disclosure_k": 5,
        "generated_at": GENERATED_AT,
        "sources": [{"title": "Invented numbers"}],
        "resources": entries,
    }
    manifest = folder / "extracts" / "datapackage.json"
    fresh = manifest.with_suffix(".new")
    fresh.write_text(json.dumps(package | changes), encoding="utf-8")
    fresh.replace(manifest)


def read_entries(folder: Path) -> list[dict[str, Any]]:
    """The resources of the manifest."""
    manifest = folder / "extracts" / "datapackage.json"
    return json.loads(manifest.read_text(encoding="utf-8"))["resources"]
