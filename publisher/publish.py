"""How does one month of sheets become one published revision?"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from publisher.contract import EXTRACT_TABLES
from publisher.disclosure.memory import recall, remember
from publisher.disclosure.settling import disclose
from publisher.intake.reception import Step, receive
from publisher.intake.verdict import FileVerdict
from publisher.months import month_before
from publisher.opening import city_settings as city_settings
from publisher.opening import open_register as open_register
from publisher.reference import read_reference
from publisher.register.alarms import Alarm, Limits, find_alarms, missing_from
from publisher.register.people import UnlistedWorkers
from publisher.register.private import refuse_public
from publisher.register.register import Counts, Register
from publisher.revisions.conformity import check_totals
from publisher.revisions.history import History
from publisher.revisions.log import login_name, refuse_personal
from publisher.revisions.manifest import Stamp
from publisher.revisions.release import State, arrow_table, empty_rows, publish_tables, trusted_state
from publisher.revisions.staging import publishing, recover

SYNTHETIC_MARK = "SINTETIS.txt"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of publishing one month."""

    revision: str | None  # None: the published state already held exactly this
    counts: Counts
    files: int
    withheld: int
    receipts: tuple[FileVerdict, ...] = ()  # what came of each file and its rows
    alarms: tuple[Alarm, ...] = ()  # what looks wrong with the month


def blank_manifest(settings: dict[str, Any]) -> dict[str, Any]:
    """The manifest of a city that has published nothing yet."""
    return {
        "name": f"cakupan-{settings['code']}",
        "title": f"Coverage of vulnerable workers, {settings['name_en']}",
        "title_id": f"Cakupan pekerja rentan, {settings['name']}",
        "city": settings["code"],
        "disclosure_k": settings["k"],
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
    }


def anonymous_funders(city_dir: Path) -> frozenset[str]:
    """Funders who did not consent to be named."""
    return frozenset(row["id"] for row in read_reference(city_dir, "funder") if row["consent"] != "true")


def build_tables(
    register: Register, period: str, k: int, anonymous: frozenset[str] = frozenset()
) -> tuple[dict[str, pa.Table], int]:
    """The tables of a month with no small cell, and how many workers or cases were withheld.

    Funders in `anonymous` are not named. Labels follow those of the revision that these tables replace, else
    those of the month before.
    """
    before = recall(register.connection, period, month_before(period))
    memory = register.settle(period, k, before)

    def read(name: str) -> pd.DataFrame:
        if name == "flows" and not register.has_published(month_before(period)):
            return empty_rows(name)  # without the month before, everybody would look new
        return register.table(name)

    published, more, withheld = disclose(read, EXTRACT_TABLES, k=k, before=before, anonymous=anonymous)
    remember(register.connection, period, memory | more)
    published["coverage_kelurahan"] = published["coverage_kelurahan"].drop(columns="kecamatan")
    return {name: arrow_table(name, period, published[name]) for name in EXTRACT_TABLES}, withheld


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month's sheets, taken in, counted and merged, not yet published."""

    tables: dict[str, pa.Table]
    counts: Counts
    receipts: tuple[FileVerdict, ...]
    withheld: int
    synthetic: bool
    alarms: tuple[Alarm, ...]


def taken_in(
    *, city_dir: Path, folder: Path, register: Register, period: str, step: Step = lambda _: None
) -> Month:
    """The sheets in `folder` as tables. Raises SheetsRefused, ContractBroken."""
    reception = receive(city_dir, folder, period, step)
    typed = reception.typed()
    step("count")
    try:
        counts = register.load(period, typed, {kind for one in reception.verdicts for kind in one.kinds})
    except UnlistedWorkers as error:
        raise reception.unlisted(error.niks) from error
    settings = city_settings(city_dir)
    alarms = find_alarms(register, period, Limits.of(settings))
    step("merge")
    tables, withheld = build_tables(register, period, settings["k"], anonymous_funders(city_dir))
    check_totals(tables, counts.workers)
    return Month(
        tables=tables, counts=counts, receipts=reception.verdicts, withheld=withheld,
        synthetic=(folder / SYNTHETIC_MARK).exists(), alarms=alarms,
    )  # fmt: skip


def publish(
    *, city_dir: Path, folder: Path, extracts: Path, register: Register, period: str,
    generated_at: str, reason: str | None = None, by: str | None = None, step: Step = lambda _: None,
) -> Verdict:  # fmt: skip
    """Publish the sheets in `folder` as `period`, in the name of `by` (the login name). All or nothing.

    Raises SheetsRefused, ReasonMissing, ContractBroken, PersonalText, LogBroken, StateAltered,
    RegisterElsewhere, RegisterBehind, BlockingIOError, OSError; then readers see the state before.
    """
    by = by or login_name()
    refuse_personal(by=by, reason=reason)
    if register.path:
        refuse_public(register.path, city_dir, extracts)
    with publishing(extracts):
        recover(extracts)
        state = trusted_state(extracts, blank_manifest(city_settings(city_dir)))
        history = History(register)
        history.follow(state.log, period)
        month = taken_in(city_dir=city_dir, folder=folder, register=register, period=period, step=step)
        step("write")
        stamp = Stamp(
            period=period, generated_at=generated_at, missing=missing_from(month.alarms), reason=reason,
            by=by, synthetic=month.synthetic,
        )  # fmt: skip

        def take(revision: str, manifest: str) -> None:
            history.note(revision, manifest)
            register.commit(period, stamp.complete)

        revision = publish_tables(extracts, state, month.tables, stamp, take)
        if revision is None:
            keep_unchanged(register, history, state, stamp)
        history.confirm()
    return Verdict(
        revision=revision,
        counts=month.counts,
        files=len(month.receipts),
        withheld=month.withheld,
        receipts=month.receipts,
        alarms=month.alarms,
    )


def keep_unchanged(register: Register, history: History, state: State, stamp: Stamp) -> None:
    """Commit sheets whose tables are published already; note the revision if this register lacks it."""
    standing, newest = state.log.standing(), history.newest()
    lacks = standing and (not newest or newest[1] != standing[-1].manifest)
    if lacks and standing[-1].manifest and standing[-1].period == stamp.period:
        history.note(standing[-1].revision, standing[-1].manifest)
    register.commit(stamp.period, stamp.complete)
