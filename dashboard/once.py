"""What many ask for in the same moment: how is it made once, and kept for those who come later?

`functools.lru_cache` keeps, but makes a value as often as it is asked for until the first one is there: a
rush on a page that is not kept yet would make it on every thread.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import ExitStack
from functools import partial, update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Made = TypeVar("Made")


class Once(Generic[Asked, Made]):
    """A function whose latest `most` values are kept, each made by the first who asks while the others wait.

    An error goes to all who wait for it and is not kept: whoever asks next makes the value anew.
    """

    def __init__(self, make: Callable[Asked, Made], most: int) -> None:
        update_wrapper(self, make)
        self._make, self._most = make, most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Future[Made]] = OrderedDict()

    def __call__(self, *args: Asked.args, **named: Asked.kwargs) -> Made:
        """The value: kept, awaited, or made here. Raises what making it raises."""
        key = (args, *sorted(named.items()))
        with self._lock:
            value = self._kept.get(key)
            mine = value is None
            if value is None:
                value = self._kept[key] = Future()
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)  # who waits for it holds it
            else:
                self._kept.move_to_end(key)
        if mine:
            self._fill(key, value, args, named)
        return value.result()

    def _fill(self, key: Hashable, value: Future[Made], args: Any, named: Any) -> None:
        with ExitStack() as making:
            making.push(partial(self._failed, key, value))
            value.set_result(self._make(*args, **named))

    def _failed(
        self, key: Hashable, value: Future[Made], _: object, error: BaseException | None, *__: object
    ) -> None:
        """Whatever it was, nobody may wait for ever; the one who made it gets it as it is raised."""
        if error is None:
            return
        with self._lock:
            if self._kept.get(key) is value:
                del self._kept[key]
        value.set_exception(error)

    def cache_clear(self) -> None:
        """Keep nothing of what was made so far."""
        with self._lock:
            self._kept.clear()


def kept_once(most: int) -> Callable[[Callable[Asked, Made]], Once[Asked, Made]]:
    """Decorates a function of hashable arguments: see Once."""
    return lambda make: Once(make, most)
