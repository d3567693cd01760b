"""Lets LibreOffice reckon workbooks anew and reads the first sheet, the way a reader's computer would."""

import csv
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None,
    reason="LibreOffice is missing, so nobody reckons the workbooks; `make test` installs it "
    "(Debian: libreoffice-calc-nogui)",
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
Cells = list[list[str]]


class Run:
    """One LibreOffice at work on some workbooks, with a profile of its own below `folder`."""

    def __init__(self, workbooks: Mapping[str, bytes], folder: Path) -> None:
        profile, given, self._made = (folder / name for name in ("profile", "given", "made"))
        for each in (profile / "user", given, self._made):
            each.mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        self._names = list(workbooks)
        paths = [given / f"{name}.xlsx" for name in workbooks]
        for path, content in zip(paths, workbooks.values(), strict=True):
            path.write_bytes(content)
        command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        self._process = subprocess.Popen(
            [*command, "--convert-to", AS_CSV, "--outdir", str(self._made), *map(str, paths)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        return self._process.wait()

    def cells(self) -> dict[str, Cells]:
        """The cells of each workbook's first sheet. Raises RuntimeError when one was not reckoned."""
        code = self.wait()
        paths = {name: self._made / f"{name}.csv" for name in self._names}
        missing = [name for name, path in paths.items() if not path.exists()]
        if code or missing:
            raise RuntimeError(f"LibreOffice ended with {code}; not reckoned: {missing[:5]}")
        return {name: _read(path) for name, path in paths.items()}


def recalculated(workbooks: Mapping[str, bytes], folder: Path) -> dict[str, Cells]:
    """The cells of each workbook's first sheet, all reckoned anew in one run."""
    return Run(workbooks, folder).cells()


def _read(path: Path) -> Cells:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def figures_of(cells: Cells) -> dict[str, int | str | None]:
    """The figures of a workbook of the simulator by their names in the model."""
    head = next(place for place, row in enumerate(cells) if row[3])
    found: dict[str, int | str | None] = {}
    for row in cells[head + 1 :]:
        if not row[3]:
            break
        text = row[1]
        found[row[3]] = int(text) if text.lstrip("-").isdigit() else (text or None)
    return found


def status_of(cells: Cells) -> str:
    """Whether the workbook says that its inputs can be worked out, in its words."""
    return cells[2][1]


def opened_as_indonesian(content: bytes, folder: Path) -> Cells:
    """The cells of a CSV as LibreOffice reads it under Indonesian settings, numbers as formulas see them."""
    given, made = folder / "given.csv", folder / "made"
    given.write_bytes(content)
    profile = folder / "profile"
    # semicolon, double quote, UTF-8, from line 1, columns of any kind, Indonesian (0x421), quoted is text
    read = "--infilter=Text - txt - csv (StarCalc):59,34,76,1,,1057,false,true"
    subprocess.run(
        [
            *(str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", read),
            *("--convert-to", AS_CSV, "--outdir", str(made), str(given)),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return _read(made / "given.csv")
