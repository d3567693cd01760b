"""The oracle's answer to the company question: figures and monthly rows as `simulator.answer` names them."""

from simulator.month import add_months
from simulator.scenario import Scenario
from simulator.standing import Standing
from simulator.tariff import Tariff
from tests.simulator_oracle import PUBLIC, People, portion
from tests.simulator_oracle_rules import (
    by_group,
    given_to,
    largest,
    later_months,
    order_of,
    plus_overhead,
    row,
    saving,
)


def company(tariff: Tariff, standing: Standing, scenario: Scenario) -> tuple[dict, list[dict], dict]:
    """(figures, monthly rows, what else can be compared)."""
    start, _ = later_months(scenario)
    people = People(tariff, standing, scenario, start + 24 + scenario.within + 1)
    order = order_of(people, scenario.rule, scenario.near)
    lots = _lots(people, scenario, start)  # (first month, room, additional, public)
    most = sum(sum(lot[1]) for lot in lots)

    def given(workers):
        """By lot: the first lot is filled before the next."""
        found, left = [], min(workers, most)
        for _, room, _, _ in lots:
            found.append(given_to(min(left, sum(room)), room, order))
            left -= sum(found[-1])
        return found

    def rows(workers, length, asked):
        begun = [
            (lot[0], by_group(people, has)) for lot, has in zip(lots, given(workers), strict=True) if sum(has)
        ]
        table = []
        for later in range(start, max([first for first, _ in begun], default=start) + length):
            running = [groups for first, groups in begun if first <= later < first + length]
            covered = [sum(groups[place] for groups in running) for place in (0, 1)]
            table.append(row(tariff, asked, people.months[later], covered))
        return table

    def cost(workers, length, asked):
        iuran = sum(each["iuran_idr"] for each in rows(workers, length, asked))
        return iuran + plus_overhead(iuran, scenario.overhead)

    def solve(asked):
        if scenario.question == "budget":
            return largest(
                most, lambda n: cost(n, scenario.months, asked), scenario.budget_idr
            ), scenario.months
        workers = min(scenario.workers, most)
        if scenario.question == "workers":
            return workers, scenario.months
        months = largest(24, lambda n: cost(workers, n, asked) if n else 0, scenario.budget_idr)
        return (workers, months) if months and workers else (0, 1)

    workers, length = solve(scenario)
    table = rows(workers, length, scenario)
    iuran = sum(each["iuran_idr"] for each in table)
    total = cost(workers, length, scenario)
    additional, public = (_of_whom(lots, given(workers), part, order) for part in (2, 3))
    before = sum(people.others(start))
    figures = {
        "universe": sum(people.whole(start)),
        "protected": before,
        "protected_after": before + additional,
        "available": most,
        "workers": workers,
        "months": length,
        "worker_months": sum(each["transport_workers"] + each["other_workers"] for each in table),
        "iuran_idr": iuran,
        "overhead_idr": total - iuran,
        "total_idr": total,
        "rest_idr": None if scenario.question == "workers" else scenario.budget_idr - total,
        "additional": additional,
        "additional_worker_months": additional * length,
        "public_moved": public,
        "end_month": table[-1]["month"],
        "renewal_month": add_months(table[-1]["month"], 1),
        "saving_if_relief_idr": saving(tariff, scenario, table),
        "workers_if_relief": solve(_relieved(scenario))[0],
    }
    return figures, table, {"by_stratum": [sum(by) for by in zip(*given(workers), strict=True)]}


def _relieved(scenario: Scenario) -> Scenario:
    terms = type(scenario.terms)(**{**vars(scenario.terms), "relief_for_csr": True})
    return type(scenario)(**{**vars(scenario), "terms": terms})


def _lots(people: People, scenario: Scenario, start: int):
    public = [source for source in people.sources if source in PUBLIC]
    nobody = [0] * len(people.strata)
    if scenario.people == "unprotected":
        return [(start, people.room(start), people.room(start), nobody)]
    if scenario.people == "everyone":
        paid = [
            sum(by) for by in zip(nobody, *(people.paid[start][source] for source in public), strict=True)
        ]
        return [(start, people.whole(start), people.room(start), paid)]
    lots = []
    for month in range(min(scenario.within, 1 + max(_ends(people)))):
        room, lapse, paid = list(nobody), list(nobody), list(nobody)
        for source, by in people.at_first.items():
            if source == "elsewhere":
                continue
            over = [ends.get(month, 0) for ends in by]
            again = portion(over, people.renewal(source)[0])
            for place, count in enumerate(over):
                room[place] += count
                lapse[place] += count - again[place]
                paid[place] += count * (source in PUBLIC)
        lots.append((max(month + 1, start), room, lapse, paid))
    return lots


def _ends(people: People) -> list[int]:
    return [month for by in people.at_first.values() for ends in by for month in ends]


def _of_whom(lots, given, part, order) -> int:
    """[workers] of those given a cover who belong to `part`: by the lot, or by the stratum."""
    total = 0
    for lot, has in zip(lots, given, strict=True):
        if order is None:
            total += sum(has) * sum(lot[part]) // max(1, sum(lot[1]))
        else:
            total += sum(n * p // max(1, r) for n, p, r in zip(has, lot[part], lot[1], strict=True))
    return total
