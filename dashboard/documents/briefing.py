"""What does the mayor need to know before a meeting, on one sheet?

Every number is that of a named query or of the simulator, in the words of the pages that show it, and each
sentence leads to its page.
"""

from urllib.parse import urlencode

from dashboard import db
from dashboard.answers import place, summary_answer
from dashboard.basis import basis_of
from dashboard.changes import SINCE
from dashboard.choices import SLICE, THEME_PARAMETER, THEMES
from dashboard.cities import city_parameter
from dashboard.city import city
from dashboard.documents.decisions import decisions
from dashboard.documents.ending import ending
from dashboard.documents.months import months
from dashboard.documents.moved import moved_lines
from dashboard.documents.movements import movements
from dashboard.documents.numbers import five_numbers, headline_of
from dashboard.documents.questions import questions
from dashboard.documents.sheet import Section, Sheet
from dashboard.documents.source import source_line
from dashboard.filters import page_url
from dashboard.forms import month
from dashboard.frame import View
from dashboard.names import names
from dashboard.paper import PAPER, USUAL
from dashboard.words import word

PATH = "/lembar"
PRINT = THEMES[-1]
FILES = {"pdf": "lembar.pdf", "pptx": "lembar.pptx", "zip": "paket.zip"}


def briefing(view: View, since: str | None) -> Sheet:
    """The sheet for a view, with what changed since an earlier month (None: nothing to compare with).

    Raises ExtractMissing.
    """
    lang, selection = view.lang, view.selection
    city_name = city().called(lang)
    where = place(names(lang), selection, city_name=city_name)
    told = {"place": where, "period": month(lang, selection.period)}
    subtitle = (
        word(lang, "briefing.subtitle.since", **told, since=month(lang, since))
        if since
        else word(lang, "briefing.subtitle", **told)
    )
    return Sheet(
        lang=lang,
        theme=view.theme,
        title=word(lang, "page.briefing.title", city=city_name),
        subtitle=subtitle,
        publisher=word(lang, "cite.publisher", city=city_name),
        banner=word(lang, "banner.synthetic") if db.state().synthetic else "",
        moved=moved_lines(lang, since, selection.period),
        answer=summary_answer(
            names(lang), headline_of(view), basis_of(selection), selection, city_name=city_name
        ),
        numbers=five_numbers(view, since),
        sections=(
            Section(title=word(lang, "briefing.moves"), items=movements(view, since)),
            ending(view),
            Section(title=word(lang, "briefing.decide"), items=decisions(view)),
            Section(title=word(lang, "briefing.asked"), items=questions(view, since)),
            months(view),
        ),
        source=source_line(lang, place=where, period=selection.period),
        path=page_url(PATH, selection, **({SINCE: since} if since else {})),
    )


def document_links(view: View, since: str | None, *, paper: str) -> dict[str, str]:
    """Addresses of the sheet as files, by ending; black and white where the page is."""
    selection = view.selection
    told = {**selection.parameters("period", "denominator", "target", *SLICE), SINCE: since}
    given = {key: value for key, value in told.items() if value is not None} | city_parameter()
    query = urlencode({**given, **_looks(view, paper), "lang": selection.lang})
    return {ending: f"/dokumen/{file}?{query}" for ending, file in FILES.items()}


def _looks(view: View, paper: str) -> dict[str, str]:
    """Paper and theme of a document, as far as they are not the usual ones."""
    printed = {THEME_PARAMETER: PRINT} if view.selection.tema == PRINT else {}
    return printed if paper == USUAL else {**printed, PAPER: paper}
