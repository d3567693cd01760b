"""Does every file hold all that it says, is it understood without the portal, and does it run nothing?"""

import csv
import io
import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from starlette.applications import Starlette

from dashboard import db
from dashboard.addresses import query_params
from dashboard.catalog import load_queries, load_query
from dashboard.downloads import FORMS, SLICE, Asked, file_url, rows_of
from dashboard.files import FORMULA, csv_bytes
from dashboard.routes import ROUTES
from dashboard.words import LANGUAGES
from tests.asgi import Answer, ask
from tests.fixtures import PERIODS
from tests.libreoffice import Cells, needs_libreoffice, opened_as_indonesian
from tests.opened import PAGES, files, open_page

app = Starlette(routes=list(ROUTES))
BAD = ("=1+1", "+62", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠A1")
pytestmark = pytest.mark.usefixtures("fixture_city")


def book(answer: Answer) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(answer.body))


def count_in(answer: Answer, form: str) -> int:
    if form == "json":
        return len(answer.json()["rows"])
    if form == "parquet":
        return pq.read_table(io.BytesIO(answer.body)).num_rows
    if form == "xlsx":
        return book(answer).worksheets[0].max_row - 1
    text = answer.body.decode("utf-8-sig")
    return len(list(csv.reader(io.StringIO(text, newline="")))) - 1


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", sorted(load_queries()))
def test_o1_every_query_comes_whole_in_every_form(name: str, form: str) -> None:
    params = query_params(load_query(name), {})
    answer = ask(app, file_url(name, form, lang="id", params=params))
    assert answer.status == 200
    rows = db.run_query(name, **params)
    assert count_in(answer, form) == rows.num_rows == int(answer.headers["x-row-count"])
    assert f'.{FORMS[form].ending}"' in answer.headers["content-disposition"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_o1_every_link_of_every_page_answers(name: str, lang: str) -> None:
    for link in {link for link in files(open_page(name, lang=lang)) if link.startswith("/unduh/")}:
        assert ask(app, link).status == 200, link


def test_o1_all_of_it_is_every_month_without_filters() -> None:
    shown = {"period": "2026-10", "sector": "marbot", "kecamatan": None, "funding_source": None}
    url = file_url("coverage_by_opd", "csv", lang="id", params=shown, whole=True)
    assert set(parse_qs(urlsplit(url).query)) == {"semua", "lang"}
    rows = list(csv.DictReader(io.StringIO(ask(app, url).body.decode())))
    assert {row["for_period"] for row in rows} == set(PERIODS)
    # the fixture city has 300 workers in each of its months
    for period in PERIODS:
        assert sum(int(row["universe"]) for row in rows if row["for_period"] == period) == 300
    assert ask(app, url).headers["x-row-count"] == str(len(rows))


@pytest.mark.parametrize("name", sorted(load_queries()))
def test_o1_all_of_it_holds_what_each_month_shows(name: str) -> None:
    params = query_params(load_query(name), {})
    whole = rows_of(Asked(query=name, params=tuple(params.items()), whole=True))
    if "period" not in params:
        assert whole.num_rows == db.run_query(name, **params).num_rows
        return
    for period in PERIODS:
        shown = rows_of(Asked(query=name, params=tuple({**params, "period": period}.items())))
        part = whole.filter(pa.compute.equal(whole.column("for_period"), period))
        assert part.drop_columns(["for_period"]).to_pylist() == shown.to_pylist()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_of_it_and_a_filter_are_refused_in_words(lang: str) -> None:
    for given in ("period=2026-10", *(f"{name}=dinsos" for name in SLICE if name == "opd")):
        answer = ask(app, f"/unduh/coverage_by_sector.csv?semua=ya&{given}&lang={lang}")
        assert answer.status == 400
        assert given.partition("=")[0] in answer.json()["message"]


@pytest.mark.parametrize("given", ["bentuk=us", "semua=no", "zzz=1", "bentuk=id&bentuk=id"])
def test_unknown_parameters_are_refused_in_words(given: str) -> None:
    answer = ask(app, f"/unduh/coverage_by_opd.csv?{given}")
    assert answer.status == 400
    assert given.partition("=")[0] in answer.json()["message"]
    assert ask(app, "/unduh/coverage_by_opd.xlsx?bentuk=id").status == 400  # there is one form of XLSX


def test_unknown_endings_are_no_file() -> None:
    assert ask(app, "/unduh/coverage_by_opd.exe").status == 404
    assert ask(app, "/unduh/nothing.parquet").status == 404


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_the_same_twice_and_not_sent_again(form: str) -> None:
    url = file_url("coverage_by_sector", form, lang="id", params={"period": "2026-10"})
    first, second = ask(app, url), ask(app, url)
    assert first.body == second.body
    assert ask(app, url, if_none_match=first.headers["etag"]).status == 304
    assert ask(app, url, accept_encoding="gzip").headers["content-encoding"] == "gzip"


def test_the_columns_are_explained_beside_the_file() -> None:
    rows = csv.DictReader(io.StringIO(ask(app, "/unduh/coverage_by_opd.kamus.csv").body.decode()))
    told = {row["column"]: row for row in rows}
    assert list(told) == list(load_query("coverage_by_opd").columns)
    assert told["active"]["unit"] == "workers"
    assert told["coverage_rate"]["meaning"].startswith("active / universe")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_o1_a_workbook_explains_itself(lang: str) -> None:
    answer = ask(app, f"/unduh/coverage_by_opd.xlsx?period=2026-09&sector=marbot&lang={lang}")
    data, about = book(answer).worksheets
    assert data.freeze_panes == "A2"
    head, *rows = list(data.iter_rows(values_only=True))
    assert head == tuple(load_query("coverage_by_opd").columns)
    by_opd = {row[0]: row for row in rows}
    assert by_opd["dinsos"][1] == 145  # 10 + 30 + 15 in Kota and 90 in Sunggal
    told = "\n".join(
        str(cell) for row in about.iter_rows(values_only=True) for cell in row if cell is not None
    )
    for text in ("2026-09.r1", "sector = marbot", "CC-BY-4.0", "coverage_rate", "Medan", str(len(rows))):
        assert text in told


def test_parquet_and_json_say_what_they_are() -> None:
    answer = ask(app, "/unduh/coverage_by_opd.parquet?period=2026-10")
    kept = pq.read_schema(io.BytesIO(answer.body)).metadata
    about = json.loads(kept[b"cakupan.about"])
    assert about["en"]["revision"] == about["id"]["revision"] == "2026-10.r1"
    assert "workers" in json.loads(kept[b"cakupan.columns"])["active"]
    told = ask(app, "/unduh/coverage_by_opd.json?period=2026-10").json()
    assert told["about"] == about
    assert told["row_count"] == len(told["rows"])
    assert pq.read_table(io.BytesIO(answer.body)).to_pylist() == told["rows"]


# Spreadsheets


def hostile() -> pa.Table:
    return pa.table(
        {
            "text": [*BAD, 'a;b,"c"', "1.234", None],
            "workers": [*range(-5, 6), 214_555, 1_234_567, None],
            "rate": [0.5] * 11 + [0.0004, 1.25, 0.00004],
        }
    )


def test_o9_no_cell_of_any_form_is_a_formula() -> None:
    for indonesian in (False, True):
        text = csv_bytes(hostile(), indonesian=indonesian).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if indonesian else ","))
        for row, bad in zip(rows[1:], BAD, strict=False):
            assert row[0] == f"'{bad}"
            assert not FORMULA.match(row[0])
        assert rows[1][1] == "-5"  # a number is no text


def test_o9_no_text_of_a_workbook_is_a_formula(own_city: Path) -> None:
    opd = own_city / "reference" / "opd.csv"
    content = opd.read_text(encoding="utf-8").replace("Dinas Ketenagakerjaan,", '"=HYPERLINK(1)",', 1)
    opd.write_text(content, encoding="utf-8", newline="")
    data = book(ask(app, "/unduh/opd_list.xlsx")).worksheets[0]
    cells = [cell for row in data.iter_rows() for cell in row]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} <= {"s", "inlineStr"}


def test_o9_the_indonesian_form_is_what_a_spreadsheet_there_expects() -> None:
    content = csv_bytes(hostile(), indonesian=True)
    assert content.startswith(b"\xef\xbb\xbftext;workers;rate\r\n")
    assert b"0,0004\r\n" in content
    assert b";1234567;1,25\r\n" in content


@needs_libreoffice
@pytest.mark.slow
def test_o9_an_indonesian_spreadsheet_reads_what_was_written(tmp_path: Path) -> None:
    table = hostile()
    cells: Cells = opened_as_indonesian(csv_bytes(table, indonesian=True), tmp_path)
    assert cells[0] == table.column_names
    for found, row in zip(cells[1:], table.to_pylist(), strict=True):
        assert found[1] == ("" if row["workers"] is None else str(row["workers"]))
        # read as a number, so written back with a point: a text would keep its comma
        assert float(found[2]) == row["rate"]
    assert [found[0].lstrip("'") for found in cells[1:4]] == list(BAD[:3])
    assert cells[-3][0] == 'a;b,"c"'
