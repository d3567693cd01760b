"""Which targets held before the chosen one, and from which month to which?"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import db
from dashboard.choices import Selection
from dashboard.forms import date, number
from dashboard.names import names
from dashboard.words import word


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A target that another one took the place of; the months are published ones."""

    start: str
    end: str
    workers: int
    label: str


def earlier_targets(selection: Selection, target: str | None, months: Sequence[str]) -> tuple[Earlier, ...]:
    """The targets that led to `target`, the last one first; none in a slice, which no target was set for.

    Raises ExtractMissing.
    """
    if target is None or not selection.is_whole_city or selection.funding_source:
        return ()
    rows = {row["id"]: row for row in db.run_query("gap_by_target", period=selection.period).to_pylist()}
    found: list[Earlier] = []
    later = target
    while before := next((row for row in rows.values() if row["superseded_by"] == later), None):
        held = [
            month for month in months if before["date_set"][:7] <= month < rows[later]["date_set"][:7]
        ]  # a month is told by the target that held at its end
        if held:
            found.append(
                Earlier(
                    start=held[0],
                    end=held[-1],
                    workers=before["target_workers"],
                    label=word(
                        selection.lang,
                        "chart.target.earlier",
                        name=names(selection.lang).of("target", before["id"]),
                        workers=number(selection.lang, before["target_workers"]),
                        until=date(selection.lang, rows[later]["date_set"]),
                    ),
                )
            )
        later = before["id"]
    return tuple(found)
