"""How was a figure made, what must a reader beware of, and how is it cited?"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

import streamlit as st

from dashboard import db
from dashboard.basis import basis_of
from dashboard.catalog import Query, load_query
from dashboard.citation import citations
from dashboard.cities import city_dir, city_parameter
from dashboard.downloads import script_url
from dashboard.folded import folded
from dashboard.forms import date, month, revision
from dashboard.frame import View
from dashboard.indicators import indicators_of
from dashboard.kept import kept
from dashboard.manifest import Resource
from dashboard.script import question
from dashboard.words import has_word, word

Asked = ParamSpec("Asked")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """How a number is made: catalogue words of what is divided by what, and the query behind it.

    `caveats` are sentences beside those that the query and the month bring, `page_parameters` what the
    address of the page carries beside the filters.
    """

    definition: str
    numerator: str
    denominator: str
    query: str
    params: Mapping[str, object] | None = None  # None: those of the filters
    caveats: Sequence[str] = ()
    page_parameters: Mapping[str, str] = field(default_factory=dict)


def with_making(
    block: Callable[Concatenate[View, Asked], Figure | None],
) -> Callable[Concatenate[View, Asked], None]:
    """Keep what `block` draws, and draw below it how the figure that it returns is made, if it returns one.

    One line is always there; the rest is worked out and sent when the reader unfolds it.
    """

    @functools.wraps(block)
    def with_line(view: View, *args: Asked.args, **kwargs: Asked.kwargs) -> Figure | None:
        figure = block(view, *args, **kwargs)
        if figure is not None:
            st.caption(line_of(figure, view))
        return figure

    drawn = kept(with_line)

    @functools.wraps(block)
    def show(view: View, *args: Asked.args, **kwargs: Asked.kwargs) -> None:
        figure = drawn(view, *args, **kwargs)
        if figure is None:
            return
        title = word(view.lang, "provenance.title")
        with folded(title, key=making_key(figure.query), icon=":material/help:") as is_open:
            if is_open:
                _show_making(figure, view)

    return show


def making_key(query: str) -> str:
    """Where the session keeps whether the making of a query's figures is unfolded."""
    return f"made_{query}"


def _show_making(figure: Figure, view: View) -> None:
    lang, query = view.lang, load_query(figure.query)
    source = source_of(figure, view)
    st.table(told_of(figure, view), border="horizontal", alt=word(lang, "provenance.title"))
    sentences = [*caveats(query, view, source), *figure.caveats]
    st.markdown("\n".join([word(lang, "provenance.caveats"), "", *(f"- {each}" for each in sentences)]))
    _show_citation(figure, view, source)
    _show_sql(figure, query, view)


def source_of(figure: Figure, view: View) -> Resource:
    """The file in force behind a figure."""
    return db.source_of(load_query(figure.query).source_tables[0], view.selection.period)


def line_of(figure: Figure, view: View) -> str:
    """Numerator, denominator, month, revision and kind of the data in one line."""
    lang, source = view.lang, source_of(figure, view)
    return word(
        lang,
        "provenance.line",
        revision=revision(source.revision_id),
        period=month(lang, view.selection.period),
        kind=_kind(lang, source),
        numerator=figure.numerator,
        denominator=figure.denominator,
    )


def caveats(query: Query, view: View, source: Resource) -> list[str]:
    """What a reader must beware of: of the data, of the month, and of what the query counts."""
    lang, k = view.lang, db.state().disclosure_k
    found = ["caveat.synthetic"] if source.synthetic else []
    found += [] if source.complete else ["caveat.incomplete"]
    found += ["caveat.corrected"] if source.supersedes else []
    own = dict.fromkeys(name for each in indicators_of(query) for name in each.caveats)
    found += [f"caveat.{name}" for name in own]
    told = {"period": month(lang, source.period), "revision": revision(source.revision_id), "k": k}
    return [word(lang, key, **told, below=k - 1) for key in found]


def _kind(lang: str, source: Resource) -> str:
    return word(lang, "provenance.synthetic" if source.synthetic else "provenance.real")


def told_of(figure: Figure, view: View) -> dict[str, str]:
    """All that is known of how a figure is made, as names and Markdown."""
    lang, source = view.lang, source_of(figure, view)
    made_from = "provenance.source.synthetic" if source.synthetic else "provenance.source.real"
    counted = [
        f"[{each.told(lang, 'name')}](/indikator?{_parameters(lang, each.id)})"
        for each in indicators_of(load_query(figure.query))
    ]
    return {
        word(lang, "provenance.definition"): figure.definition,
        word(lang, "provenance.numerator"): figure.numerator,
        word(lang, "provenance.denominator"): figure.denominator,
        word(lang, "provenance.period"): month(lang, view.selection.period),
        word(lang, "provenance.revision"): word(
            lang,
            "provenance.revision.value",
            revision=revision(source.revision_id),
            published=date(lang, source.generated_at),
        ),
        word(lang, "provenance.source"): word(lang, made_from),
        word(lang, "provenance.nature"): _kind(lang, source),
        **({word(lang, "provenance.indicators"): ", ".join(counted)} if counted else {}),
        word(lang, "provenance.query"): f"`queries/{figure.query}.sql`",
    }


def _parameters(lang: str, indicator: str) -> str:
    return urlencode({**city_parameter(), "lang": lang, "indikator": indicator})


def _show_citation(figure: Figure, view: View, source: Resource) -> None:
    """The figure as it is cited, in both languages, ready to be copied."""
    if not has_word(view.lang, f"page.{view.page}.title"):
        return  # drawn outside a page, where there is no address to cite
    more = f"&{urlencode(figure.page_parameters)}" if figure.page_parameters else ""
    told: dict[str, Any] = {
        "period": view.selection.period,
        "revision": source.revision_id,
        "address": view.address + more,
        "read_on": view.read_on,
    }
    st.markdown(word(view.lang, "provenance.cite"))
    for text in citations(view.page, **told).values():
        st.code(text, language=None, wrap_lines=True)


def _show_sql(figure: Figure, query: Query, view: View) -> None:
    """The query with its values, to be copied, and the script that runs on the published files alone."""
    lang = view.lang
    params = filter_parameters(query, view) if figure.params is None else figure.params
    st.markdown(word(lang, "provenance.sql"))
    # Without colours: those of keywords are too pale to be read by all.
    st.code(question(query, params), language=None, wrap_lines=True)
    st.link_button(
        word(lang, "provenance.script"),
        script_url(query.name, lang=lang, **params),
        icon=":material/code:",
    )
    st.caption(word(lang, "provenance.sql.how", folder=f"data/{city_dir().name}"))


def filter_parameters(query: Query, view: View) -> dict[str, object]:
    """What a query is asked for the filters of a page. Raises ExtractMissing."""
    known = {**vars(view.selection), **basis_of(view.selection).parameters}
    return {name: known[name] for name in query.params if name in known}
