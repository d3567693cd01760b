"""How are whole people shared out without losing or inventing one?

Parts are differences of rounded running totals. They are whole, add up to the rounded whole exactly, and
neighbouring parts add up to what rounding them together would have given. The order decides who gets the
rest, so the answer never depends on chance.
"""

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
ONE = 10_000  # shares are whole basis points: 0.29 is 2,900


def take_share(parts: Whole, basis_points: Whole | int) -> Whole:
    """The share [basis points] of parts along the last axis; their sum is the rounded share of the sum."""
    running = parts.cumsum(axis=-1)
    running *= np.asarray(basis_points, dtype=np.int64)[..., None]
    running += ONE // 2
    running //= ONE
    return steps(running)


def share_out(total: Whole | int, weights: Whole) -> Whole:
    """`total` in proportion to `weights` along the last axis; parts add up to it.

    No part exceeds its weight while total <= sum(weights). Weights must not be negative; where they are all 0
    nobody gets anything.
    """
    running = weights.cumsum(axis=-1)
    # one whole number divides a row several times faster than a column of them
    whole = max(1, int(running[-1])) if running.ndim == 1 else np.maximum(running[..., -1:], 1)
    running *= np.asarray(total, dtype=np.int64)[..., None]
    running //= whole
    return steps(running)


def steps(running: Whole) -> Whole:
    """The parts whose running totals along the last axis these are."""
    parts = running.copy()
    parts[..., 1:] -= running[..., :-1]
    return parts


def fill_in_order(total: Whole | int, room: Whole) -> Whole:
    """`total` along the last axis: each place is filled before the next gets anybody."""
    before = room.cumsum(axis=-1) - room
    return np.clip(np.asarray(total, dtype=np.int64)[..., None] - before, 0, room)
