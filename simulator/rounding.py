"""How is a whole number shared out in proportion, without losing or inventing a worker?"""

from collections.abc import Sequence


def split_in_proportion(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share `total` out over `weights` by largest remainder; the parts sum to `total` exactly.

    No part exceeds its weight while total <= sum(weights). Ties go to the earlier weight, so the
    answer never depends on chance. Weights must not be negative nor, if total > 0, all be 0.
    """
    whole = sum(weights)
    if whole == 0:
        if total == 0:
            return tuple(0 for _ in weights)
        raise ValueError(f"cannot share {total} out over weights that are all 0")
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)
