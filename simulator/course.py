"""What do the others do meanwhile: who pays again, who joins, what do public budgets buy?

Every default was measured from `flows` or is stated in docs/assumptions.md, with its range.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from simulator.checks import MAX_IDR, MAX_MONTHS, MAX_WORKERS, check_count
from simulator.errors import ScenarioError
from simulator.rounding import ONE
from simulator.standing import ELSEWHERE, Standing

SELF_PAYERS = (
    "mandiri",
    "mandiri_kepling",
)  # they pay month by month; all others buy covers of several months
PUBLIC = ("apbd_kota", "apbd_provinsi", "dbh_sawit", "apbn")  # paid from yearly budgets
YEAR_MONTHS, USUAL_MONTHS = 12, 6
MEASURED_MONTHS = 12
MIN_GROWTH, MAX_GROWTH = -500, 1_000  # [basis points a year]


@dataclass(frozen=True, kw_only=True)
class Habit:
    """What the payers of one funding source do when a cover ends."""

    renewal: int  # [basis points] of covers that are paid again without a gap
    months: int  # [months] that a renewal buys
    new: int = 0  # [workers a month] who are covered for the first time

    def __post_init__(self) -> None:
        check_count(self.renewal, "renewal", minimum=0, maximum=ONE)
        check_count(self.months, "renewal_months", minimum=1, maximum=MAX_MONTHS)
        check_count(self.new, "new", minimum=0, maximum=MAX_WORKERS)


@dataclass(frozen=True, kw_only=True)
class YearBudget:
    """What one public budget pays in one fiscal year: everybody it covers, all months of it that are left."""

    source: str
    year: int
    idr: int  # [rupiah]

    def __post_init__(self) -> None:
        check_count(self.year, "year", minimum=2000, maximum=2099)
        check_count(self.idr, "year_budget_idr", minimum=0, maximum=MAX_IDR)


@dataclass(frozen=True, kw_only=True)
class Course:
    """What happens without the company money that is asked about."""

    habits: Mapping[str, Habit] = field(default_factory=dict)  # by funding source
    growth: int = 0  # [basis points a year] of the universe
    budgets: tuple[YearBudget, ...] = ()

    def __post_init__(self) -> None:
        check_count(self.growth, "growth", minimum=MIN_GROWTH, maximum=MAX_GROWTH)
        named = [(each.source, each.year) for each in self.budgets]
        for each in self.budgets:
            if each.source not in PUBLIC:
                raise ScenarioError("budget_source", value=each.source, known=PUBLIC)
            if named.count((each.source, each.year)) > 1:
                raise ScenarioError("budget_twice", value=each.source, year=each.year)

    @property
    def payers(self) -> tuple[str, ...]:
        """Funding sources that will cover somebody whether or not they do so in the base month."""
        # Sorted: who joins first where room is short must not hang on the order in which habits were named.
        joined = sorted(source for source, habit in self.habits.items() if habit.new)
        return (*joined, *(each.source for each in self.budgets))

    def habit(self, source: str) -> Habit:
        """What this source does; who is protected elsewhere stays so."""
        if source == ELSEWHERE:
            return Habit(renewal=ONE, months=1)
        return self.habits.get(source, Habit(renewal=0, months=YEAR_MONTHS))


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What `flows` say of one source over the last months: a share with its range, and people who joined."""

    renewal: int  # [basis points] all renewals / all covers that ran out
    low: int  # [basis points] of the worst month
    high: int  # [basis points] of the best month
    ran_out: int  # [workers] covers that ran out: the denominator
    new: int  # [workers a month] who joined, mean rounded down
    new_low: int
    new_high: int
    first_month: str
    last_month: str


def measure(standing: Standing, source: str) -> Measured | None:
    """Renewal and joining of one source over its last 12 months in `flows`; None where nothing ran out.

    Months without any movement are not among them: gifts end twice a year, and a year of them says little.
    """
    months = standing.moved.get(source, ())[-MEASURED_MONTHS:]
    renewed, gone = sum(row[1] for row in months), sum(row[2] for row in months)
    if renewed + gone == 0:
        return None
    monthly = [ONE * row[1] // (row[1] + row[2]) for row in months if row[1] + row[2]]
    joined = [row[3] for row in months]
    return Measured(
        renewal=ONE * renewed // (renewed + gone),
        low=min(monthly),
        high=max(monthly),
        ran_out=renewed + gone,
        new=sum(joined) // len(joined),
        new_low=min(joined),
        new_high=max(joined),
        first_month=months[0][0],
        last_month=months[-1][0],
    )


def course_of_part(course: Course, part: int, whole: int) -> Course:
    """The same course for a part of the people: as many join as is its share of those without cover.

    `part` and `whole`: [workers] without cover.
    """
    habits = {
        source: replace(habit, new=habit.new * part // max(whole, 1))
        for source, habit in course.habits.items()
    }
    return replace(course, habits=habits)


def measured_course(standing: Standing) -> Course:
    """The default: self-payers go on as measured, public budgets as now (A14), gifts as measured (A15)."""
    habits = {}
    for source in standing.sources:
        found = measure(standing, source)
        if source in SELF_PAYERS:
            renewal, new = (found.renewal, found.new) if found else (0, 0)
            habits[source] = Habit(renewal=renewal, months=1, new=new)
        elif source in PUBLIC:
            habits[source] = Habit(renewal=ONE, months=YEAR_MONTHS)
        elif source != ELSEWHERE:
            habits[source] = Habit(renewal=found.renewal if found else 0, months=USUAL_MONTHS)
    return Course(habits=habits)
