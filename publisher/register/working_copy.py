"""What is left of the register when a publisher is killed? Work is done on a copy that takes its place.

DuckDB 1.5 writes blocks of a database again where they are; killed in the midst of one, it leaves a file that
nobody can open any more. So the file itself is only ever replaced, in one step.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publisher.durable import put_copy


@contextmanager
def nobody_at_work(path: Path) -> Iterator[None]:
    """Keep others from beginning to work on the register at `path`. Raises BlockingIOError when one does."""
    if not lock_of(path).exists():
        yield  # nobody ever did
        return
    with lock_of(path).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        yield


def lock_of(path: Path) -> Path:
    """The file that whoever works on the register at `path` holds."""
    return path.with_name(f"{path.name}.lock")


class WorkingCopy:
    """A copy of the register at `path` to work on. Raises BlockingIOError when another has one, OSError.

    `file` is where it lies; it is not there yet when there is no register yet.
    """

    def __init__(self, path: Path) -> None:
        self.file = path.with_name(f"{path.name}.copy")
        self._path = path
        self._lock = lock_of(path).open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._drop()
            if path.exists():
                shutil.copyfile(path, self.file)
        except OSError:
            self._lock.close()
            raise

    def put_back(self) -> None:
        """Put the copy as it is now in the place of the register. Raises OSError, then it is as it was."""
        put_copy(self.file, self._path)

    def close(self) -> None:
        """Throw the copy away and let others work."""
        self._drop()
        self._lock.close()

    def _drop(self) -> None:
        for name in (self.file.name, f"{self.file.name}.wal", f"{self._path.name}.draft"):
            self.file.with_name(name).unlink(missing_ok=True)
