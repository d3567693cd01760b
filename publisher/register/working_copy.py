"""What is left of the register when a publisher is killed? Work is done on a copy that takes its place.

DuckDB 1.5 writes blocks of a database again where they are; killed in the midst of one, it leaves a file that
nobody can open any more. So the file itself is only ever replaced, in one step.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.durable import move, put_copy, sync_folder


@contextmanager
def nobody_at_work(path: Path) -> Iterator[Path]:
    """Keep others from beginning to work on the register at `path`; the file to read instead of it, if any.

    Raises BlockingIOError when another is at work.
    """
    if not beside(path, "lock").exists():
        yield path  # nobody ever did
        return
    with beside(path, "lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        whole = beside(path, "whole")
        yield whole if whole.exists() else path


def beside(path: Path, ending: str) -> Path:
    """A file of the register at `path`: `lock` is held by whoever works on it, `wal` is DuckDB's log."""
    return path.with_name(f"{path.name}.{ending}")


class WorkingCopy:
    """A copy of the register at `path` to work on. Raises BlockingIOError when another has one, OSError.

    `file` is where it lies; it is not there yet when there is no register yet. `is_kept` tells whether the
    register holds all that the copy does: a log, left by a publisher that worked on the register itself and
    was killed, is part of the copy alone.
    """

    def __init__(self, path: Path) -> None:
        self.file = beside(path, "copy")
        self._path = path
        self._lock = beside(path, "lock").open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._drop()
            self._settle()
            log = beside(path, "wal")
            self.is_kept = path.exists() and not log.exists()
            if path.exists():
                shutil.copyfile(path, self.file)
                if log.exists():
                    shutil.copyfile(log, beside(self.file, "wal"))
        except OSError:
            self._lock.close()
            raise

    def put_back(self) -> None:
        """Put the copy as it is now in the place of the register. Raises OSError, then it is as it was."""
        if beside(self._path, "wal").exists():
            put_copy(self.file, beside(self._path, "whole"))
            self._settle()
        else:
            put_copy(self.file, self._path)
        self.is_kept = True

    def _settle(self) -> None:
        """Let what holds the log as well take the place of both.

        They cannot go in one step, and DuckDB would add the log of the old file to the new one.
        """
        whole = beside(self._path, "whole")
        if whole.exists():
            beside(self._path, "wal").unlink(missing_ok=True)
            sync_folder(whole.parent)
            move(whole, self._path)

    def close(self) -> None:
        """Throw the copy away and let others work."""
        try:
            self._drop()
        finally:
            self._lock.close()

    def _drop(self) -> None:
        for ending in ("copy", "copy.wal", "draft", "whole.draft"):
            beside(self._path, ending).unlink(missing_ok=True)
