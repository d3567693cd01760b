"""How does an answer of the simulator read as plain text, line by line?

What a reader should know before the price stands before it: people, warnings, then the figures.
"""

from collections.abc import Mapping
from typing import Any

from dashboard.forms import month, number, quoted, rupiah
from dashboard.names import Names
from dashboard.problems import ExtractMissing
from dashboard.simulator_words import caution_sentence, months_text, workers_text
from dashboard.words import word
from simulator.answer import Answer, Figure, figures, monthly
from simulator.plain import plain
from simulator.receipt import Comparison, Reason

MONTHS = ("due", "peak_month", "end_month", "renewal_month")
COUNTED = {"months": months_text}  # every other number without rupiah counts workers, but these:
UNITS = {"worker_months": "worker_months", "additional_worker_months": "worker_months"}
LAST = "total_idr"
SIGN = "! "


def report_lines(names: Names, found: Answer) -> list[str]:
    """Question, warnings, figures with units, and the total last."""
    lang, scenario = names.lang, found.scenario
    head = word(
        lang,
        "command.head",
        question=word(lang, f"simulator.question.{scenario.question}"),
        month=month(lang, scenario.base_month),
        payer=names.of("funding_source", scenario.terms.funding_source),
    )
    warnings = [SIGN + caution_sentence(names, each) for each in found.cautions]
    return [head, "", *warnings, *([""] if warnings else []), *figure_lines(lang, figures(found))]


def answer_content(found: Answer) -> dict[str, Any]:
    """An answer for machines: figures, months, warnings by code, and every field of the scenario."""
    return {
        "figures": figures(found),
        "monthly": monthly(found),
        "cautions": [{"code": each.code, **each.values} for each in found.cautions],
        "scenario": plain(found.scenario),
    }


def figure_lines(lang: str, shown: Mapping[str, Figure]) -> list[str]:
    """One line a figure, the total last; what has no value is left out."""
    ordered = [name for name in shown if name != LAST] + [LAST]
    return [
        word(
            lang,
            "command.line",
            label=word(lang, f"command.figure.{name}"),
            value=figure_text(lang, name, shown[name]),
        )
        for name in ordered
        if shown[name] is not None
    ]


def figure_text(lang: str, name: str, value: Figure) -> str:
    """A figure with its unit."""
    if not isinstance(value, int):
        return month(lang, str(value)) if name in MONTHS else quoted(str(value))
    if name.endswith("_idr"):
        return rupiah(lang, value)
    if name in UNITS:
        return word(lang, f"command.unit.{UNITS[name]}", number=number(lang, value))
    return COUNTED.get(name, workers_text)(lang, value)


def link_line(lang: str, link: str) -> str:
    """How the result is opened again."""
    return word(lang, "command.link", link=link)


def comparison_lines(names: Names, comparison: Comparison) -> list[str]:
    """Whether a kept result still holds; if not, what it was and where the difference comes from."""
    lang = names.lang
    if comparison.same and not comparison.reasons:
        return ["", word(lang, "command.compare.same")]
    before, after = (int(each[LAST] or 0) for each in (comparison.before, comparison.after))
    lines = [
        "",
        word(
            lang,
            "command.compare.differs",
            before=rupiah(lang, before),
            after=rupiah(lang, after),
            difference=rupiah(lang, comparison.difference_idr),
        ),
        *(reason_sentence(names, each) for each in comparison.reasons),
    ]
    return lines if comparison.exact else [*lines, word(lang, "command.compare.inexact")]


def reason_sentence(names: Names, reason: Reason) -> str:
    """One reason with its rupiah."""
    lang = names.lang
    cause = word(lang, f"command.reason.{reason.code}", **_told(names, reason.values))
    if reason.idr is None:
        return word(lang, "command.reason_with_next", cause=cause)
    return word(lang, "command.reason_line", cause=cause, idr=rupiah(lang, reason.idr))


def missing_sentence(lang: str, missing: ExtractMissing) -> str:
    """Why nothing can be shown, and what to do."""
    return word(lang, f"problem.{missing.code}", **missing.values)


def _told(names: Names, values: Mapping[str, object]) -> dict[str, str]:
    def told(name: str, value: object) -> str:
        if name == "funding_source":
            return names.of("funding_source", str(value))
        return number(names.lang, value) if isinstance(value, int) else quoted(str(value))

    return {name: told(name, value) for name, value in values.items()}
