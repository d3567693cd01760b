"""Which five numbers stand on top of the sheet, and what were they before?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.basis import Basis, basis_of, headline_row
from dashboard.blocks.expiry_renewal import ending_of
from dashboard.documents.sheet import Number
from dashboard.forms import month, number, rupiah, share, short_month
from dashboard.frame import View
from dashboard.names import names
from dashboard.words import word

Row = Mapping[str, Any]


def in_month(view: View, period: str) -> View:
    """The same view of another month."""
    return replace(view, selection=replace(view.selection, period=period))


def headline_of(view: View) -> Row:
    """The row of coverage_headline."""
    return headline_row(view.selection, basis_of(view.selection))


def five_numbers(view: View, since: str | None) -> tuple[Number, ...]:
    """Protected, coverage, gap, who loses cover within 90 days, and the iuran of the month."""
    lang = view.lang
    now, ending = headline_of(view), ending_of(view)
    before = headline_of(in_month(view, since)) if since else None
    ended = ending_of(in_month(view, since)) if since else None
    soon = ending["ending_3"] if ending else 0
    return (
        Number(
            label=word(lang, "card.active"),
            value=number(lang, now["active"]),
            change=_was(lang, before, now["active"], before and before["active"]),
            note=word(lang, "card.of", part=number(lang, now["active"]), whole=number(lang, now["universe"])),
        ),
        Number(
            label=word(lang, "card.coverage"),
            value=share(lang, now["active"], now["universe"]),
            change=_share_was(lang, now, before),
            note=word(
                lang,
                "card.coverage.note",
                active=number(lang, now["active"]),
                universe=number(lang, now["universe"]),
            ),
        ),
        _gap(view, basis_of(view.selection), now, before),
        Number(
            label=word(lang, "card.ending_3"),
            value=number(lang, soon),
            change=_was(lang, before, soon, ended["ending_3"] if ended else 0),
            note=word(lang, "briefing.ending.note", month=month(lang, ending["month_3"])) if ending else "",
        ),
        Number(
            label=word(lang, "briefing.iuran"),
            value=rupiah(lang, now["iuran_idr"]),
            change=_was(lang, before, now["iuran_idr"], before and before["iuran_idr"], money=True),
            note=word(lang, "briefing.iuran.note", period=month(lang, now["period"])),
        ),
    )


def _gap(view: View, basis: Basis, now: Row, before: Row | None) -> Number:
    lang = view.lang
    label = word(lang, "card.gap")
    if basis.target is None or now["gap_workers"] is None:
        return Number(label=label, value="–", change="", note=word(lang, "card.gap.none"))
    values = {
        "target": names(lang).of("target", basis.target["id"]),
        "workers": number(lang, now["target_workers"]),
        "active": number(lang, now["active"]),
    }
    return Number(
        label=label,
        value=number(lang, now["gap_workers"]),
        change=_was(lang, before, now["gap_workers"], before and before["gap_workers"]),
        note=word(lang, "card.gap.note", **values),
    )


def _was(lang: str, before: Row | None, now: int, was: Any, *, money: bool = False) -> str:
    if before is None or was is None:
        return ""
    told = rupiah(lang, was) if money else number(lang, was)
    return word(lang, f"briefing.was.{_way(now, was)}", was=told, since=short_month(lang, before["period"]))


def _share_was(lang: str, now: Row, before: Row | None) -> str:
    if before is None or not before["universe"] or not now["universe"]:
        return ""
    # Compared as whole numbers, so that equal shares are equal.
    way = _way(now["active"] * before["universe"], before["active"] * now["universe"])
    was = share(lang, before["active"], before["universe"])
    return word(lang, f"briefing.was.{way}", was=was, since=short_month(lang, before["period"]))


def _way(now: int, was: int) -> str:
    return "up" if now > was else "down" if now < was else "same"
