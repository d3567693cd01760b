"""Are publications previewed, logged, undone, compared and verified as they should be?"""

import csv
import io
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import frictionless
import pyarrow as pa
import pytest

from publisher.__main__ import main
from publisher.contract import EXTRACT_TABLES, load_schema
from publisher.revisions.conformity import breaches
from publisher.revisions.explain import apportioned
from publisher.revisions.log import (
    LOG,
    LogBroken,
    PersonalText,
    files_hash,
    login_name,
    read_log,
    refuse_personal,
    sha256,
)
from publisher.revisions.staging import MANIFEST
from publisher.revisions.verify import verify
from tests.fixtures import ROOT
from tests.sheet_files import MEDAN, bpjs, company, own, worker, write_month

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command of the publisher in English on `tmp_path`; answers status, output and errors."""
    monkeypatch.setenv("CAKUPAN_KEY", bytes(range(32)).hex())

    def call(command: str, *arguments: str, lang: str = "en") -> tuple[int, str, str]:
        places = ["--extracts", str(tmp_path / "extracts")]
        if command in ("publish", "undo"):
            places += ["--register", str(tmp_path / "register.duckdb")]
        status = main(["--lang", lang, command, *arguments, *places])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def publish(run: Run, folder: Path, period: str, *more: str) -> tuple[int, str, str]:
    return run("publish", "--period", period, "--sheets", str(folder), "--by", "petugas", *more)


def month(folder: Path, period: str, *, workers: int = 40, city: int = 10) -> Path:
    """`workers` fishers; 1 to `city` paid by the city; 21 to 30 by themselves."""
    return write_month(
        folder,
        [worker(number) for number in range(1, workers + 1)],
        bpjs_active=[bpjs(number, period) for number in range(1, city + 1)],
        self_payers=[own(number, period) for number in range(21, 31)],
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def published(tmp_path: Path) -> dict[str, bytes]:
    """Manifest and files, without lock and log."""
    files = snapshot(tmp_path / "extracts")
    return {name: content for name, content in files.items() if name not in (".lock", LOG)}


def log_lines(tmp_path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (tmp_path / "extracts" / LOG).read_text().splitlines()]


# --- preview ---------------------------------------------------------------------------------------------


def test_a_dry_run_writes_nothing_anywhere(tmp_path: Path, run: Run) -> None:
    first = month(tmp_path / "s", "2026-07")
    before = snapshot(tmp_path)
    assert publish(run, first, "2026-07", "--dry-run")[0] == 0
    assert snapshot(tmp_path) == before
    assert not (tmp_path / "extracts").exists()
    publish(run, first, "2026-07")
    other = month(tmp_path / "t", "2026-07", city=18)
    before = snapshot(tmp_path)
    assert publish(run, other, "2026-07", "--dry-run")[0] == 0
    assert snapshot(tmp_path) == before
    # the register was not touched: the next month still counts those of the first sheets
    assert publish(run, other, "2026-07", "--reason", "lengkap")[0] == 0


def test_the_preview_tells_cells_headlines_and_gaps(tmp_path: Path, run: Run) -> None:
    publish(run, month(tmp_path / "s", "2026-07"), "2026-07")
    status, out, _ = publish(run, month(tmp_path / "t", "2026-07", city=15), "2026-07", "--dry-run")
    assert status == 0
    assert "it would replace 2026-07.r1; publishing it needs --reason" in out
    # 15 + 10 of 40 protected instead of 10 + 10
    assert "Protected: 20 → 25" in out
    assert "All workers: 40 → 40" in out
    assert "Coverage: 50.00% → 62.50%" in out
    # 29% of 40 = 11.6, so 12: reached before and after
    assert "Missing for «29% of informal workers» (12): 0 → 0" in out
    assert "Missing for «60,220 informal workers (as printed)» (60,220): 60,200 → 60,195" in out
    cell = "kecamatan=12.71.08 opd=dkp3 sector=nelayan segment=bpu status=active funding_source=apbd_kota"
    assert f"coverage {cell}: 10 → 15 (+5)" in out
    assert out.rstrip().endswith("nothing was written.")


def test_the_preview_tells_targets_lost_and_reached(tmp_path: Path, run: Run) -> None:
    publish(run, month(tmp_path / "s", "2026-07"), "2026-07")
    few = month(tmp_path / "t", "2026-07", city=0)
    _, out, _ = publish(run, few, "2026-07", "--dry-run")
    assert "Missing for «29% of informal workers» (12): 0 → 2" in out
    assert "TARGET NO LONGER REACHED: 29% of informal workers" in out
    publish(run, few, "2026-07", "--reason", "salah")
    _, out, _ = publish(run, month(tmp_path / "u", "2026-07"), "2026-07", "--dry-run")
    assert "TARGET REACHED: 29% of informal workers" in out


def test_the_preview_tells_printed_figures_that_would_no_longer_hold(tmp_path: Path, run: Run) -> None:
    # reference/published_figure.csv: 305 working people with disabilities on 2024-11-26, a number of workers
    publish(run, month(tmp_path / "s", "2024-11", workers=305), "2024-11")
    _, out, _ = publish(run, month(tmp_path / "t", "2024-11", workers=310), "2024-11", "--dry-run")
    (line,) = [line for line in out.splitlines() if "PRINTED FIGURE" in line]
    assert "305 (disability_2024; kaldera.id" in line
    _, out, _ = publish(run, month(tmp_path / "u", "2024-11", workers=305, city=12), "2024-11", "--dry-run")
    assert "PRINTED FIGURE" not in out


# --- log -------------------------------------------------------------------------------------------------


def test_every_act_is_logged_and_sealed(tmp_path: Path, run: Run) -> None:
    publish(run, month(tmp_path / "s", "2026-07"), "2026-07")
    assert publish(run, month(tmp_path / "t", "2026-07", city=15), "2026-07")[0] == 1  # no reason
    publish(run, tmp_path / "t", "2026-07", "--reason", "lima orang menyusul")
    run("undo", "--by", "atasan", "--reason", "keliru")
    lines = log_lines(tmp_path)
    assert [(line["action"], line["revision"], line["by"], line["reason"]) for line in lines] == [
        ("publish", "2026-07.r1", "petugas", None),
        ("publish", "2026-07.r2", "petugas", "lima orang menyusul"),
        ("undo", "2026-07.r2", "atasan", "keliru"),
    ]
    assert [line["previous"] for line in lines] == [None, lines[0]["hash"], lines[1]["hash"]]
    for line in lines:
        text = json.dumps({key: value for key, value in line.items() if key != "hash"}, ensure_ascii=False)
        assert line["hash"] == sha256(text.encode())
    assert lines[2]["manifest"] == sha256((tmp_path / "extracts" / MANIFEST).read_bytes())


def test_who_and_why_hold_no_personal_data(tmp_path: Path, run: Run) -> None:
    for text in (
        "hapus 1271995501900001", "hapus 1271 9955 0190 0001", "hubungi 0812-3456-7890",
        "tanya +62 812 3456 789", "dari petugas@contoh.id",
    ):  # fmt: skip
        with pytest.raises(PersonalText):
            refuse_personal(reason=text)
    refuse_personal(reason="Dinkes mengirim ulang 2026-08 dan 2026-09, Rp499.968.000, 14.814 orang", by=None)
    sheets = month(tmp_path / "s", "2026-07")
    status, _, err = publish(run, sheets, "2026-07", "--reason", "NIK 1271995501900001")
    assert status == 1
    assert "--reason" in err
    assert not (tmp_path / "extracts" / MANIFEST).exists()
    assert login_name()


# --- undo ------------------------------------------------------------------------------------------------


def test_undo_returns_the_state_before_byte_for_byte(tmp_path: Path, run: Run) -> None:
    publish(run, month(tmp_path / "s", "2026-07"), "2026-07")
    before = published(tmp_path)
    publish(run, month(tmp_path / "t", "2026-07", city=15), "2026-07", "--reason", "menyusul")
    status, out, _ = run("undo")
    assert status == 0
    assert "2026-07.r2 was undone. In force now: 2026-07.r1" in out
    assert "2026-07/r2" in out
    after = published(tmp_path)
    assert {name: after[name] for name in before} == before
    assert {name.rpartition("/")[0] for name in after.keys() - before.keys()} == {"2026-07/r2"}
    assert verify(tmp_path / "extracts").problems == ()
    # the undone number is not used again, and r3 replaces r1
    publish(run, tmp_path / "t", "2026-07", "--reason", "menyusul")
    manifest = json.loads((tmp_path / "extracts" / MANIFEST).read_text())
    latest = manifest["resources"][-len(EXTRACT_TABLES)]
    assert (latest["name"], latest["supersedes"]) == ("coverage-2026-07-r3", "coverage-2026-07-r1")
    assert verify(tmp_path / "extracts").problems == ()


def test_the_register_goes_back_too(tmp_path: Path, run: Run) -> None:
    """July says 1-10 were paid by the city, its correction 1-15. Undone, August must know of 10 only."""
    publish(run, month(tmp_path / "s", "2026-07"), "2026-07")
    publish(run, month(tmp_path / "t", "2026-07", city=15), "2026-07", "--reason", "menyusul")
    run("undo")
    publish(run, month(tmp_path / "a", "2026-08", city=0), "2026-08")
    rows = duckdb.sql(
        f"select workers from '{tmp_path}/extracts/2026-08/r1/coverage.parquet' where status = 'one_month'"
    )
    assert rows.fetchall() == [(10,)]


def test_undo_of_the_only_publication_and_of_several(tmp_path: Path, run: Run) -> None:
    publish(run, month(tmp_path / "s", "2026-07"), "2026-07")
    publish(run, month(tmp_path / "a", "2026-08"), "2026-08")
    assert "In force now: 2026-07.r1" in run("undo")[1]
    assert "In force now: nothing is published" in run("undo")[1]
    assert not (tmp_path / "extracts" / MANIFEST).exists()
    assert verify(tmp_path / "extracts").problems == ()
    status, _, err = run("undo")
    assert (status, err.strip()) == (1, "There is no publication to undo.")
    assert publish(run, tmp_path / "s", "2026-07")[1].count("2026-07 published as 2026-07.r2") == 1


def test_undo_without_the_register_is_followed_by_it_later(tmp_path: Path, run: Run) -> None:
    publish(run, month(tmp_path / "s", "2026-07"), "2026-07")
    publish(run, month(tmp_path / "t", "2026-07", city=15), "2026-07", "--reason", "menyusul")
    shutil.move(tmp_path / "register.duckdb", tmp_path / "elsewhere")
    assert "only the extract went back" in run("undo")[1]
    shutil.move(tmp_path / "elsewhere", tmp_path / "register.duckdb")
    publish(run, month(tmp_path / "a", "2026-08", city=0), "2026-08")
    rows = duckdb.sql(
        f"select workers from '{tmp_path}/extracts/2026-08/r1/coverage.parquet' where status = 'one_month'"
    )
    assert rows.fetchall() == [(10,)]


def test_register_and_extract_that_do_not_belong_together_are_refused(tmp_path: Path, run: Run) -> None:
    publish(run, month(tmp_path / "s", "2026-07"), "2026-07")
    shutil.copytree(tmp_path / "extracts", tmp_path / "older")
    shutil.copy(tmp_path / "register.duckdb", tmp_path / "older.duckdb")
    august, september = month(tmp_path / "a", "2026-08"), month(tmp_path / "b", "2026-09")
    publish(run, august, "2026-08")
    shutil.move(tmp_path / "extracts", tmp_path / "newer")
    shutil.move(tmp_path / "older", tmp_path / "extracts")
    status, _, err = publish(run, september, "2026-09")
    assert status == 1
    assert "2026-08.r1, which was never published in this folder" in err
    # the other way round: the extract is ahead of an old copy of the register; the month can be taken anew
    shutil.rmtree(tmp_path / "extracts")
    shutil.move(tmp_path / "newer", tmp_path / "extracts")
    shutil.move(tmp_path / "older.duckdb", tmp_path / "register.duckdb")
    status, _, err = publish(run, september, "2026-09")
    assert status == 1
    assert "2026-08.r1 is published, but this register has not taken it" in err
    assert publish(run, august, "2026-08")[0] == 0
    assert publish(run, september, "2026-09")[1].count("2026-09 published as 2026-09.r1") == 1


# --- diff ------------------------------------------------------------------------------------------------


def parts_of(run: Run, first: str, second: str) -> list[dict[str, str]]:
    status, out, _ = run("diff", first, second, "--csv")
    assert status == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    cells: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in rows:
        cells.setdefault((row["table"], row["measure"], row["cell"]), []).append(row)
    for parts in cells.values():
        assert sum(int(part["adds"]) for part in parts) == int(parts[0]["change"])
        assert int(parts[0]["change"]) == int(parts[0]["after"]) - int(parts[0]["before"])
    return rows


def by_reason(rows: list[dict[str, str]], measure: str) -> Counter[str]:
    totals: Counter[str] = Counter()
    for row in rows:
        if row["measure"] == measure:
            totals[row["why"]] += int(row["people" if row["why"] == "renewed" else "adds"])
    return totals


def test_months_differ_by_who_came_stayed_and_fell_out(tmp_path: Path, run: Run) -> None:
    """July: 1-10 city, 11-20 a company for two months, 21-30 themselves. August: 31-35 by the city, the
    company goes on, 21-25 pay again. So 10 of the city end, 5 lapse, 5 renew, 5 are new; 45
    are listed instead of 40."""
    everybody = [worker(number) for number in range(1, 41)]
    july = write_month(
        tmp_path / "s", everybody, bpjs_active=[bpjs(number, "2026-07") for number in range(1, 11)],
        csr_payments=[company(number, "2026-07", 2) for number in range(11, 21)],
        self_payers=[own(number, "2026-07") for number in range(21, 31)],
    )  # fmt: skip
    august = write_month(
        tmp_path / "a", [worker(number) for number in range(1, 46)],
        bpjs_active=[bpjs(number, "2026-08") for number in range(31, 36)],
        self_payers=[own(number, "2026-08") for number in range(21, 26)],
    )  # fmt: skip
    publish(run, july, "2026-07")
    publish(run, august, "2026-08")
    rows = parts_of(run, "2026-07.r1", "2026-08.r1")
    protected, others = by_reason(rows, "active"), by_reason(rows, "unprotected")
    assert protected == {"new": 5, "renewed": 5, "lapsed": -15}  # 30 become 20
    assert others == {"new": -5, "lapsed": 15, "denominator": 5}  # 10 become 25
    status, out, _ = run("diff", "2026-07.r1", "2026-08.r1")
    assert status == 0
    assert "coverage · protected: −10 (new +5, renewed 5, lapsed −15)" in out
    assert "coverage · unprotected: +15 (new −5, lapsed +15, denominator +5)" in out
    assert "sector=nelayan funding_source=apbd_kota: 10 → 5: −5 (new +5, lapsed −10)" in out


def test_two_revisions_of_one_month_differ_by_the_correction(tmp_path: Path, run: Run) -> None:
    publish(run, month(tmp_path / "s", "2026-07"), "2026-07")
    publish(run, month(tmp_path / "t", "2026-07", city=15, workers=42), "2026-07", "--reason", "menyusul")
    rows = parts_of(run, "2026-07.r1", "2026-07.r2")
    assert {row["why"] for row in rows} == {"corrected"}
    paid = "kecamatan=12.71.08 opd=dkp3 sector=nelayan segment=bpu status=active funding_source=apbd_kota"
    found = {(row["table"], row["measure"], row["cell"]): int(row["change"]) for row in rows}
    assert found["coverage", "workers", paid] == 5
    assert found["coverage", "iuran_idr", paid] == 5 * 16_800
    assert {row["table"] for row in rows} >= {"coverage", "coverage_kelurahan", "expiry", "demographics"}
    run("undo")  # the undone revision can still be compared
    assert parts_of(run, "2026-07.r1", "2026-07.r2") == rows


def test_from_a_replaced_revision_the_correction_is_a_part(tmp_path: Path, run: Run) -> None:
    publish(run, month(tmp_path / "s", "2026-07"), "2026-07")
    publish(run, month(tmp_path / "t", "2026-07", city=15), "2026-07", "--reason", "menyusul")
    publish(run, month(tmp_path / "a", "2026-08", city=15), "2026-08")
    assert by_reason(parts_of(run, "2026-07.r1", "2026-08.r1"), "active")["corrected"] == 5
    assert by_reason(parts_of(run, "2026-07.r2", "2026-08.r1"), "active")["corrected"] == 0


def test_what_cannot_be_compared_is_told(tmp_path: Path, run: Run) -> None:
    publish(run, month(tmp_path / "s", "2026-07"), "2026-07")
    publish(run, month(tmp_path / "t", "2026-09"), "2026-09")
    for first, second, words in (
        ("2026-07.r1", "2026-07.r9", "2026-07.r9 is not known"),
        ("2026-07.r1", "kemarin", "kemarin is not known"),
        ("2026-09.r1", "2026-07.r1", "diff 2026-07.r1 2026-09.r1"),
        ("2026-07.r1", "2026-09.r1", "2026-08 in between was never published"),
    ):
        status, _, err = run("diff", first, second)
        assert status == 2
        assert words in err


def test_a_change_of_the_lists_is_split_in_whole_workers() -> None:
    assert apportioned({("a",): 97, ("b",): -91, ("c",): -6}) == {("a",): 0, ("b",): 0, ("c",): 0}
    assert apportioned({("a",): 5, ("b",): 5, ("c",): -3}) == {("a",): 4, ("b",): 3, ("c",): 0}
    assert sum(apportioned({("a",): -5, ("b",): -5, ("c",): 3, ("d",): -1}).values()) == -8


# --- verify ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An extract with a corrected month, an undone correction and a second month."""
    place = tmp_path_factory.mktemp("extract")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAKUPAN_KEY", bytes(range(32)).hex())
        places = ["--extracts", str(place / "extracts"), "--register", str(place / "register.duckdb")]
        for name, period, city in (("s", "2026-07", 10), ("t", "2026-07", 15), ("u", "2026-07", 18)):
            sheets = str(month(place / name, period, city=city))
            assert main(["publish", "--period", period, "--sheets", sheets, "--reason", "x", *places]) == 0
        assert main(["undo", *places]) == 0
        sheets = str(month(place / "a", "2026-08"))
        assert main(["publish", "--period", "2026-08", "--sheets", sheets, *places]) == 0
    return place / "extracts"


@pytest.fixture
def extract(two_months: Path, tmp_path: Path) -> Path:
    """A copy that may be damaged."""
    shutil.copytree(two_months, tmp_path / "extracts")
    return tmp_path / "extracts"


def keys(extract: Path) -> set[str]:
    return {problem.key for problem in verify(extract).problems}


@pytest.mark.usefixtures("extract")
def test_an_untouched_extract_is_whole(run: Run) -> None:
    status, out, _ = run("verify")
    assert status == 0
    assert out.startswith("Whole: 42 files, 3 revisions. Hash: ")  # 4 x 10 files, manifest and log
    assert run("verify", lang="id")[1].startswith("Utuh: 42 berkas")


@pytest.mark.parametrize(
    "file", ["2026-08/r1/coverage.parquet", "2026-07/r1/flows.parquet", "2026-07/r3/coverage.parquet"]
)
def test_a_changed_byte_in_any_file_is_found(extract: Path, run: Run, file: str) -> None:
    content = bytearray((extract / file).read_bytes())
    content[len(content) // 2] ^= 1
    (extract / file).write_bytes(content)
    status, out, _ = run("verify")
    assert status == 1
    revision = file[:10].replace("/r", ".r")
    assert f"{revision}: its files are not those recorded in log.jsonl." in out
    assert ("file_hash" in keys(extract)) == (revision != "2026-07.r3")  # undone: only the log knows it


def test_every_changed_number_of_the_manifest_is_found(extract: Path) -> None:
    manifest = json.loads((extract / MANIFEST).read_text())

    def with_change(**members: object) -> set[str]:
        changed = {
            **manifest,
            "resources": [{**manifest["resources"][0], **members}, *manifest["resources"][1:]],
        }
        (extract / MANIFEST).write_text(json.dumps(changed))
        return keys(extract)

    assert with_change(bytes=1) >= {"manifest_changed", "file_bytes"}
    assert with_change(hash="sha256:" + "0" * 64) >= {"manifest_changed", "file_hash"}
    assert with_change(revision=7) >= {"manifest_changed", "revision_unlogged"}
    assert with_change(period="2026-09") >= {"manifest_changed", "period", "revision_unlogged"}
    assert with_change(path="../x") >= {"manifest_changed", "file_missing"}
    assert with_change(reason="lain") >= {"manifest_changed", "revision_differs"}
    assert with_change(supersedes="x") >= {"manifest_changed", "supersedes"}
    assert with_change(bytes="many") >= {"manifest_changed", "entry_incomplete"}
    assert with_change(schema={}) >= {"manifest_changed", "schema"}
    (extract / MANIFEST).write_text(json.dumps({**manifest, "disclosure_k": 50}))
    assert keys(extract) >= {"manifest_changed", "small_cell"}
    (extract / MANIFEST).write_text("{")
    assert keys(extract) >= {"manifest_changed", "manifest_unreadable"}


def test_a_removed_edited_or_exchanged_log_line_is_found(extract: Path, run: Run) -> None:
    lines = (extract / LOG).read_bytes().splitlines(keepends=True)
    assert len(lines) == 5
    exchanged = [lines[1], lines[0], *lines[2:]]
    for number in range(5):
        (extract / LOG).write_bytes(b"".join(lines[:number] + lines[number + 1 :]))
        assert keys(extract), f"line {number + 1} removed"
        edited = lines[number].replace(b'"time": "2', b'"time": "3')
        (extract / LOG).write_bytes(b"".join([*lines[:number], edited, *lines[number + 1 :]]))
        assert keys(extract) == {"log_broken"}, f"line {number + 1} edited"
    for changed in (exchanged, [*lines[:3], lines[4], lines[3]], [*lines, lines[4]], [b"x\n", *lines]):
        (extract / LOG).write_bytes(b"".join(changed))
        assert keys(extract) == {"log_broken"}
    with pytest.raises(LogBroken):
        read_log(extract / LOG)
    (extract / LOG).write_bytes(b"".join(lines)[:-1])
    assert keys(extract) == {"log_broken"}
    (extract / LOG).unlink()
    assert "log_missing" in keys(extract)
    assert run("diff", "2026-07.r1", "2026-08.r1")[0] == 0


def test_a_broken_log_or_manifest_is_not_built_upon(extract: Path, tmp_path: Path, run: Run) -> None:
    sheets = month(tmp_path / "b", "2026-09")
    content = (extract / LOG).read_bytes()
    (extract / LOG).write_bytes(content.replace(b"publish", b"Publish", 1))
    for command in (lambda: publish(run, sheets, "2026-09"), lambda: run("undo")):
        status, _, err = command()
        assert (status, "Line 1 of log.jsonl" in err) == (1, True)
    (extract / LOG).write_bytes(content)
    (extract / MANIFEST).write_bytes((extract / MANIFEST).read_bytes() + b" ")
    for command in (lambda: publish(run, sheets, "2026-09"), lambda: run("undo")):
        status, _, err = command()
        assert (status, "no longer as the last publication left it" in err) == (1, True)


def test_missing_and_unnamed_files_are_found(extract: Path) -> None:
    (extract / "2026-08/r1/expiry.parquet").unlink()
    (extract / "2026-08/r1/daftar.csv").write_text("x")
    (extract / "catatan.txt").write_text("x")
    found = {(problem.key, problem.values.get("file")) for problem in verify(extract).problems}
    assert found >= {
        ("file_missing", "2026-08/r1/expiry.parquet"),
        ("file_unnamed", "2026-08/r1/daftar.csv"),
        ("file_unnamed", "catatan.txt"),
    }


def test_totals_are_rebuilt(extract: Path) -> None:
    """A forger who changes a count and every hash but the log's is still found by the sums."""
    file = "2026-08/r1/coverage_kelurahan.parquet"
    one_more = f"select * replace (workers + 1 as workers) from '{extract / file}'"
    duckdb.sql(f"copy ({one_more}) to '{extract / file}' (format parquet)")
    content = (extract / file).read_bytes()
    manifest = json.loads((extract / MANIFEST).read_text())
    for one in manifest["resources"]:
        if one["path"] == file:
            one |= {"bytes": len(content), "hash": f"sha256:{sha256(content)}"}
    (extract / MANIFEST).write_text(json.dumps(manifest))
    assert "totals" in keys(extract)


def test_one_hash_stands_for_everything(extract: Path) -> None:
    before = verify(extract).hash
    assert verify(extract).hash == before
    (extract / "2026-08/r1/expiry.parquet").unlink()
    assert verify(extract).hash != before
    assert files_hash({"a": "1"}) != files_hash({"a": "2"})


def test_our_reading_of_the_contract_is_that_of_frictionless() -> None:
    schema = load_schema("extract", "coverage")
    good: dict[str, object] = {
        "period": "2026-07", "kecamatan": "12.71.08", "opd": "dkp3", "sector": "nelayan", "segment": "bpu",
        "status": "active", "funding_source": "apbd_kota", "workers": 5, "iuran_idr": 0,
    }  # fmt: skip
    cases: list[dict[str, object]] = [
        {}, {"workers": 4}, {"workers": None}, {"iuran_idr": -1}, {"status": "aktif"},
        {"kecamatan": "12.71.8"},
        {"kecamatan": "12.71.08x"}, {"opd": None}, {"opd": "Dkp3"}, {"funding_source": None},
        {"period": "2026-13"},
    ]  # fmt: skip
    kinds = {"integer": pa.int64(), "string": pa.string()}
    types = [(field["name"], kinds[field["type"]]) for field in schema["fields"]]
    for case in cases:
        for rows in ([good | case], [good | case, good | case]):
            data = [list(good), *[list(row.values()) for row in rows]]
            resource = frictionless.Resource(data=data, schema=frictionless.Schema.from_descriptor(schema))
            ours = list(breaches(schema, pa.Table.from_pylist(rows, schema=pa.schema(types))))
            assert bool(ours) != resource.validate().valid, (case, len(rows))


def test_frictionless_accepts_the_package(extract: Path) -> None:
    package = frictionless.Package(str(extract / MANIFEST))
    report = package.validate(frictionless.Checklist(skip_errors=["byte-count"]))
    assert report.valid, report.flatten(["name", "note"])[:3]


@pytest.mark.slow
def test_frictionless_accepts_the_shipped_package() -> None:
    package = frictionless.Package(str(MEDAN / "extracts" / MANIFEST))
    several = len(EXTRACT_TABLES)
    package.resources = package.resources[:several] + package.resources[-several:]
    report = package.validate(frictionless.Checklist(skip_errors=["byte-count"]))
    assert report.valid, report.flatten(["name", "note"])[:3]


def test_a_reader_who_looks_at_the_first_lines_only_sees_no_traceback() -> None:
    command = [sys.executable, "-m", "publisher", "diff", "2026-09.r1", "2026-10.r1"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    ) as told:
        assert told.stdout is not None
        assert told.stderr is not None
        assert told.stdout.readline().startswith("2026-09.r1 → 2026-10.r1")
        told.stdout.close()
        assert told.stderr.read() == ""
