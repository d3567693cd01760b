"""Are cells written by the page, and does sorting them as text sort the numbers?"""

import pytest

from dashboard.forms import number, share
from dashboard.tables import Column, text_table
from dashboard.words import LANGUAGES

ROWS = [{"name": name, "n": n} for name, n in (("c", 5), ("a", 214_555), ("b", 1_020), ("d", 99))]


def test_cells_are_text_in_the_language_of_the_page() -> None:
    columns = [
        Column(head="Nama", cell=lambda row: row["name"], is_number=False),
        Column(head="Pekerja", cell=lambda row: number("id", row["n"])),
    ]
    table = text_table(ROWS, columns)
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


def test_no_rows_are_no_fault() -> None:
    assert text_table([], [Column(head="x", cell=str)]).num_rows == 0
