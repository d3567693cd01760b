"""Which dimensions may be crossed, by which measure, and what does a URL really choose?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.choices import Choice, Notice, read_parameters

DIMENSIONS = ("kecamatan", "opd", "sector", "segment", "funding_source", "status", "period")
# Each with the column of the query that holds it; coverage is active / universe.
MEASURES = {
    "coverage": "active",
    "active": "active",
    "workers": "workers",
    "unprotected": "unprotected",
    "registered": "registered",
    "one_month": "one_month",
    "lapsed": "lapsed",
    "never": "never",
    "iuran": "iuran_idr",
}
# A status holds workers of that status only, so other measures would be nothing or all.
MEASURES_BY_STATUS = ("workers", "iuran")
TOTAL = "total"  # code of all rows or columns together
NOBODY = "nobody"  # code of those for whom no source ever paid
KEYS = {
    "rows": Choice(name="rows", codes=DIMENSIONS, default="sector"),
    "columns": Choice(name="columns", codes=DIMENSIONS, default="kecamatan"),
    "measure": Choice(name="measure", codes=tuple(MEASURES), default="coverage"),
}


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """Two different dimensions and what is shown where they cross. Codes of the lists above only."""

    rows: str
    columns: str
    measure: str

    @property
    def dimensions(self) -> tuple[str, str]:
        """Rows, then columns."""
        return self.rows, self.columns

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that say something about these dimensions, the default first."""
        return MEASURES_BY_STATUS if "status" in self.dimensions else tuple(MEASURES)

    @property
    def unused(self) -> tuple[str, ...]:
        """Filters that cannot be followed: those of the crossed dimensions, and payers of a status."""
        filters = ("period", "opd", "sector", "kecamatan", "funding_source")
        by_status = ("funding_source",) if "status" in self.dimensions else ()
        crossed = (name for name in filters if name in self.dimensions)
        return ("denominator", "target", *dict.fromkeys([*crossed, *by_status]))

    def changed(self) -> dict[str, str]:
        """The shortest parameters that reproduce the crossing."""
        defaults = {name: choice.default for name, choice in KEYS.items()} | {"measure": self.measures[0]}
        return {name: getattr(self, name) for name in KEYS if getattr(self, name) != defaults[name]}


def read_crossing(given: Mapping[str, Sequence[str]]) -> tuple[Crossing, tuple[Notice, ...]]:
    """The crossing that `given` parameters choose, and what of them was not followed."""
    values, notices = read_parameters(given, KEYS)
    if values["rows"] == values["columns"]:
        if "rows" in given and "columns" in given:
            notices += (
                Notice(key="notice.same_dimension", values={"name": "columns", "value": values["columns"]}),
            )
        values["columns"] = _other_than(values["rows"])
    crossing = Crossing(**values)
    if crossing.measure not in crossing.measures:
        if "measure" in given:
            notices += (
                Notice(key="notice.no_measure", values={"name": "measure", "value": crossing.measure}),
            )
        crossing = Crossing(**{**values, "measure": crossing.measures[0]})
    return crossing, notices


def _other_than(rows: str) -> str:
    """The default of the columns, or that of the rows where it is taken."""
    columns = KEYS["columns"].default
    return columns if columns != rows else KEYS["rows"].default
