"""What is shown when files of the extract are missing, damaged or being replaced?"""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard import db
from dashboard.problems import EFFECT_CODES, FILE_CODES, MISSING_CODES, ExtractMissing
from tests.fixtures import read_entries, sha256, table_rows, write_file, write_manifest

COVERAGE_FILE = "extracts/2026-10/r1/coverage.parquet"
SECOND_COVERAGE_FILE = "extracts/2026-10/r2/coverage.parquet"


def correct_october(city: Path, *, workers: int = 61, complete: bool = True) -> None:
    """Publish r2 of two tables of October: one worker more in Kota who never paid."""
    rows = table_rows("2026-10")
    coverage = [row if row[7] != 60 else (*row[:7], workers, 0) for row in rows["coverage"]]
    kelurahan = [row if row[5] != 55 else (*row[:5], workers - 5) for row in rows["coverage_kelurahan"]]
    fresh = [
        write_file(city, table=table, period="2026-10", rows=table_of, revision=2, complete=complete)
        for table, table_of in (("coverage", coverage), ("coverage_kelurahan", kelurahan))
    ]
    write_manifest(city, read_entries(city) + fresh)


def universe(period: str = "2026-10") -> int:
    filters = dict.fromkeys(("opd", "sector", "kecamatan", "funding_source"))
    targets = dict.fromkeys(("target_share", "target_workers", "denominator_workers"))
    (row,) = db.run_query("coverage_headline", period=period, **filters, **targets).to_pylist()
    return row["universe"]


def codes() -> list[str]:
    return [problem.code for problem in db.state().problems]


def restate(city: Path, table: str, **changes: Any) -> None:
    """Change what the manifest says of the newest October file of `table`."""
    entries = read_entries(city)
    found = [entry for entry in entries if (entry["table"], entry["period"]) == (table, "2026-10")]
    max(found, key=lambda entry: entry["revision"]).update(changes)
    write_manifest(city, entries)


@pytest.mark.usefixtures("fixture_city")
def test_whole_city_has_no_problems() -> None:
    state = db.state()
    assert state.periods == ("2026-08", "2026-09", "2026-10")
    assert (state.latest_period, state.synthetic, state.disclosure_k) == ("2026-10", True, 5)
    assert state.problems == ()
    assert len(state.revision) == 12


def test_source_tells_the_file_in_force(own_city: Path) -> None:
    correct_october(own_city)
    source = db.source_of("coverage", "2026-10")
    assert (source.revision_id, source.path) == ("2026-10.r2", "2026-10/r2/coverage.parquet")
    assert source.supersedes == "coverage-2026-10-r1"
    assert db.source_of("expiry", "2026-10").revision_id == "2026-10.r1"
    with pytest.raises(LookupError, match="2026-11"):
        db.source_of("coverage", "2026-11")


def test_highest_revision_is_in_force(own_city: Path) -> None:
    correct_october(own_city)
    assert universe() == 301
    (october,) = [row for row in db.run_query("period_list").to_pylist() if row["period"] == "2026-10"]
    assert (october["revision_id"], october["corrected"]) == ("2026-10.r2", True)


def delete(file: Path) -> None:
    file.unlink()


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def flip_a_bit(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))


@pytest.mark.parametrize(
    ("damage", "code"), [(delete, "file_missing"), (truncate, "file_size"), (flip_a_bit, "file_hash")]
)
def test_damaged_correction_sets_the_month_back(
    damage: Callable[[Path], None], code: str, own_city: Path
) -> None:
    correct_october(own_city)
    damage(own_city / SECOND_COVERAGE_FILE)
    assert universe() == 300
    defect, effect = db.state().problems
    assert (defect.code, defect.file) == (code, SECOND_COVERAGE_FILE)
    assert (effect.code, effect.values) == ("period_set_back", {"period": "2026-10", "shown": "2026-10.r1"})


def test_month_without_a_whole_revision_is_left_out(own_city: Path) -> None:
    delete(own_city / COVERAGE_FILE)
    assert db.state().periods == ("2026-08", "2026-09")
    assert codes() == ["file_missing", "period_left_out"]


def test_left_out_month_is_jumped_over(own_city: Path) -> None:
    delete(own_city / "extracts/2026-09/r1/flows.parquet")
    rows = db.run_query("period_list").to_pylist()
    assert [(row["period"], row["previous_period"]) for row in rows] == [
        ("2026-08", None),
        ("2026-10", "2026-08"),
    ]


def test_month_without_one_of_the_tables_is_left_out(own_city: Path) -> None:
    entries = read_entries(own_city)
    write_manifest(own_city, [entry for entry in entries if entry["name"] != "flows-2026-10-r1"])
    assert codes() == ["table_missing", "period_left_out"]
    assert db.state().problems[0].values["table"] == "flows"


@pytest.mark.parametrize("path", ["../../secret.parquet", "/etc/passwd", "2026-10/../../../secret.parquet"])
def test_no_file_outside_the_extracts_is_read(path: str, own_city: Path) -> None:
    shutil.copy(own_city / COVERAGE_FILE, own_city / "secret.parquet")
    restate(own_city, "coverage", path=path)
    assert codes() == ["file_outside", "period_left_out"]


def test_a_path_that_is_none_is_a_missing_file(own_city: Path) -> None:
    restate(own_city, "coverage", path="2026-10/\0.parquet")
    assert codes() == ["file_missing", "period_left_out"]


def test_a_link_out_of_the_extracts_is_not_followed(own_city: Path) -> None:
    file = own_city / COVERAGE_FILE
    outside = own_city / "outside.parquet"
    file.rename(outside)
    file.symlink_to(outside)
    assert codes() == ["file_outside", "period_left_out"]


def publish_october_coverage(city: Path, content: pa.Table | bytes) -> None:
    """Replace the October coverage by `content`, with a manifest that vouches for it."""
    file = city / COVERAGE_FILE
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        pq.write_table(content, file)
    restate(city, "coverage", bytes=file.stat().st_size, hash=sha256(file.read_bytes()))


def test_vouched_for_garbage_is_unreadable(own_city: Path) -> None:
    publish_october_coverage(own_city, b"PAR1 this is no Parquet PAR1")
    assert codes() == ["file_unreadable", "period_left_out"]


def test_columns_must_be_those_of_the_contract(own_city: Path) -> None:
    rows = pq.read_table(own_city / COVERAGE_FILE)
    publish_october_coverage(own_city, rows.rename_columns([*rows.column_names[:-1], "iuran"]))
    assert codes() == ["file_columns", "period_left_out"]
    assert "iuran integer" in str(db.state().problems[0].values["found"])


def test_types_must_be_those_of_the_contract(own_city: Path) -> None:
    rows = pq.read_table(own_city / COVERAGE_FILE)
    workers = rows.schema.get_field_index("workers")
    as_float = rows.set_column(workers, "workers", rows.column("workers").cast(pa.float64()))
    publish_october_coverage(own_city, as_float)
    assert codes() == ["file_columns", "period_left_out"]
    assert "workers double" in str(db.state().problems[0].values["found"])


def test_required_cells_must_be_filled(own_city: Path) -> None:
    rows = pq.read_table(own_city / COVERAGE_FILE)
    workers = rows.schema.get_field_index("workers")
    gaps = pa.array([None, *rows.column("workers").to_pylist()[1:]], pa.int64())
    publish_october_coverage(own_city, rows.set_column(workers, "workers", gaps))
    assert codes() == ["file_columns", "period_left_out"]
    assert db.state().problems[0].values["found"] == "workers: NULL"


def test_rows_must_be_of_the_month_that_the_manifest_says(own_city: Path) -> None:
    shutil.copy(own_city / "extracts/2026-09/r1/coverage.parquet", own_city / COVERAGE_FILE)
    publish_october_coverage(own_city, (own_city / COVERAGE_FILE).read_bytes())
    assert codes() == ["file_period", "period_left_out"]


def test_nothing_whole_is_said_with_its_causes(own_city: Path) -> None:
    for file in (own_city / "extracts").rglob("coverage.parquet"):
        file.unlink()
    with pytest.raises(ExtractMissing) as caught:
        db.state()
    assert caught.value.code == "nothing_whole"
    assert [problem.code for problem in caught.value.problems].count("file_missing") == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "manifest_missing"),
        (b"{ half a manif", "manifest_unreadable"),
        (b"\xff\xfe", "manifest_unreadable"),
        (b"[]", "manifest_broken"),
        (b"{}", "manifest_broken"),
        (
            b'{"resources": [{}], "generated_at": "2026", "synthetic": true, "disclosure_k": 5}',
            "manifest_broken",
        ),
        (b'{"resources": [], "generated_at": "2026", "synthetic": true, "disclosure_k": 5}', "nothing_whole"),
    ],
)
def test_no_manifest_no_numbers(content: bytes | None, code: str, own_city: Path) -> None:
    manifest = own_city / "extracts" / "datapackage.json"
    if content is None:
        manifest.unlink()
    else:
        manifest.write_bytes(content)
    with pytest.raises(ExtractMissing) as caught:
        db.run_query("opd_list")
    assert caught.value.code == code
    assert caught.value.values["file"] == "extracts/datapackage.json"


@pytest.mark.parametrize(
    ("field", "value"),
    [("period", "2026-13"), ("revision", "1"), ("synthetic", 1), ("sources", None), ("hash", None)],
)
def test_entry_of_the_wrong_kind_is_named(field: str, value: object, own_city: Path) -> None:
    restate(own_city, "coverage", **{field: value})
    with pytest.raises(ExtractMissing) as caught:
        db.state()
    assert caught.value.code == "manifest_broken"
    assert f"{field} = {value!r}" in str(caught.value.values["found"])


def test_one_revision_named_twice_is_refused(own_city: Path) -> None:
    entries = read_entries(own_city)
    write_manifest(own_city, [*entries, entries[0]])
    with pytest.raises(ExtractMissing) as caught:
        db.state()
    assert caught.value.code == "manifest_broken"


@pytest.mark.parametrize(
    ("damage", "code", "found"),
    [
        (None, "reference_missing", ""),
        (lambda text: text.replace("order", "sort"), "reference_broken", "order, sort"),
        (lambda text: text.replace(",1,true", ",first,true"), "reference_broken", "first"),
        (lambda text: text.replace(",never,", ",,", 1), "reference_broken", "relief: empty cell"),
        (lambda text: text + text.splitlines()[1] + "\n", "reference_broken", "id: same value twice"),
    ],
)
def test_broken_reference_stops_the_numbers(
    damage: Callable[[str], str] | None, code: str, found: str, own_city: Path
) -> None:
    file = own_city / "reference" / "funding_source.csv"
    text = file.read_text(encoding="utf-8")
    if damage is None:
        file.unlink()
    else:
        file.write_text(damage(text), encoding="utf-8")
    with pytest.raises(ExtractMissing) as caught:
        db.state()
    assert (caught.value.code, caught.value.values["file"]) == (code, "reference/funding_source.csv")
    assert found in caught.value.values.get("found", "")
    file.write_text(text, encoding="utf-8")
    assert db.state().problems == ()  # repaired without a restart


def test_new_manifest_shows_at_once(own_city: Path) -> None:
    before = db.state()
    kept = db.run_query("period_list")
    assert db.run_query("period_list") is kept
    correct_october(own_city)
    assert universe() == 301
    assert db.state().revision != before.revision
    assert db.run_query("period_list") is not kept


def test_touched_manifest_is_not_loaded_again(own_city: Path) -> None:
    kept = db.run_query("period_list")
    (own_city / "extracts" / "datapackage.json").touch()
    assert db.run_query("period_list") is kept


@pytest.mark.parametrize("damage", [delete, truncate, flip_a_bit])
def test_damaged_publication_keeps_the_last_good_state(
    damage: Callable[[Path], None], own_city: Path
) -> None:
    good = db.state()
    correct_october(own_city)
    file = own_city / SECOND_COVERAGE_FILE
    whole = file.read_bytes()
    damage(file)
    assert universe() == 300
    assert db.state().revision == good.revision
    assert codes()[-1] == "reload_refused"
    assert SECOND_COVERAGE_FILE in [problem.file for problem in db.state().problems]
    file.write_bytes(whole)  # repaired without a new manifest
    assert universe() == 301
    assert db.state().problems == ()


def test_lost_manifest_keeps_the_last_good_state(own_city: Path) -> None:
    manifest = own_city / "extracts" / "datapackage.json"
    assert universe() == 300
    content = manifest.read_bytes()
    manifest.unlink()
    assert universe() == 300
    assert codes() == ["manifest_missing", "reload_refused"]
    manifest.write_bytes(content)
    assert universe() == 300
    assert codes() == []


def test_an_old_defect_does_not_hold_up_a_new_month(own_city: Path) -> None:
    delete(own_city / "extracts/2026-08/r1/flows.parquet")
    assert codes() == ["file_missing", "period_left_out"]
    correct_october(own_city)
    assert universe() == 301
    assert codes() == ["file_missing", "period_left_out"]


def test_readers_never_meet_a_mixture_while_the_state_changes(own_city: Path) -> None:
    """Each answer is of one state: the city and its kelurahan always agree."""
    seen: set[tuple[int, int]] = set()
    faults: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        filters = {"period": "2026-10", "kecamatan": None, "funding_source": None}
        while not done.is_set():
            try:
                revision = db.state().revision
                rows = db.run_query_uncached("coverage_by_kelurahan", **filters)
                total = sum(rows.column("universe").to_pylist())
                if db.state().revision == revision:
                    seen.add((hash(revision), total))
            except BaseException as fault:
                faults.append(fault)
                return

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for workers in range(61, 66):
        correct_october_again(own_city, workers)
        universe()
    done.set()
    for thread in threads:
        thread.join()
    assert faults == []
    totals = [total for _, total in seen]
    assert set(totals) <= set(range(300, 306))
    assert len({revision for revision, _ in seen}) == len(seen), "one revision gave two totals"


def correct_october_again(city: Path, workers: int) -> None:
    """A state with one more worker: revision 2, 3, … of October."""
    revision = workers - 59
    rows = [
        row if row[5] != 55 else (*row[:5], workers - 5)
        for row in table_rows("2026-10")["coverage_kelurahan"]
    ]
    entry = write_file(city, table="coverage_kelurahan", period="2026-10", rows=rows, revision=revision)
    write_manifest(city, [*read_entries(city), entry])


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/passwd')",
        "select * from read_csv('/etc/passwd')",
        "copy (select 1) to '/tmp/cakupan_leak.csv'",
        "attach '/tmp/cakupan_leak.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
        "set memory_limit = '20GB'",
        "set threads = 64",
    ],
)
def test_database_reaches_nothing_outside(statement: str) -> None:
    with pytest.raises(duckdb.Error):
        db._live.current().database.cursor().execute(statement)


def test_another_city_is_another_database(own_city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert universe() == 300
    other = own_city.with_name("other")
    shutil.copytree(own_city, other)
    correct_october(other)
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(other))
    assert universe() == 301


def test_codes_are_distinct() -> None:
    every = [*FILE_CODES, *EFFECT_CODES, *MISSING_CODES]
    assert len(set(every)) == len(every)
