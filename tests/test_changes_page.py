"""Does the page of changes tell why a number moved, in parts that add up exactly?"""

import itertools
from pathlib import Path
from typing import Any

import pytest

from dashboard import db
from dashboard.addresses import Refused, query_params
from dashboard.catalog import load_query
from dashboard.words import LANGUAGES, word
from tests.fixtures import COVERAGE, KOTA, MEDAN, read_entries, write_file, write_manifest
from tests.opened import EMPTY, answer, captions, charts, links, open_page, reading_tables, tables

REASONS = {"enrolled": 1, "lapsed": -1, "ended": -1, "moved": 1, "corrected": 1}
DIMENSIONS = ("opd", "sector", "funding_source")
NOBODY = dict.fromkeys(DIMENSIONS)
# What happened between the months of the fixture: 10 -> 80 -> 75 protected.
FLOWS = {
    "2026-09": [
        ("dishub", "ojek_pangkalan", "apbd_kota", "enrolled", 40),
        ("dinsos", "marbot", "mandiri_kepling", "enrolled", 30),
        ("dinsos", "marbot", "apbd_kota", "renewed", 10),
    ],
    "2026-10": [
        ("dishub", "ojek_pangkalan", "csr_bumn", "enrolled", 20),
        ("dishub", "ojek_pangkalan", "mandiri_kepling", "enrolled", 5),
        ("dinsos", "marbot", "mandiri_kepling", "lapsed", 30),
        ("dinsos", "marbot", "apbd_kota", "renewed", 10),
    ],
}


def headline(period: str, since: str | None = None, **chosen: Any) -> dict[str, Any]:
    rows = db.run_query("change_headline", period=period, since=since, **(NOBODY | chosen)).to_pylist()
    return rows[0] if rows else {}


def groups(period: str, since: str | None = None, **chosen: Any) -> list[dict[str, Any]]:
    return db.run_query("change_by_group", period=period, since=since, **(NOBODY | chosen)).to_pylist()


def parts(row: dict[str, Any]) -> dict[str, int]:
    return {reason: row[reason] for reason in REASONS if row[reason]}


def assert_adds_up(row: dict[str, Any]) -> None:
    assert row["active_after"] - row["active_before"] == row["change_active"]
    assert sum(sign * row[reason] for reason, sign in REASONS.items()) == row["change_active"]


@pytest.fixture
def city_with_flows(own_city: Path) -> Path:
    """The fixture city with movements that explain its months."""
    entries = [
        each for each in read_entries(own_city) if each["table"] != "flows" or each["period"] < "2026-09"
    ]
    for period, rows in FLOWS.items():
        of_month = [(period, *row) for row in rows]
        entries.append(write_file(own_city, table="flows", period=period, rows=of_month))
    write_manifest(own_city, entries)
    return own_city


# --- sums by hand


@pytest.mark.usefixtures("city_with_flows")
def test_a_month_is_explained_by_its_movements() -> None:
    row = headline("2026-10")
    assert (row["since"], row["active_before"], row["active_after"]) == ("2026-09", 80, 75)
    assert parts(row) == {"enrolled": 25, "lapsed": 30}  # 25 - 30 = -5
    assert row["renewed"] == 10
    assert row["rate_by_people"] == pytest.approx(-5 / 300)
    assert row["rate_by_universe"] == 0


@pytest.mark.usefixtures("city_with_flows")
def test_months_between_are_added_up() -> None:
    row = headline("2026-10", "2026-08")
    assert (row["active_before"], row["active_after"], row["renewed"]) == (10, 75, 20)
    assert parts(row) == {"enrolled": 95, "lapsed": 30}  # 40 + 30 + 20 + 5 - 30 = 65


@pytest.mark.usefixtures("city_with_flows")
def test_groups_have_their_own_parts() -> None:
    found = {(row["dimension"], row["id"]): row for row in groups("2026-10")}
    assert parts(found["opd", "dishub"]) == {"enrolled": 25}
    assert parts(found["opd", "dinsos"]) == {"lapsed": 30}
    assert parts(found["funding_source", "mandiri_kepling"]) == {"enrolled": 5, "lapsed": 30}
    assert found["funding_source", "apbd_kota"]["change_active"] == 0


@pytest.mark.usefixtures("city_with_flows")
def test_a_slice_and_a_payer() -> None:
    assert headline("2026-10", opd="dinsos")["change_active"] == -30
    row = headline("2026-10", funding_source="csr_bumn")
    assert (row["active_before"], row["active_after"], row["universe_after"]) == (0, 20, 300)


def test_a_cover_counted_elsewhere_has_moved(city_with_flows: Path) -> None:
    # The movement names Dinsos, the month counts the twenty at Dishub.
    rows = [
        ("2026-10", "dinsos", *row[1:]) if row[2] == "csr_bumn" else ("2026-10", *row)
        for row in FLOWS["2026-10"]
    ]
    kept = [e for e in read_entries(city_with_flows) if (e["table"], e["period"]) != ("flows", "2026-10")]
    write_manifest(
        city_with_flows, [*kept, write_file(city_with_flows, table="flows", period="2026-10", rows=rows)]
    )
    assert headline("2026-10")["moved"] == headline("2026-10")["corrected"] == 0
    moved = {row["id"]: row["moved"] for row in groups("2026-10") if row["dimension"] == "opd"}
    assert moved == {"dishub": 20, "dinsos": -20, "lainnya": 0}
    assert headline("2026-10", opd="dishub")["moved"] == 20


def correct_september(folder: Path) -> None:
    """A second revision of September: 45 protected at Dishub, not 40, and 10 workers more on the list."""
    rows = []
    for kecamatan, opd, sector, status, source, workers, iuran in COVERAGE["2026-09"]:
        more = (
            {("dishub", "active"): 5, ("dishub", "never"): 5}.get((opd, status), 0)
            if kecamatan == KOTA
            else 0
        )
        rows.append(("2026-09", kecamatan, opd, sector, "bpu", status, source, workers + more, iuran))
    second = write_file(folder, table="coverage", period="2026-09", rows=rows, revision=2)
    write_manifest(folder, [*read_entries(folder), second])


def test_a_correction_is_a_part_of_its_own(city_with_flows: Path) -> None:
    correct_september(city_with_flows)
    row = headline("2026-10")
    assert row["active_before"] == 85
    assert parts(row) == {"enrolled": 25, "lapsed": 30, "corrected": -5}  # 75 - 85 = -10
    assert (row["universe_before"], row["universe_after"]) == (310, 300)
    assert row["rate_by_people"] == pytest.approx(-10 / 310)
    assert row["rate_by_universe"] == pytest.approx(75 / 300 - 75 / 310)
    by_opd = {row["id"]: row["corrected"] for row in groups("2026-10") if row["dimension"] == "opd"}
    assert by_opd == {"dishub": -5, "dinsos": 0, "lainnya": 0}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_tells_a_correction_with_its_reason(lang: str, city_with_flows: Path) -> None:
    correct_september(city_with_flows)
    at = open_page("changes", lang=lang)
    assert any("Corrected by the tests." in table.to_string() for table in tables(at))
    assert word(lang, "changes.corrected.clause", people="\u22125") in answer(at)


@pytest.mark.usefixtures("fixture_city")
def test_what_no_movement_explains_is_told_and_split_in_proportion() -> None:
    # The fixture's own flows know of 10 renewed only: 10 -> 80 is unexplained, 40 at Dishub, 30 at Dinsos.
    assert parts(headline("2026-09")) == {"corrected": 70}
    split = {row["id"]: row["corrected"] for row in groups("2026-09") if row["dimension"] == "opd"}
    assert split == {"dishub": 40, "dinsos": 30, "lainnya": 0}
    # 80 -> 75: the five that lack are where the rest is negative; the others have moved
    assert parts(headline("2026-10", opd="dinsos")) == {"corrected": -5, "moved": -25}
    assert parts(headline("2026-10", opd="dishub")) == {"moved": 25}
    told = "\n".join(text.value for text in open_page("changes", lang="en").markdown)
    assert "\u22125 people unexplained" in told


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("since", ["2026-10", "2026-11", "x"])
def test_a_month_that_is_not_earlier_has_no_change(since: str) -> None:
    assert headline("2026-10", since) == {}
    assert groups("2026-10", since) == []


@pytest.mark.usefixtures("fixture_city")
def test_the_first_month_has_no_change() -> None:
    assert headline("2026-08") == {}


# --- the shipped sample


@pytest.fixture
def medan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))


@pytest.mark.usefixtures("medan")
def test_d6_parts_add_up_for_every_month_and_far_ones_of_the_sample() -> None:
    periods = sorted(db.state().periods)
    pairs = [
        *itertools.pairwise(periods),
        *zip(periods, periods[12:], strict=False),
        (periods[0], periods[-1]),
    ]
    active = dict.fromkeys(periods, 0)
    for row in db.run_query("coverage_trend", kecamatan=None, **NOBODY).to_pylist():
        active[row["period"]] += row["active"]
    flows = db.run_query("flows_by_funding_source", period=periods[-1]).to_pylist()
    for since, period in pairs:
        row = headline(period, since)
        assert_adds_up(row)
        assert (row["active_before"], row["active_after"]) == (active[since], active[period])
        between = [each for each in flows if since < each["period"] <= period]
        assert row["enrolled"] == sum(each["enrolled"] for each in between)
        assert row["renewed"] == sum(each["renewed"] for each in between)
        assert row["lapsed"] + row["ended"] == sum(each["gone"] for each in between)
        assert row["moved"] == row["corrected"] == 0, (
            "over the whole city nobody moves, nothing was corrected"
        )
        for dimension in DIMENSIONS:
            group = [each for each in groups(period, since) if each["dimension"] == dimension]
            for each in group:
                assert_adds_up(each)
            for name in ("active_before", "active_after", "change_active", "renewed", *REASONS):
                assert sum(each[name] for each in group) == row[name], (since, period, dimension, name)


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize(
    ("dimension", "code"), [("opd", "dinsos"), ("sector", "nelayan"), ("funding_source", "csr_bumn")]
)
def test_a_slice_of_the_sample_is_its_row_of_the_whole(dimension: str, code: str) -> None:
    (of_whole,) = [
        row for row in groups("2026-10", "2026-01") if (row["dimension"], row["id"]) == (dimension, code)
    ]
    alone = headline("2026-10", "2026-01", **{dimension: code})
    for name in ("active_before", "active_after", "renewed", *REASONS):
        assert alone[name] == of_whole[name], name


@pytest.mark.usefixtures("medan")
def test_the_sentence_of_the_sample() -> None:
    # 45,847 + 1,599 - 1,139 = 46,307
    assert answer(open_page("changes")) == (
        "Sejak September 2026 pekerja terlindungi aktif di Kota Medan naik **460**, dari 45.847 menjadi "
        "46.307 pada Oktober 2026: 1.599 baru dan 1.139 berhenti membayar."
    )


# --- the page


@pytest.mark.usefixtures("city_with_flows")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_chart_and_table_say_the_same(lang: str) -> None:
    at = open_page("changes", lang=lang)
    (chart,) = charts(at)
    for reason, adds in (("enrolled", "+25"), ("lapsed", "\u221230"), ("total", "\u22125")):
        assert f"{word(lang, f'changes.{reason}')}: {adds}" in chart.proto.alt
        (row,) = [
            line
            for line in reading_tables(at)[0].to_numpy().tolist()
            if line[0].startswith(f"**{word(lang, f'changes.{reason}')}**")
        ]
        assert row[2] == f"**{adds}**"
    assert len(tables(at)) == 3
    assert word(lang, "provenance.synthetic") in captions(at)


@pytest.mark.usefixtures("city_with_flows")
def test_the_earlier_month_is_kept_in_the_link() -> None:
    at = open_page("changes", since="2026-08")
    assert answer(at).startswith("Sejak Agustus 2026")
    assert at.selectbox(key="filter_since").value == "2026-08"
    assert all("since=2026-08" in link for link in links(at) if "change_" in link)
    assert word("id", "changes.summed") in captions(at)
    at.selectbox(key="filter_since").select("2026-09").run()
    assert answer(at).startswith("Sejak September 2026")
    assert at.query_params["since"] == "2026-09"


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "since",
    ["2026-10", "2099-01", "", "'; drop table coverage --", "<script>alert(1)</script>", "**x**", "9" * 5000],
)
def test_a_hostile_since_is_told_and_the_month_before_shown(since: str, lang: str) -> None:
    at = open_page("changes", since=since, lang=lang)
    assert at.selectbox(key="filter_since").value == "2026-09"
    (warning,) = at.warning
    assert "<script>" not in warning.value.replace("`<script>alert(1)</script>`", "")
    assert len(warning.value) < 300


@pytest.mark.usefixtures("fixture_city")
def test_a_since_later_than_a_chosen_month_is_told() -> None:
    at = open_page("changes", period="2026-09", since="2026-10")
    assert "2026-10" in at.warning[0].value
    assert answer(at).startswith("Sejak Agustus 2026")


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_first_month_and_empty_slice_say_so(lang: str) -> None:
    first = open_page("changes", period="2026-08", lang=lang)
    assert not first.warning
    assert not charts(first)
    empty = open_page("changes", lang=lang, opd=EMPTY["opd"])
    assert word(lang, "answer.changes.empty", period="#", place="#", payer="").split("#")[1][:12] in answer(
        empty
    )
    assert not charts(empty)


@pytest.mark.usefixtures("fixture_city")
def test_the_page_cannot_follow_a_kecamatan() -> None:
    assert "Kecamatan" in open_page("changes", kecamatan=KOTA).warning[0].value


@pytest.mark.usefixtures("fixture_city")
def test_the_file_takes_published_months_only() -> None:
    query = load_query("change_headline")
    assert query_params(query, {})["since"] is None, "the published month before"
    assert query_params(query, {"since": "2026-08"})["since"] == "2026-08"
    with pytest.raises(Refused):
        query_params(query, {"since": "2020-01"})
