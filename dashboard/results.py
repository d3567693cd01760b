"""Which query results are worth keeping? The latest ones, up to a fixed number."""

import threading
from collections import OrderedDict
from collections.abc import Hashable

import pyarrow as pa


class Results:
    """Query results by key, the least recently used dropped first; for use from several threads."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._tables: OrderedDict[Hashable, pa.Table] = OrderedDict()

    def get(self, key: Hashable) -> pa.Table | None:
        """The kept result, or None."""
        with self._lock:
            if key in self._tables:
                self._tables.move_to_end(key)
            return self._tables.get(key)

    def keep(self, key: Hashable, table: pa.Table) -> None:
        """Remember a result."""
        with self._lock:
            self._tables[key] = table
            self._tables.move_to_end(key)
            if len(self._tables) > self._limit:
                self._tables.popitem(last=False)
