"""Does the command line make the documents of the server, and say in one sentence when it cannot?"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from dashboard.document_routes import ROUTES
from dashboard.documents.__main__ import main
from dashboard.words import LANGUAGES, word
from tests.asgi import ask
from tests.fixtures import ROOT, write_fixture_city

ORIGIN = "https://cakupan.example.go.id"
COMMAND = [sys.executable, "-m", "dashboard.documents"]
app = Starlette(routes=list(ROUTES))


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A fixture city under a name of its own; its folder's name is the code."""
    folder = tmp_path / "kota_contoh"
    folder.mkdir()
    write_fixture_city(folder)
    return folder


@pytest.fixture
def shown(city: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAKUPAN_CITY_DIR", str(city))
    return city


def test_the_command_writes_what_the_server_hands_out(
    shown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "new" / "folder"
    asked = ["--city", shown.name, "--out", str(out), "--since", "2026-08", "--base-url", f"{ORIGIN}/"]
    ran = subprocess.run([*COMMAND, *asked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")  # no terminal, so no progress bar
    paths = [Path(line) for line in ran.stdout.splitlines()]
    assert sorted(paths) == sorted(out.iterdir())
    monkeypatch.setenv("CAKUPAN_BASE_URL", ORIGIN)
    wanted = [(name, lang) for lang in LANGUAGES for name in ("lembar.pdf", "lembar.pptx", "kartu.pdf")]
    wanted.append(("paket.zip", "id"))
    assert len(paths) == len(wanted)
    for path, (name, lang) in zip(paths, wanted, strict=True):
        query = urlencode({"lang": lang, "period": "2026-10", "since": "2026-08"})
        answer = ask(app, f"http://testserver/dokumen/{name}?{query}")
        assert answer.status == 200
        assert path.read_bytes() == answer.body, path.name


def test_one_language_makes_four_files(
    shown: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--city", shown.name, "--out", str(tmp_path / "o"), "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == [
        "cakupan_kota_contoh_kartu_2026-10_en.pdf",
        "cakupan_kota_contoh_lembar_2026-10_en.pdf",
        "cakupan_kota_contoh_lembar_2026-10_en.pptx",
        "cakupan_kota_contoh_paket_2026-10.zip",
    ]
    assert word("en", "documents.no_address") in said.err


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (["--city", "medn"], ["`medn`", "kota_contoh", "--city"]),
        (["--period", "2030-01"], ["`2030-01`", "2026-08", "2026-10", "--period"]),
        (["--period", "x\x1b[31m"], ["`x[31m`", "2026-08", "2026-10", "--period"]),
        (["--since", "2026-10"], ["`2026-10`", "2026-08", "--since"]),
        (["--period", "2026-08", "--since", "2026-09"], ["`2026-09`", "2026-08", "--since"]),
        (["--base-url", "javascript:alert(1)"], ["`javascript:alert(1)`", "https://"]),
        (["--base-url", f"{ORIGIN}/lembar"], [f"`{ORIGIN}/lembar`", "https://"]),
    ],
)
def test_what_cannot_be_made_is_said_in_one_sentence(
    shown: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    lang: str,
    wrong: list[str],
    named: list[str],
) -> None:
    out = tmp_path / "out"
    given = ["--city", shown.name, "--out", str(out), "--base-url", ORIGIN, "--lang", lang, *wrong]
    assert main(given) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert all(name in said.err for name in named), said.err
    assert not out.exists()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_that_cannot_be_written_is_named(
    shown: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    (tmp_path / "file").write_text("here already")
    given = ["--city", shown.name, "--out", str(tmp_path / "file"), "--base-url", ORIGIN, "--lang", lang]
    assert main(given) == 1
    assert str(tmp_path / "file") in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "here already"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_city_without_data_says_so(
    shown: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    (shown / "extracts" / "datapackage.json").unlink()
    assert main(["--city", shown.name, "--out", str(tmp_path / "out"), "--lang", lang]) == 1
    assert "datapackage.json" in capsys.readouterr().err


@pytest.mark.usefixtures("shown")
def test_an_interrupted_run_leaves_the_files_of_the_month_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    before = out / "cakupan_kota_contoh_paket_2026-10.zip"
    before.write_bytes(b"last run")
    command = [*COMMAND, "--city", "kota_contoh", "--out", str(out), "--base-url", ORIGIN]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    while running.poll() is None and not list(out.glob(".cakupan-*/*")):
        time.sleep(0.02)  # until it writes
    running.send_signal(signal.SIGTERM)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 130
    assert said == word("id", "documents.error.interrupted", folder=str(out)) + "\n"
    assert [path.name for path in out.iterdir()] == [before.name]
    assert before.read_bytes() == b"last run"
