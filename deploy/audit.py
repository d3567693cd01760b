"""`python -m deploy.audit` (make audit): is a hole known in a package that the portal runs on?

Asks PyPI, and where that does not answer OSV, by pip-audit: all of requirements.txt and what it brings
along, in the versions that are installed. Fails on a hole that `audit.toml` does not pass over. Where neither
service can be reached it says so and does not fail: the tests run on machines without a network, too.
"""

import datetime as dt
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PASSED = Path(__file__).with_name("audit.toml")
SERVICES = {"pypi": 12.0, "osv": 6.0}  # [s] that each may take in all; asked in this order
FIELDS = {"package", "id", "reason", "until"}

Report = Mapping[str, Any]  # the JSON of pip-audit


@dataclass(frozen=True, kw_only=True)
class Hole:
    """A known hole in an installed package; `ids` are all its names, the first that of the service."""

    package: str
    version: str
    ids: tuple[str, ...]
    repaired: tuple[str, ...]  # versions

    def __str__(self) -> str:
        mended = ", ".join(self.repaired) or "none yet"
        return f"{self.package} {self.version}: {' = '.join(self.ids)}, repaired in: {mended}"


def installed(requirements: Iterable[str]) -> dict[str, str]:
    """Versions of these packages and of all that they bring along, by name.

    Raises PackageNotFoundError for one that is missing.
    """
    found: dict[str, str] = {}
    waiting = [Requirement(line) for line in requirements]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        wanted = waiting.pop()
        name, extras = canonicalize_name(wanted.name), frozenset(wanted.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        package = metadata.distribution(name)
        found[name] = package.version
        for line in package.requires or ():
            each = Requirement(line)
            if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                waiting.append(each)
    return dict(sorted(found.items()))


def pinned(path: Path) -> list[str]:
    """The requirements of a file, without its reasons."""
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("-")]


def ask(service: str, packages: Mapping[str, str], seconds: float) -> Report | None:
    """What a service knows about packages; None when it cannot be reached in time, or knows none of them."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.writelines(f"{name}=={version}\n" for name, version in packages.items())
        file.flush()
        command = [sys.executable, "-m", "pip_audit", "-r", file.name, "-s", service, "-f", "json"]
        command += ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--timeout", "5"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            return None
    return read_report(done.stdout)


def read_report(text: str) -> Report | None:
    """The report that pip-audit printed; None when it printed none, or one in which no package was found."""
    try:
        report: Report = json.loads(text)
    except json.JSONDecodeError:
        return None  # what went wrong is a Python traceback of the network
    return report if any("vulns" in each for each in report["dependencies"]) else None


def holes(report: Report) -> list[Hole]:
    """All holes of a report."""
    return [
        Hole(
            package=each["name"],
            version=each["version"],
            ids=(hole["id"], *sorted(hole.get("aliases", ()))),
            repaired=tuple(hole["fix_versions"]),
        )
        for each in report["dependencies"]
        for hole in each.get("vulns", ())
    ]


def read_passed(text: str) -> list[dict[str, Any]]:
    """The holes that may be passed over. Raises ValueError for one without package, id, reason or day."""
    entries: list[dict[str, Any]] = tomllib.loads(text).get("passed", [])
    for each in entries:
        if each.keys() != FIELDS or not str(each["reason"]).strip() or not isinstance(each["until"], dt.date):
            raise ValueError(f"audit.toml: {each} must have {', '.join(sorted(FIELDS))}, the last a day")
    return entries


def verdict(
    report: Report | None, passed: Sequence[Mapping[str, Any]], today: dt.date
) -> tuple[int, list[str]]:
    """The exit status, and what to say: 1 for a hole that is not passed over on this day."""
    if report is None:
        return 0, ["audit: NOT DONE, neither PyPI nor OSV can be reached from here; try where they can"]
    found = holes(report)
    allowed = {(canonicalize_name(each["package"]), each["id"]) for each in passed if today <= each["until"]}
    open_holes = [
        hole for hole in found if not any((canonicalize_name(hole.package), id) in allowed for id in hole.ids)
    ]
    asked = [each["name"] for each in report["dependencies"] if "vulns" in each]
    unknown = [each["name"] for each in report["dependencies"] if "vulns" not in each]
    told = [f"audit: HOLE in {hole}" for hole in open_holes]
    told += [f"audit: passed over: {hole}" for hole in found if hole not in open_holes]
    told += [f"audit: not known there: {', '.join(unknown)}"] if unknown else []
    told.append(f"audit: {len(asked)} packages, {len(open_holes)} holes to be mended")
    return int(bool(open_holes)), told


def main() -> int:
    """Ask, tell, and give the exit status. Raises ValueError for a wrong audit.toml."""
    passed = read_passed(PASSED.read_text(encoding="utf-8"))
    packages = installed(pinned(ROOT / "requirements.txt"))
    reports = (ask(service, packages, seconds) for service, seconds in SERVICES.items())
    report = next((each for each in reports if each is not None), None)
    status, told = verdict(report, passed, dt.date.today())
    print("\n".join(told))
    return status


if __name__ == "__main__":
    sys.exit(main())
