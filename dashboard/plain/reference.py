"""What do the numbers stand on, and what was printed in public?"""

from dashboard import db
from dashboard.blocks import figures, method
from dashboard.city import city
from dashboard.frame import View
from dashboard.plain.address import Address
from dashboard.plain.making import files_of
from dashboard.plain.parts import Page, Section
from dashboard.plain.tables import table_of
from dashboard.plain.views import page_of, shown_view
from dashboard.words import word


def method_page(address: Address, *, origin: str) -> Page:
    """Months, targets, denominators and rules. Raises ExtractMissing."""
    view = shown_view(address, origin=origin)
    lang = view.lang
    return page_of(
        address,
        view,
        title=word(lang, "page.method.title", city=city().called(lang)),
        answer=method.answer_of(lang),
        sections=(
            Section(texts=(word(lang, "method.definitions"),)),
            *(Section(title=title, texts=(text,)) for title, text in method.rules_of(lang).items()),
            *_measures(view),
            _months(view),
        ),
    )


def _measures(view: View) -> tuple[Section, Section]:
    """The targets, and the groups of workers that they are measured against."""
    lang = view.lang
    targets, bases = (db.run_query(name).to_pylist() for name in ("target_list", "denominator_list"))
    of_targets, of_bases = word(lang, "method.targets.title"), word(lang, "plain.denominators")
    return (
        Section(
            title=of_targets,
            texts=(word(lang, "method.targets.lead", city=city().called(lang)),),
            table=table_of(targets, method.target_columns(lang), caption=of_targets, reading=True),
            files=files_of(view, {"target_list": {}}),
        ),
        Section(
            title=of_bases,
            texts=(word(lang, "method.denominators.lead"),),
            table=table_of(bases, method.denominator_columns(lang), caption=of_bases, reading=True),
            files=files_of(view, {"denominator_list": {}}),
        ),
    )


def _months(view: View) -> Section:
    """Every month, each with the way to its own first page."""
    lang = view.lang
    rows, columns = method.periods_of(lang)
    links = {place: Address(lang=lang, period=row["period"]).path for place, row in enumerate(rows)}
    title = word(lang, "method.periods.title")
    return Section(
        title=title,
        texts=(word(lang, "plain.months"),),
        table=table_of(rows, columns, caption=title, links=links),
        files=files_of(view, {"period_list": {}, "release_list": {}}),
    )


def figures_page(address: Address, *, origin: str) -> Page:
    """The register of published figures. Raises ExtractMissing."""
    view = shown_view(address, origin=origin)
    lang = view.lang
    parts = []
    for key, (rows, columns), reading in (
        ("figures.differences", figures.differences_of(lang), True),
        ("figures.register", figures.register_of(lang), False),
    ):
        title = word(lang, key)
        table = table_of(rows, columns, caption=title, reading=reading)
        parts.append(Section(title=title, table=table))
    files = files_of(view, {"published_figure_list": {}, "figures_by_month": {}})
    return page_of(
        address,
        view,
        title=word(lang, "page.figures.title", city=city().called(lang)),
        answer=figures.answer_of(lang),
        sections=(*parts, Section(title=word(lang, "download.menu"), files=files)),
    )
