"""Are cells written by the page, does sorting them as text sort the numbers, and what form has a table?"""

import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.forms import number, share
from dashboard.tables import MOST_CELLS, SHOWN_WHOLE, Column, markdown_table, text_table
from dashboard.words import LANGUAGES
from tests.opened import tables

ROWS = [{"name": name, "n": n} for name, n in (("c", 5), ("a", 214_555), ("b", 1_020), ("d", 99))]
COLUMNS = [
    Column(head="Nama", cell=lambda row: row["name"], is_number=False),
    Column(head="Pekerja", cell=lambda row: number("id", row["n"])),
]


def test_cells_are_text_in_the_language_of_the_page() -> None:
    table = text_table(ROWS, COLUMNS)
    assert table.column_names == ["Nama", "Pekerja"]
    assert table.column("Pekerja").to_pylist() == ["      5", "214.555", "  1.020", "     99"]
    assert table.column("Nama").to_pylist() == ["c", "a", "b", "d"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_order_is_number_order(lang: str) -> None:
    columns = [
        Column(head="workers", cell=lambda row: number(lang, row["n"])),
        Column(head="share", cell=lambda row: share(lang, row["n"], 1_000, in_column=True)),
    ]
    rows = [{"n": n} for n in (5, 1_000, 102, 99, 0, 998)]
    table = text_table(rows, columns)
    for head in ("workers", "share"):
        cells = table.column(head).to_pylist()
        by_text = sorted(range(len(rows)), key=cells.__getitem__)
        assert [rows[place]["n"] for place in by_text] == [0, 5, 99, 102, 998, 1_000]


@pytest.mark.parametrize("form", [text_table, markdown_table])
def test_no_rows_are_no_fault(form) -> None:
    assert form([], [Column(head="x", cell=str), Column(head="y", cell=str)]).num_rows == 0


def test_a_short_table_names_its_rows_and_says_what_is_a_number() -> None:
    link = Column(head="Lihat", cell=lambda row: f"/opd?n={row['n']}" if row["n"] > 9 else "", link="buka")
    table = markdown_table(ROWS, [*COLUMNS, link])
    told = json.loads(table.schema.metadata[b"pandas"])
    assert told["index_columns"] == ["Nama"]
    assert [each["pandas_type"] for each in told["columns"]] == ["unicode", "float64", "unicode"]
    assert table.column("Pekerja").to_pylist() == ["5", "214.555", "1.020", "99"]
    assert table.column("Lihat").to_pylist()[:2] == ["", "[buka](</opd?n=214555>)"]


def test_long_texts_and_heads_are_broken_between_words() -> None:
    rows = [{"name": "Dinas *Koperasi*, Usaha Kecil Menengah dan Perindustrian", "n": 7}]
    columns = [COLUMNS[0], Column(head="Orang-bulan tahun ini", cell=lambda row: str(row["n"]))]
    table = markdown_table(rows, columns)
    assert table.column_names == ["Nama", "Orang-bulan\\\ntahun ini"]
    assert table.column("Nama").to_pylist() == [
        "Dinas \\*Koperasi\\*, Usaha\\\nKecil Menengah dan\\\nPerindustrian"
    ]


def _app(count: int, width: int, is_picked: bool) -> None:
    from dashboard.tables import Column, show_table

    columns = [Column(head=f"c{place}", cell=lambda row: f"<{row}>") for place in range(width)]
    picked = {"key": "k", "on_pick": print} if is_picked else {}
    show_table(range(count), columns, alt="Apa **ini**", **picked)


@pytest.mark.parametrize(
    ("count", "width", "is_picked", "form"),
    [
        (SHOWN_WHOLE, 2, False, "table"),
        (SHOWN_WHOLE + 1, 2, False, "dataframe"),
        (SHOWN_WHOLE, MOST_CELLS // SHOWN_WHOLE, False, "table"),
        (SHOWN_WHOLE, MOST_CELLS // SHOWN_WHOLE + 1, False, "dataframe"),
        (2, 2, True, "dataframe"),
    ],
)
def test_the_form_follows_from_size_and_choice(count: int, width: int, is_picked: bool, form: str) -> None:
    at = AppTest.from_function(_app, args=(count, width, is_picked)).run()
    assert not at.exception
    (element,) = at.get(form)
    assert element.proto.alt == "Apa ini"
    (table,) = tables(at)
    assert table.shape == (count, width)
    assert list(table["c1"]) == [f"<{place}>" for place in range(count)]
