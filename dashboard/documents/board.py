"""What does a company's board decide on: need, options, price, people, end, risks, law, method?

The answer is that of the simulator, the words are those of its page.
"""

from dashboard import db
from dashboard.answers import place, summary_answer
from dashboard.basis import basis_of
from dashboard.blocks import trend
from dashboard.blocks.simulator_answer import Result, work_out
from dashboard.blocks.simulator_people import people_rows
from dashboard.city import city
from dashboard.documents.numbers import headline_of
from dashboard.documents.sheet import Item, Number, Section, Sheet, Table
from dashboard.documents.source import source_line
from dashboard.filters import page_url
from dashboard.forms import decimal, month, number, revision, rupiah, share, short_month
from dashboard.frame import View
from dashboard.names import Names, names
from dashboard.simulator_inputs import Inputs
from dashboard.simulator_runs import runs_of
from dashboard.simulator_words import months_text
from dashboard.words import word
from simulator import MODEL_VERSION
from simulator.company import CompanyAnswer
from simulator.errors import ScenarioError
from simulator.scenario import MONTHS, WORKERS
from simulator.standing import ELSEWHERE

OPTIONS = {"A": 3, "B": 6, "C": 12}  # [months] of cover
TOLD = ("kecamatan", "sector")  # who is covered
MOST_GROUPS = 5  # told of each
MOST_NUMBERS = 5


class NoBoardPaper(ValueError):
    """The question is the city's, not a company's."""


def board_paper(view: View, inputs: Inputs, *, path: str) -> Sheet:
    """The paper for a company's question; `path` opens the same what-if with its result.

    Raises ScenarioError, NoBoardPaper for the city's question, ExtractMissing.
    """
    result = work_out(view, inputs)
    answer = result.answer
    if not isinstance(answer, CompanyAnswer):
        raise NoBoardPaper
    lang, called = view.lang, names(view.lang)
    where = place(called, view.selection, city_name=city().called(lang))
    source = db.source_of("coverage", view.selection.period)
    cards = [card for card in result.cards if card.value][:MOST_NUMBERS]
    return Sheet(
        lang=lang,
        theme=view.theme,
        title=word(lang, "board.title", city=city().called(lang)),
        subtitle=word(lang, "board.subtitle", place=where, period=month(lang, view.selection.period)),
        publisher=word(lang, "cite.publisher", city=city().called(lang)),
        banner=word(lang, "banner.synthetic") if db.state().synthetic else "",
        moved=result.before,
        answer=result.sentence,
        numbers=tuple(
            Number(label=card.label, value=card.value, change="", note=card.note) for card in cards
        ),
        sections=(
            _need(view),
            _options(view, inputs),
            _prices(lang, result, answer),
            *(_people(called, answer, dimension, beside=n > 0) for n, dimension in enumerate(TOLD)),
            _end(view, answer, path),
            _risks(lang, result, answer),
            _method(lang, answer, revision(source.revision_id), path),
        ),
        source=source_line(lang, place=where, period=view.selection.period),
        path=path,
    )


def _need(view: View) -> Section:
    """How many lack cover, and whether there are more or fewer than a year before."""
    lang, selection = view.lang, view.selection
    told = summary_answer(
        names(lang), headline_of(view), basis_of(selection), selection, city_name=city().called(lang)
    )
    items = [Item(text=told, path=page_url("/", selection), link=word(lang, "page.summary.nav"))]
    if drawn := trend.drawing(view):
        items.append(Item(text=f"{drawn.title}."))
    return Section(title=word(lang, "board.need"), items=tuple(items))


def _options(view: View, inputs: Inputs) -> Section:
    """The same question with covers of three lengths; what one of them cannot answer is left out."""
    explained = Item(text=word(view.lang, "board.options.explained"))
    table = options_table(view, inputs)
    return Section(title=word(view.lang, "board.options"), items=(explained,), tables=(table,))


def options_table(view: View, inputs: Inputs) -> Table:
    """One row for each of OPTIONS that can be answered. Raises ExtractMissing, TariffError.

    Who asks how long money lasts is told what each length costs for the same workers.
    """
    lang = view.lang
    question = WORKERS if inputs["sim_question"] == MONTHS else inputs["sim_question"]
    rows = []
    for name, months in OPTIONS.items():
        try:
            asked = {**inputs, "sim_question": question, "sim_months": str(months)}
            answer = work_out(view, asked).answer
        except ScenarioError:
            continue
        if isinstance(answer, CompanyAnswer):
            rows.append(_option(lang, name, answer))
    heads = (
        "board.option",
        "table.workers",
        "table.worker_months",
        "table.cost",
        "board.per_month",
        "board.until",
    )
    return Table(heads=tuple(word(lang, head) for head in heads), rows=tuple(rows))


def _option(lang: str, name: str, answer: CompanyAnswer) -> tuple[str, ...]:
    each = answer.idr_per_worker_month
    return (
        word(lang, "board.option.name", name=name, months=months_text(lang, answer.length)),
        number(lang, answer.workers),
        number(lang, answer.worker_months),
        rupiah(lang, answer.total_idr),
        "–" if each is None else f"Rp{decimal(lang, each, digits=0)}",
        short_month(lang, answer.end_month),
    )


def _prices(lang: str, result: Result, answer: CompanyAnswer) -> Section:
    table = prices_table(lang, result, answer)
    return Section(title=word(lang, "board.prices"), tables=(table,))


def prices_table(lang: str, result: Result, answer: CompanyAnswer) -> Table:
    """Each price with its months: where it changes is the cliff."""
    rows = tuple(
        (
            word(lang, f"transport.{str(run.transport).lower()}"),
            f"{short_month(lang, run.start_month)} – {short_month(lang, run.end_month)}",
            rupiah(lang, run.idr_per_worker),
            number(lang, run.worker_months),
            rupiah(lang, run.idr),
        )
        for run in runs_of(result.start.tariff, answer)
    )
    heads = ("table.workers", "table.paid_months", "table.per_month", "table.worker_months", "table.cost")
    return Table(heads=tuple(word(lang, head) for head in heads), rows=rows)


def _people(called: Names, answer: CompanyAnswer, dimension: str, *, beside: bool) -> Section:
    lang = called.lang
    given = [row for row in people_rows(answer, dimension) if row["given"]]
    rows = tuple(
        (
            word(lang, "simulator.layer.unlisted")
            if row["code"] == ELSEWHERE
            else called.of(dimension, row["code"]),
            number(lang, row["given"]),
            share(lang, row["given"], answer.workers),
        )
        for row in given[:MOST_GROUPS]
    )
    heads = (word(lang, f"table.{dimension}"), word(lang, "simulator.people.given"), word(lang, "board.part"))
    rest = len(given) - MOST_GROUPS
    more = (Item(text=word(lang, "board.more", count=rest, groups=number(lang, rest))),) if rest > 0 else ()
    title = word(lang, "board.people", group=word(lang, f"group.{dimension}"))
    return Section(title=title, items=more, tables=(Table(heads=heads, rows=rows),), beside=beside)


def _end(view: View, answer: CompanyAnswer, path: str) -> Section:
    lang = view.lang
    item = Item(text=end_sentence(lang, answer), path=path, link=word(lang, "page.simulator.nav"))
    return Section(title=word(lang, "board.end"), items=(item,))


def end_sentence(lang: str, answer: CompanyAnswer) -> str:
    """Until when the covers are paid, and what there is without them."""
    return word(
        lang,
        "board.end.told",
        workers=number(lang, answer.workers),
        end=month(lang, answer.end_month),
        renewal=month(lang, answer.renewal_month),
        before=number(lang, answer.protected_before),
        after=number(lang, answer.protected_after),
    )


def _risks(lang: str, result: Result, answer: CompanyAnswer) -> Section:
    """What may turn out otherwise, after what the law makes of it, and the rules that the price stands on."""
    bases = dict.fromkeys(row.legal_basis for run in runs_of(result.start.tariff, answer) for row in run.rows)
    items = [Item(text=text) for text in result.after]
    if bases:
        items.append(Item(text=word(lang, "board.law", basis="; ".join(bases))))
    return Section(title=word(lang, "board.risks"), items=tuple(items))


def _method(lang: str, answer: CompanyAnswer, made_from: str, path: str) -> Section:
    items = (
        Item(text=word(lang, f"simulator.rule.{answer.scenario.rule}.explained")),
        Item(
            text=word(lang, "board.method", version=MODEL_VERSION, revision=made_from),
            path=path,
            link=word(lang, "page.simulator.nav"),
        ),
    )
    return Section(title=word(lang, "board.method.title"), items=items, beside=True)
