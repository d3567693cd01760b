"""Who has cover in one kecamatan, in short sentences and easy words, each with a picture?"""

from fractions import Fraction

from dashboard import db
from dashboard.basis import basis_of, headline_row
from dashboard.blocks import funding, summary
from dashboard.forms import month, number, revision
from dashboard.frame import View
from dashboard.names import names
from dashboard.plain.address import Address, codes_of
from dashboard.plain.making import making_of
from dashboard.plain.parts import Easy, Link, Page, Section
from dashboard.plain.views import page_of, shown_view
from dashboard.words import word

TEN = 10
ICONS = ("people", "shield", "open", "heart", "money", "ask", "sample", "source")


def easy_page(address: Address, *, origin: str) -> Page:
    """The page of a kecamatan, or the list of all. Raises ExtractMissing."""
    view = shown_view(address, origin=origin)
    lang, called = view.lang, names(view.lang)
    row = headline_row(view.selection, basis_of(view.selection))
    answer = word(
        lang,
        "easy.answer",
        period=month(lang, view.selection.period),
        workers=number(lang, row["active"]),
        all=number(lang, row["universe"]),
    )
    if not address.code:
        links = tuple(
            Link(href=address.of("mudah", code).path, text=called.of("kecamatan", code))
            for code in codes_of("mudah")
        )
        title, answer = word(lang, "page.easy.title"), f"{answer} {word(lang, 'easy.choose')}"
        return _page(address, view, title=title, answer=answer, links=links)
    title = word(lang, "easy.title", name=called.of("kecamatan", address.code))
    return _page(address, view, title=title, answer=answer)


def _page(address: Address, view: View, *, title: str, answer: str, links: tuple[Link, ...] = ()) -> Page:
    whole = Link(href=address.of("wilayah", address.code).path, text=word(view.lang, "easy.whole"))
    section = (
        Section(links=links)
        if links
        else Section(links=(whole,), making=making_of(summary.figure_of(view), view))
    )
    return page_of(
        address,
        view,
        title=title,
        answer=answer,
        easy=() if links else sentences(view),
        sections=(section,),
    )


def sentences(view: View) -> tuple[Easy, ...]:
    """What is told, line by line. Raises ExtractMissing."""
    lang, period = view.lang, view.selection.period
    row = headline_row(view.selection, basis_of(view.selection))
    if not row["universe"]:
        return (Easy(icon="people", text=word(lang, "easy.nobody")),)
    payers = sorted(funding.rows_of(view), key=lambda each: -each["active"])
    source = db.source_of("coverage", period)
    told = {
        "people": word(lang, "easy.people", workers=number(lang, row["universe"])),
        "shield": f"{word(lang, 'easy.shield', workers=number(lang, row['active']))} {_tenths(lang, row)}",
        "open": word(lang, "easy.open", workers=number(lang, row["universe"] - row["active"])),
        "heart": word(lang, "easy.heart"),
        "ask": word(lang, "easy.ask"),
        "source": word(
            lang, "easy.source", period=month(lang, period), revision=revision(source.revision_id)
        ),
    }
    if payers and payers[0]["active"]:
        payer = names(lang).of("funding_source", payers[0]["funding_source"])
        told["money"] = word(lang, "easy.money", payer=payer, workers=number(lang, payers[0]["active"]))
    if source.synthetic:
        told["sample"] = word(lang, "easy.sample")
    return tuple(Easy(icon=icon, text=told[icon]) for icon in ICONS if icon in told)


def _tenths(lang: str, row: dict) -> str:
    """About how many of ten; nobody is rounded away."""
    exact = Fraction(TEN * row["active"], row["universe"])
    about = int(exact + Fraction(1, 2))
    if about == 0:
        return word(lang, "easy.tenths.few" if row["active"] else "easy.tenths.none")
    if about == TEN and row["active"] < row["universe"]:
        return word(lang, "easy.tenths.most")
    return word(lang, "easy.tenths", tenths=number(lang, about))
