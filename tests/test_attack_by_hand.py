"""Do the attacks still fail that once gave a small group back?"""

from pathlib import Path

import pyarrow.parquet as pq

from publisher.publish import open_register, publish
from tests.attack import Files
from tests.attack_sums import K, complements, differences, published, small
from tests.sheet_files import KEY, MEDAN, bpjs, company, own, worker, write_month

POSSIBLE = 3
Rows = list[dict[str, str]]


def publish_months(folder: Path, *months: tuple[str, Rows, dict[str, Rows]]) -> dict[str, Files]:
    """The files of some months of sheets."""
    for period, listed, sheets in months:
        with open_register(MEDAN, folder / "register.duckdb", KEY) as register:
            publish(
                city_dir=MEDAN, folder=write_month(folder / period, listed, **sheets),
                extracts=folder / "extracts", register=register, period=period,
                generated_at="2026-11-05T00:00:00Z",
            )  # fmt: skip
    return {period: published(folder / "extracts", period) for period, _, _ in months}


NELAYAN, PETANI = {"opd": "dkp3", "sektor": "nelayan"}, {"opd": "dkp3", "sektor": "petani"}
PEMULUNG = {"opd": "dinsos", "sektor": "pemulung"}
PEDAGANG, KURIR = {"opd": "pud_pasar", "sektor": "pedagang"}, {"opd": "dishub", "sektor": "kurir"}


def workers(*groups: tuple[dict[str, str], int]) -> Rows:
    """Workers numbered from 1 on, group by group."""
    kinds = [changes for changes, count in groups for _ in range(count)]
    return [worker(number, **changes) for number, changes in enumerate(kinds, 1)]


def test_programmes_minus_coverage_is_nothing(tmp_path: Path) -> None:
    """3 fishers who pay themselves are hidden; 30 whom the city pays are not, nor are all 33 as JKK."""
    listed = workers((NELAYAN, 33), (PEDAGANG, 40), (KURIR, 4))
    sheets = {
        "bpjs_active": [bpjs(number, "2026-07") for number in range(1, 31)],
        "self_payers": [own(number, "2026-07") for number in range(31, 78)],
    }
    files = publish_months(tmp_path, ("2026-07", listed, sheets))["2026-07"]
    assert differences(files) == {}


def test_coverage_minus_expiry_is_nothing(tmp_path: Path) -> None:
    """Of 23 fishers 3 are paid for until August, of 23 farmers 3 more, the others until September."""
    listed = workers((NELAYAN, 23), (PETANI, 23))
    months = [2 if number in (1, 2, 3, 24, 25, 26) else 3 for number in range(1, 47)]
    sheets = {"csr_payments": [company(number, "2026-07", count) for number, count in enumerate(months, 1)]}
    files = publish_months(tmp_path, ("2026-07", listed, sheets))["2026-07"]
    assert differences(files) == {}


def test_kecamatan_minus_kelurahan_is_nothing(tmp_path: Path) -> None:
    """Of 6 wage workers one lives in the second kelurahan."""
    second = {"kelurahan": "12.71.08.1002"}
    wage = NELAYAN | {"segmen": "pu"}
    listed = workers((NELAYAN, 30), (NELAYAN | second, 30), (wage, 5), (wage | second, 1))
    paid = [own(number, "2026-07") for number in range(1, 67)]
    files = publish_months(tmp_path, ("2026-07", listed, {"self_payers": paid}))["2026-07"]
    assert differences(files) == {}


def test_a_pool_of_two_does_not_tell_that_both_are_just_under_k(tmp_path: Path) -> None:
    """4 + 4 = 8 has no other solution under 5."""
    listed = workers((NELAYAN, 4), (PETANI, 4), (PEDAGANG, 20), (KURIR, 30))
    files = publish_months(tmp_path, ("2026-07", listed, {}))["2026-07"]
    shown = set(files["coverage"]["sector"])
    hidden = int(files["coverage"].query("sector == 'lainnya'")["workers"].sum())
    assert {"nelayan", "petani"}.isdisjoint(shown)
    pairs = [(a, b) for a in range(1, K) for b in range(1, K) if a + b == hidden]
    assert "pedagang" not in shown or len({a for a, _ in pairs}) >= POSSIBLE


def test_a_lone_small_group_does_not_follow_from_the_row_it_joined(tmp_path: Path) -> None:
    """2 fishers beside 20 and 20: a row of 22 that was the largest leaves them 1 or 2 only."""
    listed = workers((NELAYAN, 2), (PEDAGANG, 20), (KURIR, 20))
    files = publish_months(tmp_path, ("2026-07", listed, {}))["2026-07"]
    shown = files["coverage"].set_index("sector")["workers"].to_dict()
    assert shown == {"lainnya": 22, "pedagang": 20} or shown == {"lainnya": 22, "kurir": 20}


def test_who_stays_covered_does_not_follow_from_who_was_renewed(tmp_path: Path) -> None:
    """Of 12 fishers 3 paid two months ahead: they are covered in August and were not renewed."""
    listed = workers((NELAYAN, 12), (PEDAGANG, 30))
    july = [own(n, "2026-07", jumlah_bulan="2" if n < 4 else "1") for n in range(1, 43)]
    august = [own(n, "2026-08") for n in range(4, 43)]
    files = publish_months(
        tmp_path,
        ("2026-07", listed, {"self_payers": july}),
        ("2026-08", listed, {"self_payers": august}),
    )["2026-08"]
    assert len(files["flows"])
    assert small(complements(files)) == {}


def test_rupiah_do_not_tell_how_many_have_jht(tmp_path: Path) -> None:
    """3 of 12 fishers and 10 of 20 traders pay 36,800, the others 16,800."""
    listed = workers((NELAYAN, 12), (PEDAGANG, 20))
    dear = {"paket": "JKK+JKM+JHT", "iuran": "36800"}
    paid = [own(n, "2026-07", **(dear if n <= 3 or n > 22 else {})) for n in range(1, 33)]
    files = publish_months(tmp_path, ("2026-07", listed, {"self_payers": paid}))["2026-07"]
    for workers_, idr in files["coverage"][["workers", "iuran_idr"]].itertuples(index=False):
        with_jht = (idr - 16_800 * workers_) / 20_000
        assert with_jht not in (1, 2, 3, 4)
        assert workers_ - with_jht not in (1, 2, 3, 4)
    assert files["coverage"]["iuran_idr"].sum() == 19 * 16_800 + 13 * 36_800
    assert small(complements(files)) == {}


def test_a_group_that_grew_does_not_betray_those_it_was_hidden_with(tmp_path: Path) -> None:
    """3 fishers and 3 farmers are hidden together. Farmers become 10: 13 - 10 would tell the fishers."""
    few = workers((NELAYAN, 3), (PETANI, 3), (PEDAGANG, 20), (KURIR, 25))
    more = [*few, *(worker(number, **PETANI) for number in range(101, 108))]
    months = publish_months(
        tmp_path, ("2026-07", few, {}), ("2026-08", more, {}), ("2026-09", more, {}), ("2026-10", more, {})
    )
    for period in ("2026-08", "2026-09", "2026-10"):
        shown = months[period]["coverage"].set_index("sector")["workers"].to_dict()
        assert shown == {"lainnya": 13, "pedagang": 20, "kurir": 25}


def test_a_correction_does_not_betray_what_the_first_revision_hid(tmp_path: Path) -> None:
    """The same as between months: both revisions of July stay public."""
    few = workers((NELAYAN, 3), (PETANI, 3), (PEDAGANG, 20), (KURIR, 25))
    more = [*few, *(worker(number, **PETANI) for number in range(101, 108))]
    publish_months(tmp_path, ("2026-07", few, {}))
    with open_register(MEDAN, tmp_path / "register.duckdb", KEY) as register:
        publish(
            city_dir=MEDAN, folder=write_month(tmp_path / "again", more), extracts=tmp_path / "extracts",
            register=register, period="2026-07", generated_at="2026-11-06T00:00:00Z", reason="late list",
        )  # fmt: skip
    shown = pq.read_table(tmp_path / "extracts/2026-07/r2/coverage.parquet").to_pandas()
    assert dict(zip(shown["sector"], shown["workers"], strict=True)) == {
        "lainnya": 13, "pedagang": 20, "kurir": 25,
    }  # fmt: skip


def test_a_group_that_shrank_does_not_follow_from_the_sum_it_joined(tmp_path: Path) -> None:
    """3 and 2 are hidden as 5. Couriers fall from 6 to 4: 9 would tell them, if the others stayed."""
    many = workers(
        (NELAYAN, 3), (PETANI, 2), (PEDAGANG, 20), ({"opd": "dinsos", "sektor": "pemulung"}, 9), (KURIR, 6)
    )
    months = publish_months(tmp_path, ("2026-07", many, {}), ("2026-08", many[:-2], {}))
    before, after = (files["coverage"].set_index("sector")["workers"].to_dict() for files in months.values())
    assert before == {"lainnya": 5, "pedagang": 20, "pemulung": 9, "kurir": 6}
    assert after == {"lainnya": 5 + 4 + 9, "pedagang": 20}
