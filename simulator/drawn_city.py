"""The city's question once for every draw: the steps of `simulator.city` for D draws and two price groups."""

from dataclasses import dataclass, replace

import numpy as np

from simulator.checks import read_share
from simulator.city import pledge_path
from simulator.drawn_flow import follow, share
from simulator.month import months_from
from simulator.need import Goal
from simulator.prices import price_path
from simulator.ranges import CAPACITY, DRIVERS, OVERHEAD, RELIEF, Drawn
from simulator.rounding import ONE
from simulator.scenario import Scenario
from simulator.standing import Standing, Whole
from simulator.tariff import Tariff

MAX_EXACT = 2**62  # above it whole numbers of Python reckon instead of int64


@dataclass(frozen=True, kw_only=True, eq=False)
class DrawnCity:
    """D draws."""

    total_idr: Whole
    people_needed: Whole  # [workers] when the target is due
    peak_idr: Whole
    is_reached: np.ndarray  # whether the capacity is enough to reach and hold the target


def answer_draws(tariff: Tariff, standing: Standing, scenario: Scenario, drawn: Drawn) -> DrawnCity:
    """`standing`: two strata, transport first; everybody has the same chance within a price group."""
    flow = follow(tariff, standing, scenario.course, scenario.horizon, drawn)
    universe, others = flow.universe.sum(axis=2), flow.others.sum(axis=2)  # T + 1 x D
    room = flow.universe - flow.others
    pledges = pledge_path(tariff, scenario, len(flow.months))
    pledged = np.minimum(pledges[:, None], universe - others)
    if scenario.pledges:
        room = np.stack([each - share(given, each) for each, given in zip(room, pledged, strict=True)])
    target = _targets(scenario.goals, flow.months, universe)
    need = np.where(target > 0, np.maximum(target - others - pledged, 0), 0)
    first = months_from(scenario.base_month, scenario.start_month)
    limit = room[:, :, 0] + room[:, :, 1]
    path, due = _path(need, limit, first, months_from(scenario.base_month, scenario.goals[0].month), drawn)
    running = np.minimum(_bought(path, first, scenario.months), limit)
    drivers = split(running, room, drawn[DRIVERS])
    paths = [
        price_path(tariff, replace(scenario.terms, relief_for_csr=switch), flow.months)
        for switch in (False, True)
    ]
    relief = drawn.get(RELIEF, np.full(1, int(scenario.terms.relief_for_csr)))
    full, less = (path.T[:, :, None] for path in paths)  # 2 x T + 1 x 1
    transport, other = full + relief * (less - full)
    iuran = drivers * transport + (running - drivers) * other
    monthly = iuran + (iuran * drawn[OVERHEAD] + ONE // 2) // ONE
    last = len(flow.months) - 1
    return DrawnCity(
        total_idr=monthly.sum(axis=0),
        people_needed=np.take_along_axis(path, np.minimum(due, last)[None], axis=0)[0],
        peak_idr=monthly.max(axis=0),
        is_reached=due <= last,
    )


def split(running: Whole, room: Whole, proportion: Whole) -> Whole:
    """[workers] of `running` who drive: in proportion to the room, times `proportion` [basis points]."""
    whole = np.maximum(room[..., 0] + room[..., 1], 1)
    drivers = room[..., 0] * running // whole
    wanted = drivers * proportion // ONE
    return np.clip(wanted, np.maximum(running - room[..., 1], 0), np.minimum(running, room[..., 0]))


def _targets(goals: tuple[Goal, ...], months: tuple[str, ...], universe: Whole) -> Whole:
    """[workers] T + 1 x D. A number beyond the universe of a draw means all of them there."""
    target = np.zeros_like(universe)
    for goal in goals:
        later = months.index(goal.month) if goal.month in months else len(months)
        if goal.workers is not None:
            target[later:] = np.minimum(goal.workers, universe[later:])
            continue
        exact = read_share(goal.share)
        people = universe[later:]
        if exact.numerator * int(universe.max(initial=0)) > MAX_EXACT or exact.denominator > MAX_EXACT:
            people = people.astype(object)
        target[later:] = -(-exact.numerator * people // exact.denominator)
    return target


def _path(need: Whole, limit: Whole, first: int, due_place: int, drawn: Drawn) -> tuple[Whole, Whole]:
    """(T + 1 x D people in cover, the place from which the target is held; beyond the end if it never is)."""
    due = np.full(need.shape[1], due_place)
    if CAPACITY not in drawn:
        return need, due
    capacity = drawn[CAPACITY]
    reach = np.zeros_like(capacity)
    for place in range(first, len(need)):
        reach = np.minimum(reach + capacity, limit[place])
        due = np.where(need[place] > reach, place + 1, due)
    path = np.where(np.arange(len(need))[:, None] < due, 0, need)
    for place in range(len(need) - 2, first - 1, -1):
        np.maximum(path[place], path[place + 1] - capacity, out=path[place])
    return path, due


def _bought(path: Whole, first: int, months: int) -> Whole:
    """[workers] T + 1 x D in cover with blocks of `months`, as `need.bought`."""
    if not months:
        return path
    running = np.zeros_like(path)
    for place in range(first, len(path)):
        missing = np.maximum(path[place] - running[place], 0)
        running[place : place + months] += missing
    return running
