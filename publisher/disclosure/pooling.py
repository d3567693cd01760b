"""Which small groups of one parent are hidden together, and with whom?

A pool is safe when its published sum leaves every small group in it at least three possible values, even for
a reader who knows these rules, which groups are in the pool and that none of them is empty. The reason for
each number is in docs/decisions, small cells; tests/test_attack.py inverts the rules by trying every case.
"""

from collections.abc import Sequence
from dataclasses import dataclass

POSSIBLE = 3  # values that must stay possible for a hidden group; k-1 where k is below 4


@dataclass(frozen=True)
class Part:
    """Groups counted together: how many of 1 to k-1, how many of k and more, and their sum [workers]."""

    small: int = 0
    large: int = 0
    total: int = 0

    def __add__(self, other: "Part") -> "Part":
        return Part(self.small + other.small, self.large + other.large, self.total + other.total)

    def is_safe(self, k: int) -> bool:
        """Whether the sum may be published: no small group in it can be narrowed below POSSIBLE values."""
        if not self.small:
            return True
        slack = min(POSSIBLE, k - 1) - 1
        # the sum less one for each other small group and k for each large one must leave room above 1
        above = self.total - k * self.large - self.small
        # without a large group nobody can hold more than k-1, which bounds each from below
        below = (k - 1) * self.small - self.total if not self.large else slack
        return self.total >= k and above >= slack and below >= slack


def part_of(workers: int, k: int) -> Part:
    """The part that one group makes."""
    if workers <= 0:
        return Part()
    return Part(int(workers < k), int(workers >= k), workers)


@dataclass(frozen=True)
class Atom:
    """What is published or hidden as a whole: its parts (JHT and the rest, say), never shown separately.

    What it was last time: `held` was small then, `bound` was hidden to protect another, `near` stood in the
    pool for neither reason, and `new` was in no pool at all.
    """

    parts: tuple[Part, ...]
    held: bool = False
    bound: bool = False
    near: bool = False
    new: bool = True

    def is_safe(self, k: int) -> bool:
        """Whether every part may be published."""
        return all(part.is_safe(k) for part in self.parts)


def together(atoms: Sequence[Atom]) -> Atom:
    """The atom that `atoms` make when they are published as one."""
    columns = zip(*(atom.parts for atom in atoms), strict=True)
    return Atom(tuple(sum(column, Part()) for column in columns))


@dataclass(frozen=True)
class Pool:
    """Places of the atoms that are hidden together and of the protectors among them; whether it is safe."""

    members: tuple[int, ...] = ()
    pulled: tuple[int, ...] = ()
    safe: bool = True


def choose_pool(atoms: Sequence[Atom], k: int, *, pull: bool = True) -> Pool:
    """Which of the atoms of one parent, given in an order known to all, are hidden together.

    Those that are not safe and those held since last time; if there are any, those bound to them last time;
    then, while the sum is not safe, near ones and, if `pull` allows it, the others in their order. The order
    must not depend on the counts inside the parent: what joins would otherwise tell how many it protects.
    Held ones that are safe themselves count as protectors where the pool would not be safe without them.
    """
    unsafe = [place for place, atom in enumerate(atoms) if not atom.is_safe(k)]
    held = [place for place, atom in enumerate(atoms) if atom.held and atom.is_safe(k)]
    if not unsafe and not held:
        return Pool()
    others = [place for place in range(len(atoms)) if place not in {*unsafe, *held}]
    pulled = [place for place in others if atoms[place].bound]
    near = [place for place in others if atoms[place].near and not atoms[place].bound]
    waiting = near + [place for place in others if not (atoms[place].near or atoms[place].bound)]
    if unsafe and not sum_is_safe(atoms, unsafe + pulled, k):
        pulled, held = pulled + held, []
    may_join = len(waiting) if pull else len(near)
    while may_join and not sum_is_safe(atoms, unsafe + held + pulled, k):
        pulled.append(waiting.pop(0))
        may_join -= 1
    members = (*unsafe, *held, *pulled)
    guards = guards_of(atoms, members, waiting, k)
    return Pool((*members, *guards), tuple(pulled), sum_is_safe(atoms, (*members, *guards), k))


def guards_of(atoms: Sequence[Atom], members: Sequence[int], waiting: Sequence[int], k: int) -> list[int]:
    """Who else joins for one time because others join a pool that was published last time.

    If the old members did not change, the sum grew by what is new in it: that must be safe on its own.
    """
    new = [place for place in members if atoms[place].new]
    guards: list[int] = []
    if len(new) < len(members):
        free = [place for place in waiting if atoms[place].new]
        while free and not sum_is_safe(atoms, new + guards, k):
            guards.append(free.pop(0))
    return guards


def sum_is_safe(atoms: Sequence[Atom], places: Sequence[int], k: int) -> bool:
    """Whether the atoms at `places` may be published as one."""
    return together([atoms[place] for place in places]).is_safe(k)
