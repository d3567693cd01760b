"""How are the numbers of a section made, and where are they as files? As the portal tells it."""

from collections.abc import Mapping

from dashboard.blocks.provenance import Figure, caveats, filter_parameters, source_of, told_of
from dashboard.blocks.provenance import line_of as provenance_line
from dashboard.catalog import load_query
from dashboard.citation import citations
from dashboard.downloads import FORMS, dictionary_url, file_url, script_url
from dashboard.frame import View
from dashboard.plain.parts import Link, Making
from dashboard.words import word

PLAIN_FORMS = ("csv", "json", "parquet", "xlsx")


def making_of(figure: Figure, view: View) -> Making:
    """Definition, numerator, denominator, month, revision, source, caveats, citation and SQL."""
    lang, query, source = view.lang, load_query(figure.query), source_of(figure, view)
    params = filter_parameters(query, view) if figure.params is None else dict(figure.params)
    cited = citations(
        view.page,
        period=view.selection.period,
        revision=source.revision_id,
        address=view.address,
        read_on=view.read_on,
    )
    return Making(
        line=provenance_line(figure, view),
        told=told_of(figure, view),
        caveats=(*caveats(query, view, source), *figure.caveats),
        cited=tuple(cited.values()),
        script=Link(href=script_url(query.name, lang=lang, **params), text=word(lang, "provenance.script")),
    )


def files_of(view: View, queries: Mapping[str, Mapping[str, object]]) -> tuple[Link, ...]:
    """The rows of named queries as files, and what their columns mean."""
    found = []
    for query, params in queries.items():
        name = word(view.lang, f"download.{query}")
        for form in PLAIN_FORMS:
            text = f"{name}: {FORMS[form].ending.upper()}"
            found.append(Link(href=file_url(query, form, lang=view.lang, params=params), text=text))
        text = f"{name}: {word(view.lang, 'download.dictionary')}"
        found.append(Link(href=dictionary_url(query, lang=view.lang), text=text))
    return tuple(found)
