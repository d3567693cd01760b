"""How far is each target, over whose base, at which pace: can every number be worked out again by hand?"""

import ast
import math
import re
from pathlib import Path
from typing import Any

import pytest

from dashboard import db
from dashboard.catalog import load_queries
from dashboard.drawings import draw
from dashboard.picture import svg
from simulator.pace import Pace
from tests.fixtures import MEDAN, ROOT
from tests.opened import open_page, tables, told

PEKALONGAN = MEDAN.parent / "pekalongan"
CODE = sorted(
    path for folder in ("dashboard", "pages", "simulator") for path in (ROOT / folder).rglob("*.py")
)


@pytest.fixture(params=[MEDAN, PEKALONGAN], ids=lambda folder: folder.name)
def shipped(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(request.param))
    return request.param


def rows(query: str, **params: Any) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in db.run_query(query, **params).to_pylist()}


# --- V5: gap and pace


@pytest.mark.usefixtures("fixture_city")
def test_v5_gap_and_pace_by_hand() -> None:
    row = rows("gap_by_target", period="2026-10")["informal_29"]
    # 0.29 x 300 = 87; 75 protected; 10 in August, the first month there is: 65 more in 2 months
    assert (row["target_workers"], row["reached_workers"], row["gap_workers"]) == (87, 75, 12)
    assert (row["since"], row["since_workers"], row["pace_months"], row["change_workers"]) == (
        "2026-08",
        10,
        2,
        65,
    )
    assert row["months_to_go"] == 1  # 12 x 2 / 65 = 0.4
    assert (row["due"], row["months_left"], row["needed_a_month"]) == (None, None, None)
    kepling = rows("gap_by_target", period="2026-10")["kepling_50025"]
    assert (kepling["reached_workers"], kepling["gap_workers"]) == (35, 49_990)  # registered: 5 and 30
    ucj = rows("gap_by_target", period="2026-10")["ucj_2030"]
    # 75 of 875,743; 50 months to December 2030; 875,668 / 50 rounded up
    assert (ucj["gap_workers"], ucj["months_left"], ucj["needed_a_month"]) == (875_668, 50, 17_514)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("late", [0, 7, 20])
def test_v5_every_pace_of_the_download_is_worked_out_again(late: int) -> None:
    months = db.state().periods
    period = months[-1 - late]
    for row in rows("gap_by_target", period=period).values():
        assert row["gap_workers"] == max(0, row["target_workers"] - row["reached_workers"])
        assert row["change_workers"] == row["reached_workers"] - row["since_workers"]
        assert row["since"] == months[-1 - late - 12]
        pace = Pace(
            before=row["since_workers"],
            now=row["reached_workers"],
            months=row["pace_months"],
            gap=row["gap_workers"],
        )
        assert row["months_to_go"] == pace.months_to_go, "the model of the simulator says the same"
        if row["months_left"]:
            assert row["needed_a_month"] == math.ceil(row["gap_workers"] / row["months_left"])
        else:
            assert row["needed_a_month"] is None


@pytest.mark.usefixtures("shipped")
def test_v5_the_summary_tells_gap_need_and_pace_of_every_target() -> None:
    at = open_page("summary")
    (table,) = (frame for frame in tables(at) if "Perlu per bulan" in frame)
    assert len(table) == len(db.run_query("target_list"))
    assert "Dengan laju itu target tercapai dalam **" in told(at) or "sudah tercapai" in told(at)


@pytest.mark.usefixtures("fixture_city")
def test_v5_a_first_month_has_no_pace_and_says_never() -> None:
    row = rows("gap_by_target", period="2026-08")["informal_29"]
    assert (row["pace_months"], row["change_workers"], row["months_to_go"]) == (0, 0, None)
    assert "Dengan laju itu target tidak akan tercapai" in told(open_page("summary", period="2026-08"))


# --- V6: the registry of targets


def test_v6_targets_of_several_bases_stand_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))
    found = rows("target_list")
    shares = {str(row["share"].normalize()) for row in found.values() if row["share"] is not None}
    assert {"0.29", "0.5215", "0.3215", "1"} <= shares
    assert {60_220, 50_025} <= {row["workers"] for row in found.values()}
    assert any(row["due"] == "2030-12" and row["scope"] == "ucj" for row in found.values())
    assert all(row["source"] and row["date_set"] for row in found.values())
    assert set(rows("gap_by_target", period="2026-10")) == set(found), "each has its gap"


def test_v6_no_target_stands_in_code() -> None:
    numbers, ids = set(), set()
    for city in (MEDAN, PEKALONGAN):
        lines = (city / "reference" / "target.csv").read_text(encoding="utf-8").splitlines()
        ids |= {line.split(",")[0] for line in lines[1:]}
        numbers |= set(re.findall(r"(?<=,share,)0\.\d{2,}|\b\d{5,6}\b(?=,\w*,\w+,20)", "\n".join(lines)))
    assert {"0.29", "50025", "60220"} <= numbers
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and not isinstance(node.value, bool):
                assert str(node.value) not in numbers, f"{path.name}, line {node.lineno}"
    for query in load_queries().values():
        text = "\n".join(line for line in query.sql.splitlines() if not line.lstrip().startswith("--"))
        assert not [name for name in ids if f"'{name}'" in text], query.name
        assert not [value for value in numbers if re.search(rf"(?<![\d.]){re.escape(value)}(?!\d)", text)]


def test_v6_a_target_that_was_changed_names_the_one_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(PEKALONGAN))
    found = rows("gap_by_target", period="2023-12")
    assert {name: row["superseded_by"] for name, row in found.items() if row["superseded_by"]} == {
        "rentan_1000_2023": "rentan_500_2023"
    }
    (table,) = (frame for frame in tables(open_page("summary", kota="pekalongan")) if "Ditetapkan" in frame)
    assert any("diganti oleh 500 pekerja rentan 2023" in cell for cell in table["Ditetapkan"])


def test_v6_the_chart_shows_the_line_of_the_target_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(PEKALONGAN))
    view, drawing, _ = draw("coverage_trend", {"target": "rentan_500_2023", "lang": "id"})
    assert drawing is not None
    (line,) = [row for row in drawing.rows.to_pylist() if row["earlier"]]
    assert line["earlier"] == 1_000
    assert (
        line["period"]
        < line["earlier_until"]
        < rows("gap_by_target", period="2023-12")["rentan_500_2023"]["date_set"][:7]
    )
    assert "1.000" in line["earlier_label"]
    assert line["earlier_label"] in drawing.alt
    assert "1.000 pekerja" in svg(drawing, footer=[], theme=view.theme)
    # where it is not the chosen one, or in a slice, no line is drawn
    for values in ({"target": "rentan_1000_2023"}, {"target": "rentan_500_2023", "kecamatan": "33.75.01"}):
        _, other, _ = draw("coverage_trend", values)
        assert other is not None
        assert not any(row["earlier"] for row in other.rows.to_pylist())


# --- V4: denominators


def test_v4_every_base_stands_with_its_date_source_and_share(shipped: Path) -> None:
    found = rows("coverage_by_denominator", period="2026-10")
    assert set(found) == set(rows("denominator_list"))
    for row in found.values():
        assert row["date"]
        assert row["source"]
        assert row["coverage_rate"] == row["workers"] / row["universe"]
    chosen = list(found)[-1 if shipped == PEKALONGAN else 1]
    at = open_page("summary", denominator=chosen, kota=shipped.name)
    said = "\n".join(str(table.value.to_dict()) for table in at.table)
    for row in found.values():
        assert row["source"] in said


@pytest.mark.usefixtures("fixture_city")
def test_v4_switching_the_base_shows_both_values() -> None:
    found = rows("coverage_by_denominator", period="2026-10")
    # 75 of 300 in the extract, 75 of the 212,000 that were printed
    assert (found["informal_2024"]["universe"], found["rentan_2024"]["universe"]) == (300, 212_000)
    at = open_page("summary", denominator="rentan_2024", lang="en")
    said = "\n".join(str(table.value.to_dict()) for table in at.table)
    assert "(chosen)" in said
    assert "75 protected vulnerable workers ÷ 300" in said
    assert "75 protected vulnerable workers ÷ 212,000" in said


def test_v4_no_share_is_without_its_base() -> None:
    """Every share that a query answers says in its contract what it is divided by."""
    for query in load_queries().values():
        for column, spec in query.columns.items():
            if "[share 0-1]" in spec:
                meaning = spec.partition("]: ")[2]
                # a limit or a difference names the share it is taken from, or follows the column before it
                divided = re.search(r"/|part of|share of|limit|_rate|low_95|the same", meaning)
                assert divided, f"{query.name}: {column} does not say what it is a share of"
