"""Invented cities and questions, as many as wanted: the same seed gives the same ones."""

import random

from simulator.allocation import EQUAL, RULES
from simulator.course import PUBLIC, Course, Habit, YearBudget
from simulator.month import add_months
from simulator.need import Goal
from simulator.scenario import CITY, PEOPLE, QUESTIONS, Pledge, Scenario
from simulator.standing import Standing, Stratum, read_standing
from simulator.tariff import PACKAGES, Terms

BASE = "2026-10"
SOURCES = ("apbd_kota", "csr_bumn", "donatur", "mandiri", "mandiri_kepling")
KECAMATAN, OPD, SECTORS = ("k1", "k2", "k3"), ("o1", "o2"), {"becak": True, "nelayan": False, "petani": False}


def some_standing(seed: int, *, like: Standing | None = None) -> Standing:
    """A city of up to 18 strata; with `like`, the same strata with other people."""
    chance = random.Random(seed)
    strata = [
        Stratum(
            kecamatan=kecamatan,
            opd=opd,
            sector=sector,
            transport=transport,
            risk=chance.randint(1, 5),
            lat=3.5 + place / 10,
            lon=98.6,
        )
        for place, kecamatan in enumerate(KECAMATAN)
        for opd in OPD
        for sector, transport in SECTORS.items()
        if like is not None or chance.random() < 0.8 or sector == "nelayan"
    ]
    people, paid = [], []
    for each in list(like.strata) if like else strata:
        universe = left = chance.randint(1, 5_000)
        for source in SOURCES:
            for later in range(chance.randint(0, 4)):
                workers = min(left, chance.choice((0, 0, 3, 40, 500)))
                left -= workers
                key = (each.kecamatan, each.opd, each.sector)
                paid += [(key, source, add_months(BASE, later), workers)] if workers else []
        people.append((each, universe))
    return read_standing(BASE, people, paid, sorted({row[1] for row in paid}) or ["mandiri"])


def some_course(seed: int, *, growth: int | None = None) -> Course:
    """Habits of some sources and perhaps a yearly budget of Rp1 to 50 million."""
    chance = random.Random(seed)
    return Course(
        habits={
            source: Habit(
                renewal=chance.randint(0, 10_000),
                months=chance.randint(1, 12),
                new=chance.choice((0, 0, 7, 90)),
            )
            for source in SOURCES
            if chance.random() < 0.7
        },
        growth=chance.choice((0, 0, 150)) if growth is None else growth,
        budgets=tuple(
            YearBudget(source=source, year=2027 + later, idr=chance.randint(1, 50) * 10**6)
            for source in chance.sample(PUBLIC, chance.randint(0, 2))
            for later in range(2)
        ),
    )


def some_scenario(
    seed: int, *, rule: str | None = EQUAL, question: str | None = None, growth: int | None = None
) -> Scenario:
    """A question to `some_standing`; a rule of None takes any."""
    chance = random.Random(seed)
    rule = rule or chance.choice(RULES)
    first = chance.randint(1, 24)
    goals = tuple(
        Goal(month=add_months(BASE, first + 5 * step), share=f"0.{chance.randint(1, 99):02d}")
        if chance.random() < 0.7
        else Goal(month=add_months(BASE, first + 5 * step), workers=chance.randint(1, 9_000))
        for step in range(chance.choice((1, 1, 2, 4)))
    )
    return Scenario(
        question=question or chance.choice((CITY, *QUESTIONS)),
        base_month=BASE,
        kecamatan=tuple(chance.choice(((), (), KECAMATAN[:2]))),
        sector=tuple(chance.choice(((), (), ("nelayan", "petani")))),
        goals=goals,
        held_until=add_months(goals[-1].month, chance.randint(0, 30)),
        start_month=add_months(BASE, chance.randint(0, first)),
        months=chance.choice((1, 3, 6, 12, 24)),
        terms=Terms(
            funding_source=chance.choice(SOURCES),
            package=chance.choice(tuple(PACKAGES)),
            bracket=chance.randint(1, 33),
            relief_for_csr=chance.random() < 0.5,
        ),
        rule=rule,
        near="k1" if rule == "near" else None,
        capacity=chance.choice((None, None, 900)),
        overhead=chance.choice((0, 250)),
        course=some_course(seed, growth=growth),
        pledges=tuple(
            Pledge(start_month=add_months(BASE, step), months=6, workers=50 * (step + 1)) for step in range(2)
        )[: chance.randint(0, 2)],
        budget_idr=chance.randint(1, 900) * 10**6,
        workers=chance.randint(1, 3_000),
        people=chance.choice(PEOPLE),
        within=chance.randint(1, 6),
    )
