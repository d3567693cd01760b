"""What should the synthetic city look like? `data/<city>/sample.toml` as checked values."""

import tomllib
from pathlib import Path
from typing import Any


class PlanBroken(Exception):
    """The plan asks for something impossible. Says what and where."""


def load_plan(city_dir: Path) -> dict[str, Any]:
    """The plan of one city, parts that it leaves out empty. Raises PlanBroken when parts do not fit."""
    plan = tomllib.loads((city_dir / "sample.toml").read_text(encoding="utf-8"))
    for absent in ("monthly", "benefit"):
        plan.setdefault(absent, [])
    for absent in ("participants", "reach"):
        plan.setdefault(absent, {})
    kepling = plan.setdefault("kepling", None)  # only some cities recruit through kepling
    if kepling and sum(kepling["cohorts"].values()) != kepling["registered"]:
        raise PlanBroken("kepling: the cohorts do not add up to the registered")
    if abs(sum(sector["share"] for sector in plan["sector"].values()) - 1) > 1e-9:
        raise PlanBroken("sector: the shares do not add up to 1")
    return plan


def months_between(first: str, last: str) -> list[str]:
    """All months from first to last, both included, YYYY-MM."""
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{place // 12}-{place % 12 + 1:02d}" for place in range(start, end + 1)]


def on_path(path: dict[str, int], month: str) -> int | None:
    """The number for a month on straight lines between the named months; None before the first of them."""
    named = sorted(path)
    if month < named[0]:
        return None
    if month >= named[-1]:
        return path[named[-1]]
    before = max(name for name in named if name <= month)
    after = min(name for name in named if name > month)
    steps = len(months_between(before, after)) - 1
    done = len(months_between(before, month)) - 1
    return path[before] + (path[after] - path[before]) * done // steps
