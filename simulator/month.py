"""Which month comes n months later? Months are text 'YYYY-MM', which sorts by time."""

import re

from simulator.errors import ScenarioError

FIRST_MONTH = "2000-01"
LAST_MONTH = "2099-12"
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def check_month(month: object, field: str) -> str:
    """Return `month` if it is 'YYYY-MM' from FIRST_MONTH to LAST_MONTH.

    Raises ScenarioError month_unreadable or month_out_of_range, naming `field`.
    """
    if not isinstance(month, str) or not _MONTH.fullmatch(month):
        raise ScenarioError("month_unreadable", field=field, value=month, example="2026-10")
    if not FIRST_MONTH <= month <= LAST_MONTH:
        raise ScenarioError(
            "month_out_of_range", field=field, value=month, minimum=FIRST_MONTH, maximum=LAST_MONTH
        )
    return month


def _count(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def add_months(month: str, months: int) -> str:
    """The month `months` [months] after `month`; before it when negative."""
    year, month_of_year = divmod(_count(month) + months, 12)
    return f"{year:04d}-{month_of_year + 1:02d}"


def months_from(start: str, end: str) -> int:
    """Months [months] one has to add to `start` to reach `end`; 0 when equal, negative when earlier."""
    return _count(end) - _count(start)
