"""Which day is it in Indonesia? The one place that asks the clock; tests put a day in its place."""

import datetime as dt

WIB = dt.timezone(dt.timedelta(hours=7))  # western Indonesia; the east is one or two hours ahead


def today() -> dt.date:
    """The day it is now."""
    return dt.datetime.now(WIB).date()
