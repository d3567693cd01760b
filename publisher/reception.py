"""May a month's sheets be taken in? All of them checked, or every finding told."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from publisher.checks import ARROW_TYPES, check_sheet, load_city
from publisher.contract import load_schema, sheet_kinds
from publisher.findings import Finding, SheetsRefused, mask
from publisher.intake import Sheet, read_sheets

Step = Callable[[str], None]


def checked_sheets(
    city_dir: Path, folder: Path, period: str, step: Step
) -> tuple[dict[str, pa.Table], list[Sheet]]:
    """All sheets of a month by kind, typed. Raises SheetsRefused with every finding."""
    step("read")
    sheets, findings = read_sheets(folder)
    city = load_city(city_dir)
    step("check")
    typed: dict[str, list[pa.Table]] = {kind: [empty_sheet(kind)] for kind in sheet_kinds()}
    for sheet in sheets:
        table, wrong = check_sheet(sheet, period, city)
        findings.extend(wrong)
        if not findings:
            typed[sheet.kind].append(table.cast(typed[sheet.kind][0].schema))
    if not any(sheet.kind == "opd_workers" for sheet in sheets) and not findings:
        findings.append(
            Finding(file=folder.name, sheet="", row=0, column="", shown="opd_workers", rule="list_missing")
        )
    if findings:
        raise SheetsRefused(findings)
    return {kind: pa.concat_tables(tables) for kind, tables in typed.items()}, sheets


def empty_sheet(kind: str) -> pa.Table:
    """A typed sheet of one kind without rows."""
    fields = [field for field in load_schema("sheets", kind)["fields"] if field["name"] != "nama"]
    return pa.schema([(field["name"], ARROW_TYPES[field["type"]]) for field in fields]).empty_table()


def unlisted_findings(sheets: list[Sheet], niks: list[str]) -> list[Finding]:
    """A finding for each payment row whose worker stands in no OPD list."""
    unlisted = set(niks)
    findings = []
    for sheet in sheets:
        if sheet.kind != "opd_workers" and "nik" in sheet.table.column_names:
            for row, nik in enumerate(sheet.table["nik"].to_pylist()):
                if nik.strip() in unlisted:
                    findings.append(
                        Finding(
                            file=sheet.file,
                            sheet=sheet.name,
                            row=row + 2,
                            column="nik",
                            shown=mask(nik),
                            rule="unlisted",
                        )
                    )
    return findings
