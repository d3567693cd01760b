"""How is a figure cited so that another reader finds the same numbers: in words ready to be copied?"""

from dashboard import db
from dashboard.about import LICENCE
from dashboard.city import city
from dashboard.forms import date, month
from dashboard.words import LANGUAGES, word


def citation(lang: str, *, title: str, period: str, revision: str, address: str, read_on: str) -> str:
    """Who published what, for which month, in which revision, where, and when it was read."""
    state = db.state()
    kind = word(lang, "provenance.synthetic" if state.synthetic else "provenance.real")
    return word(
        lang,
        "cite.text",
        publisher=word(lang, "cite.publisher", city=city().called(lang)),
        year=db.state().generated_at[:4],
        title=title,
        period=month(lang, period),
        revision=revision,
        kind=kind,
        address=address,
        read_on=date(lang, read_on),
        licence=LICENCE.replace("-", " "),
    )


def citations(page: str, **told: str) -> dict[str, str]:
    """The citation of a page in every language; what is told besides as in `citation`."""
    return {
        lang: citation(lang, title=word(lang, f"page.{page}.title", city=city().called(lang)), **told)
        for lang in LANGUAGES
    }
