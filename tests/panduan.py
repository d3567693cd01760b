"""The month of docs/panduan-petugas.md, played through; `python -m tests.panduan` writes its output anew."""

import contextlib
import io
import os
import re
import tempfile
from pathlib import Path

from publisher.__main__ import main
from tests.sheet_files import bpjs, nik, own, worker, write_csv
from tests.spreadsheets import cells_of, write_text, write_xlsx

PAGE = Path(__file__).parent.parent / "docs" / "panduan-petugas.md"
PERIOD = "2026-10"
BLOCK = re.compile(r"(<!-- keluaran: (\S+) -->\n\n```\n).*?(\n```)", re.DOTALL)
CHECK = f"check --period {PERIOD} --sheets lembar --report putusan"
PUBLISH = (
    f"publish --period {PERIOD} --sheets lembar --report putusan --by petugas"
    " --extracts terbit --register rahasia/register.duckdb"
)
FISHERS, HELPED = range(1, 13), range(21, 33)


def write_sheets(folder: Path) -> None:
    """What came in: a list with a title, prefixes, a lost NIK and an unknown sector; a list of Dinsos; what
    BPJS says; what kepling collected, with dots, a total and a signature."""
    folder.mkdir(parents=True)
    fishers = [worker(number, kecamatan="Kec. Medan Belawan", kelurahan="Belawan 1") for number in FISHERS]
    fishers[3]["sektor"] = "Nelyan"
    fishers[6]["nik"] = "1,27199E+15"
    fishers[8]["sektor"] = "astronaut"
    title = [["DAFTAR PEKERJA RENTAN"], ["Dinas Ketahanan Pangan, Pertanian dan Perikanan"], []]
    write_xlsx(folder / "opd_workers-dkp3.xlsx", ("Oktober", [*title, *cells_of(fishers)]))
    write_csv(folder / "opd_workers-dinsos.csv", [worker(number, opd="Dinsos") for number in HELPED])
    write_csv(folder / "bpjs_active.csv", [bpjs(number, PERIOD) for number in range(1, 9)])
    paid = cells_of([own(number, "Oktober 2026", iuran="Rp16.800,00") for number in range(21, 27)])
    below = [["Jumlah", "", "", "6", "", "100.800"], [], ["Medan, 5 November 2026"], ["Kepala Lingkungan"]]
    write_text(folder / "self_payers-kepling.csv", [*paid, *below], delimiter=";")


def mend(folder: Path) -> None:
    """DKP3 sends its list again with the two cells corrected."""
    fishers = [worker(number, kecamatan="Medan Belawan", kelurahan="Belawan I") for number in FISHERS]
    fishers[6]["nik"] = nik(7)
    write_xlsx(folder / "opd_workers-dkp3.xlsx", ("Oktober", cells_of(fishers)))


def said(command: str) -> str:
    """A command as typed and everything that it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        status = main(["--lang", "id", *command.split()])
    return f"$ python -m publisher {command}\n{printed.getvalue().rstrip()}\n$ echo $?\n{status}"


def play() -> dict[str, str]:
    """Output of every step by its name, in a folder of its own."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        try:
            write_sheets(Path("lembar") / PERIOD)
            told = {"periksa": said(CHECK)}
            told["kirim-balik"] = "\n".join(sorted(path.name for path in Path("putusan/send-back").iterdir()))
            mend(Path("lembar") / PERIOD)
            told["periksa-lagi"] = said(CHECK)
            told["terbit"] = said(PUBLISH)
        finally:
            os.chdir(before)
    return told


def rendered(page: str, told: dict[str, str]) -> str:
    """The page with the output of every step in its block."""
    return BLOCK.sub(lambda found: found[1] + told[found[2]] + found[3], page)


if __name__ == "__main__":
    PAGE.write_text(rendered(PAGE.read_text(encoding="utf-8"), play()), encoding="utf-8")
