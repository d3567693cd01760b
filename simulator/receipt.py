"""A result that is kept: would the same question give the same rupiah today, and if not, why not?

The reasons are found by replacing one thing after the other, so that their rupiah add up exactly to the
whole difference.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from simulator import MODEL_VERSION
from simulator.allocation import EQUAL
from simulator.answer import Answer, Figure, answer, figures
from simulator.errors import ScenarioError
from simulator.people import DIMENSIONS, slice_of
from simulator.rates import rates_of
from simulator.replaced import replacements
from simulator.scenario import Scenario
from simulator.standing import Standing
from simulator.tariff import Tariff

MODEL, TARIFF, MERGED = "model", "tariff", "merged"
REASON_VALUES: dict[str, frozenset[str]] = {
    MODEL: frozenset({"before", "after"}),  # versions of the model
    TARIFF: frozenset(),
    "universe": frozenset({"before", "after"}),  # [workers]
    "protected": frozenset({"funding_source", "before", "after"}),  # [workers]
    "cover_ends": frozenset({"workers"}),  # whose covers end in another month
    MERGED: frozenset({"rule"}),  # what hangs on people that the receipt holds merged only
}
Point = tuple[int, int]  # [rupiah], [workers]


@dataclass(frozen=True, kw_only=True, eq=False)
class Receipt:
    """A result and all that it was computed from."""

    model_version: str
    extract_sha256: str  # 16 or more hex digits
    scenario: Scenario
    standing: Standing  # of the people asked about, merged to two strata: who drives, and all others
    tariff: Tariff  # the rates that the scenario can reach
    figures: Mapping[str, Figure]

    @property
    def period(self) -> str:
        """The month of the extract it was computed on."""
        return self.scenario.base_month


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why a result differs. `code` is a key of REASON_VALUES.

    `idr` and `workers` are its part of the difference; None where there is no answer after this change
    alone: then its part is in the next reason that has one.
    """

    code: str
    values: Mapping[str, object]
    idr: int | None
    workers: int | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """A result as it was and as it is today."""

    before: Mapping[str, Figure]
    after: Mapping[str, Figure]
    today: Answer
    reasons: tuple[Reason, ...]  # their `idr` add up to the whole difference
    same: bool  # every figure that both have is the same
    exact: bool  # False: the receipt holds too little to price each reason alone; the sum is exact still

    @property
    def difference_idr(self) -> int:
        """[rupiah] today's total less the old one."""
        return _point(self.after)[0] - _point(self.before)[0]


def issue(tariff: Tariff, standing: Standing, scenario: Scenario, extract_sha256: str) -> Receipt:
    """Answer, and keep what the answer was computed from. Raises ScenarioError as `answer`."""
    return Receipt(
        model_version=MODEL_VERSION,
        extract_sha256=extract_sha256.removeprefix("sha256:")[:16],
        scenario=scenario,
        standing=_listed_people(standing, scenario).by_transport(),
        tariff=rates_of(tariff, scenario),
        figures=figures(answer(tariff, standing, scenario)),
    )


def check_period(receipt: Receipt, published: Sequence[str]) -> str:
    """The period to load. Raises ScenarioError link_period_gone when it is not published any more."""
    if receipt.period not in published:
        limits = {"minimum": min(published, default=""), "maximum": max(published, default="")}
        raise ScenarioError("link_period_gone", value=receipt.period, **limits)
    return receipt.period


def compare(receipt: Receipt, tariff: Tariff, standing: Standing, extract_sha256: str) -> Comparison:
    """The receipt beside today's result. `standing`: the receipt's own period, as published today.

    Raises ScenarioError as `answer`: today's people may leave no answer; the receipt's figures remain.
    """
    scenario = receipt.scenario
    today = answer(tariff, standing, scenario)
    after = figures(today)
    now = _listed_people(standing, scenario).by_transport()
    is_same_extract = extract_sha256.removeprefix("sha256:").startswith(receipt.extract_sha256)
    # One of the two results may have counted only whom one payer covers: same files, other people.
    is_same = is_same_extract and not list(replacements(receipt.standing, now))
    is_whole = is_same or scenario.rule == EQUAL
    reasons = tuple(_reasons(receipt, tariff, standing, _point(after), is_same_people=is_same))
    return Comparison(
        before=receipt.figures,
        after=after,
        today=today,
        reasons=reasons,
        # A figure that is shown only since, or not any more, makes no other result.
        same=all(after[name] == value for name, value in receipt.figures.items() if name in after),
        exact=is_whole and MERGED not in [reason.code for reason in reasons],
    )


def _reasons(
    receipt: Receipt, tariff: Tariff, standing: Standing, end: Point, *, is_same_people: bool
) -> Iterator[Reason]:
    """Model, tariff, people: each with what it changed; then the rest."""
    asked = receipt.scenario if is_same_people else _of_everybody(receipt.scenario)
    old = standing if is_same_people else receipt.standing
    start, first = _point(receipt.figures), _point_of(receipt.tariff, old, asked)
    last = first or start
    opening = _less(last, start)
    found: list[tuple[str, Mapping[str, object], Standing]] = []
    if rates_of(tariff, receipt.scenario) != receipt.tariff:
        found.append((TARIFF, {}, old))
    if not is_same_people:
        now = _listed_people(standing, receipt.scenario).by_transport()
        found += [(step.code, step.values, step.standing) for step in replacements(old, now)]
    steps = []
    for code, values, held in found:
        point = _point_of(tariff, held, asked)
        idr, workers = (None, None) if point is None else _less(point, last)
        steps.append(Reason(code=code, values=values, idr=idr, workers=workers))
        last = point or last
    closing = _less(end, last)
    if receipt.model_version != MODEL_VERSION:
        if receipt.scenario.rule != EQUAL and not is_same_people and first:
            # What the model changed and what hangs on the order of the strata cannot be told apart.
            opening, closing = (opening[0] + closing[0], opening[1] + closing[1]), (0, 0)
        versions = {"before": receipt.model_version, "after": MODEL_VERSION}
        idr, workers = opening if first else (None, None)
        yield Reason(code=MODEL, values=versions, idr=idr, workers=workers)
        opening = (0, 0)
    yield from steps
    rest = opening[0] + closing[0], opening[1] + closing[1]
    if any(rest):
        values = {"rule": receipt.scenario.rule}
        yield Reason(code=MERGED, values=values, idr=rest[0], workers=rest[1])


def _listed_people(standing: Standing, scenario: Scenario) -> Standing:
    """The strata asked about, without those whom the extract does not list."""
    return slice_of(standing, {dimension: getattr(scenario, dimension) for dimension in DIMENSIONS})


def _of_everybody(scenario: Scenario) -> Scenario:
    """The same question to a standing that holds nobody else, in two strata without an order."""
    return replace(scenario, kecamatan=(), opd=(), sector=(), rule=EQUAL)


def _point_of(tariff: Tariff, standing: Standing, scenario: Scenario) -> Point | None:
    try:
        return _point(figures(answer(tariff, standing, scenario)))
    except ScenarioError:
        return None


def _point(shown: Mapping[str, Figure]) -> Point:
    """What the reasons explain: the rupiah, and the people who are covered for them."""
    workers = shown["people_needed"] if "people_needed" in shown else shown["workers"]
    return int(shown["total_idr"] or 0), int(workers or 0)


def _less(one: Point, other: Point) -> Point:
    return one[0] - other[0], one[1] - other[1]
