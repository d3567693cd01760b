"""Which revisions did the register take, and how does it get back to the one before?

The register is committed before the extract, marked as not yet confirmed, and a copy of it as it was before
is kept beside it. The extract's log decides: what the log does not hold as standing is taken back out of the
register, whether it was undone or never came to be published. So the two cannot go on contradicting.
"""

import functools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from publisher.durable import put_copy
from publisher.register.private import private_files
from publisher.register.register import Register
from publisher.register.statements import disk_refusals
from publisher.revisions.log import Line, Log

SQL_DIR = Path(__file__).parent / "sql"
KEPT = 3  # copies kept, so as many publications can be undone one after the other


class RegisterElsewhere(Exception):
    """The register took a revision that this extract never published. Holds the revision."""


class RegisterBehind(Exception):
    """The extract holds a revision that this register never took. Holds the revision."""


class RegisterForgot(Exception):
    """The register no longer keeps how it was before a revision. Holds the revision."""


class History:
    """The revisions that an open register took."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._con, self._path = register.connection, register.path
        self._con.execute(statement("schema"))

    def note(self, revision: str, manifest: str) -> None:
        """Keep a copy of the register as it is committed now, then note `revision` as taken, unconfirmed.

        The caller commits what was loaded together with the note.
        """
        if self._path:
            with private_files():
                put_copy(self._path, self._copy_before(revision))
        with disk_refusals():
            self._con.execute(statement("note"), {"revision": revision, "manifest": manifest})

    def confirm(self) -> None:
        """The newest revision is published; copies too old to be needed go."""
        self._con.execute("update taken set confirmed = true where not confirmed")
        self._register.keep()
        if self._path:
            rows = self._con.execute("select revision from taken order by place desc").fetchall()
            wanted = {self._copy_before(revision) for (revision,) in rows[:KEPT]}
            for copy in set(self._path.parent.glob(f"{self._path.name}.before-*")) - wanted:
                copy.unlink()

    def follow(self, log: Log, period: str | None = None) -> None:
        """Take back what the log does not hold as standing, and confirm the rest.

        Raises RegisterElsewhere when the register took what this log never held; RegisterForgot when it
        cannot go back that far; RegisterBehind when it lacks a standing revision other than of `period`,
        the month that is about to be loaded anew.
        """
        places = {line.manifest: place for place, line in enumerate(log.standing())}
        known = {(line.revision, line.manifest) for line in log.lines if line.action == "publish"}
        while newest := self.newest():
            revision, manifest, confirmed = newest
            if manifest in places:
                self.confirm()
                refuse_gap(log.standing()[places[manifest] + 1 :], period)
                return
            if confirmed and (revision, manifest) not in known:
                raise RegisterElsewhere(revision)
            self._take_back(revision)

    def can_take_back(self, revision: str) -> bool:
        """Whether the register holds nothing of `revision`, or still knows how it was before."""
        newest = self.newest()
        return not newest or newest[0] != revision or self._copy_before(revision).exists()

    def newest(self) -> tuple[str, str, bool] | None:
        """Revision and manifest of the newest revision taken, and whether it is confirmed."""
        row = self._con.execute(statement("newest")).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def _copy_before(self, revision: str) -> Path:
        if not self._path:
            raise RegisterForgot(revision)
        return self._path.with_name(f"{self._path.name}.before-{revision}")

    def _take_back(self, revision: str) -> None:
        copy = self._copy_before(revision)
        if not copy.exists():
            raise RegisterForgot(revision)
        with attached(self._con, copy, "kept"):
            kept = {name for (name,) in self._con.execute(statement("tables"), {"of": "kept"}).fetchall()}
            (database,) = self._con.execute("select current_database()").fetchone() or ("memory",)
            for (table,) in self._con.execute(statement("tables"), {"of": database}).fetchall():
                self._con.execute(f"delete from {table}")
                if table in kept:
                    self._con.execute(f"insert into {table} by name select * from kept.{table}")
            self._register.keep()
        copy.unlink()


@contextmanager
def attached(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> Iterator[None]:
    """Read another database file as `name`; it is closed again."""
    quoted = str(path).replace("'", "''")
    con.execute(f"attach '{quoted}' as {name} (read_only)")
    try:
        yield
    finally:
        con.execute(f"detach {name}")


def copied_into_memory(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Fill an open register in memory with what the file at `path` holds; the file stays as it is."""
    with attached(con, path, "kept"):
        for (table,) in con.execute(statement("tables"), {"of": "kept"}).fetchall():
            con.execute(f"create table if not exists {table} as from kept.{table} limit 0")
            con.execute(f"insert into {table} by name select * from kept.{table}")
        con.execute("commit")
    con.execute("begin")


def refuse_gap(missing: Sequence[Line], period: str | None) -> None:
    """Raise RegisterBehind unless all missing revisions are of the month about to be loaded."""
    for line in missing:
        if line.period != period:
            raise RegisterBehind(line.revision)


@functools.cache
def statement(name: str) -> str:
    """One of the statements in publisher/revisions/sql."""
    return (SQL_DIR / f"{name}.sql").read_text(encoding="utf-8")
