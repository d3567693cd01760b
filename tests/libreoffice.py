"""Lets LibreOffice reckon workbooks anew and reads the first sheet, the way a reader's computer would."""

import csv
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is missing: `make test` installs it (Debian: libreoffice-calc-nogui)"
)
# 0: formulas are always reckoned when a workbook is opened, whatever values stand beside them
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
# commas, quotes, UTF-8; the eighth: cells as they are, not as they look
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"


def recalculated(workbooks: Mapping[str, bytes], folder: Path) -> dict[str, list[list[str]]]:
    """The cells of each workbook's first sheet, all reckoned anew in one run of LibreOffice."""
    profile, given, made = (folder / name for name in ("profile", "given", "made"))
    for each in (profile / "user", given, made):
        each.mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    paths = []
    for name, content in workbooks.items():
        paths.append(given / f"{name}.xlsx")
        paths[-1].write_bytes(content)
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", AS_CSV]
    run = subprocess.run(
        [*command, "--outdir", str(made), *map(str, paths)], capture_output=True, text=True, check=False
    )
    missing = [path.stem for path in paths if not (made / f"{path.stem}.csv").exists()]
    if run.returncode or missing:
        raise RuntimeError(f"LibreOffice failed ({run.returncode}) on {missing[:5]}: {run.stderr[-500:]}")
    return {path.stem: _cells(made / f"{path.stem}.csv") for path in paths}


def _cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def figures_of(cells: list[list[str]]) -> dict[str, int | str | None]:
    """The figures on the first sheet of a workbook of the simulator, by their names in the model."""
    head = next(place for place, row in enumerate(cells) if "name" in row or "nama" in row)
    found: dict[str, int | str | None] = {}
    for row in cells[head + 1 :]:
        if not row[0]:
            break
        text = row[1]
        found[row[3]] = int(text) if text.lstrip("-").isdigit() else (text or None)
    return found
