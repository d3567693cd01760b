"""Do the arrows between the parts go one way, and does each part keep to its tools?"""

import ast
import re
from pathlib import Path

import pytest

from tests.fixtures import ROOT

PARTS = ("dashboard", "pages", "publisher", "simulator")
SQL = re.compile(
    r"\b(select\b.+\bfrom|insert into|create table|group by|order by)\b", re.IGNORECASE | re.DOTALL
)
PAGE_LINES = 100
# In the order in which a month passes them; what comes later is not known earlier.
PUBLISHER_PARTS = ("intake", "disclosure", "register", "revisions", "boundaries", "sample", "commands")


def sources(*parts: str) -> list[Path]:
    return [path for part in parts for path in sorted((ROOT / part).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Full names of all modules that `path` imports, at any depth of its code."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out, not relative"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def packages(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imported(path)}


def texts(path: Path) -> list[str]:
    """All text constants of the code, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings
    ]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_code(part: str) -> None:
    assert sources(part), "the rules below would hold for nothing"


def test_simulator_needs_nothing_of_ours_and_reads_nothing() -> None:
    forbidden = {"streamlit", "duckdb", "pandas", "pyarrow", "dashboard", "publisher", "pages", "server"}
    reaching_out = {"os", "io", "pathlib", "socket", "urllib", "requests", "subprocess", "csv", "sqlite3"}
    # The entry point reads a file, prints, and asks the dashboard for people; nothing imports it.
    for path in set(sources("simulator")) - {ROOT / "simulator" / "__main__.py"}:
        assert not packages(path) & (forbidden | reaching_out), path
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not calls & {"open", "print", "input"}, path


def test_publisher_knows_neither_dashboard_nor_pages() -> None:
    for path in sources("publisher"):
        assert not packages(path) & {"dashboard", "streamlit", "pages", "simulator", "server"}, path


@pytest.mark.parametrize("part", PUBLISHER_PARTS)
def test_parts_of_the_publisher_know_only_parts_before_them(part: str) -> None:
    later = PUBLISHER_PARTS[PUBLISHER_PARTS.index(part) + 1 :]
    paths = sources(f"publisher/{part}")
    assert paths
    for path in paths:
        own = {name.split(".")[1] for name in imported(path) if name.startswith("publisher.")}
        assert not own & set(later), path


def test_dashboard_knows_neither_publisher_nor_pages() -> None:
    for path in sources("dashboard"):
        assert not packages(path) & {"publisher", "pages", "server"}, path


def test_only_db_opens_duckdb() -> None:
    for path in [*sources("dashboard", "pages", "simulator"), ROOT / "app.py", ROOT / "server.py"]:
        if path != ROOT / "dashboard" / "db.py":
            assert "duckdb" not in packages(path), path


def test_data_core_runs_without_streamlit() -> None:
    core = ("catalog", "db", "downloads", "extract", "live", "manifest", "problems", "reference", "results")
    for name in core:
        assert "streamlit" not in packages(ROOT / "dashboard" / f"{name}.py"), name


def test_pages_know_neither_publisher_nor_database_module() -> None:
    for path in sources("pages"):
        assert not packages(path) & {"publisher", "duckdb", "pyarrow", "pandas"}, path


def test_pages_hold_no_sql() -> None:
    for path in sources("pages"):
        assert not [text for text in texts(path) if SQL.search(text)], path


def test_pages_hold_no_session_state() -> None:
    for path in sources("pages"):
        assert "session_state" not in path.read_text(encoding="utf-8"), path


def test_pages_are_thin() -> None:
    for path in sources("pages"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= PAGE_LINES, path


@pytest.mark.parametrize("path", [*sources("dashboard"), ROOT / "server.py"], ids=lambda path: path.stem)
def test_dashboard_code_holds_no_sql_text(path: Path) -> None:
    if path.name not in ("db.py", "script.py"):  # the script is a text for readers: nothing runs it here
        assert not [text for text in texts(path) if SQL.search(text)]


@pytest.mark.parametrize("path", sources(*PARTS), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_star_imports_and_no_swallowed_exceptions(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert "*" not in [alias.name for alias in node.names]
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"line {node.lineno}: catches everything"
            named = {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
            assert not named & {"Exception", "BaseException"}, f"line {node.lineno}: catches everything"
