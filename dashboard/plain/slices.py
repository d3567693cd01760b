"""How many are protected in the city, or among the people of one body, sector, place or payer?"""

from collections.abc import Sequence

from dashboard.basis import basis_of, headline_parameters
from dashboard.blocks import breakdown, funding, summary, trend
from dashboard.blocks.parts import stamp_of
from dashboard.blocks.provenance import line_of
from dashboard.choices import SLICE
from dashboard.city import city
from dashboard.filters import notice_sentences
from dashboard.frame import View
from dashboard.names import names
from dashboard.plain.address import DIMENSIONS, PAGES, Address
from dashboard.plain.charts import months_chart
from dashboard.plain.making import files_of, making_of
from dashboard.plain.parts import Page, Section, Table
from dashboard.plain.tables import links_to, table_of
from dashboard.plain.views import page_of, shown_view
from dashboard.words import word

SHORT = 5  # columns of a table inside a page about something else: name, coverage, protected, all, without


def slice_page(address: Address, *, origin: str) -> Page:
    """The page of the city or of one code. Raises ExtractMissing."""
    view = shown_view(address, origin=origin)
    sentence, cards = summary.answer_of(view)
    lang = view.lang
    return page_of(
        address,
        view,
        title=_title(address, view),
        answer=sentence,
        cards=tuple(cards),
        stamp=stamp_of(lang, view.selection.period),
        after=tuple(notice_sentences(basis_of(view.selection).notices, lang)),
        sections=(*_trend(view), *_groups(address, view)),
    )


def _title(address: Address, view: View) -> str:
    lang = view.lang
    if not address.code:
        return word(lang, "page.summary.title", city=city().called(lang))
    return names(lang).of(address.dimension, address.code)


def _trend(view: View) -> tuple[Section, ...]:
    lang, drawn = view.lang, trend.drawing(view)
    making = making_of(summary.figure_of(view), view)
    if drawn is None:
        return (Section(texts=(word(lang, "chart.trend.empty"),), making=making),)
    rows, columns = trend.months_of(view)
    headline = headline_parameters(view.selection, basis_of(view.selection))
    table = table_of(rows, columns, caption=word(lang, "table.trend.alt"), folded=True)
    return (
        Section(
            title=drawn.title,
            chart=months_chart(drawn, lang=lang, notes=trend.doubts(lang)),
            table=table,
            making=making,
            files=files_of(
                view,
                {"coverage_headline": headline, "coverage_trend": view.selection.parameters(*SLICE)},
            ),
        ),
    )


def _groups(address: Address, view: View) -> tuple[Section, ...]:
    """The same people by the other dimensions, each as a short table that leads on."""
    lang, found = view.lang, []
    for page, dimension in DIMENSIONS.items():
        if dimension == address.dimension and address.code:
            continue
        table = _payers(address, view) if dimension == "funding_source" else _group(address, view, page)
        if table.rows:
            is_payer = dimension == "funding_source"
            figure = funding.figure_of(view) if is_payer else breakdown.figure_of(view, dimension)
            title = word(lang, f"page.{PAGES[page]}.nav")
            found.append(Section(title=title, table=table, line=line_of(figure, view)))
    if address.page == "wilayah" and address.code:
        found.append(_kelurahan(view))
    return tuple(found)


def _group(address: Address, view: View, page: str) -> Table:
    dimension = DIMENSIONS[page]
    rows = breakdown.rows_by_gap(view, dimension)
    group = word(view.lang, f"group.{dimension}")
    return table_of(
        rows,
        breakdown.columns_of(view, dimension)[:SHORT],
        caption=word(view.lang, "table.breakdown.alt", group=group),
        links=links_to(address, page, [row["id"] for row in rows]),
    )


def _payers(address: Address, view: View) -> Table:
    rows: Sequence[dict] = funding.rows_of(view) if view.selection.funding_source is None else ()
    return table_of(
        rows,
        funding.columns_of(view),
        caption=word(view.lang, "table.funding.alt"),
        links=links_to(address, "sumber-dana", [row["funding_source"] for row in rows]),
    )


def _kelurahan(view: View) -> Section:
    """The kelurahan of a kecamatan."""
    lang, dimension = view.lang, "kelurahan"
    group = word(lang, f"group.{dimension}")
    title = word(lang, "table.breakdown.alt", group=group)
    return Section(
        title=title,
        table=table_of(
            breakdown.rows_by_gap(view, dimension),
            breakdown.columns_of(view, dimension)[:SHORT],
            caption=title,
        ),
        making=making_of(breakdown.figure_of(view, dimension), view),
        files=files_of(view, {f"coverage_by_{dimension}": breakdown.parameters_of(view, dimension)}),
    )
