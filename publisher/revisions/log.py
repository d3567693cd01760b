"""Who published what, when and why? `log.jsonl`: one line an act, each sealed with the line before it.

A line is never changed or removed. `hash` is the SHA-256 of the line without it, `previous` the hash of the
line before, `manifest` that of datapackage.json after the act (null: none was left), `files` that of the
revision's files, so that files of an undone revision can still be checked.
"""

import dataclasses
import getpass
import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOG = "log.jsonl"
# What would name or reach a person: a NIK, also in groups; a phone number; an e-mail address.
PERSONAL = re.compile(
    r"\d{16}|(?:\d{4}[\s.'-]){3}\d{4}|\d{6}[\s.'-]\d{6}[\s.'-]\d{4}"
    r"|(?:\+?62|(?<![\d-])0)[\s.-]*8(?:[\s.-]*\d){7,}|\S+@\S+"
)


class LogBroken(Exception):
    """A line of the log does not fit the one before or was changed. Holds its number."""


class PersonalText(Exception):
    """A text that everybody will read names a person. Holds the option that gave it."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One act."""

    time: str
    by: str
    action: str  # publish or undo
    period: str
    revision: str  # the revision published or undone
    manifest: str | None
    files: str
    reason: str | None
    previous: str | None
    hash: str = ""

    def sealed(self) -> "Line":
        """This line with its hash."""
        return dataclasses.replace(self, hash=sha256(self.text(leave_out=("hash",)).encode()))

    def text(self, leave_out: Iterable[str] = ()) -> str:
        """The line as it is written, without the members to `leave_out`."""
        members = {key: value for key, value in dataclasses.asdict(self).items() if key not in leave_out}
        return json.dumps(members, ensure_ascii=False)


@dataclass(frozen=True)
class Log:
    """All acts, oldest first."""

    lines: tuple[Line, ...] = ()

    def standing(self) -> list[Line]:
        """Publications that were not undone, oldest first."""
        stack: list[Line] = []
        for line in self.lines:
            if line.action == "publish":
                stack.append(line)
            else:
                stack.pop()
        return stack

    def published(self) -> dict[str, Line]:
        """Every publication by revision, undone ones too."""
        return {line.revision: line for line in self.lines if line.action == "publish"}

    def manifest(self) -> str | None:
        """Hash that the manifest has after the last act."""
        return self.lines[-1].manifest if self.lines else None

    def followed_by(self, **members: Any) -> "Log":
        """This log with one more line."""
        previous = self.lines[-1].hash if self.lines else None
        return Log((*self.lines, Line(**members, previous=previous).sealed()))

    def content(self) -> bytes:
        """The bytes of log.jsonl."""
        return "".join(f"{line.text()}\n" for line in self.lines).encode()


def sha256(content: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def files_hash(hashes: Mapping[str, str]) -> str:
    """One hash over the files of a revision: `hashes` by file name."""
    return sha256("".join(f"{name} {value}\n" for name, value in sorted(hashes.items())).encode())


def read_log(path: Path) -> Log:
    """The log at `path`, empty when there is none. Raises LogBroken."""
    log = Log()
    if not path.exists():
        return log
    for number, text in enumerate(path.read_bytes().splitlines(keepends=True), start=1):
        log = Log((*log.lines, read_line(text, log, number)))
    return log


def read_line(text: bytes, log: Log, number: int) -> Line:
    """The next line of `log`. Raises LogBroken when it does not fit, down to its bytes."""
    try:
        line = Line(**json.loads(text))
    except (ValueError, TypeError) as error:
        raise LogBroken(number) from error
    previous = log.lines[-1].hash if log.lines else None
    fits = line.previous == previous and line.sealed() == line and f"{line.text()}\n".encode() == text
    standing = log.standing()
    undoes = line.action == "undo" and standing and standing[-1].revision == line.revision
    if not fits or not (undoes or line.action == "publish"):
        raise LogBroken(number)
    return line


def login_name() -> str:
    """Who is at work, when nobody says it: the name of the login."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user without a name
        return f"uid {os.getuid()}"


def refuse_personal(**texts: str | None) -> None:
    """Raise PersonalText when one of the texts, which everybody will read, holds personal data."""
    for option, text in texts.items():
        if text and PERSONAL.search(text):
            raise PersonalText(option)
