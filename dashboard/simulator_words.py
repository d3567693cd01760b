"""What does the simulator answer, warn of and refuse, in words? Pure: answers and names in, text out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal

from dashboard.forms import listed, month, number, percent, quoted, rupiah
from dashboard.names import Names
from dashboard.simulator_inputs import NUMBER, OTHER, SHARE, TRANSPORT, Inputs, Offer
from dashboard.words import word
from simulator.cautions import Caution
from simulator.city import CityAnswer
from simulator.company import CompanyAnswer
from simulator.errors import ScenarioError

MONTH = re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])")  # what a calendar has
UNITS = (10**9, 10**6, 10**3, 1)  # [rupiah] what an axis may count in
NAMED = ("funding_source", "kecamatan", "opd", "sector")  # dimensions whose codes have names


def target_name(names: Names, inputs: Inputs, offer: Offer) -> str:
    """The target as the reader chose it."""
    chosen = inputs["sim_target"]
    if chosen == SHARE:
        return percent(names.lang, Decimal(inputs["sim_share"]).scaleb(-2))
    if chosen in offer.ucj:
        return names.of("target", chosen)
    if chosen == NUMBER or offer.basis.target is None:
        return word(names.lang, "simulator.target.own")
    return names.of("target", str(offer.basis.target["id"]))


def workers_text(lang: str, workers: int) -> str:
    """A number of workers with its noun."""
    return word(lang, "simulator.workers", count=workers, number=number(lang, workers))


def months_text(lang: str, months: int) -> str:
    """A number of months with its noun."""
    return word(lang, "simulator.months", count=months, number=number(lang, months))


def group_name(names: Names, code: str) -> str:
    """The chosen people: everybody, one sector, or all with the same tariff."""
    if code in ("", OTHER, TRANSPORT):
        return word(names.lang, f"simulator.sector.{code or 'all'}")
    return names.of("sector", code)


def city_sentence(names: Names, answer: CityAnswer, *, target: str, place: str) -> str:
    """How many people company money must cover, from when to when, and for how much."""
    lang, scenario = names.lang, answer.scenario
    values: dict[str, Any] = {
        "place": place,
        "target": target,
        "target_workers": workers_text(lang, answer.target_workers),
        "due": month(lang, answer.due),
        "held": month(lang, scenario.held_until),
        "payer": names.of("funding_source", scenario.terms.funding_source),
        "total": rupiah(lang, answer.total_idr),
    }
    if not answer.covered.any():
        return word(lang, "simulator.answer.reached", **values)
    if answer.people_needed == 0:
        return word(lang, "simulator.answer.held", **values)
    more = answer.people_needed > answer.gap_now > 0
    key = "simulator.answer.city_more" if more else "simulator.answer.city"
    return word(
        lang,
        key,
        **values,
        people=workers_text(lang, answer.people_needed),
        gap=workers_text(lang, answer.gap_now),
    )


def company_sentence(names: Names, answer: CompanyAnswer, *, who: str) -> str:
    """Rupiah, workers and months: the one that was asked for stands out."""
    lang, question = names.lang, answer.scenario.question
    budget = answer.budget_idr or 0
    values: dict[str, Any] = {
        "who": who,
        "months": months_text(lang, answer.length),
        "start": month(lang, answer.months[0]),
        "end": month(lang, answer.end_month),
        "workers": workers_text(lang, answer.workers),
        "total": rupiah(lang, answer.total_idr),
        "budget": rupiah(lang, budget),
        "rest": rupiah(lang, budget - answer.total_idr),
        "before": number(lang, answer.protected_before),
        "after": number(lang, answer.protected_after),
    }
    if answer.workers == 0:
        values["workers"] = workers_text(lang, answer.scenario.workers)
        return word(lang, f"simulator.answer.{question}_none", **values)
    return word(lang, f"simulator.answer.{question}", **values)


def caution_sentence(names: Names, caution: Caution) -> str:
    """A warning in words."""
    key = f"simulator.caution.{caution.code}"
    if caution.code == "workers_run_out" and caution.values["wanted"] is None:
        key += "_budget"
    return word(names.lang, key, **_values(names, caution.values))


def error_sentence(names: Names, error: ScenarioError) -> str:
    """Why there is no answer, and what would have one."""
    values = dict(error.values)
    if error.code == "share_out_of_range":
        values["value"] = Decimal(str(values["value"]))  # shown as the percent that was typed
    return word(names.lang, f"simulator.error.{error.code}", **_values(names, values))


def _values(names: Names, values: Mapping[str, object]) -> dict[str, Any]:
    field = str(values.get("field", ""))
    is_money = field.endswith("_idr")
    return {
        name: _value(names, name, value, field=field, is_money=is_money) for name, value in values.items()
    }


def _value(names: Names, name: str, value: object, *, field: str, is_money: bool) -> str:
    lang = names.lang
    if name == "field":
        return word(lang, f"simulator.field.{value}")
    if name == "funding_source":
        return names.of("funding_source", str(value))
    if name == "transport":
        return word(lang, f"simulator.group.{str(value).lower()}")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return (
            rupiah(lang, value) if is_money or name == "idr" or name.endswith("_idr") else number(lang, value)
        )
    if isinstance(value, Decimal):
        return percent(lang, value)
    if isinstance(value, tuple | list):
        return listed(lang, [_code(names, field, str(each)) for each in value])
    text = str(value)
    return month(lang, text) if MONTH.fullmatch(text) else quoted(text)


def _code(names: Names, field: str, code: str) -> str:
    """A code that may be written, with its name where it has one."""
    called = names.of(field, code) if field in NAMED else code
    return quoted(code) if called == code else f"{called} ({quoted(code)})"


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


def cost_title(lang: str, monthly: Mapping[str, int]) -> str:
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


def path_title(lang: str, answer: CityAnswer) -> str:
    """What the months of protection show: where everybody else ends up, and where a target would be held."""
    others = (answer.flow.others.sum(axis=1) + answer.pledged).tolist()
    end = month(lang, answer.flow.months[-1])
    now, then = others[0], others[-1]
    moved = "up" if then > now else "down" if then < now else "same"
    values = {"end": end, "now": number(lang, now), "then": number(lang, then)}
    return word(lang, f"simulator.path.{moved}", **values)
