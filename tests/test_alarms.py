"""Does what looks wrong with a month reach the clerk, and does a missing sender make it incomplete?"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.intake.findings import SheetsRefused
from publisher.publish import Verdict, city_settings, open_register, publish
from publisher.register.alarms import MOST, Alarm, Limits
from publisher.register.notes import alarm_lines, notes_json, overlap_lines
from publisher.words import LANGUAGES
from tests.sheet_files import KEY, MEDAN, bpjs, company, nik, own, worker, write_csv, write_month

Publish = Callable[..., Verdict]
SPREAD = [f"19{60 + number % 40}-{1 + number % 12:02d}-{1 + number % 28:02d}" for number in range(400)]


def someone(number: int, **changes: str) -> dict[str, str]:
    """A worker whose date of birth and NIK are nobody else's."""
    area = f"127199{1 + number % 28:02d}{1 + number % 12:02d}{60 + number % 40}"
    return worker(number, nik=f"{area}{number:04d}", tanggal_lahir=SPREAD[number % 400]) | changes


@pytest.fixture
def publish_month(tmp_path: Path) -> Publish:
    """Publishes sheets as a month with one register, city settings being Medan's."""

    def run(
        period: str, workers: list[dict[str, str]], reason: str | None = None, **sheets: object
    ) -> Verdict:
        folder = tmp_path / period
        for old in folder.glob("*"):
            old.unlink()
        write_month(folder, workers, **sheets)  # type: ignore[arg-type]
        with open_register(MEDAN, tmp_path / "register.duckdb", KEY) as register:
            return publish(
                city_dir=MEDAN, folder=folder, extracts=tmp_path / "extracts", register=register,
                period=period, generated_at="2026-11-05T00:00:00Z", reason=reason,
            )  # fmt: skip

    return run


def told(verdict: Verdict, rule: str) -> list[dict[str, str | int]]:
    return [alarm.values for alarm in verdict.alarms if alarm.rule == rule]


def completeness(tmp_path: Path) -> dict[str, bool]:
    """What the manifest says of each month's revision in force."""
    manifest = json.loads((tmp_path / "extracts" / "datapackage.json").read_text())
    resources = sorted(manifest["resources"], key=lambda one: one["revision"])
    return {one["period"]: one["complete"] for one in resources}


def test_an_ordinary_month_raises_no_alarm(publish_month: Publish) -> None:
    workers = [someone(number) for number in range(120)]
    assert publish_month("2026-07", workers).alarms == ()
    assert publish_month("2026-08", workers[5:]).alarms == ()


def test_totals_and_cells_that_change_by_more_than_30_percent(publish_month: Publish) -> None:
    fishers = [someone(number) for number in range(100)]
    farmers = [someone(number, sektor="petani") for number in range(100, 300)]
    publish_month("2026-07", fishers + farmers)
    fewer = publish_month("2026-08", fishers[:69] + farmers)
    assert told(fewer, "changed_listed_cell") == [
        {"opd": "dkp3", "sector": "nelayan", "kecamatan": "12.71.08",
         "period": "2026-08", "before": "2026-07", "was": 100, "now": 69},
    ]  # fmt: skip
    assert not told(fewer, "changed_listed_total")  # 300 to 269 is 10 percent
    half = publish_month("2026-09", fishers[:69] + farmers[:60])
    assert told(half, "changed_listed_total") == [
        {"period": "2026-09", "before": "2026-08", "was": 269, "now": 129}
    ]
    assert not told(half, "changed_listed_cell")  # the OPD as a whole changed: one sentence says it


def test_exactly_30_percent_and_small_cells_are_no_alarm(publish_month: Publish) -> None:
    fishers = [someone(number) for number in range(100)]
    few = [someone(number, opd="dinsos", sektor="pemulung") for number in range(100, 149)]
    publish_month("2026-07", fishers + few)
    assert publish_month("2026-08", fishers[:70] + few[:35]).alarms == ()


def test_payers_who_begin_and_cease(publish_month: Publish) -> None:
    workers = [someone(number) for number in range(200)]
    city = [bpjs(number, "2026-07", nik=workers[number]["nik"]) for number in range(100)]
    publish_month("2026-07", workers, bpjs_active=city)
    keep = [dict(row, bulan="2026-08", dibayar_sampai="2026-08") for row in city[:20]]
    block = [company(number, "2026-08", 3, nik=workers[number]["nik"]) for number in range(100, 180)]
    august = publish_month("2026-08", workers, bpjs_active=keep, csr_payments=block)
    changed = {
        (one["funding_source"], one["was"], one["now"])
        for one in told(august, "changed_active_funding_source")
    }
    assert changed == {("apbd_kota", 100, 20), ("csr_bumn", 0, 80)}
    assert not told(august, "changed_active_total")  # 100 before, 100 now


def test_one_birth_date_one_nik_prefix_and_one_phone_for_many(publish_month: Publish) -> None:
    workers = [someone(number) for number in range(60)]
    same = [someone(number, tanggal_lahir="1980-12-31") for number in range(60, 80)]
    made_up = [someone(number, nik=f"127199150190{number:04d}") for number in range(80, 95)]
    phones = ("0812-1111-2222", "+62 812 1111 2222", "6281211112222", "81211112222", "0812 11112222")
    calling = [someone(95 + place, telepon=phone) for place, phone in enumerate(phones)]
    quiet = [dict(row, telepon="") for row in (*workers, *same, *made_up)]
    verdict = publish_month("2026-07", [*quiet, *calling])
    assert told(verdict, "same_birth") == [{"birth": "1980-12-31", "workers": 20}]
    assert told(verdict, "same_prefix") == [{"prefix": "12••••••••90", "workers": 15}]
    assert told(verdict, "same_phone") == [{"phone": "81•••••••22", "workers": 5}]
    one_fewer = [*quiet[:60], *quiet[61:80], *quiet[81:], *calling[:4]]
    assert publish_month("2026-07", one_fewer, "three rows were wrong").alarms == ()


def test_ages_outside_15_to_80(publish_month: Publish) -> None:
    born = {0: "2011-07-31", 1: "2011-08-01", 2: "1945-08-01", 3: "1945-07-31"}  # 15, 14, 80, 81 on 31 July
    workers = [someone(number, tanggal_lahir=born.get(number, SPREAD[number])) for number in range(20)]
    verdict = publish_month("2026-07", workers)
    assert told(verdict, "age") == [{"opd": "dkp3", "young": 1, "old": 1, "youngest": 15, "oldest": 80}]


def test_enrolled_for_the_first_time_at_65(publish_month: Publish) -> None:
    old = [someone(number, tanggal_lahir="1961-07-31") for number in range(10)]  # 65 on 31 July 2026
    younger = [someone(number, tanggal_lahir=f"1961-08-{number:02d}") for number in range(10, 20)]
    everybody = old + younger

    def paying(period: str, numbers: range) -> list[dict[str, str]]:
        return [own(number, period, nik=everybody[number]["nik"]) for number in numbers]

    first = publish_month("2026-07", everybody, self_payers=paying("2026-07", range(3, 20)))
    assert told(first, "new_at_65") == [{"workers": 7}]
    second = publish_month("2026-08", everybody, self_payers=paying("2026-08", range(20)))
    assert told(second, "new_at_65") == [{"workers": 3}]  # who paid before is not new


def test_a_nik_of_no_province_is_refused(publish_month: Publish) -> None:
    for code in ("00", "10", "20", "22", "37", "54", "77", "83", "97", "99"):
        rows = [someone(number) for number in range(12)]
        rows[4]["nik"] = code + rows[4]["nik"][2:]
        with pytest.raises(SheetsRefused) as refused:
            publish_month("2026-07", rows)
        assert [(one.row, one.column, one.rule) for one in refused.value.findings] == [(6, "nik", "nik_area")]


def missed(folder: Path) -> dict[str, list[str]]:
    """Who the manifest says has not sent a list, by period; the revision in force."""
    resources = json.loads((folder / "extracts" / "datapackage.json").read_text(encoding="utf-8"))[
        "resources"
    ]
    return {one["period"]: one["missing"] for one in resources if "missing" in one}


def test_an_opd_that_sends_nothing_makes_the_month_incomplete(tmp_path: Path, publish_month: Publish) -> None:
    sea, poor = [someone(n) for n in range(20)], [someone(n, opd="dinsos") for n in range(20, 40)]
    assert publish_month("2026-07", sea + poor).alarms == ()
    assert told(publish_month("2026-08", sea), "missing_opd") == [{"opd": "dinsos"}]
    # compared with the last complete month: a second month without the list is incomplete too
    assert told(publish_month("2026-09", sea), "missing_opd") == [{"opd": "dinsos"}]
    assert completeness(tmp_path) == {"2026-07": True, "2026-08": False, "2026-09": False}
    assert missed(tmp_path) == {"2026-08": ["opd:dinsos"], "2026-09": ["opd:dinsos"]}
    publish_month("2026-09", sea + poor, "the list of Dinas Sosial came")
    assert completeness(tmp_path) == {"2026-07": True, "2026-08": False, "2026-09": True}


def test_a_list_with_a_header_only_is_sent_and_no_list_is_missed(
    tmp_path: Path, publish_month: Publish
) -> None:
    workers = [someone(number) for number in range(20)]
    publish_month("2026-07", workers, bpjs_active=[bpjs(1, "2026-07", nik=workers[1]["nik"])])
    verdict = publish_month("2026-08", workers)
    assert told(verdict, "missing_kind") == [{"kind": "bpjs_active"}]
    folder = write_month(tmp_path / "2026-08", workers)
    write_csv(folder / "bpjs_active.csv", [bpjs(1, "2026-08")])
    header = (folder / "bpjs_active.csv").read_text().splitlines()[0]
    (folder / "bpjs_active.csv").write_text(f"{header}\n")
    with open_register(MEDAN, tmp_path / "register.duckdb", KEY) as register:
        again = publish(
            city_dir=MEDAN, folder=folder, extracts=tmp_path / "extracts", register=register,
            period="2026-08", generated_at="2026-11-05T00:00:00Z", reason="nobody was paid for",
        )  # fmt: skip
    assert again.alarms == ()
    assert completeness(tmp_path) == {"2026-07": True, "2026-08": True}


def test_a_city_sets_its_own_limits() -> None:
    limits = Limits.of({"alarms": {"change_share": 0.5, "no_longer_send": ["dinsos"]}})
    assert (limits.change_share, limits.no_longer_send, limits.oldest) == (0.5, ["dinsos"], 80)
    assert Limits.of({}) == Limits()
    with pytest.raises(TypeError, match="chnge_share"):
        Limits.of({"alarms": {"chnge_share": 0.5}})
    Limits.of(city_settings(MEDAN))


def test_many_alarms_of_one_kind_are_shortened(publish_month: Publish) -> None:
    dates = [f"1980-01-{1 + number // 20:02d}" for number in range(20 * (MOST + 2))]
    verdict = publish_month("2026-07", [someone(n, tanggal_lahir=date) for n, date in enumerate(dates)])
    assert len(told(verdict, "same_birth")) == MOST
    assert told(verdict, "more") == [{"count": 2}]


def test_the_clerk_reads_everything_in_both_languages_and_no_nik(publish_month: Publish) -> None:
    sea, poor = [worker(n) for n in range(80)], [worker(n, opd="dinsos") for n in range(80, 160)]
    twice = {
        "bpjs_active": [bpjs(n, "2026-07") for n in range(80)],
        "self_payers": [own(n, "2026-07") for n in range(6)],
    }
    publish_month("2026-07", sea + poor, **twice)
    verdict = publish_month("2026-08", sea, csr_payments=[company(n, "2026-08", 2) for n in range(5)])
    assert {alarm.rule for alarm in verdict.alarms} >= {
        "missing_opd",
        "missing_kind",
        "same_prefix",
        "same_birth",
    }
    for lang in LANGUAGES:
        text = "\n".join(alarm_lines(verdict.alarms, "2026-08", lang))
        assert "dinsos" in text
        assert nik(1)[:12] not in text
        assert len(text.splitlines()) == len(verdict.alarms) + 2  # title, and that the month is incomplete
    assert notes_json(verdict.counts, verdict.alarms)["complete"] is False


def test_overlaps_are_told_in_worker_months_and_rupiah(publish_month: Publish) -> None:
    verdict = publish_month(
        "2026-07", [worker(n) for n in range(1, 13)],
        bpjs_active=[bpjs(n, "2026-07") for n in range(1, 7)],
        self_payers=[own(n, "2026-07") for n in range(1, 7)],
    )  # fmt: skip
    title, pair = overlap_lines(verdict.counts, "2026-07", "id")
    assert "6 pekerja-bulan, Rp100.800" in title  # 6 x 16,800
    assert "«apbd_kota»" in pair
    assert "«mandiri_kepling»" in pair


def test_every_alarm_has_words() -> None:
    values: dict[str, str | int] = dict.fromkeys(
        (
            "opd",
            "kind",
            "sector",
            "kecamatan",
            "funding_source",
            "period",
            "before",
            "birth",
            "prefix",
            "phone",
        ),
        "x",
    )
    values |= dict.fromkeys(
        ("was", "now", "workers", "young", "old", "youngest", "oldest", "iuran_idr", "count"), 1
    )
    measures = [f"changed_listed_{kind}" for kind in ("total", "opd", "kecamatan", "cell")]
    measures += [f"changed_active_{kind}" for kind in ("total", "opd", "kecamatan", "funding_source")]
    others = [
        "missing_opd",
        "missing_kind",
        "same_birth",
        "same_prefix",
        "same_phone",
        "age",
        "new_at_65",
        "more",
    ]
    for rule in (*measures, *others, "paid_unlisted"):
        for lang in LANGUAGES:
            assert "{" not in Alarm(rule=rule, values=values).sentence(lang)
