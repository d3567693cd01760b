"""What does a what-if start from: the tariff, where the slice stands, and what may be asked?"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import db
from dashboard.basis import Basis, basis_of
from dashboard.choices import Choice, Selection
from dashboard.names import reference
from dashboard.simulator_inputs import OTHER, TRANSPORT, Standing, offered
from simulator.tariff import Tariff

HEADLINE = ("period", "opd", "sector", "kecamatan", "funding_source")


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a what-if starts from: the tariff, the slice, its target, and the fields they offer."""

    tariff: Tariff
    standing: Standing
    basis: Basis
    fields: Mapping[str, Choice]
    transport_sectors: frozenset[str]


@functools.lru_cache(maxsize=256)
def starting_point(revision: str, selection: Selection) -> Start:
    """Where the chosen slice stands. Raises ExtractMissing, and TariffError for a wrong tariff table."""
    tariff = tariff_table(revision)
    basis = basis_of(selection)
    standing = _standing(selection, basis)
    sectors = reference("sector_list")
    return Start(
        tariff=tariff,
        standing=standing,
        basis=basis,
        fields=offered(selection, standing, tariff, tuple(sectors)),
        transport_sectors=frozenset(code for code, row in sectors.items() if row["transport"]),
    )


@functools.lru_cache(maxsize=4)
def tariff_table(revision: str) -> Tariff:  # noqa: ARG001  the tariff belongs to a state
    """The tariff that is shown. Raises ExtractMissing and TariffError."""
    rows, payers = (db.run_query(f"{name}_list").to_pylist() for name in ("tariff", "funding_source"))
    return Tariff.from_rows(rows, payers)


def _standing(selection: Selection, basis: Basis) -> Standing:
    (row,) = db.run_query(
        "coverage_headline",
        **selection.parameters(*HEADLINE),
        target_share=basis.target_share,
        target_workers=basis.target_workers,
        denominator_workers=basis.denominator_workers,
    ).to_pylist()
    by_group = db.run_query(
        "unprotected_by_transport", **selection.parameters("period", "opd", "sector", "kecamatan")
    ).to_pylist()
    by_sector = db.run_query(
        "coverage_by_sector", **selection.parameters("period", "opd", "kecamatan"), funding_source=None
    ).to_pylist()
    groups = {TRANSPORT if row["transport"] else OTHER: row["unprotected"] for row in by_group}
    return Standing(
        period=row["period"],
        universe=row["universe"],
        protected=row["active"],
        target_workers=row["target_workers"],
        unprotected=groups | {row["id"]: row["unprotected"] for row in by_sector},
    )
