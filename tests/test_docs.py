"""Is what the documents say still true of the tree?"""

import re
import subprocess
from pathlib import Path

import duckdb
import pytest

from dashboard.catalog import load_queries
from publisher.contract import EXTRACT_TABLES, load_schema, sheet_kinds
from publisher.dictionary import dictionary

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "data" / "README.md",
    *(ROOT / "docs").rglob("*.md"),
]


def tracked_texts() -> list[Path]:
    """Source and text files of the repository, without published data."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kinds = {".py", ".md", ".sql", ".po", ".toml", ".txt", ".csv", ""}
    return [
        ROOT / name for name in listed.splitlines() if Path(name).suffix in kinds and (ROOT / name).is_file()
    ]


def test_data_dictionary_is_generated_from_the_contract() -> None:
    assert (ROOT / "docs" / "data_dictionary.md").read_text(encoding="utf-8") == dictionary()


@pytest.mark.parametrize("family", ["extract", "sheets"])
def test_every_field_is_explained_in_both_languages(family: str) -> None:
    for name in EXTRACT_TABLES if family == "extract" else sheet_kinds():
        for field in load_schema(family, name)["fields"]:
            assert field["description"].strip(), (name, field["name"])
            assert field["description_id"].strip(), (name, field["name"])


def test_every_query_has_its_section() -> None:
    text = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
    missing = [name for name in load_queries() if name not in text]
    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (path.parent / target).exists(), target


def test_readme_names_commands_that_exist() -> None:
    commands = set(re.findall(r"(?:`|^ {4})make ([a-z]+)", README, flags=re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE))
    assert {"run", "test"} <= commands <= targets
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_readme_names_the_python_that_the_project_wants() -> None:
    (wanted,) = re.findall(
        r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )
    assert f"Python {wanted} or newer" in README
    assert tuple(map(int, wanted.split("."))) == tuple(
        map(int, re.findall(r"version_info < \((\d+), (\d+)\)", MAKEFILE)[0])
    )


def test_readme_shows_what_the_shipped_extract_says() -> None:
    (statement, answer) = re.findall(r"```sql\n(.*?);\s+-- (\d+)\n```", README, flags=re.DOTALL)[0]
    folder = str(ROOT / "data")
    assert duckdb.sql(statement.replace("'data/", f"'{folder}/")).fetchone() == (int(answer),)


def test_assumptions_that_code_cites_exist() -> None:
    known = set(
        re.findall(
            r"^\| (A\d+) \|", (ROOT / "docs" / "assumptions.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    cited = {
        name
        for path in tracked_texts()
        if path.suffix == ".py"
        for name in re.findall(r"\b[Aa]ssumptions? (A\d+)", path.read_text(encoding="utf-8"))
    }
    assert known >= cited


def test_every_requirement_is_pinned_and_has_its_reason() -> None:
    for name in ROOT.glob("requirements*.txt"):
        for line in name.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+\s+# \S.+", line), f"{name.name}: {line}"


def test_nothing_is_left_to_be_done_or_said_later() -> None:
    unfinished = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|TB" + r"A|To be ad" + r"ded)\b")
    left = [
        str(p.relative_to(ROOT)) for p in tracked_texts() if unfinished.search(p.read_text(encoding="utf-8"))
    ]
    assert left == []


def test_no_address_of_the_machine_it_was_made_on() -> None:
    absolute = re.compile(r"(?<![\w.])/(work|home|root|Users)/\w")
    found = [
        str(p.relative_to(ROOT)) for p in tracked_texts() if absolute.search(p.read_text(encoding="utf-8"))
    ]
    assert found == []
