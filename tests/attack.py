"""What can a reader compute who has every published file and knows the rules of merging?

The reader's unknowns are the true counts of the groups that no row shows alone: whole numbers from 0. What is
known of them are sums: each published row, read as the rules say, and each total that two tables share.
`Reader.span` answers the least and the greatest value that all of these sums together leave to one group.
"""

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

MERGED = "lainnya"
BASE = ("kecamatan", "status", "funding_source", "segment")
Group = tuple[Hashable, ...]
Label = tuple[str, ...]
Files = Mapping[str, pd.DataFrame]  # the published tables of one month


class Misled(Exception):
    """What the reader took from the files contradicts itself around a group."""


@dataclass
class Reader:
    """Unknown counts and the sums known of them."""

    sums: list[tuple[dict[Group, int], int]] = field(default_factory=list)  # factor of each group, total
    of_group: dict[Group, list[int]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, groups: Iterable[Group], total: int) -> None:
        """The groups count `total` together."""
        self._know(dict.fromkeys(groups, 1), total)

    def same(self, one: Group, other: Group) -> None:
        """Two groups count the same."""
        self._know({one: 1, other: -1}, 0)

    def _know(self, factors: dict[Group, int], total: int) -> None:
        for group in factors:
            self.of_group[group].append(len(self.sums))
        self.sums.append((factors, total))

    def span(self, group: Group) -> tuple[int, int]:
        """Least and greatest count of a group that all sums allow. Raises KeyError, Misled."""
        unknowns, sums = self._connected(group)
        matrix = np.zeros((len(sums), len(unknowns)))
        for row, place in enumerate(sums):
            for one, factor in self.sums[place][0].items():
                matrix[row, unknowns[one]] = factor
        totals = np.array([self.sums[place][1] for place in sums])
        answer = []
        for sign in (1, -1):
            goal = np.zeros(len(unknowns))
            goal[unknowns[group]] = sign
            found = milp(
                goal, constraints=LinearConstraint(matrix, totals, totals),
                integrality=np.ones(len(unknowns)), bounds=Bounds(0, totals.max()),
            )  # fmt: skip
            if not found.success:
                raise Misled(group)
            answer.append(round(sign * found.fun))
        return answer[0], answer[1]

    def _connected(self, group: Group) -> tuple[dict[Group, int], list[int]]:
        """The unknowns that sums connect with a group, each with its place, and these sums."""
        if group not in self.of_group:
            raise KeyError(group)
        unknowns, sums, waiting = {group: 0}, [], [group]
        seen: set[int] = set()
        while waiting:
            for place in self.of_group[waiting.pop()]:
                if place not in seen:
                    seen.add(place)
                    sums.append(place)
                    new = [one for one in self.sums[place][0] if one not in unknowns]
                    unknowns.update(dict(zip(new, itertools.count(len(unknowns)), strict=False)))
                    waiting += new
        return unknowns, sums


def covered_by(shown: Sequence[Label], candidates: Sequence[Label]) -> dict[Label, list[Label]]:
    """Which candidates each shown label holds: itself; 'lainnya' holds what no narrower label holds."""
    found: dict[Label, list[Label]] = {label: [] for label in shown}
    for candidate in candidates:
        width = len(candidate)
        for kept in range(width, -1, -1):
            label = candidate[:kept] + (MERGED,) * (width - kept)
            if label in found:
                found[label].append(candidate)
                break
    return found


def grouped(rows: pd.DataFrame, columns: Sequence[str]) -> Iterable[tuple[Group, pd.DataFrame]]:
    """Rows by the values of some columns, None for a missing one."""
    filled = rows.assign(
        **{name: rows[name].astype(object).where(rows[name].notna(), None) for name in columns}
    )
    for values, part in filled.groupby(list(columns), dropna=False):
        yield tuple(None if pd.isna(value) else value for value in values), part


def read_parts(
    reader: Reader, rows: pd.DataFrame, *, table: Group, parent: Sequence[str], columns: Sequence[str],
    candidates: Sequence[Label],
) -> None:  # fmt: skip
    """Learn the rows of a table whose `columns` are merged to 'lainnya' inside each `parent`."""
    for values, part in grouped(rows, parent):
        shown = dict(
            zip(part[list(columns)].itertuples(index=False, name=None), part["workers"], strict=True)
        )
        for label, held in covered_by(list(shown), candidates).items():
            # a label that holds nobody known is itself a group of which only the sum is known
            reader.learn([(*table, *values, *one) for one in held or [label]], int(shown[label]))


def read_hosted(
    reader: Reader, rows: pd.DataFrame, *, table: Group, parent: Sequence[str], column: str,
    candidates: Mapping[Group, Sequence[str]] | Sequence[str], host_first: Mapping[str, int],
) -> None:  # fmt: skip
    """Learn the rows of a table where hidden labels stand with one shown label: the first as all can tell."""
    for values, part in grouped(rows, parent):
        shown = dict(zip(part[column], part["workers"], strict=True))
        known = candidates[values[:1]] if isinstance(candidates, Mapping) else candidates
        host = min(shown, key=lambda label: (host_first[label], label))
        for label, total in shown.items():
            hidden = [one for one in known if one not in shown] if label == host else []
            reader.learn([(*table, *values, one) for one in [label, *hidden]], int(total))


def read_month(reader: Reader, files: Files, *, period: str, works: Sequence[tuple[str, str]]) -> None:
    """Learn all that the files of one month say. `works` are the pairs of OPD and sector there are."""
    coverage = files["coverage"]
    read_parts(
        reader, coverage, table=("coverage", period), parent=BASE, columns=("opd", "sector"), candidates=works
    )
    kelurahan = files["coverage_kelurahan"].assign(kecamatan=lambda rows: rows["kelurahan"].str[:8])
    sizes = kelurahan.groupby("kelurahan")["workers"].sum()
    known = kelurahan.groupby("kecamatan")["kelurahan"].unique()
    read_hosted(
        reader, kelurahan, table=("kelurahan", period), parent=BASE, column="kelurahan",
        candidates={(name,): list(found) for name, found in known.items()}, host_first=(-sizes).to_dict(),
    )  # fmt: skip
    demographics = files["demographics"]
    people = [
        tuple(one)
        for one in itertools.product(
            *(sorted(set(demographics[name]) - {MERGED}) for name in ("disability", "sex", "age_band"))
        )
    ]
    read_parts(
        reader, demographics, table=("demographics", period), parent=("kecamatan", "status"),
        columns=("disability", "sex", "age_band"), candidates=people,
    )  # fmt: skip
    read_expiry(reader, files, period)
    read_programmes(reader, files, period, sorted({sector for _, sector in works}))
    read_flows(reader, files, period)
    read_overlaps(reader, files, period)


def read_overlaps(reader: Reader, files: Files, period: str) -> None:
    """Learn who was paid for twice, and the rest that the sums of `coverage` leave: who was not."""
    whole = files["coverage"].query("status == 'active'").groupby("funding_source")["workers"].sum()
    told = files["paid_twice"]
    payers = sorted(set(told["also_paid_by"]))
    held = covered_by(sorted({(name,) for name in told["funding_source"]}), [(one,) for one in whole.index])
    for (label,), groups in held.items():
        rows = told[told["funding_source"] == label].set_index("also_paid_by")["workers"]
        for payer in payers:
            known = [("overlaps", period, *one, payer) for one in groups]
            if known:
                reader.learn(known, int(rows.get(payer, 0)))
        for (one,) in groups:
            parts = [("overlaps", period, one, payer) for payer in (*payers, "nobody")]
            reader.learn(parts, int(whole[one]))


def read_expiry(reader: Reader, files: Files, period: str) -> None:
    """Learn the months of cover inside each row of active workers, which the rows of `coverage` sum up."""
    parent = ("kecamatan", "opd", "sector", "funding_source")
    active = files["coverage"].query("status == 'active'")
    months = sorted(set(files["expiry"]["paid_through"]))
    read_hosted(
        reader, files["expiry"], table=("expiry", period), parent=parent, column="paid_through",
        candidates=months, host_first=dict.fromkeys(months, 0),
    )  # fmt: skip
    for values, part in grouped(active, parent):
        groups = [("expiry", period, *values, month) for month in months]
        reader.learn([one for one in groups if one in reader.of_group], int(part["workers"].sum()))


def read_programmes(reader: Reader, files: Files, period: str, sectors: Sequence[str]) -> None:
    """Learn who has JHT, and what a row of JKK says beyond the rows of `coverage` under the same label."""
    parent = ["kecamatan", "segment", "sector"]
    told = files["coverage"].query("status == 'active'").groupby(parent)["workers"].sum()
    jkk = files["programmes"].query("programme == 'jkk'").set_index(parent)["workers"]
    for values, total in jkk.items():
        beyond = int(total - told.get(values, 0))
        hidden = [
            group
            for group in reader.of_group
            if group[:2] == ("coverage", period) and group[3] == "active" and len(group) == 8
            and (group[2], group[5], group[7]) == values and not alone(reader, group)
        ]  # fmt: skip
        if beyond > 0 and hidden:
            reader.learn(hidden, beyond)
    jht = files["programmes"].query("programme == 'jht'")
    labels = [(sector,) for sector in [*sectors, MERGED]]
    for values, part in grouped(jht, ("kecamatan", "segment")):
        here = [one for one in labels if (*values, *one) in jkk.index]
        shown = dict(zip(part[["sector"]].itertuples(index=False, name=None), part["workers"], strict=True))
        for label, held in covered_by(list(shown), [one for one in here if one != (MERGED,)]).items():
            held = [*held, (MERGED,)] if label == (MERGED,) and (MERGED,) in here else held
            reader.learn([("jht", period, *values, *one) for one in held], int(shown[label]))
        for one in here:
            pair = [("jht", period, *values, *one), ("no_jht", period, *values, *one)]
            reader.learn(pair, int(jkk[(*values, *one)]))


def read_flows(reader: Reader, files: Files, period: str) -> None:
    """Learn the movements, and the rest that the sums of `coverage` leave: who did not move."""
    if files["flows"].empty:
        return
    sides = {"active": ["active"], "past": ["one_month", "lapsed"]}
    moves = {"active": ("enrolled", "renewed"), "past": ("lapsed", "ended")}
    parent = ["funding_source", "opd", "sector"]
    for side, statuses in sides.items():
        whole = files["coverage"][files["coverage"]["status"].isin(statuses)].groupby(parent)["workers"].sum()
        flows = files["flows"][files["flows"]["movement"].isin(moves[side])]
        shown = {tuple(row) for row in flows[parent].itertuples(index=False, name=None)}
        held = covered_by(sorted(shown), list(whole.index))
        for label, groups in held.items():
            rows = flows[(flows[parent] == list(label)).all(axis=1)].set_index("movement")["workers"]
            for move in moves[side]:
                known = [("flows", period, *one, move) for one in groups]
                if known:
                    reader.learn(known, int(rows.get(move, 0)))
            for one in groups:
                parts = [("flows", period, *one, move) for move in (*moves[side], side)]
                reader.learn(parts, int(whole[one]))


def alone(reader: Reader, group: Group) -> bool:
    """Whether a published row shows the group alone."""
    return any(reader.sums[place][0] == {group} for place in reader.of_group[group])
