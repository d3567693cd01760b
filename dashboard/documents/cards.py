"""How do the twenty question cards become paper to take to a hearing?"""

from urllib.parse import urlencode

from dashboard import db
from dashboard.answers import place
from dashboard.choices import SLICE
from dashboard.cities import city_parameter
from dashboard.city import city
from dashboard.documents.sheet import Item, Section, Sheet
from dashboard.documents.source import source_line
from dashboard.filters import page_url
from dashboard.forms import month
from dashboard.frame import View
from dashboard.names import names
from dashboard.paper import PAPER, USUAL
from dashboard.questions.cards import ASKERS, PATH, Card, cards
from dashboard.questions.codes import CODES
from dashboard.words import word

FILE = "kartu.pdf"


def cards_sheet(view: View, since: str | None) -> Sheet:
    """All cards under who asks them. Raises ExtractMissing."""
    lang, selection = view.lang, view.selection
    city_name = city().called(lang)
    where, period = place(names(lang), selection, city_name=city_name), month(lang, selection.period)
    found = cards(view, since)
    return Sheet(
        lang=lang,
        theme=view.theme,
        title=word(lang, "page.questions.title", city=city_name),
        subtitle=word(lang, "briefing.subtitle", place=where, period=period),
        publisher=word(lang, "cite.publisher", city=city_name),
        banner=word(lang, "banner.synthetic") if db.state().synthetic else "",
        moved=(),
        answer=word(lang, "question.answer", count=len(CODES), period=period),
        numbers=(),
        sections=tuple(
            Section(
                title=word(lang, f"question.by.{asker}"),
                items=tuple(_item(lang, each) for each in found if each.asker == asker),
            )
            for asker in ASKERS
        ),
        source=source_line(lang, place=where, period=selection.period),
        path=page_url(PATH, selection),
    )


def _item(lang: str, each: Card) -> Item:
    text = word(lang, "question.on_paper", question=each.question, answer=each.answer)
    notes = [
        word(lang, "question.means", definition=each.definition),
        word(lang, "question.unknown", unknown=each.unknown),
        each.unfollowed,
    ]
    return Item(text=text, path=each.path, link=each.link, notes=tuple(note for note in notes if note))


def cards_url(view: View, paper: str) -> str:
    """Address of the cards as PDF on `paper`."""
    chosen = view.selection.parameters("period", "denominator", "target", *SLICE)
    given = {name: value for name, value in chosen.items() if value is not None} | city_parameter()
    given |= {} if paper == USUAL else {PAPER: paper}
    return f"/dokumen/{FILE}?{urlencode({**given, 'lang': view.lang})}"
