"""Is every sentence true? Ten thousand random cells of the sample, against SQL over the published files.

The oracle shares nothing with the portal: own DuckDB, own SQL, own reading of the sentence.
"""

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import pytest

from dashboard import db
from dashboard.answers import (
    breakdown_answer,
    change,
    funding_answer,
    one_month_answer,
    summary_answer,
    trend_title,
)
from dashboard.basis import basis_of, headline_parameters
from dashboard.choices import choices, selection_of
from dashboard.names import names
from dashboard.words import LANGUAGES
from tests.effort import usual
from tests.fixtures import ROOT

CELLS = usual(2_000, thorough=10_000)
GROUPS = usual(300, thorough=1_000)  # random slices of which whole tables are put in a sentence
SEED = 20261122
SLICE = ("opd", "sector", "kecamatan", "funding_source")
LEAST = 30  # [workers] a group with fewer is not compared
CITY = "Kota"
NUMBER = r"\d{1,3}(?:[.,]\d{3})*"
ENDS = re.compile(
    r"(?:tertinggi|is highest for) (.+?) \(([^()]*%)\)(?:,| and)"
    r" (?:terendah|lowest for) (.+) \(([^()]*%)\)\."
)
UP = {"id": "Naik", "en": "Up"}
DOWN = {"id": "Turun", "en": "Down"}
SAME = {"id": "Tetap", "en": "Unchanged"}
ROSE = {"id": " naik dari ", "en": " rose from "}
FELL = {"id": " turun dari ", "en": " fell from "}
STAYED = {"id": " tetap ", "en": " stayed at "}
MET = {"id": "sudah tercapai", "en": "is met"}
NOBODY = {"id": "tidak ada pekerja", "en": "no workers"}


@pytest.fixture(scope="module")
def oracle() -> Iterator[duckdb.DuckDBPyConnection]:
    """The coverage rows in force, read without the portal."""
    connection = duckdb.connect()
    files = str(ROOT / "data" / "medan" / "extracts" / "*" / "r*" / "coverage.parquet")
    connection.execute(
        """
        create table coverage as
        select * from read_parquet($files, filename = true) as file
        qualify dense_rank() over (partition by period order by filename desc) = 1
        """,
        {"files": files},
    )
    yield connection
    connection.close()


def random_values(rng: random.Random) -> dict[str, str]:
    """Codes of the filters; most cells are narrowed, so that tiny and empty ones occur."""
    offered = choices()
    values = {name: choice.default for name, choice in offered.items()}
    for name in ("period", "target", "denominator"):
        values[name] = rng.choice(offered[name].codes)
    for name in SLICE:
        if rng.random() < 0.45:
            values[name] = rng.choice(offered[name].codes)
    values["lang"] = rng.choice(LANGUAGES)
    return values


def whole(lang: str, text: str) -> int:
    separator = {"id": ".", "en": ","}[lang]
    assert re.fullmatch(rf"\d{{1,3}}(?:{re.escape(separator)}\d{{3}})*", text), text
    return int(text.replace(separator, ""))


def is_share(lang: str, text: str, part: int, of: int) -> bool:
    """Whether the printed share is `part` of `of`, to one digit, and 0 or 100 only where exact."""
    if of == 0:
        return text == "–"
    exact = Fraction(part * 100, of)
    clean = text.replace("\u00a0", " ").removesuffix("%").strip()
    bound = re.fullmatch(r"([<>]) ?(.+)", clean)
    digits = (bound[2] if bound else clean).replace("," if lang == "id" else "\0", ".")
    printed = Fraction(Decimal(digits))
    if bound:
        return 0 < exact < printed if bound[1] == "<" else exact > printed
    if printed in (0, 100):
        return exact == printed
    return abs(exact - printed) <= Fraction(1, 20)


def test_b9_random_cells_are_told_truly(oracle: duckdb.DuckDBPyConnection) -> None:
    rng = random.Random(SEED)
    seen = {"empty": 0, "tiny": 0, "met": 0, "up": 0, "down": 0, "same": 0, "first": 0}
    cells = [random_values(rng) for _ in range(CELLS)]
    for values, (workers, active, active_before, has_before) in zip(
        cells, counts_of(oracle, cells), strict=True
    ):
        selection = selection_of(values)
        basis = basis_of(selection)
        lang = selection.lang
        (row,) = db.run_query("coverage_headline", **headline_parameters(selection, basis)).to_pylist()
        sentence = summary_answer(names(lang), row, basis, selection, city_name=CITY)
        universe = workers if basis.denominator_workers is None else basis.denominator_workers
        moved = change(lang, row)
        context = (values, sentence, moved)
        assert row["universe"] == universe, context
        if universe == 0:
            seen["empty"] += 1
            assert NOBODY[lang] in sentence, context
            assert "%" not in sentence, context
            continue
        seen["tiny"] += universe < LEAST
        bold = re.findall(r"\*\*(.+?)\*\*", sentence)
        assert whole(lang, bold[0]) == active, context
        assert is_share(lang, bold[1], active, universe), context
        assert re.search(rf"(?:dari|of) {re.escape(f'{universe:,}').replace(',', '[.,]')}\b", sentence), (
            context
        )
        seen["met"] += check_target(lang, sentence, active, target_workers(basis, universe), context)
        seen[check_change(lang, moved, active - active_before if has_before else None, context)] += 1
    assert all(count > CELLS // 500 for count in seen.values()), seen


def counts_of(
    oracle: duckdb.DuckDBPyConnection, cells: list[dict[str, str]]
) -> list[tuple[int, int, int, bool]]:
    """Of each cell: workers, active, active in the published month before, and whether there is one."""
    columns = ("period", *SLICE)
    oracle.execute(f"create or replace table cell (id integer, {', '.join(f'{c} varchar' for c in columns)})")
    rows = [(number, *(cell[column] or None for column in columns)) for number, cell in enumerate(cells)]
    oracle.executemany(f"insert into cell values ({', '.join('?' * (len(columns) + 1))})", rows)
    return oracle.sql(
        """
        with months as (
            select period, lag(period) over (order by period) as before
            from (select distinct period from coverage)
        )
        select
            coalesce(sum(workers) filter (coverage.period = cell.period), 0)::bigint,
            coalesce(sum(workers) filter (
                coverage.period = cell.period and status = 'active'
                and (cell.funding_source is null or coverage.funding_source = cell.funding_source)
            ), 0)::bigint,
            coalesce(sum(workers) filter (
                coverage.period = months.before and status = 'active'
                and (cell.funding_source is null or coverage.funding_source = cell.funding_source)
            ), 0)::bigint,
            any_value(months.before) is not null
        from cell
        join months on months.period = cell.period
        left join coverage on
            coverage.period in (months.period, months.before)
            and (cell.opd is null or coverage.opd = cell.opd)
            and (cell.sector is null or coverage.sector = cell.sector)
            and (cell.kecamatan is null or coverage.kecamatan = cell.kecamatan)
        group by cell.id
        order by cell.id
        """
    ).fetchall()


def target_workers(basis: Any, universe: int) -> int | None:
    if basis.target is None:
        return None
    if basis.target_share is None:
        return basis.target_workers
    exact = Fraction(basis.target_share) * universe
    return -(-exact.numerator // exact.denominator)


def check_target(lang: str, sentence: str, active: int, target: int | None, context: object) -> bool:
    if target is None:
        assert sentence.count("**") == 4, context
        return False
    if active >= target:
        assert MET[lang] in sentence, context
        assert re.search(rf"\({re.escape(f'{target:,}').replace(',', '[.,]')}\b", sentence), context
        return True
    assert MET[lang] not in sentence, context
    assert whole(lang, re.findall(r"\*\*(.+?)\*\*", sentence)[2]) == target - active, context
    return False


def check_change(lang: str, sentence: str, moved: int | None, context: object) -> str:
    if moved is None:
        assert not re.search(NUMBER, sentence), context
        return "first"
    if moved == 0:
        assert sentence.startswith(SAME[lang]), context
        return "same"
    assert sentence.startswith(UP[lang] if moved > 0 else DOWN[lang]), context
    assert whole(lang, re.search(NUMBER, sentence)[0]) == abs(moved), context
    return "up" if moved > 0 else "down"


def groups_of(
    oracle: duckdb.DuckDBPyConnection, dimension: str, values: dict[str, str]
) -> list[tuple[str, int, int, int]]:
    """Of each group: code, active by the chosen payer, workers, and workers for whom nobody pays."""
    asked = {name: values[name] or None for name in ("period", *SLICE) if name != dimension}
    narrowed = " and ".join(
        f"(${name}::varchar is null or {name} = ${name})"
        for name in asked
        if name not in ("period", "funding_source")
    )
    return oracle.execute(
        f"""
        select {dimension}, coalesce(sum(workers) filter (
            status = 'active' and ($funding_source::varchar is null or funding_source = $funding_source)
        ), 0)::bigint, sum(workers)::bigint, coalesce(sum(workers) filter (status <> 'active'), 0)::bigint
        from coverage where period = $period and {narrowed} group by all
        """,
        asked,
    ).fetchall()


@pytest.mark.parametrize("dimension", ["opd", "sector", "kecamatan"])
def test_b9_tables_are_told_truly(dimension: str, oracle: duckdb.DuckDBPyConnection) -> None:
    rng = random.Random(f"{SEED} {dimension}")
    kinds = {"compared": 0, "left": 0}
    for _ in range(GROUPS):
        values = random_values(rng) | {dimension: ""}
        selection = selection_of(values)
        lang = selection.lang
        called = names(lang)
        params = selection.parameters("period", *(name for name in SLICE if name != dimension))
        rows = db.run_query(f"coverage_by_{dimension}", **params).to_pylist()
        shown = [row for row in rows if row["universe"]]
        sentence = breakdown_answer(called, dimension, shown, selection)
        context = (values, sentence)
        compared = {
            called.of(dimension, code): (active, workers, unprotected)
            for code, active, workers, unprotected in groups_of(oracle, dimension, values)
            if workers >= LEAST and code not in ("lainnya", "belum_disebut")
        }
        if not compared or not any(unprotected for *_, unprotected in compared.values()):
            kinds["left"] += 1
            assert "**" not in sentence, context
            continue
        kinds["compared"] += 1
        (most,) = re.findall(r"\*\*(.+?)\*\*", sentence)
        _, workers, unprotected = compared[most]
        assert unprotected == max(each for *_, each in compared.values()), context
        left, of = re.search(rf"({NUMBER}) (?:dari|of) ({NUMBER})", sentence).groups()
        assert (whole(lang, left), whole(lang, of)) == (unprotected, workers), context
        rates = {name: Fraction(active, workers) for name, (active, workers, _) in compared.items()}
        if min(rates.values()) == max(rates.values()):
            assert "%" not in sentence, context
            continue
        ends = ENDS.search(sentence)
        assert rates[ends[1]] == max(rates.values()), context
        assert rates[ends[3]] == min(rates.values()), context
        assert is_share(lang, ends[2], *compared[ends[1]][:2]), context
        assert is_share(lang, ends[4], *compared[ends[3]][:2]), context
    assert all(count > GROUPS // 100 for count in kinds.values()), kinds


def test_b9_payers_and_months_are_told_truly(oracle: duckdb.DuckDBPyConnection) -> None:
    rng = random.Random(SEED + 1)
    by_words = dict.fromkeys(("rose", "fell", "stayed", "one", "several", "none"), 0)
    for _ in range(GROUPS):
        values = random_values(rng) | {"funding_source": ""}
        selection = selection_of(values)
        called = names(selection.lang)
        asked = {name: values[name] or None for name in ("period", "opd", "sector", "kecamatan")}
        by_words[check_payers(oracle, called, selection, asked)] += 1
        by_words[check_months(oracle, called, selection, asked)] += 1
    assert all(count > 10 for count in by_words.values()), by_words


WHERE = """
    ($opd::varchar is null or opd = $opd) and ($sector::varchar is null or sector = $sector)
    and ($kecamatan::varchar is null or kecamatan = $kecamatan)
"""


def check_payers(
    oracle: duckdb.DuckDBPyConnection, called: Any, selection: Any, asked: dict[str, str | None]
) -> str:
    lang = called.lang
    rows = db.run_query("coverage_by_funding_source", **asked).to_pylist()
    shown = [row for row in rows if row["registered"]]
    sentence, one_month = funding_answer(called, shown, selection), one_month_answer(called, shown)
    context = (asked, sentence, one_month)
    true = {
        called.of("funding_source", code): counts
        for code, *counts in oracle.execute(
            f"""
            select
                funding_source,
                coalesce(sum(workers) filter (status = 'active'), 0)::bigint,
                coalesce(sum(workers) filter (status = 'one_month'), 0)::bigint,
                sum(workers)::bigint
            from coverage where period = $period and funding_source is not null and {WHERE} group by all
            """,
            asked,
        ).fetchall()
    }
    most = max((counts[1] for counts in true.values()), default=0)
    if most:
        source = next(name for name in true if one_month.split(". ", 1)[1].startswith(f"{name}:"))
        active, single, registered = true[source]
        assert single == most, context
        told = [whole(lang, text) for text in re.findall(rf"(?<![\d,.]){NUMBER}(?![\d,.]*\s?%)\b", one_month)]
        assert {active, single, registered} <= set(told), context
    else:
        assert not re.search(r"\d", one_month), context
    total = sum(counts[0] for counts in true.values())
    paying = sorted((counts[0] for counts in true.values() if counts[0]), reverse=True)
    if not paying:
        assert not re.search(rf"\*\*|{NUMBER} \(", sentence), context
        return "none"
    first = re.search(r"\*\*(.+?)\*\* \((\S+), ([^)]*%)\)", sentence)
    assert true[first[1]][0] == whole(lang, first[2]) == paying[0], context
    assert is_share(lang, first[3], paying[0], total), context
    if len(paying) == 1:
        return "one"
    second = re.search(rf"(?:disusul|then) (.+) \(({NUMBER}), ([^)]*%)\)\.", sentence)
    assert true[second[1]][0] == whole(lang, second[2]) == paying[1], context
    assert is_share(lang, second[3], paying[1], total), context
    return "several"


def check_months(
    oracle: duckdb.DuckDBPyConnection, called: Any, selection: Any, asked: dict[str, str | None]
) -> str:
    lang = called.lang
    where = {name: asked[name] for name in ("opd", "sector", "kecamatan")}
    rows = db.run_query("coverage_trend", **where, funding_source=None).to_pylist()
    totals: dict[str, int] = {}
    for row in rows:
        totals[row["period"]] = totals.get(row["period"], 0) + row["active"]
    if selection.period not in totals:
        return "stayed"
    title = trend_title(called, totals, selection.period)
    true = dict(
        oracle.execute(
            f"""
            select period, coalesce(sum(workers) filter (status = 'active'), 0)::bigint
            from coverage where {WHERE} group by all
            """,
            where,
        ).fetchall()
    )
    year_before = f"{int(selection.period[:4]) - 1}{selection.period[4:]}"
    months = [period for (period,) in oracle.sql("select distinct period from coverage").fetchall()]
    start = year_before if year_before in months else min(months)
    before, now = true.get(start, 0), true.get(selection.period, 0)
    context = (asked, title, before, now)
    key = "rose" if now > before else "fell" if now < before else "stayed"
    if selection.period != start:
        phrase = {"rose": ROSE, "fell": FELL, "stayed": STAYED}[key][lang]
        assert phrase in title, context
        told = {whole(lang, text) for text in re.findall(rf"(?<!\d){NUMBER}(?= |\b)(?!\d)", title)}
        assert {before, now} <= told, context
    return key
