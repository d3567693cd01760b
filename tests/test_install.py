"""Does one command turn a clean machine into a running portal, and does that portal need nobody?"""

import json
import re
import subprocess
import sys

import pytest

from tests.fixtures import ROOT

OWN_NETWORK = ("unshare", "--user", "--map-root-user", "--net")


def may_have_own_network() -> bool:
    try:
        return subprocess.run([*OWN_NETWORK, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def output(*command: str) -> str:
    """What a command printed; it succeeded."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_x12_one_command_takes_pinned_packages_and_nothing_else(tmp_path: object) -> None:
    steps = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "run", f"VENV={tmp_path}/none"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "pip install --quiet --disable-pip-version-check -r requirements.txt" in steps
    assert steps.splitlines()[-1].startswith(f"{tmp_path}/none/bin/streamlit run server.py")
    assert not re.search(r"\b(curl|wget|npm|git|docker)\b", steps)
    lines = (line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines())
    wanted = [line for line in lines if line]
    assert len(wanted) > 20
    assert [line for line in wanted if not re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", line)] == []
    assert (ROOT / "data/medan/extracts").is_dir()  # the sample comes with the clone


@pytest.mark.skipif(not may_have_own_network(), reason="this machine grants no network of one's own")
def test_x12_the_portal_starts_and_answers_on_a_machine_without_a_network() -> None:
    done = subprocess.run(
        [*OWN_NETWORK, sys.executable, "-m", "tests.offline"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["outside"] == "ENETUNREACH"
    assert len(told["answers"]) > 10
    assert set(told["answers"].values()) == {200}
    assert told["received"] > 10_000
