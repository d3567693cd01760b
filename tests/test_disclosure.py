"""Does merging hide every small cell and lose nobody?"""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.disclosure import STEPS, merge_small, settle_person

K = 5


def coverage(*rows: tuple[str, str, str, str | None, int]) -> pd.DataFrame:
    """Rows of (opd, sector, status, funding_source, workers) in one kecamatan."""
    frame = pd.DataFrame(rows, columns=["opd", "sector", "status", "funding_source", "workers"])
    return frame.assign(kecamatan="12.71.08", segment="bpu", iuran_idr=frame["workers"] * 16800)


def cells(*rows: tuple[str, str, str | None, int]) -> pd.DataFrame:
    """Rows of (kecamatan, status, funding_source, workers)."""
    frame = pd.DataFrame(rows, columns=["kecamatan", "status", "funding_source", "workers"])
    return frame.assign(kelurahan=frame["kecamatan"] + ".1001")


def as_rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return sorted(tuple(row) for row in frame[list(columns)].itertuples(index=False))


def test_small_sectors_of_one_opd_become_lainnya() -> None:
    rows = coverage(
        ("dkp3", "nelayan", "active", "mandiri", 3),
        ("dkp3", "petani", "active", "mandiri", 2),
        ("dkp3", "pedagang", "active", "mandiri", 9),
    )
    merged, withheld = merge_small("coverage", rows, K)
    assert as_rows(merged, "opd", "sector", "workers") == [("dkp3", "lainnya", 5), ("dkp3", "pedagang", 9)]
    assert withheld == 0
    assert merged["iuran_idr"].sum() == 14 * 16800


def test_too_few_together_join_the_largest_row_of_the_same_opd() -> None:
    rows = coverage(
        ("dkp3", "nelayan", "active", "mandiri", 3),
        ("dkp3", "petani", "active", "mandiri", 8),
        ("dkp3", "pedagang", "active", "mandiri", 20),
    )
    merged, _ = merge_small("coverage", rows, K)
    assert as_rows(merged, "sector", "workers") == [("pedagang", 23), ("petani", 8)]


def test_an_opd_with_too_few_in_all_goes_to_the_opd_lainnya() -> None:
    rows = coverage(
        ("dkp3", "nelayan", "active", "mandiri", 4),
        ("dinsos", "pemulung", "active", "mandiri", 4),
        ("dishub", "kurir", "active", "mandiri", 50),
    )
    merged, _ = merge_small("coverage", rows, K)
    assert as_rows(merged, "opd", "sector", "workers") == [("dishub", "kurir", 50), ("lainnya", "lainnya", 8)]


def test_the_edge_of_k_stays() -> None:
    rows = coverage(("dkp3", "nelayan", "active", "mandiri", 5), ("dkp3", "petani", "active", "mandiri", 5))
    merged, _ = merge_small("coverage", rows, K)
    assert as_rows(merged, "sector", "workers") == [("nelayan", 5), ("petani", 5)]


def test_small_payers_become_lainnya_in_their_kecamatan() -> None:
    settled = settle_person(
        cells(("a", "active", "donatur", 2), ("a", "active", "csr_bumn", 3), ("a", "active", "mandiri", 9)), K
    )
    assert settled["to_funding_source"].tolist() == ["lainnya", "lainnya", "mandiri"]


def test_a_lone_small_payer_goes_where_that_payer_has_most() -> None:
    settled = settle_person(
        cells(("a", "active", "donatur", 2), ("a", "active", "mandiri", 9), ("b", "active", "donatur", 6)), K
    )
    assert settled["to_funding_source"].tolist() == ["donatur", "mandiri", "donatur"]
    assert settled["to_kecamatan"].tolist() == ["b", "a", "b"]


def test_a_payer_with_too_few_in_the_city_joins_the_largest_payer() -> None:
    settled = settle_person(
        cells(("a", "active", "donatur", 2), ("a", "active", "csr_bumn", 8), ("a", "active", "mandiri", 9)), K
    )
    assert settled["to_funding_source"].tolist() == ["mandiri", "csr_bumn", "mandiri"]


def test_a_small_status_moves_to_the_kecamatan_with_most_of_it() -> None:
    settled = settle_person(
        cells(("a", "lapsed", "mandiri", 2), ("b", "lapsed", "mandiri", 40), ("a", "never", None, 90)), K
    )
    assert settled["to_kecamatan"].tolist() == ["b", "b", "a"]
    assert settled["to_kelurahan"].fillna("").tolist() == ["b.1001", "", ""]


def test_few_active_in_the_whole_city_are_never_overstated() -> None:
    settled = settle_person(cells(("a", "active", "mandiri", 3), ("a", "never", None, 90)), K)
    assert settled["to_status"].tolist() == ["never", "never"]
    assert settled["to_funding_source"].isna().all()


KECAMATAN = st.sampled_from(["12.71.01", "12.71.02", "12.71.08"])
PAYER = st.sampled_from(["apbd_kota", "csr_bumn", "mandiri"])
PEOPLE = st.lists(
    st.tuples(
        KECAMATAN, st.sampled_from(["active", "one_month", "lapsed", "never"]), PAYER, st.integers(1, 12)
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(PEOPLE)
def test_settled_cells_hold_k_or_more_and_nobody_is_lost(people: list[tuple[str, str, str, int]]) -> None:
    rows = [
        (place, status, None if status == "never" else payer, count) for place, status, payer, count in people
    ]
    frame = pd.DataFrame(rows, columns=["kecamatan", "status", "funding_source", "workers"])
    frame = frame.groupby(["kecamatan", "status", "funding_source"], dropna=False, as_index=False).sum()
    settled = settle_person(frame.assign(kelurahan=frame["kecamatan"] + ".1001"), K)
    totals = settled.groupby(["to_kecamatan", "to_status", "to_funding_source"], dropna=False)[
        "workers"
    ].sum()
    assert totals.sum() == frame["workers"].sum()
    if frame["workers"].sum() >= K:
        assert totals.min() >= K
    overstated = settled.loc[
        (settled["to_status"] == "active") & (settled["status"] != "active"), "workers"
    ].sum()
    assert overstated < K


FLAT = {
    "coverage": ["kecamatan", "status", "funding_source", "segment", "opd", "sector"],
    "expiry": ["kecamatan", "funding_source", "opd", "sector", "paid_through"],
    "demographics": ["kecamatan", "status", "disability", "sex", "age_band"],
    "flows": ["opd", "sector", "funding_source", "movement"],
    "programmes": ["kecamatan", "segment", "programme", "sector"],
}


@settings(max_examples=150, deadline=None)
@given(table=st.sampled_from(sorted(FLAT)), data=st.data())
def test_no_table_publishes_a_small_cell_and_parts_keep_their_total(table: str, data: st.DataObject) -> None:
    columns = FLAT[table]
    row = st.tuples(*[st.sampled_from(["a", "b", "c"])] * len(columns), st.integers(1, 9))
    rows = data.draw(st.lists(row, min_size=1, max_size=40))
    frame = (
        pd.DataFrame(rows, columns=[*columns, "workers"]).groupby(columns, as_index=False)["workers"].sum()
    )
    merged, withheld = merge_small(table, frame, K)
    assert merged.empty or merged["workers"].min() >= K
    assert merged["workers"].sum() + withheld == frame["workers"].sum()
    widest = list(STEPS[table][-1].parent)
    kept, was = merged.groupby(widest)["workers"].sum(), frame.groupby(widest)["workers"].sum()
    assert kept.to_dict() == was[was >= K].to_dict()


def test_benefits_count_cases() -> None:
    frame = pd.DataFrame(
        [("jkm", "santunan", place, 2, 84) for place in "abc"],
        columns=["programme", "benefit", "kecamatan", "cases", "amount_idr"],
    )
    merged, withheld = merge_small("benefits_paid", frame, K)
    assert as_rows(merged, "benefit", "kecamatan", "cases", "amount_idr") == [("santunan", "lainnya", 6, 252)]
    assert withheld == 0


def test_a_city_with_three_deaths_withholds_them() -> None:
    frame = pd.DataFrame(
        [("jkm", "santunan", "a", 3, 126)],
        columns=["programme", "benefit", "kecamatan", "cases", "amount_idr"],
    )
    merged, withheld = merge_small("benefits_paid", frame, K)
    assert merged.empty
    assert withheld == 3


@pytest.mark.parametrize("table", sorted(STEPS))
def test_every_step_moves_the_columns_of_the_steps_before_it(table: str) -> None:
    steps = STEPS[table]
    for before, after in itertools.pairwise(steps):
        assert set(before.columns) <= set(after.columns)
