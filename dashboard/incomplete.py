"""Which months still miss reports? They are shaded, named, and left out of sentences that compare months."""

from collections.abc import Collection

from dashboard import db
from dashboard.forms import listed, month
from dashboard.state import of_state
from dashboard.words import word

MARK = "◌"  # beside the name of such a month where it cannot be shaded


@of_state(8)
def incomplete_months() -> frozenset[str]:
    """The published months, YYYY-MM, of which reports are missing. Raises ExtractMissing."""
    rows = db.run_query("period_list").to_pylist()
    return frozenset(row["period"] for row in rows if not row["complete"])


def is_incomplete(period: str) -> bool:
    """Whether reports of the month are not all in: payments may still come."""
    return period in incomplete_months()


def incomplete_note(lang: str, shown: Collection[str]) -> str | None:
    """The months among those `shown` that are not complete, by name; None when all are."""
    periods = sorted(incomplete_months() & set(shown))
    if not periods:
        return None
    months = listed(lang, [month(lang, period) for period in periods])
    return word(lang, "incomplete.months", months=months, mark=MARK)
