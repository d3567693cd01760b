"""How much is the iuran of one worker in one month, and by which law?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from simulator.errors import ScenarioError, TariffError
from simulator.month import check_month
from simulator.tariff_row import ALL_BRACKETS, NO_RELIEF, TariffRow, read_tariff_row

PACKAGES: dict[str, tuple[str, ...]] = {
    "jkk_jkm": ("jkk", "jkm"),
    "jkk_jkm_jht": ("jkk", "jkm", "jht"),
}
RELIEF_NEVER, RELIEF_BY_LAW, RELIEF_IF_CONFIRMED = "never", "by_law", "if_confirmed"
RELIEF_RULES = (RELIEF_NEVER, RELIEF_BY_LAW, RELIEF_IF_CONFIRMED)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Under which terms a worker-month is bought; whether the worker drives is the worker's affair."""

    funding_source: str  # who pays
    package: str = "jkk_jkm"
    bracket: int = 1  # income bracket 1 … 33
    segment: str = "bpu"
    relief_for_csr: bool = False  # A3: relief where the law is silent about this payer

    def __post_init__(self) -> None:
        if self.package not in PACKAGES:
            raise ScenarioError("package_unknown", value=self.package, known=tuple(PACKAGES))


@dataclass(frozen=True, kw_only=True)
class Tariff:
    """The tariff table and, for each funding source, whether a relief may reach it."""

    rows: tuple[TariffRow, ...]
    relief_rules: Mapping[str, str]  # funding source -> never, by_law or if_confirmed

    @classmethod
    def from_rows(
        cls, rows: Iterable[Mapping[str, object]], funding_sources: Iterable[Mapping[str, object]]
    ) -> "Tariff":
        """Build from rows of tariff.csv and of funding_source.csv (its `id` and `relief`).

        Raises TariffError tariff_empty, tariff_column_missing, tariff_value_invalid or tariff_overlap.
        """
        read = tuple(read_tariff_row(number, row) for number, row in enumerate(rows, start=1))
        if not read:
            raise TariffError("tariff_empty")
        for (first_row, first), (second_row, second) in combinations(enumerate(read, start=1), 2):
            if first.overlaps(second):
                raise TariffError("tariff_overlap", first_row=first_row, second_row=second_row)
        return cls(rows=read, relief_rules=_read_relief_rules(funding_sources))

    def rate(self, month: str, terms: Terms, *, transport: bool) -> int:
        """Rupiah for one worker-month [rupiah]. Raises as `rows_for`."""
        return sum(row.idr_per_worker_month for row in self.rows_for(month, terms, transport=transport))

    def rows_for(self, month: str, terms: Terms, *, transport: bool) -> tuple[TariffRow, ...]:
        """The rows that make the rate of one worker-month, one a programme: its legal basis.

        Months after the last known rule keep that rule (A4).
        Raises ScenarioError month_unreadable, month_out_of_range, funding_source_unknown,
        segment_unknown or bracket_unknown; TariffError tariff_missing.
        """
        check_month(month, "month")
        self._check_terms(terms)
        return tuple(
            self._row_for(programme, month, terms, transport=transport)
            for programme in PACKAGES[terms.package]
        )

    def grants_relief(self, terms: Terms) -> bool:
        """Whether the relief rates are open to this payer under these terms."""
        rule = self.relief_rules[terms.funding_source]
        return rule == RELIEF_BY_LAW or (rule == RELIEF_IF_CONFIRMED and terms.relief_for_csr)

    @cached_property
    def known_through(self) -> str:
        """The last month at which a rule is known to begin or to end; later law is unknown (A4)."""
        return max(date for row in self.rows for date in (row.valid_from, row.valid_to) if date)

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The segments that have a tariff."""
        return tuple(sorted({row.segment for row in self.rows}))

    @cached_property
    def brackets(self) -> dict[int, int | None]:
        """Income bracket -> base income [rupiah a month]."""
        incomes = {row.bracket: row.base_income_idr for row in self.rows if row.bracket != ALL_BRACKETS}
        return dict(sorted(incomes.items()))

    @cached_property
    def _by_worker(self) -> dict[tuple[str, str, int], list[TariffRow]]:
        rows: dict[tuple[str, str, int], list[TariffRow]] = {}
        for row in self.rows:
            rows.setdefault((row.programme, row.segment, row.bracket), []).append(row)
        return rows

    def _row_for(self, programme: str, month: str, terms: Terms, *, transport: bool) -> TariffRow:
        rows = [
            row
            for bracket in (terms.bracket, ALL_BRACKETS)
            for row in self._by_worker.get((programme, terms.segment, bracket), [])
            if row.transport in (None, transport)
        ]
        if self.grants_relief(terms):
            for row in rows:
                if row.relief != NO_RELIEF and row.is_in_force(month):
                    return row
        begun = [row for row in rows if row.relief == NO_RELIEF and row.valid_from <= month]
        if not begun:
            first_month = min((row.valid_from for row in rows if row.relief == NO_RELIEF), default=None)
            raise TariffError("tariff_missing", month=month, programme=programme, first_month=first_month)
        # Rules of one kind do not overlap, so the last one that has begun is in force or the last known.
        return max(begun, key=lambda row: row.valid_from)

    def _check_terms(self, terms: Terms) -> None:
        if terms.funding_source not in self.relief_rules:
            known = tuple(self.relief_rules)
            raise ScenarioError("funding_source_unknown", value=terms.funding_source, known=known)
        if terms.segment not in self.segments:
            raise ScenarioError("segment_unknown", value=terms.segment, known=self.segments)
        if terms.bracket not in self.brackets:
            raise ScenarioError(
                "bracket_unknown",
                value=terms.bracket,
                minimum=min(self.brackets),
                maximum=max(self.brackets),
            )


def _read_relief_rules(funding_sources: Iterable[Mapping[str, object]]) -> dict[str, str]:
    rules: dict[str, str] = {}
    for number, fields in enumerate(funding_sources, start=1):
        for column in ("id", "relief"):
            if column not in fields:
                raise TariffError("tariff_column_missing", row=number, column=column)
        rule = fields["relief"]
        if rule not in RELIEF_RULES:
            expected = "|".join(RELIEF_RULES)
            raise TariffError(
                "tariff_value_invalid", row=number, column="relief", value=rule, expected=expected
            )
        rules[str(fields["id"])] = str(rule)
    return rules
