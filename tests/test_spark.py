"""Does Spark make the same tables of the same register, row for row, without ever seeing a NIK?"""

import re
import shutil
import sys
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from publisher.publish import build_tables, open_register
from publisher.register.engine import INPUTS, DuckEngine, SparkEngine, SparkMissing, open_engine
from publisher.register.register import Counts
from tests.sheet_files import KEY, MEDAN, bpjs, company, own, worker
from tests.test_register import typed

CLUSTER = "local-cluster[2,1,1024]"  # two workers with one core and 1 GB each, in processes of their own
MONTHS = ("2026-07", "2026-08")
Tables = dict[str, pa.Table]


def sheets(place: int) -> Tables:
    """A month of 240 workers: all statuses, movers, leavers, returners, several payers, three segments."""
    period = MONTHS[place]
    people = [
        worker(
            number,
            tanggal_lahir=f"{1950 + number % 55}-0{1 + number % 9}-15",
            jenis_kelamin="LP"[number % 2],
            sektor=("nelayan", "petani", "pedagang")[number % 3],
            segmen="jakon" if number % 40 == 0 else "bpu",
            opd="dinsos" if number % 5 == place else "dkp3",
            kecamatan="12.71.01" if number % 4 == 0 else "12.71.08",
            kelurahan="12.71.01.1001" if number % 4 == 0 else f"12.71.08.100{1 + number % 3}",
        )
        for number in range(240)
        if number % 24 != place
    ]
    listed = {row["nik"] for row in people}
    paid = {
        "bpjs_active": [
            bpjs(n, period, dibayar_sampai=MONTHS[-1], paket="JKK+JKM+JHT") for n in range(40 - 9 * place)
        ],
        "csr_payments": [company(n, period, 2) for n in range(30, 90)] if place == 0 else [],
        # the last ones pay for themselves although a company did
        "self_payers": [
            own(n, period, iuran="20000") for n in (*range(80 + 20 * place, 160), *range(50, 50 + 20 * place))
        ],
    }
    pledges = [
        {
            "bulan": period, "perusahaan": "pelindo", "sumber_dana": "csr_bumn",
            "jumlah": "2016000", "pekerja": "60", "jumlah_bulan": "2",
        }
    ]  # fmt: skip
    cases = [
        {
            "bulan": period,
            "program": "jkm",
            "manfaat": "santunan_kematian",
            "kecamatan": "12.71.08",
            "jumlah": "42000000",
        }
    ] * 7
    return typed(
        opd_workers=people, csr_pledges=pledges, benefits_paid=cases,
        participants=[{"bulan": period, "segmen": "bpu", "program": "jkk", "peserta": "130000"}],
        **{kind: [row for row in rows if row["nik"] in listed] for kind, rows in paid.items()},
    )  # fmt: skip


def two_months(engine: DuckEngine | SparkEngine) -> tuple[list[Counts], list[Tables]]:
    """Counts and published tables of two months in a row, and of the first one counted again."""
    counts, tables = [], []
    with open_register(MEDAN, None, KEY, engine) as register:
        for place, period in enumerate(MONTHS):
            counts.append(register.load(period, sheets(place)))
            tables.append(build_tables(register, period, 5)[0])
            register.commit(period)
        register.recount(MONTHS[0])
        tables.append(build_tables(register, MONTHS[0], 5)[0])
    return counts, tables


@pytest.fixture(scope="module")
def cluster() -> Iterator[SparkEngine]:
    pytest.importorskip("pyspark", reason="pyspark is absent: pip install -r requirements-spark.txt")
    if not shutil.which("java"):
        pytest.skip("Java is absent: Debian has it in openjdk-17-jre-headless")
    with pytest.MonkeyPatch.context() as patch:
        # few rows: a compiler that thinks long costs more than it spares
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
        yield SparkEngine(CLUSTER)


@pytest.mark.slow
def test_spark_and_duckdb_publish_the_same_rows(
    cluster: SparkEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, pa.Table] = {}
    take = cluster.take

    def looking(con: object) -> None:
        take(con)  # type: ignore[arg-type]
        for path in cluster.folder.glob("*.parquet"):
            assert not re.search(rb"127199\d", path.read_bytes())
            seen[path.stem] = pq.read_table(path)

    monkeypatch.setattr(cluster, "take", looking)
    by_spark, by_duckdb = two_months(cluster), two_months(DuckEngine())
    assert by_spark[0] == by_duckdb[0]
    for one, other in zip(by_spark[1], by_duckdb[1], strict=True):
        assert {name: table.num_rows for name, table in one.items()} == {
            name: table.num_rows for name, table in other.items()
        }
        for name in one:
            assert one[name].equals(other[name]), name
    assert all(table.num_rows for table in by_duckdb[1][1].values()), "an empty table proves nothing"
    assert set(seen) == set(INPUTS)
    columns = {name for table in seen.values() for name in table.column_names}
    assert not {name for name in columns if "nik" in name or "birth" in name or "hash" in name}
    for table in seen.values():
        for column in table.columns:
            if pa.types.is_string(column.type):
                assert not [
                    v for v in column.unique().to_pylist() if v and re.search(r"\d{12}|[0-9a-f]{32}", v)
                ]
    assert not cluster.folder.exists()


def test_duckdb_is_the_default_engine() -> None:
    assert isinstance(open_engine("duckdb", "local[*]"), DuckEngine)


def test_without_pyspark_the_engine_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pyspark", "pyspark.sql", "pyspark.errors"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(SparkMissing, match="pyspark"):
        open_engine("spark", "local[1]")
