"""Who can a company's money cover, from when on, and who of them would have no cover without it?"""

from dataclasses import dataclass

import numpy as np

from simulator.course import PUBLIC
from simulator.flow import Flow
from simulator.rounding import take_share
from simulator.scenario import EVERYONE, EXPIRING, Scenario
from simulator.standing import ELSEWHERE, Standing, Whole


@dataclass(frozen=True, kw_only=True, eq=False)
class Pool:
    """R rows of people whose cover would begin in one month, N strata; the first row comes first."""

    start: Whole  # R [months] after the base month
    gap: Whole  # R [months] without cover before it
    room: Whole  # R x N [workers]
    additional: Whole  # R x N [workers] of them who would have no cover
    public: Whole  # R x N [workers] of them whom a public budget pays


def pool_of(people: Standing, scenario: Scenario, flow: Flow, start: int) -> Pool:
    """The people of the question. `start` [months] after the base month is the first month of a cover."""
    if scenario.people == EXPIRING:
        return _expiring(people, scenario, start)
    without = np.maximum(flow.room[start], 0)[None, :]
    everyone = scenario.people == EVERYONE
    public = flow.protected[start][_paid_by(people, PUBLIC)].sum(axis=0)[None, :]
    return Pool(
        start=np.array([start]),
        gap=np.array([0]),
        room=flow.universe[start][None, :] if everyone else without,
        additional=without,
        public=public if everyone else np.zeros_like(without),
    )


def _expiring(people: Standing, scenario: Scenario, start: int) -> Pool:
    """Covers that run out within some months, followed without a gap if possible: a row for each month.

    Who is protected elsewhere stays so; their covers do not run out.
    """
    within = min(scenario.within, people.paid_through.shape[0])
    ends = people.paid_through[:within] * ~_paid_by(people, (ELSEWHERE,))[None, :, None]  # months x S x N
    renewal = np.array([scenario.course.habit(source).renewal for source in people.sources], dtype=np.int64)
    follows = np.arange(1, within + 1)
    begins = np.maximum(follows, start)
    return Pool(
        start=begins,
        gap=begins - follows,
        room=ends.sum(axis=1),
        additional=(ends - take_share(ends, renewal[None, :])).sum(axis=1),
        public=ends[:, _paid_by(people, PUBLIC)].sum(axis=1),
    )


def _paid_by(people: Standing, sources: tuple[str, ...]) -> np.ndarray:
    return np.array([source in sources for source in people.sources], dtype=bool)
