"""Is every published figure shown as printed and as computed, and does the box find a pasted number?"""

import random
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import parse_qs

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard import db
from dashboard.blocks.check import alike, span
from dashboard.check_number import LONGEST_TEXT, MOST_NUMBERS, Known, find, is_match, read_numbers
from dashboard.forms import number, share
from dashboard.group_figures import group_figures
from dashboard.known_figures import address, known_figures, what
from dashboard.names import names
from dashboard.words import LANGUAGES, word
from tests.fixtures import KOTA, MEDAN, SUNGGAL
from tests.opened import answer, open_page, reading_tables, tables
from tests.reference_files import rows

HOSTILE = {
    "long": "9.999 dan " * 1_000,
    "markdown": "# **60.220** [x](javascript:alert(1)) | a | b |\n|---|---|\n$$x$$ :material/home: :red[y]",
    "html": "<img src=x onerror=alert(1)> <b>60.220</b> &lt;",
    "formula": '=HYPERLINK("http://x"; "60.220") +1 @SUM(1;2)',
    "sql": "'; drop table coverage; -- 60.220",
    "braces": "{0} {period} {{ 60.220 }}",
    "control": "\x00\x1b[31m 60.220 \u202e\u2066",
    "digits": "1" * 10_000,
    "points": "1." * 5_000,
    "spaces": " " * 10_000,
    "none": "tanpa angka",
}


@pytest.fixture
def medan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN))


def values(text: str) -> list[tuple[str, set[str]]]:
    """Of every number: the first kind it can be, and the values it can mean."""
    return [
        (each.kinds[0], {format(reading.value.normalize(), "f") for reading in each.readings})
        for each in read_numbers(text)
    ]


def found(text: str, lang: str = "id") -> dict[str, list[str]]:
    """Of every number of `text`: what it is, in words."""
    called = names(lang)
    matches = find(read_numbers(text), known_figures())
    return {each.text: [what(called, known) for known in figures] for each, figures in matches.items()}


# --- reading numbers


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("60.220", [("count", {"60220"})]),
        ("60,220", [("count", {"60220"})]),
        ("214555", [("count", {"214555"})]),
        ("2\u00a0001 kepling", [("count", {"2001"})]),
        ("1.749.888.000", [("count", {"1749888000"})]),
        ("Rp1,749,888,000.50", [("idr", {"1749888000.5"})]),
        ("Rp 2,3 miliar", [("idr", {"2300000000"})]),
        ("2,3 milyar", [("count", {"2300000000"})]),
        ("1.5 billion", [("count", {"1500000000"})]),
        ("43,43 juta", [("count", {"43430000"})]),
        ("41 ribu", [("count", {"41000"})]),
        ("1.493 miliar", [("count", {"1493000000000", "1493000000"})]),
        ("29%", [("share", {"0.29"})]),
        ("29 persen", [("share", {"0.29"})]),
        ("29 per cent", [("share", {"0.29"})]),
        ("74,08 %.", [("share", {"0.7408"})]),
        ("(55.55%)", [("share", {"0.5555"})]),
        ("19,305 %", [("share", {"0.19305", "193.05"})]),
        ("19,3", [("share", {"0.193"})]),
        ("0,193", [("share", {"0.00193", "0.193"})]),
        (
            "41.320 dari 214.555 pekerja, 19,3 %",
            [("count", {"41320"}), ("count", {"214555"}), ("share", {"0.193"})],
        ),
        ("41,320 of 214,555", [("count", {"41320"}), ("count", {"214555"})]),
        ("pada 2025-10-29 pukul 12:30", []),
        ("2/7/2024", []),
        ("a1 3c x_9", []),
        ("1.23.456", []),
        ("60.220 60.220 60,220", [("count", {"60220"})]),
        ("", []),
    ],
)
def test_a5_numbers_are_read_in_both_languages(text: str, read: list[tuple[str, set[str]]]) -> None:
    assert values(text) == read


@pytest.mark.parametrize(
    ("text", "part", "whole", "matches"),
    [
        ("49 %", "18152", "37058", True),  # 48.98
        ("48,9 %", "18152", "37058", False),  # rounds to 49.0
        ("49,0 %", "18152", "37058", True),
        ("50 %", "18152", "37058", False),
        ("12,5 %", "1", "8", True),
        ("13 %", "1", "8", True),  # a half goes up
        ("12 %", "1", "8", False),
    ],
)
def test_a_share_matches_at_the_precision_written(text: str, part: str, whole: str, matches: bool) -> None:
    known = Known(kind="share", part=Decimal(part), whole=Decimal(whole), origin="city", row={})
    assert [is_match(each, known) for each in read_numbers(text)] == [matches]


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 3), st.sampled_from(".,"))
def test_every_share_is_found_as_it_would_be_printed(whole: int, part: int, digits: int, comma: str) -> None:
    part = min(part, whole)
    exact = Decimal(part) * 100 / Decimal(whole)
    printed = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    (written,) = read_numbers(f"{printed} %".replace(".", comma))
    known = Known(kind="share", part=Decimal(part), whole=Decimal(whole), origin="city", row={})
    assert is_match(written, known)


@given(st.integers(0, 10**15))
def test_every_count_is_found_in_both_forms_and_its_neighbour_is_not(count: int) -> None:
    def of(number: int) -> Known:
        return Known(kind="count", part=Decimal(number), origin="city", row={})

    for text in (f"{count}", f"{count:,}", f"{count:,}".replace(",", ".")):
        (written,) = read_numbers(text)
        assert is_match(written, of(count))
        assert not is_match(written, of(count + 1))


@given(st.text(max_size=3_000))
def test_any_text_is_read_within_its_limits(text: str) -> None:
    assert len(read_numbers(text)) <= MOST_NUMBERS


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_within_its_limits(name: str) -> None:
    assert len(read_numbers(HOSTILE[name] * 20)) <= MOST_NUMBERS


def test_a_number_cut_by_the_limit_is_not_read() -> None:
    text = "x " * (LONGEST_TEXT // 2 - 2) + "60.220"
    assert len(text) > LONGEST_TEXT
    assert read_numbers(text) == ()


# --- finding figures in the shipped sample


@pytest.mark.usefixtures("medan")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("60.220", "Tercetak: Target pekerja informal terlindungi (Medan; tidak cocok)"),
        ("62,221", "Target seperti dihitung: 29 % pekerja informal"),
        ("62.221", "Hasil hitungan kami atas: Target pekerja informal terlindungi (Medan; tidak cocok)"),
        ("14.814", "Terlindungi aktif, se-kota"),
        ("14.814", "Tercetak: Pekerja informal yang diberi perlindungan (Medan; tidak ada pembanding)"),
        ("18.152", "Tercetak: Empowering Kepling, membayar satu bulan saja (Medan; tidak ada pembanding)"),
        ("37.058", "Tercetak: Terdaftar lewat Empowering Kepling (Medan; tidak ada pembanding)"),
        ("49 %", "Tercetak: Bagian yang membayar satu bulan saja (Medan; dapat dihitung ulang)"),
        ("29%", "Target: 29 % pekerja informal"),
        ("55,55 %", "Tercetak: Cakupan tenaga kerja (Medan; tidak cocok)"),
        ("53,9 %", "Hasil hitungan kami atas: Cakupan tenaga kerja (Medan; tidak cocok)"),
        ("74,08", "Tercetak: Capaian target Empowering Kepling (Medan; dapat dihitung ulang)"),
        ("214.555", "Seluruh pekerja, se-kota"),
        ("212.000", "Tercetak: Pekerja rentan di Kota Medan (Medan; berlaku menurut definisi)"),
        ("2,3 miliar", "Tercetak: Iuran untuk 11.797 pekerja rentan (Medan; berlaku menurut definisi)"),
        (
            "Rp3.298.864.800",
            "Hasil hitungan kami atas: Anggaran iuran APBD 2025 setelah efisiensi "
            "(Medan; berlaku menurut definisi)",
        ),
        ("15.914", "Kurang untuk target: 29 % pekerja informal"),  # 62,221 - 46,307
        ("21,6 %", "Terlindungi aktif, bagian dari seluruh pekerja"),  # 46,307 of 214,555
    ],
)
def test_t6_the_box_finds(text: str, said: str) -> None:
    ((_, figures),) = found(text).items()
    assert said in figures


@pytest.mark.usefixtures("medan")
def test_t5_every_figure_of_the_register_is_found_as_it_is_printed() -> None:
    for row in rows("published_figure"):
        numbers = read_numbers(row["printed"])
        told = [
            known.row.get("id")
            for known_list in find(numbers, known_figures()).values()
            for known in known_list
        ]
        assert not row["printed"] or row["id"] in told, row["id"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("city", ["medan", "pekalongan"])
def test_every_known_figure_has_its_words_in_every_city(
    city: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(MEDAN.parent / city))
    for same in alike(names(lang), known_figures()):
        assert same.what
        assert same.exact
        assert span(lang, same)
        assert address(lang, same.figures[0]).startswith("/")


@pytest.mark.usefixtures("medan")
def test_a_number_that_nobody_printed_is_not_found() -> None:
    assert found("987.654.321 dan 99,99 %") == {"987.654.321": [], "99,99 %": []}


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize(
    ("text", "said", "leads_to"),
    [
        # dishub: 120 in Kota and 10 in Sunggal, of whom 65 are protected
        ("130", "Seluruh pekerja, OPD Dinas Perhubungan", "/?period=2026-10&opd=dishub"),
        ("50 %", "Terlindungi aktif, OPD Dinas Perhubungan", "/?period=2026-10&opd=dishub"),
        ("145", "Seluruh pekerja, Kelompok pekerja Marbot", "/?period=2026-10&sector=marbot"),
        ("95", "Belum terlindungi, Kecamatan Medan Sunggal", f"/?period=2026-10&kecamatan={SUNGGAL}"),
        (
            "37,5 %",  # 30 of 80
            "Belum pernah, Kelurahan",
            f"/wilayah?period=2026-10&kecamatan={KOTA}&level=kelurahan",
        ),
    ],
)
def test_t6_cells_of_groups_are_found_and_lead_to_their_page(text: str, said: str, leads_to: str) -> None:
    (written,) = read_numbers(text)
    called = names("id")
    hits: dict[str, str] = {}
    for known in group_figures(written):  # the newest month first
        hits.setdefault(what(called, known), address("id", known))
    match = next((name for name in hits if name.startswith(said)), None)
    assert match, hits
    assert hits[match].startswith(leads_to)


@pytest.mark.usefixtures("medan")
def test_t6_every_cell_of_the_sample_is_found_in_both_notations() -> None:
    cells = db.run_query("figures_by_group").to_pylist()
    for row in random.Random(20261122).sample(cells, 400):
        for lang in LANGUAGES:
            told = [number(lang, row["workers"])]
            shown = share(lang, row["workers"], row["whole_workers"], digits=2)
            if not shown.startswith(("<", ">")):
                told.append(shown)
            for text in told:
                (written,) = read_numbers(text)
                assert row in [known.row for known in group_figures(written)], text


@pytest.mark.usefixtures("medan")
def test_t6_a_cell_is_what_sql_over_the_files_gives() -> None:
    files = str(MEDAN / "extracts" / "2026-10" / "r1" / "coverage.parquet")
    (active, workers) = duckdb.execute(
        """
        select sum(workers) filter (status = 'active'), sum(workers)
        from read_parquet($files) where sector = 'nelayan'
        """,
        {"files": files},
    ).fetchone()
    (row,) = [
        row
        for row in db.run_query("figures_by_group").to_pylist()
        if (row["period"], row["id"], row["measure"]) == ("2026-10", "nelayan", "active")
    ]
    assert (row["workers"], row["whole_workers"]) == (active, workers)


@pytest.mark.usefixtures("fixture_city")
def test_figures_of_the_fixture_lead_to_their_month() -> None:
    # 35 registered through kepling in October, 30 of them one month: 85.7 %; 75 of 300 active
    assert (
        "Satu bulan saja, dibayar Mandiri lewat kepling, bagian dari yang terdaftar"
        in found("85,7 %")["85,7 %"]
    )
    (matches,) = find(read_numbers("25,0 %"), known_figures()).values()
    (october,) = [
        known for known in matches if known.row.get("period") == "2026-10" and known.origin == "city"
    ]
    assert parse_qs(address("en", october).partition("?")[2]) == {"period": ["2026-10"], "lang": ["en"]}
    assert october.row["measure"] == "active"


@pytest.mark.usefixtures("fixture_city")
def test_numbers_of_a_month_are_those_of_its_headline() -> None:
    slices = dict.fromkeys(
        ("opd", "sector", "kecamatan", "funding_source", "denominator_workers", "target_workers")
    )
    for period in db.state().periods:
        (row,) = db.run_query("coverage_headline", period=period, target_share="0.29", **slices).to_pylist()
        counts = {
            each["measure"]: each["workers"]
            for each in db.run_query("figures_by_month").to_pylist()
            if (each["period"], each["funding_source"], each["whole"]) == (period, "all", "none")
        }
        for measure, workers in counts.items():
            assert workers == (row["universe"] - row["active"] if measure == "unprotected" else row[measure])


# --- the page


@pytest.mark.usefixtures("fixture_city")
def test_the_sentence_counts_the_register() -> None:
    status = [row["status"] for row in rows("published_figure")]
    assert answer(open_page("figures")) == (
        f"Tercatat **{len(status)}** angka yang pernah diumumkan: "
        f"{status.count('reproduced')} dapat dihitung ulang, "
        f"{status.count('holds_under_definition')} berlaku menurut definisinya, "
        f"{status.count('conflicts')} tidak cocok, "
        f"dan {status.count('not_checkable')} tanpa pembanding."
    )


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_t5_register_and_differences_are_shown(lang: str) -> None:
    at = open_page("figures", lang=lang)
    (register,) = tables(at)
    assert len(register) == len(rows("published_figure"))
    dates = [row[1] for row in register.to_numpy().tolist() if row[7] == "Medan" and row[1] <= "2026-11"]
    assert dates == sorted(dates, reverse=True)
    told = reading_tables(at)[0].to_string()
    for printed, computed in (("60.220", "62.221"), ("55,55 %", "53,9049"), ("212.000", "")):
        assert printed in told
        assert (
            computed.replace(".", "." if lang == "id" else ",") in told or computed.replace(",", ".") in told
        )


def pasted(text: str, lang: str) -> AppTest:
    at = open_page("figures", lang=lang)
    at.text_area(key="check_text").set_value(text).run()
    assert not at.exception, at.exception
    return at


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_does_no_harm(name: str, lang: str) -> None:
    at = pasted(HOSTILE[name], lang)
    for text in [*at.markdown, *at.caption, *at.header, *at.subheader]:
        assert "javascript" not in text.value
        assert "onerror" not in text.value
        assert "drop table" not in text.value
    if name == "none":
        assert any(word(lang, "check.no_number", digits=18) == text.value for text in at.markdown)
    if "60.220" in HOSTILE[name]:
        assert any("60.220" in text.value for text in at.markdown)
        assert len(tables(at)) == 2


@pytest.mark.usefixtures("fixture_city")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_found_and_not_found_are_told(lang: str) -> None:
    at = pasted("60.220 dan 987.654.321", lang)
    told = "\n".join(text.value for text in at.markdown)
    assert word(lang, "check.nothing", text="`987.654.321`") in told
    assert word(lang, "check.nothing_why") in told
    table = tables(at)[0]
    assert set(table.iloc[:, 0]) == {"60.220"}
    assert len(table) == len(set(table.iloc[:, 2] + table.iloc[:, 3])), "the same figure stands once"


@pytest.mark.usefixtures("medan")
def test_months_with_the_same_number_stand_together() -> None:
    table = tables(pasted("214.555", "id"))[0]
    (months,) = [row[4] for row in table.to_numpy().tolist() if row[2] == "Seluruh pekerja, se-kota"]
    assert months == f"Jan 2023 – Okt 2026 ({len(db.state().periods)} bulan)"
