"""What is worked out of the state that is shown, and forgotten when another one takes its place?"""

import functools
from collections.abc import Callable
from typing import TypeVar, TypeVarTuple, Unpack

from dashboard import db
from dashboard.cities import city_dir

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")


def state_key() -> str:
    """What is kept of the shown state is kept under this key. Raises ExtractMissing."""
    return f"{db.state().key} {city_dir()}"


def of_state(most: int) -> Callable[[Callable[[Unpack[Asked]], Answer]], Callable[[Unpack[Asked]], Answer]]:
    """Decorates a function of hashable arguments and of the state that is shown.

    Its latest `most` answers are kept, each for its state. Raises ExtractMissing where there is none.
    """

    def decorate(function: Callable[[Unpack[Asked]], Answer]) -> Callable[[Unpack[Asked]], Answer]:
        @functools.lru_cache(maxsize=most)
        def kept(key: str, *args: *Asked) -> Answer:  # noqa: ARG001  the key
            return function(*args)

        @functools.wraps(function)
        def ask(*args: *Asked) -> Answer:
            return kept(state_key(), *args)

        return ask

    return decorate
