"""Who pays for whom in which month? Payments that reproduce the published figures at their dates."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from publisher.sample.people import Codes, People
from publisher.sample.plan import PlanBroken, months_between, on_path

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Payment:
    """One payer's payment on the sheets of one month, for `workers` (places in People)."""

    sent_as: str
    source: str
    funder: str
    workers: Codes
    first: str
    months: int
    paid_through: str


@dataclass
class Memory:
    """What the generator remembers from month to month."""

    covered_until: Codes  # place of the last month that a block pays for; -1: none
    ever_paid: Flags
    kepling_first: Codes  # place of the first and last month that a kepling member pays up to the anchor
    kepling_last: Codes
    reserved_until: (
        Codes  # until then nobody else takes a kepling member: the published count is of its own people
    )
    reach: NDArray[np.float64]  # by worker: how readily programmes find people of the kecamatan
    # workers of each source's latest block, and of each block by its first month
    blocks: dict[tuple[str, str | None], Codes] = field(default_factory=dict)
    payers: dict[str, Codes] = field(default_factory=dict)  # who paid for themselves last month


def make_payments(
    people: People, plan: dict[str, Any], rng: Generator
) -> Iterator[tuple[str, list[Payment]]]:
    """(month, payments on its sheets) for every month of the plan, in order."""
    months = months_between(plan["first"], plan["last"])
    never = np.full(len(people), -1)
    memory = Memory(
        covered_until=never.copy(),
        ever_paid=np.zeros(len(people), dtype=bool),
        kepling_first=np.full(len(people), len(months)),
        kepling_last=never.copy(),
        reserved_until=never.copy(),
        reach=np.array([plan["reach"].get(code[:8], 1.0) for code in people.kelurahans])[people.kelurahan],
    )
    running: list[tuple[dict[str, Any], Codes]] = []
    for place, month in enumerate(months):
        if plan["kepling"] and month == min(plan["kepling"]["cohorts"]):
            recruit_kepling(memory, plan["kepling"], months, rng)
        payments: list[Payment] = []
        for block in plan["block"]:
            if block["first"] == month:
                workers = choose_block(people, memory, block, place, rng)
                memory.covered_until[workers] = place + len(months_between(month, block["last"])) - 1
                for first in (None, month):
                    memory.blocks[block["source"], first] = workers
                running.append((block, workers))
        payments += block_payments(running, month)
        payments += self_payments(memory, plan, months, place, rng)
        for payment in payments:
            memory.ever_paid[payment.workers] = True
        yield month, payments


def free_workers(memory: Memory, place: int) -> Flags:
    """Workers nobody pays for in a month: no block, not paying themselves, not reserved."""
    free = (memory.covered_until < place) & (memory.reserved_until < place)
    for payers in memory.payers.values():
        free[payers] = False
    return free


def drawn(candidates: Codes, count: int, memory: Memory, rng: Generator) -> Codes:
    """`count` of the candidates in random order; those of greater reach tend to come first."""
    place = np.argsort(rng.random(len(candidates)) / memory.reach[candidates], kind="stable")
    return candidates[place[:count]]


def choose_block(people: People, memory: Memory, block: dict[str, Any], place: int, rng: Generator) -> Codes:
    """The workers of a new block: a share of an earlier block of its payer first, then others who fit.

    The earlier block is the payer's last one, unless `keep_from` names the first month of another.
    """
    free = free_workers(memory, place)
    fits = free.copy()
    if "sectors" in block:
        fits &= np.isin(people.sector, [people.sectors.index(name) for name in block["sectors"]])
    if "kecamatan" in block:
        lives = np.array([code[:8] in block["kecamatan"] for code in people.kelurahans])
        fits &= lives[people.living_in(place)]
    before = memory.blocks.get((block["source"], block.get("keep_from")), np.empty(0, dtype=np.int64))
    before = rng.permutation(before[free[before]])
    kept = before[: int(block.get("keep", 0) * min(len(before), block["workers"]))]
    fits[kept] = False
    others = drawn(np.flatnonzero(fits), block["workers"] - len(kept), memory, rng)
    if len(kept) + len(others) < block["workers"]:
        raise PlanBroken(
            f"block of {block['funder']} from {block['first']}: only {len(kept) + len(others)} fit"
        )
    return np.sort(np.concatenate([kept, others]))


def block_payments(running: list[tuple[dict[str, Any], Codes]], month: str) -> Iterator[Payment]:
    """Blocks as they appear on this month's sheets: monthly on the BPJS list, once on a company's."""
    for block, workers in running:
        monthly = block["sent_as"] == "bpjs_active"
        if block["first"] == month or (monthly and block["first"] < month <= block["last"]):
            yield Payment(
                sent_as=block["sent_as"], source=block["source"], funder=block["funder"], workers=workers,
                first=month, months=1 if monthly else len(months_between(month, block["last"])),
                paid_through=block["last"],
            )  # fmt: skip


def recruit_kepling(memory: Memory, kepling: dict[str, Any], months: list[str], rng: Generator) -> None:
    """Choose the members of every cohort and the months each will pay, so that the anchor's counts hold."""
    start, anchor = months.index(min(kepling["cohorts"])), months.index(kepling["anchor"])
    pool = np.flatnonzero(~memory.ever_paid & (memory.covered_until < start))
    members = rng.permutation(drawn(pool, kepling["registered"], memory, rng))
    joined = np.repeat(
        [months.index(month) for month in kepling["cohorts"]], list(kepling["cohorts"].values())
    )
    lapsed_count = kepling["registered"] - kepling["one_month"] - kepling["active"]
    older = rng.permutation(np.flatnonzero(joined < anchor - 1))
    lapsed, rest = older[:lapsed_count], older[lapsed_count:]
    single = rng.permutation(np.concatenate([rest, np.flatnonzero(joined == anchor - 1)]))[
        : kepling["one_month"]
    ]
    last = np.full(len(members), anchor)
    last[single] = joined[single]
    last[lapsed] = (
        joined[lapsed] + 1 + np.floor(rng.random(len(lapsed)) * (anchor - 1 - joined[lapsed])).astype(int)
    )
    memory.kepling_first[members], memory.kepling_last[members] = joined, last
    memory.reserved_until[members] = anchor


def self_payments(
    memory: Memory, plan: dict[str, Any], months: list[str], place: int, rng: Generator
) -> list[Payment]:
    """Everybody who pays for one month this month, by source."""
    month, payments = months[place], []
    members = np.flatnonzero((memory.kepling_first <= place) & (place <= memory.kepling_last))
    if len(members):
        payments.append(self_payment("mandiri_kepling", members, month))
    for about in plan["monthly"]:
        count = on_path(about["paths"], month)
        if count is not None:
            payers = continue_monthly(memory, about, count, place, rng)
            payments.append(self_payment(about["source"], payers, month))
    for payment in payments:
        memory.payers[payment.source] = payment.workers
    if "mandiri" in memory.payers and plan["paid_twice"]:
        covered = np.flatnonzero(memory.covered_until >= place)
        twice = np.sort(rng.permutation(covered)[: plan["paid_twice"]])
        payments.append(self_payment("mandiri", twice, month))
    return payments


def continue_monthly(memory: Memory, about: dict[str, Any], count: int, place: int, rng: Generator) -> Codes:
    """Last month's payers who stay, and new ones up to `count`."""
    before = memory.payers.get(about["source"], np.empty(0, dtype=np.int64))
    before = before[memory.covered_until[before] < place]
    stay = rng.permutation(before)[: min(count, int(len(before) * about["stay"]))]
    free = free_workers(memory, place)
    free[before] = False
    new = drawn(np.flatnonzero(free), count - len(stay), memory, rng)
    return np.sort(np.concatenate([stay, new]))


def self_payment(source: str, workers: Codes, month: str) -> Payment:
    """A payment of one month by the workers themselves."""
    return Payment(
        sent_as="self_payers",
        source=source,
        funder=source,
        workers=workers,
        first=month,
        months=1,
        paid_through=month,
    )
