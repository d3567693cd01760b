"""Which state of the published files is shown while they change, and when is it renewed?

A cold start shows the best that is whole. Later a new state replaces the shown one only when it
brings no new defect; otherwise the last good one stays and its problems say why.
"""

import dataclasses
import functools
import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from dashboard.cities import city_dir
from dashboard.extract import Extract, read_extract, watched_files
from dashboard.manifest import MANIFEST, Manifest, Resource
from dashboard.problems import ExtractMissing, Problem
from dashboard.results import Results

CHECK_SECONDS = 1.0  # the files are looked at for a new state at most this often
KEPT_RESULTS = 512  # query results kept per state; a large one is about 30 kB

Database = TypeVar("Database")
Watched = dict[str, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class ExtractState:
    """What a page says about its numbers; `revision` is the start of the manifest's sha256."""

    revision: str
    latest_period: str
    periods: tuple[str, ...]
    generated_at: str  # ISO 8601, as in the manifest
    synthetic: bool
    disclosure_k: int
    problems: tuple[Problem, ...]

    @functools.cached_property
    def key(self) -> str:
        """Of all of it: the revision is not enough, since a damaged file that is put back changes what is
        shown under the same manifest."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]


@dataclass(frozen=True, kw_only=True)
class Shown(Generic[Database]):
    """One loaded state, shared by all threads. Only its kept results change."""

    city: Path
    state: ExtractState
    manifest: Manifest
    resources: Mapping[tuple[str, str], Resource]
    funding_files: tuple[Resource, ...]  # of every revision that can be read
    database: Database
    results: Results
    known: frozenset[tuple[str, str]]  # defects (code, file) that this state was loaded with
    watched: Watched


@dataclass(frozen=True, kw_only=True)
class _Failure:
    error: ExtractMissing
    watched: Watched


class Live(Generic[Database]):
    """Keeps the shown state of every city that was asked for; `load` makes a database of an extract."""

    def __init__(self, load: Callable[[Extract], Database]) -> None:
        self._load = load
        self._cities: dict[Path, _LiveCity[Database]] = {}
        self._held: ContextVar[dict[Path, Shown[Database]] | None] = ContextVar("held", default=None)

    def current(self) -> Shown[Database]:
        """The state of this thread's city to answer from. Raises ExtractMissing when there is none."""
        city, held = city_dir(), self._held.get()
        if held is None:
            return self._newest(city)
        if city not in held:
            held[city] = self._newest(city)
        return held[city]

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Within, this thread is answered from one state a city, whatever is published meanwhile."""
        held = self._held.get()
        token = self._held.set({} if held is None else held)
        try:
            yield
        finally:
            self._held.reset(token)

    def _newest(self, city: Path) -> Shown[Database]:
        found = self._cities.get(city)
        return (found or self._cities.setdefault(city, _LiveCity(city, self._load))).current()

    def forget(self) -> None:
        """Drop the shown states; the next call reads the files again."""
        self._cities = {}


class _LiveCity(Generic[Database]):
    """Keeps the shown state of one city."""

    def __init__(self, city: Path, load: Callable[[Extract], Database]) -> None:
        self._city = city
        self._load = load
        self._lock = threading.Lock()
        self._shown: Shown[Database] | None = None
        self._failure: _Failure | None = None
        self._checked_at = 0.0

    def current(self) -> Shown[Database]:
        """The state to answer from. Raises ExtractMissing when there is none.

        One thread renews a changed state, the others go on with the one before.
        """
        shown = self._shown
        if shown is None:
            with self._lock:
                return self._start()
        if time.monotonic() - self._checked_at < CHECK_SECONDS or not self._lock.acquire(blocking=False):
            return shown
        try:
            self._checked_at = time.monotonic()
            if self._shown is shown:
                self._shown = self._renewed(shown)
            return self._shown or shown
        finally:
            self._lock.release()

    def _start(self) -> Shown[Database]:
        if self._shown is not None:
            return self._shown  # another thread was faster
        city, failure = self._city, self._failure
        if failure and failure.watched == watched_files(city, _as_problems(failure.error)):
            raise ExtractMissing(failure.error.code, failure.error.problems, **failure.error.values)
        before = watched_files(city)
        try:
            self._shown = self._showing(city, read_extract(city), before)
        except ExtractMissing as error:
            watched = _watch(city, _as_problems(error), before)
            self._failure = _Failure(error=error, watched=watched)
            raise
        self._checked_at = time.monotonic()
        return self._shown

    def _renewed(self, shown: Shown[Database]) -> Shown[Database]:
        watched = watched_files(shown.city, shown.state.problems)
        if watched == shown.watched:
            return shown
        try:
            extract = read_extract(shown.city)
        except ExtractMissing as error:
            return _refused(shown, _as_problems(error), watched)
        if _defects(extract.problems) - shown.known:
            return _refused(shown, extract.problems, watched)
        if extract.manifest.revision == shown.state.revision and not shown.state.problems:
            return dataclasses.replace(shown, watched=watched)  # touched, not changed
        return self._showing(shown.city, extract, watched)

    def _showing(self, city: Path, extract: Extract, before: Watched) -> Shown[Database]:
        periods = tuple(sorted({resource.period for resource in extract.in_force}))
        state = ExtractState(
            revision=extract.manifest.revision,
            latest_period=periods[-1],
            periods=periods,
            generated_at=extract.manifest.generated_at,
            synthetic=extract.manifest.synthetic,
            disclosure_k=extract.manifest.disclosure_k,
            problems=extract.problems,
        )
        return Shown(
            city=city,
            state=state,
            manifest=extract.manifest,
            resources={(each.table, each.period): each for each in extract.in_force},
            funding_files=tuple(extract.funding_history),
            database=self._load(extract),
            results=Results(KEPT_RESULTS),
            known=_defects(extract.problems),
            watched=_watch(city, extract.problems, before),
        )


def _watch(city: Path, problems: tuple[Problem, ...], before: Watched) -> Watched:
    # The manifest as it was before reading: a change during the reading must not go unseen.
    return watched_files(city, problems) | {MANIFEST: before[MANIFEST]}


def _refused(shown: Shown[Database], found: tuple[Problem, ...], before: Watched) -> Shown[Database]:
    kept = Problem(code="reload_refused", values={"shown": shown.state.generated_at})
    problems = (*found, kept)
    return dataclasses.replace(
        shown,
        state=dataclasses.replace(shown.state, problems=problems),
        watched=_watch(shown.city, problems, before),
    )


def _defects(problems: tuple[Problem, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((problem.code, problem.file or str(problem.values)) for problem in problems)


def _as_problems(error: ExtractMissing) -> tuple[Problem, ...]:
    file = str(error.values.get("file", ""))
    return (*error.problems, Problem(code=error.code, file=file, values=error.values))
