"""What is the answer to each question? In the sentences that the pages say, from the same named queries."""

from collections.abc import Callable, Mapping
from typing import Any

from dashboard import db
from dashboard.agreement_words import tracker_answer
from dashboard.answers import breakdown_answer, funding_answer, one_month_answer, summary_answer
from dashboard.basis import basis_of
from dashboard.benefits_words import benefits_answer
from dashboard.blocks.breakdown import rows_of
from dashboard.blocks.simulator_answer import work_out
from dashboard.changes import change_answer, change_row
from dashboard.city import city
from dashboard.documents.ending import ending
from dashboard.documents.numbers import headline_of
from dashboard.forms import listed, month, number
from dashboard.frame import View
from dashboard.funding_words import pledge_answer
from dashboard.incomplete import incomplete_months
from dashboard.names import names, reference
from dashboard.people import by_dimension, people_answer, ucj_answer
from dashboard.simulator_start import starting_point
from dashboard.simulator_words import error_sentence
from dashboard.targets import pace_answer
from dashboard.words import word
from simulator.errors import ScenarioError
from simulator.scenario import BUDGET, CITY

Row = Mapping[str, Any]
# An answer is worked out for a view and the month it is compared with (None: there is no earlier one).
Told = Callable[[View, str | None], str]
QUESTION = "sim_question"


def protected(view: View, since: str | None) -> str:  # noqa: ARG001
    """How many are protected, of how many, and how far the target is."""
    selection = view.selection
    city_name = city().called(view.lang)
    return summary_answer(
        names(view.lang), headline_of(view), basis_of(selection), selection, city_name=city_name
    )


def why(view: View, since: str | None) -> str:
    """What moved the number since the earlier month."""
    return change_answer(view, since, change_row(view, since))


def pace(view: View, since: str | None) -> str:  # noqa: ARG001
    """What the chosen target lacks, and what today's pace comes to."""
    rows = db.run_query("gap_by_target", period=view.selection.period).to_pylist()
    (row,) = (row for row in rows if row["id"] == view.selection.target)
    return pace_answer(names(view.lang), row, view.selection.period)


def printed(view: View, since: str | None) -> str:  # noqa: ARG001
    """The number that was printed for the target beside the one that its share comes to."""
    lang, target = view.lang, reference("target_list")[view.selection.target]
    name = names(lang).of("target", target["id"])
    if target["as_printed"] is None:
        return word(lang, "question.printed.none", target=name)
    if not is_mismatch(target):
        return word(lang, "question.printed.same", target=name, printed=number(lang, target["as_printed"]))
    return word(
        lang,
        "target.mismatch",
        printed=number(lang, target["as_printed"]),
        computed=number(lang, target["as_computed"]),
        base=names(lang).of("denominator", target["denominator"]),
    )


def is_mismatch(target: Row) -> bool:
    """Whether a target was printed as another number than it comes to."""
    return target["as_printed"] is not None and target["as_printed"] != target["as_computed"]


def close(view: View, since: str | None) -> str:  # noqa: ARG001
    """What reaching the target costs, as the simulator asks it of a city by default."""
    if basis_of(view.selection).target is None:
        return word(view.lang, "card.gap.none")
    return _simulated(view, CITY)


def company(view: View, since: str | None) -> str:  # noqa: ARG001
    """How many a company's budget covers, as the simulator asks it by default."""
    return _simulated(view, BUDGET)


def _simulated(view: View, question: str) -> str:
    lang = view.lang
    try:
        start = starting_point(view.revision, view.selection)
        if start is None:
            return word(lang, "question.nobody", period=month(lang, view.selection.period))
        defaults = {name: field.default for name, field in start.fields.items()}
        return work_out(view, {**defaults, QUESTION: question}).sentence
    except ScenarioError as error:
        return error_sentence(names(lang), error)


def who(view: View, since: str | None) -> str:  # noqa: ARG001
    """Who pays for how many."""
    return funding_answer(names(view.lang), _payers(view), view.selection)


def registered(view: View, since: str | None) -> str:  # noqa: ARG001
    """Where registered and protected differ most."""
    return one_month_answer(names(view.lang), _payers(view))


def _payers(view: View) -> list[Row]:
    rows = db.run_query(
        "coverage_by_funding_source", **view.selection.parameters("period", "opd", "sector", "kecamatan")
    ).to_pylist()
    return [row for row in rows if row["registered"]]


def most_without(dimension: str) -> Told:
    """Where most are without cover, by one dimension."""

    def told(view: View, since: str | None) -> str:  # noqa: ARG001
        return breakdown_answer(names(view.lang), dimension, rows_of(view, dimension), view.selection)

    return told


def agreements(view: View, since: str | None) -> str:  # noqa: ARG001
    """How many bodies are at which stage of their agreement."""
    rows = db.run_query("agreement_by_opd", period=view.selection.period).to_pylist()
    return tracker_answer(view.lang, rows)


def people(view: View, since: str | None) -> str:  # noqa: ARG001
    """Women, men, and the ages at both ends."""
    rows = db.run_query("demographics_by_group", **view.selection.parameters("period", "kecamatan"))
    city_name = city().called(view.lang)
    groups = by_dimension(rows.to_pylist())
    return people_answer(names(view.lang), groups, view.selection, city_name=city_name)


def ucj(view: View, since: str | None) -> str:  # noqa: ARG001
    """Members of all segments, who are other people over another base."""
    *_, total = db.run_query("participants_by_segment", period=view.selection.period).to_pylist()
    told = ucj_answer(names(view.lang), total, view.selection)
    return f"{told} {word(view.lang, 'caveat.ucj')}"


def pledges(view: View, since: str | None) -> str:  # noqa: ARG001
    """What companies pledged, paid, and what of it runs."""
    rows = db.run_query("pledge_by_funder", period=view.selection.period).to_pylist()
    return pledge_answer(view.lang, rows, view.selection.period)


def benefits(view: View, since: str | None) -> str:  # noqa: ARG001
    """What was paid out to the protected and their families."""
    asked = view.selection.parameters("period", "kecamatan")
    (row,) = db.run_query("benefits_headline", **asked).to_pylist()
    return benefits_answer(names(view.lang), row, view.selection)


def expiring(view: View, since: str | None) -> str:  # noqa: ARG001
    """Whose cover runs out, and what renewing it costs."""
    return " ".join(item.text for item in ending(view).items)


def unknown(view: View, since: str | None) -> str:  # noqa: ARG001
    """What the data do not tell: that they are a sample, and which months lack lists."""
    lang = view.lang
    incomplete = sorted(incomplete_months())
    told = [word(lang, "briefing.unknown.synthetic")] if db.state().synthetic else []
    if incomplete:
        months = listed(lang, [month(lang, period) for period in incomplete])
        told.append(word(lang, "chart.trend.incomplete", months=months))
    told.append(word(lang, "briefing.unknown.people"))
    return " ".join(told)
