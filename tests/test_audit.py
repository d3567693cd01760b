"""Does the look for known holes fail on a hole, and on nothing else? Without a network."""

import datetime as dt
import json
import subprocess
from importlib import metadata
from typing import Any

import pytest

from deploy import audit
from tests.fixtures import ROOT

TODAY = dt.date(2026, 11, 22)
SOUND = {"name": "duckdb", "version": "1.5.6", "vulns": []}
HOLE = {
    "name": "jinja2",
    "version": "3.1.5",
    "vulns": [
        {"id": "PYSEC-2026-7", "aliases": ["GHSA-aaaa", "CVE-2026-1"], "fix_versions": ["3.1.6", "4.0"]}
    ],
}
UNMENDED = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-2026-9", "fix_versions": []}]}
SKIPPED = {"name": "streamlit", "skip_reason": "Dependency not found on PyPI"}


def report(*dependencies: dict[str, Any]) -> audit.Report:
    return {"dependencies": list(dependencies), "fixes": []}


def passed(**changed: Any) -> dict[str, Any]:
    told = {"package": "Jinja2", "id": "CVE-2026-1", "reason": "no template is a reader's", "until": TODAY}
    return told | changed


def test_without_holes_it_passes_and_says_how_many_it_asked_about() -> None:
    assert audit.verdict(report(SOUND), [], TODAY) == (0, ["audit: 1 packages, 0 holes to be mended"])


def test_a_hole_fails_with_package_version_id_and_repaired_version() -> None:
    status, told = audit.verdict(report(SOUND, HOLE, UNMENDED), [], TODAY)
    assert status == 1
    assert told == [
        "audit: HOLE in jinja2 3.1.5: PYSEC-2026-7 = CVE-2026-1 = GHSA-aaaa, repaired in: 3.1.6, 4.0",
        "audit: HOLE in pillow 1.0: PYSEC-2026-9, repaired in: none yet",
        "audit: 3 packages, 2 holes to be mended",
    ]


def test_what_is_passed_over_is_named_until_its_day() -> None:
    status, told = audit.verdict(report(HOLE), [passed()], TODAY)
    assert status == 0
    assert told[0].startswith("audit: passed over: jinja2 3.1.5: PYSEC-2026-7")
    assert audit.verdict(report(HOLE), [passed(until=TODAY - dt.timedelta(days=1))], TODAY)[0] == 1
    assert audit.verdict(report(HOLE), [passed(package="pillow")], TODAY)[0] == 1
    assert audit.verdict(report(HOLE), [passed(id="CVE-2026-2")], TODAY)[0] == 1
    assert audit.verdict(report(HOLE, UNMENDED), [passed()], TODAY)[0] == 1


def test_not_reached_is_said_in_one_line_and_is_no_failure() -> None:
    status, (told,) = audit.verdict(None, [], TODAY)
    assert status == 0
    assert "NOT DONE" in told


def test_what_the_service_does_not_know_is_named() -> None:
    status, told = audit.verdict(report(SKIPPED, SOUND), [], TODAY)
    assert (status, told[0]) == (0, "audit: not known there: streamlit")


@pytest.mark.parametrize(
    "printed",
    ["", "Traceback (most recent call last):", "[", json.dumps(report(SKIPPED)), json.dumps(report())],
)
def test_a_service_that_answers_nothing_was_not_reached(printed: str) -> None:
    assert audit.read_report(printed) is None


def answers(monkeypatch: pytest.MonkeyPatch, **printed: str | None) -> list[str]:
    """pip-audit prints this for a service, or hangs (None); the services that were asked."""
    asked = []

    def run(command: list[str], **told: Any) -> subprocess.CompletedProcess:
        service = command[command.index("-s") + 1]
        asked.append(service)
        answer = printed[service]
        if answer is None:
            raise subprocess.TimeoutExpired(command, told["timeout"])
        return subprocess.CompletedProcess(command, 1, stdout=answer, stderr="")

    monkeypatch.setattr(audit.subprocess, "run", run)
    return asked


def test_the_second_service_is_asked_when_the_first_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    asked = answers(monkeypatch, pypi=None, osv=json.dumps(report(HOLE)))
    assert audit.main() == 1
    assert asked == ["pypi", "osv"]
    assert "HOLE in jinja2 3.1.5" in capsys.readouterr().out
    asked = answers(monkeypatch, pypi=json.dumps(report(SOUND)), osv=None)
    assert audit.main() == 0
    assert asked == ["pypi"]
    answers(monkeypatch, pypi=None, osv="no such host")
    assert audit.main() == 0
    assert "NOT DONE" in capsys.readouterr().out
    assert sum(audit.SERVICES.values()) < 20


def test_all_that_the_portal_runs_on_is_asked_about() -> None:
    found = audit.installed(audit.pinned(ROOT / "requirements.txt"))
    assert "uvloop" in found  # by an extra of streamlit
    assert "protobuf" in found  # by streamlit itself
    assert "markupsafe" in found  # by what Altair needs
    assert found["streamlit"] == metadata.version("streamlit")
    assert "pytest" not in found


@pytest.mark.parametrize(
    "wrong",
    [
        '[[passed]]\npackage = "a"\nid = "b"\nreason = "c"',
        '[[passed]]\npackage = "a"\nid = "b"\nreason = " "\nuntil = 2026-12-31',
        '[[passed]]\npackage = "a"\nid = "b"\nreason = "c"\nuntil = "soon"',
    ],
)
def test_nothing_is_passed_over_without_a_reason_and_a_day(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"audit\.toml"):
        audit.read_passed(wrong)


def test_the_shipped_list_and_its_example_can_be_read() -> None:
    audit.read_passed(audit.PASSED.read_text())
    example = audit.PASSED.read_text().partition("#\n")[2].replace("# ", "")
    assert audit.read_passed(example)[0]["until"] == dt.date(2026, 12, 31)
