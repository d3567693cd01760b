"""The what-if model a second time: plain loops over people, slow and simple, to compare with.

Written from the description of the model, not from its code. Months are numbers after the base month; strata,
payers and people are lists and dictionaries of ints.
"""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from simulator.errors import ScenarioError
from simulator.month import add_months
from simulator.scenario import Scenario
from simulator.standing import Standing, Stratum
from simulator.tariff import Tariff, Terms

PUBLIC = {"apbd_kota", "apbd_provinsi", "dbh_sawit", "apbn"}


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in proportion to the weights; what is left of a person goes on to the next."""
    parts, seen, given = [], 0, 0
    for weight in weights:
        seen += weight
        upto = total * seen // sum(weights) if sum(weights) else 0
        parts.append(upto - given)
        given = upto
    return parts


def portion(parts: Sequence[int], basis_points: int) -> list[int]:
    """A share of the parts, rounded half up so that running totals are right."""
    found, seen, given = [], 0, 0
    for part in parts:
        seen += part
        upto = int(Fraction(seen * basis_points, 10_000) + Fraction(1, 2))
        found.append(upto - given)
        given = upto
    return found


def filled(total: int, room: Sequence[int], order: Sequence[int]) -> list[int]:
    """`total` into the room, one place after the other."""
    given = [0] * len(room)
    for place in order:
        given[place] = min(total, room[place])
        total -= given[place]
    return given


class People:
    """Everybody the question is about, followed month by month as if nobody gave more."""

    def __init__(self, tariff: Tariff, standing: Standing, scenario: Scenario, horizon: int) -> None:
        wanted = {name: getattr(scenario, name) for name in ("kecamatan", "opd", "sector")}
        places = [
            place
            for place, stratum in enumerate(standing.strata)
            if all(not codes or getattr(stratum, name) in codes for name, codes in wanted.items())
        ]
        self.tariff, self.course, self.base = tariff, scenario.course, scenario.base_month
        self.strata = [standing.strata[place] for place in places]
        self.first_universe = [int(standing.universe[place]) for place in places]
        self.sources = list(standing.sources)
        habits = scenario.course.habits
        joining = sorted(source for source in habits if habits[source].new)
        for source in joining + [each.source for each in self.course.budgets]:
            if source not in self.sources:
                self.sources.append(source)
        # source -> place -> last month paid -> workers
        self.covers: dict[str, list[dict[int, int]]] = {
            source: [defaultdict(int) for _ in places] for source in self.sources
        }
        for ends, by_source in enumerate(standing.paid_through.tolist()):
            for source, by_place in zip(standing.sources, by_source, strict=True):
                for here, place in enumerate(places):
                    self.covers[source][here][ends] += by_place[place]
        if scenario.universe is not None:
            self._add_elsewhere(scenario)
        self.months = [add_months(self.base, later) for later in range(horizon + 1)]
        self.universe = [self._grown(later) for later in range(horizon + 1)]
        self.at_first = {source: [dict(ends) for ends in by] for source, by in self.covers.items()}
        self.paid = [self._covered()]  # by month: source -> workers by place
        for later in range(1, horizon + 1):
            self._month(later)
            self.paid.append(self._covered())

    def others(self, later: int) -> list[int]:
        """[workers] covered by anybody, by place."""
        return [sum(by) for by in zip(*self.paid[later].values(), strict=True)]

    def whole(self, later: int) -> list[int]:
        """[workers] of the universe by place; who has cover is counted."""
        return [max(pair) for pair in zip(self.universe[later], self.others(later), strict=True)]

    def room(self, later: int) -> list[int]:
        return [all_ - has for all_, has in zip(self.whole(later), self.others(later), strict=True)]

    def renewal(self, source: str) -> tuple[int, int]:
        """(share that is paid again [basis points], months)."""
        if source == "elsewhere":
            return 10_000, 1
        habit = self.course.habits.get(source)
        return (habit.renewal, habit.months) if habit else (0, 12)

    def _add_elsewhere(self, scenario: Scenario) -> None:
        universe, protected = scenario.universe or 0, scenario.protected or 0
        covered = sum(count for by in self.covers.values() for ends in by for count in ends.values())
        self.strata.append(Stratum(kecamatan="elsewhere", opd="elsewhere", sector="elsewhere"))
        self.first_universe.append(universe - sum(self.first_universe))
        for by in self.covers.values():
            by.append(defaultdict(int))
        self.sources.append("elsewhere")
        self.covers["elsewhere"] = [defaultdict(int) for _ in self.strata]
        self.covers["elsewhere"][-1][0] = protected - covered

    def _grown(self, later: int) -> list[int]:
        found, seen, given = [], 0, 0
        for people in self.first_universe:
            seen += people
            upto = int(seen * (1 + Fraction(self.course.growth * later, 120_000)) + Fraction(1, 2))
            found.append(upto - given)
            given = upto
        return found

    def _covered(self) -> dict[str, list[int]]:
        return {source: [sum(ends.values()) for ends in by] for source, by in self.covers.items()}

    def _without(self, later: int) -> list[int]:
        has = [sum(by) for by in zip(*self._covered().values(), strict=True)]
        return [max(0, people - count) for people, count in zip(self.universe[later], has, strict=True)]

    def _month(self, later: int) -> None:
        for source, by in self.covers.items():
            share, length = self.renewal(source)
            over = [ends.pop(later - 1, 0) for ends in by]
            for ends, again in zip(by, portion(over, share), strict=True):
                ends[later - 1 + length] += again
        if later == 1 or self.months[later].endswith("-01"):
            for budget in self.course.budgets:
                if budget.year == int(self.months[later][:4]):
                    self._spend(budget.source, budget.idr, later)
        for source, by in self.covers.items():
            habit = self.course.habits.get(source)
            if habit and habit.new:
                room = self._without(later)
                for ends, came in zip(by, shared(min(habit.new, sum(room)), room), strict=True):
                    ends[later - 1 + habit.months] += came

    def _spend(self, source: str, idr: int, later: int) -> None:
        december = later
        while not add_months(self.base, december).endswith("-12"):
            december += 1
        workers = idr // sum(
            max(
                self.tariff.rate(add_months(self.base, month), Terms(funding_source=source), transport=drives)
                for drives in (True, False)
            )
            for month in range(later, december + 1)
        )
        has, room = [sum(ends.values()) for ends in self.covers[source]], self._without(later)
        if workers > sum(has) + sum(room):
            raise ScenarioError("budget_over_universe")
        if workers <= sum(has):
            kept = shared(workers, has)
        else:
            kept = [a + b for a, b in zip(has, shared(workers - sum(has), room), strict=True)]
        self.covers[source] = [defaultdict(int, {december: count}) for count in kept]
