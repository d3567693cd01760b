"""Where are workers without cover: by body, sector, place? And who pays for those who have it?"""

from dashboard.blocks import bars, breakdown, funding
from dashboard.blocks.parts import stamp_of
from dashboard.city import city
from dashboard.forms import rounding_note
from dashboard.plain.address import Address
from dashboard.plain.charts import bars_chart
from dashboard.plain.making import files_of, making_of
from dashboard.plain.parts import Page, Section
from dashboard.plain.tables import links_to, table_of
from dashboard.plain.views import page_of, shown_view
from dashboard.words import word


def group_page(address: Address, *, origin: str) -> Page:
    """The page of all bodies, sectors or kecamatan. Raises ExtractMissing."""
    view, dimension = shown_view(address, origin=origin), address.dimension
    lang, drawn = view.lang, bars.drawing(view, dimension)
    sentence, cards = breakdown.answer_of(view, dimension)
    rows = breakdown.rows_by_gap(view, dimension)
    group = word(lang, f"group.{dimension}")
    table = table_of(
        rows,
        breakdown.columns_of(view, dimension),
        caption=word(lang, "table.breakdown.alt", group=group),
        links=links_to(address, address.page, [row["id"] for row in rows]),
        notes=[word(lang, "note.merged")],
    )
    query = f"coverage_by_{dimension}"
    section = Section(
        title=drawn.title if drawn else "",
        chart=bars_chart(drawn, read=sentence) if drawn else None,
        table=table,
        making=making_of(breakdown.figure_of(view, dimension), view),
        files=files_of(view, {query: breakdown.parameters_of(view, dimension)}),
    )
    return page_of(
        address,
        view,
        title=word(lang, f"page.{address.name}.title", city=city().called(lang)),
        answer=sentence,
        cards=tuple(cards),
        stamp=stamp_of(lang, view.selection.period),
        sections=(section,),
    )


def funding_page(address: Address, *, origin: str) -> Page:
    """The page of all payers. Raises ExtractMissing."""
    view = shown_view(address, origin=origin)
    lang, drawn, rows = view.lang, funding.drawing(view), funding.rows_of(view)
    sentence, told, cards = funding.answer_of(view)
    rounding = rounding_note(lang, [row["active"] for row in rows])
    table = table_of(
        rows,
        funding.columns_of(view),
        caption=word(lang, "table.funding.alt"),
        links=links_to(address, address.page, [row["funding_source"] for row in rows]),
        notes=[*([rounding] if rounding else []), word(lang, "note.merged")],
    )
    section = Section(
        title=drawn.title if drawn else "",
        chart=bars_chart(drawn, read=told[0]) if drawn else None,
        table=table,
        making=making_of(funding.figure_of(view), view),
        files=files_of(view, {funding.QUERY: funding.parameters_of(view)}),
    )
    return page_of(
        address,
        view,
        title=word(lang, "page.funding.title", city=city().called(lang)),
        answer=sentence,
        cards=tuple(cards),
        stamp=stamp_of(lang, view.selection.period),
        after=tuple(told),
        sections=(section,),
    )
