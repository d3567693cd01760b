"""What should a reader know about an answer before reading its price?

A code is a stable key that the pages translate; the values are the details of the sentence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.month import add_months, months_from
from simulator.prices import TRANSPORT
from simulator.standing import ELSEWHERE, Whole
from simulator.tariff import RELIEF_IF_CONFIRMED, RELIEF_NEVER, Tariff, Terms
from simulator.tariff_row import NO_RELIEF

if TYPE_CHECKING:
    from simulator.city import CityAnswer
    from simulator.company import CompanyAnswer

# Before the third month a death that is no work accident pays Rp10 million, not Rp42 million:
# Permenaker 1/2025 as an office of Sumenep told it (A6).
FULL_BENEFIT_MONTHS = 3

CAUTION_VALUES: dict[str, frozenset[str]] = {
    "cover_short": frozenset({"months", "minimum", "workers"}),
    "cover_gap": frozenset({"workers", "months"}),
    "relief_ends": frozenset(
        {"transport", "last_month", "next_month", "before_idr", "after_idr", "rise_idr", "rise_total_idr"}
    ),
    "relief_unconfirmed": frozenset({"funding_source", "saving_idr"}),
    "relief_excluded": frozenset({"funding_source"}),
    "tariff_beyond_known": frozenset({"known_through", "next_month", "months"}),
    "target_reached": frozenset({"target_workers", "protected"}),
    "target_below_now": frozenset({"target_workers", "protected"}),
    "capacity_binds": frozenset({"capacity", "needed", "wanted_month", "earliest_month"}),
    "cover_runs_over": frozenset({"worker_months", "idr"}),
    "counts_more_than_bpu": frozenset({"universe", "listed"}),
    "not_additional": frozenset({"workers", "additional"}),
    "public_moved": frozenset({"workers"}),
    "budget_below_one_cover": frozenset({"budget_idr", "cover_idr"}),
    "workers_run_out": frozenset({"workers", "wanted"}),
}


# What the law makes of a purchase: to be read before its price.
LAW = frozenset({"cover_short", "cover_gap", "relief_ends", "public_moved"})


@dataclass(frozen=True, kw_only=True)
class Caution:
    """A warning. `code` is a key of CAUTION_VALUES."""

    code: str
    values: Mapping[str, object]

    @property
    def is_law(self) -> bool:
        """Whether it must be read before the price."""
        return self.code in LAW


def caution(code: str, **values: object) -> Caution:
    """A caution with its details."""
    return Caution(code=code, values=values)


def city_cautions(tariff: Tariff, answer: "CityAnswer") -> Iterator[Caution]:
    """What the law and the limits make worth knowing about a path to a target."""
    scenario, months = answer.scenario, answer.flow.months
    if answer.due != scenario.goals[0].month and scenario.capacity is not None:
        yield caution(
            "capacity_binds",
            capacity=scenario.capacity,
            needed=answer.capacity_needed,
            wanted_month=scenario.goals[0].month,
            earliest_month=answer.due,
        )
    if not answer.covered.any():
        place = months.index(answer.due)
        protected = int(answer.flow.others[place].sum() + answer.pledged[place])
        yield caution("target_reached", target_workers=int(answer.target[place]), protected=protected)
        return
    if answer.gap_now == 0:
        protected = int(answer.flow.others[0].sum())
        yield caution("target_below_now", target_workers=answer.goal_now, protected=protected)
    if answer.strata[-1].sector == ELSEWHERE:
        listed = int(answer.flow.universe[0, :-1].sum())
        yield caution("counts_more_than_bpu", universe=int(answer.flow.universe[0].sum()), listed=listed)
    covered = answer.covered.sum(axis=1)
    yield from _short(covered, scenario.months)
    over = answer.covered.sum(axis=1) - np.minimum(answer.path, covered)
    if over.any():
        share = answer.monthly * over // np.maximum(covered, 1)
        yield caution("cover_runs_over", worker_months=int(over.sum()), idr=int(share.sum()))
    saving = answer.saving_if_relief_idr
    yield from _law(tariff, scenario.terms, months, answer.by_group, answer.prices, saving)


def company_cautions(tariff: Tariff, answer: "CompanyAnswer") -> Iterator[Caution]:
    """What the law makes worth knowing about covers that are bought together."""
    scenario = answer.scenario
    if answer.workers == 0:
        if answer.budget_idr is not None and answer.available:
            yield caution("budget_below_one_cover", budget_idr=answer.budget_idr, cover_idr=answer.least_idr)
        else:
            yield caution("workers_run_out", workers=0, wanted=scenario.workers)
        return
    if answer.length < FULL_BENEFIT_MONTHS:
        yield caution(
            "cover_short", months=answer.length, minimum=FULL_BENEFIT_MONTHS, workers=answer.workers
        )
    if answer.after_gap:
        yield caution("cover_gap", workers=answer.after_gap, months=answer.longest_gap)
    if answer.public_moved:
        yield caution("public_moved", workers=answer.public_moved)
    if answer.additional < answer.workers:
        more = answer.workers - answer.additional
        yield caution("not_additional", workers=more, additional=answer.additional)
    wanted = scenario.workers if answer.budget_idr is None or scenario.question == "months" else None
    if wanted is not None and wanted > answer.workers:
        yield caution("workers_run_out", workers=answer.workers, wanted=wanted)
    elif scenario.question == "budget" and answer.workers == answer.available:
        yield caution("workers_run_out", workers=answer.workers, wanted=None)
    yield from _law(
        tariff, scenario.terms, answer.months, answer.by_group, answer.prices, answer.saving_if_relief_idr
    )


def _short(covered: Whole, months: int) -> Iterator[Caution]:
    """Covers under three months: bought so, or needed for no longer."""
    held = int((covered > 0).sum())
    length = min(months or held, held)
    if length < FULL_BENEFIT_MONTHS:
        yield caution("cover_short", months=length, minimum=FULL_BENEFIT_MONTHS, workers=int(covered.max()))


def _law(
    tariff: Tariff, terms: Terms, months: tuple[str, ...], by_group: Whole, prices: Whole, saving_idr: int
) -> Iterator[Caution]:
    for group in range(2):
        yield from _relief_ends(
            tariff, terms, months, by_group[:, group], prices[:, group], group == TRANSPORT
        )
    rule = tariff.relief_rules[terms.funding_source]
    if terms.relief_for_csr and rule == RELIEF_IF_CONFIRMED and saving_idr:
        yield caution("relief_unconfirmed", funding_source=terms.funding_source, saving_idr=saving_idr)
    if terms.relief_for_csr and rule == RELIEF_NEVER:
        yield caution("relief_excluded", funding_source=terms.funding_source)
    paid = [month for month, workers in zip(months, by_group.sum(axis=1).tolist(), strict=True) if workers]
    if paid and paid[-1] > tariff.known_through:
        next_month = max(add_months(tariff.known_through, 1), paid[0])
        yield caution(
            "tariff_beyond_known",
            known_through=tariff.known_through,
            next_month=next_month,
            months=months_from(next_month, paid[-1]) + 1,
        )


def _relief_ends(
    tariff: Tariff, terms: Terms, months: tuple[str, ...], workers: Whole, prices: Whole, transport: bool
) -> Iterator[Caution]:
    def relieved(place: int) -> bool:
        rows = tariff.rows_for(months[place], terms, transport=transport)
        return any(row.relief != NO_RELIEF for row in rows)

    for place in range(1, len(months)):
        before, after = int(prices[place - 1]), int(prices[place])
        if after <= before or not workers[place - 1] or not workers[place]:
            continue
        if relieved(place - 1) and not relieved(place):
            yield caution(
                "relief_ends",
                transport=transport,
                last_month=months[place - 1],
                next_month=months[place],
                before_idr=before,
                after_idr=after,
                rise_idr=after - before,
                rise_total_idr=int(workers[place:].sum()) * (after - before),
            )
