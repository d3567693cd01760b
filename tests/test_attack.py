"""Can anybody compute a small group from what is published? A reader who tries everything must not."""

import collections
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from publisher.disclosure.pooling import Atom, choose_pool, part_of
from publisher.publish import open_register, publish
from tests.attack import BASE, Files, Group, Misled, Reader, read_month
from tests.attack_sums import WORK, K, complements, differences, published, small
from tests.invented_city import PERIODS, WORKS, Person, invent_people, truth, write_sheets
from tests.sheet_files import KEY, MEDAN

POSSIBLE = 3
PEOPLE = ("disability", "sex", "age_band")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Person], dict[str, Files]]:
    """Who lives in an invented city, and what was published of its four months."""
    folder = tmp_path_factory.mktemp("city")
    people = invent_people(700, seed=1271)
    for period in PERIODS:
        with open_register(MEDAN, folder / "register.duckdb", KEY) as register:
            publish(
                city_dir=MEDAN, folder=write_sheets(folder / period, people, period),
                extracts=folder / "extracts", register=register, period=period,
                generated_at="2026-11-05T00:00:00Z",
            )  # fmt: skip
    return people, {period: published(folder / "extracts", period) for period in PERIODS}


def true_groups(people: pd.DataFrame, period: str) -> dict[Group, int]:
    """The true count of every group that a table could show, by the name the reader gives it."""
    active = people[people["status"] == "active"]
    families = [
        ("coverage", people, (*BASE, *WORK)),
        ("kelurahan", people, (*BASE, "kelurahan")),
        ("demographics", people, ("kecamatan", "status", *PEOPLE)),
        ("expiry", active, ("kecamatan", *WORK, "funding_source", "paid_through")),
        ("flows", people.dropna(subset="funding_source"), ("funding_source", *WORK, "movement")),
        ("overlaps", active, ("funding_source", "also_paid_by")),
    ]
    found: dict[Group, int] = {}
    for name, rows, columns in families:
        for values, count in rows.value_counts(list(columns), dropna=False).items():
            found[name, period, *(None if pd.isna(one) else one for one in values)] = count
    for (place, segment, sector, jht), count in active.value_counts(
        ["kecamatan", "segment", "sector", "jht"]
    ).items():
        found[jht, period, place, segment, sector] = count
    return found


def small_groups(people: list[Person], period: str) -> Iterator[tuple[Group, int]]:
    return ((one, n) for one, n in true_groups(truth(people, period), period).items() if n < K)


def narrowed(
    reader: Reader, groups: Iterable[tuple[Group, int]], misled: float = 0.05
) -> dict[Group, tuple[int, int, int]]:
    """Small groups with fewer than POSSIBLE values: least, greatest and true count.

    A reader who is misled (some workers stand in a neighbouring kecamatan) has not found anything out, but
    must be misled rarely: a reader who reads badly proves nothing.
    """
    found, right, wrong = {}, 0, 0
    for group, count in groups:
        if group not in reader.of_group:
            continue
        try:
            least, greatest = reader.span(group)
        except Misled:
            least, greatest = count + 1, count
        if not least <= count <= greatest:
            wrong += 1
            continue
        right += 1
        if greatest - least + 1 < POSSIBLE:
            found[group] = (least, greatest, count)
    assert right
    assert wrong <= misled * right
    return found


@pytest.mark.parametrize("period", PERIODS)
def test_no_small_group_can_be_computed_from_the_files_of_a_month(
    city: tuple[list[Person], dict[str, Files]], period: str
) -> None:
    people, files = city
    reader = Reader()
    read_month(reader, files[period], period=period, works=list(WORKS))
    assert narrowed(reader, small_groups(people, period)) == {}


def told_same(
    reader: Reader, people: list[Person], files: dict[str, Files], before: str, period: str
) -> Reader:
    """A reader of two months, told which groups hidden in both did not change between them."""
    for one in (before, period):
        read_month(reader, files[one], period=one, works=list(WORKS))
    counts = [
        {(group[0], *group[2:]): n for group, n in true_groups(truth(people, one), one).items()}
        for one in (before, period)
    ]
    for name in counts[0].keys() & counts[1].keys():
        was, now = (name[0], before, *name[1:]), (name[0], period, *name[1:])
        hidden = was in reader.of_group and now in reader.of_group
        if hidden and name[0] != "flows" and counts[0][name] == counts[1][name] < K:
            reader.same(was, now)
    return reader


@pytest.mark.parametrize(("before", "period"), list(itertools.pairwise(PERIODS)))
def test_no_small_group_that_stays_can_be_computed_from_two_months(
    city: tuple[list[Person], dict[str, Files]], before: str, period: str
) -> None:
    people, files = city
    reader = told_same(Reader(), people, files, before, period)
    assert narrowed(reader, small_groups(people, period)) == {}


def possible_worlds(groups: int, most: int, **rule: bool) -> dict[tuple[object, ...], list[tuple[int, ...]]]:
    """All counts of some groups of one parent, by what the rules publish of them."""
    worlds = collections.defaultdict(list)
    for counts in itertools.product(range(most), repeat=groups):
        pool = choose_pool([Atom((part_of(count, K),)) for count in counts], K, **rule)
        shown = tuple(0 if place in pool.members else count for place, count in enumerate(counts))
        hidden = sum(counts[place] for place in pool.members)
        nobody = tuple(count == 0 for count in counts)
        if hidden < most and pool.safe:  # greater sums have worlds beyond the counts tried
            worlds[shown, hidden, nobody].append(counts)
    return worlds


@pytest.mark.parametrize(("groups", "most"), [(2, 40), (3, 22), (4, 13)])
def test_the_rules_cannot_be_inverted_by_a_reader_who_knows_which_groups_exist(
    groups: int, most: int
) -> None:
    for worlds in possible_worlds(groups, most).values():
        for counts in zip(*worlds, strict=True):
            if any(0 < count < K for count in counts):
                assert len(set(counts)) >= POSSIBLE, worlds


def test_the_same_sheets_again_give_the_same_labels(tmp_path: Path) -> None:
    people = invent_people(300, seed=7)
    for period, revision in [(PERIODS[0], "r1"), (PERIODS[1], "r1"), (PERIODS[2], "r1"), (PERIODS[2], None)]:
        with open_register(MEDAN, tmp_path / "register.duckdb", KEY) as register:
            verdict = publish(
                city_dir=MEDAN, folder=write_sheets(tmp_path / period, people, period),
                extracts=tmp_path / "extracts", register=register, period=period,
                generated_at="2026-11-05T00:00:00Z",
            )  # fmt: skip
        assert verdict.revision == (revision and f"{period}.{revision}")


@pytest.mark.parametrize("period", PERIODS)
def test_tables_of_the_invented_city_differ_in_nothing(
    city: tuple[list[Person], dict[str, Files]], period: str
) -> None:
    files = city[1][period]
    assert differences(files) == {}
    assert small(complements(files)) == {}


@pytest.mark.parametrize("period", ["2023-03", "2025-10", "2026-10"])
def test_tables_of_the_shipped_extract_differ_in_nothing(period: str) -> None:
    files = published(MEDAN / "extracts", period)
    assert differences(files) == {}
    assert small(complements(files)) == {}
