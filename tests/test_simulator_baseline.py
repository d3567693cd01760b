"""Is the base month what SQL over the shipped files says, and the first months what the recurrence says?"""

from pathlib import Path

import duckdb
import pytest

from dashboard import simulator_standing
from simulator.course import SELF_PAYERS
from simulator.flow import project
from simulator.month import add_months

PERIOD = "2026-10"
DATA = Path(__file__).parents[1] / "data"
FOLDER = DATA / "medan" / "extracts" / PERIOD / "r1"


def sql(statement: str) -> list[tuple]:
    """Rows of a statement over the files of the extract, which are named {table}."""
    names = {path.stem: f"'{path}'" for path in FOLDER.glob("*.parquet")}
    return duckdb.sql(statement.format(**names, folder=DATA)).fetchall()


@pytest.fixture(scope="module")
def found():
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CAKUPAN_CITY_DIR", raising=False)
        yield simulator_standing.standing(PERIOD)


def test_universe_and_protected_by_payer(found):
    by_source = dict(
        sql(
            "select funding_source::varchar, sum(workers)::bigint from {coverage} "
            "where status = 'active' group by all"
        )
    )
    assert dict(zip(found.sources, found.protected.sum(axis=1).tolist(), strict=True)) == by_source
    assert [(int(found.universe.sum()),)] == sql("select sum(workers)::bigint from {coverage}")


def test_every_stratum_has_its_people(found):
    rows = sql(
        "select kecamatan::varchar, opd::varchar, sector::varchar, sum(workers)::bigint, "
        "coalesce(sum(workers) filter (where status <> 'active'), 0)::bigint from {coverage} group by all"
    )
    model = zip(found.strata, found.universe.tolist(), found.unprotected.tolist(), strict=True)
    assert sorted(rows) == sorted((s.kecamatan, s.opd, s.sector, all_, left) for s, all_, left in model)


def test_unprotected_by_price_group(found):
    rows = sql(
        "select coalesce(sector.transport, false), sum(coverage.workers)::bigint from {coverage} as coverage "
        "left join read_csv('{folder}/medan/reference/sector.csv') as sector "
        "on coverage.sector::varchar = sector.id where coverage.status <> 'active' group by all"
    )
    drives = found.transport
    model = {True: int(found.unprotected[drives].sum()), False: int(found.unprotected[~drives].sum())}
    assert model == dict(rows)


def test_covers_by_the_month_in_which_they_end(found):
    rows = sql(
        "select funding_source::varchar, paid_through::varchar, sum(workers)::bigint "
        "from {expiry} group by all"
    )
    model = [
        (source, add_months(PERIOD, later), workers)
        for later, by_source in enumerate(found.paid_through.sum(axis=2).tolist())
        for source, workers in zip(found.sources, by_source, strict=True)
        if workers
    ]
    assert sorted(model) == sorted(rows)


def test_the_cliff_of_twelve_months(found):
    expected = [
        sql(
            "select coalesce(sum(workers), 0)::bigint from {expiry} "
            f"where paid_through >= '{add_months(PERIOD, later)}'"
        )[0][0]
        for later in range(13)
    ]
    assert found.cliff(12).tolist() == expected


def test_the_first_months_of_those_who_pay_themselves(found):
    """P' = round(P x renewed / all that ran out) + joined, from the flows of the last twelve months."""
    course = simulator_standing.usual_course(PERIOD)
    flow = project(simulator_standing.tariff(), found, course, 3)
    flows = f"'{FOLDER.parents[1]}/*/r*/flows.parquet'"
    for source in SELF_PAYERS:
        [(renewed, gone, joined, months)] = sql(
            "select sum(workers) filter (where movement = 'renewed')::bigint, "
            "sum(workers) filter (where movement in ('lapsed', 'ended'))::bigint, "
            "sum(workers) filter (where movement = 'enrolled')::bigint, count(distinct period) "
            f"from read_parquet({flows}) where funding_source = '{source}' "
            f"and period between '{add_months(PERIOD, -11)}' and '{PERIOD}'"
        )
        assert months == 12
        share, new = 10_000 * renewed // (renewed + gone), joined // 12
        place = found.sources.index(source)
        expected = [int(found.protected[place].sum())]
        for _ in range(3):
            expected.append((expected[-1] * share + 5_000) // 10_000 + new)
        assert flow.protected[:, place].sum(axis=1).tolist() == expected
