"""Which results are worth keeping? Those that are asked for, up to a fixed number."""

import threading
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Result = TypeVar("Result")


@dataclass(slots=True)
class _Kept(Generic[Result]):
    result: Result
    is_wanted: bool = False  # since it was kept, or spared


class Results(Generic[Result]):
    """Results by key, for use from several threads: the oldest is dropped first, but spared once for having
    been asked for since.

    Who asks never waits: with a lock around that, hundreds of threads wait for each other while the
    processor idles, since each has to be woken before the next can go on.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._keeping = threading.Lock()
        self._kept: dict[Hashable, _Kept[Result]] = {}

    def get(self, key: Hashable) -> Result | None:
        """The kept result, or None."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        kept.is_wanted = True
        return kept.result

    def keep(self, key: Hashable, result: Result) -> None:
        """Remember a result."""
        with self._keeping:
            self._kept.pop(key, None)
            while len(self._kept) >= self._limit:
                oldest = next(iter(self._kept))
                spared = self._kept.pop(oldest)
                if spared.is_wanted:
                    spared.is_wanted = False
                    self._kept[oldest] = spared
            self._kept[key] = _Kept(result)

    def clear(self) -> None:
        """Forget all."""
        with self._keeping:
            self._kept.clear()
