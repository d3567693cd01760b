"""Who falls off in the months to come if nobody renews?"""

from dashboard.blocks import expiry
from dashboard.blocks.parts import stamp_of
from dashboard.blocks.provenance import line_of
from dashboard.city import city
from dashboard.frame import View
from dashboard.plain.address import DIMENSIONS, PAGES, Address
from dashboard.plain.charts import cliff_chart
from dashboard.plain.making import files_of, making_of
from dashboard.plain.parts import Page, Section
from dashboard.plain.tables import links_to, table_of
from dashboard.plain.views import page_of, shown_view
from dashboard.words import word


def expiry_page(address: Address, *, origin: str) -> Page:
    """The page of cover that runs out. Raises ExtractMissing."""
    view = shown_view(address, origin=origin)
    lang = view.lang
    sentence, told, cards = expiry.answer_of(view)
    return page_of(
        address,
        view,
        title=word(lang, "page.expiry.title", city=city().called(lang)),
        answer=sentence,
        cards=tuple(cards),
        stamp=stamp_of(lang, view.selection.period),
        after=tuple(told),
        sections=(_months(view), *(_groups(address, view) if cards else ())),
    )


def _months(view: View) -> Section:
    lang, drawn, asked = view.lang, expiry.drawing(view), expiry.parameters_of(view)
    rows, columns = expiry.months_of(view)
    return Section(
        title=drawn.title if drawn else "",
        chart=cliff_chart(drawn, lang=lang) if drawn else None,
        table=table_of(rows, columns, caption=word(lang, "table.expiry.alt")) if drawn else None,
        making=making_of(expiry.figure_of(view), view),
        files=files_of(view, {"expiry_by_month": asked, "expiry_headline": asked}),
    )


def _groups(address: Address, view: View) -> tuple[Section, ...]:
    """By body, sector, place and payer."""
    lang, found = view.lang, []
    for page, dimension in DIMENSIONS.items():
        rows = expiry.groups_of(view, dimension)
        group = word(lang, f"table.{dimension}")
        table = table_of(
            rows,
            expiry.group_columns(view, dimension),
            caption=word(lang, "table.expiry_group.alt", group=group),
            links=links_to(address, page, [row["id"] for row in rows]),
        )
        line = line_of(expiry.figure_of(view), view)
        found.append(Section(title=word(lang, f"page.{PAGES[page]}.nav"), table=table, line=line))
    return tuple(found)
