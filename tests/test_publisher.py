"""Does a month of sheets become the right numbers, or nothing at all?"""

import hashlib
import hmac
import json
import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from publisher.contract import EXTRACT_TABLES
from publisher.intake.findings import SheetsRefused
from publisher.publish import Verdict, open_register, publish
from publisher.register.private import KeyUnsafe, load_key
from publisher.revisions.release import ReasonMissing
from publisher.revisions.staging import MANIFEST
from tests.sheet_files import KEY, MEDAN, bpjs, company, nik, own, worker, write_month

Publish = Callable[..., Verdict]


@pytest.fixture
def publish_month(tmp_path: Path) -> Publish:
    """Publishes a folder of sheets into `tmp_path/extracts` with a register in `tmp_path`."""

    def run(folder: Path, period: str, reason: str | None = None) -> Verdict:
        with open_register(MEDAN, tmp_path / "register.duckdb", KEY) as register:
            return publish(
                city_dir=MEDAN,
                folder=folder,
                extracts=tmp_path / "extracts",
                register=register,
                period=period,
                generated_at="2026-11-05T00:00:00Z",
                reason=reason,
            )

    return run


def table(tmp_path: Path, name: str, period: str, revision: int = 1) -> duckdb.DuckDBPyRelation:
    return duckdb.sql(f"select * from '{tmp_path}/extracts/{period}/r{revision}/{name}.parquet'")


def coverage(tmp_path: Path, period: str) -> dict[tuple[str, str | None], int]:
    rows = (
        table(tmp_path, "coverage", period).aggregate("status, funding_source, sum(workers)::int").fetchall()
    )
    return {(status, source): count for status, source, count in rows}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.name != ".lock"
    }


@pytest.fixture
def three_months(tmp_path: Path, publish_month: Publish) -> Path:
    """40 workers. 1-10 by the city in July only, 11-20 by a company July to August, 21-30 pay themselves
    each month, 31-35 pay themselves in July only."""
    everybody = [worker(number) for number in range(1, 41)]
    for period in ("2026-07", "2026-08", "2026-09"):
        paying = range(21, 36) if period == "2026-07" else range(21, 31)
        sheets = {"self_payers": [own(number, period) for number in paying]}
        if period == "2026-07":
            sheets["bpjs_active"] = [bpjs(number, period) for number in range(1, 11)]
            sheets["csr_payments"] = [company(number, period, 2) for number in range(11, 21)]
        publish_month(write_month(tmp_path / period, everybody, **sheets), period)
    return tmp_path


def test_statuses_by_hand(three_months: Path) -> None:
    assert coverage(three_months, "2026-07") == {
        ("active", "apbd_kota"): 10,
        ("active", "csr_bumn"): 10,
        ("active", "mandiri_kepling"): 15,
        ("never", None): 5,
    }
    assert coverage(three_months, "2026-08") == {
        ("active", "csr_bumn"): 10,
        ("active", "mandiri_kepling"): 10,
        ("one_month", "apbd_kota"): 10,
        ("one_month", "mandiri_kepling"): 5,
        ("never", None): 5,
    }
    assert coverage(three_months, "2026-09") == {
        ("active", "mandiri_kepling"): 10,
        ("lapsed", "csr_bumn"): 10,
        ("one_month", "apbd_kota"): 10,
        ("one_month", "mandiri_kepling"): 5,
        ("never", None): 5,
    }


def test_flows_explain_the_change(three_months: Path) -> None:
    flows = (
        table(three_months, "flows", "2026-09")
        .aggregate("movement, funding_source, sum(workers)::int")
        .fetchall()
    )
    assert sorted(flows) == [("ended", "csr_bumn", 10), ("renewed", "mandiri_kepling", 10)]
    assert table(three_months, "flows", "2026-07").fetchall() == []


def test_expiry_and_money(three_months: Path) -> None:
    expiry = (
        table(three_months, "expiry", "2026-07")
        .aggregate("funding_source, paid_through, sum(workers)::int")
        .fetchall()
    )
    assert sorted(expiry) == [
        ("apbd_kota", "2026-07", 10),
        ("csr_bumn", "2026-08", 10),
        ("mandiri_kepling", "2026-07", 15),
    ]
    paid = (
        table(three_months, "funding", "2026-07")
        .project("funder, kind, amount_idr, workers, months")
        .fetchall()
    )
    assert ("pelindo", "paid", 336_000, 10, 2) in paid  # 10 workers x 2 months x 16,800
    iuran = table(three_months, "coverage", "2026-08").aggregate("sum(iuran_idr)::bigint").fetchone()
    assert iuran == (336_000,)  # 20 active x 16,800


def test_a_worker_paid_by_two_counts_once_under_the_first_payer(
    tmp_path: Path, publish_month: Publish
) -> None:
    sheets = {
        "bpjs_active": [bpjs(number, "2026-07") for number in range(1, 7)],
        "self_payers": [own(number, "2026-07") for number in range(1, 7)],
    }
    verdict = publish_month(
        write_month(tmp_path / "s", [worker(n) for n in range(1, 13)], **sheets), "2026-07"
    )
    assert coverage(tmp_path, "2026-07") == {("active", "apbd_kota"): 6, ("never", None): 6}
    assert verdict.counts.paid_twice == 6


def test_a_worker_on_two_lists_counts_once(tmp_path: Path, publish_month: Publish) -> None:
    twice = [worker(number) for number in range(1, 11)] + [
        worker(number, opd="dinsos") for number in range(1, 6)
    ]
    verdict = publish_month(write_month(tmp_path / "s", twice), "2026-07")
    assert (verdict.counts.rows_listed, verdict.counts.workers) == (15, 10)


def test_the_same_sheets_again_change_nothing(tmp_path: Path, publish_month: Publish) -> None:
    folder = write_month(tmp_path / "s", [worker(number) for number in range(1, 13)])
    assert publish_month(folder, "2026-07").revision == "2026-07.r1"
    before = snapshot(tmp_path / "extracts")
    assert publish_month(folder, "2026-07").revision is None
    assert snapshot(tmp_path / "extracts") == before


def test_a_correction_needs_a_reason_and_keeps_the_old_files(tmp_path: Path, publish_month: Publish) -> None:
    publish_month(write_month(tmp_path / "s", [worker(number) for number in range(1, 13)]), "2026-07")
    corrected = write_month(tmp_path / "t", [worker(number) for number in range(1, 15)])
    before = snapshot(tmp_path / "extracts")
    with pytest.raises(ReasonMissing):
        publish_month(corrected, "2026-07")
    assert snapshot(tmp_path / "extracts") == before
    assert publish_month(corrected, "2026-07", "two workers were missing").revision == "2026-07.r2"
    manifest = json.loads((tmp_path / "extracts" / MANIFEST).read_text())
    latest = [one for one in manifest["resources"] if one["revision"] == 2]
    assert {one["reason"] for one in latest} == {"two workers were missing"}
    assert latest[0]["supersedes"] == "coverage-2026-07-r1"
    assert (tmp_path / "extracts/2026-07/r1/coverage.parquet").exists()


def test_manifest_tells_the_bytes_and_hash_of_every_file(three_months: Path) -> None:
    manifest = json.loads((three_months / "extracts" / MANIFEST).read_text())
    assert len(manifest["resources"]) == 3 * len(EXTRACT_TABLES)
    for one in manifest["resources"]:
        content = (three_months / "extracts" / one["path"]).read_bytes()
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert one["synthetic"] is False


def test_no_nik_is_kept_anywhere(three_months: Path) -> None:
    for path in [three_months / "register.duckdb", *(three_months / "extracts").rglob("*.parquet")]:
        content = path.read_bytes()
        assert nik(1).encode() not in content
        assert b"127199" not in content
    hashes = duckdb.connect(str(three_months / "register.duckdb"), read_only=True).sql(
        "select nik_hash from worker"
    )
    expected = hmac.new(KEY, nik(1).encode(), "sha256").hexdigest()
    assert (expected,) in hashes.fetchall()


def test_a_payment_for_an_unlisted_worker_is_refused_by_row(tmp_path: Path, publish_month: Publish) -> None:
    folder = write_month(
        tmp_path / "s", [worker(n) for n in range(1, 13)], self_payers=[own(1, "2026-07"), own(99, "2026-07")]
    )
    with pytest.raises(SheetsRefused) as refused:
        publish_month(folder, "2026-07")
    (finding,) = refused.value.findings
    assert (finding.file, finding.row, finding.rule) == ("self_payers.csv", 3, "unlisted")
    assert nik(99) not in finding.sentence("id") + finding.sentence("en")
    assert not (tmp_path / "extracts" / MANIFEST).exists()


def test_rupiah_of_a_block_are_spread_over_its_months_without_loss(
    tmp_path: Path, publish_month: Publish
) -> None:
    sheets = {"csr_payments": [company(number, "2026-07", 3, iuran="50000") for number in range(1, 11)]}
    publish_month(write_month(tmp_path / "s", [worker(n) for n in range(1, 13)], **sheets), "2026-07")
    con = duckdb.connect(str(tmp_path / "register.duckdb"), read_only=True)
    months = con.sql("select month, sum(iuran_idr)::bigint from cover group by all order by all").fetchall()
    assert months == [("2026-07", 166_670), ("2026-08", 166_670), ("2026-09", 166_660)]


def test_key_file_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAKUPAN_KEY", raising=False)
    key = load_key(tmp_path / "nik.key")
    assert len(key) == 32
    assert (tmp_path / "nik.key").stat().st_mode & 0o777 == 0o600
    assert load_key(tmp_path / "nik.key") == key
    os.chmod(tmp_path / "nik.key", 0o644)
    with pytest.raises(KeyUnsafe):
        load_key(tmp_path / "nik.key")
