"""How is a drawn part of a page kept for the next reader who asks for the same?"""

import functools
import threading
from collections.abc import Callable, Hashable
from typing import Any, ParamSpec, TypeVar
from weakref import WeakValueDictionary

from dashboard.replay import Sent, place
from dashboard.results import Results

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
KEPT_BLOCKS = 4096  # drawn blocks kept in all; one is 1 to 40 kB
_drawn: Results[Sent[Any]] = Results(KEPT_BLOCKS)
_drawing: WeakValueDictionary[Hashable, threading.Lock] = WeakValueDictionary()


def kept(block: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Keep what `block` draws and returns, by its arguments; it may draw nothing that has a state.

    What it returns is kept as it is, not as a copy, so it may not be changed.
    """
    return _kept(block, with_widgets=False)


def kept_widgets(block: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """As `kept`, for a block of widgets whose values are among its arguments and stand in the session
    before it is called; what it returns must follow from them."""
    return _kept(block, with_widgets=True)


def _kept(block: Callable[Asked, Answer], *, with_widgets: bool) -> Callable[Asked, Answer]:
    @functools.wraps(block)
    def show(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        here = place()
        if here is None:
            return block(*args, **kwargs)
        if with_widgets and not here.may_hold_widgets:  # what is around knows nothing of their values
            raise TypeError(f"{block.__qualname__} holds widgets and stands in a part that may have none.")
        asked = (*map(_key_of, args), *((name, _key_of(value)) for name, value in sorted(kwargs.items())))
        key = (block.__module__, block.__qualname__, asked, here.key)
        sent = _drawn.get(key)
        if sent is not None:
            return here.send(sent)
        # Who asks for the same meanwhile waits for it: in a rush it is drawn once.
        with _drawing.setdefault(key, threading.Lock()):
            sent = _drawn.get(key)
            if sent is not None:
                return here.send(sent)
            draw = functools.partial(block, *args, **kwargs)
            answer, sent = here.record(draw, with_widgets=with_widgets)
            if sent is not None:
                _drawn.keep(key, sent)
            return answer

    return show


def forget_blocks() -> None:
    """Draw all anew."""
    _drawn.clear()


def _key_of(value: Any) -> Hashable:
    """Two views of the same `kept_by` show the same; it is worked out once a run, not once a block."""
    if isinstance(value, dict):
        return tuple((name, _key_of(each)) for name, each in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_key_of, value))
    key: Hashable = getattr(value, "kept_by", value)
    return key
