"""Odd and broken files, each made by a few lines, with the verdict that it must get.

`CASES` hold one odd file each. It lies beside a good list of workers 1 to 12, so that it alone decides; its
own workers are 21 to 26. People, numbers and telephones are invented: nothing of them may reach a report.
"""

import datetime as dt
import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter

from tests.sheet_files import bpjs, nik, own, worker, write_csv
from tests.spreadsheets import Cells, cells_of, fill, write_ods, write_text, write_xls, write_xlsx

PERIOD = "2026-10"
BASE = "opd_workers-a-dasar.csv"
NAMES = ("Budi Santoso", "Siti Rahmawati")
PHONE = "081265432109"
OK, NOTED, REFUSED = "accepted", "accepted_with_notes", "refused"
PEOPLE = range(21, 27)


@dataclass(frozen=True)
class Case:
    """An odd file and what must come of it. `rules` are all its findings; `rows` are (read, loaded)."""

    name: str
    file: str
    write: Callable[[Path], object]
    status: str
    rules: frozenset[str] = frozenset()
    rows: tuple[int, int] | None = None
    places: frozenset[tuple[int, str]] | None = None  # (row, column) of its errors


CASES: list[Case] = []


def case(
    file: str,
    status: str,
    *rules: str,
    rows: tuple[int, int] | None = None,
    places: Sequence[tuple[int, str]] | None = None,
) -> Callable[[Callable[[Path], object]], Callable[[Path], object]]:
    """Register a function that writes `file`; its name is the case's name."""

    def register(write: Callable[[Path], object]) -> Callable[[Path], object]:
        at = None if places is None else frozenset(places)
        CASES.append(Case(write.__name__, file, write, status, frozenset(rules), rows, at))
        return write

    return register


def write_case(one: Case, folder: Path) -> Path:
    """The folder of a month with the good list and the odd file."""
    write_csv(folder / BASE, [worker(number) for number in range(1, 13)])
    one.write(folder / one.file)
    return folder


def change_part(path: Path, name: str, change: Callable[[str], str]) -> None:
    """Change the text of one part of a workbook that is a ZIP archive."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w") as new:
        for part, content in parts.items():
            new.writestr(part, content)


def workers(**changes: str) -> list[dict[str, str]]:
    """Six good rows, the third of them changed."""
    return [worker(number, **(changes if number == 23 else {})) for number in PEOPLE]


def all_workers(**changes: str) -> list[dict[str, str]]:
    """Six rows, all of them changed."""
    return [worker(number, **changes) for number in PEOPLE]


def payers(**changes: str) -> list[dict[str, str]]:
    """Payments of workers 1 to 6, the third of them changed."""
    return [own(number, PERIOD, **(changes if number == 3 else {})) for number in range(1, 7)]


def grid(rows: Sequence[dict[str, str]] | None = None) -> list[list[object]]:
    """Header and rows as cells."""
    return [list(row) for row in cells_of(rows or workers())]


# Formats


@case("opd_workers-b.csv", OK, rows=(6, 6))
def semicolons(path: Path) -> None:
    write_text(path, grid(), delimiter=";")


@case("opd_workers-b.csv", OK, rows=(6, 6))
def tabs(path: Path) -> None:
    write_text(path, grid(), delimiter="\t")


@case("opd_workers-b.csv", OK, rows=(6, 6))
def semicolons_with_commas_in_names(path: Path) -> None:
    rows = all_workers(opd="Dinas Ketahanan Pangan, Pertanian, dan Perikanan")
    write_text(path, grid(rows), delimiter=";", ending="\r\n")


@case("opd_workers-b.csv", OK, rows=(6, 6))
def byte_order_mark(path: Path) -> None:
    write_text(path, grid(), encoding="utf-8-sig")


@case("opd_workers-b.csv", NOTED, "encoding_cp1252", rows=(6, 6))
def windows_letters(path: Path) -> None:
    cells = [[*row, "catatan" if place == 0 else "José"] for place, row in enumerate(grid())]
    write_text(path, cells, delimiter=";", encoding="cp1252")


@case("opd_workers-b.txt", OK, rows=(6, 6))
def unicode_text_of_excel(path: Path) -> None:
    write_text(path, grid(), delimiter="\t", encoding="utf-16")


@case("opd_workers-b.csv", REFUSED, "unknown_name", rows=(6, 0), places=[(4, "sektor")])
def delimiter_named_in_first_line(path: Path) -> None:
    write_text(path, grid(workers(sektor="astronaut")), delimiter="|", before="sep=|\r\n", ending="\r\n")


@case("opd_workers-b.csv", OK, rows=(6, 6))
def old_macintosh_line_ends(path: Path) -> None:
    write_text(path, grid(), ending="\r")


@case("opd_workers-b.xlsx", OK, rows=(6, 6))
def workbook(path: Path) -> None:
    write_xlsx(path, ("Data", grid()))


@case("opd_workers-b.xls", OK, rows=(6, 6))
def old_workbook(path: Path) -> None:
    write_xls(path, grid())


@case("opd_workers-b.ods", OK, rows=(6, 6))
def libreoffice_workbook(path: Path) -> None:
    write_ods(path, grid())


@case("opd_workers-b.csv", OK, rows=(6, 6))
def workbook_named_csv(path: Path) -> None:
    write_xlsx(path.with_suffix(".xlsx"), ("Data", grid()))
    path.with_suffix(".xlsx").rename(path)


@case("opd_workers-b.xlsx", OK, rows=(6, 6))
def text_named_workbook(path: Path) -> None:
    write_text(path, grid())


@case("opd_workers-b.xls", REFUSED, "unreadable_html", rows=(0, 0))
def web_page_named_workbook(path: Path) -> None:
    path.write_text(f"<html><table><tr><td>{nik(21)}</td><td>{NAMES[0]}</td></tr></table></html>")


@case("opd_workers-b.xlsx", REFUSED, "unreadable_workbook", rows=(0, 0))
def damaged_workbook(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 not a workbook " + NAMES[0].encode())


@case("opd_workers-b.xlsx", REFUSED, "unreadable_workbook")
def workbook_cut_short(path: Path) -> None:
    write_xlsx(path, ("Data", grid()))
    path.write_bytes(path.read_bytes()[:-700])


@case("opd_workers-b.xls", REFUSED, "unreadable_workbook", rows=(0, 0))
def old_workbook_that_kills_the_reader(path: Path) -> None:
    write_xls(path, grid())
    content = bytearray(path.read_bytes())
    content[30:34] = b"\x40\x00\x00\x00"  # sectors of a size that cannot be
    content[44:76] = b"\xfe" * 32
    path.write_bytes(bytes(content))


@case("opd_workers-b.xlsx", REFUSED, "file_too_large", rows=(0, 0))
def workbook_that_unpacks_to_gigabytes(path: Path) -> None:
    write_xlsx(path, ("Data", grid()))
    content = bytearray(path.read_bytes())
    entry = len(content)
    for _ in range(2):  # the sizes of two parts, as the archive's own directory states them
        entry = content.rindex(b"PK\x01\x02", 0, entry)
        content[entry + 24 : entry + 28] = (3_000_000_000).to_bytes(4, "little")
    path.write_bytes(bytes(content))


@case("opd_workers-b.ods", REFUSED, "unreadable_password", rows=(0, 0))
def locked_workbook(path: Path) -> None:
    write_ods(path, grid())
    mark = '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
    mark += '<manifest:encryption-data manifest:checksum="x"/></manifest:file-entry></manifest:manifest>'
    change_part(path, "META-INF/manifest.xml", lambda text: text.replace("</manifest:manifest>", mark))


@case("opd_workers-b.csv", REFUSED, "unreadable_text", rows=(0, 0))
def bytes_that_are_no_text(path: Path) -> None:
    path.write_bytes(bytes(range(256)))


@case("opd_workers-b.csv", REFUSED, "unreadable_quotes")
def quotation_mark_without_partner(path: Path) -> None:
    write_text(path, grid())
    path.write_text(path.read_text().replace("dkp3", '"dkp3', 1))


@case("opd_workers-b.csv", REFUSED, "empty", rows=(0, 0))
def empty_file(path: Path) -> None:
    path.write_bytes(b"")


@case("opd_workers-b.csv", REFUSED, "empty", rows=(0, 0))
def file_of_blank_lines(path: Path) -> None:
    path.write_text("\n \n\n")


@case("opd_workers-b.xlsx", REFUSED, "empty", rows=(0, 0))
def workbook_without_cells(path: Path) -> None:
    write_xlsx(path, ("Lembar1", []), ("Lembar2", []))


@case("surat-pengantar.pdf", REFUSED, "suffix_unknown", rows=(0, 0))
def letter_in_the_folder(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 " + nik(21).encode())


@case("kiriman", REFUSED, "folder_inside", rows=(0, 0))
def folder_in_the_folder(path: Path) -> None:
    write_csv(path / "opd_workers-c.csv", workers())


@case("opd_workers-b.csv", REFUSED, "cut_at_limit", rows=(65_535, 0))
def list_cut_at_the_old_limit(path: Path) -> None:
    day = dt.date(1950, 1, 1)
    numbers = range(65_535)
    born = [day + dt.timedelta(days=number // 9_000) for number in numbers]
    write_csv(
        path,
        [
            worker(1)
            | {"nik": f"127199{one:%d%m%y}{number % 9_000 + 1:04d}", "tanggal_lahir": f"{one:%Y-%m-%d}"}
            for number, one in zip(numbers, born, strict=True)
        ],
    )


# Structure


@case("opd_workers-b.xlsx", REFUSED, "unknown_name", rows=(6, 0), places=[(8, "sektor")])
def title_rows_are_counted(path: Path) -> None:
    titles = [["DAFTAR PEKERJA RENTAN"], ["Dinas Sosial Kota Medan"], [], ["Oktober 2026"]]
    write_xlsx(path, ("Data", [*titles, *grid(workers(sektor="astronaut"))]))


@case("opd_workers-b.csv", OK, rows=(6, 6))
def title_rows_of_one_cell_in_csv(path: Path) -> None:
    write_text(path, [["DAFTAR PEKERJA"], ["Tahun 2026"], *grid()], delimiter=";")


@case("opd_workers-b.xlsx", OK, rows=(6, 6))
def two_line_header_with_merged_cells(path: Path) -> None:
    top = ["NIK", "Tanggal", "Jenis Kelamin", "Disabilitas", "Segmen", "OPD", "Pekerjaan", "Alamat", None]
    below = [None, "Lahir", None, None, None, None, None, "Kecamatan", "Kelurahan"]
    book = write_xlsx(path, ("Data", [["Daftar"], top, below, *grid()[1:]]))
    for merged in ("H2:I2", "A2:A3", "C2:C3"):
        book["Data"].merge_cells(merged)
    book.save(path)


@case("opd_workers-b.csv", OK, rows=(6, 6))
def two_line_header_in_csv(path: Path) -> None:
    top = ["NIK", "Tgl.", "Jenis", "Penyandang", "Segmen", "Perangkat", "Jenis", "Nama", ""]
    below = [
        "",
        "Lahir",
        "Kelamin",
        "Disabilitas",
        "Kepesertaan",
        "Daerah",
        "Pekerjaan",
        "Kecamatan",
        "Kelurahan",
    ]
    write_text(path, [top, below, *grid()[1:]], delimiter=";")


@case("opd_workers-b.xlsx", OK, rows=(6, 6))
def numbers_of_columns_below_the_header(path: Path) -> None:
    header, *rows = grid()
    numbers = [f"({place + 1})" for place in range(len(header))]
    write_xlsx(path, ("Data", [header, numbers, *rows]))


@case("opd_workers-b.xlsx", REFUSED, "unknown_name", rows=(6, 0), places=[(6, "sektor")])
def blank_rows_keep_the_numbering(path: Path) -> None:
    header, *rows = grid(workers(sektor="astronaut"))
    write_xlsx(path, ("Data", [header, *rows[:1], [], [], *rows[1:3], *rows[3:], [], [None, " "]]))


@case("opd_workers-b.csv", OK, rows=(6, 6))
def blank_lines_in_csv(path: Path) -> None:
    header, *rows = grid()
    write_text(path, [header, *rows[:2], [], [""] * 9, *rows[2:], [], []])


@case("opd_workers-b.xlsx", OK, rows=(6, 6))
def total_with_the_right_count(path: Path) -> None:
    write_xlsx(path, ("Data", [*grid(), ["Jumlah", None, None, None, None, None, None, None, 6]]))


@case("opd_workers-b.xlsx", REFUSED, "declared_differs", rows=(6, 0))
def total_with_another_count(path: Path) -> None:
    write_xlsx(path, ("Data", [*grid(), ["Jumlah : 8 orang"]]))


@case("self_payers-b.csv", OK, rows=(6, 6))
def total_of_rupiah_that_holds(path: Path) -> None:
    total = ["TOTAL", "", "", "6", "", "100800"]
    write_text(path, [*grid(payers()), total], delimiter=";")


@case("self_payers-b.csv", REFUSED, "total_differs", rows=(6, 0), places=[(8, "iuran")])
def total_of_rupiah_that_differs(path: Path) -> None:
    write_text(path, [*grid(payers()), ["Total", "", "", "", "", "100.801"]], delimiter=";")


@case("opd_workers-b.xlsx", NOTED, "footer", rows=(6, 6))
def signature_below_the_list(path: Path) -> None:
    signature = [
        [],
        ["Medan, 5 November 2026"],
        ["Kepala Dinas,"],
        [],
        [NAMES[0]],
        ["NIP. 196501011990031002"],
    ]
    write_xlsx(path, ("Data", [*grid(), *signature]))


def beside(**cells: str) -> list[object]:
    """A row with these cells, by letter of their column."""
    return [cells.get(letter) for letter in "ABCDEFGHI"]


@case("opd_workers-b.xlsx", NOTED, "footer", rows=(6, 6))
def signature_right_below_the_list(path: Path) -> None:
    signature = [
        beside(G="Medan, 31 Oktober 2026"),
        beside(B="Mengetahui,", G="Yang membuat,"),
        beside(B="Kepala Dinas", G="Operator"),
        beside(B=NAMES[0], G=NAMES[1]),
        beside(B="NIP. 196501011990031002"),
    ]
    write_xlsx(path, ("Data", [*grid(), *signature]))


@case("self_payers-b.csv", NOTED, "footer", rows=(6, 6))
def signature_right_below_the_amounts(path: Path) -> None:
    signature = [beside(F="Medan, 5 November 2026"), beside(F="Camat Medan Belawan,"), [], beside(F=NAMES[0])]
    write_text(path, [*grid(payers()), *(row[:6] for row in signature)], delimiter=";")


@case("opd_workers-b.xlsx", NOTED, "footer", rows=(6, 6))
def signature_in_the_column_of_the_nik(path: Path) -> None:
    write_xlsx(path, ("Data", [*grid(), ["Mengetahui,"], [NAMES[0]], ["NIP. 196501011990031002"]]))


@case("opd_workers-b.csv", REFUSED, "empty_cell", rows=(7, 0))
def last_row_of_two_cells_is_no_signature(path: Path) -> None:
    write_text(path, [*grid(), beside(F="dkp3", G="nelayan")])


@case("opd_workers-b.csv", REFUSED, "empty_cell", "nik_digits", "unknown_name", rows=(8, 0))
def nik_below_a_signature(path: Path) -> None:
    write_text(path, [*grid(), beside(G="Mengetahui,"), beside(A=nik(27)[:-4], G="nelayan")])


@case("opd_workers-b.csv", REFUSED, "empty_cell", "nik_digits", "unknown_name", rows=(8, 0))
def nik_with_a_letter_below_a_signature(path: Path) -> None:
    write_text(path, [*grid(), beside(G="Mengetahui,"), beside(A=f"l{nik(27)[1:]}")])


@case("self_payers-b.csv", REFUSED, "empty_cell", "unknown_name", "thousands_dot", rows=(8, 0))
def amount_below_a_signature(path: Path) -> None:
    write_text(path, [*grid(payers()), beside(C="Mengetahui,")[:6], beside(F="Rp 16.800")[:6]], delimiter=";")


@case("opd_workers-b.csv", REFUSED, "empty_cell", "unknown_name", rows=(7, 0))
def signature_among_the_data(path: Path) -> None:
    header, *rows = grid()
    write_text(path, [header, *rows[:3], beside(G="Mengetahui,"), *rows[3:]])


@case("opd_workers-b.csv", NOTED, "header_again", rows=(6, 6))
def header_repeated_on_every_page(path: Path) -> None:
    header, *rows = grid()
    write_text(path, [header, *rows[:3], header, *rows[3:]])


@case("opd_workers-b.xlsx", OK, rows=(6, 6))
def list_on_several_sheets(path: Path) -> None:
    header, *rows = grid()
    write_xlsx(
        path, ("Kec. Utara", [header, *rows[:2]]), ("Kec. Selatan", [header, *rows[2:]]), ("Kosong", [])
    )


@case("opd_workers-b.xlsx", NOTED, "sheet_not_a_list", rows=(6, 6))
def sheet_of_instructions(path: Path) -> None:
    write_xlsx(path, ("Data", grid()), ("Petunjuk", [["Isi kolom sesuai KTP"], ["Simpan sebagai XLSX"]]))


@case("opd_workers-b.xlsx", REFUSED, "header_missing", rows=(8, 0))
def second_sheet_without_header(path: Path) -> None:
    write_xlsx(path, ("Data", grid()), ("Sisa", grid([worker(31), worker(32)])[1:]))


@case("opd_workers-b.xlsx", NOTED, "hidden_sheet", rows=(6, 6))
def hidden_sheet(path: Path) -> None:
    header, *rows = grid()
    book = write_xlsx(path, ("Data", [header, *rows[:4]]), ("Lama", [header, *rows[4:]]))
    book["Lama"].sheet_state = "veryHidden"
    book.save(path)


@case("opd_workers-b.xlsx", NOTED, "hidden_rows", "hidden_column", rows=(6, 6))
def hidden_rows_and_columns(path: Path) -> None:
    book = write_xlsx(path, ("Data", grid()))
    book["Data"].row_dimensions[3].hidden = True
    book["Data"].column_dimensions["A"].hidden = True
    book.save(path)


@case("opd_workers-b.xlsx", NOTED, "hidden_rows", rows=(6, 6))
def rows_hidden_by_a_filter(path: Path) -> None:
    book = write_xlsx(path, ("Rekap", [["Lihat lembar Data"]]), ("Data & <daftar>", grid()))
    del book["Rekap"]
    sheet = book["Data & <daftar>"]
    sheet.auto_filter.ref = "A1:I7"
    sheet.auto_filter.add_filter_column(6, ["nelayan"])
    for row in (3, 4, 7):
        sheet.row_dimensions[row].hidden = True
    book.save(path)


@case("opd_workers-b.xlsx", OK, rows=(6, 6))
def hidden_rows_and_columns_that_are_no_data(path: Path) -> None:
    header, *rows = grid()
    named = [["No.", *header], *[[place, *row] for place, row in enumerate(rows, start=1)]]
    book = write_xlsx(path, ("Data", [["Daftar pekerja"], *named, [], ["Jumlah", 6]]))
    for row in (1, 9, 10, 11):
        book["Data"].row_dimensions[row].hidden = True
    book["Data"].column_dimensions["A"].hidden = True
    book.save(path)


@case("opd_workers-b.ods", NOTED, "hidden_rows", "hidden_column", rows=(6, 6))
def hidden_rows_and_columns_of_libreoffice(path: Path) -> None:
    write_ods(path, grid())

    def hide(text: str) -> str:
        shown = '<table:table-column table:number-columns-repeated="{}" table:visibility="{}"/>'
        columns = shown.format(1, "visible") + shown.format(2, "collapse")
        start, *rows = text.split("<table:table-row")
        rows[2], rows[4] = (
            f' table:visibility="{how}"{rows[at]}' for how, at in (("filter", 2), ("collapse", 4))
        )
        return "<table:table-row".join([start + columns, *rows])

    change_part(path, "content.xml", hide)


@case("opd_workers-b.xlsx", NOTED, "merged_filled", rows=(6, 6))
def kecamatan_merged_over_its_rows(path: Path) -> None:
    book = write_xlsx(path, ("Data", grid()))
    book["Data"].merge_cells("H2:H7")
    book.save(path)


@case("opd_workers-b.xls", REFUSED, "empty_cell", rows=(6, 0), places=[(4, "nik")])
def blank_nik(path: Path) -> None:
    write_xls(path, grid(workers(nik="")))


@case("opd_workers-b.xlsx", REFUSED, "empty_cell", rows=(6, 0), places=[(3, "nik")])
def merged_nik(path: Path) -> None:
    book = write_xlsx(path, ("Data", grid()))
    book["Data"].merge_cells("A2:A3")
    book.save(path)


@case("opd_workers-b.xlsx", REFUSED, "unknown_name", rows=(6, 0), places=[(8, "sektor")])
def list_that_begins_at_c5(path: Path) -> None:
    book = write_xlsx(path, ("Data", []))
    fill(book["Data"], grid(workers(sektor="astronaut")), row=5, column=3)
    book.save(path)


@case("opd_workers-b.xlsx", OK, rows=(6, 6))
def columns_that_are_not_read(path: Path) -> None:
    header, *rows = grid()
    extra = [
        [place, NAMES[place % 2], PHONE, "Jl. Kapten 5", *row] for place, row in enumerate(rows, start=1)
    ]
    write_xlsx(path, ("Data", [["No.", "Nama Lengkap", "No. HP", "Alamat", *header], *extra]))


@case("opd_workers-b.csv", OK, rows=(6, 6))
def other_names_and_order_of_columns(path: Path) -> None:
    names = [
        "No. KTP",
        "Tgl. Lahir",
        "L/P",
        "Difabel",
        "Segmen Peserta",
        "Instansi",
        "Profesi",
        "Kec.",
        "Kel.",
    ]
    write_text(path, [row[::-1] for row in [names, *grid()[1:]]], delimiter=";")


@case("opd_workers-b.xlsx", REFUSED, "column_nameless", rows=(6, 0), places=[(1, "J")])
def column_without_name(path: Path) -> None:
    cells = grid()
    cells[3].append("pindah")
    write_xlsx(path, ("Data", cells))


@case("opd_workers-b.csv", REFUSED, "column_unknown", rows=(6, 0))
def unknown_column(path: Path) -> None:
    write_text(path, [[*row, "golongan darah" if place == 0 else "O"] for place, row in enumerate(grid())])


@case("opd_workers-b.csv", REFUSED, "column_missing", "column_unknown_near", rows=(6, 0))
def misspelt_column(path: Path) -> None:
    header, *rows = grid()
    write_text(path, [[name.replace("kecamatan", "kecamtan") for name in header], *rows])


@case("opd_workers-b.csv", REFUSED, "column_missing", rows=(6, 0))
def missing_column(path: Path) -> None:
    write_text(path, [row[:-1] for row in grid()])


@case("opd_workers-b.csv", REFUSED, "column_twice", rows=(6, 0))
def column_twice(path: Path) -> None:
    write_text(path, [[*row, "Kec." if place == 0 else "x"] for place, row in enumerate(grid())])


@case("opd_workers-b.csv", REFUSED, "header_missing", rows=(6, 0))
def no_header(path: Path) -> None:
    write_text(path, [[row[0], NAMES[0], PHONE, *row[1:]] for row in grid()[1:]])


@case("opd_workers-b.csv", NOTED, "no_rows", rows=(0, 0))
def header_without_rows(path: Path) -> None:
    write_text(path, grid()[:1])


@case("opd_workers-b.csv", REFUSED, "empty_cell", rows=(6, 0))
def row_cut_short(path: Path) -> None:
    cells = grid()
    cells[2] = cells[2][:6]
    write_text(path, cells)


# NIK


@case("opd_workers-b.csv", NOTED, "nik_repaired", rows=(6, 6))
def nik_with_apostrophe(path: Path) -> None:
    write_csv(path, [worker(number, nik=f"'{nik(number)}") for number in PEOPLE])


@case("opd_workers-b.xlsx", NOTED, "nik_repaired", rows=(6, 6))
def nik_with_spaces_and_dots(path: Path) -> None:
    rows = workers(nik="1271 9915 0190 0023")
    rows[0]["nik"] = "1271.9915.0190.0021\u00a0"
    write_xlsx(path, ("Data", grid(rows)))


@case("opd_workers-b.csv", NOTED, "nik_repaired", rows=(6, 6))
def nik_in_wide_digits(path: Path) -> None:
    write_csv(path, workers(nik="１２７１９９１５０１９０００２３"))


@case("opd_workers-b.csv", REFUSED, "nik_scientific", rows=(6, 0), places=[(4, "nik")])
def nik_in_scientific_notation(path: Path) -> None:
    write_text(path, grid(workers(nik="1,27199E+15")), delimiter=";")


@case("opd_workers-b.xlsx", REFUSED, "nik_scientific", rows=(6, 0), places=[(4, "nik")])
def nik_rounded_as_number(path: Path) -> None:
    cells = grid()
    cells[3][0] = 1271991501900000
    write_xlsx(path, ("Data", cells))


@case("opd_workers-b.xlsx", OK, rows=(6, 6))
def nik_as_number_with_all_digits(path: Path) -> None:
    cells = grid()
    cells[3][0] = int(nik(23))
    write_xlsx(path, ("Data", cells))


@case("opd_workers-b.csv", REFUSED, "nik_all_zero", rows=(6, 0))
def every_nik_ends_in_zero(path: Path) -> None:
    write_csv(path, [worker(number, nik=f"{nik(number)[:11]}{number:03d}00") for number in PEOPLE])


@case("opd_workers-b.csv", REFUSED, "nik_digits", rows=(6, 0), places=[(4, "nik")])
def nik_with_a_letter(path: Path) -> None:
    write_csv(path, workers(nik="127199150190O023"))


@case("opd_workers-b.csv", REFUSED, "nik_digits", rows=(6, 0), places=[(4, "nik")])
def nik_of_15_digits(path: Path) -> None:
    write_csv(path, workers(nik="127199150190023"))


@case("opd_workers-b.csv", REFUSED, "nik_birth", rows=(6, 0), places=[(4, "nik")])
def nik_of_the_32nd(path: Path) -> None:
    write_csv(path, workers(nik="1271993201900023"))


# Dates and months


@case("opd_workers-b.csv", NOTED, "date_repaired", rows=(6, 6))
def date_with_slashes(path: Path) -> None:
    write_csv(path, workers(tanggal_lahir="15/01/1990"))


@case("opd_workers-b.csv", NOTED, "date_repaired", rows=(6, 6))
def date_with_dashes_day_first(path: Path) -> None:
    write_csv(path, workers(tanggal_lahir="5-1-1990"))


@case("opd_workers-b.ods", NOTED, "date_repaired", rows=(6, 6))
def date_with_indonesian_month(path: Path) -> None:
    write_ods(path, grid(workers(tanggal_lahir="15 Nopember 1990")))


@case("opd_workers-b.csv", NOTED, "date_serial", rows=(6, 6))
def date_as_serial_number(path: Path) -> None:
    write_csv(path, workers(tanggal_lahir="32888"))


@case("opd_workers-b.xls", OK, rows=(6, 6))
def date_cells(path: Path) -> None:
    cells = grid()
    for row in cells[1:]:
        row[1] = dt.date(1990, 1, 15)
    write_xls(path, cells)


@case("opd_workers-b.csv", REFUSED, "year_short", rows=(6, 0), places=[(4, "tanggal_lahir")])
def year_of_two_digits(path: Path) -> None:
    write_csv(path, workers(tanggal_lahir="15/01/90"))


@case("opd_workers-b.csv", REFUSED, "not_date", rows=(6, 0), places=[(4, "tanggal_lahir")])
def month_before_day(path: Path) -> None:
    write_csv(path, workers(tanggal_lahir="01/15/1990"))


@case("opd_workers-b.csv", REFUSED, "not_date", rows=(6, 0), places=[(4, "tanggal_lahir")])
def thirty_first_of_february(path: Path) -> None:
    write_csv(path, workers(tanggal_lahir="31/02/1990"))


@case("opd_workers-b.csv", REFUSED, "birth_range", rows=(6, 0), places=[(4, "tanggal_lahir")])
def born_after_the_month(path: Path) -> None:
    write_csv(path, workers(tanggal_lahir="2026-11-01"))


@case("self_payers-b.csv", NOTED, "month_repaired", rows=(6, 6))
def month_by_name(path: Path) -> None:
    write_csv(path, payers(bulan="Oktober 2026"))


@case("bpjs_active-b.xlsx", NOTED, "month_repaired", rows=(6, 6))
def month_as_date_cell(path: Path) -> None:
    cells = grid([bpjs(number, PERIOD) for number in range(1, 7)])
    for row in cells[1:]:
        row[1] = dt.date(2026, 10, 1)
    write_xlsx(path, ("Data", cells))


@case("self_payers-b.csv", REFUSED, "other_period", rows=(6, 0), places=[(4, "bulan")])
def another_month(path: Path) -> None:
    write_csv(path, payers(bulan="09/2026"))


@case("self_payers-b.csv", REFUSED, "not_month", rows=(6, 0), places=[(4, "bulan")])
def month_13(path: Path) -> None:
    write_csv(path, payers(bulan="2026-13"))


# Amounts


@case("self_payers-b.csv", NOTED, "thousands_dot", rows=(6, 6))
def dots_part_thousands(path: Path) -> None:
    write_csv(path, payers(iuran="1.234.567"))


@case("self_payers-b.csv", NOTED, "thousands_dot", rows=(6, 6))
def one_dot_parts_thousands(path: Path) -> None:
    write_csv(path, payers(iuran="1.234"))


@case("self_payers-b.csv", NOTED, "thousands_dot", rows=(6, 6))
def rupiah_with_sen(path: Path) -> None:
    write_text(path, grid(payers(iuran="Rp16.800,00")), delimiter=";")


@case("self_payers-b.xlsx", OK, rows=(6, 6))
def amounts_as_numbers(path: Path) -> None:
    cells = grid(payers())
    for row in cells[1:]:
        row[5] = 16800
    write_xlsx(path, ("Data", cells))


@case("self_payers-b.csv", REFUSED, "decimal_comma", rows=(6, 0), places=[(4, "iuran")])
def comma_parts_thousands(path: Path) -> None:
    write_text(path, grid(payers(iuran="16,800")), delimiter=";")


@case("self_payers-b.xlsx", REFUSED, "decimal_comma", rows=(6, 0), places=[(4, "iuran")])
def thousands_lost_in_a_number(path: Path) -> None:
    cells = grid(payers())
    cells[3][5] = 16.8
    write_xlsx(path, ("Data", cells))


@case("self_payers-b.csv", REFUSED, "too_small", rows=(6, 0), places=[(4, "iuran")])
def negative_amount(path: Path) -> None:
    write_csv(path, payers(iuran="-16800"))


@case("self_payers-b.csv", REFUSED, "not_integer", rows=(6, 0), places=[(4, "iuran")])
def amount_in_words(path: Path) -> None:
    write_csv(path, payers(iuran="enam belas ribu"))


@case("self_payers-b.xlsx", REFUSED, "empty_cell", rows=(6, 0), places=[(4, "iuran")])
def amount_that_is_an_error(path: Path) -> None:
    write_xlsx(path, ("Data", grid(payers(iuran="#N/A"))))


# Names and choices


@case("opd_workers-b.csv", NOTED, "name_misspelt", rows=(6, 6))
def misspelt_names(path: Path) -> None:
    write_csv(path, workers(sektor="Nelyan", opd="Dinas Ketahanan Pangn"))


@case("opd_workers-b.csv", NOTED, "name_variant", rows=(6, 6))
def prefixes_and_arabic_numerals(path: Path) -> None:
    write_csv(path, workers(kecamatan="Kec. Medan Belawan", kelurahan="Kelurahan Belawan 1"))


@case("opd_workers-b.csv", NOTED, "name_abbreviated", rows=(6, 6))
def abbreviated_names(path: Path) -> None:
    write_csv(path, workers(kecamatan="Mdn. Belawan"))


@case("opd_workers-b.csv", REFUSED, "unknown_name_near", rows=(6, 0), places=[(4, "kecamatan")])
def name_that_could_be_two(path: Path) -> None:
    write_csv(path, workers(kecamatan="Medan Bara"))  # Barat or Baru


@case("opd_workers-b.csv", REFUSED, "unknown_kelurahan_near", rows=(6, 0), places=[(4, "kelurahan")])
def kelurahan_without_its_number(path: Path) -> None:
    write_csv(path, workers(kelurahan="Belawan"))  # I or II


@case("opd_workers-b.csv", REFUSED, "unknown_kelurahan", rows=(6, 0), places=[(4, "kelurahan")])
def kelurahan_of_another_kecamatan(path: Path) -> None:
    write_csv(path, workers(kelurahan="Harjosari I"))


@case("opd_workers-b.csv", NOTED, "choice_repaired", rows=(6, 6))
def other_words_for_choices(path: Path) -> None:
    write_csv(path, workers(jenis_kelamin="Laki-laki", disabilitas="Y", segmen="Bukan Penerima Upah"))


@case("opd_workers-b.csv", REFUSED, "not_in_list", rows=(6, 0), places=[(4, "jenis_kelamin")])
def choice_that_is_none(path: Path) -> None:
    write_csv(path, workers(jenis_kelamin="X"))


@case("opd_workers-b.csv", REFUSED, "unknown_name", rows=(6, 0), places=[(4, "opd")])
def formula_in_a_cell(path: Path) -> None:
    write_csv(path, workers(opd=f'=HYPERLINK("http://x/{nik(23)}")'))


@case(
    "opd_workers-b.csv", REFUSED, "unknown_name", "not_in_list", rows=(6, 0),
    places=[(4, "opd"), (4, "sektor"), (4, "segmen")],
)  # fmt: skip
def cells_in_the_wrong_columns(path: Path) -> None:
    write_csv(path, workers(opd=NAMES[0], sektor=PHONE, segmen=nik(23)))


@case(f"opd_workers-{nik(23)}.xlsx", REFUSED, "unknown_name", rows=(6, 0))
def nik_in_the_names_of_file_and_sheet(path: Path) -> None:
    write_xlsx(path, (nik(24), grid(workers(sektor="astronaut"))))


# Kinds


@case("Data Oktober.xlsx", NOTED, "kind_by_header", rows=(6, 6))
def kind_told_by_the_header(path: Path) -> None:
    write_xlsx(path, ("Sheet1", grid()))


@case("Kiriman Disnaker.xlsx", NOTED, "kind_by_header", rows=(12, 12))
def two_kinds_in_one_workbook(path: Path) -> None:
    write_xlsx(path, ("Pekerja", grid()), ("Bayar", grid(payers())))


@case("catatan.csv", REFUSED, "header_missing", rows=(2, 0))
def kind_not_told(path: Path) -> None:
    path.write_text("a,b\n1,2\n")


@case("lampiran.csv", REFUSED, "kind_unknown", "column_missing", rows=(6, 0))
def kind_half_told(path: Path) -> None:
    write_text(path, [row[:-1] for row in grid()])


@case("self_payers-b.csv", REFUSED, "kind_other", rows=(6, 0))
def kind_of_another_name(path: Path) -> None:
    write_csv(path, workers())


@case("OPD_Workers Dinkes (1).CSV", OK, rows=(6, 6))
def name_in_capitals(path: Path) -> None:
    write_csv(path, workers())


# Repeats


@case("opd_workers-b.csv", NOTED, "row_repeated", rows=(8, 6))
def rows_that_repeat(path: Path) -> None:
    write_csv(path, [*workers(), worker(21), worker(26)])


@case("opd_workers-b.csv", NOTED, "row_repeated", "name_variant", rows=(7, 6))
def row_that_repeats_in_other_words(path: Path) -> None:
    write_csv(path, [*workers(), worker(21, kelurahan="Kel. Belawan 1")])


@case("opd_workers-z (1).csv", NOTED, "same_file", rows=(12, 0))
def the_same_file_twice(path: Path) -> None:
    shutil.copy(path.parent / BASE, path)


@case("opd_workers-z.xlsx", NOTED, "same_rows", rows=(12, 0))
def the_same_rows_in_another_format(path: Path) -> None:
    write_xlsx(path, ("Data", grid([worker(number) for number in range(12, 0, -1)])))


def benefits(count: int) -> Cells:
    """Cases paid: two may be equal in every column."""
    header = ["bulan", "program", "manfaat", "kecamatan", "jumlah"]
    return [header, *[[PERIOD, "jkm", "santunan_kematian", "12.71.08", "42000000"]] * count]


@case("benefits_paid-b.csv", OK, rows=(6, 6))
def equal_cases_are_two_cases(path: Path) -> None:
    write_text(path, benefits(6))


@case("benefits_paid-b.xlsx", NOTED, "same_rows", rows=(6, 0))
def the_same_cases_in_another_format(path: Path) -> None:
    write_text(path.with_name("benefits_paid-a.csv"), benefits(6))
    write_xlsx(path, ("Data", benefits(6)))


@case("self_payers-b.csv", REFUSED, "unlisted", rows=(6, 0), places=[(4, "nik")])
def payment_for_somebody_unlisted(path: Path) -> None:
    write_csv(path, payers(nik=nik(99)))


@case("opd_workers-b.xlsx", OK, rows=(6, 6))
def far_away_formatted_cells(path: Path) -> None:
    book = write_xlsx(path, ("Data", grid()))
    book["Data"][f"{get_column_letter(200)}3000"].number_format = "@"
    book.save(path)
