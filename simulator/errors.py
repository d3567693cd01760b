"""What is wrong with a question that has no answer, and what would be right?

A code is a stable key that the pages translate. The values name what was given, the limit it broke
and the nearest thing that works, so that the sentence can say what to do next.
"""

ERROR_VALUES: dict[str, frozenset[str]] = {
    "weights_all_zero": frozenset(),
    "month_unreadable": frozenset({"field", "value", "example"}),
    "month_out_of_range": frozenset({"field", "value", "minimum", "maximum"}),
    "number_not_whole": frozenset({"field", "value"}),
    "number_out_of_range": frozenset({"field", "value", "minimum", "maximum"}),
    "share_unreadable": frozenset({"value", "example"}),
    "share_out_of_range": frozenset({"value", "maximum"}),
    "target_not_single": frozenset({"value"}),
    "target_in_past": frozenset({"value", "minimum"}),
    "target_over_universe": frozenset({"value", "maximum"}),
    "target_unreachable": frozenset({"value", "needed", "held_until"}),
    "goals_out_of_order": frozenset({"value", "minimum"}),
    "held_before_target": frozenset({"value", "minimum"}),
    "horizon_too_long": frozenset({"value", "maximum"}),
    "base_month_differs": frozenset({"value", "known"}),
    "stratum_unknown": frozenset({"field", "value", "known"}),
    "nobody_there": frozenset({"value"}),
    "universe_not_whole": frozenset({"value"}),
    "universe_too_small": frozenset({"value", "protected", "minimum", "minimum_protected"}),
    "rule_unknown": frozenset({"value", "known"}),
    "place_missing": frozenset({"value"}),
    "place_unknown": frozenset({"value", "known"}),
    "value_unknown": frozenset({"field", "value", "known"}),
    "too_many": frozenset({"field", "value", "maximum"}),
    "pledge_not_single": frozenset({"value"}),
    "budget_source": frozenset({"value", "known"}),
    "budget_twice": frozenset({"value", "year"}),
    "budget_over_universe": frozenset(
        {"value", "funding_source", "workers", "maximum_workers", "maximum_idr"}
    ),
    "protected_over_universe": frozenset({"value", "maximum"}),
    "start_in_past": frozenset({"value", "minimum"}),
    "start_after_target": frozenset({"value", "maximum"}),
    "package_unknown": frozenset({"value", "known"}),
    "segment_unknown": frozenset({"value", "known"}),
    "funding_source_unknown": frozenset({"value", "known"}),
    "bracket_unknown": frozenset({"value", "minimum", "maximum"}),
    "tariff_missing": frozenset({"month", "programme", "first_month"}),
    "tariff_empty": frozenset(),
    "tariff_column_missing": frozenset({"row", "column"}),
    "tariff_value_invalid": frozenset({"row", "column", "value", "expected"}),
    "tariff_overlap": frozenset({"first_row", "second_row"}),
    "scenario_field_unknown": frozenset({"place", "value", "known"}),
    "scenario_field_missing": frozenset({"place", "value"}),
    "scenario_value_invalid": frozenset({"place", "value", "expected"}),
    "scenario_list_too_long": frozenset({"place", "value", "maximum"}),
    "link_unreadable": frozenset(),
    "link_too_long": frozenset({"value", "maximum"}),
    "link_version": frozenset({"value", "known"}),
    "link_period_gone": frozenset({"value", "minimum", "maximum"}),
    "document_unreadable": frozenset({"row", "column"}),
    "document_too_long": frozenset({"value", "maximum"}),
    "document_missing": frozenset({"value"}),
    "city_unknown": frozenset({"value", "known"}),
    "period_unknown": frozenset({"value", "minimum", "maximum"}),
    "preset_unknown": frozenset({"value", "known"}),
}


class ScenarioError(ValueError):
    """A question that cannot be answered. `code` is a key of ERROR_VALUES, `values` its details."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(f"{code}: " + ", ".join(f"{name}={value!r}" for name, value in values.items()))


class TariffError(ScenarioError):
    """The tariff table itself is wrong or silent; the question may be fine."""
