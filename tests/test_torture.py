"""Does every odd file get its verdict in both languages, none crash, none half-load, none leak a person?"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from publisher.__main__ import main
from publisher.words import LANGUAGES, word
from tests.sheet_files import nik
from tests.torture import BASE, CASES, NAMES, OK, PERIOD, PHONE, REFUSED, Case, write_case

Run = Callable[..., tuple[int, dict[str, Any], str]]
ids = [one.name for one in CASES]
SECRETS = [*(nik(number) for number in (*range(1, 33), 99)), *NAMES, *" ".join(NAMES).split(), PHONE]
ONLY_AT_LOADING = {"unlisted"}  # found when payments meet the register


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `publish` or `check` on a case; answer status, the JSON verdict and everything printed."""

    def publish_or_check(one: Case, command: str, lang: str) -> tuple[int, dict, str]:
        folder = write_case(one, tmp_path / PERIOD)
        report = tmp_path / "verdict"
        arguments = [
            "--lang",
            lang,
            command,
            "--period",
            PERIOD,
            "--sheets",
            str(folder),
            "--report",
            str(report),
        ]
        if command == "publish":
            register = tmp_path / "private" / "register.duckdb"
            arguments += ["--extracts", str(tmp_path / "extracts"), "--register", str(register)]
        status = main(arguments)
        printed = capsys.readouterr()
        verdict = json.loads((report / "verdict.json").read_text(encoding="utf-8"))
        return status, verdict, printed.out + printed.err

    return publish_or_check


def file_of(verdict: dict, one: Case) -> dict:
    masked = one.file.replace(nik(23), "•" * 16)
    return next(each for each in verdict["files"] if each["file"] == masked)


@pytest.mark.parametrize(("command", "lang"), [("publish", "id"), ("check", "en")])
@pytest.mark.parametrize("one", CASES, ids=ids)
def test_an_odd_file_gets_its_verdict(one: Case, command: str, lang: str, tmp_path: Path, run: Run) -> None:
    if command == "check" and one.rules & ONLY_AT_LOADING:
        pytest.skip("needs the register")
    status, verdict, printed = run(one, command, lang)
    told = file_of(verdict, one)
    assert told["status"] == one.status, told["findings"]
    assert {finding["rule"] for finding in told["findings"]} == set(one.rules)
    receipt = told["receipt"]
    assert receipt["read"] == receipt["loaded"] + receipt["rejected"]
    assert receipt["holds"] or one.rules == {"declared_differs"}
    if one.rows:
        assert (receipt["read"], receipt["loaded"]) == one.rows
    if one.places is not None:
        errors = [finding for finding in told["findings"] if finding["level"] == "error"]
        assert {(finding["row"], finding["column"]) for finding in errors} == set(one.places)
    assert status == (1 if one.status == REFUSED else 0)
    assert word(lang, f"verdict.{one.status}") in printed
    assert "Traceback" not in printed
    if command == "publish":
        assert (tmp_path / "extracts" / "datapackage.json").exists() == (one.status != REFUSED)
    assert_worded(told["findings"])
    assert_no_secret(tmp_path / "verdict", printed)


def assert_worded(findings: list[dict[str, Any]]) -> None:
    """Every finding is a whole sentence in both languages."""
    for finding in findings:
        sentences = finding["sentence"]
        assert set(sentences) == set(LANGUAGES)
        assert sentences["id"] != sentences["en"]
        assert not any("{" in sentence for sentence in sentences.values())


def assert_no_secret(report: Path, printed: str) -> None:
    """No number, name or telephone of a person in a byte of the report, unpacked."""
    texts = [printed]
    for path in report.rglob("*"):
        texts.append(path.name)
        if path.suffix == ".json":
            texts.append(path.read_text(encoding="utf-8"))
        elif path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path)
            for sheet in book:
                texts.append(sheet.title)
                for row in sheet.iter_rows():
                    for cell in row:
                        assert cell.data_type != "f", cell.value
                        texts.append(str(cell.value or ""))
    everything = "\n".join(texts)
    assert [secret for secret in SECRETS if secret in everything] == []


def test_a_good_file_beside_a_refused_one_is_told_as_accepted(run: Run) -> None:
    refused = next(one for one in CASES if one.name == "unknown_column")
    _, verdict, _ = run(refused, "publish", "id")
    base = next(each for each in verdict["files"] if each["file"] == BASE)
    assert (verdict["status"], verdict["revision"], base["status"]) == (REFUSED, None, OK)


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 60
    assert len(set(ids)) == len(ids)
