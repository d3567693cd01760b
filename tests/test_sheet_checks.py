"""Is every wrong cell found, named by its row, and the published extract left alone?"""

from pathlib import Path

import pytest
import xlsxwriter

from publisher.__main__ import main
from publisher.intake.findings import Finding, SheetsRefused
from publisher.publish import open_register, publish
from tests.sheet_files import KEY, MEDAN, bpjs, company, nik, own, worker, write_csv, write_month

PERIOD = "2026-07"
GOOD = [worker(number) for number in range(1, 13)]


def findings_of(folder: Path) -> tuple[Finding, ...]:
    with open_register(MEDAN, None, KEY) as register, pytest.raises(SheetsRefused) as refused:
        publish(
            city_dir=MEDAN,
            folder=folder,
            extracts=folder.parent / "extracts",
            register=register,
            period=PERIOD,
            generated_at="2026-08-05T00:00:00Z",
        )
    assert {path.name for path in (folder.parent / "extracts").iterdir()} == {".lock"}
    return refused.value.findings


def places(found: tuple[Finding, ...]) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.rule) for one in found]


@pytest.mark.parametrize(
    ("change", "column", "rule"),
    [
        ({"nik": "12719915019000"}, "nik", "nik_digits"),
        ({"nik": "1.27199E+15"}, "nik", "nik_scientific"),
        ({"nik": "1271993201900001"}, "nik", "nik_birth"),  # day 32
        ({"nik": "1271991513900001"}, "nik", "nik_birth"),  # month 13
        ({"nik": ""}, "nik", "empty_cell"),
        ({"tanggal_lahir": "15/01/90"}, "tanggal_lahir", "year_short"),
        ({"tanggal_lahir": "1990-02-30"}, "tanggal_lahir", "not_date"),
        ({"tanggal_lahir": "2026-08-01"}, "tanggal_lahir", "birth_range"),
        ({"tanggal_lahir": "1890-01-15"}, "tanggal_lahir", "birth_range"),
        ({"jenis_kelamin": "X"}, "jenis_kelamin", "not_in_list"),
        ({"segmen": "informal"}, "segmen", "not_in_list"),
        ({"opd": "Dinas Sihir"}, "opd", "unknown_name"),
        ({"sektor": "astronaut"}, "sektor", "unknown_name"),
        ({"kecamatan": "Medan Antah"}, "kecamatan", "unknown_name_near"),
        ({"kelurahan": "Antah Berantah"}, "kelurahan", "unknown_kelurahan"),
        ({"kelurahan": "12.71.01.1001"}, "kelurahan", "unknown_kelurahan"),  # of another kecamatan
        ({"kelurahan": ""}, "kelurahan", "empty_cell"),
    ],
)
def test_a_wrong_cell_of_the_worker_list_is_named(
    tmp_path: Path, change: dict[str, str], column: str, rule: str
) -> None:
    rows = [*GOOD[:4], GOOD[4] | change, *GOOD[5:]]
    found = findings_of(write_month(tmp_path / "s", rows))
    assert places(found) == [(6, column, rule)]  # header is row 1


@pytest.mark.parametrize(
    ("kind", "row", "column", "rule"),
    [
        ("bpjs_active", bpjs(1, "2026-06", dibayar_sampai=PERIOD), "bulan", "other_period"),
        ("bpjs_active", bpjs(1, PERIOD, dibayar_sampai="2026-06"), "dibayar_sampai", "before_period"),
        ("bpjs_active", bpjs(1, PERIOD, iuran="16,8"), "iuran", "decimal_comma"),
        ("bpjs_active", bpjs(1, PERIOD, iuran="-1"), "iuran", "too_small"),
        ("bpjs_active", bpjs(1, PERIOD, sumber_dana="lotere"), "sumber_dana", "unknown_name"),
        ("bpjs_active", bpjs(1, PERIOD, paket="JKK"), "paket", "not_in_list"),
        ("csr_payments", company(1, "2026-05", 3), "bulan_mulai", "before_period"),
        ("csr_payments", company(1, PERIOD, 25), "jumlah_bulan", "too_large"),
        ("csr_payments", company(1, PERIOD, 3, perusahaan="PT Antah"), "perusahaan", "unknown_name"),
        ("self_payers", own(1, "2026-13"), "bulan", "not_month"),
        ("self_payers", own(1, PERIOD, jumlah_bulan="0"), "jumlah_bulan", "too_small"),
    ],
)
def test_a_wrong_cell_of_a_payment_list_is_named(
    tmp_path: Path, kind: str, row: dict[str, str], column: str, rule: str
) -> None:
    found = findings_of(write_month(tmp_path / "s", GOOD, **{kind: [row]}))
    assert places(found) == [(2, column, rule)]


def test_all_wrong_rows_are_told_at_once(tmp_path: Path) -> None:
    rows = [worker(1, opd="x"), worker(2, sektor="y", kecamatan="z"), *GOOD[2:], worker(13, kelurahan="w")]
    found = findings_of(write_month(tmp_path / "s", rows, self_payers=[own(1, "2026-06")]))
    assert sorted(places(found)) == [
        (2, "bulan", "other_period"),
        (2, "opd", "unknown_name"),
        (3, "kecamatan", "unknown_name"),
        (3, "sektor", "unknown_name"),
        (14, "kelurahan", "unknown_kelurahan"),
    ]


def test_missing_and_unknown_columns_are_named_with_the_nearest(tmp_path: Path) -> None:
    rows = [{("sector" if key == "sektor" else key): value for key, value in row.items()} for row in GOOD]
    found = findings_of(write_month(tmp_path / "s", rows))
    assert [(one.rule, one.column) for one in found] == [
        ("column_missing", "sektor"),
        ("column_unknown_near", "sector"),
    ]
    assert "sektor" in found[1].sentence("id")


def test_files_that_are_not_sheets(tmp_path: Path) -> None:
    folder = write_month(tmp_path / "s", GOOD)
    (folder / "opd_workers-rusak.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (folder / "catatan.csv").write_text("a,b\n1,2\n")
    (folder / "self_payers-bin.csv").write_bytes(bytes(range(256)))
    (folder / "benefits_paid.csv").write_text("")
    found = findings_of(folder)
    assert {one.file: one.rule for one in found} == {
        "opd_workers-rusak.xlsx": "unreadable_workbook",
        "catatan.csv": "header_missing",
        "self_payers-bin.csv": "unreadable_text",
        "benefits_paid.csv": "empty",
    }


def test_a_folder_without_worker_list_is_refused(tmp_path: Path) -> None:
    write_csv(tmp_path / "s" / "self_payers.csv", [own(1, PERIOD)])
    assert [one.rule for one in findings_of(tmp_path / "s")] == ["list_missing"]


def test_names_and_short_names_are_understood_in_xlsx(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    rows = [
        worker(n, opd=" dkp3 ", sektor="NELAYAN", kecamatan="medan  belawan", kelurahan="Belawan I")
        for n in range(1, 13)
    ]
    with xlsxwriter.Workbook(str(folder / "opd_workers-dkp3.xlsx")) as book:
        sheet = book.add_worksheet("Lembar 1")
        for place, row in enumerate([dict(zip(rows[0], rows[0], strict=True)), *rows]):
            sheet.write_row(place, 0, row.values())
    with open_register(MEDAN, None, KEY) as register:
        verdict = publish(
            city_dir=MEDAN,
            folder=folder,
            extracts=tmp_path / "extracts",
            register=register,
            period=PERIOD,
            generated_at="2026-08-05T00:00:00Z",
        )
    assert verdict.counts.workers == 12


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_clerk_reads_a_masked_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    folder = write_month(tmp_path / "s", [*GOOD, worker(13, nik="127199150190001"), worker(14, opd="=cmd()")])
    report = tmp_path / "verdict"
    status = main(
        [
            "--lang",
            lang,
            "publish",
            "--period",
            PERIOD,
            "--sheets",
            str(folder),
            "--extracts",
            str(tmp_path / "extracts"),
            "--register",
            str(tmp_path / "register.duckdb"),
            "--report",
            str(report),
        ]
    )
    printed = capsys.readouterr().err
    text = (report / "verdict.json").read_text(encoding="utf-8")
    assert status == 1
    assert "12" + "•" * 11 + "01" in printed
    assert "127199150190001" not in printed + text
    assert nik(1) not in printed + text
    assert "cmd" not in printed + text  # a word that is no name of the city could be anybody's
    assert "Traceback" not in printed
