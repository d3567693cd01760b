"""What looks wrong with a month although every cell of its sheets is possible?

Each alarm is a note in the verdict; none refuses the month. A missing sender makes the month incomplete.
Limits have defaults here and are set per city in `city.toml`, table `[alarms]`.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from publisher.masking import mask
from publisher.register.register import Register
from publisher.text import number
from publisher.words import word

MOST = 5  # alarms of one kind that are told one by one


@dataclass(frozen=True, kw_only=True)
class Limits:
    """From when on something looks wrong. `share` is 0..1; of people, both limits must be reached."""

    change_share: float = 0.30  # of the published month before, for a total or a cell
    change_workers: int = 50  # that a cell must have in one of the two months
    same_birth_workers: int = 20
    same_birth_share: float = 0.0005  # of all listed workers; about ten times what chance gives
    same_nik_prefix_workers: int = 15
    same_nik_prefix_share: float = 0.0003
    same_phone_workers: int = 5  # families share one phone
    youngest: int = 15  # [years] on the last day of the month
    oldest: int = 80
    no_longer_send: tuple[str, ...] = ()  # OPD, or kinds of sheet, that are not missed any more

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Limits":
        """The limits of a city. Raises TypeError for a limit that does not exist."""
        return cls(**settings.get("alarms", {}))


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """One thing that looks wrong. Holds counts and ids, personal values only masked."""

    rule: str  # key of the sentence in publisher/words
    values: dict[str, str | int] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """What was found and what to check."""
        values = {
            name: value if isinstance(value, str) else number(value, lang)
            for name, value in self.values.items()
        }
        return word(lang, f"alarms.{self.rule}", **values)


def find_alarms(register: Register, period: str, limits: Limits) -> tuple[Alarm, ...]:
    """Everything that looks wrong with the month that was just loaded, missing senders first."""
    ((listed,),) = register.ask("alarms/listed")
    found = [
        *missing_senders(register, period, limits),
        *changes(register, period, limits),
        *concentrations(register, limits, listed),
        *ages(register, period, limits),
    ]
    ((workers, iuran_idr),) = register.ask("alarms/paid_unlisted", {"period": period})
    if workers:
        found.append(Alarm(rule="paid_unlisted", values={"workers": workers, "iuran_idr": iuran_idr}))
    return tuple(found)


def missing_from(alarms: Sequence[Alarm]) -> tuple[str, ...]:
    """Who did not send a list and did in the last complete month: OPD as `opd:<id>`, else kinds of sheet."""
    opd = (f"opd:{each.values['opd']}" for each in alarms if each.rule == "missing_opd")
    kinds = (str(each.values["kind"]) for each in alarms if each.rule == "missing_kind")
    return (*sorted(kinds), *sorted(opd))


def is_complete(alarms: Sequence[Alarm]) -> bool:
    """Whether everybody sent a list who sent one in the last complete month."""
    return not missing_from(alarms)


def missing_senders(register: Register, period: str, limits: Limits) -> Iterator[Alarm]:
    """An alarm for each OPD and each kind of sheet that is missed."""
    for kind, opd in register.ask("alarms/missing_senders", {"period": period}):
        if (opd or kind) in limits.no_longer_send:
            continue
        if opd:
            yield Alarm(rule="missing_opd", values={"opd": opd})
        else:
            yield Alarm(rule="missing_kind", values={"kind": kind})


def changes(register: Register, period: str, limits: Limits) -> Iterator[Alarm]:
    """Totals and cells that differ too much from the published month before."""
    ((before, _),) = register.ask("neighbour", {"period": period})
    if before is None:
        return
    params = {
        "period": period, "before": before,
        "least": limits.change_workers, "share": limits.change_share,
    }  # fmt: skip
    months = {"period": period, "before": before}
    listed: dict[str, list[Alarm]] = {}
    told: set[str] = set()  # OPD and kecamatan whose whole changed: their cells say nothing more
    rows = register.ask("alarms/listed_changes", params)
    for opd, sector, kecamatan, was, now in sorted(rows, key=lambda row: row[1] is not None):
        place = {"opd": opd, "sector": sector, "kecamatan": kecamatan}
        if sector is None:
            told |= {name for name in (opd, kecamatan) if name}
        elif opd in told or kecamatan in told:
            continue
        keep(listed, "listed", {key: name for key, name in place.items() if name}, (was, now), months)
    active: dict[str, list[Alarm]] = {}
    for opd, kecamatan, payer, was, now in register.ask("alarms/active_changes", params):
        place = {"opd": opd, "kecamatan": kecamatan, "funding_source": payer}
        keep(active, "active", {key: name for key, name in place.items() if name}, (was, now), months)
    for alarms in (*listed.values(), *active.values()):
        yield from shortened(alarms)


def keep(
    alarms: dict[str, list[Alarm]],
    measure: str,
    place: dict[str, str],
    counts: tuple[int, int],
    months: dict[str, str],
) -> None:
    """Add the alarm of one total or cell to those of its kind."""
    kind = "cell" if len(place) > 1 else next(iter(place), "total")
    values: dict[str, str | int] = {**place, **months, "was": counts[0], "now": counts[1]}
    alarms.setdefault(kind, []).append(Alarm(rule=f"changed_{measure}_{kind}", values=values))


def shortened(alarms: list[Alarm]) -> Iterator[Alarm]:
    """The first alarms of a kind, and how many more there are."""
    yield from alarms[:MOST]
    if len(alarms) > MOST:
        yield Alarm(rule="more", values={"count": len(alarms) - MOST})


def concentrations(register: Register, limits: Limits, listed: int) -> Iterator[Alarm]:
    """Values that more workers share than chance allows."""
    births = max(limits.same_birth_workers, math.ceil(limits.same_birth_share * listed))
    yield from shortened([
        Alarm(rule="same_birth", values={"birth": birth, "workers": workers})
        for birth, workers in register.ask("alarms/same_birth", {"least": births})
    ])  # fmt: skip
    prefixes = max(limits.same_nik_prefix_workers, math.ceil(limits.same_nik_prefix_share * listed))
    yield from shortened([
        Alarm(rule="same_prefix", values={"prefix": mask(prefix), "workers": workers})
        for prefix, workers in register.ask("alarms/same_prefix", {"least": prefixes})
    ])  # fmt: skip
    yield from shortened([
        Alarm(rule="same_phone", values={"phone": mask(phone), "workers": workers})
        for phone, workers in register.ask("alarms/same_phone", {"least": limits.same_phone_workers})
    ])  # fmt: skip


def ages(register: Register, period: str, limits: Limits) -> Iterator[Alarm]:
    """Workers outside working age, and those who are enrolled for the first time at 65 or older."""
    bounds = {"youngest": limits.youngest, "oldest": limits.oldest}
    for opd, young, old in register.ask("alarms/ages", bounds):
        yield Alarm(rule="age", values={"opd": opd, "young": young, "old": old, **bounds})
    ((workers,),) = register.ask("alarms/new_at_65", {"period": period})
    if workers:
        yield Alarm(rule="new_at_65", values={"workers": workers})
