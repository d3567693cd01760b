"""Which colour has which coverage on the map, and what does the legend say of it?"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from dashboard.forms import percent
from dashboard.palette import NO_WORKERS, RAMP
from dashboard.words import word

STEPS = [Decimal(step) for step in ("0.005", "0.01", "0.02", "0.025", "0.05", "0.1", "0.2")]
Row = Mapping[str, Any]


def class_bounds(rows: Sequence[Row]) -> tuple[Decimal, ...]:
    """Bounds [share 0-1] of the colour classes, lowest first: round, equally wide, at most five classes.

    Empty when no row has workers.
    """
    rates = [Decimal(row["active"]) / row["universe"] for row in rows if row["universe"]]
    if not rates:
        return ()
    for step in STEPS:
        first = (min(rates) / step).to_integral_value(rounding=ROUND_FLOOR)
        # A highest rate on a bound ends the class below it: 100 % needs no class above.
        last = max(first, (max(rates) / step).to_integral_value(rounding=ROUND_CEILING) - 1)
        if last - first < len(RAMP):
            break
    return tuple(step * (first + place) for place in range(int(last - first) + 2))


def colour_of(row: Row, bounds: Sequence[Decimal]) -> str:
    """The colour of the class that the row's coverage falls into."""
    if not row["universe"]:
        return NO_WORKERS
    rate = Decimal(row["active"]) / row["universe"]
    return RAMP[sum(rate >= bound for bound in bounds[1:-1])]


def legend_entries(rows: Sequence[Row], lang: str) -> dict[str, str]:
    """Class names with their unit, and colours, lowest first."""
    bounds = class_bounds(rows)
    entries = {
        word(lang, "map.class", low=percent(lang, low), high=percent(lang, high)): colour
        for low, high, colour in zip(bounds, bounds[1:], RAMP, strict=False)
    }
    if any(not row["universe"] for row in rows):
        entries[word(lang, "map.class.none")] = NO_WORKERS
    return entries
