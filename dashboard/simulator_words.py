"""What does the simulator answer, warn of and refuse, in words? Pure: answers and names in, text out."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from babel.numbers import format_decimal

from dashboard.basis import Basis
from dashboard.forms import listed, month, number, percent, quoted, rupiah
from dashboard.names import Names
from dashboard.simulator_inputs import OTHER, TRANSPORT, Inputs
from dashboard.words import word
from simulator.cautions import Caution
from simulator.city import CityAnswer
from simulator.company import BudgetAnswer, WorkersAnswer
from simulator.cover import Cover
from simulator.errors import ScenarioError

UNITS = (10**9, 10**6, 10**3, 1)  # [rupiah] what an axis may count in


def target_name(names: Names, inputs: Inputs, basis: Basis) -> str:
    """The target as the reader chose it."""
    if inputs["sim_target"] == "share":
        return percent(names.lang, Decimal(inputs["sim_share"]).scaleb(-2))
    if inputs["sim_target"] == "number" or basis.target is None:
        return word(names.lang, "simulator.target.own")
    return names.of("target", str(basis.target["id"]))


def workers_text(lang: str, workers: int) -> str:
    """A number of workers with its noun."""
    return word(lang, "simulator.workers", count=workers, number=number(lang, workers))


def months_text(lang: str, months: int) -> str:
    """A number of months with its noun."""
    return word(lang, "simulator.months", count=months, number=number(lang, months))


def group_name(names: Names, code: str) -> str:
    """The chosen group of workers: one sector, or all with the same tariff."""
    if code in (OTHER, TRANSPORT):
        return word(names.lang, f"simulator.sector.{code}")
    return names.of("sector", code)


def _span(cover: Cover, lang: str) -> dict[str, Any]:
    return {
        "months": months_text(lang, len(cover.months)),
        "start": month(lang, cover.start_month),
        "end": month(lang, cover.end_month),
    }


def city_sentence(names: Names, answer: CityAnswer, inputs: Inputs, *, target: str, place: str) -> str:
    """How many more people, and for how much."""
    lang = names.lang
    values: dict[str, Any] = {
        "place": place,
        "target": target,
        "target_workers": workers_text(lang, answer.target_workers),
        "due": month(lang, inputs["sim_due"]),
    }
    if answer.people_needed == 0:
        return word(lang, "simulator.answer.reached", **values)
    return word(
        lang,
        "simulator.answer.city",
        **values,
        **_span(answer.covers[0], lang),
        people=workers_text(lang, answer.people_needed),
        payer=names.of("funding_source", inputs["sim_payer"]),
        total=rupiah(lang, answer.total_idr),
    )


def budget_sentence(lang: str, answer: BudgetAnswer, *, who: str) -> str:
    """How many whole covers, and what is left."""
    span = _span(answer.cover, lang)
    budget = rupiah(lang, answer.spent_idr + answer.rest_idr)
    if answer.workers == 0:
        return word(lang, "simulator.answer.budget_none", **span, budget=budget)
    return word(
        lang,
        "simulator.answer.budget",
        **span,
        budget=budget,
        workers=workers_text(lang, answer.workers),
        who=who,
        rest=rupiah(lang, answer.rest_idr),
    )


def workers_sentence(lang: str, answer: WorkersAnswer, *, who: str) -> str:
    """What cover for these workers costs."""
    return word(
        lang,
        "simulator.answer.workers",
        **_span(answer.cover, lang),
        workers=workers_text(lang, answer.cover.workers),
        who=who,
        total=rupiah(lang, answer.total_idr),
    )


def caution_sentence(names: Names, caution: Caution) -> str:
    """A warning in words."""
    return word(names.lang, f"simulator.caution.{caution.code}", **_values(names, caution.values))


def error_sentence(names: Names, error: ScenarioError) -> str:
    """Why there is no answer, and what would have one."""
    return word(names.lang, f"simulator.error.{error.code}", **_values(names, error.values))


def _values(names: Names, values: Mapping[str, object]) -> dict[str, Any]:
    is_money = values.get("field") == "budget_idr"
    return {name: _value(names, name, value, is_money=is_money) for name, value in values.items()}


def _value(names: Names, name: str, value: object, *, is_money: bool) -> str:
    lang = names.lang
    if name == "field":
        return word(lang, f"simulator.field.{value}")
    if name == "funding_source":
        return names.of("funding_source", str(value))
    if name == "transport":
        return word(lang, f"simulator.group.{str(value).lower()}")
    if isinstance(value, int):
        return rupiah(lang, value) if is_money or name.endswith("_idr") else number(lang, value)
    if isinstance(value, Decimal):
        return percent(lang, value)
    if isinstance(value, tuple):
        return listed(lang, [quoted(str(each)) for each in value])
    text = str(value)
    is_month = len(text) == 7 and text[4] == "-" and text.replace("-", "").isascii()
    return month(lang, text) if is_month and text.replace("-", "").isdigit() else quoted(text)


def formula(cover: Cover, lang: str) -> str:
    """People x (months x rate + …) = rupiah, with the values of this cover."""
    runs = [(rate, len(list(run))) for rate, run in groupby(month.idr_per_worker for month in cover.months)]
    parts = " + ".join(
        word(lang, "simulator.formula.part", months=number(lang, months), rate=rupiah(lang, rate))
        for rate, months in runs
    )
    return word(
        lang,
        "simulator.formula.line",
        group=word(lang, f"simulator.group.{str(cover.transport).lower()}"),
        workers=workers_text(lang, cover.workers),
        parts=parts,
        total=rupiah(lang, cover.total_idr),
    )


def chart_title(lang: str, monthly: Mapping[str, int]) -> str:
    """What the months show: the same every month, or from how much to how much [rupiah by month]."""
    lowest, highest = min(monthly.values()), max(monthly.values())
    if lowest == highest:
        return word(lang, "simulator.chart.same", idr=rupiah(lang, highest))
    peak = next(each for each, idr in monthly.items() if idr == highest)
    return word(
        lang,
        "simulator.chart.changing",
        lowest=rupiah(lang, lowest),
        highest=rupiah(lang, highest),
        peak=month(lang, peak),
    )


def unit_for(amounts: Iterable[int]) -> int:
    """What an axis counts in, so that its numbers stay short [rupiah]."""
    highest = max(amounts, default=0)
    return next((unit for unit in UNITS if highest >= 2 * unit), 1)


def change_labels(lang: str, amounts: Sequence[int], unit: int) -> list[str | None]:
    """The amount in `unit` rupiah where it differs from the one before, so that labels stay few."""
    before: list[int | None] = [None, *amounts]
    return [
        format_decimal(Decimal(amount) / unit, format="#,##0.#", locale=lang) if amount != earlier else None
        for earlier, amount in zip(before, amounts, strict=False)
    ]
