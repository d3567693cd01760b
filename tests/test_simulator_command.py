"""Does the command line answer as the page does, and refuse in one sentence?"""

import json
import re
import string
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import cities
from dashboard.names import names
from dashboard.simulator_facts import preset_city
from dashboard.simulator_report import comparison_lines
from dashboard.words import LANGUAGES, catalogue, has_word
from simulator.__main__ import main
from simulator.answer import answer, figures, monthly
from simulator.course import Course
from simulator.errors import ERROR_VALUES
from simulator.presets import PRESETS, preset
from simulator.receipt import REASON_VALUES, compare, issue
from simulator.scenario import Scenario
from tests.fixtures import ROOT

GUIDE = (ROOT / "docs" / "simulator.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", GUIDE, flags=re.DOTALL)
OWN = [code for code in ERROR_VALUES if code.startswith(("scenario_", "link_", "document_"))]
OWN += ["city_unknown", "period_unknown", "preset_unknown"]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]):
    def run(*options: str) -> tuple[int, str, str]:
        status = main(options)
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str | bytes) -> str:
        path = tmp_path / "question.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return written


def test_the_example_of_the_guide_is_answered(ask, write) -> None:
    status, shown, wrong = ask(write(EXAMPLE), "--json")
    assert (status, wrong) == (0, "")
    content = json.loads(shown)
    asked = content["scenario"]
    assert asked["goals"][0] == {"month": "2027-12", "share": "0.6", "workers": None}
    assert asked["course"]["habits"]["mandiri"]["renewal"] == 8_000
    assert asked["course"]["habits"]["apbd_kota"]["months"] == 12
    assert content["figures"]["total_idr"] == sum(
        row["iuran_idr"] + (row["iuran_idr"] * 250 + 5_000) // 10_000 for row in content["monthly"]
    )


def test_a_share_may_be_one(ask, write) -> None:
    status, shown, _ = ask(write('base_month = "2026-10"\n[[goals]]\nmonth = "2027-10"\nshare = 1'), "--json")
    assert status == 0
    assert json.loads(shown)["figures"]["target_workers"] == 214_555


def test_in_a_part_of_the_city_only_its_part_joins(ask, write) -> None:
    def joining(more: str) -> int:
        _, shown, _ = ask(write(f'base_month = "2026-10"\nquestion = "budget"\n{more}'), "--json")
        return json.loads(shown)["scenario"]["course"]["habits"]["mandiri"]["new"]

    assert 0 < joining('sector = ["nelayan"]') < joining("") / 5
    assert joining('sector = ["nelayan"]\ncourse = { habits = { mandiri = { new = 9 } } }') == 9


def test_every_field_stands_in_the_guide() -> None:
    rows = "\n".join(line for line in GUIDE.splitlines() if line.startswith("| `"))
    assert [name for name in Scenario.__dataclass_fields__ if f"`{name}" not in rows] == ["terms", "course"][
        :0
    ]
    assert [code for code in PRESETS if f"`{code}`" not in GUIDE] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["main_target", "budget_500_million", "renew_expiring", "ucj_2030"])
def test_it_says_what_the_model_says(ask, lang: str, code: str) -> None:
    city = preset_city("2026-10")
    found = answer(city.tariff, city.standing, preset(city, code))
    _, shown, _ = ask("--preset", code, "--json", "--period", "2026-10")
    content = json.loads(shown)
    assert content["figures"] == figures(found)
    assert content["monthly"] == monthly(found)
    status, text, _ = ask("--preset", code, "--lang", lang)
    assert status == 0
    separator = "." if lang == "id" else ","
    assert f"{figures(found)['total_idr']:,}".replace(",", separator) in text
    warnings = [n for n, line in enumerate(text.splitlines()) if line.startswith("! ")]
    total = next(n for n, line in enumerate(text.splitlines()) if line.startswith(("Total:", "Jumlah:")))
    assert len(warnings) == len(found.cautions)
    assert all(line < total for line in warnings)


def test_a_link_opens_the_result_again(ask) -> None:
    _, shown, _ = ask("--preset", "main_target", "--json")
    link = json.loads(shown)["link"]
    status, text, _ = ask("--link", link, "--lang", "en")
    assert status == 0
    assert "to the rupiah" in text
    comparison = json.loads(ask("--link", link, "--json")[1])["comparison"]
    assert (comparison["same"], comparison["exact"], comparison["reasons"]) == (True, True, [])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reasons_are_told_in_words(lang: str) -> None:
    city = preset_city("2026-10")
    asked = replace(preset(city, "main_target"), course=Course())
    receipt = issue(city.tariff, city.standing, asked, "a" * 64)
    other = replace(city.standing, universe=city.standing.universe + 1)
    old = replace(receipt, model_version="1.0")
    lines = comparison_lines(names(lang), compare(old, city.tariff, other, "b" * 64))
    assert len([line for line in lines if line.startswith("- ")]) == 2


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("months = ", "1"),
        ("[" * 5_000, "1"),
        (b"\xff\xfe", "1"),
        ('colour = "red"', "colour"),
        ("base_month = 2026-10-01", "2026-10-01"),
        ('base_month = "1999-01"', "2023"),
        ('goals = "2027"', "goals"),
        ("goals = [1]", "goals.1"),
        ("[[goals]]\nshare = 0.29", "month"),
        ('[[goals]]\nmonth = "2027-10"\nshare = 29', "900"),
        ('[[goals]]\nmonth = "2027-10"\nshare = 1.5', "150"),
        ('[[goals]]\nmonth = "soon"\nshare = 0.5', "soon"),
        ('[[goals]]\nmonth = "2027-10"\nworkers = 99999999', "214"),
        ("terms = 3", "terms"),
        ('terms = { package = "gold" }', "gold"),
        ('question = "workers"\nworkers = 12.5', "12.5"),
        ("course = { habits = { mandiri = 1 } }", "mandiri"),
        ("course = { habits = 1 }", "habits"),
        ("course = { habits = { zakat = { new = 3 } } }", "renewal"),
        ('question = "workers"\nsector = ["astronaut"]', "astronaut"),
        ("budget_idr = 1" + "0" * 5_000, "1"),
        ("#" * 60_000, "50"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(ask, write, lang: str, text, named: str) -> None:
    status, shown, wrong = ask(write(text), "--lang", lang)
    assert (status, shown) == (1, "")
    assert named in wrong
    assert len(wrong.strip().splitlines()) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["nowhere.toml"], "nowhere.toml"),
        (["a\0b"], "ab"),
        (["."], "."),
        (["--preset", "moon"], "main_target"),
        (["--preset", "main_target", "--city", "atlantis"], "pekalongan"),
        (["--preset", "ucj_2030", "--city", "pekalongan"], "nobody_renews"),
        (["--preset", "main_target", "--period", "1999-01"], "1999"),
        (["--preset", "main_target", "--period", "soon"], "soon"),
        (["--link", "hello"], ""),
        (["--link", "7.abc.00000000"], "7"),
        (["--link", "1" * 5_000], "1"),
    ],
)
def test_a_wrong_option_is_refused_in_one_sentence(ask, lang: str, options: list[str], named: str) -> None:
    status, shown, wrong = ask(*options, "--lang", lang)
    assert (status, shown) == (1, "")
    assert named in wrong
    assert len(wrong.strip().splitlines()) == 1


@pytest.mark.parametrize("code", OWN)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_has_words_that_name_what_it_knows(lang: str, code: str) -> None:
    assert has_word(lang, f"simulator.error.{code}")
    text = catalogue(lang).get(f"simulator.error.{code}").string
    assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= ERROR_VALUES[code]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_and_reason_has_words(lang: str) -> None:
    city = preset_city("2026-10")
    for code in ("main_target", "budget_500_million"):
        for name in figures(answer(city.tariff, city.standing, preset(city, code))):
            assert has_word(lang, f"command.figure.{name}"), name
    for code in REASON_VALUES:
        assert has_word(lang, f"command.reason.{code}"), code


def test_it_runs_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "--preset", "one_kepling", "--lang", "en"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "5,040,000" in done.stdout


def test_whoever_calls_the_command_goes_on_showing_their_own_city(capsys: pytest.CaptureFixture[str]) -> None:
    before = cities.city_dir()
    assert main(["--city", "pekalongan", "--preset", "budget_500_million"]) == 0
    assert capsys.readouterr().out
    assert cities.city_dir() == before
