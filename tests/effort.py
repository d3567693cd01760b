"""How much is tried? Enough to find a fault soon; all of it when `CAKUPAN_THOROUGH` is set."""

import os
from typing import TypeVar

T = TypeVar("T")
THOROUGH = bool(os.environ.get("CAKUPAN_THOROUGH"))


def usual(value: T, *, thorough: T) -> T:
    """`value` on every run, `thorough` when all is to be tried."""
    return thorough if THOROUGH else value
