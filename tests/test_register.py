"""Does the register keep who stood where and who paid, so that any month can be counted again?"""

import datetime as dt
import hmac
import itertools
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.contract import sheet_kinds
from publisher.intake.checks import empty_sheet
from publisher.opening import open_register, open_register_copy
from publisher.publish import build_tables, publish
from publisher.register.people import UnlistedWorkers
from publisher.register.private import PathPublic, hmac_pads, load_key, refuse_public
from publisher.register.register import Counts, NotPublished, Overlap, Register
from tests.durability_child import refuse, stopped_at
from tests.sheet_files import KEY, MEDAN, bpjs, company, nik, own, worker, write_month

Rows = Sequence[dict[str, str]]
MONTHS = ("2026-07", "2026-08", "2026-09")
ELSEWHERE = {"kecamatan": "12.71.01", "kelurahan": "12.71.01.1001"}


@pytest.fixture
def register() -> Iterator[Register]:
    with open_register(MEDAN, None, KEY) as opened:
        yield opened


def typed(**rows_by_kind: Rows) -> dict[str, pa.Table]:
    """Sheets as the checks hand them over."""
    tables = {}
    for kind in sheet_kinds():
        empty = empty_sheet(kind)
        columns = {}
        for field in empty.schema:
            cells: list[Any] = [row.get(field.name) for row in rows_by_kind.get(kind, [])]
            if pa.types.is_date(field.type):
                cells = [dt.date.fromisoformat(cell) for cell in cells]
            columns[field.name] = pa.array(
                [int(c) if c and pa.types.is_integer(field.type) else c for c in cells], field.type
            )
        tables[kind] = pa.table(columns)
    return tables


@dataclass(frozen=True)
class Counted:
    """A month as the register counts it."""

    people: list[tuple[Any, ...]]  # opd, sector, kelurahan, age band, status, payer, movement ... of each
    statuses: dict[str, int]
    leavers: list[tuple[Any, ...]]


def counted(register: Register) -> Counted:
    """The month that was counted last."""
    con = register.connection
    return Counted(
        people=con.sql("from person order by worker_no").fetchall(),
        statuses=dict(con.sql("select status, count(*)::int from person group by all").fetchall()),
        leavers=con.sql("select opd, funding_source from leaver").fetchall(),
    )


def take(register: Register, period: str, workers: Rows, **sheets: Rows) -> tuple[Counts, Counted]:
    counts = register.load(period, typed(opd_workers=workers, **sheets))
    seen = counted(register)
    register.commit(period)
    return counts, seen


def recounted(register: Register, period: str) -> Counted:
    register.recount(period)
    return counted(register)


def column(register: Register, seen: Counted, name: str) -> list[Any]:
    """One column of the people, in the order of their numbers."""
    place = [about[0] for about in register.connection.sql("describe person").fetchall()].index(name)
    return [row[place] for row in seen.people]


def stays(register: Register, number: int) -> list[tuple[Any, ...]]:
    """The stays of one invented worker."""
    found = hmac.new(KEY, nik(number).encode(), "sha256").hexdigest()
    return register.connection.execute(
        "select kelurahan, first_period, last_period from stay join worker using (worker_no) "
        "where nik_hash = $found order by first_period",
        {"found": found},
    ).fetchall()


def test_a_mover_a_leaver_and_a_returner(register: Register) -> None:
    take(register, "2026-07", [worker(1), worker(2), worker(3), worker(4)])
    take(register, "2026-08", [worker(1), worker(2, **ELSEWHERE), worker(4)])
    take(register, "2026-09", [worker(1), worker(2, **ELSEWHERE), worker(3)])
    home, away = "12.71.08.1001", "12.71.01.1001"
    assert stays(register, 1) == [(home, "2026-07", None)]  # null: up to the latest published month
    assert stays(register, 2) == [(home, "2026-07", "2026-07"), (away, "2026-08", None)]
    assert stays(register, 3) == [(home, "2026-07", "2026-07"), (home, "2026-09", None)]
    assert stays(register, 4) == [(home, "2026-07", "2026-08")]


def test_every_month_is_counted_again_from_the_register_alone(register: Register) -> None:
    payments = {
        "2026-07": {"bpjs_active": [bpjs(1, "2026-07")], "csr_payments": [company(2, "2026-07", 2)]},
        "2026-08": {"self_payers": [own(3, "2026-08"), own(2, "2026-08")]},
        "2026-09": {"self_payers": [own(3, "2026-09")], "bpjs_active": [bpjs(4, "2026-09")]},
    }
    lists = {
        "2026-07": [worker(n) for n in (1, 2, 3, 5)],
        "2026-08": [worker(1, sektor="petani"), worker(2, **ELSEWHERE), worker(3, opd="dinsos"), worker(4)],
        "2026-09": [worker(2), worker(3, opd="dinsos"), worker(4), worker(5)],
    }
    original = {period: take(register, period, lists[period], **payments[period])[1] for period in MONTHS}
    for period in (*MONTHS, "2026-07"):
        assert recounted(register, period) == original[period]
    with pytest.raises(NotPublished):
        register.recount("2026-10")


def test_published_tables_are_counted_again_from_the_register_alone(register: Register) -> None:
    everybody = [worker(number, sektor="petani" if number % 2 else "nelayan") for number in range(1, 61)]
    original = {}
    for place, period in enumerate(MONTHS):
        register.load(
            period,
            typed(
                opd_workers=everybody[place * 6 :],
                self_payers=[own(number, period) for number in range(20 + place * 6, 50)],
                csr_payments=[company(number, period, 2) for number in range(50, 60)] if not place else [],
                csr_pledges=[{"bulan": period, "perusahaan": "pelindo", "sumber_dana": "csr_bumn",
                              "jumlah": "336000", "pekerja": "10", "jumlah_bulan": "2"}],
                participants=[{"bulan": period, "segmen": "bpu", "program": "jkk", "peserta": "90"}],
            ),
        )  # fmt: skip
        original[period], _ = build_tables(register, period, 5)
        register.commit(period)
    for period in MONTHS:
        register.recount(period)
        again, _ = build_tables(register, period, 5)
        assert {name: table.to_pylist() for name, table in again.items()} == {
            name: table.to_pylist() for name, table in original[period].items()
        }


def test_an_old_month_published_again_knows_nothing_of_later_sheets(register: Register) -> None:
    pays = {"self_payers": [own(1, "2026-07")]}
    _, july = take(register, "2026-07", [worker(1), worker(2)], **pays)
    paying = [own(number, "2026-08") for number in (1, 3)]
    _, august = take(register, "2026-08", [worker(1, **ELSEWHERE), worker(3)], self_payers=paying)
    assert take(register, "2026-07", [worker(1), worker(2)], **pays)[1] == july
    corrected = [worker(1), worker(2, sektor="petani"), worker(3)]
    _, again = take(register, "2026-07", corrected, **pays)
    assert again.statuses == {"active": 1, "never": 2}  # worker 3 pays in August only
    assert recounted(register, "2026-08") == august
    july = recounted(register, "2026-07")
    assert sorted(column(register, july, "sector")) == ["nelayan", "nelayan", "petani"]
    assert set(column(register, july, "kelurahan")) == {"12.71.08.1001"}  # the move of worker 1 is later


def test_who_is_listed_no_more_leaves_the_universe_and_keeps_the_past(register: Register) -> None:
    both = [company(number, "2026-07", 3) for number in (1, 2)]
    _, july = take(register, "2026-07", [worker(1), worker(2)], csr_payments=both)
    _, august = take(register, "2026-08", [worker(1)])
    assert august.statuses == {"active": 1}  # worker 2 is paid through September and does not count
    assert august.leavers == [("dkp3", "csr_bumn")]
    register.recount("2026-08")
    assert register.ask("alarms/paid_unlisted", {"period": "2026-08"}) == [(1, 16_800)]
    _, september = take(register, "2026-09", [worker(1), worker(2)])
    assert september.statuses == {"active": 2}
    register.recount("2026-09")
    # worker 1 is in the middle of a block; worker 2 enters the universe again
    assert set(column(register, september, "movement")) == {None, "enrolled"}
    assert recounted(register, "2026-07") == july


def test_one_month_lapsed_and_returning(register: Register) -> None:
    everybody = [worker(number) for number in range(1, 5)]
    paying = {"2026-07": (1, 2, 3), "2026-08": (2,), "2026-09": (3,)}
    for period, numbers in paying.items():
        _, seen = take(register, period, everybody, self_payers=[own(number, period) for number in numbers])
    assert seen.statuses == {"active": 1, "lapsed": 1, "one_month": 1, "never": 1}


def test_age_is_counted_on_the_last_day_of_the_month(register: Register) -> None:
    born = {1: "1961-07-31", 2: "1961-08-01", 3: "2001-07-31", 4: "2001-08-01"}
    take(register, "2026-07", [worker(number, tanggal_lahir=date) for number, date in born.items()])
    bands = "select age_band, count(*)::int from listed group by all order by all"
    july = [("15-24", 1), ("25-34", 1), ("55-64", 1), ("65+", 1)]
    assert register.connection.sql(bands).fetchall() == july
    take(register, "2026-08", [worker(number, tanggal_lahir=date) for number, date in born.items()])
    assert register.connection.sql(bands).fetchall() == [("25-34", 2), ("65+", 2)]
    register.recount("2026-07")
    assert register.connection.sql(bands).fetchall() == july


def test_overlaps_by_pair_of_payers(register: Register) -> None:
    counts, _ = take(
        register, "2026-07", [worker(number) for number in range(1, 6)],
        bpjs_active=[bpjs(1, "2026-07"), bpjs(2, "2026-07")],
        csr_payments=[company(number, "2026-07", 3) for number in (2, 3)],
        self_payers=[own(1, "2026-07"), own(2, "2026-07", iuran="20000"), own(4, "2026-07")],
    )  # fmt: skip
    # worker 1: city and own; worker 2: city, company and own; company pays 3 x 16,800, one month of it here
    assert counts.overlaps == (
        Overlap("apbd_kota", "mandiri_kepling", 2, 16_800 + 20_000),
        Overlap("apbd_kota", "csr_bumn", 1, 16_800),
    )
    assert (counts.workers, counts.active, counts.paid_twice) == (5, 4, 3)
    later, _ = take(register, "2026-08", [worker(2), worker(3)], self_payers=[own(3, "2026-08")])
    assert later.overlaps == (Overlap("csr_bumn", "mandiri_kepling", 1, 16_800),)


def test_payments_for_unlisted_workers_are_told(register: Register) -> None:
    sheets = typed(opd_workers=[worker(1)], self_payers=[own(1, "2026-07"), own(9, "2026-07")])
    with pytest.raises(UnlistedWorkers) as unlisted:
        register.load("2026-07", sheets)
    assert unlisted.value.niks == [nik(9)]


STATES = st.dictionaries(st.integers(1, 4), st.sampled_from(["nelayan", "petani"]), max_size=4)
STEPS = st.lists(st.tuples(st.integers(1, 5), STATES), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_stays_hold_what_the_last_lists_of_every_month_said(steps: list[tuple[int, dict[int, str]]]) -> None:
    """Months come in any order, again and with gaps; each keeps its latest lists, and stays never overlap."""
    said: dict[str, dict[int, str]] = {}
    with open_register(MEDAN, None, KEY) as register:
        for month, state in steps:
            period = f"2026-0{month}"
            take(register, period, [worker(number, sektor=sector) for number, sector in state.items()])
            said[period] = state
            for published, expected in said.items():
                register.recount(published)
                rows = register.connection.sql("select sector, count(*)::int from listed group by all")
                sectors = list(expected.values())
                assert dict(rows.fetchall()) == {name: sectors.count(name) for name in set(sectors)}
        touching = """
            select count(*) from stay as a join stay as b using (worker_no, opd, sector, kelurahan, birth)
            join published as gap on gap.period = b.first_period
            where a.last_period = (select max(period) from published where period < b.first_period)
        """
        assert register.connection.sql(touching).fetchone() == (0,)  # one stay, not two that touch


@pytest.mark.parametrize("length", [1, 32, 64, 65, 200])
def test_the_keyed_hash_in_sql_is_hmac_sha256(length: int) -> None:
    key = bytes(index % 251 for index in range(length))
    with open_register(MEDAN, None, key) as register:
        take(register, "2026-07", [worker(number) for number in range(1, 9)])
        hashes = {row[0] for row in register.connection.sql("select nik_hash from worker").fetchall()}
    assert hashes == {hmac.new(key, nik(number).encode(), "sha256").hexdigest() for number in range(1, 9)}
    assert all(len(pad) == 64 for pad in hmac_pads(key).values())


def test_register_and_key_stay_out_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_KEY", raising=False)
    inside = Path(__file__).parent / "register.duckdb"
    with pytest.raises(PathPublic):
        open_register(MEDAN, inside, KEY)
    with pytest.raises(PathPublic):
        load_key(inside)
    (tmp_path / "link").symlink_to(inside.parent)
    with pytest.raises(PathPublic):
        refuse_public(tmp_path / "link" / "register.duckdb")
    with pytest.raises(PathPublic):
        refuse_public(tmp_path / "extracts" / ".." / "extracts" / "r.duckdb", tmp_path / "extracts")
    refuse_public(tmp_path / "register.duckdb", tmp_path / "extracts")
    assert not inside.exists()


def test_a_register_beside_the_published_files_is_refused(tmp_path: Path) -> None:
    folder = write_month(tmp_path / "s", [worker(number) for number in range(1, 13)])
    path = tmp_path / "extracts" / "register.duckdb"
    with open_register(MEDAN, path, KEY) as register, pytest.raises(PathPublic):
        publish(
            city_dir=MEDAN, folder=folder, extracts=tmp_path / "extracts", register=register,
            period="2026-07", generated_at="2026-08-05T00:00:00Z",
        )  # fmt: skip
    assert not (tmp_path / "extracts" / "datapackage.json").exists()


def test_the_register_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "private" / "register.duckdb"
    with open_register(MEDAN, path, KEY) as register:
        take(register, "2026-07", [worker(1)])
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert duckdb.connect(str(path), read_only=True).sql("select count(*) from stay").fetchone() == (1,)


def test_work_on_a_register_leaves_its_file_alone_until_it_is_kept(tmp_path: Path) -> None:
    """A writer that is killed can leave DuckDB's file with half a block, so it is only ever replaced."""
    path = tmp_path / "register.duckdb"
    with open_register(MEDAN, path, KEY) as register:
        before, place = path.read_bytes(), path.stat().st_ino
        register.load("2026-07", typed(opd_workers=[worker(1)]))
        assert (path.read_bytes(), path.stat().st_ino) == (before, place)
        register.commit("2026-07")
        assert path.stat().st_ino != place
        kept = path.read_bytes()
        register.load("2026-08", typed(opd_workers=[worker(1)]))
    assert path.read_bytes() == kept
    with open_register(MEDAN, path, KEY) as register:
        assert (register.has_published("2026-07"), register.has_published("2026-08")) == (True, False)


def test_what_a_killed_publisher_left_is_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "register.duckdb"
    with open_register(MEDAN, path, KEY) as register:
        take(register, "2026-07", [worker(1)])
    for ending in ("copy", "copy.wal", "draft"):
        (tmp_path / f"register.duckdb.{ending}").write_bytes(b"half a block")
    with open_register(MEDAN, path, KEY) as register:
        assert register.has_published("2026-07")
    assert {each.name for each in tmp_path.iterdir()} == {"register.duckdb", "register.duckdb.lock"}


def leave_in_a_log(path: Path, sql: str) -> None:
    """Be a publisher of before there were working copies, killed with `sql` committed to its log alone."""
    code = "import duckdb, os, sys\ncon = duckdb.connect(sys.argv[1])\ncon.execute(sys.argv[2])\nos._exit(0)"
    subprocess.run([sys.executable, "-c", code, str(path), sql], check=True)
    assert log_of(path).stat().st_size


def log_of(path: Path) -> Path:
    """Where DuckDB keeps what is committed and not yet in its file."""
    return path.with_name(f"{path.name}.wal")


PUBLISHED_AUGUST = "insert into published values ('2026-08', true)"


def published_in(path: Path) -> list[tuple[str]]:
    """The months that the file at `path` holds, without a log beside it."""
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute("select period from published order by period").fetchall()


def test_what_a_killed_publisher_had_committed_to_a_log_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "register.duckdb"
    with open_register(MEDAN, path, KEY) as register:
        take(register, "2026-07", [worker(1)])
    leave_in_a_log(path, PUBLISHED_AUGUST)
    with open_register_copy(MEDAN, path, KEY) as looked_at:
        assert looked_at.has_published("2026-08")
    assert log_of(path).exists()  # who only looks changes nothing
    with open_register(MEDAN, path, KEY) as register:
        assert register.has_published("2026-08")
        assert not log_of(path).exists()
        assert path.stat().st_mode & 0o777 == 0o600
    assert {each.name for each in tmp_path.iterdir()} == {"register.duckdb", "register.duckdb.lock"}
    assert published_in(path) == [("2026-07",), ("2026-08",)]


def test_a_log_is_taken_over_exactly_once_wherever_that_is_cut_off(tmp_path: Path) -> None:
    start, place = tmp_path / "start", tmp_path / "place"
    with open_register(MEDAN, start / "register.duckdb", KEY) as register:
        take(register, "2026-07", [worker(1)])
    leave_in_a_log(start / "register.duckdb", PUBLISHED_AUGUST)
    cut_off = []
    for step in itertools.count(1):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(start, place)
        path = place / "register.duckdb"
        try:
            with stopped_at(step, refuse) as steps, open_register(MEDAN, path, KEY):
                assert not log_of(path).exists()
        except OSError:
            cut_off.append(steps[step - 1])
        with open_register_copy(MEDAN, path, KEY) as looked_at:
            assert looked_at.ask("is_published", {"period": "2026-08"}), steps
        with open_register(MEDAN, path, KEY):
            assert published_in(path) == [("2026-07",), ("2026-08",)], steps
        if len(steps) < step:
            break
    assert {"file", "fsync", "replace", "unlink"} <= set(cut_off)


def test_a_log_without_its_register_is_no_part_of_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "register.duckdb"
    log_of(path).write_bytes(b"of a register that was deleted")
    with open_register(MEDAN, path, KEY) as register:
        take(register, "2026-07", [worker(1)])
    assert not log_of(path).exists()
    assert published_in(path) == [("2026-07",)]


def test_a_register_that_does_not_open_can_be_opened_once_it_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "register.duckdb"
    with open_register(MEDAN, path, KEY) as register:
        take(register, "2026-07", [worker(1)])
    whole = path.read_bytes()
    for damaged in (b"no database at all", whole[:12_288] + bytes(4_096) + whole[16_384:]):
        path.write_bytes(damaged)
        with pytest.raises(OSError, match=r"database|checksum") as refused:
            open_register(MEDAN, path, KEY)
        assert refused.tb is not None  # whoever reports the error still holds all it came from
        assert {each.name for each in tmp_path.iterdir()} == {"register.duckdb", "register.duckdb.lock"}
        path.write_bytes(whole)
        with open_register(MEDAN, path, KEY) as register:
            assert register.has_published("2026-07")


def test_a_damaged_register_is_not_taken_for_one_in_use(tmp_path: Path) -> None:
    path = tmp_path / "register.duckdb"
    with open_register(MEDAN, path, KEY) as register:
        take(register, "2026-07", [worker(1)])
        with pytest.raises(BlockingIOError):
            open_register(MEDAN, path, KEY)
    content = bytearray(path.read_bytes())
    content[12_288 : 12_288 + 4_096] = bytes(4_096)  # the first block
    path.write_bytes(content)
    for opened in (open_register, open_register_copy):
        with pytest.raises(OSError, match="checksum") as refused:
            opened(MEDAN, path, KEY)
        assert not isinstance(refused.value, BlockingIOError)
    assert path.read_bytes() == content
