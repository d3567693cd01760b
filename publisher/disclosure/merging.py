"""Under which labels is each group of a table published, so that no small group can be computed?

Groups are merged step by step, each step inside a parent that other tables publish too. So whatever other
tables say of the parent, they say nothing of the groups that were merged inside it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from publisher.disclosure.pooling import Atom, Pool, choose_pool, part_of, together

MERGED = "lainnya"
MEASURES = ("workers", "iuran_idr", "cases", "amount_idr")
Key = tuple[object, ...]
FIRST: tuple[int, Key] = (0, ())  # a pool of an earlier step joins before any other
Why = str  # small: below k itself; pulled: hides a small one; kept: hidden for this time only
Memory = Mapping[tuple[int, Key], Why]  # by place of the step and key of the group


@dataclass(frozen=True)
class Step:
    """Inside each group of equal `parent` values, groups that are not safe are pooled.

    The pool stands under 'lainnya' in the columns `merged` and under the labels of one of its members in the
    columns `hosted`. Where `pull` is false only pools that are safe without protectors are made: the others
    wait for a later step.
    """

    parent: tuple[str, ...]
    merged: tuple[str, ...] = ()
    hosted: tuple[str, ...] = ()
    pull: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns whose labels the step may change."""
        return (*self.merged, *self.hosted)


@dataclass(frozen=True, kw_only=True)
class Merged:
    """Published labels of each group, by its own key, and what must be remembered of them."""

    columns: tuple[str, ...]
    labels: dict[Key, Key]
    memory: dict[tuple[int, Key], Why]

    def relabel(self, rows: pd.DataFrame) -> pd.DataFrame:
        """`rows` with published labels in place of their own."""
        keys = list(self.columns)
        told = pd.DataFrame([self.labels[key] for key in keys_of(rows, keys)], rows.index, keys, dtype=object)
        return rows.assign(**{name: told[name] for name in keys})

    def apply(self, rows: pd.DataFrame) -> pd.DataFrame:
        """`rows` with published labels, summed."""
        return add_up(self.relabel(rows))


def add_up(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each set of keys, measures summed."""
    measures = [name for name in rows.columns if name in MEASURES]
    keys = [name for name in rows.columns if name not in MEASURES]
    return rows.groupby(keys, dropna=False, as_index=False)[measures].sum()


def keys_of(rows: pd.DataFrame, columns: Sequence[str]) -> list[Key]:
    """The values of `columns` row by row, None for every kind of missing value."""
    values = rows[list(columns)].astype(object)
    return [tuple(row) for row in values.where(values.notna(), None).itertuples(index=False, name=None)]


class _Groups:
    """The groups of one table: their own keys, their labels so far, and what is in each."""

    def __init__(
        self, rows: pd.DataFrame, columns: Sequence[str], part: str | None, k: int, before: Memory
    ) -> None:
        self.columns, self.k = list(columns), k
        self.hidden_before = {key for _, key in before}  # in whatever step
        measure = "cases" if "cases" in rows.columns else "workers"
        names = rows[part].tolist() if part else [""] * len(rows)
        counts: dict[Key, Counter[object]] = defaultdict(Counter)
        for key, name, workers in zip(keys_of(rows, columns), names, rows[measure].tolist(), strict=True):
            counts[key][name] += int(workers)
        self.workers = {key: sum(found.values()) for key, found in counts.items()}
        order = sorted(set(names), key=str)
        self.keys = sorted(counts, key=lambda key: tuple(map(str, key)))
        self.parts = {key: tuple(part_of(counts[key][name], k) for name in order) for key in self.keys}
        self.small = {key for key in self.keys if any(one.small for one in self.parts[key])}
        self.labels = {key: list(key) for key in self.keys}

    def values(self, labels: Sequence[object], columns: Iterable[str]) -> Key:
        """The labels of some columns."""
        return tuple(labels[self.columns.index(column)] for column in columns)

    def members(self) -> dict[Key, list[Key]]:
        """Own keys of the groups published under each set of labels."""
        found: dict[Key, list[Key]] = defaultdict(list)
        for key in self.keys:
            found[tuple(self.labels[key])].append(key)
        return found

    def ranks(self, step: Step) -> dict[Key, tuple[int, Key]]:
        """The order in which atoms join a pool, by their labels in the columns of the step.

        Told by city totals and not by counts inside the parent: rare labels first where the pool loses its
        label, frequent ones first where it takes one, months as they follow each other.
        """
        sizes: dict[Key, int] = Counter()
        for key in self.keys:
            sizes[self.values(key, step.columns)] += self.workers[key]
        sign = 1 if step.merged else 0 if step.hosted == ("paid_through",) else -1
        return {labels: (sign * size, tuple(map(str, labels))) for labels, size in sizes.items()}

    def atom(self, members: Sequence[Key], hidden: Mapping[Key, Why]) -> Atom:
        """The groups `members` as one atom, with why they were hidden last time."""
        whys = {hidden.get(key) for key in members}
        parts = together([Atom(self.parts[key]) for key in members]).parts
        new = self.hidden_before.isdisjoint(members)
        return Atom(parts, held="small" in whys, bound="pulled" in whys, near="kept" in whys, new=new)


def merge_labels(
    rows: pd.DataFrame,
    steps: Sequence[Step],
    k: int,
    *,
    part: str | None = None,
    before: Memory | None = None,
) -> Merged:
    """The labels under which the groups of `rows` are published; groups are all columns but the measures.

    With `part`, that column splits every group: no part of a published group, not even one that is only the
    difference of two published numbers, then counts 1 to k-1. `before` is the memory of the labels that the
    new ones stand beside in public.
    """
    columns = [name for name in rows.columns if name not in MEASURES and name != part]
    before = before or {}
    groups = _Groups(rows, columns, part, k, before)
    memory: dict[tuple[int, Key], Why] = {}
    for number, step in enumerate(steps):
        hidden = {key: why for (place, key), why in before.items() if place == number}
        parents: dict[Key, dict[Key, list[Key]]] = defaultdict(dict)
        for labels, members in groups.members().items():
            parents[groups.values(labels, step.parent)][labels] = members
        ranks = groups.ranks(step)
        for atoms in parents.values():
            if any(key in groups.small or key in hidden for members in atoms.values() for key in members):
                told = pool_parent(groups, atoms, step, ranks, hidden)
                memory |= {(number, key): why for key, why in told.items()}
    labels_of = {key: tuple(labels) for key, labels in groups.labels.items()}
    return Merged(columns=tuple(columns), labels=labels_of, memory=memory)


def pool_parent(
    groups: _Groups,
    members: Mapping[Key, list[Key]],
    step: Step,
    ranks: Mapping[Key, tuple[int, Key]],
    hidden: Mapping[Key, Why],
) -> dict[Key, Why]:
    """Pool what one step must hide inside one parent; answer why each group is hidden.

    `members` are the groups of each atom of the parent, `hidden` says why a group was hidden last time.
    """
    atoms = sorted(members, key=lambda labels: ranks.get(groups.values(labels, step.columns), FIRST))
    built = [groups.atom(members[labels], hidden) for labels in atoms]
    pool = choose_pool(built, groups.k, pull=step.pull)
    if not pool.members or not (pool.safe or step.pull):
        return {}
    host = atoms[host_of(pool, built)]
    told: dict[Key, Why] = {}
    for place in pool.members:
        for key in members[atoms[place]]:
            relabel(groups, key, host, step)
            why = "small" if key in groups.small else "kept"
            told[key] = "pulled" if place in pool.pulled else why
    return told


def host_of(pool: Pool, atoms: Sequence[Atom]) -> int:
    """The atom whose labels the pool takes: the first protector, else the first with a large group."""
    large = [place for place in sorted(pool.members) if any(part.large for part in atoms[place].parts)]
    return (sorted(pool.pulled) or large or sorted(pool.members))[0]


def relabel(groups: _Groups, key: Key, host: Key, step: Step) -> None:
    """Put one group under the label of its pool. A missing label (nobody pays) stays missing."""
    for column in step.columns:
        place = groups.columns.index(column)
        merges = column in step.merged and host[place] is not None
        groups.labels[key][place] = MERGED if merges else host[place]
