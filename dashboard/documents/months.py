"""How did protection go from month to month, and how does it go on if nobody renews?"""

from dashboard.blocks import expiry, trend
from dashboard.documents.sheet import Bars, Section
from dashboard.drawing import Drawing
from dashboard.forms import short_month
from dashboard.frame import View
from dashboard.words import word


def months(view: View) -> Section:
    """The months until now by payer, and the twelve months to come."""
    drawn = trend.drawing(view)
    drawings = tuple(each for each in (drawn, expiry.drawing(view)) if each is not None)
    return Section(
        title=word(view.lang, "briefing.months"),
        drawings=drawings,
        bars=_bars(view, drawn) if drawn else None,
    )


def _bars(view: View, drawn: Drawing) -> Bars:
    rows = drawn.rows.to_pylist()
    periods = sorted({row["period"] for row in rows})
    workers = {(row["period"], row["source_name"]): row["active"] for row in rows}
    return Bars(
        title=drawn.title,
        categories=tuple(short_month(view.lang, period) for period in periods),
        series={
            name: (colour, tuple(workers.get((period, name), 0) for period in periods))
            for name, colour in drawn.legend.items()
        },
    )
