"""Is the verdict told alike on the terminal, in JSON and in the workbooks that are sent back?"""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from publisher.intake.reception import Reception, receive
from publisher.intake.send_back import write_verdict
from publisher.intake.verdict import ACCEPTED, REFUSED, WITH_NOTES, Receipt, print_verdict
from tests.sheet_files import MEDAN, nik, own, worker, write_csv
from tests.spreadsheets import cells_of, write_xlsx

PERIOD = "2026-10"
MARK = "FFF4B6B0"


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    """A good list, a list with two wrong rows and a payment list with notes."""
    folder = tmp_path / "sheets"
    write_csv(folder / "opd_workers-a.csv", [worker(number) for number in range(1, 13)])
    rows = [worker(number) for number in range(21, 27)]
    rows[1] |= {"sektor": "astronaut", "nik": "127199150190"}
    rows[4] |= {"kelurahan": "Antah Berantah"}
    title = [["DAFTAR PEKERJA"], []]
    write_xlsx(folder / "opd_workers-b.xlsx", ("Lembar A", [*title, *cells_of(rows)]))
    write_csv(folder / "self_payers.csv", [own(number, PERIOD, iuran="16.800") for number in range(1, 7)])
    return receive(MEDAN, folder, PERIOD)


def written(reception: Reception, folder: Path, lang: str = "id") -> Path:
    write_verdict(
        folder, period=PERIOD, files=reception.verdicts, month_findings=reception.findings, revision=None,
        lang=lang,
    )  # fmt: skip
    return folder


def test_rows_go_somewhere() -> None:
    good = Receipt(declared=8, read=8, loaded=6, rejected=2, skipped={"blank": 3})
    assert good.holds
    assert not Receipt(declared=9, read=8, loaded=6, rejected=2, skipped={}).holds
    assert not Receipt(declared=8, read=8, loaded=6, rejected=1, skipped={}).holds


def test_json_tells_every_file(reception: Reception, tmp_path: Path) -> None:
    told = json.loads((written(reception, tmp_path / "v") / "verdict.json").read_text(encoding="utf-8"))
    assert (told["period"], told["status"], told["revision"]) == (PERIOD, REFUSED, None)
    assert [(one["file"], one["status"]) for one in told["files"]] == [
        ("opd_workers-a.csv", ACCEPTED),
        ("opd_workers-b.xlsx", REFUSED),
        ("self_payers.csv", WITH_NOTES),
    ]
    assert told["files"][1]["receipt"] == {
        "declared": 6, "read": 6, "loaded": 0, "rejected": 6, "skipped": {"title": 1}, "holds": True,
    }  # fmt: skip
    places = [(one["sheet"], one["row"], one["column"], one["rule"]) for one in told["files"][1]["findings"]]
    assert sorted(places) == [
        ("Lembar A", 5, "nik", "nik_digits"),
        ("Lembar A", 5, "sektor", "unknown_name"),
        ("Lembar A", 8, "kelurahan", "unknown_kelurahan"),
    ]
    (note,) = told["files"][2]["findings"]
    assert (note["level"], note["rule"], note["rows"], note["row"]) == ("note", "thousands_dot", 6, 2)


def test_wrong_rows_are_sent_back_with_their_cells_marked(reception: Reception, tmp_path: Path) -> None:
    folder = written(reception, tmp_path / "v") / "send-back"
    assert sorted(path.name for path in folder.iterdir()) == [
        "opd_workers-b.xlsx.xlsx",
        "self_payers.csv.xlsx",
    ]
    sheet = openpyxl.load_workbook(folder / "opd_workers-b.xlsx.xlsx")["Baris 1"]
    rows = {sheet.cell(row, 2).value: row for row in range(2, sheet.max_row + 1)}
    assert set(rows) == {5, 8}
    header = [cell.value for cell in sheet[1]]
    marked = {
        (number, header[cell.column - 1])
        for number, row in rows.items()
        for cell in sheet[row]
        if cell.fill.fgColor.rgb == MARK
    }
    assert marked == {(5, "nik"), (5, "sektor"), (8, "kelurahan")}
    values = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "12••••••••90" in values
    assert all(nik(number) not in value for value in values for number in range(21, 27))


def test_an_earlier_verdict_leaves_nothing_behind(reception: Reception, tmp_path: Path) -> None:
    folder = written(reception, tmp_path / "v")
    reception.files[1].errors.clear()
    written(reception, folder)
    assert [path.name for path in (folder / "send-back").iterdir()] == ["self_payers.csv.xlsx"]


@pytest.mark.parametrize(
    ("lang", "refused", "receipt"),
    [
        ("id", "[X] opd_workers-b.xlsx: ditolak", "baris: 6 dinyatakan = 6 terbaca = 0 dimuat + 6 ditolak"),
        ("en", "[X] opd_workers-b.xlsx: refused", "rows: 6 declared = 6 read = 0 loaded + 6 rejected"),
    ],
)
def test_the_terminal_tells_every_file(reception: Reception, lang: str, refused: str, receipt: str) -> None:
    printed = io.StringIO()
    print_verdict(reception.verdicts, reception.findings, printed, lang)
    lines = printed.getvalue().splitlines()
    assert refused in lines
    assert any(line.strip().startswith(receipt) for line in lines)
