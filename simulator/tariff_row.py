"""What does one row of the tariff table say, and is it a row at all?"""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.errors import ScenarioError, TariffError
from simulator.month import LAST_MONTH, check_month

PROGRAMMES = ("jkk", "jkm", "jht")
ALL_BRACKETS = 0
LAST_BRACKET = 33
NO_RELIEF = "none"
_TEXT_COLUMNS = ("programme", "segment", "transport", "relief", "valid_from", "legal_basis", "source")


@dataclass(frozen=True, kw_only=True)
class TariffRow:
    """The iuran of one programme for one worker-month, as a legal text sets it."""

    programme: str  # jkk, jkm or jht
    segment: str  # bpu
    bracket: int  # income bracket 1 … 33; 0 holds for all
    base_income_idr: int | None  # [rupiah a month] the income iuran and benefits are reckoned on
    transport: bool | None  # whether it is for transport workers; None holds for all
    relief: str  # "none", or the relief that grants this lower rate, e.g. pp50_2025
    valid_from: str  # first month
    valid_to: str | None  # last month; None while no end is known
    idr_per_worker_month: int  # [rupiah]
    legal_basis: str
    source: str
    confidence: str  # confirmed, inference or memory
    note: str

    def is_in_force(self, month: str) -> bool:
        """Whether the rule holds in that month."""
        return self.valid_from <= month <= (self.valid_to or LAST_MONTH)

    def overlaps(self, other: "TariffRow") -> bool:
        """Whether both rows would set the rate of one and the same worker-month."""
        return (
            (self.programme, self.segment, self.relief) == (other.programme, other.segment, other.relief)
            and (self.bracket == other.bracket or ALL_BRACKETS in (self.bracket, other.bracket))
            and (self.transport == other.transport or None in (self.transport, other.transport))
            and self.valid_from <= (other.valid_to or LAST_MONTH)
            and other.valid_from <= (self.valid_to or LAST_MONTH)
        )


def read_tariff_row(number: int, fields: Mapping[str, object]) -> TariffRow:
    """Read row `number` from text or typed fields, as CSV or a query hands them over.

    Raises TariffError tariff_column_missing or tariff_value_invalid, naming row and column.
    """
    row = _Reader(number, fields)
    texts = {column: row.text(column) for column in _TEXT_COLUMNS}
    if texts["programme"] not in PROGRAMMES:
        raise row.invalid("programme", "|".join(PROGRAMMES))
    if texts["transport"] not in ("any", "true", "false"):
        raise row.invalid("transport", "any|true|false")
    valid_from, valid_to = row.month("valid_from"), row.month("valid_to", optional=True)
    if valid_from is None or (valid_to is not None and valid_to < valid_from):
        raise row.invalid("valid_to", f">= {valid_from}")
    return TariffRow(
        programme=texts["programme"],
        segment=texts["segment"],
        bracket=row.whole("bracket", maximum=LAST_BRACKET),
        base_income_idr=row.whole("base_income_idr") if row.value("base_income_idr") is not None else None,
        transport=None if texts["transport"] == "any" else texts["transport"] == "true",
        relief=texts["relief"],
        valid_from=valid_from,
        valid_to=valid_to,
        idr_per_worker_month=row.whole("idr_per_worker_month", minimum=1),
        legal_basis=texts["legal_basis"],
        source=texts["source"],
        confidence=str(row.value("confidence") or ""),
        note=str(row.value("note") or ""),
    )


@dataclass(frozen=True)
class _Reader:
    """Takes the fields of one row apart and knows how to complain about them."""

    number: int
    fields: Mapping[str, object]

    def invalid(self, column: str, expected: str) -> TariffError:
        return TariffError(
            "tariff_value_invalid",
            row=self.number,
            column=column,
            value=self.value(column),
            expected=expected,
        )

    def value(self, column: str) -> object:
        if column not in self.fields:
            raise TariffError("tariff_column_missing", row=self.number, column=column)
        value = self.fields[column]
        return None if value == "" else value

    def text(self, column: str) -> str:
        value = self.value(column)
        if isinstance(value, bool):
            return str(value).lower()
        if not isinstance(value, str):
            raise self.invalid(column, "text")
        return value

    def whole(self, column: str, *, minimum: int = 0, maximum: int | None = None) -> int:
        value = self.value(column)
        if isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or value < minimum:
            raise self.invalid(column, f">= {minimum}")
        if maximum is not None and value > maximum:
            raise self.invalid(column, f"<= {maximum}")
        return value

    def month(self, column: str, *, optional: bool = False) -> str | None:
        value = self.value(column)
        if value is None and optional:
            return None
        try:
            return check_month(value, column)
        except ScenarioError as error:
            raise self.invalid(column, "YYYY-MM") from error
