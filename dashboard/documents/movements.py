"""What moved most since the last briefing, and why?"""

from collections.abc import Mapping
from typing import Any

from dashboard import db
from dashboard.changes import REASONS, SINCE, change_parameters, reason_clause
from dashboard.documents.sheet import Item
from dashboard.filters import page_url
from dashboard.forms import listed, month, number
from dashboard.frame import View
from dashboard.names import MERGED, names
from dashboard.words import word

Row = Mapping[str, Any]
ANGLES = ("funding_source", "opd", "sector")  # the same change, seen three ways
MOST_REASONS = 2


def movements(view: View, since: str | None) -> tuple[Item, ...]:
    """Of payers, bodies and worker groups the one that moved most, with what moved it; the largest first."""
    lang = view.lang
    if since is None:
        return (Item(text=word(lang, "briefing.moves.first", period=month(lang, view.selection.period))),)
    first: dict[str, Row] = {}
    for row in _ranked(view, since):
        first.setdefault(row["dimension"], row)
    found = tuple(_item(view, since, row) for row in first.values())
    return found or (Item(text=word(lang, "briefing.moves.none", since=month(lang, since))),)


def all_movements(view: View, since: str) -> tuple[Item, ...]:
    """Every payer, body and worker group that moved, the largest movement first."""
    return tuple(_item(view, since, row) for row in _ranked(view, since))


def _ranked(view: View, since: str) -> list[Row]:
    """The rows that moved and have a name, the largest first; those alike in the order of the angles."""
    rows = db.run_query("change_by_group", **change_parameters(view, since)).to_pylist()
    told = [row for row in rows if row["id"] != MERGED and row["change_active"] != 0]
    return sorted(told, key=lambda row: (-abs(row["change_active"]), ANGLES.index(row["dimension"])))


def _item(view: View, since: str, row: Row) -> Item:
    lang = view.lang
    parts = sorted((name for name in REASONS if row[name]), key=lambda name: -abs(row[name]))
    clauses = [reason_clause(lang, name, row[name]) for name in parts[:MOST_REASONS]]
    more = word(lang, "briefing.moves.more") if len(parts) > MOST_REASONS else ""
    text = word(
        lang,
        "briefing.moves.up" if row["change_active"] > 0 else "briefing.moves.down",
        name=names(lang).of(row["dimension"], row["id"]),
        change=number(lang, abs(row["change_active"])),
        before=number(lang, row["active_before"]),
        after=number(lang, row["active_after"]),
        reasons=listed(lang, clauses) + more,
    )
    path = page_url("/mengapa-berubah", view.selection, **{SINCE: since})
    return Item(text=text, path=path, link=word(lang, "page.changes.nav"))
