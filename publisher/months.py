"""Which month comes before, and on which day does it end? Months are written YYYY-MM."""

import datetime as dt

import pyarrow as pa

FIRST_YEAR, LAST_YEAR = 2015, 2060


def last_day(period: str) -> dt.date:
    """Last day of a month."""
    first = dt.date.fromisoformat(f"{period}-01")
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def month_before(period: str) -> str:
    """The month before."""
    return (dt.date.fromisoformat(f"{period}-01") - dt.timedelta(days=1)).strftime("%Y-%m")


def calendar() -> pa.Table:
    """Months by number, so that SQL adds months without date arithmetic."""
    months = [f"{year}-{month:02d}" for year in range(FIRST_YEAR, LAST_YEAR) for month in range(1, 13)]
    return pa.table({"month": months, "place": pa.array(range(len(months)), pa.int64())})
