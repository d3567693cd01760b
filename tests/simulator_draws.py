"""Random standings and scenarios: small cities in which every rule of the model can bite."""

from hypothesis import strategies as st

from simulator.allocation import RULES
from simulator.course import PUBLIC, Course, Habit, YearBudget
from simulator.month import add_months
from simulator.need import Goal
from simulator.scenario import PEOPLE, Pledge, Scenario
from simulator.standing import Standing
from simulator.tariff import PACKAGES
from tests.simulator_cases import MEDAN, standing, stratum, terms

CENTRES = {"k1": (3.5, 98.6), "k2": (3.6, 98.7), "k3": (None, None)}
SECTORS = {"becak": True, "nelayan": False, "ojol": True, "petani": False}
SOURCES = ("apbd_kota", "csr_bumn", "mandiri", "mandiri_kepling")

start_months = st.builds(add_months, st.just("2023-01"), st.integers(0, 90))
any_terms = st.builds(
    terms,
    funding_source=st.sampled_from(sorted(MEDAN.relief_rules)),
    package=st.sampled_from(sorted(PACKAGES)),
    bracket=st.integers(1, 33),
    relief_for_csr=st.booleans(),
)
GROWTH = st.sampled_from((0, 0, 100, 1_000, -300))
shares = st.sampled_from((0, 1, 3_333, 5_000, 9_001, 9_999, 10_000))


@st.composite
def standings(draw, base_month="2026-10", most=60) -> Standing:
    """Up to six strata with covers of several payers that end in the next months."""
    names = st.tuples(
        st.sampled_from(sorted(CENTRES)), st.sampled_from("ab"), st.sampled_from(sorted(SECTORS))
    )
    people, paid = [], []
    for kecamatan, opd, sector in draw(st.lists(names, min_size=1, max_size=6, unique=True)):
        lat, lon = CENTRES[kecamatan]
        risk = draw(st.integers(0, 5))
        each = stratum(kecamatan, opd, sector, transport=SECTORS[sector], risk=risk, lat=lat, lon=lon)
        left = draw(st.integers(0, most))
        people.append((each, left))
        for source in draw(st.lists(st.sampled_from(SOURCES), max_size=4)):
            workers = draw(st.integers(0, left))
            left -= workers
            paid.append((each, source, add_months(base_month, draw(st.integers(0, 5))), workers))
    return standing(people, paid, base_month)


@st.composite
def courses(draw, growth=GROWTH, budgets=True) -> Course:
    habit = st.builds(Habit, renewal=shares, months=st.integers(1, 12), new=st.sampled_from((0, 0, 1, 4, 30)))
    habits = draw(st.dictionaries(st.sampled_from((*SOURCES, "donatur")), habit, max_size=4))
    named = st.tuples(st.sampled_from(PUBLIC), st.integers(2026, 2028))
    years = draw(st.lists(named, max_size=2 * budgets, unique=True))
    money = tuple(
        YearBudget(source=source, year=year, idr=draw(st.integers(0, 4_000_000))) for source, year in years
    )
    return Course(habits=habits, growth=draw(growth), budgets=money)


pledges = st.builds(
    lambda start, months, amount: Pledge(start_month=add_months("2026-08", start), months=months, **amount),
    st.integers(0, 8),
    st.integers(1, 6),
    st.one_of(
        st.fixed_dictionaries({"workers": st.integers(1, 30)}),
        st.fixed_dictionaries({"idr": st.integers(1, 3_000_000)}),
    ),
)
targets = st.one_of(
    st.fixed_dictionaries({"share": st.sampled_from(("0.1", "0.29", "0.5", "0.75", "0.999", "1"))}),
    st.fixed_dictionaries({"workers": st.integers(1, 60)}),
)


@st.composite
def cities(draw, **changes) -> Scenario:
    """City questions; `changes` are values or strategies."""
    start = draw(st.integers(0, 6))
    later = sorted(draw(st.sets(st.integers(start, start + 10), min_size=1, max_size=3)))
    values = {
        "question": "city",
        "base_month": "2026-10",
        "start_month": add_months("2026-10", start),
        "goals": tuple(Goal(month=add_months("2026-10", month), **draw(targets)) for month in later),
        "held_until": add_months("2026-10", later[-1] + draw(st.integers(0, 10))),
        "months": st.sampled_from((0, 0, 1, 3, 6, 12)),
        "terms": any_terms,
        "rule": st.sampled_from(RULES),
        "near": st.sampled_from(("k1", "k2")),
        "capacity": st.none() | st.integers(1, 60),
        "overhead": st.sampled_from((0, 333, 5_000)),
        "course": courses(),
        "pledges": st.lists(pledges, max_size=2).map(tuple),
        **_elsewhere(draw),
    } | changes
    return Scenario(**_drawn(draw, values))


@st.composite
def companies(draw, **changes) -> Scenario:
    """Company questions; `changes` are values or strategies."""
    start = add_months("2026-10", draw(st.integers(0, 6)))
    values = {
        "question": st.sampled_from(("budget", "workers", "months")),
        "base_month": "2026-10",
        "start_month": start,
        "held_until": start,
        "months": st.integers(1, 24),
        "terms": any_terms,
        "rule": st.sampled_from(RULES),
        "near": st.sampled_from(("k1", "k2")),
        "overhead": st.sampled_from((0, 333, 5_000)),
        "course": courses(),
        "budget_idr": st.integers(1, 20_000_000),
        "workers": st.integers(1, 150),
        "people": st.sampled_from(PEOPLE),
        "within": st.integers(1, 6),
        **_elsewhere(draw),
    } | changes
    return Scenario(**_drawn(draw, values))


def _elsewhere(draw) -> dict:
    """Now and then a universe beyond the extract, or a slice of it."""
    kind = draw(st.sampled_from(("", "", "more", "slice")))
    if kind == "more":
        return {"universe": 600, "protected": draw(st.integers(300, 500))}
    return {"sector": ("becak", "petani")} if kind == "slice" else {}


def _drawn(draw, values: dict) -> dict:
    return {
        name: draw(value) if isinstance(value, st.SearchStrategy) else value for name, value in values.items()
    }
