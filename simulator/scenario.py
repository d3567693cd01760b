"""One what-if as a value: every input with its default. The same value gives the same rupiah."""

from dataclasses import dataclass, field

from simulator.allocation import EQUAL, check_rule
from simulator.checks import MAX_IDR, MAX_MONTHS, MAX_WORKERS, check_count
from simulator.course import Course
from simulator.errors import ScenarioError
from simulator.month import check_month, months_from
from simulator.need import Goal
from simulator.tariff import Terms

CITY, BUDGET, WORKERS, MONTHS = "city", "budget", "workers", "months"
QUESTIONS = (CITY, BUDGET, WORKERS, MONTHS)
UNPROTECTED, EVERYONE, EXPIRING = "unprotected", "everyone", "expiring"
PEOPLE = (UNPROTECTED, EVERYONE, EXPIRING)
MAX_HORIZON = 120  # [months] after the base month
MAX_PLEDGES = 12
MAX_WITHIN = 24  # [months]
MAX_OVERHEAD = 5_000  # [basis points] of the iuran


@dataclass(frozen=True, kw_only=True)
class Pledge:
    """What one company has promised: covers for workers, or rupiah for as many whole covers as it buys."""

    start_month: str
    months: int
    workers: int | None = None
    idr: int | None = None

    def __post_init__(self) -> None:
        check_month(self.start_month, "pledge_start")
        check_count(self.months, "pledge_months", minimum=1, maximum=MAX_MONTHS)
        if (self.workers is None) == (self.idr is None):
            raise ScenarioError("pledge_not_single", value="none" if self.workers is None else "both")
        if self.workers is not None:
            check_count(self.workers, "pledge_workers", minimum=1, maximum=MAX_WORKERS)
        else:
            check_count(self.idr, "pledge_idr", minimum=1, maximum=MAX_IDR)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A question to the simulator. Fields that the question does not use keep their values in the link."""

    question: str = CITY
    base_month: str
    # whose cover it is about; empty: everybody
    kecamatan: tuple[str, ...] = ()
    opd: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    # the target
    goals: tuple[Goal, ...] = ()  # by month, the first one first; later ones are milestones
    held_until: str
    universe: int | None = None  # [workers] when the target counts more people than the extract
    protected: int | None = None  # [workers] of that universe
    # what is bought
    start_month: str  # the first month that may be paid
    months: int = 12  # [months] of a cover; 0: exactly as long as it is needed
    terms: Terms
    rule: str = EQUAL
    near: str | None = None  # a kecamatan
    capacity: int | None = None  # [workers a month] who can be enrolled; None: no limit
    overhead: int = 0  # [basis points] of the iuran
    # what happens anyway
    course: Course = field(default_factory=Course)
    pledges: tuple[Pledge, ...] = ()
    # the company's question
    budget_idr: int = 500_000_000
    workers: int = 1_000
    people: str = UNPROTECTED
    within: int = 3  # [months] in which cover runs out, for `expiring`

    def __post_init__(self) -> None:
        _one_of("question", self.question, QUESTIONS)
        _one_of("people", self.people, PEOPLE)
        for name in ("base_month", "held_until", "start_month"):
            check_month(getattr(self, name), name)
        check_count(self.months, "months", minimum=0 if self.question == CITY else 1, maximum=MAX_MONTHS)
        check_count(self.budget_idr, "budget_idr", minimum=1, maximum=MAX_IDR)
        check_count(self.workers, "workers", minimum=1, maximum=MAX_WORKERS)
        check_count(self.within, "within", minimum=1, maximum=MAX_WITHIN)
        check_count(self.overhead, "overhead", minimum=0, maximum=MAX_OVERHEAD)
        if self.capacity is not None:
            check_count(self.capacity, "capacity", minimum=1, maximum=MAX_WORKERS)
        check_rule(self.rule, self.near)
        self._check_dates()
        self._check_universe()
        if len(self.pledges) > MAX_PLEDGES:
            raise ScenarioError("too_many", field="pledges", value=len(self.pledges), maximum=MAX_PLEDGES)

    @property
    def horizon(self) -> int:
        """[months] after the base month that are followed."""
        return months_from(self.base_month, self.held_until)

    def _check_dates(self) -> None:
        if self.start_month < self.base_month:
            raise ScenarioError("start_in_past", value=self.start_month, minimum=self.base_month)
        if self.horizon > MAX_HORIZON:
            raise ScenarioError("horizon_too_long", value=self.held_until, maximum=MAX_HORIZON)
        if self.question != CITY:
            return
        if not self.goals:
            raise ScenarioError("target_not_single", value="none")
        for before, after in zip((None, *self.goals), self.goals, strict=False):
            if after.month < self.base_month:
                raise ScenarioError("target_in_past", value=after.month, minimum=self.base_month)
            if before and after.month <= before.month:
                raise ScenarioError("goals_out_of_order", value=after.month, minimum=before.month)
        if self.held_until < self.goals[-1].month:
            raise ScenarioError("held_before_target", value=self.held_until, minimum=self.goals[-1].month)
        if self.start_month > self.goals[0].month:
            raise ScenarioError("start_after_target", value=self.start_month, maximum=self.goals[0].month)

    def _check_universe(self) -> None:
        if (self.universe is None) != (self.protected is None):
            raise ScenarioError(
                "universe_not_whole", value="universe" if self.protected is None else "protected"
            )
        if self.universe is not None and self.protected is not None:
            check_count(self.universe, "universe", minimum=1, maximum=MAX_WORKERS)
            check_count(self.protected, "protected", minimum=0, maximum=MAX_WORKERS)
            if self.protected > self.universe:
                raise ScenarioError("protected_over_universe", value=self.protected, maximum=self.universe)


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ScenarioError("value_unknown", field=name, value=value, known=known)
