"""Do headers, names and written values mean what the contract declares, and only that?"""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.contract import load_schema, sheet_kinds
from publisher.intake import workbook_rows
from publisher.intake.files import kind_of
from publisher.intake.grids import delimiter_of, open_grids
from publisher.intake.headers import find_header, kinds_that_fit
from publisher.intake.reception import receive
from publisher.intake.repairs import (
    Repaired,
    Wrong,
    folded_words,
    repair_date,
    repair_integer,
    repair_month,
    repair_nik,
)
from publisher.masking import mask, mask_words
from publisher.reference import load_kelurahan_names, load_names, read_reference
from tests.sheet_files import MEDAN, nik, own, worker, write_csv
from tests.spreadsheets import cells_of, write_ods, write_text, write_xls, write_xlsx

PERIOD = "2026-10"


@pytest.mark.parametrize("kind", sheet_kinds())
def test_no_header_means_two_things(kind: str) -> None:
    schema = load_schema("sheets", kind)
    claims = [
        folded_words(name)
        for field in schema["fields"]
        for name in {folded_words(each) for each in (field["name"], *field["aliases"])}
    ]
    claims += [folded_words(name) for name in schema["columns_not_read"]]
    assert len(claims) == len(set(claims)), sorted(name for name in claims if claims.count(name) > 1)


@pytest.mark.parametrize("kind", sheet_kinds())
def test_no_word_for_a_choice_means_two_choices(kind: str) -> None:
    for field in load_schema("sheets", kind)["fields"]:
        words = [word for words in field.get("value_aliases", {}).values() for word in words]
        assert len(words) == len(set(words))
        assert set(field.get("value_aliases", {})) <= set(field["constraints"]["enum"] if words else ())
        assert all(word == folded_words(word) or word == word.casefold() for word in words)


@pytest.mark.parametrize("kind", sheet_kinds())
def test_every_kind_is_told_by_its_own_header(kind: str) -> None:
    header = [field["name"] for field in load_schema("sheets", kind)["fields"]]
    assert kinds_that_fit([header]) == [kind]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("opd_workers-disnaker.csv", "opd_workers"),
        ("OPD_WORKERS Dinkes.xlsx", "opd_workers"),
        ("opd_workers.csv", "opd_workers"),
        ("opd_workers_2.csv", "opd_workers"),
        ("opd_workersx.csv", None),
        ("daftar opd_workers.csv", None),
    ],
)
def test_kind_by_file_name(name: str, kind: str | None) -> None:
    assert kind_of(Path(name)) == kind


def test_a_header_is_the_row_with_most_known_columns() -> None:
    rows = [["Jumlah", "NIK"], ["No", "NIK", "Tgl Lahir", "Kec."], ["1", nik(1), "1990-01-15", "Medan Kota"]]
    header = find_header(rows, "opd_workers")
    assert header is not None
    assert (header.first, header.fields) == (2, {1: "nik", 2: "tanggal_lahir", 3: "kecamatan"})
    assert find_header(rows[2:], "opd_workers") is None


@pytest.mark.parametrize(
    ("head", "delimiter"),
    [
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ("Daftar, pekerja\na;b;c\n1;2;3\n4;5;6\n", ";"),
        ('a,b\n"x;y;z",2\n', ","),
        ("sep=|\na,b\n", "|"),
    ],
)
def test_delimiters(head: str, delimiter: str) -> None:
    assert delimiter_of(head) == delimiter


@pytest.mark.parametrize("write", [write_xlsx, write_xls, write_ods])
def test_formats_give_the_same_rows(tmp_path: Path, write: Callable[..., object]) -> None:
    cells = [["x", None, "y"], [None, None, None], ["1.5", 7, 16800]]
    write(tmp_path / "book", ("Lembar1", cells)) if write is write_xlsx else write(tmp_path / "book", cells)
    rows = [list(grid.rows) for grid in open_grids(tmp_path / "book")]
    assert rows == [[["x", "", "y"], ["", "", ""], ["1.5", "7", "16800"]]]


def meant(repair: Callable[[str], Repaired], written: str) -> Repaired | str:
    try:
        return repair(written)
    except Wrong as wrong:
        return wrong.rule


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("16800", ("16800", None)),
        ("16.800", ("16800", "thousands_dot")),
        ("1.234", ("1234", "thousands_dot")),
        ("Rp 1.234.567,-", ("1234567", "thousands_dot")),
        ("Rp16.800,00", ("16800", "thousands_dot")),
        ("16 800", ("16800", "amount_repaired")),
        ("16800.00", ("16800", "decimal_zero")),
        ("16,800", "decimal_comma"),
        ("16.800,50", "decimal_comma"),
        ("16.80", "not_integer"),
        ("1.23.456", "not_integer"),
        ("16.800.00", "not_integer"),
    ],
)
def test_amounts_follow_the_indonesian_rule(written: str, value: tuple[str, str | None] | str) -> None:
    assert meant(repair_integer, written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1990-01-15", ("1990-01-15", None)),
        ("05/01/1990", ("1990-01-05", "date_repaired")),
        ("5.1.1990", ("1990-01-05", "date_repaired")),
        ("15 Agustus 1990", ("1990-08-15", "date_repaired")),
        ("15-Des-1990", ("1990-12-15", "date_repaired")),
        ("32888", ("1990-01-15", "date_serial")),
        ("01/15/1990", "not_date"),
        ("29/02/1991", "not_date"),
        ("1990", "not_date"),
        ("15/01/90", "year_short"),
    ],
)
def test_dates_put_the_day_first(written: str, value: tuple[str, str | None] | str) -> None:
    assert meant(repair_date, written) == value


@pytest.mark.parametrize(
    "written", ["Oktober 2026", "10/2026", "01/10/2026", "2026-10-31", "46296", "202610"]
)
def test_months(written: str) -> None:
    assert meant(repair_month, written) == ("2026-10", "month_repaired")


@pytest.mark.parametrize("written", ["1.27199E+15", "1,27199150190001E+15", "1E15"])
def test_a_nik_in_scientific_notation_is_lost(written: str) -> None:
    assert meant(repair_nik, written) == "nik_scientific"


@pytest.mark.parametrize(
    ("reference", "written", "id_", "rule"),
    [
        ("kecamatan", "medan  BELAWAN", "12.71.08", None),
        ("kecamatan", "Kec. Belawan", "12.71.08", "name_variant"),
        ("kecamatan", "127108", "12.71.08", "name_variant"),
        ("kecamatan", "Mdn Belawan", "12.71.08", "name_abbreviated"),
        ("kecamatan", "Medan Tembunk", "12.71.14", "name_misspelt"),
        ("kecamatan", "Medan Bara", None, None),  # Barat or Baru
        ("kecamatan", "Medan D.", None, None),  # Deli or Denai
        ("kecamatan", "Kota Medan", None, None),
        ("opd", "Dinas Kesehatn Kota Medan", "dinkes", "name_misspelt"),
        ("opd", "Dinkos", None, None),  # Dinkes or Dinsos
        ("sector", "Nelyan", "nelayan", "name_misspelt"),
        ("sector", "Pelayan", None, None),  # a waiter is no fisher
        ("sector", "Kusir", None, None),  # a coachman is no courier
        ("funding_source", "APBD", None, None),  # of the city or of the province
        ("funder", "PT. Pelindo (Persero)", "pelindo", "name_variant"),
    ],
)
def test_names_are_understood_when_one_alone_fits(
    reference: str, written: str, id_: str | None, rule: str | None
) -> None:
    match = load_names(MEDAN, reference).match(written)
    assert (match.id, match.rule) == (id_, rule)


@pytest.mark.parametrize(
    ("kecamatan", "written", "id_"),
    [
        ("12.71.08", "Kel. Belawan 1", "12.71.08.1001"),
        ("12.71.08", "Belawan-II", "12.71.08.1002"),
        ("12.71.08", "Belawan III", None),
        ("12.71.08", "Belawan", None),
        ("12.71.02", "Sungai Sikambing B", "12.71.02.1002"),
        ("12.71.02", "Sei Sikambing C", None),  # one letter from B, and another kelurahan
        ("12.71.04", "Tegal Sari Mandala 3", "12.71.04.1003"),
        ("12.71.20", "Pulo Brayan Darat II", "12.71.20.1007"),
    ],
)
def test_kelurahan_keep_their_numbers_and_letters(kecamatan: str, written: str, id_: str | None) -> None:
    assert load_kelurahan_names(MEDAN)[kecamatan].match(written).id == id_


@pytest.mark.parametrize("city", ["medan", "pekalongan"])
def test_every_name_of_a_city_means_itself(city: str) -> None:
    folder = MEDAN.parent / city
    names = load_kelurahan_names(folder)
    for row in read_reference(folder, "kelurahan"):
        for written in (row["id"], row["name"], row["name"].upper(), f"Kel. {row['name']}"):
            assert names[row["kecamatan"]].match(written).id == row["id"]
    kecamatan = load_names(folder, "kecamatan")
    for row in read_reference(folder, "kecamatan"):
        assert kecamatan.match(f"Kecamatan {row['name']}").id == row["id"]


def test_masks_hide_what_could_be_a_person() -> None:
    assert mask(nik(1)) == "12" + "•" * 12 + "01"
    assert mask("Budi") == "••••"
    known = frozenset({"dinas", "medan"})
    assert mask_words("Dinas Budi 0812-3456-7890", known) == "Dinas B••• ••••-••••-••••"
    assert mask_words("Medan 16.800", known) == "Medan 16.800"


def test_rows_are_taken_in_order_and_by_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publisher.intake.bodies.CHUNK", 5)
    rows = [worker(number, sektor="Nelyan") for number in range(1, 24)]
    rows[17]["sektor"] = "astronaut"
    write_csv(tmp_path / "opd_workers.csv", rows)
    (file,) = receive(MEDAN, tmp_path, PERIOD).verdicts
    assert [(one.row, one.rule) for one in file.errors] == [(19, "unknown_name")]
    assert [(one.row, one.rule, one.count) for one in file.notes] == [(2, "name_misspelt", 22)]
    assert (file.receipt.read, file.receipt.loaded, file.receipt.rejected) == (23, 0, 23)


def test_payments_of_two_files_that_share_rows_count_once(tmp_path: Path) -> None:
    write_csv(tmp_path / "opd_workers.csv", [worker(number) for number in range(1, 13)])
    write_csv(tmp_path / "self_payers-a.csv", [own(number, PERIOD) for number in range(1, 5)])
    payments = [own(number, PERIOD) for number in range(4, 8)]
    write_text(tmp_path / "self_payers-b.csv", cells_of(payments), delimiter=";")
    reception = receive(MEDAN, tmp_path, PERIOD)
    assert reception.typed()["self_payers"]["nik"].to_pylist() == [nik(number) for number in range(1, 8)]
    last = reception.verdicts[-1]
    assert (last.receipt.read, last.receipt.loaded, last.receipt.rejected) == (4, 3, 1)
    assert [(one.rule, one.values["rows"], one.values["other"]) for one in last.notes] == [
        ("row_repeated", "2", "self_payers-a.csv")
    ]


def test_hidden_rows_are_counted_among_the_data_only(tmp_path: Path) -> None:
    rows = cells_of([worker(number) for number in range(1, 24)])
    book = write_xlsx(tmp_path / "opd_workers.xlsx", ("Data", [["Daftar"], *rows, [], ["Jumlah", 23]]))
    for row in (1, 4, 5, 6, 20, 26):
        book["Data"].row_dimensions[row].hidden = True
    for column in ("A", "D", "Z"):
        book["Data"].column_dimensions[column].hidden = True
    book.save(tmp_path / "opd_workers.xlsx")
    (file,) = receive(MEDAN, tmp_path, PERIOD).verdicts
    assert [(one.rule, one.column, one.count) for one in file.notes] == [
        ("hidden_rows", "", 4),
        ("hidden_column", "nik", 23),
        ("hidden_column", "disabilitas", 23),
    ]
    assert file.receipt.loaded == 23


@pytest.mark.parametrize("piece", [1, 7, 64, 1000])
def test_a_tag_is_found_wherever_the_part_is_cut(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_rows, "PIECE", piece)
    part = b"<cols><col min='2' max='3' hidden='true'/></cols><row r=\"1\"><c/></row>"
    part += b'<x:row r="2" hidden="1"><c r="A2"><v>row hidden="1"</v></c></x:row><rowBreaks hidden="1"/>'
    assert list(workbook_rows.tags(io.BytesIO(part), workbook_rows.XLSX_TAG)) == [
        (b"col", b" min='2' max='3' hidden='true'/"),
        (b"row", b' r="1"'),
        (b"row", b' r="2" hidden="1"'),
    ]
