"""Does merging hide every small cell, lose nobody and change as little as it can?"""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.disclosure.merging import add_up, merge_labels
from publisher.disclosure.overlapping import merge_overlaps
from publisher.disclosure.pooling import Part
from publisher.disclosure.settling import (
    BASE_STEPS,
    STEPS,
    WORK_STEPS,
    merge_funding,
    merge_table,
    settle_workers,
)
from publisher.disclosure.splitting import (
    AMOUNT_STEPS,
    FLOW_STEPS,
    JHT_STEPS,
    merge_flows,
    merge_programmes,
    spread_iuran,
)

K = 5
TO_BASE = ["to_kecamatan", "to_status", "to_funding_source", "to_segment"]


def cells(*rows: tuple[str, str, str | None, int], **same: str) -> pd.DataFrame:
    """Rows of (kecamatan, status, funding_source, workers), one sector unless told."""
    frame = pd.DataFrame(rows, columns=["kecamatan", "status", "funding_source", "workers"])
    frame = frame.assign(kelurahan=frame["kecamatan"] + ".1001")
    return frame.assign(**({"segment": "bpu", "opd": "dkp3", "sector": "nelayan"} | same))


def works(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Rows of (opd, sector, workers) in one kecamatan, all active and paying themselves."""
    frame = pd.DataFrame(rows, columns=["opd", "sector", "workers"])
    base = {"kecamatan": "a", "status": "active", "funding_source": "mandiri", "segment": "bpu"}
    return frame.assign(kelurahan="a.1001", **base)


def settled(frame: pd.DataFrame) -> pd.DataFrame:
    return settle_workers(frame, K)[0]


def shown(frame: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Workers by published OPD and sector."""
    return settled(frame).groupby(["to_opd", "to_sector"])["workers"].sum().to_dict()


@pytest.mark.parametrize(
    ("part", "safe"),
    [
        (Part(small=0, large=1, total=5), True),
        (Part(small=1, large=0, total=4), False),
        (Part(small=2, large=0, total=4), False),  # under k
        (Part(small=2, large=0, total=5), True),  # 1+4, 2+3, 3+2, 4+1
        (Part(small=2, large=0, total=6), True),  # 2+4, 3+3, 4+2
        (Part(small=2, large=0, total=7), False),  # 3+4, 4+3
        (Part(small=5, large=0, total=5), False),  # all are 1
        (Part(small=5, large=0, total=6), False),  # one is 2
        (Part(small=5, large=0, total=7), True),
        (Part(small=1, large=1, total=7), False),  # 1+6, 2+5
        (Part(small=1, large=1, total=8), True),  # 1+7, 2+6, 3+5
    ],
)
def test_a_sum_is_safe_when_three_values_stay_possible(part: Part, safe: bool) -> None:
    assert part.is_safe(K) is safe


def test_small_sectors_of_one_opd_become_lainnya() -> None:
    rows = works(("dkp3", "nelayan", 3), ("dkp3", "petani", 2), ("dkp3", "pedagang", 9))
    assert shown(rows) == {("dkp3", "lainnya"): 5, ("dkp3", "pedagang"): 9}


def test_small_sectors_of_several_opd_go_to_the_opd_lainnya() -> None:
    rows = works(("dkp3", "nelayan", 3), ("dinsos", "pemulung", 3), ("dishub", "kurir", 50))
    assert shown(rows) == {("dishub", "kurir"): 50, ("lainnya", "lainnya"): 6}


def test_a_lone_small_sector_is_hidden_with_the_rarest_of_the_city() -> None:
    rows = works(("dkp3", "nelayan", 3), ("dkp3", "petani", 20), ("dishub", "kurir", 30))
    elsewhere = works(("dkp3", "petani", 900)).assign(kecamatan="b", kelurahan="b.1001")
    both = settled(pd.concat([rows, elsewhere], ignore_index=True))
    here = both[both["kecamatan"] == "a"].groupby("to_sector")["workers"].sum().to_dict()
    assert here == {"lainnya": 33, "petani": 20}


def test_protectors_join_until_the_sum_is_safe() -> None:
    # 1 + 5 = 6 leaves the one group nothing but 1; 1 + 5 + 6 = 12 would leave it 1 or 2
    rows = works(("dkp3", "nelayan", 1), ("dinsos", "pemulung", 5), ("dishub", "kurir", 6))
    assert shown(rows) == {("lainnya", "lainnya"): 12}


def test_the_edge_of_k_stays() -> None:
    rows = works(("dkp3", "nelayan", 5), ("dkp3", "petani", 5))
    assert shown(rows) == {("dkp3", "nelayan"): 5, ("dkp3", "petani"): 5}


def test_small_payers_become_lainnya_in_their_kecamatan() -> None:
    answer = settled(
        cells(("a", "active", "donatur", 2), ("a", "active", "csr_bumn", 3), ("a", "active", "mandiri", 9))
    )
    assert answer["to_funding_source"].tolist() == ["lainnya", "lainnya", "mandiri"]


def test_a_lone_small_payer_goes_where_that_payer_has_most() -> None:
    answer = settled(
        cells(("a", "active", "donatur", 2), ("a", "active", "mandiri", 9), ("b", "active", "donatur", 6))
    )
    assert answer["to_funding_source"].tolist() == ["donatur", "mandiri", "donatur"]
    assert answer["to_kecamatan"].tolist() == ["b", "a", "b"]


def test_a_payer_with_too_few_in_the_city_joins_the_largest_payer() -> None:
    answer = settled(
        cells(("a", "active", "donatur", 2), ("a", "active", "csr_bumn", 8), ("a", "active", "mandiri", 9))
    )
    assert answer["to_funding_source"].tolist() == ["mandiri", "csr_bumn", "mandiri"]


def test_a_small_status_moves_to_the_kecamatan_with_most_of_it() -> None:
    answer = settled(
        cells(("a", "lapsed", "mandiri", 2), ("b", "lapsed", "mandiri", 40), ("a", "never", None, 90))
    )
    assert answer["to_kecamatan"].tolist() == ["b", "b", "a"]
    assert answer["to_kelurahan"].fillna("").tolist() == ["b.1001", "", ""]


def test_few_active_in_the_whole_city_are_never_overstated() -> None:
    answer = settled(cells(("a", "active", "mandiri", 3), ("a", "never", None, 90)))
    assert answer["to_status"].tolist() == ["never", "never"]
    assert answer["to_funding_source"].isna().all()


def test_few_of_a_segment_stand_with_the_other_segment() -> None:
    wage, own = cells(("a", "never", None, 3), segment="pu"), cells(("a", "never", None, 60))
    answer = settled(pd.concat([wage, own], ignore_index=True))
    assert answer["to_segment"].tolist() == ["bpu", "bpu"]


PLACE = st.sampled_from(["12.71.01", "12.71.02", "12.71.08"])
PAYER = st.sampled_from(["apbd_kota", "csr_bumn", "mandiri"])
STATUS = st.sampled_from(["active", "one_month", "lapsed", "never"])
SECTOR = st.sampled_from(["nelayan", "petani", "kurir"])
PEOPLE = st.lists(st.tuples(PLACE, STATUS, PAYER, SECTOR, st.integers(1, 12)), min_size=1, max_size=25)


@settings(max_examples=150, deadline=None)
@given(PEOPLE)
def test_settled_cells_hold_k_or_more_and_nobody_is_lost(
    people: list[tuple[str, str, str, str, int]],
) -> None:
    rows = [
        (place, status, None if status == "never" else payer, sector, count)
        for place, status, payer, sector, count in people
    ]
    frame = pd.DataFrame(rows, columns=["kecamatan", "status", "funding_source", "sector", "workers"])
    frame = add_up(frame.assign(segment="bpu", opd="dkp3"))
    answer = settled(frame.assign(kelurahan=frame["kecamatan"] + ".1001"))
    totals = answer.groupby([*TO_BASE, "to_opd", "to_sector"], dropna=False)["workers"].sum()
    assert totals.sum() == frame["workers"].sum()
    if frame["workers"].sum() >= K:
        assert totals.min() >= K
    overstated = answer.loc[(answer["to_status"] == "active") & (answer["status"] != "active"), "workers"]
    assert overstated.sum() < K
    assert ((answer["to_status"] == "never") == answer["to_funding_source"].isna()).all()


FLAT = {
    "coverage_kelurahan": ["kecamatan", "status", "funding_source", "segment", "kelurahan"],
    "expiry": ["kecamatan", "funding_source", "opd", "sector", "paid_through"],
    "demographics": ["kecamatan", "status", "disability", "sex", "age_band"],
}


@settings(max_examples=150, deadline=None)
@given(table=st.sampled_from(sorted(FLAT)), data=st.data())
def test_no_table_publishes_a_small_cell_and_parents_keep_their_total(
    table: str, data: st.DataObject
) -> None:
    columns = FLAT[table]
    row = st.tuples(*[st.sampled_from(["a", "b", "c"])] * len(columns), st.integers(1, 9))
    rows = data.draw(st.lists(row, min_size=1, max_size=40))
    frame = add_up(pd.DataFrame(rows, columns=[*columns, "workers"]))
    merged, _, withheld = merge_table(table, frame, K)
    assert merged.empty or merged["workers"].min() >= K
    assert merged["workers"].sum() + withheld == frame["workers"].sum()
    widest = list(STEPS[table][-1].parent)
    kept, was = merged.groupby(widest)["workers"].sum(), frame.groupby(widest)["workers"].sum()
    assert kept.to_dict() == was[was >= K].to_dict()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(SECTOR, PAYER, st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12))
def test_neither_a_movement_nor_its_rest_is_small(groups: list[tuple[str, str, int, int]]) -> None:
    frame = pd.DataFrame(groups, columns=["sector", "funding_source", "renewed", "stays"])
    frame = frame.groupby(["sector", "funding_source"], as_index=False).sum()
    frame["workers"] = frame["renewed"] + frame["stays"]
    frame = frame[frame["workers"] >= K].assign(opd="dkp3", status="active")
    flows = frame[frame["renewed"] > 0].assign(movement="renewed", workers=lambda rows: rows["renewed"])
    keys = ["opd", "sector", "funding_source"]
    told = merge_flows(flows[[*keys, "movement", "workers"]], frame[["status", *keys, "workers"]], K)
    rest = frame["workers"].sum() - told["workers"].sum()
    assert told.empty or told["workers"].min() >= K
    assert rest == 0 or rest >= K
    whole, parts = frame.groupby(keys)["workers"].sum(), told.groupby(keys)["workers"].sum()
    alone = whole.sub(parts).dropna()
    assert not ((alone > 0) & (alone < K)).any()


def test_jht_and_the_rest_without_it_are_both_hidden_when_few() -> None:
    rows = [("nelayan", "jkk", 12), ("nelayan", "jht", 9), ("petani", "jkk", 30), ("petani", "jht", 15)]
    frame = pd.DataFrame(rows, columns=["sector", "programme", "workers"]).assign(
        kecamatan="a", segment="bpu"
    )
    told, _ = merge_programmes(frame, K)
    jht = told[told["programme"] == "jht"]
    assert list(zip(jht["sector"], jht["workers"], strict=True)) == [("lainnya", 24)]


def test_rupiah_beyond_the_basic_iuran_are_spread_over_the_payer() -> None:
    keys = {"kecamatan": "a", "funding_source": "mandiri", "segment": "bpu", "opd": "dkp3"}
    amounts = pd.DataFrame(
        [("kurir", 8400, 30), ("nelayan", 16800, 9), ("nelayan", 36800, 3), ("petani", 16800, 10)],
        columns=["sector", "iuran_idr", "workers"],
    ).assign(**keys)
    money = amounts.assign(iuran_idr=amounts["iuran_idr"] * amounts["workers"])
    coverage = add_up(money).assign(status="active")
    told = spread_iuran(coverage, amounts, K).set_index("sector")["iuran_idr"].to_dict()
    # 3 x 20,000 beyond the basic iuran, for 30, 12 and 10 of 52 workers: 34,615, 13,846 and 11,539
    assert told == {"kurir": 252_000 + 34_615, "nelayan": 201_600 + 13_846, "petani": 168_000 + 11_539}


def test_rupiah_are_exact_where_all_of_a_sector_pay_the_same() -> None:
    keys = {"kecamatan": "a", "funding_source": "apbd_kota", "segment": "bpu", "opd": "dkp3"}
    amounts = pd.DataFrame(
        [("kurir", 8400, 30), ("nelayan", 16800, 9)], columns=["sector", "iuran_idr", "workers"]
    ).assign(**keys)
    money = amounts.assign(iuran_idr=amounts["iuran_idr"] * amounts["workers"], status="active")
    told = spread_iuran(add_up(money), amounts, K).set_index("sector")["iuran_idr"].to_dict()
    assert told == {"kurir": 252_000, "nelayan": 151_200}


def funding(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Rows of (funder, funding_source, workers), paid for six months."""
    frame = pd.DataFrame(rows, columns=["funder", "funding_source", "workers"])
    return frame.assign(kind="paid", months=6, amount_idr=frame["workers"] * 100_800)


def test_a_funder_without_consent_stands_with_another() -> None:
    rows = funding(("pelindo", "csr_bumn", 900), ("x", "csr_swasta", 300), ("y", "csr_swasta", 40))
    told, withheld = merge_funding(rows, {"x"}, K)
    assert told[["funder", "funding_source", "workers"]].values.tolist() == [
        ["lainnya", "csr_swasta", 340],
        ["pelindo", "csr_bumn", 900],
    ]
    assert withheld == 0


def test_two_funders_without_consent_hide_each_other() -> None:
    rows = funding(("x", "csr_swasta", 300), ("y", "csr_swasta", 40), ("z", "csr_swasta", 60))
    told, _ = merge_funding(rows, {"x", "y"}, K)
    assert told[["funder", "workers"]].values.tolist() == [["lainnya", 340], ["z", 60]]


def test_a_lone_funder_without_consent_is_not_named() -> None:
    told, _ = merge_funding(funding(("x", "csr_swasta", 300)), {"x"}, K)
    assert told["funder"].tolist() == ["lainnya"]


def test_labels_stay_while_they_protect_and_go_when_they_do_not() -> None:
    def month(nelayan: int, petani: int, before: dict[str, dict]) -> tuple[dict[str, int], dict[str, dict]]:  # type: ignore[type-arg]
        rows = works(("dkp3", "nelayan", nelayan), ("dkp3", "petani", petani), ("dishub", "kurir", 40))
        answer, memory = settle_workers(rows, K, before)
        return answer.groupby("to_sector")["workers"].sum().to_dict(), memory  # type: ignore[return-value]

    first, memory = month(3, 3, {})
    assert first == {"lainnya": 6, "kurir": 40}
    second, memory = month(3, 10, memory)
    assert second == {"lainnya": 13, "kurir": 40}  # alone, the 10 would tell the 3
    third, memory = month(8, 10, memory)
    assert third == {"lainnya": 18, "kurir": 40}  # nelayan were 3 the month before
    fourth, _ = month(8, 10, memory)
    assert fourth == {"nelayan": 8, "petani": 10, "kurir": 40}


def test_the_same_month_again_gives_the_same_labels() -> None:
    rows = works(
        ("dkp3", "nelayan", 1), ("dinsos", "pemulung", 6), ("dishub", "kurir", 7), ("dishub", "x", 90)
    )
    first, memory = settle_workers(rows, K)
    again, same = settle_workers(rows, K, memory)
    pd.testing.assert_frame_equal(first, again)
    assert same == memory


def test_benefits_count_cases() -> None:
    frame = pd.DataFrame(
        [("jkm", "santunan", place, 2, 84) for place in "abc"],
        columns=["programme", "benefit", "kecamatan", "cases", "amount_idr"],
    )
    merged, _, withheld = merge_table("benefits_paid", frame, K)
    assert merged[["benefit", "kecamatan", "cases", "amount_idr"]].values.tolist() == [
        ["santunan", "lainnya", 6, 252]
    ]
    assert withheld == 0


def test_a_city_with_three_deaths_withholds_them() -> None:
    frame = pd.DataFrame(
        [("jkm", "santunan", "a", 3, 126)],
        columns=["programme", "benefit", "kecamatan", "cases", "amount_idr"],
    )
    merged, _, withheld = merge_table("benefits_paid", frame, K)
    assert merged.empty
    assert withheld == 3


@pytest.mark.parametrize("steps", [WORK_STEPS, JHT_STEPS, FLOW_STEPS, AMOUNT_STEPS, *STEPS.values()])
def test_every_step_moves_the_columns_of_the_steps_before_it(steps: tuple) -> None:  # type: ignore[type-arg]
    for before, after in itertools.pairwise(steps):
        assert set(before.columns) <= set(after.columns)


def test_the_order_of_rows_does_not_matter() -> None:
    rows = works(("dkp3", "nelayan", 2), ("dinsos", "pemulung", 6), ("dishub", "kurir", 7))[
        ["opd", "sector", "workers", "kecamatan", "status", "funding_source", "segment"]
    ]
    labels = [merge_labels(rows.iloc[list(order)], BASE_STEPS, K).labels for order in ((0, 1, 2), (2, 0, 1))]
    assert labels[0] == labels[1]


def twice(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    """Rows of (who counts, who else paid, rupiah for one, workers)."""
    return pd.DataFrame(rows, columns=["funding_source", "also_paid_by", "iuran_idr", "workers"])


def overlaps(rows: pd.DataFrame, **active: int) -> dict[tuple[str, str], tuple[int, int]]:
    """Published workers and rupiah paid twice, beside the active of each payer."""
    coverage = pd.DataFrame(
        [{"status": "active", "funding_source": name, "workers": count} for name, count in active.items()]
    )
    told = merge_overlaps(rows, coverage, K)[0]
    return {
        (one.funding_source, one.also_paid_by): (one.workers, one.iuran_idr)
        for one in told.itertuples(index=False)
    }


def test_v8_workers_paid_twice_are_told_with_their_rupiah() -> None:
    rows = twice(("city", "own", 8_400, 20), ("company", "own", 8_400, 10), ("city", "company", 16_800, 8))
    assert overlaps(rows, city=100, company=50, own=300) == {
        ("city", "own"): (20, 168_000),
        ("company", "own"): (10, 84_000),
        ("city", "company"): (8, 134_400),
    }


def test_v8_a_few_paid_twice_stand_with_other_payers_and_none_is_lost() -> None:
    told = overlaps(twice(("city", "own", 8_400, 20), ("company", "own", 8_400, 3)), city=100, company=50)
    assert told == {("lainnya", "own"): (23, 193_200)}


def test_v8_a_few_who_were_not_paid_twice_follow_from_no_difference() -> None:
    told = overlaps(
        twice(("city", "own", 8_400, 20), ("company", "own", 8_400, 47)), city=100, company=50, own=300
    )
    # 50 - 47 would tell three: company stands with another
    assert ("company", "own") not in told
    assert sum(workers for workers, _ in told.values()) == 67


def test_v8_too_few_in_the_whole_city_are_not_told() -> None:
    assert overlaps(twice(("city", "own", 8_400, 3)), city=100, own=50) == {}
    assert overlaps(twice(), city=100) == {}


@pytest.mark.parametrize(("more", "rupiah"), [(0, 168_000), (1, 168_000), (4, 168_000), (5, 268_000)])
def test_v8_rupiah_do_not_tell_how_few_paid_another_iuran(more: int, rupiah: int) -> None:
    rows = twice(("city", "own", 8_400, 20 - more), *([("city", "own", 28_400, more)] if more else []))
    assert overlaps(rows, city=100) == {("city", "own"): (20, rupiah)}


@given(
    st.lists(
        st.tuples(*map(st.sampled_from, ("abc", "xy", [8_400, 28_400])), st.integers(1, 40)),
        unique_by=lambda row: row[:3],
        max_size=12,
    )
)  # fmt: skip
def test_v8_overlaps_have_no_small_cell_and_no_small_rest(rows: list[tuple[str, str, int, int]]) -> None:
    active = dict.fromkeys("abc", 200)
    told = overlaps(twice(*rows), **active)
    by_payer: dict[str, int] = {}
    for (counted, _), (workers, rupiah) in told.items():
        assert workers >= K
        assert rupiah >= 8_400 * workers
        by_payer[counted] = by_payer.get(counted, 0) + workers
    truth = twice(*rows)["workers"].sum()
    assert sum(by_payer.values()) <= truth
    for payer in by_payer.keys() - {"lainnya"}:
        assert not 0 < active[payer] - by_payer[payer] < K
