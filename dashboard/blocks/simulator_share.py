"""How does a reader keep a what-if: as a link that remembers its result, a spreadsheet, a file?"""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard import db
from dashboard.blocks.simulator_answer import Result, work_out
from dashboard.blocks.simulator_months import csv_bytes, made_from
from dashboard.cities import city_dir, city_parameter, show_city
from dashboard.city import city
from dashboard.clock import today
from dashboard.documents.board import board_paper
from dashboard.documents.reminder import reminder
from dashboard.documents.typeset import pdf
from dashboard.folded import folded
from dashboard.forms import date, revision
from dashboard.frame import View
from dashboard.names import names
from dashboard.paper import pick_paper
from dashboard.simulator_inputs import Inputs
from dashboard.simulator_standing import extract_sha256
from dashboard.simulator_words import error_sentence
from dashboard.words import word
from dashboard.workbook import NumberTooLarge, Stamp, workbook_bytes
from simulator import MODEL_VERSION
from simulator.company import CompanyAnswer, renewal_idr
from simulator.errors import ScenarioError
from simulator.link import pack
from simulator.receipt import issue

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_share(view: View, inputs: Inputs) -> None:
    """Draw the link and the files, made when they are asked for."""
    lang = view.lang
    with folded(word(lang, "simulator.share.title"), key="fold_share", icon=":material/share:") as is_open:
        if not is_open:
            return
        try:
            result = work_out(view, inputs)
        except ScenarioError as error:
            st.markdown(error_sentence(names(lang), error))
            return
        link = link_of(view, result)
        if link:
            show_link(view, link)
        st.markdown(word(lang, "simulator.share.citation"))
        st.code(_citation(view, inputs, link), language=None, wrap_lines=True)
        workbook = None
        try:
            workbook = workbook_of(view, result, link)
        except NumberTooLarge:
            st.warning(word(lang, "simulator.share.too_large"), icon=":material/warning:")
        offer_files(view, inputs, result, link=link, workbook=workbook)
        st.caption(word(lang, "simulator.share.explained"))


def link_of(view: View, result: Result) -> str:
    """The address that remembers the result; empty, and told, where the result is too long for one."""
    try:
        return share_link(view, result)
    except ScenarioError as error:
        st.warning(error_sentence(names(view.lang), error), icon=":material/link_off:")
        return ""


def show_link(view: View, link: str) -> None:
    """Draw the address that remembers a result, to be copied."""
    st.markdown(word(view.lang, "simulator.share.link"))
    st.code(link, language=None, wrap_lines=True)


def offer_files(
    view: View, inputs: Inputs, result: Result, *, link: str, workbook: bytes | Callable[[], bytes] | None
) -> None:
    """Draw the buttons of the files; a company's also those of its board paper and its calendar.

    `workbook` is the spreadsheet, or makes it when it is asked for; None where there is none.
    """
    lang = view.lang
    name = f"cakupan_{city_dir().name}_simulator_{inputs['sim_question']}_{made_from(view)}"
    with st.container(horizontal=True):
        if link and isinstance(result.answer, CompanyAnswer) and result.answer.workers:
            _offer_documents(view, inputs, result, link, name)
        if workbook is not None:
            st.download_button(
                word(lang, "simulator.share.xlsx"),
                data=later(workbook) if callable(workbook) else workbook,
                file_name=f"{name}.xlsx",
                mime=XLSX,
                on_click="ignore",
                icon=":material/table_view:",
            )
        st.download_button(
            word(lang, "simulator.share.csv"),
            data=later(lambda: csv_bytes(view, result.answer)),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )


def _offer_documents(view: View, inputs: Inputs, result: Result, link: str, name: str) -> None:
    """What a company takes to its board and into its calendar, made when they are clicked."""
    path = link[link.index("/simulator?") :]
    origin = link.removesuffix(path)
    paper = pick_paper(view)
    st.download_button(
        word(view.lang, "simulator.share.board"),
        data=later(
            lambda: pdf(
                board_paper(view, inputs, path=path),
                origin=origin,
                qr_alt=word(view.lang, "briefing.qr"),
                paper=paper,
            )
        ),
        file_name=f"{name}.pdf",
        mime="application/pdf",
        on_click="ignore",
        icon=":material/description:",
    )
    st.download_button(
        word(view.lang, "simulator.share.reminder"),
        data=later(lambda: _reminder(view, result, link)),
        file_name=f"{name}.ics",
        mime="text/calendar",
        on_click="ignore",
        icon=":material/event:",
    )


def later(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """`make` for a click, which is served in another thread: there, too, the city of this page is shown."""
    code = city_dir().name

    def made() -> bytes:
        show_city(code)
        return make()

    return made


def _reminder(view: View, result: Result, link: str) -> bytes:
    answer = result.answer
    if not isinstance(answer, CompanyAnswer):
        raise TypeError(f"only a company renews: {answer}")
    cost = renewal_idr(result.start.tariff, answer)
    return reminder(answer, cost=cost, lang=view.lang, link=link, made_on=today())


def _citation(view: View, inputs: Inputs, link: str) -> str:
    """How this result is named elsewhere."""
    source = db.source_of("coverage", view.selection.period)
    return word(
        view.lang,
        "simulator.share.cited",
        city=city().called(view.lang),
        question=word(view.lang, f"simulator.question.{inputs['sim_question']}"),
        revision=revision(source.revision_id),
        published=date(view.lang, source.generated_at),
        version=MODEL_VERSION,
        link=link,
    )


def share_link(view: View, result: Result) -> str:
    """The address that opens this what-if with its result. Raises ScenarioError link_too_long."""
    start, scenario = result.start, result.answer.scenario
    sha256 = extract_sha256(scenario.base_month)
    packed = pack(issue(start.tariff, start.standing, scenario, sha256))
    here = urlsplit(st.context.url or "")
    base = f"{here.scheme}://{here.netloc}" if here.netloc else ""
    asked = {**city_parameter(), "lang": view.lang, "period": scenario.base_month}
    if view.selection.funding_source:
        asked["funding_source"] = view.selection.funding_source
    return f"{base}/simulator?{urlencode({**asked, 'sim_link': packed})}"


def workbook_of(view: View, result: Result, link: str) -> bytes:
    """The spreadsheet. Raises NumberTooLarge."""
    source = db.source_of("coverage", view.selection.period)
    stamp = Stamp(
        question=word(view.lang, f"simulator.question.{result.answer.scenario.question}"),
        answer=result.sentence.replace("**", ""),
        warnings=(*result.before, *result.after),
        revision=source.revision_id,
        link=link,
        synthetic=source.synthetic,
    )
    start = result.start
    return workbook_bytes(
        start.tariff, start.standing, result.answer.scenario, called=names(view.lang), stamp=stamp
    )
