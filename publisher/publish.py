"""How does one month of sheets become one published revision?"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from publisher.contract import EXTRACT_TABLES
from publisher.disclosure import merge_small
from publisher.findings import SheetsRefused
from publisher.reception import Step, checked_sheets, unlisted_findings
from publisher.reference import read_reference
from publisher.register import Counts, Register, UnlistedWorkers, month_before
from publisher.release import Stamp, arrow_table, check_totals, empty_rows, publish_tables, publishing

SYNTHETIC_MARK = "SINTETIS.txt"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of publishing one month."""

    revision: str | None  # None: the published state already held exactly this
    counts: Counts
    files: int
    withheld: int


def city_settings(city_dir: Path) -> dict[str, Any]:
    """`city.toml` of one city."""
    return tomllib.loads((city_dir / "city.toml").read_text(encoding="utf-8"))


def blank_manifest(settings: dict[str, Any]) -> dict[str, Any]:
    """The manifest of a city that has published nothing yet."""
    return {
        "name": f"cakupan-{settings['code']}",
        "title": f"Coverage of vulnerable workers, {settings['name_en']}",
        "title_id": f"Cakupan pekerja rentan, {settings['name']}",
        "city": settings["code"],
        "disclosure_k": settings["k"],
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
    }


def open_register(city_dir: Path, path: Path | None, key: bytes) -> Register:
    """The register of a city, with its order of payers and of OPD."""
    order = city_settings(city_dir)["precedence"]
    return Register(path, key, order, [row["id"] for row in read_reference(city_dir, "opd")])


def build_tables(register: Register, period: str, k: int) -> tuple[dict[str, pa.Table], int]:
    """The tables of a month with no small cell, and how many workers or cases were withheld."""
    register.settle(period, k)
    tables, withheld = {}, 0
    for name in EXTRACT_TABLES:
        rows = register.table(name)
        if name == "flows" and not register.has_published(month_before(period)):
            rows = empty_rows(name)  # without the month before, everybody would look new
        rows, hidden = merge_small(name, rows, k)
        if name == "coverage_kelurahan":
            rows = rows.drop(columns="kecamatan")
        tables[name] = arrow_table(name, period, rows)
        withheld += hidden
    return tables, withheld


def publish(
    *, city_dir: Path, folder: Path, extracts: Path, register: Register, period: str,
    generated_at: str, reason: str | None = None, step: Step = lambda _: None,
) -> Verdict:  # fmt: skip
    """Publish the sheets in `folder` as `period`. All or nothing.

    Raises SheetsRefused, ReasonMissing, ContractBroken, BlockingIOError; then nothing has changed.
    """
    settings = city_settings(city_dir)
    with publishing(extracts):
        typed, sheets = checked_sheets(city_dir, folder, period, step)
        step("count")
        try:
            counts = register.load(period, typed)
        except UnlistedWorkers as error:
            raise SheetsRefused(unlisted_findings(sheets, error.niks)) from error
        step("merge")
        tables, withheld = build_tables(register, period, settings["k"])
        check_totals(tables, counts.workers)
        step("write")
        stamp = Stamp(
            period=period, generated_at=generated_at, complete=True, reason=reason,
            synthetic=(folder / SYNTHETIC_MARK).exists(),
        )  # fmt: skip
        revision = publish_tables(extracts, blank_manifest(settings), tables, stamp)
        register.commit(period)
    return Verdict(
        revision=revision, counts=counts, files=len({sheet.file for sheet in sheets}), withheld=withheld
    )
