"""Where does everybody stand in one month, as the what-if model wants it? From named queries only."""

import hashlib
from collections.abc import Sequence

from dashboard import db
from dashboard.state import of_state
from simulator.course import Course, measured_course
from simulator.errors import ScenarioError
from simulator.standing import Standing, Stratum, read_standing
from simulator.tariff import Tariff

UCJ_PROGRAMME = "jkk"  # every member has it; JKM comes with it


@of_state(8)
def standing(period: str) -> Standing:
    """The whole city in `period`. Raises ExtractMissing."""
    people = [(_stratum(row), row["workers"]) for row in _rows("standing_by_stratum", period)]
    paid = _rows("expiry_by_stratum", period)
    return read_standing(
        period,
        people,
        (
            (
                (row["kecamatan"], row["opd"], row["sector"]),
                row["funding_source"],
                row["paid_through"],
                row["workers"],
            )
            for row in paid
        ),
        sorted({row["funding_source"] for row in paid}),
        moved(period),
    )


def moved(period: str) -> dict[str, tuple[tuple[str, int, int, int], ...]]:
    """Funding source -> (month, renewed, gone, enrolled) [workers] up to `period`. Raises ExtractMissing."""
    found: dict[str, list[tuple[str, int, int, int]]] = {}
    for row in _rows("flows_by_funding_source", period):
        counts = (row["period"], row["renewed"], row["gone"], row["enrolled"])
        found.setdefault(row["funding_source"], []).append(counts)
    return {source: tuple(months) for source, months in found.items()}


def usual_course(period: str) -> Course:
    """What happens anyway, as measured. Raises ExtractMissing."""
    return measured_course(standing(period))


def participants(period: str) -> int:
    """[workers] of every kind with cover, in the whole city: the numerator of UCJ. Raises ExtractMissing."""
    rows = _rows("participants", period)
    return sum(row["workers"] for row in rows if row["programme"] == UCJ_PROGRAMME)


def base_period(wanted: object) -> str:
    """The published month that a question names, the latest when it names none. Raises ScenarioError
    period_unknown, and ExtractMissing."""
    periods = db.state().periods
    if wanted is None:
        return periods[-1]
    if wanted not in periods:
        raise ScenarioError("period_unknown", value=str(wanted), minimum=periods[0], maximum=periods[-1])
    return str(wanted)


@of_state(8)
def tariff() -> Tariff:
    """The tariff that is shown. Raises ExtractMissing and TariffError."""
    rows, payers = (db.run_query(f"{name}_list").to_pylist() for name in ("tariff", "funding_source"))
    return Tariff.from_rows(rows, payers)


@of_state(8)
def extract_sha256(period: str) -> str:
    """The hash over the files that the numbers of `period` are read from. Raises ExtractMissing."""
    tables = ("coverage", "expiry", "flows", "participants")
    text = " ".join(db.source_of(table, period).hash for table in tables)
    return hashlib.sha256(text.encode()).hexdigest()


def _rows(query: str, period: str) -> Sequence[dict]:
    return db.run_query(query, period=period).to_pylist()


def _stratum(row: dict) -> Stratum:
    return Stratum(
        kecamatan=row["kecamatan"],
        opd=row["opd"],
        sector=row["sector"],
        transport=row["transport"],
        risk=row["risk"],
        lat=None if row["lat"] is None else float(row["lat"]),
        lon=None if row["lon"] is None else float(row["lon"]),
    )
