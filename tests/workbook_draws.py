"""Random cities and questions for workbooks: small and short, so that a thousand are reckoned in minutes."""

from random import Random

from simulator.allocation import EQUAL, RULES
from simulator.course import PUBLIC, Course, Habit, YearBudget
from simulator.month import add_months
from simulator.need import Goal
from simulator.scenario import PEOPLE, QUESTIONS, Pledge, Scenario
from simulator.standing import Standing, Stratum
from simulator.tariff import PACKAGES
from tests.simulator_cases import MEDAN, standing, stratum, terms

BASE = "2026-10"
SECTORS = {"becak": True, "nelayan": False, "ojol": True, "petani": False}
SOURCES = ("apbd_kota", "csr_bumn", "mandiri")
PLACES = {"k1": (3.5, 98.6), "k2": (3.6, 98.7), "k3": (None, None)}


def draw_standing(random: Random) -> Standing:
    """Up to five strata of up to 40, 4,000 or 400,000 people."""
    most = random.choice((40, 4_000, 400_000))
    every = [(kecamatan, sector) for kecamatan in PLACES for sector in SECTORS]
    people, paid = [], []
    for kecamatan, sector in sorted(random.sample(every, random.randint(1, 5))):
        lat, lon = PLACES[kecamatan]
        each: Stratum = stratum(
            kecamatan, "o1", sector, transport=SECTORS[sector], risk=random.randint(0, 5), lat=lat, lon=lon
        )
        left = random.randint(1, most)
        people.append((each, left))
        for source in random.sample(SOURCES, random.randint(0, 2)):
            workers = random.randint(0, left)
            left -= workers
            paid.append((each, source, add_months(BASE, random.randint(0, 3)), workers))
    return standing(people, paid, BASE)


def draw_course(random: Random, people: int) -> Course:
    """Habits of some payers, growth or none, now and then a yearly budget."""
    habits = {
        source: Habit(
            renewal=random.choice((0, 10_000, random.randint(1, 9_999))),
            months=random.choice((1, 2, 3, 12)),
            new=random.choice((0, 0, random.randint(1, max(1, people // 10)))),
        )
        for source in random.sample(SOURCES, random.randint(0, 3))
    }
    budgets = []
    if random.random() < 0.2:
        idr = random.randint(0, people * 100_000)
        budgets.append(YearBudget(source=random.choice(PUBLIC), year=random.choice((2026, 2027)), idr=idr))
    growth = random.choice((0, 0, random.randint(1, 1_000), -random.randint(1, 500)))
    return Course(habits=habits, growth=growth, budgets=tuple(budgets))


def draw_scenario(random: Random, people: int) -> Scenario:
    """Any question about `people` workers, over at most eight months; the model may refuse it."""
    start, due, held = sorted(random.randint(0, 8) for _ in range(3))
    goals = [_goal(random, due, people)]
    if random.random() < 0.3 and held > due:
        goals.append(_goal(random, held, people))
    pledges = [_pledge(random, people) for _ in range(random.choice((0, 0, 1, 2)))]
    question = random.choice(("city", *QUESTIONS))
    is_larger = random.random() < 0.15
    return Scenario(
        question=question,
        base_month=BASE,
        kecamatan=random.choice(((), (), (), (), ("k1",))),
        goals=tuple(goals),
        held_until=add_months(BASE, held),
        universe=people + random.randint(people // 2, 2 * people) if is_larger else None,
        protected=people + random.randint(0, people // 2) if is_larger else None,
        start_month=add_months(BASE, start),
        months=random.choice((1, 2, 3, 6, 12) if question != "city" else (0, 0, 1, 2, 3, 6)),
        terms=terms(
            funding_source=random.choice(sorted(MEDAN.relief_rules)),
            package=random.choice(sorted(PACKAGES)),
            bracket=random.randint(1, 33),
            relief_for_csr=random.random() < 0.5,
        ),
        rule=random.choice((EQUAL, EQUAL, *RULES)),
        near=random.choice(("k1", "k2")),
        capacity=random.choice((None, None, random.randint(1, people))),
        overhead=random.choice((0, 500, random.randint(1, 5_000))),
        course=draw_course(random, people),
        pledges=tuple(pledges),
        budget_idr=random.randint(1, people * 200_000),
        workers=random.randint(1, 2 * people),
        people=random.choice(PEOPLE),
        within=random.randint(1, 4),
    )


def _goal(random: Random, later: int, people: int) -> Goal:
    month = add_months(BASE, later)
    if random.random() < 0.3:
        return Goal(month=month, workers=random.randint(1, people))
    return Goal(month=month, share=str(random.choice((1, 0.29, 0.5, random.randint(1, 999_999) / 1_000_000))))


def _pledge(random: Random, people: int) -> Pledge:
    start, months = add_months(BASE, random.randint(-3, 8)), random.randint(1, 12)
    if random.random() < 0.5:
        return Pledge(start_month=start, months=months, workers=random.randint(1, people))
    return Pledge(start_month=start, months=months, idr=random.randint(1, people * 100_000))
