"""Are all bodies tracked with stage, date and age, and is coverage set around each signature?"""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Router

from dashboard import db
from dashboard.drawings import draw
from dashboard.forms import spoken
from dashboard.kept import forget_blocks
from dashboard.names import names
from dashboard.routes import ROUTES
from dashboard.words import LANGUAGES, word
from tests.asgi import ask
from tests.fixtures import read_entries, write_manifest
from tests.opened import captions, charts, open_page, tables, told

WHOLE = dict.fromkeys(("sector", "kecamatan", "funding_source"))
# Every stage, and every precision a date may have; the fixture's months are 2026-08 to 2026-10.
STAGED = {
    "dinsos": ("signed", "2026-09-10"),
    "dishub": ("running", "2026-09"),
    "dinkes": ("signed", "2026"),
    "disnaker": ("running", "2026-07/2026-08"),
    "dispar": ("draft", "2026-10-01"),
    "pud_pasar": ("none", ""),
    "disdikbud": ("signed", "2026-11-12"),
    "pud_rph": ("signed", "2026-13"),
    "dkp3": ("signed", "2020-01-15"),
}


def stage(city: Path, stages: dict[str, tuple[str, str]]) -> None:
    """Write the stages into the city's agreements."""
    path = city / "reference" / "agreement.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["stage"], row["date"] = stages.get(row["opd"], ("unknown", ""))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    db.forget()
    forget_blocks()  # a reference is read once in the life of a state


def tracked(period: str = "2026-10") -> dict[str, dict[str, Any]]:
    return {row["opd"]: row for row in db.run_query("agreement_by_opd", period=period).to_pylist()}


@pytest.fixture
def staged(own_city: Path) -> Path:
    stage(own_city, STAGED)
    return own_city


@pytest.mark.usefixtures("staged")
@pytest.mark.parametrize(
    ("opd", "days", "least", "most"),
    [
        ("dinsos", ("2026-09-10", "2026-09-10"), 51, 51),  # 20 days of September and 31 of October
        ("dishub", ("2026-09-01", "2026-09-30"), 31, 60),
        ("dinkes", ("2026-01-01", "2026-12-31"), 0, 303),  # 30 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31
        ("disnaker", ("2026-07-01", "2026-08-31"), 61, 122),
        ("dispar", ("2026-10-01", "2026-10-01"), 30, 30),
        ("disdikbud", ("2026-11-12", "2026-11-12"), None, None),  # after the month
        ("pud_pasar", None, None, None),
        ("pud_rph", None, None, None),  # no month 13
        ("bag_tapem", None, None, None),
    ],
)
def test_v12_age_in_days_at_the_end_of_the_month(
    opd: str, days: tuple[str, str] | None, least: int | None, most: int | None
) -> None:
    row = tracked()[opd]
    assert row["counted_to"] == dt.date(2026, 10, 31)
    assert (row["age_days_least"], row["age_days_most"]) == (least, most)
    assert row["is_after"] == (opd == "disdikbud" if days else None)
    if days:
        assert (row["first_day"].isoformat(), row["last_day"].isoformat()) == days
    else:
        assert row["first_day"] is None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("changed", [False, True])
def test_v12_all_bodies_are_listed_with_stage_date_and_age(own_city: Path, lang: str, changed: bool) -> None:
    if changed:
        stage(own_city, STAGED)
    (table,) = [
        each for each in tables(open_page("opd", lang=lang)) if word(lang, "agreement.stage") in each.columns
    ]
    assert len(table) == 16
    assert set(table[word(lang, "table.full_name")]) == set(names(lang).names["opd"].values())
    shown = table.set_index(word(lang, "table.full_name"))
    social = shown.loc[names(lang).of("opd", "dinsos")]
    if changed:
        assert social[word(lang, "agreement.stage")] == f"◉ {word(lang, 'agreement.stage.signed')}"
        assert social[word(lang, "table.date")] == ("10 September 2026")
        assert social[word(lang, "agreement.age")].strip() == "51"
        later = shown.loc[names(lang).of("opd", "disdikbud")]
        assert later[word(lang, "agreement.age")].strip() == word(lang, "agreement.later")
        assert shown.loc[names(lang).of("opd", "pud_rph")][word(lang, "table.date")] == "2026-13"
    else:
        assert set(table[word(lang, "agreement.stage")]) == {f"? {word(lang, 'agreement.stage.unknown')}"}


def test_v12_the_sentence_counts_the_stages(staged: Path) -> None:
    assert (
        "Agreements (PKS) with BPJS Ketenagakerjaan, of 16 bodies: 2 running, 5 signed, 1 in draft, "
        "1 without one and 7 not known." in told(open_page("opd", lang="en"))
    )
    stage(staged, {})
    assert "all 16 bodies" in told(open_page("opd", lang="en"))


@pytest.mark.usefixtures("staged")
def test_v12_every_row_says_where_it_was_read() -> None:
    rows = tracked().values()
    assert all(row["source"] for row in rows)
    told_all = told(open_page("opd"))
    for row in rows:
        assert row["source"] in told_all
        assert row["note_id"] in told_all
    assert "reference/agreement.csv" in told_all


@pytest.mark.usefixtures("staged")
def test_v12_coverage_is_aligned_to_the_month_of_signature() -> None:
    rows = db.run_query("agreement_coverage", **WHOLE).to_pylist()
    # dinsos and dishub signed in September, disdikbud in November; the others' month is not known or too far
    assert {row["opd"] for row in rows} == {"dinsos", "dishub", "disdikbud"}
    social = [
        (row["period"], row["months_since"], row["active"], row["universe"])
        for row in rows
        if row["opd"] == "dinsos"
    ]
    assert social == [("2026-08", -1, 10, 145), ("2026-09", 0, 40, 145), ("2026-10", 1, 10, 145)]
    effects = {row["opd"]: row for row in db.run_query("agreement_effect", **WHOLE).to_pylist()}
    assert effects["dishub"]["change_points"] == 65 / 130 - 0 / 130
    assert effects["dinsos"]["change_points"] == 0
    assert (effects["disdikbud"]["after_period"], effects["disdikbud"]["change_points"]) == (None, None)


@pytest.mark.usefixtures("staged")
def test_v12_coverage_follows_the_filters() -> None:
    sunggal = WHOLE | {"kecamatan": "12.71.02", "funding_source": "mandiri_kepling"}
    rows = db.run_query("agreement_coverage", **sunggal).to_pylist()
    assert [(row["active"], row["universe"]) for row in rows if row["opd"] == "dishub"] == [
        (0, 10), (0, 10), (5, 10),
    ]  # fmt: skip


@pytest.mark.usefixtures("staged")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_v12_before_and_after_stand_on_one_chart_with_a_table(lang: str) -> None:
    at = open_page("opd", lang=lang)
    (chart,) = [each for each in charts(at) if word(lang, "agreement.axis") in each.proto.spec]
    for opd in ("dinsos", "dishub"):
        assert {"dinsos": "Dinsos", "dishub": "Dishub"}[opd] in chart.proto.alt
    (months,) = [each for each in tables(at) if word(lang, "agreement.axis") in each.columns]
    assert len(months) == 6  # disdikbud has no workers in the fixture
    left_out = [each for each in captions(at).splitlines() if names(lang).of("opd", "dinkes") in each]
    assert len(left_out) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_v12_without_a_dated_signature_the_page_says_what_would_bring_the_chart(
    own_city: Path, lang: str
) -> None:
    stage(own_city, {"dinsos": ("signed", "2025"), "dishub": ("draft", "2026-09-01")})
    at = open_page("opd", lang=lang)
    (said,) = [each.value for each in at.info if "agreement.csv" in each.value]
    assert "`signed`" in said
    assert not [each for each in charts(at) if word(lang, "agreement.axis") in each.proto.spec]
    assert names(lang).of("opd", "dinsos") in captions(at)


def test_v12_an_incomplete_month_is_not_compared(staged: Path) -> None:
    entries = read_entries(staged)
    for entry in entries:
        if entry["period"] == "2026-10":
            entry |= {"complete": False, "missing": ["opd:dinsos"]}
    write_manifest(staged, entries)
    db.forget()
    effects = {row["opd"]: row for row in db.run_query("agreement_effect", **WHOLE).to_pylist()}
    assert effects["dishub"]["after_period"] is None
    drawn = db.run_query("agreement_coverage", **WHOLE).to_pylist()
    assert [row["complete"] for row in drawn if row["opd"] == "dishub"] == [True, True, False]


def test_a_stage_that_nobody_knows_is_not_known(own_city: Path) -> None:
    stage(own_city, {"dinsos": ("disetujui?", "kapan-kapan")})
    assert tracked()["dinsos"]["stage"] == "unknown"
    at = open_page("opd")
    assert not at.exception


@pytest.mark.usefixtures("staged")
def test_o3_the_chart_around_signatures_is_an_image_too() -> None:
    _, drawing, page = draw("agreement_coverage", {"period": "2026-10", "lang": "id"})
    assert drawing is not None
    assert page["path"] == "/opd"
    assert spoken(drawing.alt) in [chart.proto.alt for chart in charts(open_page("opd"))]
    answer = ask(Router(list(ROUTES)), "/gambar/agreement_coverage.svg?period=2026-10&lang=id")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
