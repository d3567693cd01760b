"""Where is help needed most? Groups in the order of a score whose weights anybody can change."""

from dataclasses import dataclass
from fractions import Fraction

from simulator.checks import check_count
from simulator.errors import ScenarioError
from simulator.standing import ELSEWHERE, Standing

MOST_WEIGHT = 10
HIGHEST_RISK = 5
SOON = 3  # [months] in which cover runs out
MERGED = "lainnya"  # the rest of small cells: nobody that one could point at


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each measure counts, 0 to 10."""

    gap: int = 5
    risk: int = 2
    ending: int = 3

    def __post_init__(self) -> None:
        for name in ("gap", "risk", "ending"):
            check_count(getattr(self, name), "weight", minimum=0, maximum=MOST_WEIGHT)
        if self.gap + self.risk + self.ending == 0:
            raise ScenarioError("weights_all_zero")


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """One group. Measures are shares 0 to 1: each is the largest of them where it is 1."""

    code: str
    universe: int  # [workers]
    unprotected: int  # [workers]
    ending: int  # [workers] whose cover runs out within three months
    risk: Fraction  # mean JKK risk group of those without cover, 0 where it is unknown
    score: Fraction  # weighted mean of the three measures, 0 to 1


def rank(standing: Standing, dimension: str, weights: Weights) -> tuple[Ranked, ...]:
    """The groups of `dimension`, most in need first; merged cells are left out. Ties go by code."""
    ending = standing.paid_through[:SOON].sum(axis=(0, 1)).tolist()
    groups: dict[str, list[int]] = {}
    rows = zip(
        standing.strata, standing.universe.tolist(), standing.unprotected.tolist(), ending, strict=True
    )
    for stratum, universe, unprotected, soon in rows:
        code = getattr(stratum, dimension)
        if code in (MERGED, ELSEWHERE):
            continue
        sums = groups.setdefault(code, [0, 0, 0, 0])
        groups[code] = [
            sums[0] + universe,
            sums[1] + unprotected,
            sums[2] + soon,
            sums[3] + unprotected * stratum.risk,
        ]
    widest = max((sums[1] for sums in groups.values()), default=0)
    most_ending = max((sums[2] for sums in groups.values()), default=0)
    whole = weights.gap + weights.risk + weights.ending
    ranked = [
        Ranked(
            code=code,
            universe=universe,
            unprotected=unprotected,
            ending=soon,
            risk=Fraction(risk, max(unprotected, 1)),
            score=(
                weights.gap * Fraction(unprotected, max(widest, 1))
                + weights.risk * Fraction(risk, HIGHEST_RISK * max(unprotected, 1))
                + weights.ending * Fraction(soon, max(most_ending, 1))
            )
            / whole,
        )
        for code, (universe, unprotected, soon, risk) in groups.items()
    ]
    return tuple(sorted(ranked, key=lambda each: (-each.score, each.code)))
