"""How is a document of the sheet made for the parameters of an address, served or at the command line?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.changes import SINCE
from dashboard.documents.briefing import briefing
from dashboard.documents.cards import cards_sheet
from dashboard.documents.pack import pack
from dashboard.documents.sheet import Sheet
from dashboard.documents.slides import slides
from dashboard.documents.typeset import pdf
from dashboard.drawings import since_of, view_of
from dashboard.frame import View
from dashboard.paper import PAPER, SIZES
from dashboard.responses import one_of
from dashboard.words import word


def made(values: Mapping[str, str], origin: str, name: str) -> bytes:
    """The document of that name (see WRITERS); links in it lead to the portal at `origin`.

    Raises Refused for a value that is not offered, ExtractMissing.
    """
    view, _ = view_of({key: value for key, value in values.items() if key not in (SINCE, PAPER)})
    paper = one_of(values, PAPER, tuple(SIZES))
    since = since_of(view, values.get(SINCE))
    return WRITERS[name](Asked(view=view, since=since, origin=origin, paper=paper))


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a document is made of: the view, the month compared with, where the portal stands, the paper."""

    view: View
    since: str | None
    origin: str
    paper: str


def _pdf(asked: Asked) -> bytes:
    return _typeset(briefing(asked.view, asked.since), asked)


def _cards(asked: Asked) -> bytes:
    return _typeset(cards_sheet(asked.view, asked.since), asked)


def _typeset(sheet: Sheet, asked: Asked) -> bytes:
    return pdf(sheet, origin=asked.origin, qr_alt=word(sheet.lang, "briefing.qr"), paper=asked.paper)


def _pptx(asked: Asked) -> bytes:
    return slides(briefing(asked.view, asked.since), origin=asked.origin)


def _pack(asked: Asked) -> bytes:
    return pack(asked.view, asked.since, origin=asked.origin, paper=asked.paper)


WRITERS: dict[str, Callable[[Asked], bytes]] = {
    "lembar.pdf": _pdf,
    "lembar.pptx": _pptx,
    "kartu.pdf": _cards,
    "paket.zip": _pack,
}
