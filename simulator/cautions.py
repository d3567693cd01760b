"""What should a reader know about a cover before reading its price?

A code is a stable key that the pages translate; the values are the details of the sentence.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from simulator.cover import Cover
from simulator.month import add_months, months_from
from simulator.tariff import RELIEF_IF_CONFIRMED, RELIEF_NEVER, Tariff, Terms

# Before the third month a death that is no work accident pays Rp10 million, not Rp42 million:
# Permenaker 1/2025 as an office of Sumenep told it (A6).
FULL_BENEFIT_MONTHS = 3

CAUTION_VALUES: dict[str, frozenset[str]] = {
    "cover_short": frozenset({"months", "minimum"}),
    "cover_ends_before_target": frozenset({"end_month", "target_month", "months_missing"}),
    "relief_ends": frozenset(
        {"transport", "last_month", "next_month", "before_idr", "after_idr", "rise_idr"}
    ),
    "relief_unconfirmed": frozenset({"funding_source", "saving_idr"}),
    "relief_excluded": frozenset({"funding_source"}),
    "tariff_beyond_known": frozenset({"known_through", "next_month", "months"}),
    "target_reached": frozenset({"target_workers", "protected"}),
    "budget_below_one_cover": frozenset({"budget_idr", "cover_idr"}),
    "workers_run_out": frozenset({"workers", "rest_idr"}),
}


@dataclass(frozen=True, kw_only=True)
class Caution:
    """A warning. `code` is a key of CAUTION_VALUES."""

    code: str
    values: Mapping[str, object]


def caution(code: str, **values: object) -> Caution:
    """A caution with its details."""
    return Caution(code=code, values=values)


def cover_cautions(
    tariff: Tariff, terms: Terms, covers: Iterable[Cover], *, saving_if_relief_idr: int
) -> Iterator[Caution]:
    """What the law makes worth knowing about covers of one length that are bought together."""
    covers = tuple(covers)
    months = len(covers[0].months)
    if months < FULL_BENEFIT_MONTHS:
        yield caution("cover_short", months=months, minimum=FULL_BENEFIT_MONTHS)
    for cover in covers:
        yield from _relief_ends(cover)
    rule = tariff.relief_rules[terms.funding_source]
    if terms.relief_for_csr and rule == RELIEF_IF_CONFIRMED and saving_if_relief_idr:
        yield caution(
            "relief_unconfirmed", funding_source=terms.funding_source, saving_idr=saving_if_relief_idr
        )
    if terms.relief_for_csr and rule == RELIEF_NEVER:
        yield caution("relief_excluded", funding_source=terms.funding_source)
    end_month = covers[0].end_month
    if end_month > tariff.known_through:
        next_month = max(add_months(tariff.known_through, 1), covers[0].start_month)
        beyond = months_from(next_month, end_month) + 1
        yield caution(
            "tariff_beyond_known", known_through=tariff.known_through, next_month=next_month, months=beyond
        )


def _relief_ends(cover: Cover) -> Iterator[Caution]:
    for before, after in pairwise(cover.months):
        if cover.workers and before.is_relieved and not after.is_relieved:
            yield caution(
                "relief_ends",
                transport=cover.transport,
                last_month=before.month,
                next_month=after.month,
                before_idr=before.idr,
                after_idr=after.idr,
                rise_idr=after.idr - before.idr,
            )
