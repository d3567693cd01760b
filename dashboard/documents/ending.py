"""Whose cover runs out within 90 days, and what does it cost to renew it?"""

from dashboard import db
from dashboard.blocks.expiry_renewal import ending_of, renewal_url
from dashboard.documents.sheet import Item, Section, Table
from dashboard.expiry_words import expiry_answer
from dashboard.filters import page_url
from dashboard.forms import number, rupiah, short_month
from dashboard.frame import View
from dashboard.names import names
from dashboard.simulator_renewal import LENGTHS, renewal
from dashboard.simulator_words import error_sentence
from dashboard.words import word
from simulator.errors import ScenarioError


def ending(view: View) -> Section:
    """What runs out, by payer, with the price of three lengths of renewal."""
    lang, called = view.lang, names(view.lang)
    row = ending_of(view)
    sources = db.run_query(
        "expiry_by_funding_source", **view.selection.parameters("period", "opd", "sector", "kecamatan")
    ).to_pylist()
    paid = [each for each in sources if view.selection.funding_source in (None, each["id"])]
    page = page_url("/segera-habis", view.selection)
    items = [
        Item(
            text=expiry_answer(called, row, paid, view.selection),
            path=page,
            link=word(lang, "page.expiry.nav"),
        )
    ]
    if row is None or not row["ending_3"]:
        return Section(title=word(lang, "briefing.ending"), items=tuple(items))
    items.append(renewal_item(view, row["ending_3"]))
    soon = sorted((each for each in paid if each["ending_3"]), key=lambda each: -each["ending_3"])
    table = Table(
        heads=tuple(
            word(lang, key)
            for key in ("table.funding_source", "card.ending_3", "table.active", "table.first")
        ),
        rows=tuple(
            (
                called.of("funding_source", each["id"]),
                number(lang, each["ending_3"]),
                number(lang, each["active"]),
                short_month(lang, each["first_month"]),
            )
            for each in soon
        ),
    )
    return Section(title=word(lang, "briefing.ending"), items=tuple(items), tables=(table,))


def renewal_item(view: View, workers: int) -> Item:
    """What renewing these workers costs for 3, 6 and 12 months, or why that cannot be said."""
    lang = view.lang
    try:
        costs = {
            months: renewal(view.revision, view.selection, workers, months).total_idr for months in LENGTHS
        }
    except ScenarioError as error:
        return Item(text=error_sentence(names(lang), error))
    told = {f"idr_{months}": rupiah(lang, cost) for months, cost in costs.items()}
    return Item(
        text=word(lang, "briefing.renewal", workers=number(lang, workers), **told),
        path=renewal_url(view, workers),
        link=word(lang, "page.simulator.nav"),
    )
