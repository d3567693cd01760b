"""Time of the what-if model: one run, all draws, and how much faster than plain loops over people."""

import statistics
import time
from collections.abc import Callable

from dashboard import simulator_standing
from simulator.answer import answer
from simulator.month import add_months
from simulator.need import Goal
from simulator.scenario import Scenario
from simulator.tariff import Terms
from simulator.uncertainty import POWER, uncertainty
from tests.simulator_oracle_city import city

STRATA, MONTHS, PERIOD = 600, 60, "2026-10"
RUNS, PLAIN_RUNS = 30, 2
LIMIT_MS, LIMIT_DRAWS_S = 10.0, 1.0


def main() -> None:
    """Print the measurements and their ratios."""
    tariff, standing = simulator_standing.tariff(), simulator_standing.standing(PERIOD)
    people = standing.only(range(min(STRATA, len(standing.strata))))
    scenario = Scenario(
        base_month=PERIOD,
        start_month=add_months(PERIOD, 1),
        goals=(
            Goal(month=add_months(PERIOD, 2), share="0.29"),
            Goal(month=add_months(PERIOD, 26), share="0.5"),
        ),
        held_until=add_months(PERIOD, MONTHS),
        terms=Terms(funding_source="csr_bumn"),
        course=simulator_standing.usual_course(PERIOD),
    )
    run = _seconds(lambda: answer(tariff, people, scenario), RUNS)
    draws = _seconds(lambda: uncertainty(tariff, people, scenario), 3)
    plain = _seconds(lambda: city(tariff, people, scenario), PLAIN_RUNS)
    print(f"\nSimulator: {len(people.strata)} strata, {MONTHS} months")
    print(f"one run            {1000 * run:8.2f} ms   limit/run   {LIMIT_MS / 1000 / run:6.1f}")
    print(f"{2**POWER:6d} draws       {draws:8.2f} s    limit/draws {LIMIT_DRAWS_S / draws:6.1f}")
    print(f"plain loops        {1000 * plain:8.0f} ms   plain/run   {plain / run:6.1f}")


def _seconds(work: Callable[[], object], runs: int) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
