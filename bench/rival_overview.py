"""What must each tool show that is measured beside the portal: its numbers, its rows, its filters."""

from typing import Any

from dashboard import db
from dashboard.basis import basis_of, headline_row
from dashboard.choices import SLICE, choices, selection_of

FILTERS = ("period", "opd", "sector", "kecamatan", "funding_source")
NUMBERS = ("active", "coverage_rate", "gap_workers", "universe")


def offered(name: str) -> tuple[str, ...]:
    """The codes of a filter."""
    return choices()[name].codes


def default(name: str) -> str:
    """The code of a filter that nobody has touched."""
    return choices()[name].default


def overview(*codes: str) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """Four numbers, the months by payer, and the targets, for the codes of FILTERS.

    The portal's own queries, whose rows it keeps for all of them alike.
    """
    values = {name: choice.default for name, choice in choices().items()}
    selection = selection_of(values | dict(zip(FILTERS, codes, strict=True)))
    row = headline_row(selection, basis_of(selection))
    months = db.run_query("coverage_trend", **selection.parameters(*SLICE)).to_pylist()
    targets = db.run_query("gap_by_target", period=selection.period).to_pylist()
    return {name: row[name] for name in NUMBERS}, months, targets
